"""Rules on survival rates: they fall with time (N11), and leave room for the events that are counted (N15)."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from kg_build.audit.bounds import about, bounds, cut, exceeds, shown
from kg_build.audit.finding import Place, Verdict, Words
from kg_build.audit.numbers import SurvivalFigure
from kg_build.audit.percentages import APPROXIMATE, EMPTY_GROUP
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each, together

CONDITIONAL = Words("bedingtes Überleben oder Landmark-Analyse", "conditional survival or landmark analysis")
_CODES = {"OverallSurvival": "OS", "ProgressionFreeSurvival": "PFS"}
_LONGEST_CODE = 5
NO_TIME = Words("Zeitpunkt unbekannt", "time point not known")
SAME = Words(
    "Beziehen sich alle Angaben auf dieselben Patienten, denselben Endpunkt und dieselbe Auswertung?",
    "Are all figures of the same patients, the same endpoint and the same analysis?",
)

_N11 = About(
    title=Words("Überlebensraten fallen mit der Zeit", "survival rates fall with time"),
    rationale=Words(
        "In einer Gruppe und für einen Endpunkt ist die Überlebensrate später nie höher als früher; eine kumulative"
        " Inzidenz nie niedriger.",
        "In one group and for one endpoint a survival rate is never higher later on, a cumulative incidence never lower.",
    ),
    severity="ERROR",
    suppressors={"conditional": CONDITIONAL, "approximate": APPROXIMATE},
)
_N15 = About(
    title=Words(
        "Überlebensrate ist mit den Ereignissen möglich", "survival rate is possible with the events"
    ),
    rationale=Words(
        "Sind bis zu einem Zeitpunkt d von N ein Ereignis erlitten, so ist die Rate höchstens 1 - d/N: zensierte Patienten"
        " zählen nie mehr als ereignisfreie.",
        "Where d of N had an event by a time, the rate is at most 1 - d/N: censored patients never count for more than"
        " those without an event.",
    ),
    severity="WARN",
    suppressors={"conditional": CONDITIONAL, "approximate": APPROXIMATE},
)


def endpoint(fact: SurvivalFigure) -> str:
    """The short code of an endpoint: OS, PFS, or what the text calls it.

    >>> endpoint(SurvivalFigure(Place(()), "https://w3id.org/leitgraph/oncology/OverallSurvival"))
    'OS'
    """
    name = re.split(r"[/#:]", fact.endpoint)[-1].strip()
    return _CODES.get(name, name.upper() if len(name) <= _LONGEST_CODE else name)


def patients(fact: SurvivalFigure) -> Hashable:
    """Whose survival it is, in which analysis."""
    place = fact.place
    whose = (place.study, place.group) if place.study or place.group else (place.unit, place.subjects)
    return whose, fact.analysis, fact.conditional, place.rests_on


def curve(fact: SurvivalFigure) -> Hashable:
    """The one curve that a figure is read from."""
    return patients(fact), endpoint(fact), fact.rising


class Point(NamedTuple):
    """A rate of a curve at a time in months."""

    months: Fraction
    rate: Printed
    fact: SurvivalFigure

    def __str__(self) -> str:
        return f"{endpoint(self.fact)}({shown(self.months)}) = {self.rate.text} %"

    @property
    def inputs(self) -> dict[str, object]:
        """The point in numbers, for a finding."""
        months = int(self.months) if self.months.denominator == 1 else float(self.months)
        return {"endpoint": endpoint(self.fact), "months": months, "rate": self.rate.number}


def points_of(facts: Sequence[SurvivalFigure]) -> list[Point]:
    """The rates of these figures whose time is known, in the order of time."""
    known = [
        Point(Fraction(fact.months), fact.rate, fact)
        for fact in facts
        if fact.months is not None and fact.rate is not None
    ]
    return sorted(known, key=lambda point: point.months)


def held_back(facts: Sequence[SurvivalFigure], *numbers: Printed | None) -> str | None:
    """The circumstance in which figures need not agree, if there is one."""
    if any(fact.conditional for fact in facts):
        return "conditional"
    return "approximate" if about(*numbers) else None


@together("N11", SurvivalFigure, _N11, by=curve)
def falling(rule: Rule[SurvivalFigure], facts: Sequence[SurvivalFigure]) -> Iterator[Verdict]:
    """No later rate is above an earlier one (of a cumulative incidence: below), however both were rounded."""
    points = points_of(facts)
    for fact in facts:
        if fact.rate is not None and fact.months is None:
            yield rule.untested(fact.place, NO_TIME)
    offending = list(_wrong_way(points))
    if not offending:
        return
    involved = list(dict.fromkeys(point for pair in offending for point in pair))
    place = Place.of_all(point.fact.place for point in involved)
    suppressor = held_back([point.fact for point in involved], *(point.rate for point in involved))
    yield rule.suppressed(place, suppressor) if suppressor else _rises(rule, place, points, offending)


def _wrong_way(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Each point that lies on the wrong side of an earlier one, with the most telling such one."""
    extreme: Point | None = None
    for _, at_once in groupby(points, key=lambda point: point.months):
        here = list(at_once)
        if extreme:
            yield from ((extreme, point) for point in here if _against(extreme, point))
        extreme = _most_telling([extreme, *here] if extreme else here)


