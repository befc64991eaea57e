"""The words of the graph: what each term means and where it is used, and the hierarchies in which the terms stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

import streamlit as st

from app import session
from app.language import language, say
from app.views.vocabulary import term
from app.widgets import choice, outline, panel, seek
from ontology.namespaces import PREFIXES, iri
from queries import hierarchy

_PARTS = (
    "classes",
    "properties",
    "treatments",
    "categories",
    "endpoints",
    "codes",
    "levels",
    "editions",
    "versions",
)


def render() -> None:
    """A term that is searched for or linked to, then the hierarchies."""
    st.title(say("vocabulary.title"))
    st.write(say("vocabulary.what"))
    chosen = seek.of_link(say("vocabulary.find"), "", "term")
    if chosen:
        term.show(iri(chosen))
    st.header(say("vocabulary.hierarchies"))
    named = {part: say(f"vocabulary.{part}") for part in _SHOWN}
    switch = partial(st.segmented_control, required=True, label_visibility="collapsed")
    part = choice.among(say("vocabulary.hierarchies"), named, "part", draw=switch)
    st.caption(say(f"vocabulary.{part}_what"))
    _SHOWN[part]()


def _classes() -> None:
    ours = [name for name in _of_kind(hierarchy.CLASSES) if name.startswith(PREFIXES["lg"])]
    _outline("classes", ours, "records_by_class", ("class", "records"))


def _properties() -> None:
    _outline("properties", _of_kind(hierarchy.PROPERTIES), "records_by_property", ("property", "records"))


def _treatments() -> None:
    first = iri("lg:Intervention")
    _outline(
        "treatments",
        outline.whole().below(first),
        "narrower_interventions",
        ("treatment", "groups"),
        intervention="lg:Intervention",
    )


def _categories() -> None:
    axis = choice.beside(say("vocabulary.axis"), "lg:Axis")
    rows = panel.asked("values_of_axis", axis=axis)
    if rows:
        outline.show(say("vocabulary.categories"), dict.fromkeys(row["value"][0] for row in rows))
    panel.show("axes")


def _endpoints() -> None:
    first = outline.whole().below(iri("lg:Endpoint"))
    ours = [*first, *session.members("lg:Endpoint", language())]
    outline.show(
        say("vocabulary.endpoints"),
        dict.fromkeys(iri(name) for name in ours if iri(name) != iri("lg:Endpoint")),
    )


def _codes() -> None:
    outline.show(say("vocabulary.codes"), outline.whole().below(iri("lg:Code")))


def _levels() -> None:
    panel.show("levels_of_scheme", scheme=choice.beside(say("vocabulary.scheme"), "lg:LevelScheme"))


def _editions() -> None:
    panel.show(
        "categories_of_edition", edition=choice.beside(say("vocabulary.edition"), "lg:ClassificationEdition")
    )


def _versions() -> None:
    panel.show("versions")


@session.kept
def _of_kind(kinds: str) -> tuple[str, ...]:
    return hierarchy.of_kind(session.backend(), kinds)


def _outline(part: str, names: Iterable[str], question: str, columns: tuple[str, str], **given: str) -> None:
    """A hierarchy with the numbers that a question of the catalogue gives for its terms."""
    name, number = columns
    numbers = {row[name][0]: row[number] for row in panel.asked(question, **given)}
    outline.show(say(f"vocabulary.{part}"), names, numbers, say(f"column.{number}"))


_SHOWN: Mapping[str, Callable[[], None]] = {
    "classes": _classes,
    "properties": _properties,
    "treatments": _treatments,
    "categories": _categories,
    "endpoints": _endpoints,
    "codes": _codes,
    "levels": _levels,
    "editions": _editions,
    "versions": _versions,
}
