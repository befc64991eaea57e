"""How many different patients stand behind an answer: patients are counted, not papers.

Two reports on one trial, or two groups of one study, hold the same people. Per study the smallest reported
group that contains all its entries counts; among studies that share participants, the largest sum over
studies of which no two share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping


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
