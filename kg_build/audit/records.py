"""What the rules said as records of the graph: rules, findings, untested checks and decisions, in a graph of their own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg_build.audit.finding import Audit, TextAnchor, Untested, Words
from kg_build.audit.finding import Finding as Found
from kg_build.audit.finding import Severity as Grave
from kg_build.audit.rule import Rule
from kg_build.model import AuditRule, Decision, Entity, Finding, Text, UntestedCheck
from kg_build.model.audit import Severity
from kg_build.quads import node, triples
from ontology.namespaces import PREFIXES
from queries import decisions

SEVERITY: Mapping[Grave, Severity] = {"ERROR": "error", "WARN": "warning", "INFO": "information"}
_ABOVE = (f"<{PREFIXES['lg']}Record>", f"<{PREFIXES['dqv']}QualityAnnotation>")


def records(
    audit: Audit,
    rules: Iterable[Rule[Any]],
    anchors: Mapping[TextAnchor, str],
    decided: Iterable[decisions.Decision],
) -> Iterator[Entity]:
    """The records of an audit; ``anchors`` gives the record of each anchor."""
    yield from (_rule(rule) for rule in rules)
    yield from (_finding(found, anchors) for found in audit.findings)
    yield from {check.id: check for check in map(_untested, audit.untested)}.values()
    known = {found.id for found in audit.findings}
    yield from (_decision(one) for one in decided if one.finding in known)


def graph(made: Iterable[Entity]) -> Iterator[str]:
    """The triples of the graph of findings."""
    for record in made:
        yield from triples(record)
        if isinstance(record, Finding):
            yield f"{node(record.id)} <{PREFIXES['rdf']}type> {_ABOVE[1]}"


def _text(words: Words) -> Text:
    return Text(de=words.de, en=words.en)


def _rule(rule: Rule[Any]) -> AuditRule:
    about = rule.about
    return AuditRule(
        id=f"rule:{rule.id}",
        label=_text(about.title),
        code=rule.id,
        rationale=_text(about.rationale),
        severity=SEVERITY[about.severity],
        rule_version=about.version,
        rule_source=about.source,
    )


def _finding(found: Found, anchors: Mapping[TextAnchor, str]) -> Finding:
    assumed = found.assumptions
    return Finding(
        id=f"finding:{found.id}",
        label=_text(found.message),
        found_by=f"rule:{found.rule}",
        rule_version=found.version,
        severity=SEVERITY[found.severity],
        held_against="sourceFacts" if found.place.rests_on == "source" else "textItself",
        message=_text(found.message),
        formula=found.formula,
        inputs=json.dumps(found.inputs, sort_keys=True, ensure_ascii=False),
        inputs_digest=found.inputs_digest,
        suggestion=_text(found.suggestion),
        assumption=Text(de="; ".join(w.de for w in assumed), en="; ".join(w.en for w in assumed))
        if assumed
        else None,
        targets=found.place.subjects,
        found_at=tuple(anchors[a] for a in found.place.anchors if isinstance(a, TextAnchor) and a in anchors),
        members=found.members,
    )


def _untested(check: Untested) -> UntestedCheck:
    named = "\n".join((check.rule, check.reason.en, *sorted(check.place.subjects)))
    return UntestedCheck(
        id=f"untested:{check.rule}-{hashlib.sha256(named.encode()).hexdigest()[:16]}",
        untested_by=f"rule:{check.rule}",
        reason=_text(check.reason),
        targets=check.place.subjects,
    )


def _decision(one: decisions.Decision) -> Decision:
    return Decision(
        id=f"decision:{one.finding}",
        decides=f"finding:{one.finding}",
        verdict=one.verdict,
        decision_reason=one.reason or None,
        decided_by=one.by,
        decided_on=one.decided_on,
        inputs_digest=one.inputs_digest,
    )
