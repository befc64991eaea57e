"""The query page: a question is found by words, answered with its parameters, put into the editor; a reply is shown or says why not."""

import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.language import words
from app.widgets import suggestion
from queries import library
from tests.test_app.test_explorer.test_views import opened, text

# the test harness formats choices in German
STUDY = {"lang": "de", "question": "survival_over_time", "study": "study:de_ruysscher_2012"}


@pytest.fixture(autouse=True)
def store(home, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(home))
    st.cache_data.clear()
    st.cache_resource.clear()


def test_a_question_is_found_with_a_typing_mistake_and_answered():
    page = opened("query", lang="de")
    page.text_input(key="find").set_value("hazrad ratio").run()
    assert len(page.radio(key="question").options) == 1
    page.radio(key="question").set_value("hazard_ratios").run()
    assert [*page.exception, *page.error, *page.warning] == []
    assert page.query_params["question"] == "hazard_ratios"
    assert len(page.dataframe) == 1


def test_a_topic_leaves_its_own_questions():
    page = opened("query", lang="de", topic="levels")
    of_topic = [question for question in library.catalogue() if question.topic == "levels"]
    assert len(page.radio(key="question").options) == len(of_topic)
    assert page.selectbox(key="topic").value == "levels"


def test_rows_over_months_are_offered_as_a_chart_too():
    page = opened("query", **STUDY)
    assert [*page.exception, *page.error, *page.warning] == []
    assert [tab.label for tab in page.tabs] == ["Tabelle", "Diagramm"]
    assert len(page.dataframe) == 1


def test_what_is_chosen_stands_in_the_link_and_another_question_begins_anew():
    page = opened("query", **STUDY)
    assert page.query_params["study"] == "study:de_ruysscher_2012"
    page.radio(key="question").set_value("axes").run()
    assert [*page.exception, *page.error, *page.warning] == []
    assert "study" not in page.query_params


def test_what_is_still_needed_is_said():
    page = opened("query", lang="de", question="provenance_of_value")
    assert len(page.dataframe) == 1
    page.text_input(key="provenance_of_value.record").set_value("").run()
    assert "Noch nötig: Eintrag" in text(page)


def test_a_parameter_of_any_kind_is_chosen_by_words():
    page = opened("query", lang="de", question="provenance_of_value")
    page.text_input(key="provenance_of_value.record").set_value("Ruyscher").run()
    assert [*page.exception, *page.error, *page.warning] == []
    assert page.query_params["record"].startswith("study:de_ruysscher_")


def test_the_query_of_a_question_goes_into_the_editor_with_its_values_and_is_not_run():
    page = opened("query", **STUDY)
    next(one for one in page.button if one.label == words()["query"]["change"]["de"]).click().run()
    assert [*page.exception, *page.error, *page.warning] == []
    assert page.query_params["mode"] == "own"
    query = page.session_state["editor"]["query"]
    assert "<https://w3id.org/leitgraph/id/study/de_ruysscher_2012>" in query
    assert not any(line.startswith("#+") for line in query.splitlines())
    assert len(page.dataframe) == 0


def shown(reply):
    from app.views.query import reply as replies

    replies.show(reply)


def answered(**reply):
    return AppTest.from_function(shown, default_timeout=60, kwargs={"reply": reply}).run()


def results(head, *rows):
    body = {"head": {"vars": head}, "results": {"bindings": rows}}
    return {"status": 200, "kind": "application/sparql-results+json", "body": json.dumps(body)}


def test_records_and_text_in_one_column_are_shown_as_text():
    study = {"type": "uri", "value": "https://w3id.org/leitgraph/id/study/de_ruysscher_2012"}
    page = answered(**results(["s"], {"s": study}, {"s": {"type": "literal", "value": "text"}}))
    assert not page.exception
    assert len(page.dataframe[0].value) == 2


