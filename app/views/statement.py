"""A statement of the guideline: what it says and how firmly, on what it rests, and what does not fit."""

from __future__ import annotations

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.widgets import badges, choice, panel, wording
from ontology.namespaces import curie, iri
from queries.records import Record

_PANELS = {
    "evidence": ("evidence_table", "participants_behind_statement", "extrapolations"),
    "numbers": ("printed_and_reported_values", "possible_denominators"),
    "places": ("anchors_of_statement", "records_stated_in_statement"),
}
#: What is said of a statement; the second property says whether the first is printed at all.
_FACTS = {
    "modality": ("lg:modality",),
    "polarity": ("lg:polarity",),
    "grade": ("lg:grade", "lg:gradeStatus"),
    "consensus": ("lg:consensusClass", "lg:consensusStatus"),
    "basis": ("lg:basis",),
}


def render() -> None:
    """The statement of the link, in layers."""
    name = choice.of(say("shared.statement"), "lg:Statement")
    record = session.record(iri(name))
    st.title(plain(name.partition(":")[2]))
    st.markdown(f"### {told(record.text('lg:paraphrase'))}")
    badges.facts({say(f"statement.{name}"): words for name in _FACTS if (words := _fact(record, name))})
    for prop in ("lg:condition", "lg:modalityNote", "lg:basisNote"):
        if words := told(record.text(prop)):
            st.caption(f"{say('statement.' + prop.partition(':')[2])}: {words}")
    wording.of_statement(record)
    for study in record.all("cito:cites"):
        navigation.to_record(study, plain(session.labels((study,), language()).get(study, curie(study))))
    tabs = st.tabs([say(f"statement.{key}") for key in (*_PANELS, "findings")])
    for tab, (_, questions) in zip(tabs[:-1], _PANELS.items(), strict=True):
        with tab:
            for question in questions:
                panel.show(question, statement=name)
    with tabs[-1]:
        panel.show("findings_on_record", record=name)


def _fact(record: Record, name: str) -> str:
    """The value of a fact in words; where it has none, whether it is printed."""
    for prop in _FACTS[name]:
        if values := record.all(prop):
            named = session.labels(values, language())
            return ", ".join(plain(named.get(value, curie(value))) for value in values)
    return ""
