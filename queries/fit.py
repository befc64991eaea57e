"""How an asked population fits a studied group: measured in it, mixed with others, excluded, or not reported.

A cohort of which 29 of 39 have what is asked is no evidence measured in these patients. The fit says where a
group stands, the bounds how many of its members can be meant, and the explanations on what both rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from queries import bounds as counting
from queries.axes import Axes, Restriction
from queries.explanations import Words, contradictory, counted, read_as, silent
from queries.groups import Asserter, StudiedGroup
from queries.phrases import Question
from queries.populations.reading import Reading, read
from queries.populations.standing import Standing, standing

FitClass = Literal["exact", "contained", "mixed", "disjoint", "not-reported"]
Criteria = tuple[Restriction, ...]


@dataclass(frozen=True)
class Fit:
    """How a question fits a group, with bounds per source of counts; texts in German and English.

    ``counted_by`` names the source whose bounds are given. Where the number of members is not reported there are
    no bounds, and where counts contradict each other those of that source are missing.
    """

    fit: FitClass
    n: int | None
    bounds: tuple[int, int] | None
    counted_by: Asserter | None
    bounds_by: Mapping[Asserter, tuple[int, int] | None] = field(hash=False)
    read_as: tuple[Words, ...] = field(default=(), hash=False)
    explanations: tuple[Words, ...] = field(default=(), hash=False)


@dataclass(frozen=True)
class _Seen:
    """The group as one source counts it."""

    reading: Reading
    standing: Standing
    bounds: tuple[int, int] | None
    contradictory: bool


def fit(axes: Axes, question: Question, group: StudiedGroup) -> Fit:
    """Compare a question with a group; worked out once for each pair and kept with the axes."""
    key = (group, question.criteria, question.negated)
    if key not in axes.kept:
        axes.kept[key] = _fit(axes, question, group)
    found: Fit = axes.kept[key]
    return found


def _fit(axes: Axes, question: Question, group: StudiedGroup) -> Fit:
    seen = {asserter: _seen(axes, question.criteria, group, asserter) for asserter in group.asserters}
    used = _used(seen)
    chosen = seen[used]
    spoken = set[str]().union(*(one.standing.spoken for one in seen.values()))
    known = all(name in spoken for name in chosen.standing.asked)
    found = _class(chosen, group.n, known=known)
    by: dict[Asserter, tuple[int, int] | None] = {
        name: _complement(one.bounds, group.n, negated=question.negated) for name, one in seen.items()
    }
    return Fit(
        fit=_OPPOSITE.get(found, found) if question.negated else found,
        n=group.n,
        bounds=by[used],
        counted_by=used if by[used] is not None else None,
        bounds_by=by,
        read_as=tuple(read_as(axes, chosen.reading)),
        explanations=tuple(_explained(axes, group, seen, spoken, found)),
    )


_OPPOSITE: dict[FitClass, FitClass] = {"disjoint": "contained", "contained": "disjoint", "exact": "disjoint"}


def _complement(found: tuple[int, int] | None, n: int | None, *, negated: bool) -> tuple[int, int] | None:
    return (n - found[1], n - found[0]) if negated and found is not None and n is not None else found


def _seen(axes: Axes, question: Criteria, group: StudiedGroup, asserter: Asserter) -> _Seen:
    reading = read(axes, question, group, asserter)
    place = standing(axes, reading.criteria, group, asserter)
    try:
        return _Seen(
            reading, place, counting.bounds(axes, reading.criteria, group, asserter), contradictory=False
        )
    except counting.ContradictoryCounts:
        return _Seen(reading, place, None, contradictory=True)


def _used(seen: Mapping[Asserter, _Seen]) -> Asserter:
    """The publication where its counts speak on every axis asked, else the guideline if it speaks no less."""
    publication, guideline = seen.get("publication"), seen.get("guideline")
    if publication is None:
        return "guideline"
    if guideline is None or publication.standing.complete or not guideline.standing.spoken:
        return "publication"
    less = len(guideline.standing.spoken) < len(publication.standing.spoken)
    return "publication" if less and not guideline.standing.complete else "guideline"


def _class(chosen: _Seen, n: int | None, *, known: bool) -> FitClass:
    """The fit, in the order of the table: disjoint, exact, contained, mixed, not reported."""
    place = chosen.standing
    if place.disjoint or (n and chosen.bounds == (0, 0)):
        return "disjoint"
    if place.contained or (n and chosen.bounds == (n, n)):
        return "exact" if place.covers else "contained"
    return "mixed" if known else "not-reported"


def _explained(
    axes: Axes, group: StudiedGroup, seen: Mapping[Asserter, _Seen], spoken: Iterable[str], found: FitClass
) -> Iterable[Words]:
    for asserter, one in seen.items():
        if one.contradictory:
            yield contradictory(asserter)
        elif found in ("mixed", "not-reported"):
            yield from counted(axes, asserter, group.whole_n, one.standing.informing)
    if found == "not-reported":
        asked = next(iter(seen.values())).standing.asked
        yield from silent(axes, (name for name in asked if name not in set(spoken)))
