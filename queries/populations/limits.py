"""A number that never exceeds another, as what the blocks of the one side leave of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from queries.populations.blocks import Variable


@dataclass(frozen=True)
class Limit:
    """The variables of one axis (a range, or all those of a many-valued axis), and a range that they never exceed.

    On a many-valued axis it is the number of different values that never exceeds the range.
    """

    smaller: tuple[int, ...]
    larger: int
    variables: Sequence[Variable]
    kept: dict[tuple[int, ...], tuple[int, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def tied(self) -> frozenset[int]:
        """The variables of both sides."""
        return frozenset((*self.smaller, self.larger))

    def apply(self, current: list[int]) -> None:
        """Take out of some domains what cannot go together."""
        key = (current[self.larger], *(current[index] for index in self.smaller))
        if key not in self.kept:
            self.kept[key] = self._narrowed(key) if all(key) else key
        current[self.larger], *rest = self.kept[key]
        for index, domain in zip(self.smaller, rest, strict=True):
            current[index] = domain

    def _narrowed(self, key: tuple[int, ...]) -> tuple[int, ...]:
        larger, domains = self.variables[self.larger], key[1:]
        places = key[0] & larger.steps
        first = self.variables[self.smaller[0]]
        if first.numbers is None:
            domain = domains[0]
            surely = not domain & ~first.steps
            least = larger.upward((domain & -domain).bit_length() - 1) if surely else larger.full
            return key[0] & least, domain & first.downward(places.bit_length() - 1)
        many = [self.variables[index] for index in self.smaller]
        needed = [one.fewest(domain) for one, domain in zip(many, domains, strict=True)]
        left = key[0] & larger.upward(larger.place(sum(needed))) if sum(needed) else key[0]
        if places and places.bit_length() > len(larger.firsts or ()):
            return (left, *domains)
        most = (larger.firsts or (1,))[places.bit_length() - 1] - 1 if places else 0
        spare = most - sum(needed)
        return (
            left,
            *(
                domain & one.at_most(spare + own)
                for one, domain, own in zip(many, domains, needed, strict=True)
            ),
        )

    def settled(self, domains: Sequence[int]) -> bool:
        """Whether no block of the one side excludes a block of the other."""
        larger, first = self.variables[self.larger], self.variables[self.smaller[0]]
        if first.numbers is None:
            highest = (domains[self.smaller[0]] & first.steps).bit_length() - 1
            needed = larger.upward(highest) if highest >= 0 else larger.full
        else:
            most = sum(self.variables[index].most(domains[index]) for index in self.smaller)
            needed = larger.upward(larger.place(most)) if most else larger.full
        return not domains[self.larger] & ~needed
