"""The guideline side of the first corpus: 58 claims, what they assert, what bears on it, and where it stands."""

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

CORPUS = Path(__file__).parents[2] / "kg_build" / "corpus" / "s3_lung_oligometastatic"
KINDS = {
    "recommendation": {"Recommendation", "ResearchRecommendation"},
    "statement": {"EvidenceStatement"},
    "definition": {"Definition"},
    "result": {"ResultReport"},
    "study description": {"StudyDescription"},
    "background": {"BackgroundStatement"},
    "citation": {"CitationStatement"},
    "evidence grading": {"GradingStatement"},
}
BASES = {
    "none_cited": "noneCited",
    "study": "citedStudy",
    "study_implied": "impliedStudy",
    "series_named_by_centre_only": "seriesNamedByCentre",
    "unspecified_retrospective_series": "unspecifiedSeries",
    "internal_cross_reference": "crossReference",
    "dangling_reference": "danglingReference",
    "inference": "inference",
    "classification": "classificationSystem",
}
RECOMMENDATIONS = KINDS["recommendation"]
MUST_ASSERT = RECOMMENDATIONS | {"EvidenceStatement", "ResultReport", "GradingStatement"}


def records(name, key):
    return yaml.safe_load((CORPUS / f"{name}.yaml").read_text("utf-8"))[key]


def passages():
    paths = sorted((CORPUS / "statements").glob("*.yaml"))
    return [yaml.safe_load(path.read_text("utf-8"))["passage"] for path in paths]


PASSAGES = {passage["id"]: passage for passage in passages()}
STATEMENTS = {
    f"{name}.{statement['id']}": statement
    for name, passage in PASSAGES.items()
    for statement in passage["statements"]
}
PROPOSITIONS = {record["id"]: record for record in records("propositions", "proposition")}
LINES = records("evidence_lines", "evidence_line")
CONTRADICTIONS = records("contradictions", "contradiction")
GAPS = records("gaps", "evidence_gap")
CANDIDATES = records("candidates", "candidate_link")
STUDIES = {path.stem for path in (CORPUS / "studies").glob("*.yaml")}
every_statement = pytest.mark.parametrize("name", STATEMENTS)


def texts(node):
    """All pairs of German and English words inside a record, at any depth."""
    if isinstance(node, dict):
        if set(node) <= {"de", "en"}:
            yield node
        else:
            for value in node.values():
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


def references(node, prefix):
    """All references of one kind inside a record, without their prefix."""
    if isinstance(node, dict):
        for value in node.values():
            yield from references(value, prefix)
    elif isinstance(node, list):
        for value in node:
            yield from references(value, prefix)
    elif isinstance(node, str) and re.fullmatch(rf"{prefix}:[\w.]+", node):
        yield node.partition(":")[2]


def everything():
    return [*STATEMENTS.values(), *PROPOSITIONS.values(), *LINES, *CONTRADICTIONS, *GAPS, *CANDIDATES]


# What the corpus holds, with or without the sources


def test_all_58_claims_are_there_each_of_its_kind():
    found = Counter(statement["is"] for statement in STATEMENTS.values())
    assert len(STATEMENTS) == 58
    assert found == {
        "Recommendation": 4, "ResearchRecommendation": 2, "EvidenceStatement": 11, "Definition": 4, "ResultReport": 16,
        "StudyDescription": 7, "BackgroundStatement": 7, "CitationStatement": 3, "GradingStatement": 4,
    }  # fmt: skip


@every_statement
def test_a_claim_is_told_in_both_languages_with_what_is_not_printed(name):
    statement = STATEMENTS[name]
    assert statement["paraphrase"]["de"]
    assert statement["paraphrase"]["en"]
    printed = "notPrinted" if statement["is"] in RECOMMENDATIONS else "notApplicable"
    assert statement["grade_status"] == printed
    assert "grade" not in statement
    assert statement["consensus_status"] in {"notPrinted", "notApplicable"}


@every_statement
def test_what_recommends_or_reports_asserts_a_proposition(name):
    statement = STATEMENTS[name]
    asserted = list(references(statement.get("asserts", []), "proposition"))
    assert set(asserted) <= set(PROPOSITIONS)
    assert asserted or statement["is"] not in MUST_ASSERT


def test_every_proposition_is_asserted_or_says_where_it_comes_from():
    asserted = set(references(list(STATEMENTS.values()), "proposition"))
    assert [name for name, p in PROPOSITIONS.items() if name not in asserted and "comment" not in p] == []


