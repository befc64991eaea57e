"""A forest plot: one estimate a row with its interval, named at the left and told in numbers at the right."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal

import altair as alt

from app.language import say
from app.widgets import figure

#: Where an interval comes from; each has a mark of its own, and a dash.
Origin = Literal["reported", "computed", "none"]
_MARKS: dict[Origin, tuple[str, bool, list[int]]] = {
    "reported": ("square", True, [1, 0]),
    "computed": ("diamond", True, [4, 3]),
    "none": ("circle", False, [1, 0]),
}
_LEFT = 215  # pixels at the left of the plot, for the names
_LETTERS = 34  # that fit into them
_N, _TOLD = 36, 46  # pixels from the plot to the end of n, and to the start of the numbers
_LINE, _GAP = 14, 10  # pixels of a line of text, and between two rows
_AROUND = 96  # pixels above and below the rows, for heads and axis
_SIZE = 12  # of letters


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
    def wrapped(self) -> list[tuple[str, bool]]:
        """The names as lines that fit, and which of them belong to the first name."""
        return [
            (part, place == 0)
            for place, name in enumerate(self.names)
            for part in textwrap.wrap(name, _LETTERS)
        ]

    @property
    def height(self) -> int:
        """How many pixels the row takes."""
        return _LINE * max(2, len(self.wrapped)) + _GAP


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
    figure.show(chart(lines, measure), name, alt_text=f"{measure.title}. {words}")


def chart(lines: Sequence[Line], measure: Measure) -> alt.LayerChart:
    """Names, plot and numbers as layers of one chart, so that they stay in line in each width."""
    ends = list(accumulate(line.height for line in lines))
    middles = [end - line.height / 2 for end, line in zip(ends, lines, strict=True)]
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, ends[-1]], reverse=True, nice=False))
    layers = [
        *_plot(_data(_rows(lines, middles)).encode(y=y), measure),
        *_texts(_data(list(_names(lines, middles))).encode(y=y), "text", 5 - _LEFT, "left", alt.value(0)),
        *_texts(_data(list(_told(lines, middles))).encode(y=y), "text", _TOLD, "left", alt.value("width")),
        *_texts(_data(_rows(lines, middles)).encode(y=y), "n", _N, "right", alt.value("width")),
        *_heads(measure),
    ]
    drawn: alt.LayerChart = (
        alt.layer(*layers)
        .properties(
            height=ends[-1] + _AROUND + _LINE * len(measure.sides),
            autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        )
        .configure_view(stroke=None)
    )
    return drawn


def _data(rows: list[dict[str, Any]]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _rows(lines: Sequence[Line], middles: Sequence[float]) -> list[dict[str, Any]]:
    return [
        {
            "y": middle,
            "who": ", ".join(line.names),
            "estimate": line.estimate,
            "low": line.low,
            "high": line.high,
            "open": line.open_end,
            "origin": line.origin,
            "n": line.n,
            "told": ", ".join(line.told),
        }
        for line, middle in zip(lines, middles, strict=True)
    ]


def _names(lines: Sequence[Line], middles: Sequence[float]) -> Iterator[dict[str, Any]]:
    for line, middle in zip(lines, middles, strict=True):
        first = middle - _LINE * (len(line.wrapped) - 1) / 2
        for place, (text, strong) in enumerate(line.wrapped):
            yield {"y": first + _LINE * place, "text": text, "strong": strong}


def _told(lines: Sequence[Line], middles: Sequence[float]) -> Iterator[dict[str, Any]]:
    for line, middle in zip(lines, middles, strict=True):
        told = [text for text in line.told if text]
        first = middle - _LINE * (len(told) - 1) / 2
        for place, text in enumerate(told):
            yield {"y": first + _LINE * place, "text": text, "strong": place == 0}


def _texts(
    base: alt.Chart, field: str, dx: int, align: Literal["left", "right"], edge: Any
) -> list[alt.Chart]:
    """Words beside the plot, those that are strong in bold."""
    kinds: tuple[tuple[str, Literal[400, 600]], ...] = (("datum.strong", 600), ("!datum.strong", 400))
    return [
        base.transform_filter(kind)
        .mark_text(align=align, dx=dx, fontSize=_SIZE, fontWeight=weight, limit=_LEFT if dx < 0 else 0)
        .encode(x=edge, text=f"{field}:N")
        for kind, weight in kinds
    ]


def _plot(base: alt.Chart, measure: Measure) -> list[alt.Chart]:
    """The line of no difference, whiskers, and marks."""
    kind: Literal["log", "linear"] = "log" if measure.logarithmic else "linear"
    scale = alt.Scale(type=kind, domain=list(measure.domain), nice=False, clamp=True)
    axis = alt.Axis(values=list(measure.ticks)) if measure.ticks else alt.Axis(tickCount=6)
    x = alt.X("low:Q", scale=scale, title=[measure.title, *measure.sides], axis=axis)
    tooltip = [
        alt.Tooltip("who:N", title=say("result.study")),
        alt.Tooltip("told:N", title=say("result.value")),
        alt.Tooltip("n:N", title="n"),
    ]
    arrows = base.transform_filter("datum.open").mark_point(
        shape="triangle-right", filled=True, size=80, opacity=1
    )
    whiskers, marks = [], [arrows.encode(x=alt.X("high:Q", scale=scale))]
    for origin, (shape, filled, dash) in _MARKS.items():
        of_this = base.transform_filter(f"datum.origin == '{origin}'")
        whiskers.append(
            of_this.transform_filter("isValid(datum.low) && isValid(datum.high)")
            .mark_rule(strokeWidth=2, strokeDash=dash)
            .encode(x=x, x2="high:Q")
        )
        marks.append(
            of_this.mark_point(shape=shape, filled=filled, size=95, strokeWidth=2, opacity=1).encode(
                x=alt.X("estimate:Q", scale=scale), tooltip=tooltip
            )
        )
    if measure.reference is None:
        return [*whiskers, *marks]
    line = _data([{"x": measure.reference}]).mark_rule(strokeDash=[6, 4], color=figure.NEUTRAL)
    return [line.encode(x=alt.X("x:Q", scale=scale)), *whiskers, *marks]


def _heads(measure: Measure) -> list[alt.Chart]:
    """The heads of the columns at the right."""
    heads: tuple[tuple[str, int, Literal["left", "right"]], ...] = (
        ("n", _N, "right"),
        (measure.head, _TOLD, "left"),
    )
    return [
        _data([{"text": text}])
        .mark_text(align=align, dx=dx, fontSize=_SIZE, fontWeight=600)
        .encode(x=alt.value("width"), y=alt.value(-14), text="text:N")
        for text, dx, align in heads
    ]
