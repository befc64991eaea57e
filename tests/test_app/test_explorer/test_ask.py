"""The start page: the short answer, what was understood as chips, chips to choose by, the endpoint, and the queries behind it."""

import re
from contextlib import contextmanager

import pytest
from streamlit.testing.v1 import AppTest

from app import session
from app.language import words
from app.views.ask import said, short_answer
from ontology.namespaces import iri
from queries import evidence
from queries.recording import Recording
from tests.test_app.test_explorer.opening import opened, text

pytestmark = pytest.mark.usefixtures("store")

N3 = {"intervention": "onc:LocalTherapy", "population": "N3"}


def pressed(page, label):
    return next(button for button in page.button if button.label.replace("\\", "") == label)


def test_the_short_answer_says_the_numbers_and_each_block_has_its_count():
    page = opened("ask", **N3)
    shown = text(page)
    assert "220** independent patients" in shown
    assert "0 to 124** can be meant" in shown
    assert "only one prognostic comparison" in shown
    assert "One of them is a recommendation: justified (S0.08)" in shown
    assert [metric.value for metric in page.metric] == ["1", "4", "34", "5"]
    assert [re.search(r"\(#(\w+)\)", metric.label)[1] for metric in page.metric] == [
        header.anchor for header in page.header
    ]


def test_each_value_is_a_link_to_its_record_and_each_count_to_its_group():
    page = opened("ask", **N3)
    said = "\n".join(str(element.value) for element in page.markdown)
    assert (
        "[13\\.5 months](/network?id=result%3Ade_ruysscher_2012.evaluable.os_median&mode=provenance&lang=en)"
        in said
    )
    assert "(/network?id=cohort%3Ade_ruysscher_2012.evaluable&mode=provenance&lang=en)" in said


@pytest.mark.parametrize(
    ("lang", "values"),
    [
        ("en", ("median 13.5 months (95% CI 7.6 – 19.4)", "at 24 months 57%", "at 60 months 30%")),
        ("de", ("Median 13,5 Monate (95-%-KI 7,6 – 19,4)", "nach 24 Monaten 57 %", "nach 60 Monaten 30 %")),
    ],
)
def test_a_value_has_its_unit_and_is_written_as_the_page_writes(lang, values):
    shown = re.sub(r"\[(.*?)\]\(/network\?[^)]*\)", r"\1", text(opened("ask", **N3, lang=lang)))
    for value in values:  # of the surgical series the source prints "57/50/30%"
        assert value in shown


def test_what_was_understood_is_taken_out_by_a_click():
    page = opened("ask", population="N3, 2-4 metastases, N0 or N1")
    assert page.warning  # nobody is N3 and N0 or N1
    page = opened("ask", population="N3, 2-4 metastases")
    pressed(page, "nodal category: N3").click().run()
    assert page.text_input(key="population").value == "2-4 metastases"
    assert "nodal category" not in text(page).partition("## ")[0]


def test_what_is_not_understood_is_mended_by_a_click_on_a_near_phrase():
    page = opened("ask", population="N3, hirnmetastse")
    assert any(button.label.replace("\\", "") == "nodal category: N3" for button in page.button)
    near = [button for button in page.button if str(button.key).startswith("near.")]
    assert near
    near[0].click().run()
    phrase = near[0].label.replace("\\", "")
    assert page.text_input(key="population").value == f"N3, {phrase}"
    assert "is not understood" not in text(page)


def test_an_edition_that_was_not_stated_is_named():
    page = opened("ask", population="stage IVA")
    assert any("as no edition was given" in button.label for button in page.button)


def test_chips_put_values_and_ranges_into_the_question():
    page = opened("ask", **N3)
    page.session_state["chips"] = True  # somebody opened them
    page.run()
    pills = {group.label: group for group in page.button_group}
    pills["nodal category"].set_value(
        ["https://w3id.org/leitgraph/oncology/N2", "https://w3id.org/leitgraph/oncology/N3"]
    )
    page.run()
    assert page.text_input(key="population").value == "N2 or N3"
    pills = {group.label: group for group in page.button_group}
    pills["number of distant metastases"].set_value(["2", "4"])
    page.run()
    assert page.text_input(key="population").value.startswith("N2 or N3, 2-4 ")
    assert "number of distant metastases: 2 to 4" in text(page)


def test_with_an_endpoint_only_its_results_count():
    page = opened("ask", **N3, outcome="onc:AdverseEvents")
    assert [metric.value for metric in page.metric][:2] == ["0", "1"]
    assert "adverse events" in text(page)
    assert "progression-free survival" not in text(page)


