"""The questions on the corpus that ships, against what a reader of its YAML files finds by hand.

What depends on the two passages is compared whole. Studies may be added to; there the rows that must be there,
and those that must never be, are named.
"""

import pyoxigraph as ox
import pytest

from queries import library

QUESTIONS = {question.name: question for question in library.catalogue()}
DE_RUYSSCHER = "study:de_ruysscher_2012"
EVALUABLE = "cohort:de_ruysscher_2012.evaluable"
STRATUM = "stratum:de_ruysscher_2012.evaluable"


def examples_of(name):
    return {p.name: p.example for p in QUESTIONS[name].header.parameters if p.example}


def required_of(name):
    return {p.name: p.example for p in QUESTIONS[name].header.parameters if p.required}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_has_rows_with_its_examples_and_with_what_it_requires_or_says_why_not(ask, name):
    rows = not QUESTIONS[name].header.empty
    assert bool(ask(name, **examples_of(name))) == rows
    assert bool(ask(name, **required_of(name))) == rows


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_no_row_stands_twice(ask, name):
    rows = ask(name, **required_of(name))
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_german_and_english_find_the_same_records(real, name):
    def records(language):
        given = required_of(name) | ({"language": language} if "language" in names else {})
        answer = library.ask(real, QUESTIONS[name], given)
        return {tuple(cell.value if isinstance(cell, ox.NamedNode) else "" for cell in row) for row in answer}

    names = {parameter.name for parameter in QUESTIONS[name].header.parameters}
    assert records("de") == records("en")


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_words_come_in_the_language_asked_for(real, name):
    if "language" in {parameter.name for parameter in QUESTIONS[name].header.parameters}:
        rows = library.ask(real, QUESTIONS[name], required_of(name) | {"language": "de"})
        spoken = {cell.language for row in rows for cell in row if isinstance(cell, ox.Literal)}
        assert spoken <= {None, "de"}


def test_the_first_passage_makes_20_claims_and_the_second_38_in_39_places(ask):
    first = ask("claims_of_passage", "statement", "kind", passage="passage:S0")
    assert len(first) == 20
    assert first[0] == ("statement:S0.01", "lg:Recommendation")
    assert ("statement:S0.12", "lg:ResearchRecommendation") in first
    second = [statement for (statement,) in ask("claims_of_passage", "statement", passage="passage:S1")]
    assert (len(second), len(set(second))) == (39, 38)
    assert second.count("statement:S1.18") == 2


def test_the_only_level_is_oxford_2b_without_an_edition(ask):
    columns = ("statement", "editionStatus", "scheme", "printed", "level", "study", "design")
    level = ("statement:S1.38", "lg:notStated", None, "2b", None, DE_RUYSSCHER)
    designs = ("lg:nonRandomised", "lg:prospective", "lg:singleArm")
    assert ask("statements_by_level", *columns) == [(*level, design) for design in designs]
    assert ask("statements_by_level", *columns, system="lev:grade") == []


def test_six_recommendations_none_with_a_printed_grade(ask):
    assert ask("statements_by_modality", "statement", "modality", "gradeStatus", "grade") == [
        ("statement:S0.01", "lg:should", "lg:notPrinted", None),
        ("statement:S0.02", "lg:should", "lg:notPrinted", None),
        ("statement:S0.08", "lg:justified", "lg:notPrinted", None),
        ("statement:S0.12", "lg:should", "lg:notPrinted", None),
        ("statement:S0.13", "lg:should", "lg:notPrinted", None),
        ("statement:S0.17", "lg:mustExclude", "lg:notPrinted", None),
    ]
    ((condition,),) = ask("statements_by_modality", "condition", modality="lg:justified")
    assert condition.startswith("selected patients")


def test_twelve_recommendations_and_evidence_statements_cite_no_study(ask):
    bases = {
        "lg:noneCited": "S0.01 S0.02 S0.03 S0.04 S0.12 S0.13 S0.15 S0.20 S1.01",
        "lg:unspecifiedSeries": "S0.08 S1.05",
        "lg:crossReference": "S0.17",
    }
    expected = {(f"statement:{name}", basis) for basis, names in bases.items() for name in names.split()}
    assert set(ask("statements_without_evidence", "statement", "basis")) == expected


