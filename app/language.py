"""The language of the explorer: German or English, in the link of each page, and all words of ours in both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any, TypeVar

import streamlit as st

from app import units
from app.words import in_language, words

__all__ = ["LANGUAGES", "keeping", "language", "number", "plain", "said", "say", "told", "words"]

LANGUAGES = ("de", "en")
_Made = TypeVar("_Made")
#: The language of the page that something is made for after it was shown.
_KEPT: ContextVar[str] = ContextVar("language", default="")


def language() -> str:
    """The language of this page: of its link, else as chosen before (also on a visit before), else as the browser speaks."""
    if kept := _KEPT.get():
        return kept
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        st.session_state["language"] = asked
    elif "language" not in st.session_state:
        spoken = st.context.cookies.get("language") or st.context.locale or "de"
        st.session_state["language"] = "de" if spoken.startswith("de") else "en"
    return str(st.session_state["language"])


def keeping(make: Callable[[], _Made]) -> Callable[[], _Made]:
    """The same, to be made later and where no page is, in the language that this page has now."""
    spoken = language()

    def made() -> _Made:
        before = _KEPT.set(spoken)
        try:
            return make()
        finally:
            _KEPT.reset(before)

    return made


def say(name: str, /, **values: Any) -> str:
    """Words of ours in the language of the page: ``say("ask.title")``."""
    group, _, key = name.partition(".")
    return words()[group][key][language()].format(**values)


def number(value: object) -> str:
    """A number as it is written in the language of the page."""
    return units.decimal(value, language())


def said(text: Mapping[str, str]) -> str:
    """Words out of the graph: in the language of the page where it has them, else in the other."""
    return in_language(text, language())


def told(text: Mapping[str, str] | None) -> str:
    """The same, escaped for the screen."""
    return plain(said(text)) if text else ""


_MARKUP = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>()#+-.!|~$:^="})


def plain(text: str) -> str:
    """Text that shows as it is: no character of it is read as Markdown, HTML, a formula or an icon.

    >>> plain("*a* <b> :c:")
    '\\\\*a\\\\* \\\\<b\\\\> \\\\:c\\\\:'
    """
    return " ".join(text.translate(_MARKUP).split())
