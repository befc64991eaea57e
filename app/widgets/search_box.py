"""The search on every page: what was found by words, under the kind of thing that it is, each a link."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from app import navigation
from app.language import plain, say
from app.widgets import seek
from queries.texts.hit import Hit

_MOST = 8  # hits that are shown
_KEY = "search"


def show() -> None:
    """The field, and below it what was found."""
    text = st.text_input(
        say("shared.search"),
        placeholder=say("shared.search"),
        icon=":material/search:",
        key=_KEY,
        label_visibility="collapsed",
    )
    if not (text or "").strip():
        return
    found = seek.found(text, "", _MOST)
    _hits(found)
    if len(found) == _MOST:
        st.caption(say("shared.first_hits", number=_MOST))
    st.button(say("shared.clear_search"), icon=":material/close:", type="tertiary", on_click=_clear)


def _hits(found: Sequence[Hit]) -> None:
    """The kinds in the order of their best hit, and in each the best first."""
    order = list(dict.fromkeys(hit.kind for hit in found))
    for kind, hits in groupby(sorted(found, key=lambda hit: order.index(hit.kind)), key=lambda hit: hit.kind):
        st.caption(say(f"kind.{kind}"))
        for hit in hits:
            navigation.to_record(hit.iri, plain(hit.label))


def _clear() -> None:
    st.session_state[_KEY] = ""
