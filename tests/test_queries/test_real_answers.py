"""What the questions find in the corpus that ships, said in a sentence each: a net for what changes, written from the answers and held against the YAML in part."""

PERMISSION = "statement:S0.08"
DE_RUYSSCHER = "study:de_ruysscher_2012"


def test_the_guideline_speaks_of_cisplatin_as_a_systemic_therapy_and_of_no_thermal_ablation(ask):
    columns = ("statement", "modality", "named")
    rows = ask("statements_on_intervention", *columns, intervention="onc:SystemicTherapy")
    assert ("statement:S0.15", "lg:important", "onc:CisplatinBasedCombination") in rows
    assert "statement:S0.08" not in {row[0] for row in rows}, "definitive local therapy is not systemic"
    assert ask("statements_on_intervention", intervention="onc:ThermalAblation") == []


def test_the_survival_that_the_guideline_prints_is_that_of_the_journal(ask):
    rows = ask("printed_and_reported_values", "statement", "months", "guidelineValue", "studyValue")
    assert [row[1:] for row in rows if row[0] == "statement:S1.33"] == [
        ("12", "56.4", "56.4"),
        ("24", "23.3", "23.3"),
        ("36", "17.5", "17.5"),
        (None, "13.5", "13.5"),
    ]
    assert "statement:S1.35" not in {row[0] for row in rows}, "2 patients are no 5 per cent"
    assert {difference for (difference,) in ask("printed_and_reported_values", "difference")} == {"0"}


def test_the_edition_of_the_passages_is_not_identified(ask):
    rows = ask("editions_of_guideline", "edition", "identification", "year", "issued")
    assert rows == [
        ("edition:s3_lung.cited", "lg:notIdentified", None, None),
        ("edition:s3_lung.short_2023", "lg:identified", "2023", None),
        ("edition:s3_lung.v1_0_2018", "lg:identified", "2018", "2018-03-14"),
    ]


def test_the_only_prospective_trial_is_not_the_only_one(ask):
    rows = ask("exclusive_claims", "statement", "study", exclusivity="lg:only")
    assert {study for _, study in rows} == {
        "study:bauml_2019",
        "study:chess_2025",
        "study:collen_2014",
    }
    assert {statement for statement, _ in rows} == {"statement:S1.09", "statement:S1.36"}


def test_2b_exists_in_the_oxford_scheme_of_2009_alone(ask):
    rows = ask("meanings_of_level", "printed", "edition", "scheme")
    assert rows == [
        ("2b", "2009", "lev:oxford-2009-prognosis"),
        ("2b", "2009", "lev:oxford-2009-therapy"),
    ]
    steps = ask("levels_of_scheme", "notation", scheme="lev:oxford-2009-therapy")
    assert [step for (step,) in steps] == ["1a", "1b", "1c", "2a", "2b", "2c", "3a", "3b", "4", "5"]


def test_the_benefit_of_consolidation_is_claimed_for_two_endpoints(ask):
    columns = ("proposition", "intervention", "outcome")
    name = "proposition:local_consolidation_added_beneficial"
    rows = [
        row[1:] for row in ask("propositions_by_effect", *columns, effect="lg:beneficial") if row[0] == name
    ]
    assert rows == [
        ("onc:LocalConsolidativeTherapy", "onc:OverallSurvival"),
        ("onc:LocalConsolidativeTherapy", "onc:ProgressionFreeSurvival"),
    ]
    factors = dict(ask("propositions_by_effect", "proposition", "intervention", effect="lg:adversePrognosis"))
    assert factors["proposition:n2_n3_adverse"] is None


def test_ten_studies_support_the_permission_one_disputes_it_and_four_leave_it_open(ask):
    assert ask("evidence_balance", "direction", "studies", statement=PERMISSION) == [
        ("lg:disputes", "1"),
        ("lg:inconclusive", "4"),
        ("lg:supports", "10"),
    ]
    (both,) = {
        disputing
        for name, disputing in ask("disputed_propositions", "proposition", "disputing")
        if name == "proposition:local_therapy_n2_n3_selected_appropriate"
    }
    assert both == "study:nrg_lu002_2024"
    rows = ask("evidence_of_study", "proposition", "direction", study="study:nrg_lu002_2024")
    assert ("proposition:local_therapy_n2_n3_selected_appropriate", "lg:disputes") in rows


