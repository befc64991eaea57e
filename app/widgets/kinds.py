"""The kinds of statements: a colour, a sign and a short word for each, so that a highlight never speaks by its colour alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from app.language import plain, say, words
from ontology.namespaces import curie

#: A colour for what a kind is about (what to do, what was found, who was studied, how it is graded), a sign for each kind.
_KINDS = {
    "Recommendation": ("blue", "task_alt"),
    "ResearchRecommendation": ("blue", "biotech"),
    "EvidenceStatement": ("green", "balance"),
    "ResultReport": ("green", "monitoring"),
    "StudyDescription": ("violet", "science"),
    "CitationStatement": ("violet", "format_quote"),
    "GradingStatement": ("orange", "grade"),
    "Definition": ("grey", "match_case"),
    "BackgroundStatement": ("grey", "notes"),
}
_OTHER = ("grey", "label")


def _of(kind: str) -> tuple[str, str]:
    return _KINDS.get(_name(kind), _OTHER)


def _name(kind: str) -> str:
    return curie(kind).partition(":")[2]


def colour(kind: str) -> str:
    """The colour of a kind."""
    return _of(kind)[0]


def short(kind: str, label: str) -> str:
    """A short word for a kind, to stand in a line of text; its label where there is none."""
    key = f"short_{_name(kind)}"
    return say(f"guideline.{key}") if key in words()["guideline"] else label


def title(label: str, name: str) -> str:
    """What a statement is called, by the label of its kind and its CURIE."""
    return plain(f"{label[:1].upper()}{label[1:]} {name.partition(':')[2]}")


def badge(kind: str, label: str, number: int | None = None) -> None:
    """A kind by its label, with how many there are."""
    told = plain(label if number is None else f"{label} ({short(kind, label)}): {number}")
    st.badge(told, icon=f":material/{_of(kind)[1]}:", color=colour(kind))  # type: ignore[arg-type]


def legend(found: Sequence[tuple[str, str]]) -> None:
    """What the highlights of a text mean, each kind that occurs with how often it does."""
    counted: Mapping[tuple[str, str], int] = {kind: found.count(kind) for kind in dict.fromkeys(found)}
    with st.container(horizontal=True, gap="small"):
        for (kind, label), number in sorted(counted.items(), key=lambda one: (_order(one[0][0]), one[0][1])):
            badge(kind, label, number)


def _order(kind: str) -> int:
    names = list(_KINDS)
    return names.index(_name(kind)) if _name(kind) in names else len(names)
