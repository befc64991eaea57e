"""The audit as the graph holds it, with the decisions of authors laid over it: one document for all doors.

A finding is *open* until somebody decides; a decision that was taken on other numbers has *lapsed*; a finding that
was decided on or stood in an earlier generation and is not found any more is *gone*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ontology.namespaces import curie
from queries import decisions, records, stored_findings
from queries.choices import did_you_mean
from queries.decisions import Decision
from queries.errors import UnknownFinding
from queries.store import Backend
from queries.stored_findings import SEVERITY, Stored, order

Document = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """Which findings are wanted; nothing given means all."""

    rules: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    words: str = ""


def document(backend: Backend, generation: str, decided: Iterable[Decision] = ()) -> Document:
    """The whole audit of the current graph: findings gravest first, what could not be tested, and counts."""
    return decided_on(stored_findings.load(backend), generation, decided)


def decided_on(stored: Stored, generation: str, decided: Iterable[Decision]) -> Document:
    """The audit that a build left, with the decisions as they stand now laid over it."""
    standing = decisions.standing(stored.decisions(decided))
    found = [_decided(one, standing.get(one["id"])) for one in stored.findings]
    return {
        "generation": generation,
        "findings": found,
        "untested": list(stored.untested),
        "gone": _gone(standing, {one["id"] for one in found}),
        "counts": counts(found, stored.untested),
    }


def _decided(finding: Mapping[str, Any], decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return dict(finding)
    return {**finding, "status": _status(decision, finding["inputs_digest"]), "decision": decision.told()}


def _gone(standing: Mapping[str, Decision], found: Collection[str]) -> list[dict[str, Any]]:
    """What authors decided on and the rules find no more."""
    left = ((name, one) for name, one in sorted(standing.items()) if name not in found)
    return [{"id": name, "status": "gone", "decision": one.told()} for name, one in left]


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
        and (not asked.passages or any(name in asked.passages for name in finding["passages"]))
        and _said(finding, asked.words.casefold().split())
    )


def _said(finding: Mapping[str, Any], words: Collection[str]) -> bool:
    """Whether all these words stand in what a finding says, in either language, or in the names of what it is about."""
    named = (curie(name) for name in (*finding["subjects"], *finding["statements"]))
    told = (*finding["message"].values(), *finding["rule_title"].values(), *named)
    text = " ".join((finding["formula"] or "", *told)).casefold()
    return all(word in text or finding["id"].casefold().startswith(word) for word in words)


def rule_book(backend: Backend) -> dict[str, dict[str, Any]]:
    """The rules by code: title, rationale, severity, source and version, for reports and for --explain."""
    return {
        record.one("lg:ruleCode") or "": {
            "title": record.text("rdfs:label"),
            "rationale": record.text("lg:rationale"),
            "severity": SEVERITY[record.code("lg:severity") or ""],
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


def _status(decision: Decision, digest: str) -> str:
    return decision.verdict if decision.inputs_digest == digest else "lapsed"
