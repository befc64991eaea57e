"""On which basis a question is read: as it stands, or on the variant of an axis that the group names.

A question that names no basis is read on the one that the group names (clinical, pathological), unless the
group speaks on the base axis itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from queries.axes import Axes, Axis, Restriction
from queries.groups import Asserter, StudiedGroup


@dataclass(frozen=True)
class Reading:
    """The question as read for one group, and the variants that took the place of their base axes."""

    criteria: tuple[Restriction, ...]
    variants: tuple[str, ...] = ()


def read(axes: Axes, question: Iterable[Restriction], group: StudiedGroup, asserter: Asserter) -> Reading:
    """Read a question for a group as one source describes it."""
    asked = tuple(question)
    bases = sorted({part.axis for part in asked if axes.variants(part.axis)})
    found = {
        base: _variant(axes, base, [part for part in asked if part.axis == base], group, asserter)
        for base in bases
    }
    chosen = {base: variant for base, variant in found.items() if variant is not None}
    criteria = tuple(
        _moved(axes, part, chosen[part.axis]) or part if part.axis in chosen else part for part in asked
    )
    return Reading(criteria, tuple(variant.iri for variant in chosen.values()))


def _variant(
    axes: Axes, base: str, parts: Iterable[Restriction], group: StudiedGroup, asserter: Asserter
) -> Axis | None:
    """The variant that the group names: in its criteria, else in the most of its counts."""
    stated = [part.axis for part in group.criteria]
    counted = [part.axis for one in group.parts if one.asserter == asserter for part in one.criteria]
    if base in stated or base in counted:
        return None
    asked = list(parts)
    able = [variant for variant in axes.variants(base) if all(_moved(axes, part, variant) for part in asked)]
    named = [variant for variant in able if variant.iri in {*stated, *counted}]
    return min(
        named, key=lambda one: (-stated.count(one.iri), -counted.count(one.iri), one.iri), default=None
    )


def _moved(axes: Axes, part: Restriction, variant: Axis) -> Restriction | None:
    """The same restriction with the values that the variant has; None where it has none for one of them."""
    any_of = [_values(axes, value, variant) for value in part.any_of]
    none_of = [_values(axes, value, variant) for value in part.none_of]
    if not all([*any_of, *none_of]):
        return None
    return Restriction(variant.iri, _flat(any_of), _flat(none_of), part.minimum, part.maximum)


def _flat(values: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for found in values for value in found}))


def _values(axes: Axes, value: str, variant: Axis) -> set[str]:
    """The value itself where the variant has it, else the widest of those within it that the variant has."""
    own = axes.taxonomy.below(variant.range)
    if value in own:
        return {value}
    inside = axes.taxonomy.below(value) & own
    return {one for one in inside if not (axes.taxonomy.above(one) - {one}) & inside}
