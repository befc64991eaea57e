"""An audit as one JSON document, for the corpus and for a table alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from kg_build.audit.finding import Anchor, Audit, CellAnchor, Finding, Untested, Words

#: An author's decision on a finding, as JSON; None where there is none.
Decision = Callable[[Finding], Mapping[str, Any] | None]


def document(
    audit: Audit, generation: str | None = None, decided: Decision = lambda _: None, **more: Any
) -> dict[str, Any]:
    """The document that ``--format json`` prints; ``more`` are further keys (a table's columns).

    >>> document(Audit())["counts"]["findings"]
    0
    """
    return {
        "generation": generation,
        "findings": [_finding(found, decided(found)) for found in audit.findings],
        "untested": [_untested(fact) for fact in audit.untested],
        "counts": _counts(audit),
        **more,
    }


def _finding(found: Finding, decision: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "id": found.id,
        "rule": found.rule,
        "severity": found.severity,
        "status": (decision or {}).get("status", "open"),
        "rests_on": found.place.rests_on,
        "message": _words(found.message),
        "formula": found.formula,
        "inputs": dict(found.inputs),
        "inputs_digest": found.inputs_digest,
        "decision": dict(decision) if decision else None,
        "anchors": [_anchor(anchor) for anchor in found.place.anchors],
        "subjects": list(found.place.subjects),
        "suggestion": _words(found.suggestion),
        "assumptions": [_words(words) for words in found.assumptions],
        "members": list(found.members),
        "version": found.version,
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


def _counts(audit: Audit) -> dict[str, Any]:
    return {
        "findings": len(audit.findings),
        **audit.counts,
        "by_rule": dict(sorted(Counter(found.rule for found in audit.findings).items())),
        "untested_by_rule": dict(sorted(Counter(fact.rule for fact in audit.untested).items())),
        "suppressed_by_rule": dict(sorted(Counter(fact.rule for fact in audit.suppressed).items())),
        "tested": dict(audit.tested),
    }
