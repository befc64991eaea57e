"""Rows of a figure with their names at the left and their numbers at the right, in line with what is drawn between.

Names, plot and numbers are layers of one chart, so that they stay in line in each width.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Literal

import altair as alt

from app.widgets import figure

_LEFT = 215  # pixels at the left of the plot, for the names
_LETTERS = 34  # that fit into them
_N, _TOLD = (
    36,
    46,
)  # pixels from the plot to the end of a first column of numbers, and to the start of the second
_LINE, _GAP = 14, 10  # pixels of a line of text, and between two rows
_AROUND = 96  # pixels above and below the rows, for heads and axis
_SIZE = 12  # of letters
_Side = Literal["left", "right"]
#: The edges of the plot, and the line of the heads above it.
_START, _END = alt.XValue(0), alt.XValue("width")  # type: ignore[no-untyped-call]
_ABOVE = alt.YValue(-14)  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Row:
    """One row: its names (the first one strong), what is drawn, a number, and what is told beside it."""

    names: tuple[str, ...]
    drawn: dict[str, Any] = field(hash=False)
    n: str = ""
    told: tuple[str, ...] = ()
    strong: bool = True
    indent: int = 0

    @property
    def lines(self) -> list[tuple[str, bool]]:
        """The names as lines that fit, and which of them are strong."""
        room = _LETTERS - 2 * self.indent
        return [
            (part, place == 0 and self.strong)
            for place, name in enumerate(self.names)
            for part in textwrap.wrap(name, room)
        ]

    @property
    def height(self) -> int:
        """How many pixels the row takes."""
        return _LINE * max(1, len(self.lines), len(self.told)) + _GAP


def chart(
    rows: Sequence[Row], plot: Sequence[alt.Chart], *, heads: tuple[str, str], lines_below: int = 0
) -> figure.Spec:
    """Layers of a plot between names and numbers; its layers are made of ``data``."""
    layers = [
        *plot,
        *_texts(list(_names(rows)), rows, 5 - _LEFT, "left", _START),
        *_texts(list(_told(rows)), rows, _TOLD, "left", _END),
        *_texts(list(_numbers(rows)), rows, _N, "right", _END),
        *_heads(heads),
    ]
    return figure.spec(
        alt.layer(*layers)
        .properties(
            height=sum(row.height for row in rows) + _AROUND + _LINE * lines_below,
            autosize=alt.AutoSizeParams(type="fit", contains="padding"),
        )
        .configure_view(stroke=None)
    )


def data(rows: Sequence[Row], wanted: Callable[[dict[str, Any]], Any]) -> list[alt.Chart]:
    """A chart of what is drawn of those rows that are wanted, each at its place; none where there is no such row.

    A layer without marks would be an empty picture to a screen reader.
    """
    places = zip(rows, _middles(rows), strict=True)
    found = [{"y": middle, **row.drawn} for row, middle in places if row.drawn and wanted(row.drawn)]
    return [based(found, rows)] if found else []


def based(values: list[dict[str, Any]], rows: Sequence[Row]) -> alt.Chart:
    """A chart of values that lie at places among the rows."""
    scale = alt.Scale(domain=[0, sum(row.height for row in rows)], reverse=True, nice=False)
    return alt.Chart(alt.InlineData(values=values)).encode(y=alt.Y("y:Q", axis=None, scale=scale))


def _middles(rows: Sequence[Row]) -> list[float]:
    ends = accumulate(row.height for row in rows)
    return [end - row.height / 2 for end, row in zip(ends, rows, strict=True)]


def _names(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    for row, middle in zip(rows, _middles(rows), strict=True):
        first = middle - _LINE * (len(row.lines) - 1) / 2
        for place, (text, strong) in enumerate(row.lines):
            yield {"y": first + _LINE * place, "text": " " * 4 * row.indent + text, "strong": strong}


def _told(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    for row, middle in zip(rows, _middles(rows), strict=True):
        told = [text for text in row.told if text]
        first = middle - _LINE * (len(told) - 1) / 2
        for place, text in enumerate(told):
            yield {"y": first + _LINE * place, "text": text, "strong": place == 0}


def _numbers(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    for row, middle in zip(rows, _middles(rows), strict=True):
        if row.n:
            yield {"y": middle, "text": row.n, "strong": False}


def _texts(
    words: list[dict[str, Any]], rows: Sequence[Row], dx: int, align: _Side, edge: Any
) -> list[alt.Chart]:
    """Words beside the plot, those that are strong in bold; no layer where there are none."""
    weight = alt.expr("datum.strong ? 600 : 400")
    texts = based(words, rows).mark_text(align=align, dx=dx, fontSize=_SIZE, fontWeight=weight)
    return [texts.encode(x=edge, text=alt.Text("text:N"))] if words else []


def _heads(heads: tuple[str, str]) -> list[alt.Chart]:
    """The heads of the columns at the right."""
    columns: tuple[tuple[str, int, _Side], ...] = ((heads[0], _N, "right"), (heads[1], _TOLD, "left"))
    return [
        alt.Chart(alt.InlineData(values=[{"text": text}]))
        .mark_text(align=align, dx=dx, fontSize=_SIZE, fontWeight=600)
        .encode(x=_END, y=_ABOVE, text=alt.Text("text:N"))
        for text, dx, align in columns
        if text
    ]
