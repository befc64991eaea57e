"""A statement of the guideline in layers: what it says, how firmly, on what it rests, its numbers, where it stands, what does not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.views.statement import numbers
from app.widgets import choice, claim, evidence_lines, kinds, panel, wording
from ontology.namespaces import curie, iri
from queries.records import Record

#: The layers below the first: each has a heading with an anchor of its name, and the questions whose tables belong to it.
_LAYERS = {
    "firmness": (),
    "evidence": ("lines_of_statement", "participants_behind_statement", "extrapolations", "evidence_table"),
    "numbers": ("printed_and_reported_values", "possible_denominators"),
    "places": ("anchors_of_statement", "records_stated_in_statement"),
    "findings": ("findings_on_record",),
}


def render() -> None:
    """The statement of the link, in layers."""
    place = st.container()
    name = choice.of(say("shared.statement"), "lg:Statement")
    record = session.record(iri(name))
    passage = curie(record.all("lg:statementOf")[0])
    rows = _rows(passage)
    with place:
        st.title(kinds.title(rows[name]["kind"][1], name) if name in rows else plain(name))
    _ways(name, passage, list(rows))
    st.markdown(f"**{told(record.text('lg:paraphrase'))}**")
    if name in rows:
        kinds.badge(*rows[name]["kind"])
    found = claim.found_on().get(record.iri, ())
    st.markdown(" · ".join(f"[{say(f'statement.{layer}')}](#{layer})" for layer in _LAYERS))
    for layer, questions in _LAYERS.items():
        st.header(say(f"statement.{layer}"), anchor=layer)
        _told(layer, name, record, found)
        _tables(layer, questions, name)


def _rows(passage: str) -> dict[str, Mapping[str, Any]]:
    """The statements of a passage in the order of the text, by their CURIEs."""
    _, rows = panel.answered("claims_of_passage", (("language", language()), ("passage", passage)))
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        found.setdefault(curie(row["statement"][0]), row)
    return found


def _ways(name: str, passage: str, names: Sequence[str]) -> None:
    """To the place in the text, to the graph, and to the statements before and behind this one."""
    with st.container(horizontal=True, gap="small"):
        navigation.to_place(iri(name), iri(passage))
        navigation.link("network", say("guideline.in_graph"), id=name)
        place = names.index(name) if name in names else -1
        for word, to in (("previous", place - 1), ("next", place + 1)):
            if place >= 0 and 0 <= to < len(names):
                number = plain(names[to].partition(":")[2])
                navigation.link("statement", f"{say(f'guideline.{word}')}: {number}", id=names[to])


def _told(layer: str, name: str, record: Record, found: Sequence[Mapping[str, Any]]) -> None:
    """What a layer says in words."""
    if layer == "firmness":
        claim.firmness(record)
        claim.propositions(record)
    elif layer == "evidence":
        _rests(record)
        evidence_lines.participants(name)
        if not evidence_lines.show(name, record.all("lg:asserts"), whole=True):
            st.caption(say("statement.no_lines" if record.all("lg:asserts") else "statement.no_proposition"))
    elif layer == "numbers":
        numbers.show(name)
    elif layer == "places":
        wording.of_statement(record)
    elif not found:
        st.caption(say("statement.no_findings"))
    else:
        claim.findings(found)


def _tables(layer: str, questions: Sequence[str], name: str) -> None:
    """The tables of a layer, each with the query behind it, worked out when somebody opens them."""
    if not questions:
        return
    with st.expander(
        say("statement.tables"),
        icon=":material/table:",
        key=f"tables.{layer}",
        type="compact",
        on_change="rerun",
    ) as opened:
        if opened.open:
            for question in questions:
                panel.show(question, **{"record" if layer == "findings" else "statement": name})


def _rests(record: Record) -> None:
    """The studies that it cites, and the statements that it rests on."""
    for prop, word in (("cito:cites", "cites"), ("lg:restsOnStatement", "rests_on")):
        if names := record.all(prop):
            named = session.labels(names, language())
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                st.caption(f"{say(f'statement.{word}')}:", width="content")
                for one in names:
                    number = curie(one).partition(":")[2]
                    navigation.to_record(
                        one, plain(named.get(one, number) if prop == "cito:cites" else number)
                    )
