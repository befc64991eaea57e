"""A study: what was done with whom, what was found, how it was graded, who cites it and for what."""

from __future__ import annotations

import streamlit as st

from app import session
from app.language import language, plain, say, told
from app.widgets import panel
from ontology.namespaces import iri

_PANELS = (
    "publications_of_study",
    "populations_of_study",
    "treatments_of_study",
    "survival_over_time",
    "evidence_of_study",
    "statements_citing_study",
    "level_disagreements",
    "contradictions_of_study",
    "findings_of_study",
)


def render() -> None:
    """The study of the link, or a choice of all."""
    known = session.members("lg:Study", language())
    asked = st.query_params.get("id", "")
    name = st.selectbox(
        say("shared.study"),
        list(known),
        index=list(known).index(asked) if asked in known else 0,
        format_func=lambda curie: known[curie],
    )
    if name != asked:
        st.query_params["id"] = name
    record = session.record(iri(name))
    st.title(plain(known[name]))
    st.write(told(record.text("rdfs:comment")))
    for question in _PANELS:
        panel.show(question, study=name)
