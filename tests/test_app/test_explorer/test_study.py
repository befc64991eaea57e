"""Study: who was studied and who counts so, what is drawn over time, how it was graded, what contradicts what."""

from xml.etree import ElementTree as ET

import pytest
import streamlit as st

from app.language import words
from app.widgets import panel
from tests.test_app.test_explorer.opening import opened, text

SAY = words()["study"]
pytestmark = pytest.mark.usefixtures("store")


def names(rows):
    """What is written beside the bars, from the top down."""
    return [
        row["text"].strip()
        for row in sorted((row for row in rows if "strong" in row), key=lambda row: row["y"])
    ]


def test_a_part_that_two_sources_count_alike_is_one_row_that_names_both(plots):
    opened("study", id="study:de_ruysscher_2012")
    rows, alt = plots["participants"]
    assert names(rows).count("men") == 1
    assert "men (guideline)" not in names(rows)
    assert "men, 18 of 39 (46%), publication + guideline" in alt
    assert "29 of 39 (74%), guideline" in alt
    assert "34 of 39 (87%), publication (not used)" in alt
    bars = [row for row in rows if row.get("who") == "brain metastases"]
    assert {(bar["n"], bar["of"]) for bar in bars} == {(17, 39)}
    assert len({bar["y"] for bar in bars}) == 1, "in the whole, not stacked upon another part"


def test_parts_stand_under_the_characteristic_that_delimits_them(plots):
    opened("study", id="study:griffioen_2013", lang="de")
    shown = names(plots["participants"][0])
    sites = shown.index("Ort der Fernmetastasen")
    assert shown.index("Hirnmetastasen") > sites
    assert (
        shown.index("eine Metastase") > shown.index("Zahl der Fernmetastasen") > shown.index("Hautmetastasen")
    )


def test_rates_have_the_reported_interval_and_medians_lie_on_the_half(plots):
    opened("study", id="study:de_ruysscher_2012", layer="results")
    points = [row for row in plots["rates"][0] if "percent" in row]
    median = next(row for row in points if row["median"] and row["line"] == "overall survival")
    assert (median["months"], median["percent"], median["low"], median["high"]) == (13.5, 50.0, 7.6, 19.4)
    rates = [(row["months"], row["percent"]) for row in points if not row["median"]]
    assert {(12, 56.4), (24, 23.3), (36, 17.5)} <= set(rates)
    assert all(row["low"] is None for row in points if not row["median"]), "none is reported"
    opened("study", id="study:sabr_comet_2020", layer="results", lang="de")
    assert "Gesamtüberleben, Kontrolle: nach 60 Monaten 17,7 % [6; 34]" in plots["rates"][1]


def test_two_groups_of_one_name_are_two_lines(plots):
    opened("study", id="study:northstar_2025", layer="results")
    lines = {row["line"] for row in plots["rates"][0] if "percent" in row}
    assert {line for line in lines if line.startswith("at most three")} == {
        "at most three metastases (osimertinib alone)",
        "at most three metastases (osimertinib and local consolidative therapy)",
    }


def test_the_head_links_register_and_publication():
    shown = "\n".join(one.value for one in opened("study", id="study:gomez_2016").markdown)
    assert "](https://clinicaltrials.gov/study/NCT01725165)" in shown
    assert "](https://doi.org/10.1016/S1470-2045%2816%2930532-0)" in shown


def test_a_study_of_which_nearly_nothing_is_known_has_no_empty_tables():
    page = opened("study", id="study:petty_2018")
    assert [*page.exception, *page.error, *page.warning] == []
    assert all(len(frame.value) for frame in page.dataframe)
    assert words()["shared"]["empty"]["en"] not in text(page)
    assert "Not recorded: patients with results (at least), recruitment, registration." in text(page)
    assert "No entries: groups with a number, groups studied" in text(page)


