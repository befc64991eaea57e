"""The questions on the corpus that ships, against its YAML files, read here with nothing but a YAML reader.

So a row that the build, the closure or a query loses or invents shows, however the corpus grows.
"""

from pathlib import Path

import pytest
import yaml

import kg_build

CORPUS = Path(kg_build.__file__).parent / "corpus" / "s3_lung_oligometastatic"


def read(name):
    return yaml.load((CORPUS / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.fixture(scope="module")
def statements():
    """The statements of both passages, by CURIE."""
    passages = [read(f"statements/{name}.yaml")["passage"] for name in ("S0", "S1")]
    return {
        f"statement:{passage['id']}.{one['id']}": one | {"passage": f"passage:{passage['id']}"}
        for passage in passages
        for one in passage["statements"]
    }


@pytest.fixture(scope="module")
def studies():
    """The studies, by CURIE."""
    found = [read(f"studies/{file.name}")["study"] for file in sorted((CORPUS / "studies").glob("*.yaml"))]
    return {f"study:{one['id']}": one for one in found}


def groups(study):
    """Each group and stratum of a study with its CURIE and the group that it lies in, top down."""

    def within(part, path, outer):
        kind = {"Cohort": "cohort", "Arm": "arm", "AnalysisSet": "analysis"}.get(part.get("is"), "stratum")
        name = f"{kind}:{path}.{part['id']}"
        yield name, part, outer
        for inner in part.get("strata", ()):
            yield from within(inner, f"{path}.{part['id']}", (name, part))

    for group in study.get("groups", ()):
        yield from within(group, study["id"], None)


def code(value):
    return value and f"lg:{value}"


def test_every_recommendation_whose_grade_or_consensus_is_not_printed(ask, statements):
    wanted = {
        (name, code(one["modality"]), code(one["grade_status"]), code(one["consensus_status"]))
        for name, one in statements.items()
        if one["is"] in ("Recommendation", "ResearchRecommendation")
        and "isPrinted" not in (one["grade_status"], one["consensus_status"])
    }
    columns = ("statement", "modality", "gradeStatus", "consensusStatus")
    assert set(ask("statements_without_grade", *columns)) == wanted
    assert len(wanted) == 6


def test_every_citation_of_a_study(ask, statements):
    wanted = {
        (study, name, code(one["basis"]), one.get("cited_as"))
        for name, one in statements.items()
        for study in one.get("cites", ())
    }
    assert set(ask("statements_citing_study", "study", "statement", "basis", "citedAs")) == wanted
    assert len(wanted) == 34


@pytest.mark.parametrize("kind", ["EvidenceStatement", "StudyDescription", "ResearchRecommendation"])
def test_every_statement_of_a_kind(ask, statements, kind):
    wanted = {name for name, one in statements.items() if one["is"] == kind}
    assert {name for (name,) in ask("statements_by_kind", "statement", kind=f"lg:{kind}")} == wanted


def test_every_number_that_the_text_prints(ask, statements):
    printed = [(name, one) for name, found in statements.items() for one in found.get("printed_values", ())]
    wanted = {(name, one["measure"], one.get("printed"), one.get("percent_printed")) for name, one in printed}
    found = ask("statements_with_numbers", "statement", "measure", "printed", "percentPrinted")
    assert set(found) == wanted
    assert len(printed) == 30


def test_every_count_that_a_number_may_refer_to(ask, statements):
    wanted = {
        (name, f"printed:{name.removeprefix('statement:')}.{one['id']}", str(count))
        for name, found in statements.items()
        for one in found.get("printed_values", ())
        for count in one.get("denominators", ())
    }
    assert set(ask("possible_denominators", "statement", "number", "denominator")) == wanted
    assert ("statement:S1.28", "printed:S1.28.platinum_combination", "39") in wanted


def test_every_term_of_a_classification_with_the_edition_that_the_text_names(ask, statements):
    wanted = {
        (name, use["term"], use.get("edition_stated"), category)
        for name, one in statements.items()
        for use in one.get("terms", ())
        for category in use.get("means", ())
    }
    assert set(ask("terms_used", "statement", "term", "editionStated", "category")) == wanted


def test_every_step_from_one_statement_to_another(ask, statements):
    wanted = {
        (name, other) for name, one in statements.items() for other in one.get("rests_on_statements", ())
    }
    assert set(ask("inferred_statements", "statement", "restsOn")) == wanted
    assert ("statement:S0.08", "statement:S0.10") in wanted


def test_every_reference_without_a_target(ask, statements):
    wanted = {
        (name, prop, text)
        for name, one in statements.items()
        for prop, key in (
            ("lg:crossReferenceText", "cross_references"),
            ("lg:referenceMarker", "reference_markers"),
        )
        for text in one.get(key, ())
    }
    assert set(ask("references_not_resolved", "statement", "property", "text")) == wanted
    assert ("statement:S1.04", "lg:referenceMarker", "931") in wanted


def test_every_pair_of_statements_on_one_proposition(ask, statements):
    claims = [(said, name) for name, one in statements.items() for said in one.get("asserts", ())]
    wanted = {
        (said, one, other) for said, one in claims for also, other in claims if said == also and one < other
    }
    found = ask("statements_with_same_proposition", "proposition", "statement", "other")
    assert set(found) == wanted


def test_every_anchor_with_its_file_and_hashes(ask, statements):
    wanted = {
        (name, str(anchor["start"]), str(anchor["end"]), anchor["span_sha256"])
        for name, one in statements.items()
        for anchor in one["anchors"]
    }
    assert set(ask("anchors_of_statement", "statement", "start", "end", "spanHash")) == wanted
    assert len(wanted) == 59


def test_every_design_or_phase_that_the_text_ascribes_and_we_do_not_hold(ask, statements, studies):
    wanted = set()
    for name, one in statements.items():
        about = [studies[study] for study in one.get("about", ()) if study in studies]
        held = {design for study in about for design in (*study.get("design", ()), study.get("phase"))}
        claimed = {*one.get("claimed_design", ()), one.get("claimed_phase")} - {None}
        wanted |= {(name, code(design)) for design in claimed - held if about}
    assert set(ask("claimed_designs_not_held", "statement", "claimed")) == wanted
    assert ("statement:S1.19", "lg:randomised") in wanted


def test_every_publication_with_its_year(ask, studies):
    wanted = {
        (
            name,
            f"publication:{study['id']}.{one['id']}",
            code(one["form"]),
            one.get("year") and str(one["year"]),
        )
        for name, study in studies.items()
        for one in study.get("publications", ())
    }
    assert set(ask("publications_of_study", "study", "publication", "form", "year")) == wanted
    notices = {
        (f"publication:{study['id']}.{one['id']}", code(one["integrity"]))
        for study in studies.values()
        for one in study.get("publications", ())
        if "integrity" in one
    }
    assert set(ask("publications_with_notice", "publication", "integrity")) == notices


def test_every_registered_trial_under_way(ask, studies):
    wanted = {
        (name, one["number"])
        for name, study in studies.items()
        for one in study.get("registrations", ())
        if study.get("progress") == "ongoing"
    }
    assert set(ask("trials_by_progress", "study", "number", progress="lg:ongoing")) == wanted
    assert ("study:saron", "NCT02417662") in wanted


def test_every_study_that_recruited_in_2010(ask, studies):
    wanted = {
        name
        for name, study in studies.items()
        if study.get("recruited_from", 9999) <= 2010 <= study.get("recruited_to", 0)
    }
    assert {name for (name,) in ask("studies_recruiting_in", "study", year="2010")} == wanted


def test_every_part_that_is_counted_and_has_no_result(ask, studies):
    wanted = {
        (study, name, str(part["n"]), outer[0])
        for study, one in studies.items()
        for name, part, outer in groups(one)
        if outer and "n" in part and not part.get("results") and part.get("use") != "notUsed"
    }
    assert set(ask("counted_without_results", "study", "part", "k", "group")) == wanted


def test_every_group_with_results_and_no_number(ask, studies):
    wanted = {
        (study, name)
        for study, one in studies.items()
        for name, part, _ in groups(one)
        if part.get("results") and part.get("n_status") == "notReported" and part.get("use") != "notUsed"
    }
    assert set(ask("groups_without_number", "study", "group")) == wanted


def test_every_exclusion_of_a_study(ask, studies):
    wanted = {
        (study, criterion["axis"], value)
        for study, one in studies.items()
        for _, part, outer in groups(one)
        if outer is None
        for criterion in part.get("criteria", ())
        for value in criterion.get("none_of", ())
    }
    assert set(ask("excluded_patients", "study", "axis", "excluded")) == wanted
    assert ("study:sindas_2023", "onc:metastaticSite", "onc:Brain") in wanted


def test_every_count_that_is_not_used(ask, studies):
    wanted = {
        (study, name, part.get("n") and str(part["n"]))
        for study, one in studies.items()
        for name, part, _ in groups(one)
        if part.get("use") == "notUsed"
    }
    assert set(ask("alternative_counts", "study", "notUsed", "n")) == wanted


def test_every_limit_that_a_study_with_a_definition_of_its_own_sets_on_the_number_of_metastases(ask, studies):
    wanted = {
        (study, str(criterion["maximum"]))
        for study, one in studies.items()
        if "disease_definition" in one
        for _, part, outer in groups(one)
        if outer is None
        for criterion in part.get("criteria", ())
        if criterion["axis"] == "onc:metastasisCount" and "maximum" in criterion
    }
    asked = {"axis": "onc:metastasisCount"}
    assert set(ask("studies_by_own_definition", "study", "maximum", **asked)) == wanted
    few = {row for row in wanted if int(row[1]) <= 3}
    assert set(ask("studies_by_own_definition", "study", "maximum", allowed="3", **asked)) == few


def test_every_hazard_ratio_of_an_effect_in_a_group_whose_treatment_is_told(ask, studies):
    wanted = set()
    for one in studies.values():
        for name, part, _ in groups(one):
            wanted |= {
                (name, f"{result['value']:g}", result.get("p_printed"))
                for result in part.get("results", ())
                if result["statistic"] == "hazardRatio" and result.get("role") == "effect"
            }
    assert set(ask("hazard_ratios", "group", "value", "p")) == wanted
    assert ("arm:gomez_2016.local_therapy", "0.35", "0.0054") in wanted


def test_every_reading_of_ashworth(ask, studies):
    wanted = {(one["aspect"], code(one["status"])) for one in studies["study:ashworth_2014"]["readings"]}
    assert set(ask("readings_of_study", "aspect", "status", study="study:ashworth_2014")) == wanted


def test_every_level_of_directness_below_direct(ask):
    lines = read("evidence_lines.yaml")["evidence_line"]
    wanted = {
        (line["bears_on"], study, code(one["element"]), code(one["degree"]))
        for line in lines
        for study in line["rests_on"]
        for one in line.get("directness", ())
        if one["degree"] != "direct"
    }
    assert set(ask("indirect_evidence", "proposition", "study", "element", "degree")) == wanted


def test_every_proposition_without_a_line(ask, statements):
    supported = {line["bears_on"] for line in read("evidence_lines.yaml")["evidence_line"]}
    wanted = {
        (name, said)
        for name, one in statements.items()
        for said in one.get("asserts", ())
        if said not in supported
    }
    assert set(ask("propositions_without_evidence", "statement", "proposition")) == wanted
    assert ("statement:S0.12", "proposition:registry_documentation_n2_n3") in wanted


def test_every_contradiction_that_is_explained_or_apparent(ask):
    wanted = {
        (f"contradiction:{one['id']}", code(one["status"]), code(differs), member)
        for one in read("contradictions.yaml")["contradiction"]
        if one["status"] != "open"
        for differs in one["differs"]
        for member in one["members"]
    }
    columns = ("contradiction", "status", "differs", "member")
    assert set(ask("explained_contradictions", *columns)) == wanted


def test_every_unit_is_a_file(ask):
    wanted = {str(file.relative_to(CORPUS)) for file in CORPUS.rglob("*.yaml")} - {"corpus.yaml"}
    assert {name for (name,) in ask("curated_units", "file", since="2026-01-01")} == wanted
    assert ask("curated_units", since="2030-01-01") == []