def test_a_proposition_is_timeless_and_speaks_for_nobody():
    for proposition in PROPOSITIONS.values():
        words = " ".join(proposition["label"].values()).casefold()
        assert not re.search(r"leitlinie|guideline|bisher|so far|weiterhin|still", words), proposition["id"]


def test_every_study_proposition_and_statement_that_is_named_exists():
    for record in everything():
        assert set(references(record, "study")) <= STUDIES, record["id"]
        assert set(references(record, "proposition")) <= set(PROPOSITIONS), record["id"]
        assert set(references(record, "statement")) <= set(STATEMENTS), record["id"]


def test_words_stand_in_both_languages():
    for record in everything():
        for text in texts(record):
            assert text.get("de"), record["id"]
            assert text.get("en"), record["id"]


def test_the_59_anchors_are_stretches_with_a_hash():
    anchors = [anchor for statement in STATEMENTS.values() for anchor in statement["anchors"]]
    assert len(anchors) == 59
    assert len(STATEMENTS["S1.18"]["anchors"]) == 2
    for anchor in anchors:
        assert 0 <= anchor["start"] < anchor["end"]
        assert re.fullmatch(r"[0-9a-f]{64}", anchor["span_sha256"])


def test_one_trial_is_claimed_to_be_three_things_and_the_claims_are_kept():
    claimed = {name: set(STATEMENTS[name].get("claimed_design", ())) for name in ("S1.09", "S1.19", "S1.36")}
    assert claimed["S1.09"] == {"prospective", "singleArm"}
    assert claimed["S1.19"] == {"prospective", "randomised"}
    assert claimed["S1.36"] == {"prospective", "controlled"}


def test_the_permission_for_local_therapy_is_found_by_n2_n3_and_target():
    proposition = PROPOSITIONS["local_therapy_n2_n3_selected_appropriate"]
    criteria = {criterion["axis"]: criterion for criterion in proposition["population"]["criteria"]}
    assert set(criteria["onc:nodalCategory"]["any_of"]) == {"onc:N2", "onc:N3"}
    assert (criteria["onc:metastasisCount"]["minimum"], criteria["onc:metastasisCount"]["maximum"]) == (2, 4)
    assert criteria["onc:organSystemCount"]["maximum"] == 1
    (component,) = proposition["interventions"]
    assert component["intervention"] == "onc:DefinitiveLocalTherapy"
    assert set(component["targets"]) == {"onc:PrimaryTumour", "onc:Mediastinum"}
    assert STATEMENTS["S0.08"]["modality"] == "justified"


def test_the_lost_significance_of_n_stands_under_its_condition():
    proposition = PROPOSITIONS["n_not_prognostic_after_definitive_local_therapy"]
    assert proposition["effect"] == "noAssociation"
    assert proposition["condition_criteria"] == [
        {"axis": "onc:treatmentBefore", "any_of": ["onc:DefinitiveLocalTherapy"]}
    ]
    assert STATEMENTS["S0.09"]["condition"] == proposition["condition"]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["id"])
def test_an_evidence_line_says_how_it_bears_and_why_it_is_not_direct(line):
    assert ("strength" in line) == (line["direction"] != "inconclusive")
    assert "reason" in line or "asserted_by" in line
    for part in line.get("directness", ()):
        assert ("reason" in part) == (part["degree"] != "direct")
    assert ("asserted_by" in line) == ("stated_in" in line)


def test_the_guideline_argues_for_the_permission_from_two_series_and_evidence_stands_against_it():
    bearing = [
        line for line in LINES if line["bears_on"] == "proposition:local_therapy_n2_n3_selected_appropriate"
    ]
    argued = {study for line in bearing if "asserted_by" in line for study in line["rests_on"]}
    assert argued == {"study:series_md_anderson", "study:series_zurich"}
    assert {line["direction"] for line in bearing} == {"supports", "disputes", "inconclusive"}


def test_the_level_names_its_system_and_that_no_edition_is_stated():
    (level,) = records("levels", "level_assessment")
    assert (level["system"], level["printed"]) == ("lev:oxford", "2b")
    assert level["edition_status"] == "notStated"
    assert "scheme" not in level


def test_the_series_named_by_town_have_candidates_and_none_is_taken_as_fact():
    likelihood = {(c["candidate_for"], c["candidate"]): c["likelihood"] for c in CANDIDATES}
    assert likelihood["study:series_zurich", "study:collaud_2012_zurich"] == "likely"
    assert likelihood["study:series_md_anderson", "study:parikh_2014"] == "doubtful"
    named = set(references(list(STATEMENTS.values()), "study"))
    assert not named & {"collaud_2012_zurich", "sheu_2014_mdanderson", "lopez_guerra_2012", "parikh_2014"}


