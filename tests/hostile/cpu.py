"""T2: small queries that cost much time: products without a join, endless paths, plans that grow faster than the query."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Answer, Case, posted


def _ended(answer: Answer) -> str:
    """Answered in time, refused before it ran, or ended by the server with a word of it."""
    return "" if answer.status in (200, 400, 422, 504) else f"HTTP {answer.status}"


def _bgp(size: int) -> str:
    return " . ".join(f"?a{i} ?p{i} ?a{i + 1}" for i in range(size))


def _queries() -> Iterator[tuple[str, str]]:
    for width in (3, 4, 6, 12):
        free = " . ".join(f"?s{i} ?p{i} ?o{i}" for i in range(width))
        yield f"product of {width}", f"SELECT (COUNT(*) AS ?n) {{ {free} }}"
        yield f"sorted product of {width}", f"SELECT * {{ {free} }} ORDER BY ?o0 LIMIT 1"
        yield f"product of {width} that nothing passes", f"SELECT * {{ {free} FILTER(STRLEN(STR(?o0)) < 0) }}"
    for path in (
        "(<urn:a>|!<urn:a>)*",
        "((<urn:a>|!<urn:a>)+/(^<urn:b>|!<urn:b>)*)+",
        "(!<urn:a>/^!<urn:b>)*",
    ):
        yield f"path {path}", f"SELECT (COUNT(*) AS ?n) {{ ?s {path} ?o . ?x {path} ?y }}"
    for size in (100, 400, 800):
        yield f"chain of {size}", f"ASK {{ {_bgp(size)} }}"
        star = " ; ".join(f"?p{i} ?o{i}" for i in range(size))
        yield f"star of {size}", f"SELECT (COUNT(*) AS ?n) {{ ?s {star} }}"
        yield f"path of {size}", f"ASK {{ ?s {'/'.join(['!<urn:p>'] * size)} ?o }}"
    for size in (64, 200):
        yield f"list in list, {size}", f"ASK {{ ?s ?p {'(' * size}{')' * size} }}"
        yield f"blank in blank, {size}", f"ASK {{ ?s ?p {'[ ?q ' * size}1{' ]' * size} }}"
        yield f"list of {size}", f"ASK {{ ?s ?p ({' '.join(f'?x{i}' for i in range(size))}) }}"
    yield "optional 60", "SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o " * 60 + "}" * 60 + " }"
    yield "optional 2000", "SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o " * 2_000 + "}" * 2_000 + " }"
    yield (
        "optional beside optional",
        "SELECT * { " + " ".join(f"OPTIONAL {{ ?s{i} ?p{i} ?o{i} }}" for i in range(45)) + " }",
    )
    yield "distinct", "SELECT DISTINCT ?a ?d { ?a ?b ?c . ?d ?e ?f }"
    yield "far offset", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } OFFSET 999999999999"
    yield "group", "SELECT ?a (COUNT(DISTINCT ?f) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a"
    yield "minus", "SELECT * { ?a ?b ?c . ?d ?e ?f MINUS { ?a ?h ?i . ?d ?k ?l } }"
    yield (
        "not exists",
        "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?g ?h ?i . ?j ?k ?l FILTER(?g = ?l && ?c = ?f) } }",
    )
    yield (
        "regex",
        'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(a+)+$|(.*)*x(.*)*y$")) }',
    )
    yield (
        "regex of strings",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?a), STR(?f))) }",
    )
    yield "lateral", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c LATERAL { ?d ?e ?f } LATERAL { ?g ?h ?i } }"


def cases() -> list[Case]:
    """Forty queries."""
    return [posted(name, sparql, _ended) for name, sparql in _queries()]
