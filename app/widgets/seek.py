"""A choice of any record or term by words: what is typed is looked up as in the search of every page."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
import streamlit as st

from app import reasons, session
from app.language import language, plain, say
from ontology.errors import LeitgraphError, UnknownTerm
from ontology.namespaces import curie, iri
from queries import search
from queries.backend import named
from queries.texts.hit import Hit

_HITS = 12


def of_link(label: str, first: str, kind: str = "") -> str:
    """The same for the record that a page is about: the link says which as ``id``, and is followed wherever it leads."""
    asked = st.query_params.get("id", "") or first
    if st.session_state.get("seek.chosen") != asked:
        st.session_state["seek.text"] = asked
    chosen = record(label, "", "seek.text", kind)
    st.session_state["seek.chosen"] = chosen or asked
    if chosen:
        st.query_params["id"] = chosen
    return chosen


def record(label: str, first: str, key: str, kind: str = "") -> str:
    """The CURIE of the record that is chosen: named by CURIE or IRI, else chosen among those that the words find."""
    text = st.text_input(
        label, first, key=key, help=say("seek.help"), placeholder=say("shared.search_hint")
    ).strip()
    if not text or _known(text):
        return curie(_known(text)) if text else ""
    hits = {curie(hit.iri): hit.label for hit in found(text, kind, _HITS)}
    if not hits:
        return ""
    chosen = st.selectbox(
        say("seek.meant"), hits, format_func=lambda one: f"{hits[one]} · {one}", key=f"{key}.{text}"
    )
    return str(chosen or "")


def found(text: str, kind: str, most: int) -> Sequence[Hit]:
    """What words find, of one kind or of all; where they find nothing or cannot be searched for, that is said."""
    try:
        hits = search.anywhere(named(), text, language(), kind, most)
    except LeitgraphError as fault:
        st.caption(f"{say('shared.no_search')} {reasons.why(fault)}")
        return ()
    if not hits:
        st.caption(plain(say("shared.nothing_found", text=text)))
        st.caption(say("shared.search_help"))
    return hits


def _known(text: str) -> str:
    """The IRI where the text is one, or the short name of one, of something that the graph holds."""
    try:
        name = ox.NamedNode(iri(text)).value
    except (UnknownTerm, ValueError):
        return ""
    return name if session.record(name).terms else ""
