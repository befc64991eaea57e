"""What the guideline says on a question: its statements on these patients, recommendations first, and those without a word on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.views.ask.results import code
from app.widgets import badges
from ontology.namespaces import curie

Said = Mapping[str, Any]
_WHOLE = 5  # statements that are shown whole at once
_LISTED = 60  # further ones that are named; all of them are in the answer as JSON


def recommendations(found: Iterable[Said]) -> frozenset[str]:
    """Which of some statements recommend something."""
    return session.of_class(tuple(one["statement"] for one in found), "lg:Recommendation")


def show(found: Sequence[Said]) -> None:
    """The statements that speak of these patients, the first few whole; the others by their numbers."""
    speaking = [one for one in found if one["speaks"]]
    recommending = recommendations(speaking)
    speaking.sort(key=lambda one: one["statement"] not in recommending)
    if not speaking:
        st.caption(say("shared.empty"))
    for one in speaking[:_WHOLE]:
        _whole(one)
    if rest := speaking[_WHOLE:]:
        label = say("ask.more_said", number=len(rest))
        with st.expander(label, icon=":material/unfold_more:", key="rest.guideline"):
            for one in rest[:_LISTED]:
                _brief(one)
            _left_out(rest)
    if others := [one for one in found if not one["speaks"]]:
        _general(others)


def _general(others: Sequence[Said]) -> None:
    """The statements without a word on these patients, by their numbers, when somebody asks for them."""
    with st.expander(say("ask.general", number=len(others)), key="general", on_change="rerun") as opened:
        if opened.open:
            with st.container(horizontal=True, gap="small"):
                for one in others[:_LISTED]:
                    navigation.to_record(one["statement"], _number(one["statement"]))
                _left_out(others)


def _left_out(found: Sequence[Said]) -> None:
    if len(found) > _LISTED:
        st.caption(say("ask.more", number=len(found) - _LISTED))


def _number(statement: str) -> str:
    return plain(curie(statement).partition(":")[2])


def _brief(said: Said) -> None:
    left, right = st.columns([1, 6])
    with left:
        navigation.to_record(said["statement"], _number(said["statement"]))
    right.markdown(told(said["paraphrase"]))


def _whole(said: Said) -> None:
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            navigation.to_record(said["statement"], f"**{_number(said['statement'])}**")
            badges.show(badges.fit(said["fit"]), *badges.facts(_firmness(said)))
            for passage in session.record(said["statement"]).all("lg:statementOf"):
                navigation.to_place(said["statement"], passage)
        st.markdown(told(said["paraphrase"]))
        for words in said["condition"]:
            st.caption(f"{say('statement.condition')}: {told(words)}")


def _firmness(said: Said) -> dict[str, str]:
    return {
        say("statement.modality"): plain(code(said["modality"])),
        say("statement.grade"): _named(said["grade"], said["grade_status"]),
        say("statement.consensus"): _named(said["consensus"], said["consensus_status"]),
    }


def _named(value: str | None, status: str | None) -> str:
    """A grade or a class of consensus; where none is given, why."""
    return plain(session.labels((value,), language()).get(value, curie(value)) if value else code(status))