def test_a_long_answer_shows_a_few_whole_and_a_line_for_each_other():
    page = opened("ask", population="oligometastatic")
    shown = text(page)
    assert int(page.metric[0].value) > 20
    assert shown.count("source: ") == 4
    assert "56 patients, all of them meant" in shown or "134 patients, all of them meant" in shown
    assert any(f"These {int(page.metric[0].value) - 4} groups" in one.label for one in page.expander)


def test_what_the_guideline_recommends_comes_first():
    page = opened("ask", **N3)
    said = [str(element.value).replace("\\", "") for element in page.markdown]
    assert said.index(
        "From this it is inferred that such local therapy is justified in selected patients."
    ) < next(number for number, words in enumerate(said) if words.startswith("A few retrospective series"))


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(
    ("measured", "mixed", "patients", "bounds", "said"),
    [
        (0, 0, 0, [0, 0], {"de": "Gemischte Gruppen gibt es nicht.", "en": "There are no mixed groups."}),
        (1, 0, 1, [1, 1], {"de": "Eine Gruppe besteht", "en": "One group consists"}),
        (
            0,
            1,
            1,
            [0, 1],
            {"de": "**ein** unabhängiger Patient, von denen", "en": "**one** independent patient, of whom"},
        ),
        (2, 2, 30, [5, 9], {"de": "2 gemischte Gruppen können", "en": "2 mixed groups can"}),
    ],
)
def test_the_short_answer_knows_none_one_and_many(monkeypatch, lang, measured, mixed, patients, bounds, said):
    monkeypatch.setattr("app.language.language", lambda: lang)
    answer = {
        "measured": [{"prognostic": False}] * measured,
        "mixed": [{}] * mixed,
        "silent_or_excluded": [],
        "guideline": [],
        "gap": None,
        "independent_participants": patients,
        "in_question": bounds,
        "entries_without_n": 0,
    }
    found = " ".join(short_answer.sentences(answer))
    assert said[lang] in found
    assert words()["short"]["guideline_none"][lang] in found
    assert words()["short"]["without_many"][lang].partition("}")[2] not in found


def test_the_page_says_that_it_works_on_an_answer_from_the_first_moment(monkeypatch):
    busy, during = [], []

    @contextmanager
    def spinner(words):
        busy.append(words)
        yield
        busy.pop()

    def four_blocks(*asked):
        during.append(tuple(busy))
        return answered(*asked)

    answered = session.four_blocks
    monkeypatch.setattr(session, "four_blocks", four_blocks)
    monkeypatch.setattr("streamlit.spinner", spinner)
    opened("ask", **N3)
    assert set(during) == {(words()["shared"]["busy"]["en"],)}


def test_which_of_the_statements_recommend_is_asked_once_however_many_they_are(monkeypatch):
    statements = [one["statement"] for one in session.four_blocks("onc:LocalTherapy", "N3")["guideline"]]
    recording = Recording(session.backend())
    monkeypatch.setattr(session, "backend", lambda: recording)
    found = said.recommendations([{"statement": name} for name in reversed(statements)])
    assert iri("statement:S0.08") in found < set(statements)
    assert len(recording.asked) == 1


def test_of_a_query_that_names_thousands_of_records_the_page_shows_the_beginning():
    def script():
        from app.views.ask import behind

        named = " ".join(f"<urn:record:{number}>" for number in range(9_000))
        behind._queries((f"SELECT ?study WHERE {{ VALUES ?study {{ {named} }} }}", "ASK {}"), "urn:record:1")

    page = AppTest.from_function(script, default_timeout=60).run()
    assert page.code[0].value.startswith("SELECT ?study WHERE { VALUES ?study { <urn:record:0>")
    assert len(page.code[0].value) == 50_000
    assert "160931" in text(page)
    assert not page.get("link_button"), "no link holds a query of this length"
    page.selectbox[0].select_index(1).run()
    assert page.code[0].value == "ASK {}"
    assert page.get("link_button")


def test_of_answers_that_may_be_large_a_few_are_kept():
    asked = []

    def answer(number):
        asked.append(number)
        return number

    kept = session.kept(answer, most=2)
    assert [kept(number) for number in (1, 2, 3, 3, 1)] == [1, 2, 3, 3, 1]
    assert asked == [1, 2, 3, 1]


def test_the_queries_behind_an_answer_are_those_of_its_first_asking(monkeypatch):
    asked = ("onc:LocalTherapy", "N3, 2-4 metastases", "onc:OverallSurvival")
    recording = Recording(session.backend())
    answer = evidence.answer(recording, *asked)
    assert session.four_blocks(*asked) == answer
    monkeypatch.setattr(evidence, "answer", None)
    assert session.behind_four_blocks(*asked) == tuple(dict.fromkeys(recording.asked))
