"""A choice that stands in the link of the page by its code, so that the link says the same in each language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from app import session
from app.language import language


def among(
    label: str,
    named: Mapping[str, str],
    key: str,
    first: str = "",
    draw: Callable[..., str | None] = st.selectbox,
) -> str:
    """The code of what is chosen, out of codes with their labels: what the link says under ``key``, else the first.

    ``draw`` is the widget to choose with.
    """
    if not named:
        st.stop()
    start = first if first in named else next(iter(named))
    asked = st.query_params.get(key, "")
    st.session_state[key] = asked if asked in named else start
    name = draw(
        label,
        list(named),
        format_func=named.__getitem__,
        key=key,
        on_change=_written,
        args=(key, start),
    )
    return str(name)


def several(
    label: str, named: Mapping[str, str], key: str, draw: Callable[..., list[str]], **look: str
) -> list[str]:
    """The codes that are chosen, none at first; they stand in the link under ``key``."""
    st.session_state[key] = [name for name in st.query_params.get_all(key) if name in named]
    return list(
        draw(
            label,
            list(named),
            format_func=named.__getitem__,
            key=key,
            on_change=_all_written,
            args=(key,),
            **look,
        )
    )


def _all_written(key: str) -> None:
    if st.session_state[key]:
        st.query_params[key] = st.session_state[key]
    else:
        st.query_params.pop(key, None)


def _written(key: str, start: str) -> None:
    """Put what was chosen into the link; what is chosen anyway needs no word there."""
    name = st.session_state[key]
    if name == start:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = name


def of(label: str, of_class: str, first: str = "") -> str:
    """The CURIE of the record that a page is about; it stands in the link as ``id``."""
    name = among(label, session.members(of_class, language()), "id", first)
    st.query_params["id"] = name
    return name


def beside(label: str, of_class: str, first: str = "") -> str:
    """A choice that is one of several on a page, kept in the link under the name of its class."""
    return among(label, session.members(of_class, language()), of_class.partition(":")[2].lower(), first)