def test_the_unnamed_series_and_the_unnamed_edition_have_candidates_and_no_more_than_that(ask):
    assert ask("candidates", "candidateFor", "candidate", "likelihood") == [
        ("edition:s3_lung.cited", "edition:s3_lung.short_2023", "lg:possible"),
        ("edition:s3_lung.cited", "edition:s3_lung.v1_0_2018", "lg:possible"),
        ("statement:S1.12", "study:eberhardt_2015_iaslc_m", "lg:likely"),
        ("study:series_md_anderson", "study:lopez_guerra_2012", "lg:possible"),
        ("study:series_md_anderson", "study:parikh_2014", "lg:doubtful"),
        ("study:series_md_anderson", "study:sheu_2014_mdanderson", "lg:possible"),
        ("study:series_zurich", "study:collaud_2012_zurich", "lg:likely"),
        ("study:series_zurich", "study:opitz_2020", "lg:doubtful"),
    ]


def test_local_therapy_with_n3_is_a_gap_that_one_trial_may_close(ask):
    gaps = ask("evidence_gaps", "gap", "reason", "mayBeClosedBy")
    assert [row for row in gaps if row[0] == "gap:local_therapy_n3"] == [
        ("gap:local_therapy_n3", "lg:notSeparable", "study:tmh_phase3")
    ]
    assert {study for gap, _, study in gaps if gap == "gap:local_therapy_n2_n3"} == {
        "study:omega",
        "study:saron",
        "study:tmh_phase3",
    }
    assert len({gap for gap, _, _ in gaps}) == 8
    assert ("gap:toxicity_multimodal", "lg:notReported", None) in gaps


def test_three_pairs_of_studies_share_their_patients(ask):
    assert ask("studies_sharing_participants", "study", "other") == [
        (DE_RUYSSCHER, "study:de_ruysscher_2018_update"),
        ("study:gomez_2016", "study:gomez_2019"),
        ("study:sabr_comet_2019", "study:sabr_comet_2020"),
    ]


def test_the_guideline_prints_87_percent_for_37_patients_and_the_journal_95(ask):
    name = "contradiction:de_ruysscher_platinum_percent"
    reading = "reading:de_ruysscher_2012.population.chemotherapy_as_part_of_primary_treatment"
    rows = ask("guideline_source_conflicts", status="lg:open")
    assert {row[3] for row in rows if row[0] == name} == {"statement:S1.10", "statement:S1.28", reading}
    assert {row[2] for row in rows if row[0] == name} == {"lg:inValue", "lg:inDenominator", "lg:inWording"}
    (value,) = {row[5] for row in rows if (row[0], row[3]) == (name, reading)}
    assert "37" in value
    assert "95" in value
    assert any("37/39 = 94.9%" in row[6] for row in rows if row[0] == name)
    assert "contradiction:zurich_pn1_pn2_for_n2_n3" in {row[0] for row in rows}


def test_explained_and_apparent_contradictions_are_not_open(ask):
    assert {name for (name,) in ask("guideline_source_conflicts", "contradiction", status="lg:apparent")} == {
        "contradiction:n2_n3_adverse_and_not_prognostic",
        "contradiction:retrospective_limits_and_justification",
        "contradiction:young_patients_and_trial_age",
    }
    open_ones = {name for (name,) in ask("guideline_source_conflicts", "contradiction", status="lg:open")}
    assert "contradiction:saron_design_amended" not in open_ones


def test_the_median_survival_of_de_ruysscher_was_read_in_the_abstract(ask):
    record = "result:de_ruysscher_2012.evaluable.os_median"
    assert ask("provenance_of_value", record=record) == [
        (
            record,
            "reading:de_ruysscher_2012.results.median_OS",
            "results.median_OS",
            "13.5 months (95% CI 7.6-19.4)",
            "lg:verified",
            "https://pubmed.ncbi.nlm.nih.gov/22982655/",
            "abstract",
            None,
            "graph:s3_lung_oligometastatic.studies.de_ruysscher_2012",
            "2026-11-21",
        )
    ]


def test_the_figure_of_the_unnamed_series_comes_from_the_guideline(ask):
    record = "result:series_zurich.series.pn1_or_pn2.survival_48m"
    assert ask("provenance_of_value", "reading", "statement", record=record) == [(None, "statement:S0.10")]


