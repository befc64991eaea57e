"""Which record answers a search best: label before synonym before paraphrase, the word itself before what contains it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from queries.texts.asked import Group, Way
from queries.texts.roles import WEIGHTS

_NAMES = ("label", "synonym", "identifier")
_WHOLE = 1.0
_SHORT = 0.2


@dataclass(frozen=True)
class Candidate:
    """A record that may answer: its number in the index, and the folded words of each role, in the order of their weights."""

    record: int
    folded: Sequence[str]

    @cached_property
    def words(self) -> tuple[tuple[float, str, frozenset[str]], ...]:
        """The words of each role with its weight."""
        return tuple(
            (weight, role, frozenset(text.split()))
            for (role, weight), text in zip(WEIGHTS.items(), self.folded, strict=True)
            if text
        )


def score(candidate: Candidate, groups: Sequence[Group], typed: str) -> tuple[float, str]:
    """How well a record answers (0 to about 2), and the role in which most of it was found.

    Rare things weigh more than common ones, and a record that lacks one falls behind all that have it.
    """
    found = [max((_way(candidate, way) for way in group.ways), default=(0.0, "")) for group in groups]
    total = sum(group.rarity for group in groups)
    there = [(part * group.rarity, role) for (part, role), group in zip(found, groups, strict=True)]
    covered = sum(group.rarity for (part, _), group in zip(found, groups, strict=True) if part) / total
    if not covered:
        return 0.0, ""
    whole = _WHOLE if typed in _names(candidate) else 0.0
    shortest = min((len(label.split()) for label in candidate.folded[0].split("\n")), default=0)
    brevity = _SHORT / (1 + shortest) if shortest else 0.0
    fit = covered * (sum(part for part, _ in there) / total + brevity)
    return round(fit + whole, 4), max(there)[1]


def _way(candidate: Candidate, way: Way) -> tuple[float, str]:
    parts = [_word(candidate, meanings) for meanings in way.words]
    if not all(part for part, _ in parts):
        return 0.0, ""
    return way.weight * sum(part for part, _ in parts) / len(parts), max(parts)[1]


def _word(candidate: Candidate, meanings: Mapping[str, float]) -> tuple[float, str]:
    best = (0.0, "")
    for weight, role, words in candidate.words:
        for word in meanings.keys() & words:
            best = max(best, (weight * meanings[word], role))
    return best


def _names(candidate: Candidate) -> list[str]:
    named = (text for role, text in zip(WEIGHTS, candidate.folded, strict=True) if role in _NAMES)
    return [line for text in named for line in text.split("\n")]
