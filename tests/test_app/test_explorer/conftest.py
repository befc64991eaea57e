"""What Streamlit's AppTest leaves behind is put back: it runs a page as ``__main__``, which a spawned process would run again."""

import sys

import pytest
import streamlit as st

from app.widgets import figure


@pytest.fixture(autouse=True)
def the_main_module_stays():
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture
def store(home, monkeypatch):
    """The corpus that ships, with nothing kept from another test."""
    monkeypatch.setenv("LEITGRAPH_HOME", str(home))
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture
def plots(monkeypatch):
    """What each figure of a page holds, row by row, and what it says, by the name of its file."""
    found = {}

    def taken(chart, name, *, alt_text, **more):
        rows = [row for rows in chart["datasets"].values() for row in rows]
        found[name] = rows, alt_text
        return shown(chart, name, alt_text=alt_text, **more)

    shown = figure.show
    monkeypatch.setattr(figure, "show", taken)
    return found
