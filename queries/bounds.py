"""How many members of a studied group meet a question, at least and at most, by the counts of one source.

A reader who sees "29 of 39 with either of two findings" must not take 39 for a measurement in one of them. The
bounds say what the counts allow and no more: between 0 and 29.
"""

from __future__ import annotations

from queries.axes import Axes, Restriction
from queries.groups import Asserter, StudiedGroup
from queries.populations.counts import (
    Bounds,
    ContradictoryCounts,
    Method,
    Plan,
    program_bounds,
    tree_bounds,
)
from queries.populations.view import Counted, View

__all__ = ["Bounds", "ContradictoryCounts", "bounds", "plan", "program_bounds", "tree_bounds"]

Criteria = tuple[Restriction, ...]


def plan(axes: Axes, question: Criteria, group: StudiedGroup, asserter: Asserter) -> Plan:
    """How the bounds of a question follow from the numbers of one source, for all groups of this shape.

    The counts are those of the largest group around the studied one, of which it is a part by its criteria.
    """
    counts = [Counted(part.criteria, part.n) for part in group.counted_by(asserter)]
    part_of = group.whole != group.iri
    if part_of and group.n is not None:
        counts.append(Counted(group.criteria, group.n))
    view = View(axes, group.whole_n, group.whole_criteria, counts, [question])
    inside = group.criteria if part_of else ()
    return view.plan(view.space.masks((*inside, *question)))


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
    low, high = plan(axes, question, group, asserter).bounds(group.numbers[asserter], method)
    return (group.n - high, group.n - low) if negated else (low, high)
