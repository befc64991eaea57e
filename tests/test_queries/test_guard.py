"""What is seen of a query before it is parsed: keywords, brackets and patterns, and not what stands in strings."""

import contextlib
import time

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import library
from queries.errors import MalformedQuery, QueryError, Refused, TooComplex
from queries.guard import see
from queries.limits import Limits

LIMITS = Limits()


@pytest.mark.parametrize("question", library.catalogue(), ids=lambda question: question.name)
def test_every_question_of_the_catalogue_lies_far_within_the_limits(question):
    seen = see(question.sparql, LIMITS)
    assert seen.form == "SELECT"
    assert seen.nesting < LIMITS.nesting / 4
    assert seen.patterns < LIMITS.patterns / 2
    assert (seen.graphs, seen.dataset, seen.volatile) == (False, False, False)


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { SERVICE <urn:x> {} }",
        "ASK { service silent ?s {} }",
        "ASK { SERVIC\\u0045 <urn:x> {} }",
        "ASK { ?s ?p 'it''s' . SERVICE <urn:x> {} }",
        'ASK { ?s ?p """a"b""c\\"""" . SERVICE <urn:x> {} }',
        "ASK { ?s ?p '\\'' . SERVICE <urn:x> {} } # '",
        "ASK { ?s ?p <urn:it's> . SERVICE <urn:x> {} } # '",
        "ASK { ?s urn:it\\'s 1 . SERVICE <urn:x> {} } # '",
        "ASK { FILTER(?a<?b)SERVICE#>\n <urn:x> {} }",
        "ASK { FILTER(?a<'>x') SERVICE <urn:x> {} # '\n }",
        "ASK { FILTER <urn:f>(?a<'>x') SERVICE <urn:x> {} # '\n }",
        "ASK { FILTER(1) (1 <urn:x'y>) <urn:p> 1 . SERVICE <urn:x> {} #'\n }",
        "SELECT (?a<'>x' AS ?b) { SERVICE <urn:x> {} # '\n }",
        "SELECT * {} ORDER BY (?a<'>x') VALUES ?x { 1 } LOAD #'",
        "PREFIX a: <urn:a> INSERT DATA { a:a a:b a:c }",
        "LOAD <http://example.org/>",
        "DELETE WHERE { ?s ?p ?o }",
        "BASE <urn:x> DROP ALL",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_what_is_never_done_here_is_found_wherever_it_hides(sparql):
    with pytest.raises(Refused, match="line") as refused:
        see(sparql, LIMITS)
    assert refused.value.line


@pytest.mark.parametrize(
    "sparql",
    [
        "ASK { ?service ?load <urn:SERVICE> } # SERVICE",
        "ASK { ?s ?p 'SERVICE <urn:x> {}', \"\"\"\nLOAD\n\"\"\", '''DROP''' }",
        "PREFIX service: <urn:s> ASK { service:load ?p service:insert }",
        "ASK { ?s ?p 'x'@drop , _:clear }",
        "SELECT (REPLACE(?s, 'add', 'move') AS ?copy) { ?s ?p ?o }",
        "ASK { VALUES (?a ?b) { (<urn:it's> <urn:SERVICE>) (<urn:x#y> 'SERVICE') } }",
        "ASK { ?s ?p (?a <urn:it's-a-SERVICE>) }",
        "ASK { FILTER(?a < ?b && ?c > ?d) FILTER(?a<?b&&?c>?d) }",
    ],
)
def test_words_that_only_look_like_it_are_let_through_and_the_store_agrees(sparql):
    assert see(sparql, LIMITS).form in ("ASK", "SELECT")
    ox.Store().query(sparql)