def test_the_patients_of_gomez_and_of_sabr_comet_count_once_behind_the_permission(ask):
    columns = ("study", "participants", "countedWith")
    rows = {
        study: row for study, *row in ask("participants_behind_statement", *columns, statement=PERMISSION)
    }
    assert rows["study:gomez_2019"] == ["49", "study:gomez_2016"]
    assert rows["study:gomez_2016"] == ["49", None]
    assert rows["study:sabr_comet_2020"] == ["99", "study:sabr_comet_2019"]
    assert rows["study:northstar_2025"] == ["119", None], "56 and 63 in its arms"
    assert rows["study:nrg_lu002_2024"] == ["215", None], "the randomised set has the result, 134 its arm"
    assert rows["study:li_2017_meta"] == [None, None], "668 patients, no result held here"
    counted = [int(number) for number, other in rows.values() if number and other is None]
    ((studies, at_least),) = ask("independent_participants", "studies", "atLeast", statement=PERMISSION)
    assert (int(studies), int(at_least)) == (len(counted), sum(counted)) == (10, 1966)


def test_n3_alone_is_measured_in_no_cell_of_the_matrix(ask):
    asked = {"axis": "onc:nodalCategory", "intervention": "onc:LocalTherapy"}
    cells = ask("coverage_matrix", "category", "endpoint", "measured", "mixed", **asked)
    assert {row[2:] for row in cells if row[0] == "onc:N3"} == {("0", "1")}
    assert ("onc:N0", "onc:OverallSurvival", "1", "0") in cells
    empty = ask("uncovered_cells", "category", "endpoint", **asked)
    assert ("onc:N3", "onc:OverallSurvival") in empty
    assert ("onc:N0", "onc:OverallSurvival") not in empty


def test_the_permission_is_wider_than_trials_in_mutated_adenocarcinoma(ask):
    columns = ("axis", "study", "studied", "maximum")
    rows = ask("populations_wider_than_evidence", *columns, statement=PERMISSION)
    assert ("onc:driverAlteration", "study:sindas_2023", "onc:EGFRMutation", None) in rows
    assert ("onc:disease", "study:sindas_2023", "onc:Adenocarcinoma", None) in rows
    assert ("onc:timing", DE_RUYSSCHER, "onc:Synchronous", None) in rows
    assert "study:nrg_lu002_2024" not in {study for _, study, *_ in rows}, "it disputes"
    assert not [row for row in rows if row[:2] == ("onc:metastasisCount", DE_RUYSSCHER)], (
        "1 to 4 holds 2 to 4"
    )


def test_the_risk_of_systemic_recurrence_is_carried_over_from_one_study_of_stage_iv(ask):
    assert ask("extrapolations", "axis", "study", "studied", statement="statement:S0.16") == [
        ("onc:stage", DE_RUYSSCHER, "onc:StageIV"),
        ("onc:timing", DE_RUYSSCHER, "onc:Synchronous"),
    ]
    assert ask("extrapolations", statement=PERMISSION) == [], "no axis that all ten narrow"


def test_local_therapy_with_n3_is_a_negative_answer_with_its_reason(ask):
    rows = ask("gaps_of_intervention", "gap", "outcome", "reason", intervention="onc:LocalTherapy")
    assert ("gap:local_therapy_n3", "onc:OverallSurvival", "lg:notSeparable") in rows
    assert ("gap:toxicity_multimodal", "onc:AdverseEvents", "lg:notReported") in rows, "a narrower treatment"
    assert "gap:cisplatin_against_other_systemic" not in {row[0] for row in rows}


def test_two_readings_take_part_in_the_contradiction_on_single_metastases(ask):
    rows = ask("contradictions_of_study", "contradiction", "status", "member", study=DE_RUYSSCHER)
    name = "contradiction:de_ruysscher_single_metastasis"
    found = [member for contradiction, _, member in rows if contradiction.startswith(name)]
    readings = [member for member in found if member.startswith("reading:")]
    assert len(readings) == 2
    assert all(member.startswith("reading:de_ruysscher_2012.population.single") for member in readings)
    assert len(found) > len(readings), "what they stand against is named too"


def test_harms_of_local_therapy_are_reported_in_the_arms_that_received_it(ask):
    rows = ask("harms_of_intervention", "group", "endpoint", "printed", intervention="onc:LocalTherapy")
    assert ("arm:sabr_comet_2019.sabr", "onc:TreatmentRelatedDeath", "3 (4.5%)") in rows
    assert ("arm:gomez_2016.local_therapy", "onc:AdverseEvents", "20%") in rows
    assert "arm:gomez_2016.maintenance" not in {group for group, *_ in rows}


def test_survival_in_de_ruysscher_falls_from_56_to_17_per_cent_in_three_years(ask):
    asked = {"study": DE_RUYSSCHER, "endpoint": "onc:OverallSurvival"}
    assert ask("survival_over_time", "n", "months", "value", **asked) == [
        ("39", "12", "56.4"),
        ("39", "24", "23.3"),
        ("39", "36", "17.5"),
    ]


