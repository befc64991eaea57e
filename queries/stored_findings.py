"""The audit as a build left it in the graph: findings that nobody has decided on yet, and what could not be tested.

It depends on the generation alone, so it can be read once and kept; ``findings.py`` lays the decisions over it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ontology.namespaces import curie, iri
from queries import decisions, records
from queries.decisions import Decision
from queries.records import Record
from queries.store import Backend

#: The severities of the graph as the document has them.
SEVERITY = {"error": "ERROR", "warning": "WARN", "information": "INFO"}
_GRAVEST = ("ERROR", "WARN", "INFO")


@dataclass(frozen=True)
class Stored:
    """Findings gravest first, checks that could not be made, and the decisions that the build took in."""

    findings: tuple[Mapping[str, Any], ...]
    untested: tuple[Mapping[str, Any], ...]
    decided: tuple[Decision, ...]

    def decisions(self, since: Iterable[Decision]) -> tuple[Decision, ...]:
        """All decisions, oldest first: those of the build, then those that were taken since or in this place."""
        later = tuple(since)
        known = set(later)
        return (*(one for one in self.decided if one not in known), *later)


def load(backend: Backend) -> Stored:
    """Read the audit of the current graph."""
    found = records.of_class(backend, "lg:Finding")
    reader = _Reader(backend, found)
    checks = map(reader.untested, records.of_class(backend, "lg:UntestedCheck").values())
    taken = map(decisions.of_record, records.of_class(backend, "lg:Decision").values())
    return Stored(
        findings=tuple(sorted(map(reader.finding, found.values()), key=order)),
        untested=tuple(sorted(checks, key=lambda one: (one["rule"], one["subjects"]))),
        decided=tuple(taken),
    )


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


class _Reader:
    """Reads findings, with all that they point at fetched once: rules, anchors, statements, passages, editions."""

    def __init__(self, backend: Backend, found: Mapping[str, Record]) -> None:
        self._rules = records.of_class(backend, "lg:AuditRule")
        anchors = records.targets(found.values(), "lg:foundAt")
        self._anchors = records.described(backend, anchors)
        targets = records.pointed_at(backend, found, "oa:hasTarget")
        holding = records.pointing_at(backend, "lg:anchor", anchors)
        self._statements = {
            name: record
            for name, record in {**targets, **holding}.items()
            if iri("lg:Statement") in record.all("rdf:type")
        }
        self._passages = records.pointed_at(backend, self._statements, "lg:statementOf")
        self._upper = _above(backend, self._passages)
        self._file = {
            anchor: self._passages[passage].one("lg:fileName") or ""
            for statement in self._statements.values()
            for passage in statement.all("lg:statementOf")
            for anchor in statement.all("lg:anchor")
        }

    def finding(self, record: Record) -> dict[str, Any]:
        """A finding as the document has it before anybody decides."""
        targets = sorted(record.all("oa:hasTarget"))
        statements = [one for one in targets if one in self._statements]
        passages = sorted(
            {one for name in statements for one in self._statements[name].all("lg:statementOf")}
        )
        rule = self._rules[record.one("lg:foundBy") or ""]
        return {
            "id": curie(record.iri).partition(":")[2],
            "rule": rule.one("lg:ruleCode"),
            "rule_version": record.number("lg:ruleVersion"),
            "rule_title": rule.text("rdfs:label"),
            "rule_source": rule.one("lg:ruleSource"),
            "severity": SEVERITY[record.code("lg:severity") or ""],
            "status": "open",
            "rests_on": "source" if record.code("lg:heldAgainst") == "sourceFacts" else "text",
            "message": record.text("lg:message"),
            "formula": record.one("lg:formula"),
            "inputs": json.loads(record.one("lg:inputs") or "{}"),
            "inputs_digest": record.one("lg:inputsDigest") or "",
            "decision": None,
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


def _above(backend: Backend, parts: Mapping[str, Record]) -> dict[str, Record]:
    """The sections and editions that some records are parts of, and all around these."""
    known: dict[str, Record] = {}
    while wider := set(records.targets(parts.values(), "dcterms:isPartOf")) - known.keys():
        parts = records.described(backend, wider)
        known |= parts
    return known
