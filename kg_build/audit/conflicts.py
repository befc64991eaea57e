"""What of some terms of a classification does not go together in one edition: with each other, or with a count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from kg_build.audit.claims import ClassificationUse
from kg_build.audit.classification import Classification, shipped
from kg_build.audit.finding import Words
from queries.axes import Restriction
from queries.populations.echo import in_words

#: Terms by axis: what they mean, and how they are printed.
_Said = dict[str, tuple[Restriction, str]]


@dataclass(frozen=True)
class Conflict:
    """What does not go together in one edition: a term, what it allows, and what was found beside it."""

    term: str
    allowed: tuple[str, ...]
    found: tuple[str, ...]
    fitting: tuple[str, ...] = ()
    partly: bool = False
    assumed: bool = False
    said: Words | None = None
    counted: Words | None = None


def conflicts(use: ClassificationUse, edition: str) -> tuple[Conflict, ...]:
    """All that does not go together in an edition."""
    return tuple(_looked_for(shipped(), use, edition))


def _looked_for(known: Classification, use: ClassificationUse, edition: str) -> Iterator[Conflict]:
    absent = [term for term in (*use.terms, *use.equated_with) if edition not in known.readings(term)]
    for term in absent:
        elsewhere = next(iter(known.readings(term).values()))
        fitting = tuple(known.values_beside(elsewhere.axis, edition, elsewhere))
        yield Conflict(term, fitting, (term,), fitting)
    if absent:
        return
    said = _by_axis(known, use.terms, edition)
    yield from _beside_each_other(known, said, edition)
    for part in use.said:
        yield from _beside_count(known, said, part, edition)
    if use.equated_with:
        yield from _equated(known, said, _by_axis(known, use.equated_with, edition))


def _by_axis(known: Classification, terms: Sequence[str], edition: str) -> _Said:
    """The terms as restrictions, with how they are printed: several on one axis are alternatives."""
    values: dict[str, list[str]] = defaultdict(list)
    printed: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        reading = known.readings(term)[edition]
        values[reading.axis] += reading.any_of
        printed[reading.axis].append(term)
    return {
        axis: (Restriction(axis, tuple(dict.fromkeys(found))), "/".join(printed[axis]))
        for axis, found in values.items()
    }


def _beside_each_other(known: Classification, said: _Said, edition: str) -> Iterator[Conflict]:
    """Each single value must be possible beside each other axis, else beside all of them; one conflict is told."""
    pairs = (((one,), other) for one, other in permutations(said, 2))
    wholes = ((tuple(one for one in said if one != other), other) for other in said)
    for found in (pairs, wholes):
        told = [one for axes, other in found for one in _beside(known, said, axes, other, edition)]
        if told:
            yield next((one for one in told if one.allowed), told[0])
            return


def _beside(
    known: Classification, said: _Said, axes: tuple[str, ...], other: str, edition: str
) -> Iterator[Conflict]:
    """The values on one axis that are impossible beside what is said on others."""
    parts = tuple(said[one][0] for one in axes)
    impossible = tuple(
        value for value in said[other][0].any_of if not known.possible(*parts, Restriction(other, (value,)))
    )
    if impossible:
        yield Conflict(
            " ".join(said[one][1] for one in axes),
            tuple(known.values_beside(other, edition, *parts)),
            tuple(known.notation(value) for value in impossible),
            tuple(known.values_beside(axes[0], edition, Restriction(other, impossible), *parts[1:])),
        )


def _beside_count(known: Classification, said: _Said, part: Restriction, edition: str) -> Iterator[Conflict]:
    """What is said besides, such as a count, lies within what the terms allow: as it stands, or read as a part.

    Terms that leave nothing of the part say nothing of the whole.
    """
    together = tuple(term for term, _ in said.values())
    for axis in (part.axis, *known.parts.get(part.axis, ())):
        if axis != part.axis and tuple(_allowed_numbers(known, axis, *together)) == ("0",):
            continue
        moved = Restriction(axis, part.any_of, part.none_of, part.minimum, part.maximum)
        for term, printed in said.values():
            outside = _outside(known, term, moved)
            if outside:
                yield Conflict(
                    printed,
                    tuple(_allowed_numbers(known, axis, term)),
                    (known.words(part),),
                    tuple(known.values_beside(term.axis, edition, moved)),
                    partly=outside == "partly",
                    assumed=axis != part.axis,
                    said=Words(**in_words(known.axes, part)),
                    counted=Words(
                        **{tag: known.axes.axes[axis].label.get(tag, axis) for tag in ("de", "en")}
                    ),
                )
                return


def _outside(known: Classification, term: Restriction, part: Restriction) -> str:
    """Whether what is said lies outside what a term allows: wholly, partly, or not at all."""
    if not known.possible(term, part):
        return "wholly"
    if part.minimum is None and part.maximum is None:
        return ""
    ends = (part.minimum, part.maximum)
    at_ends = [
        known.possible(term, Restriction(part.axis, minimum=end, maximum=end))
        for end in ends
        if end is not None
    ]
    return "" if all(at_ends) else "partly"


def _allowed_numbers(known: Classification, axis: str, *terms: Restriction) -> Iterator[str]:
    """The counts that terms allow, up to a few, and from which number on all are allowed."""
    few = [
        number
        for number in range(5)
        if known.possible(*terms, Restriction(axis, minimum=number, maximum=number))
    ]
    if not few:
        return
    if few[-1] == 4:  # noqa: PLR2004 - the last that was tried: above it nothing changes
        first = next(number for number in few if set(range(number, 5)) <= set(few))
        yield from (str(number) for number in few if number < first)
        yield f">={first}"
    else:
        yield from map(str, few)


def _equated(known: Classification, said: _Said, other: _Said) -> Iterator[Conflict]:
    """Terms that are said to be the same mean the same."""
    for one, printed in said.values():
        for same, named in other.values():
            if not known.possible(one, same):
                yield Conflict(printed, (printed,), (named,))
            elif known.possible(one, _but(same)) or known.possible(same, _but(one)):
                yield Conflict(printed, (printed,), (named,), partly=True)


def _but(part: Restriction) -> Restriction:
    return Restriction(part.axis, none_of=part.any_of)
