"""The start page: which evidence supports a treatment in these patients, in four blocks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.widgets import badges, criteria, entry, wording
from ontology.namespaces import curie, iri
from queries.errors import NotUnderstood


def render() -> None:
    """The question, what was understood, and the four blocks."""
    st.title(say("ask.title"))
    intervention, population = _question()
    if not population:
        st.info(say("ask.population_help"), icon=":material/edit:")
        return
    try:
        with st.spinner(say("shared.busy")):
            answer = session.four_blocks(intervention, population)
    except NotUnderstood as fault:
        st.warning(f"{say('ask.not_understood')} {plain(fault.message)}", icon=":material/help:")
        st.caption(say("shared.next_step", step=plain(fault.next_step or say("ask.population_help"))))
        return
    st.caption(say("ask.understood", words=told(answer["question"]["understood"])))
    _sums(answer)
    for block in ("measured", "mixed"):
        _block(block, answer)
    _silent(answer["silent_or_excluded"])
    _guideline(answer["guideline"])
    _behind(answer, intervention)


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
        criteria.choose("population")
    return str(intervention), (population or "").strip()


def _sums(answer: Mapping[str, Any]) -> None:
    low, high = answer["in_question"]
    with st.container(horizontal=True):
        st.metric(
            say("ask.independent"), answer["independent_participants"], help=say("ask.independent_help")
        )
        st.metric(say("ask.in_question"), f"{low} – {high}")
        st.metric(say("ask.without_n"), answer["entries_without_n"])


def _block(name: str, answer: Mapping[str, Any]) -> None:
    entries = answer[name]
    st.header(f"{say(f'ask.{name}')} ({len(entries)})")
    if name == "measured" and answer["gap"]:
        _gap(answer["gap"])
    elif not entries:
        st.caption(say("shared.empty"))
    for one in entries:
        entry.show(one)


def _gap(gap: Mapping[str, Any]) -> None:
    reason = _code(gap["reason"]) if gap["reason"] else ""
    st.info(
        f"**{say('ask.gap')}**{f' ({reason})' if reason else ''}: {told(gap['explanation'])}",
        icon=":material/info:",
    )
    with st.container(horizontal=True, gap="small"):
        for study in gap["may_be_closed_by"]:
            name = plain(session.labels((study,), language()).get(study, curie(study)))
            navigation.to_record(study, f"{say('ask.closed_by')}: {name}")


def _silent(entries: list[Mapping[str, Any]]) -> None:
    st.header(f"{say('ask.silent_or_excluded')} ({len(entries)})")
    entry.table_of(say("ask.silent_or_excluded"), entries)


def _guideline(found: list[Mapping[str, Any]]) -> None:
    speaking = [said for said in found if said["speaks"]]
    st.header(f"{say('ask.guideline')} ({len(speaking)})")
    for said in speaking:
        _said(said)
    others = [said["statement"] for said in found if not said["speaks"]]
    if others:
        with st.expander(say("ask.general", number=len(others))), st.container(horizontal=True, gap="small"):
            for name in others:
                navigation.to_record(name, plain(curie(name).partition(":")[2]))


def _said(said: Mapping[str, Any]) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            navigation.to_record(said["statement"], plain(curie(said["statement"]).partition(":")[2]))
            badges.fit(said["fit"])
        st.write(told(said["paraphrase"]))
        badges.facts(
            {
                say("statement.modality"): _code(said["modality"]),
                say("statement.grade"): _named(said["grade"])
                if said["grade"]
                else _code(said["grade_status"]),
                say("statement.consensus"): _code(said["consensus"] or said["consensus_status"]),
            }
        )
        for words in said["condition"]:
            st.caption(f"{say('statement.condition')}: {told(words)}")
        wording.of_statement(session.record(said["statement"]))


def _code(name: str | None) -> str:
    return _named(iri(f"lg:{name}")) if name else say("shared.not_reported")


def _named(name: str) -> str:
    return plain(session.labels((name,), language()).get(name, curie(name)))


def _behind(answer: Mapping[str, Any], intervention: str) -> None:
    """How to get the same again: as JSON, on the command line, as a question of the catalogue."""
    with st.expander(say("shared.query_behind"), icon=":material/code:"):
        st.caption(say("ask.how"))
        population = answer["question"]["population"].replace("'", "'\\''")
        st.code(
            f"leitgraph evidence --intervention {intervention} --population '{population}' --language {language()}",
            language="bash",
            wrap_lines=True,
        )
        navigation.link(
            "query",
            say("shared.open_in_query"),
            question="evidence_for_intervention",
            intervention=intervention,
        )
        st.download_button(
            say("shared.download", form="JSON"),
            data=lambda: json.dumps(answer, ensure_ascii=False, indent=2),
            file_name="answer.json",
            mime="application/json",
            key="answer.json",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