def test_local_therapy_was_measured_in_no_group_of_n3_alone(ask):
    columns = ("study", "group", "n", "part", "k", "held", "togetherWith", "measuredIn")
    rows = ask("evidence_for_intervention", *columns, intervention="onc:LocalTherapy", category="onc:N3")
    mixed = (EVALUABLE, "39", f"{STRATUM}.n2_or_n3", "29", "onc:N3", "onc:N2", EVALUABLE)
    assert (DE_RUYSSCHER, *mixed) in rows
    assert not [row for row in rows if row[3] == row[7] and row[6] is None]
    assert "study:series_zurich" not in {study for study, *_ in rows}, "pN1 or pN2 is not N3"


def test_the_evidence_table_of_the_permission_holds_both_directions(ask):
    columns = ("study", "direction", "result", "printed")
    rows = ask("evidence_table", *columns, statement="statement:S0.08")
    assert {(study, direction.partition(":")[2]) for study, direction, *_ in rows} == {
        ("study:ashworth_2014", "inconclusive"),
        (DE_RUYSSCHER, "supports"),
        ("study:gomez_2016", "supports"),
        ("study:gomez_2019", "supports"),
        ("study:iyengar_2018", "supports"),
        ("study:northstar_2025", "supports"),
        ("study:nrg_lu002_2024", "disputes"),
        ("study:sabr_comet_2019", "supports"),
        ("study:sabr_comet_2020", "supports"),
        ("study:series_md_anderson", "supports"),
        ("study:series_zurich", "supports"),
        ("study:sheu_2014_mdanderson", "inconclusive"),
        ("study:sindas_2023", "supports"),
        ("study:zhang_2019_rpa", "inconclusive"),
    }
    results = {(result, printed) for study, _, result, printed in rows if study == DE_RUYSSCHER}
    assert len(results) == 14
    assert ("result:de_ruysscher_2012.evaluable.os_median", "13.5 months") in results


def test_a_study_without_results_is_brought_forward_for_the_permission(ask):
    proposition = "proposition:local_therapy_n2_n3_selected_appropriate"
    assert ask("evidence_without_results", "direction", "study", proposition=proposition) == [
        ("lg:inconclusive", "study:li_2017_meta")
    ]
    every = {study for (study,) in ask("evidence_without_results", "study")}
    assert "study:chess_2025" in every
    assert DE_RUYSSCHER not in every


def test_survival_of_the_39_evaluable_patients(ask):
    columns = ("group", "n", "statistic", "printed", "value", "unit", "months")
    rows = ask("results_for_endpoint", *columns, endpoint="onc:OverallSurvival")
    assert [row[2:] for row in rows if row[:2] == (EVALUABLE, "39")] == [
        ("lg:association", None, None, None, None),
        ("lg:median", "13.5 months", "13.5", "mo", None),
        ("lg:rate", "56.4%", "56.4", "%", "12"),
        ("lg:rate", "23.3%", "23.3", "%", "24"),
        ("lg:rate", "17.5%", "17.5", "%", "36"),
    ]
    wider = ask("results_for_endpoint", "result", endpoint="onc:Survival")
    assert set(ask("results_for_endpoint", "result", endpoint="onc:OverallSurvival")) < set(wider)


def test_the_groups_and_counts_of_de_ruysscher(ask):
    rows = ask("populations_of_study", "group", "n", "partOf", "of", "use", "assertedBy", study=DE_RUYSSCHER)
    journal, congress, guideline = (
        "publication:de_ruysscher_2012.journal",
        "publication:de_ruysscher_2012.congress",
        "edition:s3_lung.cited",
    )
    assert len(rows) == 18
    assert ("cohort:de_ruysscher_2012.enrolled", "40", None, None, "lg:used", journal) in rows
    counted = {
        (row[0].removeprefix(f"{STRATUM}."), *row[1:2], *row[4:]) for row in rows if row[2] == EVALUABLE
    }
    assert {row[3] for row in rows if row[2]} == {"39"}
    assert counted >= {
        ("local_stage_iii", "29", "lg:used", congress),
        ("n2_or_n3", "29", "lg:used", guideline),
        ("single_metastasis", "35", "lg:used", journal),
        ("single_metastasis_congress", "34", "lg:notUsed", congress),
        ("platinum_guideline", "37", "lg:used", guideline),
    }


