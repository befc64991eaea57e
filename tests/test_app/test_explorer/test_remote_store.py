"""The explorer on a store on another machine: the same pages, search included, and the next generation after a push."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app import session
from kg_build.push import Push
from kg_build.pushing.graph_store import GraphStore
from queries.remote import RemoteBackend
from queries.wire import Manners
from tests import stores
from tests.test_build.test_push import a_generation

MAIN = str(Path(__file__).parents[3] / "app" / "main.py")


@pytest.fixture(autouse=True)
def no_generation_here(monkeypatch, tmp_path):
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path))
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


def test_the_first_page_and_the_search_need_no_generation_on_this_machine(oxigraph_server, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_ENDPOINT", oxigraph_server.query)
    page = AppTest.from_file(MAIN, default_timeout=60).run()
    assert [*page.exception, *page.error, *page.warning] == []
    port = urlsplit(oxigraph_server.query).port
    assert any(str(port) in caption.value for caption in page.sidebar.caption)
    page.text_input(key="search").set_value("Lokaltherapie").run()
    assert [*page.exception, *page.error, *page.warning] == []


def test_what_is_kept_belongs_to_the_generation_that_is_current_there(tmp_path, monkeypatch):
    generation = a_generation(tmp_path / "home", "new")
    with stores.oxigraph(tmp_path / "store", writable=True) as server:
        monkeypatch.setenv("LEITGRAPH_ENDPOINT", server.query)
        before = session.generation()
        there = GraphStore(server.graph_store, Manners())
        pushed = Push(generation, RemoteBackend(server.query), there).run()
        st.cache_data.clear()  # some seconds later
        assert session.generation() == f"{server.query} {pushed.name}" != before == server.query
        assert session.backend().generation == pushed.name
