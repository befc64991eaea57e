"""What the rules on claims say of the corpus that ships: each finding is one that an expert would agree with."""

import datetime as dt

import pytest

from kg_build.audit.from_corpus import claims, evidence, populations, superlatives, terms
from kg_build.audit.from_corpus.patients import Patients
from kg_build.audit.from_corpus.places import Shelf
from kg_build.audit.judge import judge
from kg_build.audit.snapshot import Notice, Snapshot
from kg_build.load import EMBEDDED, load_corpora
from ontology.namespaces import curie
from queries import axes

DAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def shelf():
    return Shelf.of(load_corpora([EMBEDDED]))


@pytest.fixture(scope="module")
def facts(shelf, real):
    known = Patients.of(real, axes.load(real), shelf)
    return [
        *claims.facts(shelf),
        *terms.facts(shelf),
        *evidence.facts(shelf, DAY),
        *populations.facts(shelf, known),
        *superlatives.facts(shelf, known),
    ]


@pytest.fixture(scope="module")
def said(facts):
    return judge(facts)


def statements(finding):
    names = (curie(name) for name in finding.place.subjects)
    return " ".join(
        sorted(name.removeprefix("statement:") for name in names if name.startswith("statement:"))
    )


def test_these_are_all_findings(said):
    assert sorted(
        (found.rule, found.severity, found.place.rests_on, statements(found)) for found in said.findings
    ) == [
        ("C2", "WARN", "source", "S1.09"),  # Collen 2014
        ("C2", "WARN", "source", "S1.36"),  # Gomez 2016
        ("E1", "INFO", "text", "S0.06"),
        ("L1", "ERROR", "text", "S1.09 S1.19 S1.36"),
        ("L3", "WARN", "source", "S1.38"),
        ("L6", "WARN", "source", "S0.07 S0.08"),  # pN1/pN2 for N2/N3
        ("L6", "WARN", "source", "S1.13"),  # one lesion claimed, one to four studied
        ("L7", "WARN", "text", "S1.11 S1.29"),
        ("L8", "WARN", "text", "S0.06 S1.01"),
        ("L8", "WARN", "text", "S1.01 S1.06"),
        ("L8", "WARN", "text", "S1.13 S1.14"),
        ("L8", "WARN", "text", "S1.25"),
        ("R1", "ERROR", "text", "S1.03 S1.04"),
        ("R1", "WARN", "text", "S0.09"),
        ("R1", "WARN", "text", "S0.10"),
        ("R1", "WARN", "text", "S0.17 S0.19"),
        ("R2", "ERROR", "source", "S1.18"),
        *(("R3", "WARN", "text", f"S0.{number}") for number in ("01", "03", "04", "14", "16", "18")),
        ("R3", "WARN", "text", "S1.01"),
        ("R3", "WARN", "text", "S1.06"),
        ("R5", "INFO", "source", ""),  # corrected
        ("R5", "WARN", "source", ""),  # expression of concern
    ]


def the(said, rule, where):
    [found] = [one for one in said.findings if one.rule == rule and statements(one) == where]
    return found


def test_three_names_of_one_design_are_one_finding(said):
    found = the(said, "L1", "S1.09 S1.19 S1.36")
    assert found.members == ("singleArm", "randomised", "controlled")
    assert [anchor.start for anchor in found.place.anchors] == [968, 1825, 3428]


def test_the_level_is_held_against_the_design_that_is_known(said):
    found = the(said, "L3", "S1.38")
    assert (found.inputs["level"], found.inputs["expected_level"], found.inputs["edition"]) == (
        "2b",
        "4",
        None,
    )
    assert found.inputs["design_verified"]
    assert len(found.assumptions) == 2


def test_the_journal_is_that_of_another_paper(said):
    found = the(said, "R2", "S1.18")
    assert found.inputs["fields"] == ["journal"]
    assert found.inputs["known"]["journal"] == "Journal of Thoracic Oncology"


def test_few_are_nine_of_thirty_nine(said):
    found = the(said, "L7", "S1.11 S1.29")
    assert (found.inputs["n"], found.inputs["total"]) == (9, 39)


def test_the_only_trial_has_a_rival_from_before_the_guideline(said):
    assert [one["study"] for one in the(said, "C2", "S1.09").inputs["studies"]] == ["Collen 2014"]
    assert the(said, "C2", "S1.36").inputs["studies"][0]["study"].startswith("Gomez 2016")


def test_of_the_patients_studied_an_unknown_part_are_those_of_the_claim(said):
    assert the(said, "L6", "S1.13").inputs["bounds"] == [0, 39]
    assert "N1 oder N2" in the(said, "L6", "S0.07 S0.08").message.de
    assert "Zurich series, pN1 or pN2" in the(said, "L6", "S0.07 S0.08").message.en


def test_claims_under_another_condition_do_not_contradict_each_other(said):
    [silent] = [one for one in said.suppressed if one.rule == "L7"]
    assert silent.suppressor == "scopeDiffers"


def test_what_cannot_be_tested_is_said(said):
    untested = {(one.rule, one.reason.en) for one in said.untested}
    assert ("C3", "dates of the edition not known") in untested
    assert ("R5", "no snapshot of retractions") in untested


def test_a_snapshot_is_asked_for_every_publication(shelf):
    doi = "10.1097/JTO.0b013e318262caf6"
    taken = Snapshot(DAY, ((doi.lower(), "", Notice("retraction", DAY)),))
    found = [one for one in judge(evidence.facts(shelf, DAY, taken)).findings if one.rule == "R5"]
    assert [one.severity for one in found if one.inputs["doi"] == doi] == ["ERROR"]


def test_the_same_corpus_gives_the_same_findings(facts, said):
    again = judge(reversed(facts))
    assert [(one.id, one.inputs_digest) for one in again.findings if one.rule != "L1"] == [
        (one.id, one.inputs_digest) for one in said.findings if one.rule != "L1"
    ]
