"""Which values lie within which, which exclude each other, and which are made up of others.

A value of an axis is a class. What one thing can be at once is a *kind*: a set of classes that holds all that
lies above each, no two that exclude each other, and a part of each class that is the union of its parts.
A class that is not made up of named parts leaves room for a thing that is none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

Kind = frozenset[str]


@dataclass(frozen=True)
class Taxonomy:
    """The classes of all axes, by plain edges between them.

    >>> of = Taxonomy.of([("a", "a"), ("b", "b"), ("a", "top"), ("b", "top")], [("a", "b")], [("top", {"a", "b"})])
    >>> of.together({"a", "b"}), of.together({"top"}, without={"a"}), of.together({"top"}, without={"a", "b"})
    (False, True, False)
    """

    upward: dict[str, Kind]
    apart: dict[str, Kind]
    covers: dict[str, tuple[Kind, ...]]

    @classmethod
    def of(
        cls,
        within: Iterable[tuple[str, str]],
        disjoint: Iterable[tuple[str, str]],
        covered: Iterable[tuple[str, Iterable[str]]],
    ) -> Taxonomy:
        """From edges: within (transitive already), disjoint (both ways or not), and the parts of each union."""
        upward: dict[str, set[str]] = defaultdict(set)
        apart: dict[str, set[str]] = defaultdict(set)
        covers: dict[str, set[Kind]] = defaultdict(set)
        for low, high in within:
            upward[low] |= {low, high}
        for one, other in disjoint:
            apart[one].add(other)
            apart[other].add(one)
        for whole, members in covered:
            covers[whole].add(frozenset(members))
        return cls(
            {name: frozenset(names) for name, names in upward.items()},
            {name: frozenset(names) for name, names in apart.items()},
            {name: tuple(sorted(parts, key=sorted)) for name, parts in covers.items()},
        )

    @property
    def classes(self) -> tuple[str, ...]:
        """All classes."""
        return tuple(sorted(self.upward))

    @cached_property
    def downward(self) -> dict[str, Kind]:
        """All that lies within each class, itself included."""
        found: dict[str, set[str]] = defaultdict(set)
        for low, highs in self.upward.items():
            for high in highs:
                found[high].add(low)
        return {name: frozenset(names) for name, names in found.items()}

    @cached_property
    def _kept(self) -> dict[tuple[Kind, Kind], bool]:
        return {}

    def above(self, name: str) -> Kind:
        """All that contains a class, itself included."""
        return self.upward.get(name) or frozenset({name})

    def below(self, name: str) -> Kind:
        """All that lies within a class, itself included."""
        return self.downward.get(name) or frozenset({name})

    def together(self, within: Iterable[str], without: Iterable[str] = ()) -> bool:
        """Whether one thing can belong to all of some classes and to none of others."""
        asked = frozenset(within), frozenset(without)
        if asked not in self._kept:
            self._kept[asked] = next(self.kinds(*asked), None) is not None
        return self._kept[asked]

    def kinds(self, within: Kind, without: Kind = frozenset()) -> Iterator[Kind]:
        """The smallest kinds of thing that belong to all of some classes and to none of others."""
        kind = self._closed(within)
        if kind & without or any(kind & self.apart.get(name, frozenset()) for name in kind):
            return
        part = next(
            (parts for name in sorted(kind) for parts in self.covers.get(name, ()) if not parts & kind), None
        )
        if part is None:
            yield kind
            return
        for name in sorted(part - without):
            yield from self.kinds(kind | {name}, without)

    def _closed(self, names: Kind) -> Kind:
        return frozenset(high for name in names for high in self.above(name))

    def signatures(self, top: str, names: Iterable[str]) -> list[Kind]:
        """In how many ways a thing of a class can or cannot belong to some classes: each as those it belongs to.

        >>> of = Taxonomy.of([("a", "a"), ("b", "b"), ("a", "top"), ("b", "top")], [("a", "b")], [])
        >>> [sorted(signature) for signature in of.signatures("top", ["a", "b"])]
        [[], ['b'], ['a']]
        """
        found: list[tuple[Kind, Kind]] = [(frozenset({top}), frozenset())]
        order = sorted(set(names))
        for name in order:
            found = [
                pair
                for within, without in found
                for pair in ((within, without | {name}), (within | {name}, without))
                if self.together(*pair)
            ]
        return [within & frozenset(order) for within, _ in found]

    def smallest(self, top: str, name: str) -> list[Kind]:
        """The smallest kinds of thing of a class that belong to one class below it."""
        kinds = set(self.kinds(frozenset({top, name})))
        return sorted((kind for kind in kinds if not any(other < kind for other in kinds)), key=sorted)
