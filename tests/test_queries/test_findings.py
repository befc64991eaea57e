"""The audit as every door gets it: one document from the graph, with the decisions of authors laid over it."""

import datetime as dt
import re

import jsonschema
import pytest

from queries import findings
from queries.decisions import Decision
from queries.errors import UnknownFinding
from queries.findings import Asked

WORDS = {"type": "object", "required": ["de", "en"]}
SCHEMA = {
    "type": "object",
    "required": ["generation", "findings", "untested", "counts"],
    "properties": {
        "findings": {
            "items": {
                "type": "object",
                "required": [
                    "id", "rule", "severity", "status", "rests_on", "message", "formula", "inputs", "inputs_digest",
                    "decision", "anchors", "subjects", "suggestion",
                ],
                "properties": {
                    "rule": {"pattern": "^[NLRCE][0-9]{1,2}$"},
                    "severity": {"enum": ["ERROR", "WARN", "INFO"]},
                    "rests_on": {"enum": ["text", "source"]},
                    "message": WORDS,
                    "suggestion": WORDS,
                    "anchors": {"items": {"required": ["file", "start", "end"]}},
                    "subjects": {"minItems": 1, "items": {"pattern": "^https://"}},
                },
            }
        },
        "untested": {"items": {"required": ["rule", "reason", "subjects"]}},
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(real):
    return findings.document(real, "000001")


@pytest.fixture(scope="module")
def platinum(whole):
    """37 patients, printed as 87 %, of 39 or 40."""
    return next(one for one in whole["findings"] if one["inputs"].get("n") == 37 and one["rule"] == "N1")


def test_the_document_is_as_its_contract_says(whole):
    jsonschema.validate(whole, SCHEMA)
    assert whole["findings"]


def test_a_finding_leads_to_its_passage_and_shows_its_arithmetic(platinum):
    assert platinum["statements"] == ["https://w3id.org/leitgraph/id/statement/S1.28"]
    assert platinum["anchors"] == [{"file": "001_352aed3dae48a48e.txt", "start": 2766, "end": 2920}]
    assert "37/39 = 94.9 %" in platinum["formula"]
    assert platinum["guidelines"] == ["s3_lung"]


def decided(finding, digest=None, verdict="accepted"):
    digest = digest or finding["inputs_digest"]
    return Decision(finding["id"], verdict, digest, "A. Author", dt.date(2026, 11, 26), "seen")


def status(real, finding, *taken):
    return findings.find(findings.document(real, "1", taken), finding["id"])["status"]


def test_a_decision_is_seen_at_once_and_lapses_with_other_numbers(real, platinum):
    assert status(real, platinum) == "open"
    assert status(real, platinum, decided(platinum)) == "accepted"
    assert status(real, platinum, decided(platinum), decided(platinum, verdict="rejected")) == "rejected"
    assert status(real, platinum, decided(platinum, "00" * 8)) == "lapsed"


def test_only_what_was_asked_for_is_told_and_counted(whole):
    some = findings.chosen(whole, Asked(rules=("N1",), severities=("ERROR",)))
    assert {one["rule"] for one in some["findings"]} == {"N1"}
    assert some["counts"]["findings"] == len(some["findings"])


def test_what_is_new_and_what_went_since_an_earlier_audit(whole, platinum):
    others = [one for one in whole["findings"] if one is not platinum]
    before = {**whole, "generation": "000000", "findings": others}
    new = findings.since(whole, before)
    assert [(one["id"], one["change"]) for one in new["findings"]] == [(platinum["id"], "new")]
    gone = findings.since(before, whole)
    assert [(one["id"], one["status"]) for one in gone["findings"]] == [(platinum["id"], "gone")]
    other = {**platinum, "inputs_digest": "00" * 8}
    changed = findings.since(whole, {**before, "findings": [*others, other]})
    assert [one["change"] for one in changed["findings"]] == ["changed"]


def test_an_unknown_finding_is_answered_with_near_ones(whole, platinum):
    with pytest.raises(UnknownFinding, match=platinum["id"]):
        findings.find(whole, platinum["id"][:-1] + "x")


def test_the_rules_stand_in_the_graph_with_their_sources(real):
    book = findings.rule_book(real)
    assert book["N1"]["severity"] == "ERROR"
    assert book["N1"]["source"].startswith("https://doi.org/")


def test_what_was_decided_on_and_is_found_no_more_is_said(real, platinum):
    other = Decision("N1-0123456789abcdef", "accepted", "ab" * 8, "A. Author", dt.date(2026, 11, 26))
    told = findings.document(real, "1", [other, decided(platinum)])["gone"]
    assert [(one["id"], one["status"], one["decision"]["by"]) for one in told] == [
        (other.finding, "gone", "A. Author")
    ]


def test_arithmetic_is_written_in_signs_that_both_languages_read(whole):
    arithmetic = [one["formula"] for one in whole["findings"] if one["rule"].startswith("N")]
    assert arithmetic
    assert {word for formula in arithmetic for word in re.findall("[a-z]{3,}", formula)} <= {"median", "mean"}
