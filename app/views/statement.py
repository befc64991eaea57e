"""A statement of the guideline: what it says and how firmly, on what it rests, and what does not fit."""

from __future__ import annotations

import streamlit as st

from app import navigation, session, sources
from app.language import language, plain, say, told
from app.widgets import badges, choice, panel
from ontology.namespaces import curie, iri
from queries.records import Record

_PANELS = {
    "evidence": ("evidence_table", "participants_behind_statement", "extrapolations"),
    "numbers": ("printed_and_reported_values", "possible_denominators"),
    "places": ("anchors_of_statement", "records_stated_in_statement"),
}
_FACTS = ("lg:modality", "lg:polarity", "lg:gradeStatus", "lg:consensusStatus", "lg:basis")


def render() -> None:
    """The statement of the link, in layers."""
    name = choice.of(say("shared.statement"), "lg:Statement")
    record = session.record(iri(name))
    st.title(plain(name.partition(":")[2]))
    st.markdown(f"### {told(record.text('lg:paraphrase'))}")
    badges.codes([value for prop in _FACTS for value in record.all(prop)])
    for prop in ("lg:condition", "lg:modalityNote", "lg:basisNote"):
        if words := told(record.text(prop)):
            st.caption(f"{say('statement.' + prop.partition(':')[2])}: {words}")
    _wording(record)
    for study in record.all("cito:cites"):
        navigation.to_record(study, plain(session.labels((study,), language()).get(study, curie(study))))
    tabs = st.tabs([say(f"statement.{key}") for key in (*_PANELS, "findings")])
    for tab, (_, questions) in zip(tabs[:-1], _PANELS.items(), strict=True):
        with tab:
            for question in questions:
                panel.show(question, statement=name)
    with tabs[-1]:
        panel.show("findings_on_record", record=name)


def _wording(record: Record) -> None:
    """The user's own copy of the passage, where it lies beside; else how to see it."""
    passage = session.record(next(iter(record.all("lg:statementOf")), ""))
    sha256 = passage.one("lg:fileSha256") or ""
    with st.expander(say("statement.wording"), icon=":material/format_quote:"):
        if sources.text(sha256) is None:
            st.caption(say("statement.no_wording"))
            return
        for name in record.all("lg:anchor"):
            anchor = session.record(name)
            start, end = anchor.number("oa:start"), anchor.number("oa:end")
            st.markdown(f"> {plain(sources.wording(sha256, int(start or 0), int(end or 0)) or '')}")
            st.caption(f"{plain(passage.one('lg:fileName') or '')}, {start}–{end}")
