"""What each page of the explorer works out, on the corpus that ships: in both languages, from a link, and when something is wrong."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from app.language import LANGUAGES, plain, words
from app.navigation import PAGES
from tests.hostile.payloads import LINKS, MARKUP
from tests.test_app.test_explorer.opening import MAIN, opened, text

OPENED_AT = {"statement": {"id": "statement:S0.08"}, "study": {"id": "study:de_ruysscher_2012"}}
pytestmark = pytest.mark.usefixtures("store")


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
    page.session_state["chips"] = True  # somebody opened them
    page.run()
    axes = page.selectbox(key="criteria.axis")
    axes.select("https://w3id.org/leitgraph/oncology/metastasisCount").run()
    next(button for button in page.button if button.label == words()["ask"]["add"]["en"]).click().run()
    assert page.text_input(key="population").value.startswith("N3, 1-4 ")
    assert [*page.exception, *page.error, *page.warning] == []


def test_facts_of_a_statement_say_which_fact_they_are():
    page = opened("statement", id="statement:S0.08")
    assert page.title[0].value == plain("Recommendation S0.08")
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


def test_what_language_a_page_speaks_is_looked_up_once_and_not_for_each_of_its_words(monkeypatch):
    looked = []

    class Counting(tuple):
        __slots__ = ()

        def __contains__(self, asked):
            looked.append(asked)
            return super().__contains__(asked)

    monkeypatch.setattr("app.language.LANGUAGES", Counting(LANGUAGES))
    page = AppTest.from_file(MAIN, default_timeout=60)
    page.query_params["lang"] = "en"
    page.run()
    assert "independent patients" in text(page)
    assert set(looked) == {"en"}
    assert len(looked) < 40, "the frame looks itself"
