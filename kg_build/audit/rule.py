"""What a rule is: a pure function from facts of one kind to verdicts, with all that an author must know of it.

``each`` makes a rule that judges one fact at a time, ``together`` one that judges all facts of one key. The
function is given the rule itself, to make its verdicts with. The suppressors of a rule are the named
circumstances in which it holds its tongue; each has a test of its own.

>>> from kg_build.audit.numbers import Proportion
>>> @each("T1", Proportion, About(Words("Probe", "trial"), Words("nur ein Beispiel", "an example"), "ERROR"))
... def too_many(rule: Rule[Proportion], fact: Proportion) -> Iterator[Verdict]:
...     if fact.n is None:
...         yield rule.untested(fact.place, Words("Anzahl unbekannt", "count not known"))
>>> [verdict.rule for verdict in too_many.judge([Proportion(Place(("urn:s",)))])]
['T1']
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from kg_build.audit.bounds import beyond_measure
from kg_build.audit.finding import Finding, Place, Severity, Suppressed, Untested, Verdict, Words

BEYOND_MEASURE = Words(
    "eine Zahl liegt jenseits jeder Messung oder Zählung", "a number lies beyond any measurement or count"
)
SOURCE_INCONSISTENT = Words(
    "Die Quelle selbst ist hier in sich nicht stimmig.", "The source itself is inconsistent here."
)


class Placed(Protocol):
    """What any fact has: the place where it is said."""

    @property
    def place(self) -> Place:
        """Where it is said, and of whom."""


Fact = TypeVar("Fact", bound=Placed)


@dataclass(frozen=True)
class About:
    """What people read of a rule. ``source`` is a DOI, a URL, or "by definition" where the rule is arithmetic."""

    title: Words
    rationale: Words
    severity: Severity
    source: str = "by definition"
    version: int = 1
    suppressors: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule(Generic[Fact]):
    """One rule: its bare id, the kinds of fact that it judges, and how."""

    id: str
    judges: tuple[type[Fact], ...]
    about: About
    _apply: Callable[[Rule[Fact], Sequence[Fact]], Iterator[Verdict]]
    _by: Callable[[Fact], Hashable]

    def judge(self, facts: Iterable[object]) -> Iterator[Verdict]:
        """The verdicts on all facts of the rule's kinds; a number beyond any measurement is not reckoned with."""
        groups: dict[Hashable, list[Fact]] = defaultdict(list)
        for fact in facts:
            if not isinstance(fact, self.judges):
                continue
            if beyond_measure(fact):
                yield Untested(self.id, fact.place, BEYOND_MEASURE)
            else:
                groups[self._by(fact)].append(fact)
        for group in groups.values():
            yield from self._apply(self, group)

    def finding(
        self,
        place: Place,
        message: Words,
        formula: str,
        inputs: Mapping[str, Any],
        suggestion: Words,
        *,
        severity: Severity | None = None,
        aspect: str = "",
        assumptions: tuple[Words, ...] = (),
        members: tuple[str, ...] = (),
    ) -> Finding:
        """A finding of this rule, of its own severity unless another is given; ``inputs`` say whose numbers they are."""
        whose = {"study": place.study, "group": place.group}
        return Finding(
            self.id,
            self.about.version,
            severity or self.about.severity,
            place,
            message.and_then(SOURCE_INCONSISTENT) if place.source_inconsistent else message,
            formula,
            {**inputs, **{name: value for name, value in whose.items() if value}},
            suggestion,
            aspect,
            assumptions,
            members,
        )

    def untested(self, place: Place, reason: Words) -> Untested:
        """That this rule could not test a fact, and why."""
        return Untested(self.id, place, reason)

    def suppressed(self, place: Place, suppressor: str) -> Suppressed:
        """That a named suppressor holds this rule back."""
        if suppressor not in self.about.suppressors:
            raise KeyError(f"rule {self.id} declares no suppressor {suppressor!r}")
        return Suppressed(self.id, place, suppressor)


def each(
    name: str, judges: type[Fact] | tuple[type[Fact], ...], about: About
) -> Callable[[Callable[[Rule[Fact], Fact], Iterator[Verdict]]], Rule[Fact]]:
    """Make a rule of a function that judges one fact."""

    def made(function: Callable[[Rule[Fact], Fact], Iterator[Verdict]]) -> Rule[Fact]:
        return Rule(name, _kinds(judges), about, lambda rule, facts: function(rule, facts[0]), id)

    return made


def together(
    name: str, judges: type[Fact] | tuple[type[Fact], ...], about: About, by: Callable[[Fact], Hashable]
) -> Callable[[Callable[[Rule[Fact], Sequence[Fact]], Iterator[Verdict]]], Rule[Fact]]:
    """Make a rule of a function that judges all facts of one key."""
    return lambda function: Rule(name, _kinds(judges), about, function, by)


def _kinds(judges: type[Fact] | tuple[type[Fact], ...]) -> tuple[type[Fact], ...]:
    return judges if isinstance(judges, tuple) else (judges,)
