"""The about page, and the pages of the researcher on a store on another machine, where no generation lies here."""

import pytest
import streamlit as st

from tests.test_app.test_explorer.test_views import opened, text


@pytest.fixture(autouse=True)
def fresh():
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


def codes(page):
    return [code.value for code in page.code]


def test_numbers_version_citation_and_ways_to_ask_are_said(home, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(home))
    page = opened("about")
    assert [*page.exception, *page.error, *page.warning] == []
    assert {metric.label for metric in page.metric} >= {"triples", "statement", "study", "result"}
    assert all(metric.value not in ("", "0") for metric in page.metric)
    assert "SHA-256" in text(page)
    assert any(code.startswith("Leitgraph 20") and "SHA-256" in code for code in codes(page))
    assert sum("/sparql" in code and "lg:Study" in code for code in codes(page)) == 3
    assert "No SERVICE" in text(page)


@pytest.fixture
def elsewhere(oxigraph_server, monkeypatch, tmp_path):
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path))
    monkeypatch.setenv("LEITGRAPH_ENDPOINT", oxigraph_server.query)
    return oxigraph_server.query


def test_what_is_read_from_elsewhere_says_where(elsewhere):
    page = opened("about")
    assert [*page.exception, *page.error, *page.warning] == []
    assert sum(elsewhere in code for code in codes(page)) == 4


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("query", {"question": "hazard_ratios"}),
        ("query", {"mode": "own"}),
        ("network", {"id": "study:gomez_2016"}),
        ("network", {"id": "study:gomez_2016", "mode": "provenance"}),
        ("vocabulary", {"id": "lg:Stratum", "part": "treatments"}),
    ],
)
def test_the_pages_of_the_researcher_need_no_generation_here(elsewhere, name, link):
    page = opened(name, **link)
    assert [*page.exception, *page.error, *page.warning] == []


def asked(query):
    from app.views.query import reply

    reply.show(reply.from_elsewhere(query))


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("SELECT ?s WHERE { ?s a <https://w3id.org/leitgraph/ontology/Study> } LIMIT 3", "dataframe"),
        ("ASK { ?s ?p ?o }", "metric"),
        ("CONSTRUCT WHERE { ?s a <https://w3id.org/leitgraph/ontology/Study> }", "code"),
        ("SELECT ?s WHERE {", "error"),
        ("SELECT ?s WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "error"),
    ],
)
def test_a_query_of_ones_own_is_asked_of_the_store_that_is_read(elsewhere, query, kind):
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_function(asked, default_timeout=60, kwargs={"query": query}).run()
    assert not page.exception
    assert len(getattr(page, kind)) == 1
    assert bool(page.error) == (kind == "error")
