"""The start page: which evidence supports a treatment in these patients, in four blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app import navigation, reasons, session
from app.language import language, plain, say, told
from app.views.ask import behind, bounds, chips, entry, said, short_answer
from app.views.ask.results import code
from app.widgets import choice, criteria
from ontology.namespaces import curie
from queries.errors import NotUnderstood

#: The blocks in their order: each has a heading with an anchor of its name.
_BLOCKS = ("measured", "mixed", "silent_or_excluded", "guideline")
_WHOLE = 4  # entries of a block that are shown whole at once
_LINES = 30  # entries that have a line each


def render() -> None:
    """The question, what was understood, and the four blocks."""
    st.title(say("ask.title"))
    intervention, population, outcome = _question()
    if not population:
        st.info(say("ask.population_help"), icon=":material/edit:")
        return
    try:
        with st.spinner(say("shared.busy")):
            answer = session.four_blocks(intervention, population, outcome)
    except NotUnderstood as fault:
        _not_understood(population, fault)
        return
    _short(answer)
    for block in ("measured", "mixed"):
        _block(block, answer)
    _silent(answer["silent_or_excluded"])
    _guideline(answer["guideline"])
    behind.show(answer)


def _not_understood(population: str, fault: NotUnderstood) -> None:
    """Which words hold up the answer, and what to do."""
    unknown = chips.reading(population).unknown
    said = (
        say("ask.unknown", words=plain(unknown))
        if unknown
        else f"{say('ask.not_understood')} {reasons.why(fault)}"
    )
    step = say("ask.near_above") if unknown else reasons.next_step(fault)
    st.warning(said, icon=":material/help:")
    st.caption(say("shared.next_step", step=step))


def _question() -> tuple[str, str, str]:
    left, middle, right = st.columns([2, 3, 2])
    with left:
        intervention = _intervention()
    with middle:
        population = criteria.typed(say("ask.population"), "population", _first(), say("ask.population_help"))
    chips.understood("population")
    with st.expander(say("ask.choose"), icon=":material/tune:", key="chips", on_change="rerun") as opened:
        if opened.open:
            chips.quick("population")
            criteria.choose("population")
    with st.spinner(say("shared.busy")):
        counted = _endpoints(intervention, population)
    with right:
        outcome = _outcome(counted)
    return intervention, population, outcome


def _first() -> str:
    """The question that stands there first: ours where this store has the words for it."""
    words = say("ask.first_population")
    read = chips.reading(words)
    return words if read.parts and not read.unknown else ""


def _intervention() -> str:
    known = session.members("lg:Intervention", language())
    return choice.among(say("ask.intervention"), known, "intervention", say("ask.first_intervention"))


def _outcome(counted: Counter[str]) -> str:
    """The endpoint whose results count: those that the answer has come first."""
    known = session.members("lg:Endpoint", language())
    named = {"": say("ask.any_outcome")} | {
        name: f"{known[name]} ({counted[name]})"
        for name in sorted(known, key=lambda name: (-counted[name], known[name]))
    }
    return choice.among(say("ask.outcome"), named, "outcome")


def _endpoints(intervention: str, population: str) -> Counter[str]:
    """How many groups of the answer have results on each endpoint."""
    try:
        answer = session.four_blocks(intervention, population) if population else {}
    except NotUnderstood:
        return Counter()
    entries = [one for block in _BLOCKS[:3] for one in answer.get(block, ())]
    return Counter(
        name for one in entries for name in {curie(result["endpoint"]) for result in one["results"]}
    )


def _short(answer: Mapping[str, Any]) -> None:
    """The answer in plain sentences, and where each block stands."""
    with st.container(border=True, key="short_answer"):
        st.markdown(f"**{short_answer.asked(answer)}**")
        st.markdown(" ".join(short_answer.sentences(answer)))
        number, (low, high) = answer["independent_participants"], answer["in_question"]
        if number:
            left, right = st.columns([2, 3], vertical_alignment="center")
            with left:
                bounds.bar(number, low, high)
            right.caption(say("ask.independent_help"))
    for name, column in zip(_BLOCKS, st.columns(4), strict=True):
        column.metric(f"[{say(f'ask.tile_{name}')}](#{name})", _number(name, answer), border=True)


def _number(name: str, answer: Mapping[str, Any]) -> int:
    return len([one for one in answer[name] if name != "guideline" or one["speaks"]])


def _heading(name: str, number: int) -> None:
    st.header(f"{say(f'ask.{name}')} ({number})", anchor=name)


def _block(name: str, answer: Mapping[str, Any]) -> None:
    entries = answer[name]
    _heading(name, len(entries))
    if name == "measured" and answer["gap"]:
        _gap(answer["gap"])
    elif not entries:
        st.caption(say("shared.empty"))
    for one in entries[:_WHOLE]:
        entry.show(one)
    _others(name, entries[_WHOLE:])


def _others(name: str, entries: Sequence[Mapping[str, Any]]) -> None:
    """The entries behind the first few: a line for each, and all of each when somebody opens them; where they are many, a table."""
    if not entries:
        return
    for one in entries[:_LINES]:
        entry.brief(one)
    if len(entries) > _LINES:
        st.caption(say("ask.more", number=len(entries) - _LINES))
    label = say("ask.rest", number=len(entries))
    with st.expander(label, icon=":material/unfold_more:", key=f"rest.{name}", on_change="rerun") as opened:
        if opened.open and len(entries) > _LINES:
            entry.table_of(say(f"ask.{name}"), entries)
        elif opened.open:
            for one in entries:
                entry.show(one)


def _gap(gap: Mapping[str, Any]) -> None:
    reason = plain(code(gap["reason"]))
    st.info(
        f"**{say('ask.gap')}**{f' ({reason})' if reason else ''}: {told(gap['explanation'])}",
        icon=":material/info:",
    )
    with st.container(horizontal=True, gap="small"):
        if gap["gap"]:
            navigation.to_record(gap["gap"], say("ask.gap_record"))
        for study in gap["may_be_closed_by"]:
            name = plain(session.labels((study,), language()).get(study, curie(study)))
            navigation.to_record(study, f"{say('ask.closed_by')}: {name}")


def _silent(entries: list[Mapping[str, Any]]) -> None:
    _heading("silent_or_excluded", len(entries))
    if not entries:
        st.caption(say("shared.empty"))
        return
    entry.names(entries)
    with st.expander(
        say("ask.all_groups", number=len(entries)),
        icon=":material/table:",
        key="all.silent",
        on_change="rerun",
    ) as opened:
        if opened.open:
            entry.table_of(say("ask.silent_or_excluded"), entries)


def _guideline(found: Sequence[Mapping[str, Any]]) -> None:
    _heading("guideline", len([one for one in found if one["speaks"]]))
    said.show(found)
