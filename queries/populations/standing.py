"""Where a group stands to a question: outside it, inside it, partly, or without a word on what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from queries.axes import Axes, Restriction
from queries.groups import Asserter, CountedPart, StudiedGroup
from queries.populations.space import Masks, bits
from queries.populations.view import Counted, View

Criteria = tuple[Restriction, ...]


@dataclass(frozen=True)
class Standing:
    """A group beside a question, by its criteria and the counts of one source.

    ``asked`` are the axes that the question restricts, ``spoken`` those on which the group speaks (by the base axis
    of a variant), ``informing`` the counted parts (as places among those of the group) through which it does.
    """

    disjoint: bool
    contained: bool
    covers: bool
    asked: tuple[str, ...]
    spoken: frozenset[str]
    informing: tuple[tuple[str, int], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the group speaks on every axis asked."""
        return self.disjoint or self.contained or self.spoken.issuperset(self.asked)


def standing(axes: Axes, question: Criteria, group: StudiedGroup, asserter: Asserter) -> Standing:
    """Compare the criteria of a question with those of a group and of its counted parts."""
    places = [
        place for place, part in enumerate(group.parts) if part.asserter == asserter and _inside(part, group)
    ]
    parts = [group.parts[place] for place in places]
    by_axis = {name: tuple(part for part in question if part.axis == name) for name in _names(question)}
    counts = [Counted(part.criteria, part.n) for part in parts]
    view = View(axes, group.n, group.criteria, counts, [question])
    masks = {name: view.space.masks(criteria) for name, criteria in by_axis.items()}
    whole = view.space.masks(question)
    informing = [
        (name, place)
        for name, asked in masks.items()
        for place, (counted, number) in zip(places, view.counts, strict=True)
        if _related(view, asked, counted, number)
    ]
    spoken = {name for name, asked in masks.items() if _by_criteria(view, asked)}
    return Standing(
        disjoint=not view.can(whole),
        contained=view.must(whole),
        covers=_within(view, whole, group, parts),
        asked=tuple(_base(axes, name) for name in by_axis),
        spoken=frozenset(_base(axes, name) for name in {*spoken, *(name for name, _ in informing)}),
        informing=tuple((_base(axes, name), place) for name, place in informing),
    )


def _names(question: Criteria) -> list[str]:
    return list(dict.fromkeys(part.axis for part in question))


def _base(axes: Axes, name: str) -> str:
    return axes.axes[name].variant_of or name


def _inside(part: CountedPart, group: StudiedGroup) -> bool:
    """Whether the part lies inside the group, not only in a larger one around it."""
    return part.iri != group.iri and set(group.criteria) <= set(part.criteria)


def _related(view: View, asked: Masks, counted: Masks, number: int) -> bool:
    """Whether a counted part lies inside what is asked, covers it within the group, or is disjoint from it."""
    if not number or number == view.n:
        return False  # it counts as a criterion of the group, and speaks as such
    if not view.can(asked, counted):
        return view.can(counted)
    return view.must(asked, counted) or view.must(counted, asked)


def _by_criteria(view: View, asked: Masks) -> bool:
    """Whether the criteria of the group alone say something on what is asked."""
    if not view.can(asked) or view.must(asked):
        return True
    return any(_narrows(view, index, mask) for index, mask in asked.items())


def _narrows(view: View, index: int, mask: int) -> bool:
    """Whether the criteria leave only some of the values of an axis that patients can have.

    On a many-valued axis one value says nothing of another: there a criterion must cover what is asked.
    """
    variable = view.space.variables[index]
    left = sum(block for block in bits(variable.full) if view.can({index: block}))
    excluded = variable.full & ~left & ~variable.void
    return bool(excluded) and (variable.numbers is None or not mask & ~left)


def _within(view: View, question: Masks, group: StudiedGroup, parts: list[CountedPart]) -> bool:
    """Whether everybody who meets the question meets all that is known of the group's members."""
    known = [group.criteria, *(part.criteria for part in parts if part.n == group.n)]
    domains = view.space.narrowed(view.space.everything, question)
    outside = [
        {index: view.space.variables[index].full & ~mask}
        for criteria in known
        for index, mask in view.space.masks(criteria).items()
    ]
    return not any(
        view.space.satisfiable(view.space.narrowed(domains, masks)) for masks in (*outside, *view.excluded)
    )
