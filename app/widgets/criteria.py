"""Patients by choice instead of by words: one characteristic at a time, put into the text of the question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from app import session
from app.language import language, plain, say
from ontology.namespaces import curie
from queries import phrases
from queries.axes import Axis, Restriction, Value
from queries.errors import NotUnderstood

#: How many of something a patient can have that the two boxes let choose.
_MOST = 200


def typed(label: str, key: str, first: str, explained: str) -> str:
    """A line to type the question in; what stands in the link under ``key``, else the first."""
    st.session_state[key] = st.query_params.get(key, first)
    st.text_input(label, key=key, help=explained, on_change=_written, args=(key,))
    return str(st.session_state[key]).strip()


def _written(key: str) -> None:
    put(key, str(st.session_state[key]))


def choose(key: str) -> None:
    """A box that adds criteria to the text that stands in the session under ``key``."""
    known = session.vocabulary()
    with st.popover(say("ask.more_criteria"), icon=":material/tune:"):
        named = _named(known.axes.values())
        name = st.selectbox(say("coverage.axis"), named, format_func=named.__getitem__, key="criteria.axis")
        if name is None:
            return
        axis = known.axis(name)
        words = _range(axis) if axis.kind == "range" else _values(axis)
        st.caption(plain(words) if words else say("ask.choose_help"))
        left, right = st.columns(2)
        left.button(say("ask.add"), on_click=_add, args=(key, words), disabled=not words, type="primary")
        right.button(say("ask.clear"), on_click=put, args=(key, ""))


def _add(key: str, words: str) -> None:
    before = str(st.session_state.get(key) or "").strip().rstrip(",")
    put(key, f"{before}, {words}" if before else words)


def put(key: str, text: str) -> None:
    """Make a text the question: the link says what it is."""
    st.query_params[key] = text


def _named(found: Iterable[Axis | Value]) -> dict[str, str]:
    """Axes or values by their IRIs, with their labels, in the order of these."""
    named = {one.iri: one.label.get(language()) or curie(one.iri) for one in found}
    return dict(sorted(named.items(), key=lambda one: one[1]))


def _values(axis: Axis) -> str:
    named = _named(value for value in session.vocabulary().values_of(axis.iri) if value.iri != axis.range)
    chosen = st.multiselect(
        say("ask.value"),
        named,
        format_func=named.__getitem__,
        key=f"criteria.{axis.iri}",
        placeholder=say("shared.choose"),
    )
    return phrase_of_values(axis, [named[value] for value in chosen])


def phrase_of_values(axis: Axis, named: Sequence[str]) -> str:
    """The phrase for one of some values, by what these are called."""
    return f" {say('ask.or')} ".join(said for words in named if (said := _said(axis, words, "value")))


def _range(axis: Axis) -> str:
    left, right = st.columns(2)
    low = left.number_input(say("ask.from"), 0, _MOST, 1, key=f"low.{axis.iri}")
    high = right.number_input(say("ask.to"), int(low), _MOST, max(int(low), 4), key=f"high.{axis.iri}")
    return phrase_of_range(axis, int(low), int(high))


def phrase_of_range(axis: Axis, low: int, high: int) -> str:
    """The phrase for a range with both its ends."""
    return _said(axis, str(low) if low == high else f"{low}-{high}", "range")


def phrase(known: Iterable[Restriction]) -> str:
    """The words that Ask understands for patients of these criteria; those that no words say are left out."""
    return ", ".join(said for one in known if (said := _phrase(session.vocabulary().axis(one.axis), one)))


def _phrase(axis: Axis, one: Restriction) -> str:
    if axis.kind == "range":
        closed = one.minimum is not None and one.maximum is not None
        return phrase_of_range(axis, one.minimum or 0, one.maximum or 0) if closed else ""
    named = _named(value for value in session.vocabulary().values_of(axis.iri) if value.iri in one.any_of)
    return phrase_of_values(axis, list(named.values()))


def _said(axis: Axis, words: str, gap: str) -> str:
    return _understood(axis.iri, words, gap, language())


@session.kept
def _understood(name: str, words: str, gap: str, spoken: str) -> str:
    """The phrase for a value on an axis that is understood as just that; nothing where there is none."""
    axis = session.vocabulary().axis(name)
    patterns = sorted(axis.patterns, key=lambda pattern: (pattern[0] != spoken, len(pattern[1])))
    phrased = [pattern.replace(f"{{{gap}}}", words) for _, pattern in patterns]
    for phrase in [*phrased, words]:
        try:
            found = phrases.understand(session.vocabulary(), phrase)
        except NotUnderstood:
            continue
        if any(axis.iri in (one.axis, *_wider(axis)) for one in found.criteria):
            return phrase
    return ""


def _wider(axis: Axis) -> tuple[str, ...]:
    return (axis.variant_of,) if axis.variant_of else ()
