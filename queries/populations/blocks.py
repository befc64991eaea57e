"""One axis cut into blocks of patients who meet the same criteria on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from queries.axes import Axis, Restriction
from queries.populations.taxonomy import Kind, Taxonomy


@dataclass(frozen=True)
class Variable:
    """A part of an axis: its blocks, as bits, and which of them meet a criterion.

    ``literals`` gives the blocks of patients who have some of a set of values. On a range axis the blocks go upward,
    each from one of ``firsts`` on (the lowest has no beginning). ``numbers`` says of each block of a many-valued axis
    how many values it takes at least. ``void`` is the block, if there is one, of patients without any value.
    """

    axis: str
    size: int
    literals: dict[Kind, int] = field(default_factory=dict)
    firsts: tuple[int, ...] | None = None
    numbers: tuple[int, ...] | None = None
    void: int = 0

    @property
    def full(self) -> int:
        """All blocks."""
        return (1 << self.size) - 1

    @property
    def steps(self) -> int:
        """On a range axis: the blocks of patients who have a number."""
        return (2 << len(self.firsts or ())) - 1

    def mask(self, part: Restriction) -> int | None:
        """The blocks that meet a criterion, or None where it does not speak of this variable."""
        found = None
        if self.firsts is not None and (part.minimum is not None or part.maximum is not None):
            low = 0 if part.minimum is None else self.place(part.minimum)
            high = len(self.firsts) if part.maximum is None else self.place(part.maximum)
            found = self.steps & self.upward(low) & self.downward(high)
        for names, wanted in ((part.any_of, True), (part.none_of, False)):
            mask = self.literals.get(frozenset(names)) if names else None
            if mask is not None:
                found = (self.full if found is None else found) & (mask if wanted else ~mask)
        return found

    def place(self, number: int) -> int:
        """The block of a range axis that a number lies in."""
        return bisect_right(self.firsts or (), number)

    def upward(self, place: int) -> int:
        """The blocks of patients with a number, from one on."""
        return self.steps & ~((1 << place) - 1)

    def downward(self, place: int) -> int:
        """The blocks up to one, and that of the patients without a number."""
        return ((1 << place + 1) - 1) | self.full & ~self.steps

    def fewest(self, domain: int) -> int:
        """How many values patients of some blocks of a many-valued axis have at least."""
        return min(number for place, number in enumerate(self.numbers or ()) if domain >> place & 1)

    def most(self, domain: int) -> int:
        """How many values are needed in some blocks at most."""
        return max(number for place, number in enumerate(self.numbers or ()) if domain >> place & 1)

    def at_most(self, number: int) -> int:
        """The blocks of a many-valued axis that take no more than so many values; those without any always."""
        return sum(1 << place for place, needed in enumerate(self.numbers or ()) if needed <= max(number, 0))


def range_variable(axis: Axis, starts: Iterable[int]) -> Variable:
    """A range axis, cut where some numbers begin.

    >>> count = range_variable(Axis("urn:x:count", "range"), [1, 5])
    >>> bin(count.mask(Restriction("urn:x:count", minimum=1, maximum=4)))
    '0b10'
    """
    firsts = tuple(sorted(set(starts)))
    size = len(firsts) + 1
    return Variable(axis.iri, size + (not axis.total), firsts=firsts, void=0 if axis.total else 1 << size)


def starts(parts: Iterable[Restriction]) -> set[int]:
    """The numbers at which some criteria begin, or begin to fail."""
    begins = ((part.minimum, None if part.maximum is None else part.maximum + 1) for part in parts)
    return {number for pair in begins for number in pair if number is not None}


def category_variables(taxonomy: Taxonomy, axis: Axis, parts: Sequence[Restriction]) -> list[Variable]:
    """The variables of an axis whose values are named, as far as some criteria tell patients apart."""
    named = (frozenset(names) for part in parts for names in (part.any_of, part.none_of) if names)
    literals = list(dict.fromkeys(named))
    return list(_many(taxonomy, axis, literals)) if axis.many else [_single(taxonomy, axis, literals)]


def _single(taxonomy: Taxonomy, axis: Axis, literals: Sequence[Kind]) -> Variable:
    blocks = taxonomy.signatures(axis.range, (name for names in literals for name in names))
    met = list(
        dict.fromkeys(sum(bool(b & names) << place for place, names in enumerate(literals)) for b in blocks)
    )
    void = 0 if axis.total or 0 in met else 1 << len(met)
    return Variable(axis.iri, len(met) + bool(void), _columns(literals, met), void=void)


def _many(taxonomy: Taxonomy, axis: Axis, literals: Sequence[Kind]) -> Iterable[Variable]:
    givers = _givers(taxonomy, axis.range, literals)
    for group in _parted(range(len(literals)), givers):
        states = _unions(giver for giver in givers if giver & group)
        met = sorted(states)
        own = [names for place, names in enumerate(literals) if group >> place & 1]
        columns = {names: mask for names, mask in _columns(literals, met).items() if names in own}
        full = (1 << len(met)) - 1
        void = full & ~columns.get(frozenset({axis.range}), full)
        yield Variable(axis.iri, len(met), columns, numbers=tuple(states[state] for state in met), void=void)


def _columns(literals: Sequence[Kind], met: Sequence[int]) -> dict[Kind, int]:
    """For each set of values the blocks that have some of them, from what each block has."""
    return {
        names: sum((state >> place & 1) << block for block, state in enumerate(met))
        for place, names in enumerate(literals)
    }


def _givers(taxonomy: Taxonomy, top: str, literals: Sequence[Kind]) -> list[int]:
    """What having one value makes true: bit i says that it gives some of the i-th set of values."""
    classes = {low for names in literals for name in names for low in taxonomy.below(name)}
    kinds = {kind for name in classes for kind in taxonomy.smallest(top, name)}
    found = {sum(bool(kind & names) << place for place, names in enumerate(literals)) for kind in kinds}
    return sorted(found - {0})


def _parted(numbers: Iterable[int], givers: Iterable[int]) -> list[int]:
    """Sets of values that no single value ties together stand apart."""
    groups = [1 << number for number in numbers]
    for giver in givers:
        touched = [group for group in groups if group & giver]
        groups = [group for group in groups if not group & giver] + [sum(touched)]
    return sorted(groups)


def _unions(givers: Iterable[int]) -> dict[int, int]:
    """All that having several values can make true, with the fewest values that do."""
    fewest = {0: 0}
    for giver in givers:
        for state, number in list(fewest.items()):
            union = state | giver
            fewest[union] = min(fewest.get(union, number + 1), number + 1)
    return fewest
