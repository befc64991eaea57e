"""A chart for rows of any question, where their shape suits one: values over months, a number for each label, how often each category comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import altair as alt

from app.language import say
from app.widgets import figure

Row = Mapping[str, Any]
#: A chart of more bars or lines than this is read worse than its table.
_BARS, _LINES, _CATEGORIES = 40, len(figure.COLOURS), 12
_LETTERS = 320  # pixels of a label
_FEWEST = 2  # rows that a chart is worth


@dataclass(frozen=True)
class Suggestion:
    """A chart and all that it shows, in words."""

    chart: figure.Spec
    words: str


def of(rows: Sequence[Row], titles: Mapping[str, str]) -> Suggestion | None:
    """What suits the rows; nothing where nothing does."""
    if len(rows) < _FEWEST:
        return None
    numbers = [name for name in titles if _all(rows, name, (int, Decimal))]
    labels = [name for name in titles if name not in numbers and _all(rows, name, (str, tuple))]
    measured = sorted((name for name in numbers if name != "months"), key=lambda name: name != "value")
    if "months" in numbers and measured:
        return _over_time(rows, titles, measured[0], labels)
    told = next((name for name in labels if len(_distinct(rows, name)) == len(rows)), "")
    if told and numbers and len(rows) <= _BARS:
        return _bars([(said(row[told]), row[numbers[0]]) for row in rows], titles[told], titles[numbers[0]])
    return _counted(rows, titles, labels)


def said(value: Any) -> str:
    """What stands in a cell, as text: the label of a record."""
    return str(value[1] if isinstance(value, tuple) else value)


def _all(rows: Sequence[Row], name: str, kinds: tuple[type, ...]) -> bool:
    return all(isinstance(row[name], kinds) for row in rows)


def _distinct(rows: Sequence[Row], name: str) -> dict[str, None]:
    return dict.fromkeys(said(row[name]) for row in rows)


def _over_time(
    rows: Sequence[Row], titles: Mapping[str, str], value: str, labels: Sequence[str]
) -> Suggestion:
    """Points over months, told apart by as many of the first labels as the colours last for."""
    apart: list[str] = []
    for name in labels:
        lines = {_line(row, [*apart, name]) for row in rows}
        if 1 < len(_distinct(rows, name)) <= len(rows) // 2 and len(lines) <= _LINES:
            apart.append(name)
    points = [
        {"months": float(row["months"]), "value": float(row[value]), "line": _line(row, apart)}
        for row in rows
    ]
    line = alt.Color("line:N", title=None, scale=alt.Scale(range=list(figure.COLOURS)), legend=alt.Legend(orient="bottom", columns=1, labelLimit=700))  # fmt: skip
    chart = (
        alt.Chart(alt.InlineData(values=points), height=360)
        .mark_point(filled=True, size=80)
        .encode(
            x=alt.X("months:Q", title=titles["months"], scale=alt.Scale(domainMin=0)),
            y=alt.Y("value:Q", title=titles[value]),
            tooltip=["line:N", "months:Q", "value:Q"],
            **({"color": line, "shape": alt.Shape("line:N", title=None)} if apart else {}),
        )
    )
    told = (
        f"{point['line']}: {point['months']:g} – {point['value']:g}".removeprefix(": ") for point in points
    )
    return Suggestion(figure.spec(chart), "; ".join(told))


def _line(row: Row, names: Sequence[str]) -> str:
    return ", ".join(said(row[name]) for name in names)


def _counted(rows: Sequence[Row], titles: Mapping[str, str], labels: Sequence[str]) -> Suggestion | None:
    """How often each category of a column comes: of the column with the fewest."""
    sizes = {name: len(_distinct(rows, name)) for name in labels}
    several = {name: size for name, size in sizes.items() if 1 < size <= min(_CATEGORIES, len(rows) // 2)}
    if not several:
        return None
    name = min(several, key=several.__getitem__)
    counted = Counter(said(row[name]) for row in rows)
    return _bars(counted.most_common(), titles[name], say("query.rows_each"))


def _bars(pairs: Sequence[tuple[str, Any]], label: str, number: str) -> Suggestion:
    values = [{"label": one, "number": float(many)} for one, many in pairs]
    chart = (
        alt.Chart(alt.InlineData(values=values), height=alt.Step(24))
        .mark_bar(size=15, color=figure.COLOURS[0])
        .encode(
            x=alt.X("number:Q", title=number),
            y=alt.Y("label:N", title=label, sort=None, axis=alt.Axis(labelLimit=_LETTERS)),
            tooltip=["label:N", "number:Q"],
        )
    )
    return Suggestion(
        figure.spec(chart), "; ".join(f"{value['label']}: {value['number']:g}" for value in values)
    )
