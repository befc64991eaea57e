"""The embedded store: what a plain query sees, and what a missing or damaged store answers."""

import pyoxigraph as ox
import pytest

from ontology.namespaces import CURRENT_GRAPH
from queries import store
from queries.errors import QueryError, StoreMissing

A, B, P = (ox.NamedNode(f"http://example.org/{name}") for name in "abp")


@pytest.fixture
def backend():
    quads = ox.Store()
    quads.add(ox.Quad(A, P, A, ox.NamedNode(CURRENT_GRAPH)))
    quads.add(ox.Quad(B, P, B, ox.NamedNode("http://example.org/unit")))
    quads.add(ox.Quad(B, P, A))
    return store.EmbeddedBackend(quads)


def test_a_plain_query_sees_the_current_graph_and_nothing_else(backend):
    assert store.rows(backend, "SELECT ?s WHERE { ?s ?p ?o }") == [(A,)]


def test_a_named_graph_is_there_for_whoever_names_it(backend):
    assert store.rows(backend, "SELECT ?s WHERE { GRAPH <http://example.org/unit> { ?s ?p ?o } }") == [(B,)]


def test_what_is_not_sparql_is_said_with_its_place(backend):
    with pytest.raises(QueryError, match="not SPARQL"):
        backend.query("SELECT WHERE")


def test_a_graph_has_no_rows(backend):
    with pytest.raises(QueryError, match="SELECT"):
        store.rows(backend, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def test_a_folder_without_a_generation_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreMissing, match="leitgraph build"):
        store.open_generation(tmp_path)


def test_a_store_that_does_not_open_says_how_to_go_back(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreMissing, match="leitgraph rollback"):
        store.open_generation(tmp_path)


def test_the_home_of_the_generations_is_a_setting(monkeypatch, tmp_path):
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path))
    assert store.home() == tmp_path
