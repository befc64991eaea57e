"""How an asked population fits a studied group: measured in it, mixed with others, excluded, or not reported.

A cohort of which 29 of 39 have what is asked is no evidence measured in these patients. The fit says where a
group stands, the bounds how many of its members can be meant, and the explanations on what both rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from queries import bounds as counting
from queries.axes import Axes, Restriction
from queries.bounds import Bounds, ContradictoryCounts
from queries.explanations import Words, contradictory, counted, read_as, silent
from queries.groups import Asserter, StudiedGroup
from queries.phrases import Question
from queries.populations.batch import many_bounds
from queries.populations.counts import Plan
from queries.populations.reading import Reading, read
from queries.populations.standing import Standing, standing

FitClass = Literal["exact", "contained", "mixed", "disjoint", "not-reported"]
BoundsBy = Mapping[Asserter, Bounds | None]
_OPPOSITE: Mapping[FitClass, FitClass] = {
    "disjoint": "contained",
    "contained": "disjoint",
    "exact": "disjoint",
}


@dataclass(frozen=True)
class _Seen:
    """A group as one source describes it, with all that its numbers do not change."""

    reading: Reading
    standing: Standing
    plan: Plan | None


@dataclass(frozen=True)
class _Shape:
    """A question beside all groups of one shape: as each source describes them, and which source is used."""

    axes: Axes
    seen: Mapping[Asserter, _Seen]
    used: Asserter
    known: bool

    @property
    def chosen(self) -> _Seen:
        """The group as the source describes it that is used."""
        return self.seen[self.used]

    @cached_property
    def by_criteria(self) -> FitClass:
        """The fit as far as the numbers of a group have no say."""
        place = self.chosen.standing
        if place.disjoint:
            return "disjoint"
        if place.contained:
            return "exact" if place.covers else "contained"
        return "mixed" if self.known else "not-reported"

    @cached_property
    def read_as(self) -> tuple[Words, ...]:
        """On which variant of an axis the question was read."""
        return tuple(read_as(self.axes, self.chosen.reading))


@dataclass(frozen=True)
class Fit:
    """How a question fits a group, with bounds per source of counts.

    ``counted_by`` names the source whose bounds are given. Where the number of members is not reported there are
    no bounds, and where counts contradict each other those of that source are missing.
    """

    fit: FitClass
    n: int | None
    bounds: Bounds | None
    counted_by: Asserter | None
    bounds_by: BoundsBy = field(hash=False)
    _shape: _Shape = field(repr=False, compare=False)
    _group: StudiedGroup = field(repr=False, compare=False)

    @property
    def read_as(self) -> tuple[Words, ...]:
        """On which variant of an axis the question was read, in German and English."""
        return self._shape.read_as

    @cached_property
    def explanations(self) -> tuple[Words, ...]:
        """On which counts the fit rests, what is not reported, and which counts contradict each other."""
        return tuple(_explained(self._shape, self._group, self))


def fit(axes: Axes, question: Question, group: StudiedGroup) -> Fit:
    """Compare a question with a group."""
    return _fitted(_shape(axes, question.criteria, group), question, group, _bounds(axes, question, group))


def fit_all(axes: Axes, question: Question, groups: Sequence[StudiedGroup]) -> tuple[Fit, ...]:
    """Compare a question with many groups; those that differ in their numbers alone are counted together."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        places[group.shape].append(place)
    found: list[Fit | None] = [None] * len(groups)
    for mine in places.values():
        alike = [groups[place] for place in mine]
        shape = _shape(axes, question.criteria, alike[0])
        for place, group, bounds in zip(
            mine, alike, _bounds_of_many(axes, question, shape, alike), strict=True
        ):
            found[place] = _fitted(shape, question, group, bounds)
    return tuple(one for one in found if one is not None)


def _shape(axes: Axes, question: tuple[Restriction, ...], group: StudiedGroup) -> _Shape:
    """What holds for all groups of this shape; worked out once and kept with the axes."""
    key = (group.shape, question)
    if key not in axes.kept:
        axes.kept[key] = _worked_out(axes, question, group)
    found: _Shape = axes.kept[key]
    return found


def _worked_out(axes: Axes, question: tuple[Restriction, ...], group: StudiedGroup) -> _Shape:
    seen = {asserter: _seen(axes, question, group, asserter) for asserter in group.asserters}
    used = _used(seen)
    spoken = set[str]().union(*(one.standing.spoken for one in seen.values()))
    return _Shape(axes, seen, used, known=spoken.issuperset(seen[used].standing.asked))


