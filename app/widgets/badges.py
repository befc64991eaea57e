"""One colour language for fit, severity and direction; a badge always says in words what its colour means."""

from __future__ import annotations

import streamlit as st

from app.language import say

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
