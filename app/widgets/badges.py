"""One colour language for fit, severity and direction; a badge always says in words what its colour means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from app import session
from app.language import language, plain, say
from ontology.namespaces import curie, iri

#: A colour and an icon for each code: safe for people who see few colours, because the icon differs as well.
_FIT = {
    "exact": ("blue", "target"),
    "contained": ("blue", "adjust"),
    "mixed": ("orange", "contrast"),
    "not-reported": ("grey", "question_mark"),
    "disjoint": ("grey", "block"),
}


def fit(code: str) -> None:
    """How the question's patients and the group's fit."""
    colour, icon = _FIT[code]
    st.badge(say(f"fit.{code}"), icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]


_SEVERITY = {"ERROR": ("red", "error"), "WARN": ("orange", "warning"), "INFO": ("blue", "info")}
#: Gravest first.
SEVERITIES = tuple(_SEVERITY)
_STATUS = {
    "open": "radio_button_unchecked",
    "accepted": "check_circle",
    "rejected": "cancel",
    "deferred": "schedule",
    "lapsed": "history",
    "gone": "remove_circle",
}


def severity(code: str) -> None:
    """How grave a finding is."""
    colour, icon = _SEVERITY[code]
    st.badge(say(f"audit.{code}"), icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]


def severity_mark(code: str) -> str:
    """The same inside a line of Markdown."""
    colour, icon = _SEVERITY[code]
    return f":{colour}[:material/{icon}:] {say(f'audit.{code}')}"


def status(code: str) -> None:
    """Whether somebody decided on a finding."""
    st.badge(say(f"audit.{code}"), icon=f":material/{_STATUS[code]}:", color="grey")


def codes(iris: Iterable[str]) -> None:
    """Codes of the graph by their labels, one beside the other."""
    listed = tuple(iris)
    if listed:
        with st.container(horizontal=True, gap="small"):
            in_row(listed)


def in_row(iris: Iterable[str]) -> None:
    """The same in a row that there is already."""
    listed = tuple(iris)
    named = session.labels(listed, language())
    for words in dict.fromkeys(named.get(code, curie(code)) for code in listed):
        st.badge(plain(words), color="grey")


_DIRECTION = {"supports": ("blue", "thumb_up"), "disputes": ("orange", "thumb_down")}


def direction(code: str) -> None:
    """Which way the evidence points."""
    colour, icon = _DIRECTION.get(code, ("grey", "drag_handle"))
    name = iri(f"lg:{code}")
    words = plain(session.labels((name,), language()).get(name, code))
    st.badge(f"{say('ask.direction')}: {words}", icon=f":material/{icon}:", color=colour)  # type: ignore[arg-type]


def facts(said: Mapping[str, str]) -> None:
    """Facts with their names, one beside the other; the words come escaped."""
    with st.container(horizontal=True, gap="small"):
        for name, words in said.items():
            fact(name, words)


def fact(name: str, words: str) -> None:
    """One fact with its name; the words come escaped."""
    st.badge(f"{name}: {words}", color="grey")
