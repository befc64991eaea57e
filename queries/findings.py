"""The audit as the graph holds it, with the decisions of authors laid over it: one document for all doors.

A finding is *open* until somebody decides; a decision that was taken on other numbers has *lapsed*; a finding that
was decided on or stood in an earlier generation and is not found any more is *gone*.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ontology.namespaces import curie
from queries import decisions, records
from queries.choices import did_you_mean
from queries.decisions import Decision
from queries.errors import UnknownFinding
from queries.records import Record
from queries.store import Backend

_SEVERITY = {"error": "ERROR", "warning": "WARN", "information": "INFO"}
_GRAVEST = ("ERROR", "WARN", "INFO")
Document = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """Which findings are wanted; nothing given means all."""

    rules: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


def document(backend: Backend, generation: str, decided: Iterable[Decision] = ()) -> Document:
    """The whole audit of the current graph: findings gravest first, what could not be tested, and counts."""
    reader = _Reader(backend, decisions.standing(decided))
    findings = sorted(map(reader.finding, records.of_class(backend, "lg:Finding").values()), key=order)
    checks = map(reader.untested, records.of_class(backend, "lg:UntestedCheck").values())
    untested = sorted(checks, key=lambda one: (one["rule"], one["subjects"]))
    return {
        "generation": generation,
        "findings": findings,
        "untested": untested,
        "gone": reader.gone({one["id"] for one in findings}),
        "counts": counts(findings, untested),
    }


def order(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    """Gravest first, then by rule, then as the passage runs."""
    place = [(anchor["file"], anchor.get("start", anchor.get("row", 0))) for anchor in finding["anchors"]]
    return (
        _GRAVEST.index(finding["severity"]),
        finding["rule"][0],
        int(finding["rule"][1:]),
        place,
        finding["id"],
    )


def counts(findings: Iterable[Mapping[str, Any]], untested: Iterable[object]) -> dict[str, Any]:
    """How many of each severity, status and rule."""
    listed = list(findings)
    return {
        "findings": len(listed),
        "untested": len(list(untested)),
        "by_severity": dict(Counter(one["severity"] for one in listed)),
        "by_status": dict(Counter(one["status"] for one in listed)),
        "by_rule": dict(sorted(Counter(one["rule"] for one in listed).items())),
    }


def chosen(whole: Document, asked: Asked) -> Document:
    """The part of an audit that was asked for, with its own counts; the whole of it where nothing was."""
    if asked == Asked():
        return whole
    kept = [one for one in whole["findings"] if _wanted(one, asked)]
    untested = [one for one in whole["untested"] if not asked.rules or one["rule"] in asked.rules]
    return {**whole, "findings": kept, "untested": untested, "counts": counts(kept, untested)}


def _wanted(finding: Mapping[str, Any], asked: Asked) -> bool:
    return (
        (not asked.rules or finding["rule"] in asked.rules)
        and (not asked.severities or finding["severity"] in asked.severities)
        and (not asked.statuses or finding["status"] in asked.statuses)
        and (not asked.guidelines or any(name in asked.guidelines for name in finding["guidelines"]))
    )


def rule_book(backend: Backend) -> dict[str, dict[str, Any]]:
    """The rules by code: title, rationale, severity, source and version, for reports and for --explain."""
    return {
        record.one("lg:ruleCode") or "": {
            "title": record.text("rdfs:label"),
            "rationale": record.text("lg:rationale"),
            "severity": _SEVERITY[record.code("lg:severity") or ""],
            "source": record.one("lg:ruleSource"),
            "version": record.number("lg:ruleVersion"),
        }
        for record in records.of_class(backend, "lg:AuditRule").values()
    }


def find(whole: Document, name: str) -> Mapping[str, Any]:
    """The finding of that id."""
    known: dict[str, Mapping[str, Any]] = {one["id"]: one for one in whole["findings"]}
    if name in known:
        return known[name]
    raise UnknownFinding(
        f"no finding is called {name!r}", next_step=did_you_mean(name, known) or "run: leitgraph audit"
    )


def since(now: Document, before: Document) -> Document:
    """What is new in an audit and what went, against an earlier one; what is gone stands with status ``gone``."""
    earlier = {one["id"]: one for one in before["findings"]}
    later = {one["id"] for one in now["findings"]}
    new = [{**one, "change": "new"} for one in now["findings"] if one["id"] not in earlier]
    gone = [
        {**one, "status": "gone", "change": "gone"}
        for name, one in sorted(earlier.items())
        if name not in later
    ]
    changed = [
        {**one, "change": "changed"}
        for one in now["findings"]
        if one["id"] in earlier and one["inputs_digest"] != earlier[one["id"]]["inputs_digest"]
    ]
    kept = sorted([*new, *changed, *gone], key=order)
    return {**now, "since": before["generation"], "findings": kept, "counts": counts(kept, now["untested"])}


class _Reader:
    """Reads findings, with all that they point at fetched once: rules, anchors, statements, passages, editions."""

    def __init__(self, backend: Backend, standing: Mapping[str, Decision]) -> None:
        self._rules = records.of_class(backend, "lg:AuditRule")
        self._statements = records.of_class(backend, "lg:Statement")
        self._passages = records.of_class(backend, "lg:Passage")
        self._anchors = records.of_class(backend, "lg:Anchor")
        self._upper = records.of_class(backend, "lg:Section") | records.of_class(
            backend, "lg:GuidelineEdition"
        )
        self._file = {
            anchor: self._passages[passage].one("lg:fileName") or ""
            for statement in self._statements.values()
            for passage in statement.all("lg:statementOf")
            for anchor in statement.all("lg:anchor")
        }
        taken = map(decisions.of_record, records.of_class(backend, "lg:Decision").values())
        self._standing = {**decisions.standing(taken), **standing}

    def finding(self, record: Record) -> dict[str, Any]:
        """A finding as the document has it."""
        name = curie(record.iri).partition(":")[2]
        digest = record.one("lg:inputsDigest") or ""
        decision = self._standing.get(name)
        targets = sorted(record.all("oa:hasTarget"))
        statements = [one for one in targets if one in self._statements]
        passages = sorted(
            {one for name in statements for one in self._statements[name].all("lg:statementOf")}
        )
        rule = self._rules[record.one("lg:foundBy") or ""]
        return {
            "id": name,
            "rule": rule.one("lg:ruleCode"),
            "rule_version": record.number("lg:ruleVersion"),
            "rule_title": rule.text("rdfs:label"),
            "rule_source": rule.one("lg:ruleSource"),
            "severity": _SEVERITY[record.code("lg:severity") or ""],
            "status": _status(decision, digest),
            "rests_on": "source" if record.code("lg:heldAgainst") == "sourceFacts" else "text",
            "message": record.text("lg:message"),
            "formula": record.one("lg:formula"),
            "inputs": json.loads(record.one("lg:inputs") or "{}"),
            "inputs_digest": digest,
            "decision": None if decision is None else decision.told(),
            "anchors": sorted(
                map(self._anchor, record.all("lg:foundAt")), key=lambda one: tuple(one.values())
            ),
            "subjects": targets,
            "suggestion": record.text("lg:suggestion"),
            "assumptions": [told] if (told := record.text("lg:assumption")) else [],
            "members": sorted(record.all("lg:findingMember")),
            "statements": statements,
            "passages": passages,
            "guidelines": sorted({one for passage in passages for one in self._guidelines(passage)}),
        }

    def gone(self, found: Collection[str]) -> list[dict[str, Any]]:
        """What authors decided on and the rules find no more."""
        left = ((name, one) for name, one in sorted(self._standing.items()) if name not in found)
        return [{"id": name, "status": "gone", "decision": one.told()} for name, one in left]

    def untested(self, record: Record) -> dict[str, Any]:
        """What a rule could not test, as the document has it."""
        return {
            "rule": self._rules[record.one("lg:untestedBy") or ""].one("lg:ruleCode"),
            "reason": record.text("lg:reason"),
            "subjects": sorted(record.all("oa:hasTarget")),
        }

    def _anchor(self, name: str) -> dict[str, Any]:
        anchor = self._anchors[name]
        return {
            "file": self._file[name],
            "start": anchor.number("oa:start"),
            "end": anchor.number("oa:end"),
        }

    def _guidelines(self, name: str) -> Iterator[str]:
        """The guideline of a passage, a section or an edition, by the name that people type: ``s3_lung``."""
        record = self._upper.get(name) or self._passages.get(name)
        if record is not None:
            yield from (curie(guideline).partition(":")[2] for guideline in record.all("lg:editionOf"))
            for wider in record.all("dcterms:isPartOf"):
                yield from self._guidelines(wider)


def _status(decision: Decision | None, digest: str) -> str:
    if decision is None:
        return "open"
    return decision.verdict if decision.inputs_digest == digest else "lapsed"
