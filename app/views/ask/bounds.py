"""How many of a group can be meant, as a small bar beside the words that say the same."""

from __future__ import annotations

from html import escape

import streamlit as st

from app.language import say
from app.widgets.figure import CERTAIN, OTHER, POSSIBLE

_LETTERS = 40  # letters that stand side by side in the bar at its usual width
_INK = {CERTAIN: "#ffffff", POSSIBLE: "#101418", OTHER: "#101418"}


def words(n: int | None, bounds: tuple[int, int] | None) -> str:
    """How many patients there are, and how many of them can be meant."""
    if n is None:
        return say("ask.no_number")
    if not bounds:
        return f"n = {n}"
    low, high = bounds
    if low == high:
        return say("ask.bounds_all", n=n) if low == n else say("ask.bounds_exact", n=n, low=low)
    return say("ask.bounds", n=n, low=low, high=high)


def bar(n: int, low: int, high: int) -> None:
    """The certain, the possible and the other patients of a group, side by side and named where there is room."""
    ends = (
        ("certain", low, CERTAIN),
        ("possible", high - low, POSSIBLE),
        ("others", n - high, OTHER),
    )
    parts = "".join(_part(name, number, n, colour) for name, number, colour in ends if number)
    st.html(f'<div class="bounds" role="img" aria-label="{escape(words(n, (low, high)))}">{parts}</div>')


def _part(name: str, number: int, n: int, colour: str) -> str:
    """One part as HTML, as wide as it is large; there is nothing in it but words of ours and numbers."""
    told = f"{say(f'ask.{name}')} {number}"
    room = number / n * _LETTERS
    label = next((text for text in (told, str(number)) if len(text) < room), "")
    style = f"flex-grow: {number}; background: {colour}; color: {_INK[colour]}"
    return f'<span style="{style}" title="{escape(told)}">{escape(label)}</span>'
