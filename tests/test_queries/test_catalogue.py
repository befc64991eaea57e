"""Every question of the catalogue has a hand-made case, in which it answers with the rows that were worked out by hand.

And it is written as the catalogue asks: the lint itself is tested with queries that it must refuse.
"""

import re
import warnings
from decimal import Decimal

import pyoxigraph as ox
import pytest

from ontology.namespaces import CURRENT_GRAPH, PREFIXES
from queries import library
from queries.header import Header, Parameter
from queries.library import Question
from queries.store import EmbeddedBackend
from tests.test_queries.hand_made import (
    CASES,
    QUESTIONS,
    backend_of,
    bound,
    data_of,
    expected_of,
    parameters_of,
)
from tests.test_queries.lint import faults, plain

every_question = pytest.mark.parametrize("name", sorted(QUESTIONS))


def table_of(solutions):
    """The names of the columns, and the rows in their order."""
    names = [variable.value for variable in solutions.variables]
    return names, [
        tuple(str(row[name]) if row[name] is not None else "" for name in names) for row in solutions
    ]


def wanted(name):
    return table_of(expected_of(name))


def comparable(term):
    """A term of rdflib as text; a number by its value, for what was reckoned may be 0 or 0.0."""
    value = getattr(term, "value", None)
    if isinstance(value, int | Decimal):
        return f"{Decimal(value).normalize():f}"
    return "" if term is None else term.n3()


@every_question
def test_a_question_answers_its_case(name):
    assert (CASES / name).is_dir(), f"add tests/test_queries/cases/{name}/data.ttl and expected.srj"
    answer = table_of(library.ask(backend_of(data_of(name)), QUESTIONS[name], parameters_of(name)))
    assert answer == wanted(name)
    assert answer[1], "a case without a row cannot fail"


@every_question
def test_a_case_gives_the_same_rows_whatever_the_order_of_its_triples(name):
    given, triples = parameters_of(name), list(ox.parse(data_of(name), format=ox.RdfFormat.TURTLE))
    for order in (triples, triples[::-1], sorted(triples, key=lambda quad: str(quad.object))):
        store = ox.Store()
        for quad in order:
            store.add(ox.Quad(*quad.triple, ox.NamedNode(CURRENT_GRAPH)))
        answer = library.ask(EmbeddedBackend(store), QUESTIONS[name], given)
        assert table_of(answer) == wanted(name)


@every_question
def test_a_case_gives_the_same_rows_in_another_engine(name):
    import rdflib

    with warnings.catch_warnings():  # rdflib calls an API of its own that it has deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        answer = rdflib.Graph().parse(data=data_of(name), format="turtle").query(bound(name))
        found = [tuple(comparable(term) for term in row) for row in answer]
    _, rows = wanted(name)
    terms = [tuple(comparable(rdflib.util.from_n3(cell) if cell else None) for cell in row) for row in rows]
    assert sorted(found) == sorted(terms)


def test_every_case_belongs_to_a_question():
    assert {case.name for case in CASES.iterdir()} == set(QUESTIONS)


@every_question
def test_a_case_says_what_must_not_appear(name):
    assert "# not to appear: " in data_of(name).decode()


@every_question
def test_a_question_declares_the_prefixes_that_it_uses_as_the_prefix_map_has_them(name):
    declared = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", plain(QUESTIONS[name]), re.MULTILINE))
    body = re.sub(r'PREFIX .*|"[^"]*"|<[^>]*>', "", plain(QUESTIONS[name]))
    assert set(re.findall(r"\b(\w+):\w", body)) == set(declared)
    assert all(PREFIXES[prefix] == namespace for prefix, namespace in declared.items())


@every_question
def test_a_question_has_nothing_that_the_lint_refuses(name):
    assert faults(QUESTIONS[name]) == []


GOOD = """PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT ?study ?year WHERE {
  ?study a lg:Study ; lg:recruitedTo ?year .
  FILTER(?year > ?since)
  OPTIONAL { ?study lg:phase ?phase }
}
ORDER BY ?study
"""
REFUSED = {
    ("{ ?study lg:phase ?phase }", "{ ?study lg:phase ?phase . ?phase a lg:Phase }"): "more than one triple",
    ("{ ?study lg:phase ?phase }", "{ ?study lg:phase/lg:other ?phase }"): "more than one triple",
    ("{ ?study lg:phase ?phase }", "{ { ?study lg:phase ?phase } }"): "a group inside",
    ("{ ?study lg:phase ?phase }", "{ ?other lg:phase ?phase }"): "hangs on nothing",
    ("{ ?study lg:phase ?phase }", "{ ?study lg:phase ?since }"): "bound by an OPTIONAL",
    ("a lg:Study", "a/rdfs:subClassOf* lg:Study"): "a path of",
    ("a lg:Study", "lg:updates+ ?other"): "a path of",
    ("a lg:Study", "lg:mayCarryMinus true"): "a boolean",
    ("?year > ?since", "?year / 2 > ?since"): "a division",
    ("?study a lg:Study", "GRAPH ?g { ?study a lg:Study }"): "GRAPH",
    ("lg:recruitedTo ?year", "lg:recruitedTo ?year, ?since"): "looked up",
    ("ORDER BY ?study", ""): "no ORDER BY",
    ("ORDER BY ?study", "\n" * 40 + "ORDER BY ?study"): "more than 40 lines",
}


def asked_since(sparql):
    header = Header({"de": "?", "en": "?"}, ("reader",), (), (Parameter("since", "number", required=True),))
    return Question("odd", "test", header, sparql)


@pytest.mark.parametrize("change", REFUSED, ids=lambda change: change[1].strip()[:40])
def test_the_lint_refuses(change):
    assert faults(asked_since(GOOD)) == []
    assert REFUSED[change] in " ".join(faults(asked_since(GOOD.replace(*change))))


def test_the_lint_refuses_a_parameter_that_only_an_optional_uses():
    sparql = GOOD.replace("  FILTER(?year > ?since)\n", "").replace(
        "?phase }", "?phase FILTER(?phase > ?since) }"
    )
    assert "used in an OPTIONAL alone" in " ".join(faults(asked_since(sparql)))


@every_question
def test_a_question_speaks_german_and_english_to_somebody(name):
    header = QUESTIONS[name].header
    assert set(header.users) <= {"author", "researcher", "reader"}
    assert header.users
    assert header.summary["de"] != header.summary["en"]
    assert all(summary.endswith("?") for summary in header.summary.values())


@every_question
def test_a_parameter_has_an_example_or_a_default(name):
    assert all(parameter.example or parameter.default for parameter in QUESTIONS[name].header.parameters)
