"""What is known of one group by one source of counts: its criteria, its counts, and the patients they allow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from queries.axes import Axes
from queries.populations.counts import Component, Plan
from queries.populations.space import Condition, Masks, space_of


@dataclass(frozen=True)
class Counted:
    """So many patients of a group meet a condition."""

    condition: Condition
    number: int


class View:
    """A group of n patients with criteria and counts, and the conditions that will be asked of it."""

    def __init__(
        self,
        axes: Axes,
        n: int | None,
        criteria: Condition,
        counts: Sequence[Counted],
        questions: Iterable[Condition] = (),
    ) -> None:
        self.n = n
        self.space = space_of(axes, [criteria, *(count.condition for count in counts), *questions])
        self.counts = [(self.space.masks(count.condition), count.number) for count in counts]
        self.excluded = [masks for masks, number in self.counts if number == 0 and n]
        domains = self.space.narrowed(self.space.everything, self.space.masks(criteria))
        for masks, number in self.counts:
            if number == n:
                domains = self.space.narrowed(domains, masks)
        for masks in self.excluded:
            if len(masks) == 1:
                domains = self.space.narrowed(domains, self._negated(masks))
        self.domains = self.space.propagated(domains)

    def _negated(self, masks: Masks) -> Masks:
        return {index: self.space.variables[index].full & ~mask for index, mask in masks.items()}

    def can(self, *conditions: Masks) -> bool:
        """Whether a member of the group can meet some conditions."""
        if self.domains is None:
            return False
        domains = self.domains
        for masks in conditions:
            domains = self.space.narrowed(domains, masks)
        return self._can(domains, self.excluded)

    def _can(self, domains: tuple[int, ...], excluded: Sequence[Masks]) -> bool:
        """Whether there is a patient whom no exclusion hits: each exclusion fails on one of its variables."""
        if not all(domains):
            return False
        if not excluded:
            return self.space.satisfiable(domains)
        first, *rest = excluded
        return any(
            self._can(self.space.narrowed(domains, self._negated({index: mask})), rest)
            for index, mask in first.items()
        )

    def must(self, condition: Masks, *given: Masks) -> bool:
        """Whether every member who meets what is given meets the condition too."""
        return not any(self.can(*given, self._negated({index: mask})) for index, mask in condition.items())

    def plan(self, question: Masks) -> Plan:
        """How many members meet the question, for any group with these criteria and conditions."""
        if self.domains is None or not self.space.satisfiable(self.domains):
            return Plan(nobody=True)
        counts = [self._open(masks) for masks, _ in self.counts]
        asked = self._open(question)
        components = tuple(
            self._component(variables, counts, asked) for variables in self._components(counts, asked)
        )
        return Plan(components, tuple(place for place, masks in enumerate(counts, start=1) if not masks))

    def _open(self, masks: Masks) -> Masks:
        """A condition without what all members meet."""
        domains = self.domains or ()
        return {index: mask for index, mask in masks.items() if domains[index] & ~mask}

    def _components(self, counted: Sequence[Masks], asked: Masks) -> Iterator[frozenset[int]]:
        """The variables that counts, rules or limits tie together, as far as somebody counts or asks there."""
        groups = [frozenset(masks) for masks in counted if masks] + list(self.space.ties(self.domains or ()))
        merged: list[set[int]] = [{index} for index in asked]
        for group in groups:
            touched = [other for other in merged if other & group]
            merged = [other for other in merged if not other & group]
            merged.append(set(group).union(*touched))
        spoken = set(asked).union(*counted)
        return (frozenset(group) for group in merged if group & spoken)

    def _component(self, variables: frozenset[int], counts: Sequence[Masks], asked: Masks) -> Component:
        """The kinds of patients, the counted parts and the part of the question that lie here."""
        mine = [(masks, place) for place, masks in enumerate(counts, start=1) if variables & set(masks)]
        here = {index: mask for index, mask in asked.items() if index in variables}
        columns = [*(masks for masks, _ in mine), here]
        cells = list(dict.fromkeys(self._cells(variables, columns)))
        *parts, question = (
            sum((cell >> column & 1) << bit for bit, cell in enumerate(cells))
            for column in range(len(columns))
        )
        places = (place for _, place in mine)
        return Component((1 << len(cells)) - 1, tuple(zip(parts, places, strict=True)), question, bool(here))

    def _cells(self, variables: frozenset[int], columns: Sequence[Masks]) -> Iterator[int]:
        """The kinds of patients that the columns tell apart: bit i says that the i-th condition is met."""
        domains = self.domains or ()
        example = self.space.example(domains) or domains
        start = tuple(
            domain if index in variables else example[index] for index, domain in enumerate(domains)
        )
        bearing = sorted({index for masks in columns for index in masks} & variables)
        yield from self._branch(start, bearing, columns)

    def _branch(
        self, domains: tuple[int, ...], bearing: Sequence[int], columns: Sequence[Masks]
    ) -> Iterator[int]:
        narrow = self.space.propagated(domains)
        if narrow is None:
            return
        if not bearing:
            if self.space.satisfiable(narrow):
                yield sum(_met(narrow, masks) << place for place, masks in enumerate(columns))
            return
        index, *rest = bearing
        for blocks in _told_apart(narrow[index], [masks[index] for masks in columns if index in masks]):
            yield from self._branch((*narrow[:index], blocks, *narrow[index + 1 :]), rest, columns)


def _met(domains: Sequence[int], masks: Masks) -> bool:
    return all(not domains[index] & ~mask for index, mask in masks.items())


def _told_apart(domain: int, masks: Iterable[int]) -> list[int]:
    """The blocks of a variable in groups that the masks do not divide further.

    >>> _told_apart(0b1111, [0b0011, 0b0110])
    [2, 1, 4, 8]
    """
    groups = [domain]
    for mask in masks:
        groups = [part for group in groups for part in (group & mask, group & ~mask) if part]
    return groups