def test_randomised_studies_are_those_that_we_hold_to_be_so(ask):
    found = {study for (study,) in ask("studies_by_design", "study", design="lg:randomised")}
    assert found >= {
        f"study:{name}"
        for name in ("gomez_2016", "gomez_2019", "iyengar_2018", "sindas_2023", "nrg_lu002_2024", "saron")
    }
    assert DE_RUYSSCHER not in found, "the passage calls it randomised, and single-arm too"


def test_registered_trials_without_results(ask):
    found = ask("trials_without_results", "study", "number")
    assert {
        ("study:saron", "NCT02417662"),
        ("study:saron", "IRAS 180166"),
        ("study:chess_2025", "NCT03965468"),
    } <= set(found)
    assert not {DE_RUYSSCHER, "study:sindas_2023"} & {study for study, _ in found}


def test_the_newest_evidence_on_local_consolidation_is_of_2024_or_later_and_never_of_an_older_year(ask):
    rows = ask("newest_evidence", "proposition", "year", "study", "publication", "direction")
    years = {}
    for proposition, year, *_ in rows:
        years.setdefault(proposition, set()).add(year)
    assert all(len(found) == 1 for found in years.values())
    assert int(*years["proposition:local_consolidation_added_beneficial"]) >= 2024
    chemoradiation = "proposition:definitive_chemoradiation_within_multimodal_therapy"
    assert [row[1:] for row in rows if row[0] == chemoradiation] == [
        ("2012", DE_RUYSSCHER, f"publication:de_ruysscher_2012.{form}", "lg:supports")
        for form in ("congress", "journal")
    ]


def test_evidence_after_2018_disputes_and_supports_the_permission(ask):
    columns = ("statement", "study", "year", "direction")
    rows = ask("evidence_newer_than_edition", *columns, edition="edition:s3_lung.v1_0_2018")
    assert ("statement:S0.08", "study:nrg_lu002_2024", "2024", "lg:disputes") in rows
    assert ("statement:S0.08", "study:gomez_2019", "2019", "lg:supports") in rows
    assert all(int(year) > 2018 for _, _, year, _ in rows)
    assert not {DE_RUYSSCHER, "study:de_ruysscher_2018_update"} & {study for _, study, _, _ in rows}
    later = ask("evidence_newer_than_edition", *columns, edition="edition:s3_lung.short_2023")
    assert set(later) < set(rows)


def test_seven_claims_are_conditional_and_the_series_of_md_anderson_is(ask):
    rows = ask("conditional_evidence", "record", "kind", "condition")
    assert {record for record, *_ in rows if record.startswith("statement:")} == {
        f"statement:{name}" for name in ("S0.01", "S0.02", "S0.07", "S0.08", "S0.09", "S0.11", "S1.31")
    }
    after = "after definitive locoregional therapy"
    assert ("statement:S0.09", "lg:ResultReport", after) in rows
    line = "line:n_not_prognostic_after_definitive_local_therapy.series_md_anderson.by_s3_lung"
    assert (line, "lg:EvidenceLine", after) in rows


def test_n_stage_was_prognostic_in_ashworth_and_nothing_was_in_de_ruysscher(ask):
    columns = ("study", "result", "p", "significance")
    rows = ask("prognostic_comparisons", *columns, endpoint="onc:OverallSurvival")
    pooled = "result:ashworth_2014.pooled"
    assert ("study:ashworth_2014", f"{pooled}.predictor_n_stage", "0.002", "lg:significant") in rows
    found = [row for row in rows if row[0] == DE_RUYSSCHER]
    assert found == [
        (DE_RUYSSCHER, "result:de_ruysscher_2012.evaluable.prognostic_os", None, "lg:notSignificant")
    ]
    assert f"{pooled}.os_median" not in {result for _, result, *_ in rows}, "an outcome of the group"


def test_what_is_unverified_or_left_out_of_the_series_from_zurich(ask):
    study = "study:collaud_2012_zurich"
    assert ask("unverified_values", "aspect", "status", "value", study=study) == [
        ("results.OS_1_5y", "lg:leftOut", None),
        ("results.pN1_pN2_4y", "lg:unverified", "30%"),
    ]
    every = ask("unverified_values", "study", "aspect", "status")
    assert (DE_RUYSSCHER, "population.surgery_vs_RT", "lg:unverified") in every
    assert {status for *_, status in every} == {"lg:unverified", "lg:leftOut"}
