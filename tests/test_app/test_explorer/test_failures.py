"""What the explorer says where it has nothing to show: no store, a broken one, one that goes while it is shown, an endpoint that is down."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.language import words
from tests.test_app.test_explorer.opening import MAIN

SAID = words()["shared"]


def first_page(lang):
    page = AppTest.from_file(MAIN, default_timeout=60)
    page.query_params["lang"] = lang
    return page.run()


@pytest.fixture
def copy(home, tmp_path, monkeypatch):
    folder = Path(shutil.copytree(home, tmp_path / "home", symlinks=True))
    monkeypatch.setenv("LEITGRAPH_HOME", str(folder))
    st.cache_data.clear()
    st.cache_resource.clear()
    return folder


@pytest.mark.parametrize("lang", ["de", "en"])
def test_where_no_store_is_the_page_says_which_command_mends_it(tmp_path, monkeypatch, lang):
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path / "nothing"))
    page = first_page(lang)
    assert not page.exception
    assert SAID["no_store"][lang] in page.error[0].value
    assert SAID["no_store_why"][lang] in page.error[0].value
    assert page.code[0].value == "leitgraph build"
    assert str(tmp_path) not in page.error[0].value


def test_a_broken_store_leads_to_verify_and_rollback(copy):
    for file in (copy / "current" / "store").iterdir():
        file.write_bytes(b"broken")
    page = first_page("en")
    assert not page.exception
    assert SAID["no_store"]["en"] in page.error[0].value
    assert page.code[0].value.splitlines() == ["leitgraph verify", "leitgraph rollback"]


def test_a_store_that_goes_while_it_is_shown_is_told_and_comes_back(copy):
    page = first_page("en")
    assert not page.error
    (copy / "current").rename(copy / "gone")
    page.run()
    assert not page.exception
    assert page.code[0].value == "leitgraph build"
    (copy / "gone").rename(copy / "current")
    page.run()
    assert [*page.exception, *page.error] == []


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_endpoint_that_is_down_is_told_with_what_to_look_at(monkeypatch, lang):
    monkeypatch.setenv("LEITGRAPH_ENDPOINT", "http://127.0.0.1:9/sparql")
    page = first_page(lang)
    assert not page.exception
    assert SAID["no_endpoint"][lang] in page.error[0].value
    assert any("LEITGRAPH_ENDPOINT" in said.value for said in page.markdown)
