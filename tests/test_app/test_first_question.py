"""Which evidence supports local therapy with N3 disease? The answer of the real corpus, point by point."""

import json

import pytest

from app import four_blocks
from queries import evidence
from queries.errors import NotUnderstood

STUDY = "https://w3id.org/leitgraph/id/study/"
GROUP = "https://w3id.org/leitgraph/id/"


@pytest.fixture(scope="module")
def answer(real):
    return evidence.answer(real, "local-therapy", "N3")


def entry(answer, block, group):
    return next(entry for entry in answer[block] if entry["group"].endswith(group))


def test_the_answer_has_the_keys_that_programs_rely_on(answer):
    assert {"question", "measured", "mixed", "silent_or_excluded", "guideline", "gap"} <= answer.keys()
    for block in ("measured", "mixed", "silent_or_excluded"):
        for found in answer[block]:
            assert {
                "study", "group", "label", "fit", "bounds", "counted_by", "bounds_by", "n", "results", "levels",
                "direction", "condition", "citations", "anchors",
            } <= found.keys()  # fmt: skip
            assert {"endpoint", "statistic", "printed", "value", "unit", "months", "ci"} <= found["results"][
                0
            ].keys()
    json.dumps(answer)


def test_de_ruysscher_is_mixed_with_at_most_29_of_39(answer):
    found = entry(answer, "mixed", "cohort/de_ruysscher_2012.evaluable")
    assert (found["n"], found["bounds"], found["counted_by"]) == (39, [0, 29], "publication")
    assert found["bounds_by"] == {"publication": [0, 29], "guideline": [0, 29]}


def test_de_ruysscher_shows_its_survival_figures_and_its_level_without_an_edition(answer):
    found = entry(answer, "mixed", "cohort/de_ruysscher_2012.evaluable")
    survival = {
        (result["statistic"], result["months"]): result["value"]
        for result in found["results"]
        if result["endpoint"].endswith("OverallSurvival") and result["value"] is not None
    }
    assert survival == {("median", None): 13.5, ("rate", 12): 56.4, ("rate", 24): 23.3, ("rate", 36): 17.5}
    assert [(level["level"], level["edition"]) for level in found["levels"]] == [("2b", "notStated")]


def test_the_answer_says_that_the_guideline_counts_n2_or_n3_where_the_publication_counts_local_stage_iii(
    answer,
):
    told = " ".join(
        text["en"] for text in entry(answer, "mixed", "cohort/de_ruysscher_2012.evaluable")["explanation"]
    )
    assert "the publication counts “local stage III”, 29 of 39" in told
    assert "the guideline counts “N2 or N3" in told


def test_a_series_of_pn1_and_pn2_is_excluded_by_pathological_staging(answer):
    found = entry(answer, "silent_or_excluded", "stratum/series_zurich.series.pn1_or_pn2")
    assert found["fit"] == "disjoint"
    told = " ".join(text["en"] for text in found["explanation"])
    assert "pathological" in told
    assert "clinical nodal category not reported" in told


def test_nothing_measured_on_n3_speaks_for_or_against_the_treatment_and_the_gap_says_why(answer):
    assert all(found["prognostic"] and found["direction"] is None for found in answer["measured"])
    assert answer["gap"]["gap"].endswith("gap/local_therapy_n3")
    assert answer["gap"]["may_be_closed_by"] == [f"{STUDY}tmh_phase3"]


def test_a_control_arm_without_a_recorded_treatment_is_no_evidence_for_the_intervention(answer):
    shown = {
        found["group"].rpartition("/")[2]
        for block in ("measured", "mixed", "silent_or_excluded")
        for found in answer[block]
    }
    assert {name for name in shown if name.startswith("sabr_comet_2019.")} != set()
    assert not any(name.endswith(".control") for name in shown)


def test_of_two_gaps_for_the_same_patients_the_one_on_more_outcomes_answers(real):
    assert evidence.answer(real, "local-therapy", "N2 or N3")["gap"]["gap"].endswith(
        "gap/local_therapy_n2_n3"
    )


def test_either_source_of_counts_gives_its_own_bounds(real):
    answer = evidence.answer(real, "local-therapy", "N2 or N3")
    found = entry(answer, "mixed", "cohort/de_ruysscher_2012.evaluable")
    assert found["bounds_by"] == {"publication": [0, 29], "guideline": [29, 29]}
    assert (found["bounds"], found["counted_by"]) == ([0, 29], "publication")


def test_the_guideline_says_justified_in_selected_patients_without_a_printed_grade(answer):
    said = next(said for said in answer["guideline"] if said["statement"].endswith("S0.08"))
    assert (said["modality"], said["grade"], said["grade_status"]) == ("justified", None, "notPrinted")
    assert "selected" in said["condition"][0]["en"]


def test_the_statement_on_the_md_anderson_series_appears_with_its_condition(answer):
    said = next(said for said in answer["guideline"] if said["statement"].endswith("S0.09"))
    assert "after definitive locoregional therapy" in said["condition"][0]["en"]


def test_patients_are_counted_once_and_no_more_can_be_asked_for_than_there_are(answer):
    low, high = answer["in_question"]
    assert 0 <= low <= high <= answer["independent_participants"]
    assert answer["independent_participants"] <= sum(
        found["n"] or 0 for block in ("measured", "mixed") for found in answer[block]
    )


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("N3", "N3"),
        ("N2 or N3", "N2 oder N3"),
        ("not N0", "nicht N0"),
        ("N3, 2-4 metastases, one organ", "N3, 2 bis 4 Metastasen, ein Organsystem"),
        ("brain metastases", "Hirnmetastasen"),
    ],
)
def test_german_and_english_forms_of_a_question_give_the_same_answer(real, english, german):
    one, other = (
        evidence.answer(real, "local-therapy", english),
        evidence.answer(real, "Lokaltherapie", german),
    )
    for answer in (one, other):
        del answer["question"]
    assert one == other


@pytest.mark.parametrize(
    ("language", "value"),
    [("de", "24 Monate, Rate: 57 %"), ("en", "24 months, rate: 57%")],
)
def test_the_answer_can_be_read_in_either_language(answer, language, value, capsys):
    four_blocks.show(answer, "table", language)
    shown = capsys.readouterr().out
    assert "De Ruysscher 2012" in shown
    assert "[0, 29]" in shown
    assert value in shown  # the source prints "57/50/30%"
    assert "None" not in shown.replace("None of", "")


def test_with_an_endpoint_only_its_results_are_evidence(real, answer):
    narrowed = evidence.answer(real, "local-therapy", "N3", "overall survival")
    entries = [entry for block in ("measured", "mixed", "silent_or_excluded") for entry in narrowed[block]]
    assert entries
    assert {result["endpoint"] for entry in entries for result in entry["results"]} == {
        narrowed["question"]["outcome"]
    }
    assert narrowed["independent_participants"] < answer["independent_participants"]
    toxicity = evidence.answer(real, "local-therapy", "N3", "unerwünschte Ereignisse")
    assert toxicity["gap"]["gap"].endswith("toxicity_local_therapy_n2_n3")


def test_an_endpoint_that_nobody_knows_is_answered_with_near_ones(real):
    with pytest.raises(NotUnderstood) as refused:
        evidence.answer(real, "local-therapy", "N3", "overal survival")
    assert "onc:OverallSurvival" in refused.value.next_step
