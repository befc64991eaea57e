"""Every question gives the same rows on three stores: the embedded one, Oxigraph's server, and Virtuoso 7.

A number counts by its value: Virtuoso gives 12 and 12.0 their own forms. Everything else must be equal, and so must the
order of the rows. So it is on the corpus that ships, and on the hand-made cases, which hold what the corpus does not.
"""

from decimal import Decimal

import pyoxigraph as ox
import pytest

from queries import library
from queries.remote import RemoteBackend
from queries.wire import Asked, Manners, fetch
from tests import stores
from tests.test_queries.hand_made import QUESTIONS, bound, data_of, expected_of

every_question = pytest.mark.parametrize("name", sorted(QUESTIONS))
NUMBERS = {f"http://www.w3.org/2001/XMLSchema#{kind}" for kind in ("integer", "decimal", "int", "double")}


@pytest.fixture(scope="module")
def oxigraph(oxigraph_server):
    return RemoteBackend(oxigraph_server.query)


@pytest.fixture(scope="module")
def virtuoso(virtuoso_server):
    return RemoteBackend(virtuoso_server.query)


def cell(term):
    if isinstance(term, ox.Literal) and term.datatype.value in NUMBERS:
        return Decimal(term.value)
    return None if term is None else str(term)


def table(solutions):
    return [tuple(cell(term) for term in row) for row in solutions]


def rows(backend, name, given):
    return table(library.ask(backend, QUESTIONS[name], given))


def asked_in_three_ways(name):
    """With its examples, with only what it requires, and with its examples in German."""
    parameters = QUESTIONS[name].header.parameters
    examples = {p.name: p.example for p in parameters if p.example}
    german = {p.name: "de" for p in parameters if p.type == "language"}
    return [examples, {p.name: p.example for p in parameters if p.required}, examples | german]


@every_question
@pytest.mark.parametrize("store", ["oxigraph", "virtuoso"])
def test_a_question_gives_the_same_rows_in_the_same_order(real, request, store, name):
    other = request.getfixturevalue(store)
    for given in asked_in_three_ways(name):
        assert rows(other, name, given) == rows(real, name, given)


@pytest.fixture(scope="module")
def loaded(virtuoso_server, tmp_path_factory):
    """Virtuoso with the data of each case in a graph of its own."""
    folder = tmp_path_factory.mktemp("cases")
    statements = ["log_enable(2,1)"]
    for name in QUESTIONS:
        file = folder / f"{name}.nt"
        triples = ox.parse(data_of(name), format=ox.RdfFormat.TURTLE)
        file.write_bytes(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES))
        statements.append(f"DB.DBA.TTLP(file_to_string_output('{file}'), '', 'urn:case:{name}', 0)")
    stores.sql(virtuoso_server, *statements)
    return virtuoso_server.query


@every_question
def test_a_case_gives_its_rows_in_virtuoso(loaded, name):
    reply = fetch(loaded, Asked("SELECT", bound(name), (f"urn:case:{name}",)), Manners())
    assert table(ox.parse_query_results(reply.body, format=ox.QueryResultsFormat.JSON)) == table(
        expected_of(name)
    )


def test_a_number_is_compared_by_its_value_and_a_word_by_its_letters():
    assert cell(ox.Literal(12)) == cell(ox.Literal("12.0", datatype=ox.NamedNode(min(NUMBERS))))
    assert cell(ox.Literal("12")) != cell(ox.Literal("12.0"))
    assert cell(ox.Literal("a", language="en")) != cell(ox.Literal("a"))