@pytest.mark.parametrize(
    ("sparql", "patterns"),
    [
        ("ASK {}", 0),
        ("ASK { ?s ?p ?o }", 1),
        ("ASK { ?s ?p ?o . }", 1),
        ("ASK { ?s a ?o ; ?p 1, 2 . ?x ?y ?z }", 4),
        ("ASK { ?s <urn:a>/<urn:b>|^<urn:c> ?o }", 4),
        ("ASK { ?s ?p (1 2 3) }", 4),
        ("ASK { ?s ?p [ ?q 1 ; ?r 2 ] }", 4),
        ("ASK { FILTER(1 + 2 / 3 IN (1, 2, 3, 4)) ?s ?p ?o OPTIONAL { ?s ?q 1.5 } }", 3),
        ("ASK { VALUES (?a ?b) { (1 2) (3 4) (5 6) } ?a ?p ?b }", 2),
        ("SELECT ?a (COUNT(?b) AS ?n) WHERE { ?a ?p ?b } GROUP BY ?a HAVING (COUNT(?b) > 1)", 1),
    ],
)
def test_patterns_and_path_steps_are_counted_and_values_are_not(sparql, patterns):
    assert see(sparql, LIMITS).patterns == patterns
    ox.Store().query(sparql)


def bgp(size):
    return "ASK { " + " ".join(f"?a{i} ?p{i} ?b{i} ." for i in range(size)) + " }"


@pytest.mark.parametrize(
    ("sparql", "kind"),
    [
        ("ASK " + "{" * 65 + "}" * 65, TooComplex),
        ("ASK { FILTER(" + "(" * 70 + "1" + ")" * 70 + ") }", TooComplex),
        ("ASK { ?s ?p " + "[ ?q " * 70 + "1" + "]" * 70 + " }", TooComplex),
        ("ASK { ?s ?p " + "(" * 200 + ")" * 200 + " }", TooComplex),
        ("ASK { ?s " + "/".join(["<urn:p>"] * 120) + " ?o }", TooComplex),
        ("ASK { ?s ?p (" + "1 " * 120 + ") }", TooComplex),
        (bgp(101), TooComplex),
        ("ASK { ?s ?p '" + "x" * 70_000 + "' }", TooComplex),
        ("ASK {\n ?s ?p 'open }", MalformedQuery),
    ],
)
def test_what_is_too_long_too_deep_or_too_wide_is_refused_with_its_place(sparql, kind):
    with pytest.raises(kind) as refused:
        see(sparql, LIMITS)
    assert refused.value.status == 400
    assert refused.value.line


def test_just_within_the_limits_is_let_through():
    assert see(bgp(100), LIMITS).patterns == 100
    assert see("ASK " + "{" * 64 + "}" * 64, LIMITS).nesting == 64


def test_graph_from_and_functions_that_change_are_seen():
    seen = see(
        "CONSTRUCT { ?s ?p ?o } FROM <urn:g> WHERE { GRAPH ?g { ?s ?p ?o } FILTER(rand() > 0.5) }", LIMITS
    )
    assert (seen.form, seen.graphs, seen.dataset, seen.volatile) == ("CONSTRUCT", True, True, True)
    assert see("DESCRIBE <urn:rand>", LIMITS).form == "DESCRIBE"


@given(st.text(alphabet="SERVICE{}()[]<>'\"\\#?$:.,;/|^!&=_-@a1 \n\r\tu0041ü\ud800", max_size=300))
def test_whatever_comes_in_is_seen_or_refused(text):
    with contextlib.suppress(Refused, TooComplex, MalformedQuery):
        see.__wrapped__(text, LIMITS)


@given(st.text(max_size=60))
def test_what_stands_in_a_string_or_a_comment_changes_nothing(text):
    literal = str(ox.Literal("".join(char for char in text if not "\ud800" <= char <= "\udfff")))
    comment = "#" + text.replace("\n", " ").replace("\r", " ")
    assert see(f"ASK {{ ?s ?p {literal} {comment}\n }}", LIMITS) == see("ASK { ?s ?p 1 }", LIMITS)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 32_000, "a-" * 32_000, "<" * 65_000, '\\"""x' * 12_000, "\\u0041" * 10_000, "'" * 65_000, "((" * 30_000,
        "1<" * 32_000, "1||" * 20_000, "a" * 65_000, "\\'" * 32_000, "?a<?b" * 13_000, ":%41" * 16_000, "@a-" * 20_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("start", ["ASK { FILTER(", "ASK { VALUES ?x {", 'ASK { ?s ?p """', ""])
def test_no_text_takes_long_to_look_at(start, text):
    begin = time.process_time()
    with contextlib.suppress(QueryError):
        see.__wrapped__(start + text, Limits(query_bytes=100_000))
    assert time.process_time() - begin < 20  # linear: some hundredths of a second; quadratic would be minutes
