"""From counts of parts to bounds of any other part: by the tree of the parts, or by an integer program.

The kinds of patients are cells; each counted part is a set of cells, and so is the question. Where parts only nest
or exclude each other they form a tree, and one pass over it gives the bounds. Where they cross, a small integer
program gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from queries.errors import QueryError

Bounds = tuple[int, int]
#: Cells as bits, and how many patients are in them.
Part = tuple[int, int]


class ContradictoryCounts(QueryError, ValueError):
    """Counts that no group of patients can have all at once: a finding on the record, not a bound."""


def _impossible(why: str) -> ContradictoryCounts:
    return ContradictoryCounts(
        f"the counts contradict each other: {why}",
        next_step="look at the counts of the group, and mark those that are wrong as not used",
    )


def tree_bounds(n: int, everything: int, parts: Iterable[Part], question: int) -> Bounds | None:
    """The bounds where the parts form a tree, else None.

    >>> tree_bounds(39, 0b111, [(0b001, 20)], 0b010)
    (0, 19)
    """
    tree = _tree([(everything, n), *parts])
    if tree is None:
        return None
    low = high = 0
    for cells, number, inner in tree:
        rest, left = cells, number - sum(counted for _, counted in inner)
        for part, _ in inner:
            rest &= ~part
        if left < 0 or (left and not rest):
            raise _impossible("parts that exclude each other do not add up to the whole")
        high += left if rest & question else 0
        low += left if not rest & ~question else 0
    return low, high


def _tree(parts: Sequence[Part]) -> list[tuple[int, int, list[Part]]] | None:
    """Each part with the parts right inside it, or None where two parts cross."""
    by_cells: dict[int, int] = {}
    for cells, number in parts:
        if by_cells.setdefault(cells, number) != number:
            raise _impossible(f"the same part has {by_cells[cells]} and {number} patients")
    ordered = sorted(by_cells, key=int.bit_count)
    inner: dict[int, list[Part]] = {cells: [] for cells in ordered}
    for place, cells in enumerate(ordered):
        larger = [other for other in ordered[place + 1 :] if other & cells]
        if any(cells & ~other for other in larger):
            return None
        if larger:
            inner[larger[0]].append((cells, by_cells[cells]))
    return [(cells, by_cells[cells], inner[cells]) for cells in ordered]


def program_bounds(n: int, everything: int, parts: Iterable[Part], question: int) -> Bounds:
    """The bounds by integer programming over the cells.

    >>> program_bounds(7, 0b111, [(0b011, 5), (0b110, 5), (0b101, 4)], 0b001)
    (2, 2)
    """
    from scipy import optimize  # noqa: PLC0415  half a second to import, and few groups need it

    rows = list(dict.fromkeys([(everything, n), *parts]))
    places = list(dict.fromkeys(_column(place, rows, question) for place in range(everything.bit_length())))
    numbers = [number for _, number in rows]
    if not places:
        return _nobody(numbers)
    matrix = [[column[row] for column in places] for row in range(len(rows))]
    inside = [column[-1] for column in places]
    found = []
    for sign in (1, -1):
        answer = optimize.milp(
            [sign * cell for cell in inside],
            constraints=optimize.LinearConstraint(matrix, numbers, numbers),
            integrality=[1] * len(places),
            options={"mip_rel_gap": 0},
        )
        if answer.x is None:
            raise _impossible("no group of patients has all of them")
        found.append(round(sum(cell * number for cell, number in zip(inside, answer.x, strict=True))))
    return found[0], found[1]


def _column(place: int, rows: Sequence[Part], question: int) -> tuple[int, ...]:
    return (*(cells >> place & 1 for cells, _ in rows), question >> place & 1)


def _nobody(numbers: Iterable[int]) -> Bounds:
    if any(numbers):
        raise _impossible("nobody can meet all criteria of the group")
    return 0, 0


def both(n: int, bounds: Iterable[Bounds]) -> Bounds:
    """The bounds of several independent conditions together (Fréchet).

    >>> both(39, [(29, 29), (35, 35)])
    (25, 29)
    """
    low, high = n, n
    for least, most in bounds:
        low, high = max(0, low + least - n), min(high, most)
    return low, high
