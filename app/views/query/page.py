"""Ask in SPARQL: a question of the catalogue with its parameters, or a query of one's own in the editor."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app import session
from app.language import language, plain, say, words
from app.views.query import editor, parameters, reply
from app.widgets import choice, panel
from queries import library, lookup
from queries.library import Question

_MODES = ("catalogue", "own")
_LIST = 270  # pixels of the list of questions


def render() -> None:
    """Find a question, give its parameters, see the rows; or change its query, run it, and hand on a link."""
    st.title(say("query.title"))
    named = {mode: say(f"query.{mode}") for mode in _MODES}
    switch = partial(st.segmented_control, required=True, label_visibility="collapsed")
    if choice.among(say("query.mode"), named, "mode", draw=switch) == "own":
        _own()
    else:
        _catalogue()


def _own() -> None:
    st.caption(say("query.own_help"))
    sent = editor.show()
    if sent:
        st.session_state["reply"] = sent if "status" in sent else reply.from_elsewhere(sent["query"])
    if found := st.session_state.get("reply"):
        reply.show(found)


def _catalogue() -> None:
    known = {question.name: question for question in library.catalogue(session.folder())}
    chosen = _chosen(known)
    if chosen is None:
        st.info(say("query.choose_one"))
        return
    given = parameters.given(chosen)
    missing = parameters.missing(chosen, given)
    if missing:
        st.info(say("query.missing", names=", ".join(missing)))
        return
    panel.show_drawn(chosen.name, **given)
    st.button(
        say("query.change"),
        icon=":material/edit:",
        help=say("query.change_help"),
        on_click=_change,
        args=(chosen, given),
    )


def _change(question: Question, given: Mapping[str, str]) -> None:
    """The query of the question goes into the editor, with its parameters in it; what was answered before goes."""
    st.query_params["mode"] = "own"
    st.session_state.pop("reply", None)
    editor.put(panel.written(question, given))


def _chosen(known: Mapping[str, Question]) -> Question | None:
    """The question that is chosen from the list; the link says which was before."""
    left, right = st.columns([3, 2])
    text = left.text_input(
        say("query.find"),
        placeholder=say("query.find_hint"),
        icon=":material/search:",
        key="find",
        bind="query-params",
    )
    topic = _topic(right, list(dict.fromkeys(question.topic for question in known.values())))
    hits = [one.name for one in lookup.matching([q for q in known.values() if topic in ("", q.topic)], text)]
    asked = st.query_params.get("question", "")
    if st.session_state.get("question") not in hits:
        st.session_state["question"] = asked if asked in hits else None
    st.caption(say("query.found", number=len(hits), total=len(known)))
    with st.container(height=min(_LIST, 30 + 32 * max(len(hits), 1)), border=True):
        name = st.radio(
            say("query.question"),
            hits,
            format_func=lambda one: plain(known[one].header.summary[language()]),
            key="question",
            label_visibility="collapsed",
        )
    if name and name != asked:
        parameters.forget()
        st.query_params["question"] = name
    return known.get(name or asked)


def _topic(place: DeltaGenerator, topics: list[str]) -> str:
    """The topic that is chosen; nothing where all are looked through."""
    named = {one: say(f"topic.{one}") if one in words()["topic"] else one for one in topics}
    return choice.among(
        say("query.topic"), {"": say("query.all_topics"), **named}, "topic", draw=place.selectbox
    )
