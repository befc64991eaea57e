"""How many members of a studied group meet a question, at least and at most, by the counts of one source.

A reader who sees "29 of 39 with either of two findings" must not take 39 for a measurement in one of them. The
bounds say what the counts allow and no more: between 0 and 29.
"""

from __future__ import annotations

from collections.abc import Iterable

from queries.axes import Axes, Restriction
from queries.groups import Asserter, CountedPart, StudiedGroup
from queries.populations.counts import Bounds, ContradictoryCounts, program_bounds, tree_bounds
from queries.populations.view import Counted, Method, View

__all__ = ["Bounds", "ContradictoryCounts", "bounds", "program_bounds", "tree_bounds", "view_of_whole"]

Criteria = tuple[Restriction, ...]


def view_of_whole(axes: Axes, group: StudiedGroup, asserter: Asserter, questions: Iterable[Criteria]) -> View:
    """The largest group around a studied group, with the counts of one source there."""
    counts = [Counted(part.criteria, part.n) for part in _counts(group, asserter)]
    if group.whole != group.iri and group.n is not None:
        counts.append(Counted(group.criteria, group.n))
    return View(axes, group.whole_n, group.whole_criteria, counts, questions)


def _counts(group: StudiedGroup, asserter: Asserter) -> list[CountedPart]:
    return [part for part in group.parts if part.asserter == asserter and part.iri != group.iri]


def bounds(
    axes: Axes,
    question: Criteria,
    group: StudiedGroup,
    asserter: Asserter,
    *,
    negated: bool = False,
    method: Method = tree_bounds,
) -> Bounds | None:
    """The tightest bounds that the counts of one source allow; None where the number of members is not reported.

    Counts that no group can have all at once raise ContradictoryCounts. ``method`` may be ``program_bounds`` to ask
    the integer program also where the counts form a tree.
    """
    if group.n is None or group.whole_n is None:
        return None
    view = view_of_whole(axes, group, asserter, [question])
    inside = group.criteria if group.whole != group.iri else ()
    low, high = view.bounds(view.space.masks((*inside, *question)), method)
    return (group.n - high, group.n - low) if negated else (low, high)
