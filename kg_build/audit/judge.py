"""All rules over all facts: one audit, always in the same order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from kg_build.audit import (
    agreement,
    coverage,
    currency,
    designs,
    editions,
    grades,
    granularity,
    intervals,
    language,
    levels,
    medians,
    moments,
    partitions,
    percentages,
    populations,
    pvalues,
    references,
    spelling,
    support,
    survival,
    symmetry,
    two_by_two,
    wording,
)
from kg_build.audit.finding import Audit, Finding, Suppressed, Untested
from kg_build.audit.rule import Rule

#: The modules of rules, one for each family.
FAMILIES = (
    percentages,
    partitions,
    granularity,
    moments,
    intervals,
    symmetry,
    pvalues,
    survival,
    medians,
    two_by_two,
    agreement,
    spelling,
    designs,
    levels,
    wording,
    grades,
    editions,
    populations,
    references,
    support,
    coverage,
    currency,
    language,
)
_GRAVITY = {"ERROR": 0, "WARN": 1, "INFO": 2}


def rules() -> dict[str, Rule[Any]]:
    """All rules by id.

    >>> rules()["N1"].about.severity
    'ERROR'
    """
    found = [member for family in FAMILIES for member in vars(family).values() if isinstance(member, Rule)]
    return {rule.id: rule for rule in found}


def judge(facts: Iterable[object], chosen: Sequence[Rule[Any]] | None = None) -> Audit:
    """What the rules, all or some, say of these facts."""
    known = list(facts)
    asked = list(rules().values()) if chosen is None else chosen
    verdicts = [verdict for rule in asked for verdict in rule.judge(known)]
    findings = _told_apart(verdict for verdict in verdicts if isinstance(verdict, Finding))
    kinds = Counter(type(fact) for fact in known)
    return Audit(
        findings=tuple(sorted(findings, key=lambda found: (_GRAVITY[found.severity], found.rule, found.id))),
        untested=tuple(verdict for verdict in verdicts if isinstance(verdict, Untested)),
        suppressed=tuple(verdict for verdict in verdicts if isinstance(verdict, Suppressed)),
        tested={
            rule.id: sum(count for kind, count in kinds.items() if issubclass(kind, rule.judges))
            for rule in asked
        },
    )


def _told_apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once; where several share rule, records and aspect, the second and later ones are numbered."""
    sharing: dict[str, dict[object, Finding]] = defaultdict(dict)
    for finding in findings:
        sharing[finding.id].setdefault((finding.inputs_digest, finding.place.anchors), finding)
    for group in sharing.values():
        for number, finding in enumerate(group.values(), start=1):
            yield finding if number == 1 else replace(finding, aspect=f"{finding.aspect} #{number}")
