"""What Streamlit's AppTest leaves behind is put back: it runs a page as ``__main__``, which a spawned process would run again."""

import sys

import pytest
import streamlit as st


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