def test_a_single_level_is_told_with_its_edition_and_no_disagreement():
    page = opened("study", id="study:de_ruysscher_2012", layer="judged")
    table = next(frame.value for frame in page.dataframe if "Oxford (edition not stated)" in frame.value)
    assert list(table["Oxford (edition not stated)"]) == ["2b"]
    assert SAY["levels_one"]["en"] in text(page)
    assert not page.warning


def test_levels_that_differ_stand_side_by_side_and_in_words(monkeypatch):
    study, by, other = (
        f"https://w3id.org/leitgraph/id/{name}" for name in ("study/a", "edition/a", "edition/b")
    )
    one = {
        "study": (study, "A"), "by": (by, "guideline A"), "printed": "2b", "system": ("s", "Oxford"),
        "scheme": ("o", "Oxford 2009"), "endpoint": None, "statement": None,
    }  # fmt: skip
    two = one | {"by": (other, "guideline B"), "printed": "B", "scheme": ("g", "GRADE")}
    differing = {
        "by": one["by"], "printed": "2b", "scheme": one["scheme"], "system": one["system"],
        "otherBy": two["by"], "otherPrinted": "B", "otherScheme": two["scheme"], "otherSystem": two["system"],
    }  # fmt: skip
    answers = {"levels_of_study": [one, two], "level_disagreements": [differing]}
    asked = panel.asked
    monkeypatch.setattr(panel, "asked", lambda name, **given: answers.get(name) or asked(name, **given))
    page = opened("study", id="study:petty_2018", layer="judged")
    table = next(frame.value for frame in page.dataframe if "GRADE" in frame.value)
    assert list(table["Oxford 2009"].dropna()) == ["2b"]
    assert list(table["GRADE"].dropna()) == ["B"]
    assert list(table["given by"].str.rpartition("#")[2]) == ["guideline%20A", "guideline%20B"]
    assert page.warning[0].value.replace("\\", "") == (
        "Graded differently. guideline A: 2b (Oxford 2009); guideline B: B (GRADE)."
    )


def test_a_contradiction_shows_what_the_guideline_says_beside_what_the_sources_say():
    shown = text(opened("study", id="study:de_ruysscher_2012", layer="judged"))
    assert "35 patients (87%) had only one metastasis." in shown
    assert "34 (87%) in the congress abstract" in shown


def test_figures_that_are_taken_along_say_what_they_should_in_the_language_of_the_page(monkeypatch):
    files = {}
    monkeypatch.setattr(
        st, "download_button", lambda *_, data, file_name, **__: files.setdefault(file_name, data)
    )
    for layer in ("participants", "results"):
        opened("study", id="study:de_ruysscher_2012", lang="de", layer=layer)

    def written(name):
        drawing = ET.fromstring(files[name]())  # noqa: S314  ours
        return {"".join(part.itertext()) for part in drawing.iter("{http://www.w3.org/2000/svg}text")}

    assert {"N2 oder N3 (Wortlaut der", "29 von 39 (74 %)", "Leitlinie", "Patienten"} <= written(
        "participants.svg"
    )
    assert {"Gesamtüberleben", "progressionsfreies Überleben", "Monate", "24"} <= written("rates.svg")
    assert files["rates.png"]().startswith(b"\x89PNG")


@pytest.mark.parametrize("study", ["ashworth_2014", "tnm8_small_validations", "s3_guideline", "bauml_2019"])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_other_studies_stand_in_both_languages_layer_by_layer(study, lang):
    for layer in ("participants", "results", "judged", "cited", "origin"):
        page = opened("study", id=f"study:{study}", lang=lang, layer=layer)
        assert [*page.exception, *page.error] == []
        assert len(page.title) == 1


def test_only_the_layer_of_the_link_is_asked_for(plots):
    opened("study", id="study:de_ruysscher_2012")
    assert set(plots) == {"participants"}
    opened("study", id="study:de_ruysscher_2012", layer="results")
    assert set(plots) == {"participants", "rates"}
    opened("study", id="study:de_ruysscher_2012", layer="nonsense")
