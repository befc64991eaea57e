"""T1: texts that parsers and planners choke on: deep nests, what a grammar can bring forth at random, mutated questions."""

from __future__ import annotations

import random
from collections.abc import Iterator

from queries import library
from tests.hostile.case import Case, posted

#: opening, middle and closing of eleven nests, within a frame
NESTS = {
    "group": ("ASK ", "{", "", "}", ""),
    "filter": ("ASK { FILTER(", "(", "1", ")", ") }"),
    "not": ("ASK { FILTER(", "!", "1", "", ") }"),
    "union": ("ASK { ", "{} UNION {", "?s ?p ?o", "}", " }"),
    "or": ("ASK { FILTER(", "1||", "1", "", ") }"),
    "path": ("ASK { ?s ", "(", "<urn:p>", ")", " ?o }"),
    "list": ("ASK { ?s ?p ", "(", "", ")", " }"),
    "blank": ("ASK { ?s ?p ", "[ ?q ", "1", " ]", " }"),
    "optional": ("ASK { ", "OPTIONAL { ?s ?p ?o ", "", "}", " }"),
    "select": ("SELECT * { ", "{ SELECT * { ", "?s ?p ?o", " } }", " }"),
    "exists": ("ASK { ", "FILTER(EXISTS { ", "?s ?p ?o", " })", " }"),
}
SIZES = (16, 64, 65, 200, 1_000, 4_000, 12_000, 30_000)


def nests() -> Iterator[Case]:
    """Each nest at each size: whole, left open, closed too often."""
    for name, (start, opening, middle, closing, end) in NESTS.items():
        for size in SIZES:
            for form, closings in (("whole", size), ("open", size // 2), ("closed", size + 7)):
                text = start + opening * size + middle + closing * closings + end
                yield posted(f"nest {name} {size} {form}", text)


_TEXT = (
    "SELECT ASK CONSTRUCT DESCRIBE WHERE { } { } ( ) [ ] . ; , * / | ^ ! = != < > <= >= + - && || ?s ?p ?o ?x <urn:a> "
    '<urn:b#c> rdf:type a "x" \'y\' "z"@de "1"^^<urn:t> 1 2.5 1e9 true false FILTER OPTIONAL UNION MINUS GRAPH BIND AS '
    "VALUES UNDEF EXISTS NOT IN DISTINCT REDUCED GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET 10 COUNT SUM MIN MAX AVG "
    "SAMPLE GROUP_CONCAT SEPARATOR STR LANG DATATYPE IRI BNODE REGEX REPLACE SUBSTR CONCAT STRLEN IF COALESCE NOW RAND "
    "FROM NAMED PREFIX BASE rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> _:b # \\u0041 \"\"\" ''' @en ^^ << >>"
)
_WORDS = _TEXT.split()


def words(number: int, seed: int = 11) -> Iterator[Case]:
    """Words of SPARQL in no order at all, and in the order of a small grammar."""
    chance = random.Random(seed)  # noqa: S311
    for count in range(number):
        text = " ".join(chance.choices(_WORDS, k=chance.randint(1, 120))) if count % 2 else _query(chance)
        yield posted(f"grammar {count}", text)


def _query(chance: random.Random) -> str:
    form = chance.choice(
        ("ASK", "SELECT *", "SELECT DISTINCT ?s", "CONSTRUCT { ?s ?p ?o } WHERE", "SELECT (COUNT(*) AS ?n)")
    )
    end = chance.choice(
        ("", " LIMIT 5", " ORDER BY ?s", " OFFSET 999999999999999999999", " GROUP BY ?s", " VALUES ?s {}")
    )
    return f"{form} {_group(chance, chance.randint(0, 5))}{end}"


def _group(chance: random.Random, depth: int) -> str:
    parts = []
    for _ in range(chance.randint(0, 3)):
        inner = _group(chance, depth - 1) if depth > 0 else "{}"
        parts.append(
            chance.choice(
                (
                    f"{_term(chance)} {_path(chance, depth)} {_term(chance)} .",
                    f"OPTIONAL {inner}",
                    f"{inner} UNION {inner}",
                    f"MINUS {inner}",
                    f"FILTER({_expression(chance, depth)})",
                    f"FILTER NOT EXISTS {inner}",
                    f"BIND({_expression(chance, depth)} AS ?v{chance.randint(0, 999)})",
                    f"GRAPH {_term(chance)} {inner}",
                    f"VALUES ?v{chance.randint(0, 9)} {{ {chance.randint(-9, 9)} UNDEF }}",
                    f"{{ SELECT * {inner} LIMIT {chance.randint(0, 3)} }}",
                )
            )
        )
    return "{ " + " ".join(parts) + " }"


def _term(chance: random.Random) -> str:
    return chance.choice(("?s", "?p", "?o", "<urn:x>", '"l"', "1", "[]", "()", "_:b", "true"))


def _path(chance: random.Random, depth: int) -> str:
    if depth <= 0:
        return chance.choice(("?p", "a", "<urn:p>", "!<urn:p>"))
    one, other = _path(chance, depth - 1), _path(chance, depth - 2)
    return chance.choice(
        (f"({one})*", f"({one})+", f"({one})?", f"({one}/{other})", f"({one}|{other})", f"^({one})")
    )


def _expression(chance: random.Random, depth: int) -> str:
    if depth <= 0:
        return chance.choice(("?s", "1", '"x"', "RAND()", "BOUND(?o)"))
    one, other = _expression(chance, depth - 1), _expression(chance, depth - 1)
    name = chance.choice(
        ("STR", "ABS", "STRLEN", "UCASE", "IRI", "xsd:integer", "<urn:f>", "COUNT", "SHA512", "YEAR")
    )
    sign = chance.choice(("+", "/", "=", "<", "&&", "||", "IN"))
    return chance.choice(
        (f"{name}({one})", f"({one} {sign} {other})", f"!{one}", f"IF({one}, {other}, {one})")
    )


def mutated(number: int, seed: int = 12) -> Iterator[Case]:
    """Questions of the catalogue with pieces taken out, doubled, swapped and put in."""
    chance = random.Random(seed)  # noqa: S311
    questions = library.catalogue()
    for count in range(number):
        text = chance.choice(questions).sparql
        for _ in range(chance.randint(1, 8)):
            text = _mutation(chance, text)
        yield posted(f"mutation {count}", text)


def _mutation(chance: random.Random, text: str) -> str:
    start = chance.randrange(len(text) + 1)
    end = min(len(text), start + chance.randint(1, 20))
    other = chance.randrange(len(text) + 1)
    piece = text[start:end]
    junk = chance.choice(
        ("\x00", "{", "}", "'", '"', "\\", "<", "#", "\u202e", "\ufeff", "\U0010ffff", "\\u0022", "?", "\r")
    )
    return chance.choice(
        (
            text[:start] + text[end:],
            text[:end] + piece * chance.randint(1, 50) + text[end:],
            text[:other] + piece + text[other:],
            text[:start] + junk * chance.randint(1, 5) + text[start:],
            text[:start] + text[start:].swapcase(),
            text[:start],
        )
    )


def cases() -> list[Case]:
    """264 nests, 1,000 texts of the grammar, 500 mutations."""
    return [*nests(), *words(1_000), *mutated(500)]