def test_the_gap_for_n3_says_why_and_what_may_close_it():
    (gap,) = (gap for gap in GAPS if gap["id"] == "local_therapy_n3")
    assert gap["gap_reason"] == "notSeparable"
    assert gap["may_be_closed_by"] == ["study:tmh_phase3"]


@pytest.mark.parametrize("record", CONTRADICTIONS, ids=lambda record: record["id"])
def test_a_contradiction_has_two_members_and_its_arithmetic_holds(record):
    assert len(set(record["members"])) >= 2
    explained = record["explanation"]
    english = quotients(explained["en"])
    assert english == quotients(explained["de"].replace(",", ".").replace(" %", "%"))
    for part, whole, percent in english:
        decimals = len(percent.partition(".")[2])
        assert round(100 * int(part) / int(whole), decimals) == float(percent), record["id"]


def quotients(text):
    """Every ``n/N = p%`` in an explanation."""
    return re.findall(r"(\d+)/(\d+)(?: \([^)]*\))? = (\d+(?:\.\d+)?)%", text)


# Held against the sources and the facts, where they are there


@pytest.fixture(scope="module")
def claims(shared):
    found = yaml.safe_load((shared / "evidence" / "claims.yaml").read_text("utf-8"))
    return {claim["id"]: claim for claim in found["claims"]}


@pytest.mark.shared
def test_every_claim_has_the_spans_and_hashes_of_the_facts(claims):
    assert set(claims) == set(STATEMENTS)
    for name, claim in claims.items():
        first, *others = STATEMENTS[name]["anchors"]
        assert (first["start"], first["end"]) == (claim["start"], claim["end"]), name
        assert first["span_sha256"].startswith(claim["span_sha256_12"]), name
        wanted = [(span["start"], span["end"]) for span in claim.get("additional_spans", ())]
        assert [(anchor["start"], anchor["end"]) for anchor in others] == wanted, name


@pytest.mark.shared
def test_every_anchor_holds_in_the_file_that_its_passage_names(shared):
    for passage in PASSAGES.values():
        content = (shared / "sources" / passage["file_name"]).read_bytes()
        text = content.decode("utf-8")
        assert hashlib.sha256(content).hexdigest() == passage["file_sha256"]
        assert len(text) == passage["characters"]
        for statement in passage["statements"]:
            for anchor in statement["anchors"]:
                words = text[anchor["start"] : anchor["end"]].encode("utf-8")
                assert hashlib.sha256(words).hexdigest() == anchor["span_sha256"], statement["id"]


@pytest.mark.shared
def test_kind_and_basis_are_those_of_the_facts(claims):
    for name, claim in claims.items():
        statement, basis = STATEMENTS[name], claim["evidence_basis"]
        assert statement["is"] in KINDS[claim["kind"]], name
        assert statement["basis"] == BASES[basis["type"]], name
        if "study" in basis:
            assert f"study:{basis['study']}" in statement["cites"], name


def numbers(claimed):
    """The figures of one value of the facts."""
    plain = [claimed[key] for key in ("value", "min", "max", "n", "pct") if key in claimed]
    return {float(value) for value in (*plain, *claimed.get("range", ())) if not isinstance(value, str)}


def printed_numbers(printed):
    fields = ("value", "minimum", "maximum", "n", "percent")
    return {float(printed[field]) for field in fields if field in printed}


@pytest.mark.shared
def test_every_printed_value_of_the_facts_is_there_with_unit_time_and_denominators(claims):
    years = {"1 y": 12, "2 y": 24, "3 y": 36, "4 y": 48}
    for name, claim in claims.items():
        printed = STATEMENTS[name].get("printed_values", [])
        for value in claim.get("values", ()):
            wanted = {
                "months": years.get(value.get("time")),
                "denominators": list(value.get("denominator_candidates", {}).values()),
            }
            assert any(
                numbers(value) <= printed_numbers(one)
                and wanted["months"] in (None, one.get("months"))
                and set(wanted["denominators"]) <= set(one.get("denominators", ()))
                for one in printed
            ), (name, value)


@pytest.mark.shared
def test_what_is_kept_as_printed_stands_in_the_anchored_words(shared):
    for name, statement in STATEMENTS.items():
        passage = PASSAGES[name.partition(".")[0]]
        text = (shared / "sources" / passage["file_name"]).read_text("utf-8")
        words = " ".join(text[anchor["start"] : anchor["end"]] for anchor in statement["anchors"]).casefold()
        for value in statement.get("printed_values", ()):
            for field in ("printed", "percent_printed", "approximator"):
                assert str(value.get(field, "")).casefold() in words, (name, value["id"], field)
