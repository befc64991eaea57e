"""The pages for reading on another field of medicine, with an invented passage of which the reader has a copy."""

from pathlib import Path

import pytest
import streamlit as st

from app.views.guideline import reader
from tests.test_app.test_explorer.opening import opened, text

FIELD = Path(__file__).parents[2] / "other_field"


@pytest.fixture(scope="module")
def field(tmp_path_factory):
    """A home whose current generation is the other field alone."""
    from kg_build.pipeline import Settings, build

    folder = tmp_path_factory.mktemp("field")
    build(Settings(corpora=(FIELD,), sources=FIELD / "sources", owl=False, embedded=False, home=folder))
    return folder


@pytest.fixture(autouse=True)
def shown(field, monkeypatch):
    """The other field, and what was given to the browser to draw."""
    drawn = []
    monkeypatch.setenv("LEITGRAPH_HOME", str(field))
    monkeypatch.delenv("LEITGRAPH_SOURCES", raising=False)
    monkeypatch.setattr(reader, "_READER", lambda **given: drawn.append(given["data"]))
    st.cache_data.clear()
    st.cache_resource.clear()
    return drawn


def test_the_wording_of_a_copy_stands_whole_with_its_claims_and_is_put_away(shown, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_SOURCES", str(FIELD / "sources"))
    page = opened("guideline", id="passage:heart_failure")
    assert [*page.exception, *page.error, *page.warning] == []
    whole = (FIELD / "sources" / "heart_failure.txt").read_text(encoding="utf-8")
    pieces = [piece for found in shown[0]["paragraphs"] for piece in found]
    assert "".join(piece["text"] for piece in pieces) == whole.rstrip("\n")
    assert [piece["text"] for piece in pieces if piece["claims"]] == [whole[0:92], whole[93:149]]
    assert shown[0]["lang"] == "de"
    page.toggle(key="wording").set_value(False).run()
    assert page.query_params["wording"] in ("false", ["false"])
    assert "belongs to the treatment" in str(shown[-1]["paragraphs"])
    assert shown[-1]["lang"] == "en"


def test_a_printed_grade_is_shown_beside_the_claim():
    said = text(opened("guideline", id="passage:heart_failure", claim="statement:heart_failure.01"))
    assert "Modality: **shall**" in said
    assert "Grade: **not printed**" not in said


def test_a_question_of_the_field_is_answered_and_its_axes_have_chips():
    page = opened("ask")
    assert [*page.exception, *page.error, *page.warning] == []
    assert page.text_input(key="population").value == ""
    page.session_state["chips"] = True  # somebody opened them
    page.run()
    assert len(page.button_group) > 1
    page.text_input(key="population").set_value("NYHA III").run()
    assert [*page.exception, *page.error, *page.warning] == []
    assert page.metric
