"""The coverage page: filters and a cell by link, the evidence of a cell, gaps, and the way to Ask."""

import pytest

from app import session
from app.language import words
from app.widgets import criteria
from ontology.namespaces import iri
from queries import phrases
from tests.test_app.test_explorer import opening
from tests.test_app.test_explorer.opening import text

pytestmark = pytest.mark.usefixtures("store")
SAID = {name: both["de"] for name, both in words()["coverage"].items()}
CELL = "onc:N3~onc:RadicalLocalTherapy~onc:ProgressionFreeSurvival"


def opened(**link):
    page = opening.opened("coverage", lang="de", **link)
    assert [*page.exception, *page.error, *page.warning] == []
    return page


def cells(page):
    """The cells as the table has them, by category, treatment and endpoint; somebody unfolded it."""
    assert not any(SAID["alone_studies"] in one.value for one in page.dataframe)
    page.session_state["all.cells"] = True
    page.run()
    table = next(one.value for one in page.dataframe if SAID["alone_studies"] in one.value)
    return {tuple(row[:3]): row for row in table.itertuples(index=False)}


def test_the_matrix_is_also_a_table_and_a_choice():
    page = opened()
    found = cells(page)
    assert len(found) == len(page.selectbox(key="cell").options) - 1 > 50


def test_filters_stand_in_the_link():
    page = opened(axis="onc:metastasisCount", intervention="onc:Surgery", endpoint="onc:OverallSurvival")
    found = cells(page)
    assert {row[2] for row in found} == {"Gesamtüberleben"}
    assert {row[0] for row in found} == {"1", "2", "3", "4", "5"}


def test_a_cell_of_a_link_shows_its_numbers_and_studies_and_leads_to_ask():
    page = opened(cell=CELL)
    assert SAID["told_mixed"].format(n=39, low=0, high=29, studies=1) in text(page)
    studies = next(one.value for one in page.dataframe if SAID["measured"] in one.value)
    assert studies[SAID["measured"]].tolist() == [SAID["kind_is_mixed"]]
    assert "de_ruysscher_2012" in studies[SAID["study"]][0]
    page.selectbox(key="cell").set_value("").run()
    assert SAID["told_mixed"].format(n=39, low=0, high=29, studies=1) not in text(page)


def test_a_cell_that_another_choice_takes_away_is_no_fault():
    page = opened(cell=CELL, axis="onc:sex")
    assert page.selectbox(key="cell").value == ""


def test_a_treatment_without_anything_says_so():
    page = opened(intervention="onc:Surgery", endpoint="onc:Pneumonitis", axis="onc:oligometastatic")
    assert cells(page), "an endpoint that the choice has not got is left out"
    known = session.members("lg:Intervention", "de")
    without = next(one for one in known if not session.covered(iri("onc:nodalCategory"), iri(one)))
    page = opened(intervention=without)
    assert [info.value for info in page.info] == [SAID["nothing"]]


def test_what_only_a_gap_speaks_of_is_a_cell_too():
    found = cells(opened(intervention="onc:CisplatinBasedCombination"))
    assert {row[-1] for key, row in found.items() if key[0] in ("N2", "N3")} == {SAID["told_gap"]}


def test_each_gap_says_why_and_which_study_may_close_it():
    page = opened()
    shown = text(page)
    for gap in session.gaps():
        assert session.record(gap.iri).text("lg:explanation")["de"][:60] in shown
    assert "**Lokaltherapie bei N3** (nicht abtrennbar)" in shown
    assert [*page.dataframe] == []
    page.session_state["all.gaps"] = True  # somebody unfolded the table
    (table,) = page.run().dataframe
    assert len({row[0] for row in table.value.itertuples(index=False)}) == len(session.gaps())


def test_the_words_for_ask_are_understood_as_what_they_were_made_of():
    known = session.vocabulary()
    columns = [one for found in session.categories().values() for one in found]
    worded = {one: said for one in columns if (said := criteria.phrase([one.criterion]))}
    assert len(worded) > len(columns) / 2
    for one, said in worded.items():
        (understood,) = phrases.understand(known, said).criteria
        axis = known.axis(one.criterion.axis)
        assert understood.axis in (axis.iri, axis.variant_of)
        assert set(one.criterion.any_of) <= set(understood.any_of)
