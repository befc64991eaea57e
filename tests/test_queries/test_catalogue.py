"""Every question of the catalogue has a case: the smallest data, and the rows worked out by hand."""

from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from ontology.namespaces import CURRENT_GRAPH, PREFIXES
from queries import library
from queries.store import EmbeddedBackend

CASES = Path(__file__).parent / "cases"
QUESTIONS = {question.name: question for question in library.catalogue()}


def backend_of(turtle):
    store = ox.Store()
    store.load(input=turtle, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(CURRENT_GRAPH))
    return EmbeddedBackend(store)


def rows_of(solutions):
    names = sorted(variable.value for variable in solutions.variables)
    return [tuple(str(row[name]) if row[name] is not None else "" for name in names) for row in solutions]


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_answers_its_case(name):
    case = CASES / name
    assert case.is_dir(), f"no case for {name}: add tests/test_queries/cases/{name}/data.ttl and expected.srj"
    given = yaml.safe_load((case / "given.yaml").read_text()) if (case / "given.yaml").exists() else {}
    answer = library.ask(backend_of((case / "data.ttl").read_bytes()), QUESTIONS[name], given)
    expected = ox.parse_query_results((case / "expected.srj").read_bytes(), format=ox.QueryResultsFormat.JSON)
    found, wanted = rows_of(answer), rows_of(expected)
    assert found == wanted if "ORDER BY" in QUESTIONS[name].sparql else sorted(found) == sorted(wanted)
    assert wanted, "a case without a row cannot fail"


def test_every_case_belongs_to_a_question():
    assert {case.name for case in CASES.iterdir()} == set(QUESTIONS)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_declares_the_prefixes_that_it_uses_as_the_prefix_map_has_them(name):
    for line in QUESTIONS[name].sparql.splitlines():
        if line.startswith("PREFIX"):
            _, prefix, namespace = line.split()
            assert PREFIXES[prefix.rstrip(":")] == namespace.strip("<>")


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_has_no_slow_or_untrusted_shape(name):
    plain = "".join(
        line for line in QUESTIONS[name].sparql.splitlines(keepends=True) if not line.startswith("#")
    )
    for optional in plain.split("OPTIONAL")[1:]:
        body = optional[optional.index("{") + 1 : optional.index("}")]
        pattern = body.split("FILTER")[0].strip().rstrip(".")
        assert not any(mark in pattern for mark in (" . ", ";", "\n")), (
            f"OPTIONAL of several triples: {pattern}"
        )
    assert not any(mark in plain for mark in ("*/", "+/", ")*", ")+", "true", "false"))
    assert len(QUESTIONS[name].sparql.splitlines()) <= 40


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_speaks_german_and_english_to_somebody(name):
    header = QUESTIONS[name].header
    assert set(header.users) <= {"author", "researcher", "reader"}
    assert header.users
    assert header.summary["de"] != header.summary["en"]
