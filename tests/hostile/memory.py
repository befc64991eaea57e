"""T3: queries that ask for more memory than there is."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Answer, Case, posted


def _ended(answer: Answer) -> str:
    return "" if answer.status in (200, 400, 422, 504) else f"HTTP {answer.status}"


def _doubling(times: int, step: str) -> str:
    return " ".join(f"BIND({step.format(x=f'?x{i}')} AS ?x{i + 1})" for i in range(times))


def _queries() -> Iterator[tuple[str, str]]:
    for times in (20, 30, 34, 40, 60):
        steps = _doubling(times, "CONCAT({x}, {x})")
        yield f"concat {times}", f'SELECT (STRLEN(?x{times}) AS ?n) {{ BIND("ab" AS ?x0) {steps} }}'
    for times in (5, 9, 20):
        steps = _doubling(times, 'REPLACE({x}, "a", "aaaaaaaaaaaaaaaaaaaa")')
        yield f"replace {times}", f'SELECT (STRLEN(?x{times}) AS ?n) {{ BIND("aaaa" AS ?x0) {steps} }}'
    for times in (20, 40):
        steps = _doubling(times, "ENCODE_FOR_URI(CONCAT({x}, '%', {x}))")
        yield f"encode {times}", f"SELECT ?x{times} {{ BIND('%' AS ?x0) {steps} }}"
    product = "?a ?b ?c . ?d ?e ?f"
    yield "order by", f"SELECT * {{ {product} }} ORDER BY ?c ?f ?a ?d"
    yield (
        "order by a long string",
        f"SELECT * {{ {product} }} ORDER BY CONCAT(STR(?a), STR(?b), STR(?c), STR(?d), STR(?f))",
    )
    yield "group concat", f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?x) {{ {product} }}"
    yield (
        "group concat distinct",
        f"SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?a), STR(?f))) AS ?x) {{ {product} }}",
    )
    yield (
        "count distinct",
        f"SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?c), STR(?d), STR(?f))) AS ?n) {{ {product} }}",
    )
    yield (
        "distinct",
        f"SELECT DISTINCT ?x {{ {product} BIND(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f)) AS ?x) }}",
    )
    yield (
        "group by",
        f"SELECT ?x (COUNT(*) AS ?n) {{ {product} BIND(CONCAT(STR(?a), STR(?c), STR(?f)) AS ?x) }} GROUP BY ?x",
    )
    yield "construct", f"CONSTRUCT {{ ?a ?b ?f . ?d ?e ?c . ?a ?e ?f . ?d ?b ?c }} WHERE {{ {product} }}"
    yield "construct blank nodes", f"CONSTRUCT {{ [] ?b ?f ; ?e [ ?b ?c ] }} WHERE {{ {product} }}"
    yield "describe", f"DESCRIBE ?a ?d WHERE {{ {product} }}"
    for number in (5_000, 10_000):
        yield (
            f"values {number}",
            f"SELECT * {{ VALUES ?x {{ {'1 ' * number} }} VALUES ?y {{ {'2 ' * number} }} }} ORDER BY ?x",
        )
    yield "hash join", "SELECT (COUNT(*) AS ?n) { { ?a ?b ?c . ?d ?e ?f } { ?a ?h ?i . ?d ?k ?l } }"
    yield (
        "union of products",
        f"SELECT * {{ {{ {product} }} UNION {{ {product} }} UNION {{ {product} }} }} ORDER BY DESC(?f)",
    )
    yield "one long row", f'SELECT ?x24 {{ BIND("ab" AS ?x0) {_doubling(24, "CONCAT({x}, {x})")} }}'
    yield "long rows", f'SELECT ?s ?x16 {{ ?s ?p ?o BIND("ab" AS ?x0) {_doubling(16, "CONCAT({x}, {x})")} }}'


def cases() -> list[Case]:
    """Twenty-five queries."""
    return [posted(name, sparql, _ended) for name, sparql in _queries()]
