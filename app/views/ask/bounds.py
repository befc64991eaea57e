"""How many of a group can be meant, as a small bar beside the words that say the same."""

from __future__ import annotations

import altair as alt

from app.language import say
from app.widgets import figure
from app.widgets.figure import CERTAIN, OTHER, POSSIBLE

_HEIGHT = 20  # pixels
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
    ends = (("certain", 0, low, CERTAIN), ("possible", low, high, POSSIBLE), ("others", high, n, OTHER))
    parts = [_part(name, start, end, n, colour) for name, start, end, colour in ends if end > start]
    base = alt.Chart(alt.InlineData(values=parts), width="container", height=_HEIGHT).encode(
        x=alt.X("from:Q", title=None, scale=alt.Scale(domain=[0, n], nice=False), axis=None),
        x2=alt.X2("to:Q"),
        tooltip=[
            alt.Tooltip("part:N", title=say("ask.part")),
            alt.Tooltip("number:Q", title=say("shared.patients")),
        ],
    )
    bars = base.mark_bar(size=_HEIGHT).encode(color=alt.Color("colour:N", scale=None))
    named = base.mark_text(align="center", baseline="middle", fontSize=11).encode(
        x=alt.X("middle:Q"), text=alt.Text("label:N"), color=alt.Color("ink:N", scale=None)
    )
    figure.small((bars + named).configure_view(stroke=None), alt_text=words(n, (low, high)))


def _part(name: str, start: int, end: int, n: int, colour: str) -> dict[str, str | float]:
    number = end - start
    told = f"{say(f'ask.{name}')} {number}"
    room = number / n * _LETTERS
    return {
        "part": say(f"ask.{name}"),
        "number": number,
        "from": start,
        "to": end,
        "middle": (start + end) / 2,
        "label": next((text for text in (told, str(number)) if len(text) < room), ""),
        "colour": colour,
        "ink": _INK[colour],
    }