def test_medians_come_longest_first(ask):
    rows = ask("medians_for_endpoint", "unit", "value", "group", endpoint="onc:ProgressionFreeSurvival")
    months = [float(value) for unit, value, _ in rows if unit == "mo"]
    assert months == sorted(months, reverse=True)
    assert ("mo", "12.1", "cohort:de_ruysscher_2012.evaluable") in rows


def test_nrg_lu002_reports_its_ratios_without_an_interval(ask):
    rows = ask("effects_without_interval", "printed", study="study:nrg_lu002_2024")
    assert set(rows) == {("0.90",), ("0.93",)}
    every = {result for (result,) in ask("effects_without_interval", "result")}
    assert "result:gomez_2016.local_therapy.pfs_hr" not in every, "0.18 to 0.66"


def test_publications_since_2024_support_and_dispute_consolidation(ask):
    rows = ask("publications_since", "year", "study", "proposition", "direction", since="2024")
    name = "proposition:local_consolidation_added_beneficial"
    assert ("2024", "study:nrg_lu002_2024", name, "lg:disputes") in rows
    assert ("2025", "study:northstar_2025", name, "lg:supports") in rows
    assert all(int(year) >= 2024 for year, *_ in rows)


def test_randomised_studies_of_radiotherapy_include_those_of_stereotaxy(ask):
    rows = ask("studies_of_intervention", "study", "treatment", "design", intervention="onc:Radiotherapy")
    assert ("study:iyengar_2018", "onc:StereotacticRadiotherapy", "lg:randomised") in rows
    assert ("study:sindas_2023", "onc:Radiotherapy", "lg:randomised") in rows
    assert "study:gomez_2016" not in {study for study, *_ in rows}, "local consolidation of any kind"


def test_no_trial_on_consolidation_counted_metastases_and_allowed_fewer_than_five(ask):
    asked = {"axis": "onc:metastasisCount", "proposition": "proposition:local_consolidation_added_beneficial"}
    rows = ask("evidence_by_own_definition", "maximum", "study", "direction", **asked)
    assert ("5", "study:sindas_2023", "lg:supports") in rows
    assert {maximum for maximum, *_ in rows} == {"5"}
    sites = ask(
        "evidence_by_own_definition", "maximum", "study", **(asked | {"axis": "onc:diseaseSiteCount"})
    )
    assert ("3", "study:gomez_2016") in sites


def test_gomez_gave_consolidation_to_25_and_maintenance_or_observation_to_24(ask):
    assert ask("treatments_of_study", "group", "n", "treatment", study="study:gomez_2016") == [
        ("arm:gomez_2016.local_therapy", "25", "onc:LocalConsolidativeTherapy"),
        ("arm:gomez_2016.maintenance", "24", "onc:MaintenanceTherapy"),
        ("arm:gomez_2016.maintenance", "24", "onc:Observation"),
    ]


def test_two_series_are_known_by_their_town_alone(ask):
    assert ask("studies_not_identified", "study", "statement", "printed") == [
        ("study:series_md_anderson", "statement:S0.09", None),
        ("study:series_zurich", "statement:S0.10", "30%"),
    ]


def test_n2_stands_together_with_n3_in_de_ruysscher_and_alone_in_yang(ask):
    rows = ask("groups_by_category", "study", "group", "n", "togetherWith", category="onc:N2")
    assert (DE_RUYSSCHER, "stratum:de_ruysscher_2012.evaluable.n2_or_n3", "29", "onc:N3") in rows
    assert ("study:yang_2018_ncdb", "stratum:yang_2018_ncdb.resected.n2", None, None) in rows
    wide = ask("groups_by_category", "study", category="onc:N1orHigher")
    assert {study for study, *_ in rows} <= {study for (study,) in wide}


def test_the_permission_is_given_for_n2_or_n3_and_two_to_four_metastases_in_one_organ_system(ask):
    record = "proposition:local_therapy_n2_n3_selected_appropriate"
    rows = ask("criteria_of_population", "axis", "anyOf", "minimum", "maximum", record=record)
    assert rows == [
        ("onc:disease", "onc:NSCLC", None, None),
        ("onc:metastasisCount", None, "2", "4"),
        ("onc:nodalCategory", "onc:N2", None, None),
        ("onc:nodalCategory", "onc:N3", None, None),
        ("onc:oligometastatic", "onc:OligometastaticDisease", None, None),
        ("onc:organSystemCount", None, "1", "1"),
    ]


