"""How many different patients stand behind an answer: patients are counted, not papers.

Two reports on one trial, or two groups of one study, hold the same people. Per study the smallest reported
group that contains all its entries counts; among studies that share participants, the largest sum over
studies of which no two share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from queries.fit import Fit
from queries.groups import StudiedGroup


class Counted(NamedTuple):
    """How many different people, and how many of them can be meant, at least and at most."""

    participants: int
    low: int
    high: int


def counted(
    by_study: Mapping[str, Iterable[str]],
    reported: Mapping[str, StudiedGroup],
    fits: Mapping[str, Fit],
    shares: Iterable[tuple[str, str]],
) -> Counted:
    """The different people in some groups of each study, all with a number; ``shares`` are the studies with the same patients."""
    holding = {study: smallest_around(names, reported) for study, names in by_study.items()}
    weights = {study: sum(reported[name].n or 0 for name in names) for study, names in holding.items()}
    chosen = largest_independent_sum(weights, shares)
    bounds = [fits[name].bounds or (0, reported[name].n or 0) for study in chosen for name in holding[study]]
    return Counted(
        participants=sum(weights[study] for study in chosen),
        low=sum(low for low, _ in bounds),
        high=sum(high for _, high in bounds),
    )


def smallest_around(names: Iterable[str], reported: Mapping[str, StudiedGroup]) -> list[str]:
    """The smallest reported group that contains all of some groups of a study; else those groups themselves.

    Groups that lie in no common group (two arms) are different people: their numbers add up.
    """
    wanted = sorted(set(names))
    around = [[name, *reported[name].ancestors] for name in wanted]
    common = [group for group in around[0] if all(group in others for others in around)]
    known = [group for group in common if group in reported and reported[group].n is not None]
    if known:
        return [min(known, key=lambda group: reported[group].n or 0)]
    return [name for name in wanted if not set(reported[name].ancestors) & set(wanted)]


def largest_independent_sum(weights: Mapping[str, int], shares: Iterable[tuple[str, str]]) -> set[str]:
    """The studies of the largest sum of patients among which no two share participants.

    >>> sorted(largest_independent_sum({"a": 49, "b": 49, "c": 30}, [("a", "b")]))
    ['a', 'c']
    """
    neighbours: dict[str, set[str]] = {study: set() for study in weights}
    for one, other in shares:
        if one in neighbours and other in neighbours and one != other:
            neighbours[one].add(other)
            neighbours[other].add(one)
    chosen: set[str] = set()
    for component in _components(neighbours):
        chosen |= _best(sorted(component), neighbours, weights)
    return chosen


def _components(neighbours: Mapping[str, set[str]]) -> list[set[str]]:
    left, found = set(neighbours), []
    while left:
        component, border = set(), {min(left)}
        while border:
            component |= border
            border = {near for study in border for near in neighbours[study]} - component
        left -= component
        found.append(component)
    return found


def _best(studies: list[str], neighbours: Mapping[str, set[str]], weights: Mapping[str, int]) -> set[str]:
    """Branch on the study with the most links: it without its neighbours, or the rest without it."""
    linked = [study for study in studies if neighbours[study] & set(studies)]
    if not linked:
        return set(studies)
    pivot = max(linked, key=lambda study: (len(neighbours[study] & set(studies)), study))
    without = [study for study in studies if study != pivot]
    taken = {pivot} | _best([s for s in without if s not in neighbours[pivot]], neighbours, weights)
    left = _best(without, neighbours, weights)
    return max(sorted((taken, left), key=sorted), key=lambda chosen: sum(weights[study] for study in chosen))
