"""What the audit leaves in the graph: its rules, what they found, what they could not test, what authors decided.

These records are made, never written by hand: a corpus file cannot hold them.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar, Literal

from kg_build.model.base import Entity, Prop, Ref, Text

Severity = Literal["error", "warning", "information"]


class AuditRecord(Entity):
    """A record that the audit makes."""

    curated: ClassVar[bool] = False


class AuditRule(AuditRecord):
    """A rule of the audit: what it holds against what, how grave a breach is, and where the rule comes from."""

    rdf_type: ClassVar[str] = "lg:AuditRule"
    kind: ClassVar[str] = "rule"

    code: Annotated[str, Prop("lg:ruleCode")]
    rationale: Annotated[Text, Prop("lg:rationale")]
    severity: Annotated[Severity, Prop("lg:severity")]
    rule_version: Annotated[int, Prop("lg:ruleVersion")]
    rule_source: Annotated[str, Prop("lg:ruleSource")]


class Finding(AuditRecord):
    """Something that does not fit, with its arithmetic, where it stands, and what to look at.

    ``inputs`` are the numbers by name as JSON; ``inputs_digest`` is what a decision was taken on.
    """

    rdf_type: ClassVar[str] = "lg:Finding"
    kind: ClassVar[str] = "finding"

    found_by: Annotated[Ref, Prop("lg:foundBy")]
    rule_version: Annotated[int, Prop("lg:ruleVersion")]
    severity: Annotated[Severity, Prop("lg:severity")]
    held_against: Annotated[Literal["textItself", "sourceFacts"], Prop("lg:heldAgainst")]
    message: Annotated[Text, Prop("lg:message")]
    formula: Annotated[str, Prop("lg:formula")]
    inputs: Annotated[str, Prop("lg:inputs")]
    inputs_digest: Annotated[str, Prop("lg:inputsDigest")]
    suggestion: Annotated[Text, Prop("lg:suggestion")]
    assumption: Annotated[Text | None, Prop("lg:assumption")] = None
    targets: Annotated[tuple[Ref, ...], Prop("oa:hasTarget")]
    found_at: Annotated[tuple[Ref, ...], Prop("lg:foundAt")] = ()
    members: Annotated[tuple[str, ...], Prop("lg:findingMember")] = ()


class UntestedCheck(AuditRecord):
    """What a rule could not test, and why: counted and shown, never skipped in silence."""

    rdf_type: ClassVar[str] = "lg:UntestedCheck"
    kind: ClassVar[str] = "untested"

    untested_by: Annotated[Ref, Prop("lg:untestedBy")]
    reason: Annotated[Text, Prop("lg:reason")]
    targets: Annotated[tuple[Ref, ...], Prop("oa:hasTarget")]


class Decision(AuditRecord):
    """What an author decided on a finding, who and when, and the numbers it was decided on."""

    rdf_type: ClassVar[str] = "lg:Decision"
    kind: ClassVar[str] = "decision"

    decides: Annotated[Ref, Prop("lg:decides")]
    verdict: Annotated[Literal["accepted", "rejected", "deferred"], Prop("lg:verdict")]
    decision_reason: Annotated[str | None, Prop("lg:decisionReason")] = None
    decided_by: Annotated[str, Prop("lg:decidedBy")]
    decided_on: Annotated[dt.date, Prop("lg:decidedOn")]
    inputs_digest: Annotated[str, Prop("lg:inputsDigest")]
