"""Where the records of a network stand in a picture: in rings around one of them, or in columns behind it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from queries.neighbourhood import Edge

#: How much wider than high a ring is.
WIDER = 1.7
#: How far apart two groups of different kinds stand, in widths of one record.
_GAP = 0.8


@dataclass(frozen=True)
class Place:
    """Where a record stands, and how many steps from the one in the middle; ``last`` where nothing stands behind it."""

    x: float
    y: float
    step: int
    last: bool


def rings(names: Sequence[str], edges: Iterable[Edge], rank: Mapping[str, Any]) -> dict[str, Place]:
    """The first of the names in the middle, those of one rank beside each other, whatever leads no further on the outer ring.

    >>> edges = [Edge("a", "p", "b"), Edge("a", "p", "c")]
    >>> {name: round(at.y, 3) for name, at in rings(["a", "b", "c"], edges, {}).items()}
    {'a': 0, 'b': 1.0, 'c': -1.0}
    """
    steps, below = _tree(names, edges, rank)
    outermost = max(steps.values()) or 1
    widths = _widths(names[0], below, rank)
    found = {names[0]: Place(0, 0, 0, not below[names[0]])}

    def spread(name: str, begin: float) -> None:
        """Place what lies behind a record, from where its share of the ring begins."""
        at = begin
        for before, child in zip([None, *below[name]], below[name], strict=False):
            at += _gap(before, child, rank)
            turn = _turn((at + widths[child] / 2) / widths[names[0]] - shift)
            far = steps[child] / outermost if below[child] else 1
            found[child] = Place(far * math.sin(turn), far * math.cos(turn), steps[child], not below[child])
            spread(child, at)
            at += widths[child]

    first = widths[below[names[0]][0]] if below[names[0]] else 0
    shift = first / 2 / widths[names[0]]
    spread(names[0], 0)
    return found


def _turn(share: float) -> float:
    """The angle at which so much of a ring, which is wider than high, lies behind one: so that names stand evenly on it.

    >>> [round(_turn(share) / math.pi, 2) for share in (0, 0.25, 0.5, 1)]
    [0.0, 0.5, 1.0, 2.0]
    """
    return 2 * math.pi * bisect_left(_WAY, (share % 1 if share != 1 else 1) * _WAY[-1]) / _PARTS


_PARTS = 1440
_WAY = tuple(
    accumulate(
        (
            math.hypot(WIDER * math.cos(2 * math.pi * part / _PARTS), math.sin(2 * math.pi * part / _PARTS))
            for part in range(_PARTS)
        ),
        initial=0.0,
    )
)


def columns(names: Sequence[str], edges: Iterable[Edge], rank: Mapping[str, Any]) -> dict[str, Place]:
    """The first of the names on the left, the others in columns by their steps from it, near to what leads to them.

    >>> {name: (at.x, at.y) for name, at in columns(["a", "b", "c"], [Edge("a", "p", "b"), Edge("b", "p", "c")], {}).items()}
    {'a': (0, 0.5), 'b': (1, 0.5), 'c': (2, 0.5)}
    """
    steps, below = _tree(names, edges, rank)
    columned: dict[int, list[str]] = defaultdict(list)
    columned[0] = [names[0]]
    for step in range(max(steps.values())):
        columned[step + 1] = [child for name in columned[step] for child in below[name]]
    return {
        name: Place(step, (index + 0.5) / len(column), step, not below[name])
        for step, column in columned.items()
        for index, name in enumerate(column)
    }


def _tree(
    names: Sequence[str], edges: Iterable[Edge], rank: Mapping[str, Any]
) -> tuple[dict[str, int], dict[str, list[str]]]:
    """How many steps each record is away from the first, and which records are reached through which."""
    beside: dict[str, dict[str, None]] = defaultdict(dict)
    for edge in edges:
        beside[edge.start][edge.end] = None
        beside[edge.end][edge.start] = None
    steps, below = {names[0]: 0}, defaultdict[str, list[str]](list)
    waiting = deque([names[0]])
    while waiting:
        name = waiting.popleft()
        for near in sorted(beside[name], key=lambda one: (str(rank.get(one, "")), one)):
            if near not in steps:
                steps[near] = steps[name] + 1
                below[name].append(near)
                waiting.append(near)
    return steps, below


def _gap(before: str | None, name: str, rank: Mapping[str, Any]) -> float:
    return _GAP if before is not None and rank.get(before) != rank.get(name) else 0


def _widths(first: str, below: Mapping[str, list[str]], rank: Mapping[str, Any]) -> dict[str, float]:
    """How much of a ring each record takes with all behind it."""
    found: dict[str, float] = {}

    def measure(name: str) -> float:
        children = below[name]
        gaps = sum(
            _gap(before, child, rank) for before, child in zip([None, *children], children, strict=False)
        )
        found[name] = max(1, sum(measure(child) for child in children) + gaps)
        return found[name]

    measure(first)
    return found