def test_an_answer_that_was_cut_says_so():
    page = answered(**results(["s"], {"s": {"type": "literal", "value": "text"}}), cut=True)
    assert "LIMIT" in page.info[0].value


def test_yes_or_no_is_said_in_words():
    body = json.dumps({"head": {}, "boolean": False})
    page = answered(status=200, kind="application/sparql-results+json", body=body)
    assert page.metric[0].value in {words()["query"]["no"][tag] for tag in ("de", "en")}


@pytest.mark.parametrize(
    ("status", "known"), [(400, "malformed"), (403, "forbidden"), (504, "timeout"), (418, "failed")]
)
def test_a_refusal_says_what_is_wrong_where_and_what_next(status, known):
    facts = {"detail": "no <b>bold</b> words", "line": 3, "column": 7, "next_step": "ask otherwise"}
    page = answered(status=status, kind="application/problem+json", body=json.dumps(facts))
    assert any(page.error[0].value.startswith(words()["query"][known][tag]) for tag in ("de", "en"))
    assert "3" in page.error[0].value
    assert "\\<b\\>" in page.caption[0].value
    assert "ask otherwise" in text(page)


def test_a_refusal_that_is_no_document_is_shown_too():
    page = answered(status=502, kind="text/html", body="<h1>Bad Gateway</h1>")
    assert not page.exception
    assert page.error


TITLES = {"study": "study", "n": "patients"}


def test_a_number_for_each_label_suits_bars():
    rows = [{"study": ("urn:a", "A"), "n": 3}, {"study": ("urn:b", "B"), "n": 5}]
    assert suggestion.of(rows, TITLES).words == "A: 3; B: 5"


def test_categories_are_counted_where_no_number_is():
    rows = [{"study": name, "n": str(i)} for i, name in enumerate(["A", "A", "B", "B", "B"])]
    assert suggestion.of(rows, TITLES).words == "B: 3; A: 2"


def test_rows_of_another_shape_suit_no_chart():
    assert suggestion.of([{"study": "A", "n": 1}], TITLES) is None
    assert suggestion.of([{"study": "A", "n": None}, {"study": "B", "n": None}], TITLES) is None


def test_values_over_months_are_told_apart_by_what_comes_more_than_once():
    rows = [
        {"what": what, "id": f"{what}{months}", "n": 39, "months": months, "value": value}
        for what, months, value in (("A", 12, 56), ("A", 24, 23), ("B", 12, 51), ("B", 24, 14))
    ]
    found = suggestion.of(rows, {name: name for name in rows[0]})
    assert found.words == "A: 12 – 56; A: 24 – 23; B: 12 – 51; B: 24 – 14"


def test_each_column_of_ones_own_query_is_shown():
    study = {"type": "uri", "value": "https://w3id.org/leitgraph/id/study/gomez_2016"}
    label = {"type": "literal", "value": "Gomez 2016 (NCT01725165)", "xml:lang": "en"}
    page = answered(**results(["s", "label"], {"s": study, "label": label}))
    assert len(page.dataframe[0].value.columns) == 2


def test_labels_are_left_away_where_short_names_are_wanted():
    study = {"type": "uri", "value": "https://w3id.org/leitgraph/id/study/gomez_2016"}
    page = answered(**results(["s"], {"s": study}))
    assert "#Gomez%202016" in str(page.dataframe[0].value.iloc[0, 0])
    page.toggle(key="reply.named").set_value(False).run()
    assert str(page.dataframe[0].value.iloc[0, 0]).endswith("#study%3Agomez_2016")


@pytest.mark.parametrize(
    ("value", "link"),
    [("https://pubmed.ncbi.nlm.nih.gov/1/", True), ("javascript:alert(1)", False), ("https://a b", False)],
)
def test_an_address_of_the_web_becomes_a_link_and_nothing_else_does(value, link):
    page = answered(**results(["source"], {"source": {"type": "literal", "value": value}}))
    assert ("#http" in str(page.dataframe[0].value.iloc[0, 0])) == link
