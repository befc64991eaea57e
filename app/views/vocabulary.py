"""The words of the graph: what each class, property, code and category means, and where it stands in its hierarchy."""

from __future__ import annotations

import streamlit as st

from app.language import say
from app.widgets import choice, panel

_GENERAL = ("axes", "endpoint_definitions", "records_by_class", "versions")
_OF_ONE = {
    "lg:Intervention": ("narrower_interventions", "intervention"),
    "lg:Axis": ("values_of_axis", "axis"),
    "lg:LevelScheme": ("levels_of_scheme", "scheme"),
    "lg:ClassificationEdition": ("categories_of_edition", "edition"),
}


def render() -> None:
    """What there is, then one hierarchy, axis, scheme or edition by choice."""
    st.title(say("vocabulary.title"))
    st.write(say("vocabulary.what"))
    for tab, of_class in zip(
        st.tabs([say(f"vocabulary.{c.partition(':')[2]}") for c in _OF_ONE]), _OF_ONE, strict=True
    ):
        with tab:
            question, parameter = _OF_ONE[of_class]
            first = say("ask.first_intervention") if of_class == "lg:Intervention" else ""
            chosen = choice.beside(say(f"vocabulary.{of_class.partition(':')[2]}"), of_class, first)
            panel.show(question, **{parameter: chosen})
    for question in _GENERAL:
        panel.show(question)