def test_the_abstract_of_de_ruysscher_gave_the_age_and_no_counts_of_n(ask):
    source = "https://pubmed.ncbi.nlm.nih.gov/22982655/"
    rows = ask("values_read_in_source", "study", "aspect", "value", source=source)
    assert (DE_RUYSSCHER, "population.age", "mean 62.1 +/- 9.2 years, range 44-81") in rows
    assert "nodal_facts" not in {aspect for _, aspect, _ in rows}


def test_the_zurich_series_exists_in_one_statement_only(ask):
    rows = dict(ask("records_stated_in_statement", "record", "kind", statement="statement:S0.10"))
    assert rows["cohort:series_zurich.series"] == "lg:Cohort"
    assert rows["stratum:series_zurich.series.pn1_or_pn2"] == "lg:Stratum"
    assert "study:series_zurich" not in rows


def test_a_lobectomy_is_local_therapy_by_way_of_lung_resection(ask):
    rows = ask("derivation_of_fact", "object", "from", subject="onc:Lobectomy")
    assert ("onc:LocalTherapy", "onc:LungResection") in rows


def test_a_term_is_explained_in_both_languages(ask):
    english = ask("term_in_words", "label", "synonym", term="onc:OligometastaticDisease")
    german = ask("term_in_words", "label", "synonym", term="onc:OligometastaticDisease", language="de")
    assert ("oligometastatic", "oligometastatic disease") in english
    assert {label for label, _ in german} == {"oligometastasiert"}


def test_overall_survival_is_a_survival_counted_from_randomisation_or_treatment(ask):
    rows = dict(ask("endpoint_definitions", "endpoint", "timeOrigin", broader="onc:Survival"))
    assert "randomisation" in rows["onc:OverallSurvival"]
    assert "onc:ProgressionFreeSurvival" not in rows


def test_treatments_without_a_group_are_counted_as_zero(ask):
    rows = dict(ask("narrower_interventions", "treatment", "groups", intervention="onc:LocalTherapy"))
    assert rows["onc:ThermalAblation"] == "0"
    assert int(rows["onc:Surgery"]) > 0
    assert "onc:Chemotherapy" not in rows


def test_n2a_belongs_to_the_ninth_edition(ask):
    values = dict(ask("values_of_axis", "value", "edition", axis="onc:nodalCategory"))
    assert values["onc:N2a_TNM9"] == "onc:TNM9"
    assert values["onc:N2"] is None
    equal = set(ask("categories_of_edition", "category", "equal", edition="onc:TNM9"))
    assert {("onc:N2a_TNM9", None), ("onc:M1b_TNM9", "onc:M1b_TNM8"), ("onc:N0_TNM9", "onc:N0")} <= equal


def test_four_reasons_for_a_gap_and_age_as_an_axis_nobody_used(ask):
    codes = {code for (code,) in ask("codes_of_list", "code", list="lg:GapReason")}
    assert codes == {"lg:excludedFromStudies", "lg:noneFound", "lg:notReported", "lg:notSeparable"}
    axes = dict(ask("axes", "axis", "criteria"))
    assert axes["onc:ageYears"] == "0"
    assert int(axes["onc:disease"]) > 100


def test_the_graph_counts_58_statements_and_269_readings_of_one_version(ask):
    counts = dict(ask("records_by_class", "class", "records"))
    assert (counts["lg:Statement"], counts["lg:Reading"]) == ("58", "269")
    uses = dict(ask("records_by_property", "property", "records"))
    assert uses["lg:readingOn"] == counts["lg:Reading"]
    assert len({version for (version,) in ask("versions", "version")}) == 1


def test_the_audit_finds_the_87_percent_that_fit_no_denominator(ask):
    rows = ask("findings_on_record", "severity", "formula", "start", record="statement:S1.28")
    (severity, formula, start) = next(row for row in rows if "37/39 = 94.9 %" in row[1])
    assert (severity, start) == ("lg:error", "2766")
    assert ("lg:error", "rule:N1", formula) in ask("findings_by_severity", "severity", "rule", "formula")
    assert "rule:N1" in {rule for (rule,) in ask("untested_checks", "rule")}
    found = {rule: int(number) for rule, number in ask("rules_of_audit", "rule", "findings")}
    assert found["rule:N1"] >= 1
    of_study = ask("findings_of_study", "record", study="study:opitz_2020")
    assert ("stratum:opitz_2020.series.systemic_therapy",) in of_study


def test_the_hazard_ratio_is_that_of_the_nci_thesaurus(ask):
    rows = ask("mappings_of_term", "relation", "theirs", "theirLabel", term="lg:hazardRatio")
    assert ("skos:exactMatch", "http://purl.obolibrary.org/obo/NCIT_C93150", "Hazard Ratio") in rows
