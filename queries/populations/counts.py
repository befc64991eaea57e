"""From counts of parts to bounds of any other part: by the tree of the parts, or by an integer program.

The kinds of patients are cells; each counted part is a set of cells, and so is the question. Where parts only nest
or exclude each other they form a tree, and one pass over it gives the bounds. Where they cross, a small integer
program gives them. What does not depend on the numbers is worked out once for all groups of the same shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from queries.errors import QueryError

Bounds = tuple[int, int]


class ContradictoryCounts(QueryError, ValueError):
    """Counts that no group of patients can have all at once: a finding on the record, not a bound."""


def impossible(why: str) -> ContradictoryCounts:
    """The error for counts or criteria that contradict each other."""
    return ContradictoryCounts(
        f"the counts contradict each other: {why}",
        next_step="look at the counts of the group, and mark those that are wrong as not used",
    )


@dataclass(frozen=True)
class Region:
    """A part without the parts right inside it: which count is the whole, which are inside, and what the rest can be.

    ``place`` and ``inner`` are places in the list of numbers; ``may`` says that patients of the rest can meet the
    question, ``must`` that all of them do, ``empty`` that nobody can be there.
    """

    place: int
    inner: tuple[int, ...]
    may: bool
    must: bool
    empty: bool


@dataclass(frozen=True)
class Component:
    """Cells that no count, rule or limit ties to others, the counted parts there, and the part that is asked for.

    ``everything`` are all cells; ``parts`` are sets of cells, each with the place of its count in the list of numbers,
    whose first is that of all patients. ``asked`` is False where the question says nothing here.
    """

    everything: int
    parts: tuple[tuple[int, int], ...]
    question: int
    asked: bool = True

    @cached_property
    def twins(self) -> tuple[tuple[int, int], ...]:
        """Pairs of counts that are of the same cells: the numbers must be equal."""
        first: dict[int, int] = {}
        pairs = ((first.setdefault(cells, place), place) for cells, place in self._all)
        return tuple((one, other) for one, other in pairs if one != other)

    @property
    def _all(self) -> list[tuple[int, int]]:
        return [(self.everything, 0), *self.parts]

    @cached_property
    def tree(self) -> tuple[Region, ...] | None:
        """The regions of the tree that the parts form, or None where two parts cross."""
        place_of = dict(reversed(self._all))
        ordered = sorted(place_of, key=int.bit_count)
        inner: dict[int, list[int]] = {cells: [] for cells in ordered}
        for number, cells in enumerate(ordered):
            larger = [other for other in ordered[number + 1 :] if other & cells]
            if any(cells & ~other for other in larger):
                return None
            if larger:
                inner[larger[0]].append(cells)
        regions = []
        for cells, parts in inner.items():
            rest = cells & ~sum(parts)
            regions.append(
                Region(
                    place_of[cells],
                    tuple(place_of[part] for part in parts),
                    may=bool(rest & self.question),
                    must=not rest & ~self.question,
                    empty=not rest,
                )
            )
        return tuple(regions)


Method = Callable[[Component, Sequence[int]], Bounds | None]


def tree_bounds(component: Component, numbers: Sequence[int]) -> Bounds | None:
    """The bounds where the parts form a tree, else None.

    >>> tree_bounds(Component(0b111, ((0b001, 1),), 0b010), [39, 20])
    (0, 19)
    """
    if component.tree is None:
        return None
    for one, other in component.twins:
        if numbers[one] != numbers[other]:
            raise impossible(f"the same part has {numbers[one]} and {numbers[other]} patients")
    low = high = 0
    for region in component.tree:
        left = numbers[region.place] - sum(numbers[place] for place in region.inner)
        if left < 0 or (left and region.empty):
            raise impossible("parts that exclude each other do not add up to the whole")
        high += left if region.may else 0
        low += left if region.must else 0
    return low, high


def program_bounds(component: Component, numbers: Sequence[int]) -> Bounds:
    """The bounds by integer programming over the cells.

    >>> program_bounds(Component(0b111, ((0b011, 1), (0b110, 2), (0b101, 3)), 0b001), [7, 5, 5, 4])
    (2, 2)
    """
    from highspy import Highs, HighsModelStatus  # noqa: PLC0415  few groups need it

    rows = [
        (component.everything, numbers[0]),
        *((cells, numbers[place]) for cells, place in component.parts),
    ]
    size = component.everything.bit_length()
    columns = list(dict.fromkeys(_column(place, rows, component.question) for place in range(size)))
    if not columns:
        return _nobody(number for _, number in rows)
    program = Highs()  # type: ignore[no-untyped-call]
    program.silent()
    program.setOptionValue("mip_rel_gap", 0.0)
    patients = program.addIntegrals(len(columns))
    for row, (_, number) in enumerate(rows):
        counted = (one for one, column in zip(patients, columns, strict=True) if column[row])
        program.addConstr(program.qsum(counted) == number)
    asked = program.qsum(one for one, column in zip(patients, columns, strict=True) if column[-1])
    found = []
    for best in (program.minimize, program.maximize):
        best(asked)
        if program.getModelStatus() != HighsModelStatus.kOptimal:
            raise impossible("no group of patients has all of them")
        found.append(round(program.getObjectiveValue()))
    return found[0], found[1]


def _column(place: int, rows: Sequence[tuple[int, int]], question: int) -> tuple[int, ...]:
    return (*(cells >> place & 1 for cells, _ in rows), question >> place & 1)


def _nobody(numbers: Iterable[int]) -> Bounds:
    if any(numbers):
        raise impossible("nobody can meet all criteria of the group")
    return 0, 0


@dataclass(frozen=True)
class Plan:
    """How the bounds of a question follow from the numbers of any group of one shape.

    ``certain`` are the places of counts whose condition all members meet; ``nobody`` says that the criteria
    exclude each other.
    """

    components: tuple[Component, ...] = ()
    certain: tuple[int, ...] = ()
    nobody: bool = False

    @cached_property
    def is_tree(self) -> bool:
        """Whether no part crosses another, so that no program is needed."""
        return all(component.tree is not None for component in self.components)

    def bounds(self, numbers: Sequence[int], method: Method = tree_bounds) -> Bounds:
        """The bounds of the question for a group with these numbers, the first that of all its members."""
        if self.nobody:
            return _nobody(numbers[:1])
        if any(numbers[place] != numbers[0] for place in self.certain):
            raise impossible("all members meet a condition that fewer were counted for")
        found = []
        for component in self.components:
            bounds = method(component, numbers) or program_bounds(component, numbers)
            if component.asked:
                found.append(bounds)
        return both(numbers[0], found)


def both(n: int, bounds: Iterable[Bounds]) -> Bounds:
    """The bounds of several independent conditions together (Fréchet).

    >>> both(39, [(29, 29), (35, 35)])
    (25, 29)
    """
    low, high = n, n
    for least, most in bounds:
        low, high = max(0, low + least - n), min(high, most)
    return low, high
