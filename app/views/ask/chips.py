"""Patients by chips: the characteristics that are asked for most, each value one click, and what was understood, each part to be taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import session
from app.language import language, plain, say
from app.widgets import criteria
from ontology.namespaces import iri
from queries import phrases
from queries.axes import Axis, Restriction, Value
from queries.errors import NotUnderstood
from queries.phrases import Part, Reading

#: How many of something there are chips for; more can be typed.
_COUNTED = range(1, 9)
_ANY_EDITION = ""
_AXES = 8  # for which there are chips where the words name none of the store's


def reading(text: str) -> Reading:
    """How a question about patients is read, as far as it is understood."""
    try:
        return phrases.reading(session.vocabulary(), text)
    except NotUnderstood:
        return Reading(())


def understood(key: str) -> None:
    """What was understood of the text under ``key``, a chip for each criterion that a click takes out; what was not, with near ones."""
    read = reading(str(st.session_state.get(key) or ""))
    if read.parts:
        with _row("understood"):
            st.caption(say("ask.understood_as"), width="content")
            for number, part in enumerate(read.parts):
                rest = [other for other in read.parts if other is not part]
                st.button(
                    plain(part.echo[language()]),
                    key=f"understood.{number}.{part.words}",
                    help=say("ask.take_out"),
                    icon=":material/close:",
                    icon_position="right",
                    on_click=criteria.put,
                    args=(key, _text(rest, read.unknown)),
                )
    if read.near:
        with _row("near"):
            st.caption(say("ask.meant", words=plain(read.unknown)), width="content")
            for phrase in read.near:
                st.button(
                    plain(phrase),
                    key=f"near.{phrase}",
                    icon=":material/add:",
                    on_click=criteria.put,
                    args=(key, _text(read.parts, phrase)),
                )


def _row(name: str) -> DeltaGenerator:
    return st.container(horizontal=True, gap="small", vertical_alignment="center", key=name)


def quick(key: str) -> None:
    """Chips for the characteristics that are asked for most, on both sides of the page."""
    known = session.vocabulary()
    named = [known.axes[iri(name)] for name in say("ask.quick_axes").split() if iri(name) in known.axes]
    axes = named or [axis for axis in known.axes.values() if not axis.variant_of][:_AXES]
    found = reading(str(st.session_state.get(key) or "")).parts
    edition = _edition(axes)
    for number, column in enumerate(st.columns(2)):
        with column:
            for axis in axes[number::2]:
                _axis(key, axis, found, edition)


def _axis(key: str, axis: Axis, found: Sequence[Part], edition: str) -> None:
    named = (
        {str(number): str(number) for number in _COUNTED} if axis.kind == "range" else _values(axis, edition)
    )
    chip = f"quick.{axis.iri}"
    before = [name for name in named if any(_holds(part.criterion, axis, name) for part in found)]
    st.session_state[chip] = before
    st.pills(
        plain(axis.label.get(language()) or axis.iri),
        list(named),
        selection_mode="multi",
        format_func=lambda name: plain(named[name]),
        key=chip,
        on_change=_chosen,
        args=(key, axis, named, before),
    )


def _holds(criterion: Restriction, axis: Axis, name: str) -> bool:
    """Whether a criterion names a value, or a range in which a number lies."""
    if criterion.axis != axis.iri:
        return False
    if axis.kind != "range":
        return name in criterion.any_of
    low, high = criterion.minimum, criterion.maximum
    return (low is None or low <= int(name)) and (high is None or int(name) <= high)


def _chosen(key: str, axis: Axis, named: dict[str, str], before: Sequence[str]) -> None:
    """Put what the chips of an axis say in the place of what the text said on it."""
    read = reading(str(st.session_state.get(key) or ""))
    chosen = list(st.session_state[f"quick.{axis.iri}"])
    if axis.kind == "range":
        low, high = _span([int(name) for name in before], [int(name) for name in chosen])
        words = criteria.phrase_of_range(axis, low, high) if low else ""
    else:
        words = criteria.phrase_of_values(axis, [named[name] for name in named if name in chosen])
    kept = [part for part in read.parts if not _on(part.criterion, axis)]
    criteria.put(key, _text(kept, words, read.unknown))


def _on(criterion: Restriction, axis: Axis) -> bool:
    """Whether a criterion is on an axis or on a variant of it."""
    return axis.iri in (criterion.axis, session.vocabulary().axes[criterion.axis].variant_of)


def _span(before: Iterable[int], chosen: Iterable[int]) -> tuple[int, int]:
    """The range that chosen numbers mean; a number that is taken out of the middle ends the range before it.

    >>> _span([], [2, 4]), _span([2, 3, 4], [2, 4]), _span([2, 3], [3]), _span([2], [])
    ((2, 4), (2, 2), (3, 3), (0, 0))
    """
    now, gone = sorted(chosen), sorted(set(before) - set(chosen))
    if not now:
        return 0, 0
    if gone and now[0] < gone[0] < now[-1]:
        return now[0], gone[0] - 1
    return now[0], now[-1]


def _text(found: Iterable[Part], *more: str) -> str:
    return ", ".join(words for words in (*(part.words for part in found), *more) if words)


def _values(axis: Axis, edition: str) -> dict[str, str]:
    """The values of an axis in one edition, or those that belong to none, by IRI with their labels."""
    known = session.vocabulary()
    ranges = {other.range for other in known.axes.values()}
    of_axis = [value for value in known.values_of(axis.iri) if value.iri not in ranges]
    mine = [value for value in of_axis if value.edition == edition] or [
        value for value in of_axis if not value.edition
    ]
    return {value.iri: _label(value) for value in mine}


def _label(value: Value) -> str:
    return value.label.get(language()) or value.iri


def _edition(axes: Iterable[Axis]) -> str:
    """The edition whose values are offered, where the axes have several."""
    known = session.vocabulary()
    there = {value.edition for axis in axes for value in known.values_of(axis.iri) if value.edition}
    if not there:
        return _ANY_EDITION
    named = {_ANY_EDITION: say("ask.any_edition")} | {
        name: _label(known.editions[name]) for name in sorted(there) if name in known.editions
    }
    chosen = st.segmented_control(
        say("ask.edition"),
        list(named),
        default=_ANY_EDITION,
        required=True,
        format_func=named.__getitem__,
        key="quick.edition",
    )
    return str(chosen or _ANY_EDITION)