def _most_telling(points: Sequence[Point]) -> Point:
    """The point that bounds later ones most: the lowest of a falling curve, the highest of a rising one."""
    if points[0].fact.rising:
        return max(points, key=lambda point: bounds(point.rate).low)
    return min(points, key=lambda point: bounds(point.rate).high)


def _against(earlier: Point, later: Point) -> bool:
    falls, rises = exceeds(earlier.rate, later.rate), exceeds(later.rate, earlier.rate)
    return falls if earlier.fact.rising else rises


def _rises(
    rule: Rule[SurvivalFigure],
    place: Place,
    points: Sequence[Point],
    offending: Sequence[tuple[Point, Point]],
) -> Verdict:
    fact = points[0].fact
    sign, de, en = (">", "fallen", "fall") if fact.rising else ("<", "steigen", "rise")
    return rule.finding(
        place,
        Words(
            f"Die Raten von {fact.endpoint} {de} mit der Zeit und sind so nicht miteinander vereinbar.",
            f"The rates of {fact.endpoint} {en} with time and are not compatible with each other.",
        ),
        cut(f"{earlier} {sign} {later}" for earlier, later in offending),
        {"points": [point.inputs for point in points]},
        SAME,
        aspect=f"{fact.endpoint} {fact.analysis}".strip(),
    )


@each("N15", SurvivalFigure, _N15)
def possible_with_events(rule: Rule[SurvivalFigure], fact: SurvivalFigure) -> Iterator[Verdict]:
    """The rate is at most 1 - d/N (a cumulative incidence: at least d/N), d being the events by then."""
    rate, events, total = fact.rate, fact.events, fact.total
    if rate is None or events is None or total is None:
        return
    reason = EMPTY_GROUP if total <= 0 else NO_TIME if fact.months is None else None
    if reason:
        yield rule.untested(fact.place, reason)
        return
    limit = Fraction(100 * events, total) if fact.rising else 100 - Fraction(100 * events, total)
    allowed = bounds(rate)
    if 0 <= events <= total and (allowed.high >= limit if fact.rising else allowed.low <= limit):
        return
    if suppressor := held_back((fact,), rate):
        yield rule.suppressed(fact.place, suppressor)
    else:
        yield _beyond_events(
            rule, fact, rate, f"{events}/{total} ⇒ {'≥' if fact.rising else '≤'} {shown(limit)} %"
        )


def _beyond_events(rule: Rule[SurvivalFigure], fact: SurvivalFigure, rate: Printed, limit: str) -> Verdict:
    by_then = Words("Sind es die Ereignisse bis zu diesem Zeitpunkt?", "Are these the events by that time?")
    return rule.finding(
        fact.place,
        Words(
            f"{rate.text} % {fact.endpoint} sind mit {fact.events} Ereignissen bei {fact.total} nicht vereinbar.",
            f"{rate.text} % {fact.endpoint} is not compatible with {fact.events} events of {fact.total}.",
        ),
        f"{limit}; {rate.text} % ≙ {bounds(rate)}",
        {"rate": rate.number, "events": fact.events, "total": fact.total, "months": float(fact.months or 0)},
        SAME.and_then(by_then),
        aspect=f"{fact.endpoint} {fact.months} events",
    )
