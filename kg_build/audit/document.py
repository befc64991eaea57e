"""The audit of a table as one JSON document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kg_build.audit.finding import Anchor, Audit, CellAnchor, Finding, Untested, Words
from kg_build.audit.judge import rules
from kg_build.audit.rule import About, Rule
from queries.findings import counts


def document(audit: Audit, **more: Any) -> dict[str, Any]:
    """The document that ``--format json`` prints of a table; ``more`` are further keys (the table's columns).

    It has the keys of the audit of a graph (``queries.findings``); nobody has decided on a table's findings yet.

    >>> document(Audit())["counts"]["findings"]
    0
    """
    known = rules()
    findings = [_finding(found, known[found.rule].about) for found in audit.findings]
    return {
        "generation": None,
        "findings": findings,
        "untested": [_untested(fact) for fact in audit.untested],
        "gone": [],
        "counts": _counts(audit, findings),
        **more,
    }


def _finding(found: Finding, about: About) -> dict[str, Any]:
    return {
        "id": found.id,
        "rule": found.rule,
        "rule_version": found.version,
        "rule_title": _words(about.title),
        "rule_source": about.source,
        "severity": found.severity,
        "status": "open",
        "rests_on": found.place.rests_on,
        "message": _words(found.message),
        "formula": found.formula,
        "inputs": dict(found.inputs),
        "inputs_digest": found.inputs_digest,
        "decision": None,
        "anchors": [_anchor(anchor) for anchor in found.place.anchors],
        "subjects": list(found.place.subjects),
        "suggestion": _words(found.suggestion),
        "assumptions": [_words(words) for words in found.assumptions],
        "members": list(found.members),
        "statements": [],
        "passages": [],
        "guidelines": [],
    }


def _anchor(anchor: Anchor) -> dict[str, Any]:
    shown = asdict(anchor)
    whole_cell = isinstance(anchor, CellAnchor) and not anchor.end
    return {key: shown[key] for key in ("file", "row", "column")} if whole_cell else shown


def _untested(fact: Untested) -> dict[str, Any]:
    return {
        "rule": fact.rule,
        "reason": _words(fact.reason),
        "subjects": list(fact.place.subjects),
        "anchors": [_anchor(anchor) for anchor in fact.place.anchors],
    }


def _words(words: Words) -> dict[str, str]:
    return {"de": words.de, "en": words.en}


def _counts(audit: Audit, findings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        **counts(findings, audit.untested),
        "suppressed": len(audit.suppressed),
        "untested_by_rule": dict(sorted(Counter(fact.rule for fact in audit.untested).items())),
        "suppressed_by_rule": dict(sorted(Counter(fact.rule for fact in audit.suppressed).items())),
        "tested": dict(audit.tested),
    }


def rule_book(known: Mapping[str, Rule[Any]]) -> dict[str, dict[str, Any]]:
    """What people read of the rules, by code, as ``queries.findings.rule_book`` gives it of a graph."""
    return {
        code: {
            "title": _words(rule.about.title),
            "rationale": _words(rule.about.rationale),
            "severity": rule.about.severity,
            "source": rule.about.source,
            "version": rule.about.version,
        }
        for code, rule in known.items()
    }
