"""Compare: which results stand side by side, what the facets and the link do, what is drawn and what is not."""

from xml.etree import ElementTree as ET

import pytest

from app.language import words
from app.views.compare import comparison, forest
from app.views.compare.forest import Line, Measure
from app.widgets import figure, panel
from tests.test_app.test_explorer.opening import opened, text

SAY = words()["compare"]
pytestmark = pytest.mark.usefixtures("store")


def table(page):
    return page.dataframe[0].value


def test_hazard_ratios_are_drawn_with_what_is_reported_and_nothing_else(plots):
    page = opened("compare", intervention="onc:LocalTherapy", endpoint="onc:ProgressionFreeSurvival")
    assert [*page.exception, *page.error, *page.warning] == []
    values, alt = plots["hazard_ratios"]
    rows = {(row["who"].split(",")[0], row["estimate"]): row for row in values if "estimate" in row}
    gomez = rows["Gomez 2016 (NCT01725165)", 0.35]
    assert (gomez["low"], gomez["high"], gomez["origin"]) == (0.18, 0.66, "reported")
    bare = rows["NRG-LU002 2024", 0.93]
    assert (bare["low"], bare["high"], bare["origin"]) == (None, None, "none")
    assert "0.35 [0.18; 0.66], p 0.0054, CI: 90%" in alt
    assert "against: maintenance or observation" in alt


def test_why_nothing_is_pooled_is_said_of_the_results_that_are_shown():
    page = opened("compare", intervention="onc:LocalTherapy", endpoint="onc:ProgressionFreeSurvival")
    shown = text(page)
    assert "same patients: NorthStar 2025 (NCT03410043); NRG-LU002 2024" in shown
    assert "Studies report on the same patients: Gomez 2016 (NCT01725165) / Gomez 2019" in shown
    assert "for 2 of 6 results" in shown
    alone = text(opened("compare", intervention="onc:LocalTherapy", endpoint="onc:LocalRecurrence"))
    assert "Not pooled" not in alone, "one result"


def test_the_upper_end_that_was_not_reached_is_open_and_not_unreported(plots):
    opened("compare", intervention="onc:LocalTherapy", endpoint="onc:OverallSurvival")
    values, alt = plots["medians"]
    assert "41.2 [18.9; not reached]" in alt
    assert {row["who"].split(" (")[0] for row in values if row.get("open")} == {"Gomez 2019"}


def test_an_estimated_rate_has_no_interval_of_ours_and_a_counted_share_has_and_says_from_what(plots):
    opened("compare", intervention="onc:LocalTherapy", endpoint="onc:OverallSurvival", months="36")
    alt = plots["rates"][1]
    assert "17.5, none: estimated" in alt
    page = opened("compare", intervention="onc:LocalTherapy", endpoint="onc:AdverseEvents", lang="de")
    values, alt = plots["rates"]
    assert "n = 66, 4,5 [1,6; 12,5], Wilson, 3 von 66" in alt
    assert "29 [19,3; 40,6], Wilson, 19 von 66 aus %" in alt
    assert {row["origin"] for row in values if "origin" in row} == {"computed"}
    assert "Verschiedene Endpunkte" in text(page)


def test_facets_of_the_link_hold_and_say_how_many_there_are():
    whole = opened("compare", endpoint="onc:ProgressionFreeSurvival")
    page = opened(
        "compare",
        endpoint="onc:ProgressionFreeSurvival",
        design="lg:randomised",
        year=["2016", "2018"],
        columns=["study", "year", "design"],
    )
    assert len(table(page)) < len(table(whole))
    assert set(table(page)["year"]) <= {2016, 2017, 2018}
    assert all("randomised" in design and "non-" not in design for design in table(page)["design"])
    empty = opened(
        "compare", endpoint="onc:ProgressionFreeSurvival", design="lg:singleArm", measure="lg:hazardRatio"
    )
    assert SAY["too_narrow"]["en"] in text(empty)
    assert not empty.exception


def test_words_instead_of_codes_in_a_link_choose_nothing():
    page = opened("compare", endpoint="<b>nothing</b>", design="randomised (15)", year=["x", "99999"])
    assert [*page.exception, *page.error] == []
    assert "28** of 28 results" in text(page)


def test_the_fit_of_the_patients_asked_for_stands_beside_each_result():
    page = opened("compare", endpoint="onc:OverallSurvival", population="N3")
    fits = {str(cell).split(":")[0] for cell in table(page)["fit"]}
    assert {"mixed", "not reported", "other patients"} <= fits
    mixed = opened("compare", endpoint="onc:OverallSurvival", population="N3", fit="mixed")
    assert {str(cell).split(":")[0] for cell in table(mixed)["fit"]} == {"mixed"}
    assert "mixed: 0–29" in set(table(mixed)["fit"])


def test_patients_that_are_not_understood_leave_the_comparison_standing():
    page = opened("compare", population="N3, hirnmetastse")
    assert "hirnmetastse" in page.warning[0].value
    assert len(page.dataframe) == 1


def test_columns_are_those_of_the_link():
    page = opened("compare", columns=["study", "level", "source"])
    assert list(table(page).columns) == ["study", "level of evidence", "asserted by"]
    assert any("Oxford 2b" in str(cell) for cell in table(page)["level of evidence"])


def lines(number):
    return [
        Line((f"Study {at}", "a group with a long name that needs two lines"), 0.3 + at / 50, 0.2, 1.1 + at / 50,
             "reported", str(at), (f"0.{at}",))
        for at in range(number)
    ]  # fmt: skip


@pytest.mark.parametrize("number", [1, 60])
def test_a_plot_that_is_taken_along_says_each_study_once(number):
    measure = Measure("ratio", (0.1, 3), ticks=(0.1, 1), logarithmic=True, reference=1, head="HR")
    chart = forest.chart(tuple(lines(number)), measure, "en")
    drawing = ET.fromstring(figure.drawn(chart, "svg"))  # noqa: S314  ours
    written = ["".join(part.itertext()) for part in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert [name for name in written if name.startswith("Study")] == [f"Study {at}" for at in range(number)]
    assert float(drawing.attrib["height"]) >= 30 * number
    png = figure.drawn(chart, "png")
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20]) == 1800, "twice as many pixels as on the screen"


def test_levels_are_gone_through_once_however_many_results_there_are(monkeypatch):
    class Told(dict):
        """A row of an answer that counts how often somebody asks whose it is."""

        asked = 0

        def __getitem__(self, name):
            Told.asked += name == "study"
            return super().__getitem__(name)

    answered = panel.asked
    found = answered("levels_of_study", language="en")
    levels = [Told(row) for row in found]
    monkeypatch.setattr(
        panel, "asked", lambda name, **given: levels if name == "levels_of_study" else answered(name, **given)
    )
    rows = comparison.rows("onc:LocalTherapy", "onc:ProgressionFreeSurvival", "")
    assert len(rows) > len(levels) == Told.asked > 0
    graded = {row.study[0] for row in rows if row.levels}
    assert graded == {row["study"][0] for row in found} & {row.study[0] for row in rows} != set()
