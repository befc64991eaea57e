"""The passages of a guideline to be read: the text with its claims highlighted, findings in the margin, the chosen claim beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app import navigation, session, sources
from app.language import language, plain, say
from app.views.guideline import reader
from app.views.guideline.pieces import Piece, Span, paragraphs
from app.widgets import choice, claim, evidence_lines, kinds, panel
from ontology.namespaces import curie, iri
from queries.records import Record

Row = Mapping[str, Any]


def render() -> None:
    """One passage with what was chosen in it."""
    title = st.container()
    passage = choice.of(say("guideline.passage"), "lg:Passage")
    title.title(plain(session.members("lg:Passage", language())[passage]))
    record = session.record(iri(passage))
    _, rows = panel.answered("claims_of_passage", (("language", language()), ("passage", passage)))
    found = claim.found_on()
    text = _wording(record)
    claims = {curie(row["statement"][0]): row for row in rows}
    chosen = st.query_params.get("claim", "")
    kinds.legend([row["kind"] for row in claims.values()])
    left, right = st.columns([7, 4], gap="medium")
    with left:
        reader.show(
            paragraphs(text, _spans(rows)) if text is not None else _paraphrased(rows),
            list(claims.values()),
            found,
            chosen if chosen in claims else "",
            lang=(record.one("dcterms:language") or "") if text is not None else language(),
        )
    with right, st.container(border=True, key="claim_panel"):
        _beside(claims, chosen, found)
    with st.expander(say("guideline.more"), icon=":material/table:", on_change="rerun", key="more") as opened:
        if opened.open:
            panel.show("claims_of_passage", passage=passage)
            panel.show("statements_without_evidence")
            panel.show("editions_of_guideline")


def _wording(record: Record) -> str | None:
    """The text of the passage out of the reader's own copy; nothing where there is none, or it is not wanted."""
    text = sources.text(record.one("lg:fileSha256") or "")
    if text is None:
        st.caption(say("statement.no_wording"))
        return None
    shown = st.query_params.get("wording") != "false"
    st.session_state["wording"] = shown
    st.toggle(say("guideline.wording"), key="wording", on_change=_worded)
    return text if shown else None


def _worded() -> None:
    """Whether the wording is shown stands in the link."""
    if st.session_state["wording"]:
        st.query_params.pop("wording", None)
    else:
        st.query_params["wording"] = "false"


def _spans(rows: Sequence[Row]) -> list[Span]:
    return [Span(curie(row["statement"][0]), int(row["start"]), int(row["end"])) for row in rows]


def _paraphrased(rows: Sequence[Row]) -> list[list[Piece]]:
    """The claims in our words: each with those that lie inside it in one paragraph; one that stands twice stands once."""
    found: list[list[Piece]] = []
    seen: set[str] = set()
    end = -1
    for row in rows:
        name = curie(row["statement"][0])
        if name in seen:
            continue
        seen.add(name)
        if int(row["start"]) >= end or not found:
            found.append([])
            end = int(row["end"])
        found[-1] += [Piece(" ")] if found[-1] else []
        found[-1].append(Piece(row["says"], (name,), (name,)))
    return found


def _choose(name: str) -> None:
    """Choose a claim: it stands in the link."""
    st.query_params["claim"] = name


def _beside(claims: Mapping[str, Row], chosen: str, found: reader.Findings) -> None:
    """The chosen claim in its layers; before one is chosen, how to choose."""
    if chosen not in claims:
        st.header(say("guideline.none_chosen"))
        st.markdown(say("guideline.how"))
        number = sum(len(found.get(row["statement"][0], ())) for row in claims.values())
        st.caption(say("guideline.counts", claims=len(claims), findings=number))
        _steps(list(claims), -1)
        return
    row = claims[chosen]
    statement = row["statement"][0]
    record = session.record(statement)
    _steps(list(claims), list(claims).index(chosen))
    st.header(kinds.title(row["kind"][1], chosen))
    st.markdown(f"**{plain(row['says'])}**")
    claim.firmness(record, narrow=True)
    if mine := found.get(statement):
        st.markdown(f"**{say('statement.findings')}** ({len(mine)})")
        claim.findings(mine)
    if record.all("lg:asserts"):
        st.markdown(f"**{say('statement.proposition')}**")
        claim.propositions(record)
        st.markdown(f"**{say('statement.lines')}**")
        if not evidence_lines.show(chosen, record.all("lg:asserts"), whole=False):
            st.caption(say("statement.no_lines"))
    else:
        st.caption(say("statement.no_proposition"))
    with st.container(horizontal=True, gap="small"):
        navigation.to_record(statement, say("guideline.open_statement"))
        navigation.link("network", say("guideline.in_graph"), id=chosen)


def _steps(names: Sequence[str], place: int) -> None:
    """The claims one by one, for a keyboard too."""
    with st.container(horizontal=True, gap="small"):
        for word, icon, to in (("previous", "arrow_back", place - 1), ("next", "arrow_forward", place + 1)):
            st.button(
                say(f"guideline.{word}"),
                icon=f":material/{icon}:",
                disabled=not 0 <= to < len(names),
                on_click=_choose,
                args=(names[to] if 0 <= to < len(names) else "",),
                key=f"claim.{word}",
                type="tertiary",
            )
