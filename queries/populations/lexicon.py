"""The words of the axes: which phrase names which value or range of which axis, as the domain module says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from queries.axes import Axes, Axis
from queries.populations.ranges import Range, number_range

_OR = re.compile(r"\s+(?:or|oder|nor|noch)\s+|\s*/\s*|\s*\|\s*")
_SERIES = re.compile(r"(.*?)(\d) ?- ?(.*?)(\d)")


def plain(text: str) -> str:
    """Words as they are compared: small letters, one kind of dash, single spaces.

    >>> plain("2–4  Besuche")
    '2-4 besuche'
    """
    dashed = re.sub(r"[‐‑‒–—−]", "-", text.casefold().replace("≤", "<=").replace("≥", ">="))
    return re.sub(r"\s+", " ", dashed).strip()


def _loose(text: str) -> str:
    """The same with or without hyphens."""
    return plain(text).replace("-", " ")


@dataclass(frozen=True)
class Meaning:
    """What a phrase says on one axis: one of some values, or a range. ``by_default`` are editions not said."""

    axis: str
    values: tuple[str, ...] = ()
    range: Range | None = None
    by_default: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Pattern:
    axis: Axis
    before: str
    after: str
    is_range: bool

    def inside(self, phrase: str) -> str | None:
        """What stands in the place of the value or range."""
        if not (phrase.startswith(self.before) and phrase.endswith(self.after)):
            return None
        inner = phrase[len(self.before) : len(phrase) - len(self.after)]
        return inner.strip() if inner.strip() and len(self.before) + len(self.after) <= len(phrase) else None


class Lexicon:
    """All phrases that the axes of a store allow."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes
        self.patterns = sorted(set(_patterns(axes)), key=lambda one: (one.axis.iri, one.before, one.after))
        self._words: dict[str, dict[str, set[str]]] = {}

    def words(self, axis: str) -> dict[str, set[str]]:
        """The values of an axis by each word for them."""
        if axis not in self._words:
            found: dict[str, set[str]] = defaultdict(set)
            for value, words in self.axes.value_words(axis).items():
                for word in words:
                    found[_loose(word)].add(value)
            self._words[axis] = dict(found)
        return self._words[axis]

    def meanings(self, phrase: str) -> list[Meaning]:
        """What a whole phrase can mean; a base axis puts its variants aside, and a name of a value a mere number."""
        found = list(dict.fromkeys(self._direct(phrase)))
        if not found:
            found = list(dict.fromkeys(self._listed(phrase)))
        bases = {one.axis for one in found}
        kept = [one for one in found if self.axes.axes[one.axis].variant_of not in bases]
        kept = [one for one in kept if one.values] or kept
        return [one for one in kept if not (one.values and any(_wider(one, other) for other in kept))]

    def _direct(self, phrase: str) -> Iterator[Meaning]:
        for pattern in self.patterns:
            inner = pattern.inside(phrase)
            if inner is None:
                continue
            if pattern.is_range:
                numbers = number_range(inner)
                if numbers:
                    yield Meaning(pattern.axis.iri, range=numbers)
            else:
                yield from self._of_words(pattern.axis.iri, [inner])
                for words in (_OR.split(inner), _series(inner)):
                    if len(words) > 1:
                        yield from self._of_words(pattern.axis.iri, words)

    def _of_words(self, axis: str, words: Iterable[str]) -> Iterator[Meaning]:
        """The values that some words name, all of them on this axis."""
        values: list[str] = []
        defaults: set[str] = set()
        for word in words:
            chosen = self._in_edition(self.words(axis).get(_loose(word), set()))
            if not chosen:
                return
            values += [value for value in chosen[0] if value not in values]
            defaults |= chosen[1]
        yield Meaning(axis, tuple(sorted(values)), by_default=frozenset(defaults))

    def _in_edition(self, values: set[str]) -> tuple[list[str], set[str]] | None:
        """The value without edition, else that of the default edition; several of one edition are all meant."""
        by_edition: dict[str, list[str]] = defaultdict(list)
        for value in sorted(values):
            by_edition[self.axes.values[value].edition].append(value)
        if "" in by_edition:
            return by_edition[""], set()
        for edition in self.axes.default_editions:
            if edition in by_edition:
                return by_edition[edition], ({edition} if len(by_edition) > 1 else set())
        return (
            (by_edition[max(by_edition)], set() if len(by_edition) == 1 else {max(by_edition)})
            if values
            else None
        )

    def _listed(self, phrase: str) -> Iterator[Meaning]:
        """Several phrases with "or" between them, when all speak of one axis."""
        phrases = _OR.split(phrase)
        if len(phrases) < 2:  # noqa: PLR2004  a list has two members
            return
        found = [list(self._direct(one)) for one in phrases]
        for axis in sorted({meaning.axis for meaning in found[0]}):
            mine = [[one for one in meanings if one.axis == axis and one.values] for meanings in found]
            if all(mine):
                chosen = [meanings[0] for meanings in mine]
                yield Meaning(
                    axis,
                    tuple(sorted({value for one in chosen for value in one.values})),
                    by_default=frozenset(edition for one in chosen for edition in one.by_default),
                )

    @cached_property
    def _known(self) -> dict[str, str]:
        """Phrases as people may type them, for near matches."""
        found = {}
        for axis in self.axes.axes.values():
            shapes = [text for _, text in axis.patterns if "{value}" in text]
            for value in self.axes.values_of(axis.iri) if shapes else ():
                for shape in sorted(shapes, key=len)[:1]:
                    for _, word in sorted(value.words):
                        found[plain(shape.replace("{value}", word))] = shape.replace("{value}", word)
            for _, text in axis.patterns:
                if "{range}" in text:
                    found[plain(text.replace("{range}", "2"))] = text.replace("{range}", "2")
        return found

    def near(self, phrase: str) -> list[str]:
        """The phrases nearest to one that was not understood: as a whole first, then in part."""
        typed, known = plain(phrase), self._known.keys()
        whole = process.extract(typed, known, scorer=fuzz.ratio, limit=6, score_cutoff=50)
        partly = process.extract(typed, known, scorer=fuzz.WRatio, limit=5)
        return list(dict.fromkeys(self._known[word] for word, *_ in (*whole, *partly)))[:5]


def _wider(one: Meaning, other: Meaning) -> bool:
    """Whether another meaning on the same axis says less by naming fewer words of the phrase as values."""
    return one.axis == other.axis and one != other and len(other.values) < len(one.values)


def _series(text: str) -> list[str]:
    """A series such as "X1-3" or "X1-X3" as its members.

    >>> _series("x1-3"), _series("x1-x2"), _series("x-ray")
    (['x1', 'x2', 'x3'], ['x1', 'x2'], [])
    """
    found = _SERIES.fullmatch(text)
    if not found or found[3] not in ("", found[1]):
        return []
    return [f"{found[1]}{number}" for number in range(int(found[2]), int(found[4]) + 1)]


def _patterns(axes: Axes) -> Iterator[_Pattern]:
    for axis in axes.axes.values():
        for _, text in axis.patterns:
            for slot in ("{value}", "{range}"):
                if slot in text:
                    before, _, after = text.casefold().partition(slot)
                    yield _Pattern(axis, before, after, is_range=slot == "{range}")