def _seen(axes: Axes, question: tuple[Restriction, ...], group: StudiedGroup, asserter: Asserter) -> _Seen:
    reading = read(axes, question, group, asserter)
    counted_ = group.n is not None and group.whole_n is not None
    plan = counting.plan(axes, reading.criteria, group, asserter) if counted_ else None
    return _Seen(reading, standing(axes, reading.criteria, group, asserter), plan)


def _used(seen: Mapping[Asserter, _Seen]) -> Asserter:
    """The publication where its counts speak on every axis asked, else the guideline if it speaks no less."""
    publication, guideline = seen.get("publication"), seen.get("guideline")
    if publication is None:
        return "guideline"
    if guideline is None or publication.standing.complete or not guideline.standing.spoken:
        return "publication"
    less = len(guideline.standing.spoken) < len(publication.standing.spoken)
    return "publication" if less and not guideline.standing.complete else "guideline"


def _bounds(axes: Axes, question: Question, group: StudiedGroup) -> dict[Asserter, Bounds | None]:
    """The bounds by each source; those of the integer program are kept."""
    shape = _shape(axes, question.criteria, group)
    found: dict[Asserter, Bounds | None] = {}
    for asserter, one in shape.seen.items():
        numbers = group.numbers[asserter]
        key = (id(one), numbers)
        if key not in axes.kept:
            axes.kept[key] = _of_plan(one.plan, numbers)
        found[asserter] = axes.kept[key]
    return _turned(found, group.n, question)


def _of_plan(plan: Plan | None, numbers: Sequence[int]) -> Bounds | None:
    try:
        return None if plan is None else plan.bounds(numbers)
    except ContradictoryCounts:
        return None


def _turned(
    found: dict[Asserter, Bounds | None], n: int | None, question: Question
) -> dict[Asserter, Bounds | None]:
    """The bounds of everybody else, where the question asks for them."""
    if not question.negated or n is None:
        return found
    return {by: None if one is None else (n - one[1], n - one[0]) for by, one in found.items()}


def _bounds_of_many(
    axes: Axes, question: Question, shape: _Shape, groups: Sequence[StudiedGroup]
) -> Iterator[dict[Asserter, Bounds | None]]:
    """The bounds of groups of one shape: together where counts form trees, else one by one."""
    plans = {asserter: one.plan for asserter, one in shape.seen.items()}
    together = {
        asserter: many_bounds(plan, [group.numbers[asserter] for group in groups])
        for asserter, plan in plans.items()
        if plan is not None and plan.is_tree and len(groups) > 1
    }
    if len(together) < len(plans):
        yield from (_bounds(axes, question, group) for group in groups)
    elif question.negated:
        for group, row in zip(groups, zip(*together.values(), strict=True), strict=True):
            yield _turned(dict(zip(together, row, strict=True)), group.n, question)
    else:
        yield from (dict(zip(together, row, strict=True)) for row in zip(*together.values(), strict=True))


def _fitted(shape: _Shape, question: Question, group: StudiedGroup, found: BoundsBy) -> Fit:
    bounds = found[shape.used]
    by = shape.used if bounds is not None else None
    return Fit(_class(shape, question, group.n, bounds), group.n, bounds, by, found, shape, group)


def _class(shape: _Shape, question: Question, n: int | None, bounds: Bounds | None) -> FitClass:
    """The fit, in the order of the table: disjoint, exact, contained, mixed, not reported."""
    kind = shape.by_criteria
    if n and bounds is not None and bounds[0] == bounds[1] and kind in ("mixed", "not-reported"):
        low = n - bounds[1] if question.negated else bounds[0]
        if low == 0:
            kind = "disjoint"
        elif low == n:
            kind = "exact" if shape.chosen.standing.covers else "contained"
    return _OPPOSITE.get(kind, kind) if question.negated else kind


def _explained(shape: _Shape, group: StudiedGroup, found: Fit) -> Iterator[Words]:
    for asserter, one in shape.seen.items():
        if one.plan is not None and found.bounds_by[asserter] is None:
            yield contradictory(asserter)
        elif found.fit in ("mixed", "not-reported"):
            yield from counted(shape.axes, asserter, group, one.standing.informing)
    if found.fit == "not-reported":
        spoken = set[str]().union(*(one.standing.spoken for one in shape.seen.values()))
        yield from silent(shape.axes, (name for name in shape.chosen.standing.asked if name not in spoken))
