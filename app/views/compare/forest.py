"""A forest plot: one estimate a row with its interval, named at the left and told in numbers at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt

from app import session
from app.language import language, say
from app.widgets import aligned, figure

#: Where an interval comes from; each has a mark of its own, and a dash.
Origin = Literal["reported", "computed", "none"]
_MARKS: dict[Origin, tuple[str, bool, list[int]]] = {
    "reported": ("square", True, [1, 0]),
    "computed": ("diamond", True, [4, 3]),
    "none": ("circle", False, [1, 0]),
}


@dataclass(frozen=True)
class Line:
    """One row: its names, its numbers as drawn, and the numbers in words, one or two lines of them."""

    names: tuple[str, ...]
    estimate: float
    low: float | None
    high: float | None
    origin: Origin
    n: str
    told: tuple[str, ...]
    open_end: bool = False

    @property
    def words(self) -> str:
        """The row in words."""
        return ", ".join(part for part in (*self.names, f"n = {self.n}", *self.told) if part)

    @property
    def row(self) -> aligned.Row:
        """The row as it is drawn."""
        drawn = {
            "who": ", ".join(self.names),
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
            "open": self.open_end,
            "origin": self.origin,
            "n": self.n,
            "told": ", ".join(part for part in self.told if part),
        }
        return aligned.Row(self.names, drawn, self.n, self.told)


@dataclass(frozen=True)
class Measure:
    """What is measured: the axis with its limits and ticks, the line of no difference, and what its two sides mean."""

    title: str
    domain: tuple[float, float]
    ticks: tuple[float, ...] = ()
    logarithmic: bool = False
    reference: float | None = None
    sides: tuple[str, ...] = ()
    head: str = ""


def show(lines: Sequence[Line], measure: Measure, name: str) -> None:
    """The plot, with all that it shows in words too."""
    words = "; ".join(line.words for line in lines)
    figure.show(chart(tuple(lines), measure, language()), name, alt_text=f"{measure.title}. {words}")


@session.kept
def chart(
    lines: tuple[Line, ...],
    measure: Measure,
    spoken: str,  # noqa: ARG001  part of what is kept: its words are in it
) -> figure.Spec:
    """The plot with its names and numbers, kept: a plot of the same lines takes longer to make than to copy."""
    rows = [line.row for line in lines]
    return aligned.chart(
        rows, _plot(rows, measure), heads=("n", measure.head), lines_below=len(measure.sides)
    )


def _plot(rows: Sequence[aligned.Row], measure: Measure) -> list[alt.Chart]:
    """The line of no difference, whiskers, arrows where an interval goes on, and marks."""
    kind: Literal["log", "linear"] = "log" if measure.logarithmic else "linear"
    scale = alt.Scale(type=kind, domain=list(measure.domain), nice=False, clamp=True)
    axis = alt.Axis(values=list(measure.ticks)) if measure.ticks else alt.Axis(tickCount=6)
    title = [measure.title, *measure.sides]
    layers = []
    for origin, (_, _, dash) in _MARKS.items():
        for base in aligned.data(rows, lambda row, by=origin: row["origin"] == by and row["low"] is not None):  # type: ignore[misc]
            x = alt.X("low:Q", scale=scale, title=title, axis=axis)
            layers.append(base.mark_rule(strokeWidth=2, strokeDash=dash).encode(x=x, x2=alt.X2("high:Q")))
    for base in aligned.data(rows, lambda row: row["open"]):
        arrow = base.mark_point(shape="triangle-right", filled=True, size=80, opacity=1)
        layers.append(arrow.encode(x=alt.X("high:Q", scale=scale)))
    for origin, (shape, filled, _) in _MARKS.items():
        for base in aligned.data(rows, lambda row, by=origin: row["origin"] == by):  # type: ignore[misc]
            mark = base.mark_point(shape=shape, filled=filled, size=95, strokeWidth=2, opacity=1)
            x = alt.X("estimate:Q", scale=scale, title=title, axis=axis)
            layers.append(mark.encode(x=x, tooltip=_tooltip()))
    return [*_reference(measure, scale), *layers]


def _reference(measure: Measure, scale: alt.Scale) -> list[alt.Chart]:
    if measure.reference is None:
        return []
    line = alt.Chart(alt.InlineData(values=[{"x": measure.reference}]))
    dashed = line.mark_rule(strokeDash=[6, 4], color=figure.NEUTRAL)
    return [dashed.encode(x=alt.X("x:Q", scale=scale))]


def _tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("who:N", title=say("result.study")),
        alt.Tooltip("told:N", title=say("result.value")),
        alt.Tooltip("n:N", title="n"),
    ]
