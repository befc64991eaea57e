"""One colour language for fit, severity and direction; a badge always says in words what its colour means.

Each badge is a piece of Markdown; those that stand side by side are shown together, for each element costs the browser time.
"""

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
_DIRECTION = {"supports": ("blue", "thumb_up"), "disputes": ("orange", "thumb_down")}


def show(*badges: str) -> None:
    """Some badges, one beside the other; nothing where there are none."""
    if badges:
        st.markdown(" ".join(badges), width="content")


def _badge(words: str, colour: str = "grey", icon: str = "") -> str:
    return f":{colour}-badge[{f':material/{icon}: ' if icon else ''}{words}]"


def fit(code: str) -> str:
    """How the question's patients and the group's fit."""
    return _badge(say(f"fit.{code}"), *_FIT[code])


def severity(code: str) -> str:
    """How grave a finding is."""
    return _badge(say(f"audit.{code}"), *_SEVERITY[code])


def severity_mark(code: str) -> str:
    """The same inside a line of Markdown."""
    colour, icon = _SEVERITY[code]
    return f":{colour}[:material/{icon}:] {say(f'audit.{code}')}"


def status(code: str) -> str:
    """Whether somebody decided on a finding."""
    return _badge(say(f"audit.{code}"), icon=_STATUS[code])


def codes(iris: Iterable[str]) -> list[str]:
    """Codes of the graph by their labels, each label once."""
    listed = tuple(iris)
    named = session.labels(listed, language()) if listed else {}
    return [_badge(plain(words)) for words in dict.fromkeys(named.get(code, curie(code)) for code in listed)]


def direction(code: str) -> str:
    """Which way the evidence points."""
    name = iri(f"lg:{code}")
    words = plain(session.labels((name,), language()).get(name, code))
    return _badge(f"{say('ask.direction')}: {words}", *_DIRECTION.get(code, ("grey", "drag_handle")))


def facts(said: Mapping[str, str]) -> list[str]:
    """Facts with their names; the words come escaped."""
    return [_badge(f"{name}: {words}") for name, words in said.items()]
