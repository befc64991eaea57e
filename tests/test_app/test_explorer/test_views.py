"""What each page of the explorer works out, on the corpus that ships: in both languages, from a link, and when something is wrong."""

import re
import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.language import plain, words
from app.navigation import PAGES
from queries import decisions
from tests.hostile.payloads import LINKS, MARKUP

OPENED_AT = {"statement": {"id": "statement:S0.08"}, "study": {"id": "study:de_ruysscher_2012"}}
MAIN = str(Path(__file__).parents[3] / "app" / "main.py")


def script(name):
    """One page as the explorer runs it, whatever page its address would name."""
    from importlib import import_module

    import streamlit as st

    from app import navigation

    st.navigation(navigation.pages(), position="hidden")
    import_module(f"app.views.{name}").render()


def opened(name, **link):
    page = AppTest.from_function(script, default_timeout=60, kwargs={"name": name})
    for key, value in {"lang": "en", **link}.items():
        page.query_params[key] = value
    return page.run()


def text(page):
    parts = (page.markdown, page.caption, page.title, page.header, page.subheader, page.info, page.warning)
    return "\n".join(str(element.value) for part in parts for element in part).replace("\\", "")


@pytest.fixture(autouse=True)
def store(home, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(home))
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_answers_in_both_languages_under_one_heading(name, lang):
    page = opened(name, lang=lang, **OPENED_AT.get(name, {}))
    assert [*page.exception, *page.error, *page.warning] == []
    assert len(page.title) == 1


def test_the_first_question_is_answered_in_four_blocks_with_gap_bounds_and_counts():
    page = opened("ask", intervention="onc:LocalTherapy", population="N3")
    heads = [header.value for header in page.header]
    assert [head.rpartition(" (")[0] for head in heads] == [
        words()["ask"][block]["en"] for block in ("measured", "mixed", "silent_or_excluded", "guideline")
    ]
    assert "39 patients, of whom 0 to 29 in question" in text(page)
    assert any("Evidence gap" in info.value for info in page.info)
    assert "220** independent patients, of whom **0 to 124** can be meant" in text(page)
    assert "prognostic comparison" in text(page).casefold()
    assert "Oxford 2b (edition not stated" in text(page)


def test_a_word_that_is_not_understood_is_answered_with_near_ones():
    page = opened("ask", population="N3, hirnmetastse")
    assert [*page.exception, *page.error, *page.header] == []
    assert "hirnmetastse" in page.warning[0].value
    assert any(caption.value.startswith("Next:") and len(caption.value) > 20 for caption in page.caption)


def test_criteria_that_are_chosen_become_words_of_the_question():
    page = opened("ask", population="N3")
    axes = page.selectbox(key="criteria.axis")
    axes.select("https://w3id.org/leitgraph/oncology/metastasisCount").run()
    next(button for button in page.button if button.label == words()["ask"]["add"]["en"]).click().run()
    assert page.text_input(key="population").value.startswith("N3, 1-4 ")
    assert [*page.exception, *page.error, *page.warning] == []


def test_facts_of_a_statement_say_which_fact_they_are():
    page = opened("statement", id="statement:S0.08")
    assert page.title[0].value == plain("S0.08")
    shown = text(page)
    assert all(f"{words()['statement'][name]['en']}:" in shown for name in ("modality", "grade", "consensus"))
    assert "Grade: not printed" in shown


def test_results_have_readable_names_and_the_page_does_not_repeat_itself():
    page = opened("study", id="study:de_ruysscher_2012")
    columns = [column.astype(str) for frame in page.dataframe for _, column in frame.value.items()]
    assert columns
    assert not any(column.str.contains("id=study%3Ade_ruysscher_2012").all() for column in columns)
    cells = [str(cell) for frame in page.dataframe for cell in frame.value.to_numpy().ravel()]
    assert not any("#result%3A" in cell for cell in cells)


def test_the_query_page_says_what_is_still_needed():
    page = opened("query", question="survival_over_time", study="study:de_ruysscher_2012")
    assert [*page.exception, *page.error, *page.warning] == []
    assert len(page.dataframe) == 1


def test_a_finding_is_decided_and_the_decision_is_seen_at_once(home, tmp_path, monkeypatch):
    shutil.copytree(home, tmp_path / "home", symlinks=True)
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path / "home"))
    page = opened("audit", lang="de", severity="ERROR")  # the test harness formats choices in German
    save = next(button for button in page.button if button.label == words()["audit"]["save"]["de"])
    page.text_input[0].set_value("A. Author")
    page.text_area[0].set_value("the source says so")
    save.click().run()
    assert [*page.exception, *page.error] == []
    taken = decisions.read(decisions.file(tmp_path / "home"))
    assert len(taken) == 1
    assert "A. Author" in text(page)


def test_where_no_store_is_the_page_says_which_command_mends_it(tmp_path, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path / "nothing"))
    st.cache_data.clear()
    st.cache_resource.clear()
    page = AppTest.from_file(MAIN, default_timeout=60).run()
    assert not page.exception
    assert page.error
    assert "leitgraph build" in page.code[0].value


@pytest.mark.parametrize("payload", [*MARKUP, *LINKS])
def test_hostile_words_of_the_graph_stay_words(payload):
    shown = plain(payload)
    assert not re.search(r"(?<!\\)[<>\[\]():#$`*_~{}|]", shown)
    assert re.sub(r"\\(.)", r"\1", shown).split() == payload.split()


@pytest.mark.parametrize("payload", [MARKUP[0], MARKUP[12], LINKS[0], LINKS[7]])
def test_hostile_words_of_a_link_are_answered_and_not_run(payload):
    for page in (
        opened("ask", population=payload),
        opened("network", id=payload),
        opened("study", id=payload),
    ):
        assert not page.exception
