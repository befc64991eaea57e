"""A study: what was done with whom, what was found, how it was graded, who cites it and for what."""

from __future__ import annotations

import streamlit as st

from app import session
from app.language import language, plain, say, told
from app.widgets import badges, choice, panel, participants, rates
from ontology.namespaces import iri

_PANELS = {
    "participants": ("populations_of_study", "treatments_of_study", "counted_without_results"),
    "results": ("evidence_of_study", "effects_without_interval"),
    "judged": ("level_disagreements", "contradictions_of_study", "findings_of_study"),
    "cited": ("statements_citing_study",),
    "origin": ("publications_of_study", "readings_of_study"),
}
_FIGURES = {"participants": participants.figure, "results": rates.figure}


def render() -> None:
    """The study of the link, in layers."""
    name = choice.of(say("shared.study"), "lg:Study")
    record = session.record(iri(name))
    st.title(plain(session.members("lg:Study", language())[name]))
    badges.codes([*record.all("lg:hasDesign"), *record.all("lg:phase"), *record.all("lg:progress")])
    if comment := told(record.text("rdfs:comment")):
        st.write(comment)
    tabs = st.tabs([say(f"study.{key}") for key in _PANELS])
    for tab, (key, questions) in zip(tabs, _PANELS.items(), strict=True):
        with tab:
            if key in _FIGURES:
                _FIGURES[key](name)
            for question in questions:
                panel.show(question, study=name)
