"""The start page: which evidence supports a treatment in these patients, in four blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, say, told
from app.widgets import badges


def render() -> None:
    """The question, what was understood, and the four blocks."""
    st.title(say("ask.title"))
    intervention, population = _question()
    if not population:
        return
    answer = session.four_blocks(intervention, population)
    st.caption(say("ask.understood", words=told(answer["question"]["understood"])))
    _sums(answer)
    for block in ("measured", "mixed", "silent_or_excluded"):
        _block(block, answer)


def _question() -> tuple[str, str]:
    known = session.members("lg:Intervention", language())
    names, first = list(known), say("ask.first_intervention")
    left, right = st.columns(2)
    with left:
        intervention = st.selectbox(
            say("ask.intervention"),
            names,
            index=names.index(first) if first in known else 0,
            format_func=lambda name: known[name],
            key="intervention",
            bind="query-params",
        )
    with right:
        population = st.text_input(
            say("ask.population"),
            say("ask.first_population"),
            help=say("ask.population_help"),
            key="population",
            bind="query-params",
        )
    return str(intervention), (population or "").strip()


def _sums(answer: Mapping[str, Any]) -> None:
    low, high = answer["in_question"]
    with st.container(horizontal=True):
        st.metric(say("ask.independent"), answer["independent_participants"])
        st.metric(say("ask.in_question"), f"{low} – {high}")


def _block(name: str, answer: Mapping[str, Any]) -> None:
    entries = answer[name]
    st.header(f"{say(f'ask.{name}')} ({len(entries)})")
    if name == "measured" and answer["gap"]:
        st.info(told(answer["gap"]["explanation"]), icon=":material/info:")
    for entry in entries:
        with st.container(border=True):
            navigation.to_record(entry["study"], told(entry["label"]))
            badges.fit(entry["fit"])
            if entry["bounds"]:
                st.caption(
                    f"{entry['bounds'][0]} – {entry['bounds'][1]} / {entry['n']} {say('shared.patients')}"
                )
