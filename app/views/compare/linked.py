"""Choices of more than one that stand in the link of a page by their codes, as ``choice`` has it for one.

Streamlit's own ``bind="query-params"`` writes the words that are shown: a link with them is lost when the language, or a
count beside a word, changes. Here the link is what holds, and a widget shows what the link says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from app.language import say


def of(key: str, known: Iterable[str]) -> list[str]:
    """What the link says under ``key``, as far as it is known; each once."""
    named = set(known)
    return [value for value in dict.fromkeys(st.query_params.get_all(key)) if value in named]


def many(label: str, named: Mapping[str, str], key: str) -> list[str]:
    """Any of some codes; all of them where none is chosen."""
    st.session_state[_widget(key)] = of(key, named)
    return list(
        st.pills(
            label,
            list(named),
            selection_mode="multi",
            wrap=True,
            format_func=lambda name: named.get(name, name),
            key=_widget(key),
            on_change=_put,
            args=(key,),
        )
    )


def some(label: str, named: Mapping[str, str], key: str, first: Iterable[str]) -> list[str]:
    """Some of many codes, in the order in which they are named; ``first`` where the link names none."""
    chosen = of(key, named) or [name for name in first if name in named]
    st.session_state[_widget(key)] = chosen
    st.multiselect(
        label,
        list(named),
        format_func=lambda name: named.get(name, name),
        key=_widget(key),
        on_change=_put,
        args=(key,),
        placeholder=say("shared.choose"),
    )
    return [name for name in named if name in chosen]


def span(label: str, low: int, high: int, key: str) -> tuple[int, int]:
    """From a number to a number, both within the limits."""
    ends = [int(end) for end in st.query_params.get_all(key) if end.isascii() and end.isdigit()]
    inside = sorted(min(max(end, low), high) for end in ends) if len(ends) == 2 else [low, high]  # noqa: PLR2004
    st.session_state[_widget(key)] = (inside[0], inside[1])
    st.slider(label, low, high, key=_widget(key), on_change=_put, args=(key,))
    return inside[0], inside[1]


def _widget(key: str) -> str:
    return f"linked.{key}"


def _put(key: str) -> None:
    """The choice of a widget into the link."""
    chosen = st.session_state[_widget(key)]
    if isinstance(chosen, str | int):
        st.query_params[key] = str(chosen)
    else:
        st.query_params[key] = [str(value) for value in chosen or ()]
