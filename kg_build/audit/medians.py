"""Rules on medians: PFS is no longer than OS, in rates and medians (N12); a median agrees with the rates (N13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from kg_build.audit.bounds import bounds, cut, exceeds, shown
from kg_build.audit.finding import Place, Verdict, Words
from kg_build.audit.numbers import SurvivalFigure
from kg_build.audit.percentages import APPROXIMATE
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, together
from kg_build.audit.survival import CONDITIONAL, SAME, Point, curve, endpoint, held_back, patients, points_of

FOLLOW_UP = Words("mediane Nachbeobachtung, kein medianes Überleben", "median follow-up, not median survival")
UNKNOWN_MEDIAN = Words("unbekannt, wovon der Median ist", "not known what the median is of")
#: Endpoints that death ends too: nobody is longer free of them than alive. A time to progression leaves deaths out.
ENDED_BY_DEATH = ("PFS", "EFS", "DFS")
_HALF = 50
#: So late in a curve, with so few left, curves that are censored differently may cross.
_LATE = 10
#: A month may be reckoned as 30 days: within this share of a time point a median is only doubtful.
_MONTH = Fraction(15, 1000)

_N12 = About(
    title=Words("Progressionsfreies Überleben überschreitet Gesamtüberleben nicht", "PFS does not exceed OS"),
    rationale=Words(
        "Wer progressionsfrei lebt, lebt: Raten und Mediane von PFS (EFS, DFS) sind höchstens so groß wie die von OS.",
        "Who is free of progression is alive: rates and medians of PFS (EFS, DFS) are at most those of OS.",
    ),
    severity="ERROR",
    suppressors={"conditional": CONDITIONAL, "approximate": APPROXIMATE},
)
_N13 = About(
    title=Words("Median passt zu den Überlebensraten", "median agrees with the survival rates"),
    rationale=Words(
        "Vor dem Median leben mindestens 50 %, danach höchstens 50 %.",
        "Before the median at least 50 % are alive, after it at most 50 %.",
    ),
    severity="ERROR",
    suppressors={"conditional": CONDITIONAL, "approximate": APPROXIMATE, "followUp": FOLLOW_UP},
)


class _Middle(NamedTuple):
    """A median that was reached, and whose it is."""

    median: Printed
    fact: SurvivalFigure

    def __str__(self) -> str:
        return f"median {endpoint(self.fact)} {self.median.text}"

    @property
    def inputs(self) -> dict[str, object]:
        """The median in numbers, for a finding."""
        return {"endpoint": endpoint(self.fact), "median": self.median.number}


def _middles(facts: Sequence[SurvivalFigure]) -> list[_Middle]:
    return [_Middle(fact.median, fact) for fact in facts if fact.median is not None and fact.of == "survival"]


@together("N12", SurvivalFigure, _N12, by=patients)
def no_longer_than_life(rule: Rule[SurvivalFigure], facts: Sequence[SurvivalFigure]) -> Iterator[Verdict]:
    """At each time, and in the median, survival free of an event is at most survival."""
    by_endpoint: dict[str, list[SurvivalFigure]] = defaultdict(list)
    for fact in facts:
        if not fact.rising:
            by_endpoint[endpoint(fact)].append(fact)
    for code in ENDED_BY_DEATH:
        free, alive = by_endpoint.get(code, []), by_endpoint.get("OS", [])
        yield from _longer_rates(rule, free, alive)
        yield from _longer_medians(rule, free, alive)


def _longer_rates(
    rule: Rule[SurvivalFigure], free: Sequence[SurvivalFigure], alive: Sequence[SurvivalFigure]
) -> Iterator[Verdict]:
    highest = {point.months: point for point in sorted(points_of(alive), key=lambda p: bounds(p.rate).high)}
    for point in points_of(free):
        other = highest.get(point.months)
        if other and exceeds(point.rate, other.rate):
            yield _exceeds(rule, (point, other), (point.rate, other.rate), doubtful=_late(other))


def _late(point: Point) -> bool:
    return bounds(point.rate).low < _LATE


def _longer_medians(
    rule: Rule[SurvivalFigure], free: Sequence[SurvivalFigure], alive: Sequence[SurvivalFigure]
) -> Iterator[Verdict]:
    reached = _middles(alive)
    if not reached or not all(fact.median_reached for fact in alive):
        return
    longest = max(reached, key=lambda middle: bounds(middle.median).high)
    for middle in _middles(free):
        if exceeds(middle.median, longest.median):
            yield _exceeds(rule, (middle, longest), (middle.median, longest.median))


def _exceeds(
    rule: Rule[SurvivalFigure],
    pair: tuple[Point, Point] | tuple[_Middle, _Middle],
    numbers: tuple[Printed, Printed],
    *,
    doubtful: bool = False,
) -> Verdict:
    place, free = Place.of_all(end.fact.place for end in pair), pair[0].fact
    if suppressor := held_back([end.fact for end in pair], *numbers):
        return rule.suppressed(place, suppressor)
    late = Words(
        "So spät können verschieden zensierte Kurven sich kreuzen.",
        "So late, curves that are censored differently may cross.",
    )
    message = Words(
        f"{endpoint(free)} ist länger als OS und damit nicht vereinbar.",
        f"{endpoint(free)} is longer than OS and not compatible with it.",
    )
    at = shown(pair[0].months) if isinstance(pair[0], Point) else "median"
    return rule.finding(
        place,
        message.and_then(late) if doubtful else message,
        f"{pair[0]} > {pair[1]}",
        {"points": [end.inputs for end in pair]},
        SAME,
        severity="WARN" if doubtful else None,
        aspect=f"{endpoint(free)} {at} {free.analysis}".strip(),
    )


@together("N13", SurvivalFigure, _N13, by=curve)
def median_agrees(rule: Rule[SurvivalFigure], facts: Sequence[SurvivalFigure]) -> Iterator[Verdict]:
    """At least half are alive before the median, at most half after it; where it is not reached, always half."""
    if facts[0].rising:
        return
    points = points_of(facts)
    below = next((point for point in points if bounds(point.rate).high < _HALF), None)
    above = next((point for point in reversed(points) if bounds(point.rate).low > _HALF), None)
    for fact in facts:
        if fact.median is not None and fact.of == "unknown":
            yield rule.untested(fact.place, UNKNOWN_MEDIAN)
        elif not fact.median_reached and below:
            yield _against_half(rule, fact, [below], "median not reached", doubtful=False)
        elif fact.median is not None and fact.median_reached:
            yield from _held_against(rule, _Middle(fact.median, fact), below, above)


def _held_against(
    rule: Rule[SurvivalFigure], middle: _Middle, below: Point | None, above: Point | None
) -> Iterator[Verdict]:
    """The earliest rate below one half must not come before the median, nor the latest above it come after."""
    allowed = bounds(middle.median)
    early = below if below and allowed.low > below.months else None
    late = above if above and allowed.high < above.months else None
    telling = [point for point in (early, late) if point]
    if telling and middle.fact.of == "followUp":
        yield rule.suppressed(middle.fact.place, "followUp")
    elif telling:
        yield _against_half(
            rule, middle.fact, telling, str(middle), doubtful=not _clear(middle.median, telling)
        )


def _clear(median: Printed, telling: Sequence[Point]) -> bool:
    """Whether a median is off by more than months of 30 days would explain."""
    allowed = bounds(median)
    return any(
        allowed.low > point.months * (1 + _MONTH) or allowed.high < point.months * (1 - _MONTH)
        for point in telling
    )


def _against_half(
    rule: Rule[SurvivalFigure], fact: SurvivalFigure, telling: Sequence[Point], stated: str, *, doubtful: bool
) -> Verdict:
    involved = [fact, *(point.fact for point in telling)]
    place = Place.of_all(each.place for each in involved)
    if suppressor := held_back(involved, fact.median, *(point.rate for point in telling)):
        return rule.suppressed(place, suppressor)
    message = Words(
        f"Median und Raten von {endpoint(fact)} sind nicht miteinander vereinbar.",
        f"Median and rates of {endpoint(fact)} are not compatible with each other.",
    )
    months = Words("Ein Monat zu 30 Tagen würde es erklären.", "A month of 30 days would explain it.")
    return rule.finding(
        place,
        message.and_then(months) if doubtful else message,
        f"{stated}; {cut(map(str, telling))}",
        {
            "median": fact.median.number if fact.median else None,
            "points": [point.inputs for point in telling],
        },
        SAME,
        severity="WARN" if doubtful else None,
        aspect=f"{endpoint(fact)} median {fact.analysis}".strip(),
    )
