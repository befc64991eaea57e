"""A study: what was done with whom, what was found, how it was graded, who cites it and for what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.elements.lib.mutable_tab_container import TabContainer

from app import session
from app.language import language, plain, say
from app.views.study import conflicts, head, levels, participants, rates, results
from app.widgets import choice, panel
from ontology.namespaces import iri

#: The parts of each layer: a widget of ours that says whether it had anything, or a question of the catalogue.
_Part = str | Callable[[str], bool]
_LAYERS: Mapping[str, tuple[_Part, ...]] = {
    "participants": (
        participants.show,
        "populations_of_study",
        "treatments_of_study",
        "counted_without_results",
    ),
    "results": (rates.show, results.show, "effects_without_interval"),
    "judged": (levels.show, conflicts.show, "printed_and_reported_values", "findings_of_study"),
    "cited": ("statements_resting_on_study", "statements_citing_study", "evidence_of_study"),
    "origin": ("publications_of_study", "readings_of_study"),
}


def render() -> None:
    """The study of the link, in layers."""
    name = choice.of(say("shared.study"), "lg:Study")
    st.title(plain(session.members("lg:Study", language())[name]))
    head.show(name, session.record(iri(name)))
    for key, tab in _tabs().items():
        if tab.open:
            st.query_params["layer"] = key
            with tab:
                _layer(_LAYERS[key], name)


def _tabs() -> dict[str, TabContainer]:
    """A tab for each layer, that of the link open; what is not open is not asked for."""
    titles = {key: say(f"study.{key}") for key in _LAYERS}
    chosen = f"layer.{language()}"  # the state of tabs is a title, which is another one in the other language
    if chosen not in st.session_state and (asked := st.query_params.get("layer")) in titles:
        st.session_state[chosen] = titles[asked]
    shown = st.tabs(list(titles.values()), key=chosen, on_change="rerun")
    return dict(zip(_LAYERS, shown, strict=True))


def _layer(parts: Sequence[_Part], study: str) -> None:
    """The parts of a layer, and what there is nothing of."""
    empty = [_named(part) for part in parts if not _shown(part, study)]
    if empty:
        st.caption(plain(say("study.no_entries", names=", ".join(empty))))


def _shown(part: _Part, study: str) -> bool:
    """Show a part of a layer, and say whether there was anything to show."""
    if callable(part):
        return part(study)
    if not panel.asked(part, study=study):
        return False
    panel.show(part, study=study)
    return True


def _named(part: _Part) -> str:
    """What a part is about, in a few words."""
    return say(f"study.about_{part.__module__.rpartition('.')[2] if callable(part) else part}")
