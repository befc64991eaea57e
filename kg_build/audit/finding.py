"""What a rule says of a fact: a finding, a suppressed one, or that it could not be tested, and why.

A finding says what does not fit, never who is at fault: "nicht vereinbar mit". Its ``id`` comes from the rule,
the records and the place, so that an author's decision stays with it over rebuilds; its ``inputs_digest``
comes from the numbers, so that a decision lapses when they change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Severity = Literal["ERROR", "WARN", "INFO"]
RestsOn = Literal["text", "source"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words for people, in German and English."""

    de: str
    en: str

    def and_then(self, other: Words) -> Words:
        """One sentence after another."""
        return Words(f"{self.de} {other.de}", f"{self.en} {other.en}")


@dataclass(frozen=True, slots=True, order=True)
class TextAnchor:
    """A stretch of a file, in Unicode code points, the end not included."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class CellAnchor:
    """A cell of an evidence table; row 1 is the header. ``start`` and ``end`` narrow it to a stretch; both 0: all of it."""

    file: str
    row: int
    column: str
    start: int = 0
    end: int = 0


Anchor = TextAnchor | CellAnchor


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact is said, of whom, and whose words it is.

    ``subjects`` are the records (IRIs) that it is about; ``unit`` is what belongs together (a paragraph, a
    table's study and group): percentages of one unit should share a denominator. ``study`` and ``group``
    are names for people, and say which facts are of the same patients. ``rests_on`` says whether the guideline's
    own text is held against itself or against the facts of a source. ``source_inconsistent`` where the source is
    known to contradict itself: every finding on the fact then says so.
    """

    subjects: tuple[str, ...]
    anchors: tuple[Anchor, ...] = ()
    unit: str = ""
    study: str = ""
    group: str = ""
    rests_on: RestsOn = "text"
    source_inconsistent: bool = False

    def __add__(self, other: Place) -> Place:
        """Both places together, for a finding on several facts; it rests on a source where one of them does."""
        return Place.of_all((self, other))

    @classmethod
    def of_all(cls, places: Iterable[Place]) -> Place:
        """All places together, however many; what they do not share is left empty."""
        known = tuple(places)
        return cls(
            subjects=tuple(dict.fromkeys(subject for place in known for subject in place.subjects)),
            anchors=tuple(dict.fromkeys(anchor for place in known for anchor in place.anchors)),
            unit=_shared(place.unit for place in known),
            study=_shared(place.study for place in known),
            group=_shared(place.group for place in known),
            rests_on="source" if any(place.rests_on == "source" for place in known) else "text",
            source_inconsistent=any(place.source_inconsistent for place in known),
        )


def _shared(names: Iterable[str]) -> str:
    different = set(names)
    return different.pop() if len(different) == 1 else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit.

    ``aspect`` tells apart several findings of one rule on the same records (which number it is about).
    ``formula`` holds the arithmetic with its numbers; ``inputs`` the numbers by name, as AUDIT_RULES names them,
    in JSON's own types. ``assumptions`` say what was taken for granted.
    """

    rule: str
    version: int
    severity: Severity
    place: Place
    message: Words
    formula: str
    inputs: Mapping[str, Any]
    suggestion: Words
    aspect: str = ""
    assumptions: tuple[Words, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The stable name: rule, records and aspect, but neither numbers nor offsets."""
        return f"{self.rule}-{_digest([self.rule, sorted(self.place.subjects), self.aspect])}"

    @property
    def inputs_digest(self) -> str:
        """What an author's decision was taken on: the numbers, the severity and the version of the rule."""
        return _digest([self.version, self.severity, self.inputs])


@dataclass(frozen=True, slots=True)
class Untested:
    """A fact that a rule could not test, and why: counted and shown, never skipped in silence."""

    rule: str
    place: Place
    reason: Words


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A fact that a rule would have found, held back by one of the rule's named suppressors."""

    rule: str
    place: Place
    suppressor: str


Verdict = Finding | Untested | Suppressed


@dataclass(frozen=True)
class Audit:
    """Everything that the rules said, findings gravest first, and how many facts each rule was put to."""

    findings: tuple[Finding, ...] = ()
    untested: tuple[Untested, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    tested: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[str, int]:
        """What the log says of it."""
        by_severity = {
            severity.lower(): sum(finding.severity == severity for finding in self.findings)
            for severity in ("ERROR", "WARN", "INFO")
        }
        return {**by_severity, "untested": len(self.untested), "suppressed": len(self.suppressed)}


def _digest(content: object) -> str:
    """The first 16 hexadecimal digits of a hash over content in one fixed spelling."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    if isinstance(value, Words | TextAnchor | CellAnchor):
        return asdict(value)
    return str(value)
