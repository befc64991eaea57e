"""Rates of a study over time as a figure: points with their reported intervals, and medians on the line of 50 per cent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import streamlit as st

from app import intervals, units
from app.language import language, number, plain, say
from app.widgets import figure, groups, panel
from ontology.namespaces import curie

_TOGETHER = 6  # lines that one figure holds; more are drawn endpoint by endpoint
_SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "cross",
    "triangle-down",
    "triangle-right",
    "triangle-left",
)
_YEAR = 12  # months
_APART = 8  # pixels between medians that lie on the same line
_HEIGHT, _LEGEND = 430, 24  # pixels of the plot with its axes, and of each line of the legend
_LONG = 12 * _YEAR  # months from which on the axis marks no single years


@dataclass(frozen=True)
class _Point:
    """A rate at a time, or a median: of which endpoint and group, with its interval."""

    endpoint: str
    group: str
    median: bool
    months: float
    percent: float
    low: float | None
    high: float | None
    told: str


def show(study: str) -> bool:
    """The rates and medians of a study by months; whether there was any."""
    named = groups.names(study)
    points = [found for row in panel.asked("results_of_study", study=study) if (found := _point(row, named))]
    if not points:
        return False
    endpoints = list(dict.fromkeys(point.endpoint for point in points))
    if len({(point.endpoint, point.group) for point in points}) <= _TOGETHER:
        _figure(points, "rates")
    else:
        for place, endpoint in enumerate(endpoints, 1):
            st.markdown(f"**{plain(endpoint)}**")
            _figure([point for point in points if point.endpoint == endpoint], f"rates_{place}")
    st.caption(say("study.rates_note"))
    return True


def _point(row: Mapping[str, Any], named: Mapping[str, str]) -> _Point | None:
    statistic, role = (curie(row[name][0]).partition(":")[2] for name in ("statistic", "role"))
    rate = statistic == "rate" and row["unit"] == "%" and row["months"] is not None
    median = statistic == "median" and row["unit"] == "mo" and role != "descriptive"
    if row["value"] is None or not (rate or median):
        return None
    low, high = (None if row[end] is None else float(row[end]) for end in ("ciLow", "ciHigh"))
    value = units.told(row, language())
    told = [value if rate else f"{say('study.median')} {value}", intervals.ends(row)]
    if rate:
        told.insert(0, say("compare.at_months", months=number(row["months"])))
    return _Point(
        endpoint=row["endpoint"][1],
        group=named.get(row["group"][0], row["group"][1]),
        median=median,
        months=float(row["value"] if median else row["months"]),
        percent=50.0 if median else float(row["value"]),
        low=low,
        high=high,
        told=" ".join(part for part in told if part),
    )


def _figure(points: Sequence[_Point], name: str) -> None:
    called = _called(points)
    lines = list(dict.fromkeys(called.values()))
    last = max(max(point.months, (point.high or 0) if point.median else 0) for point in points)
    rows = [
        {
            "line": called[point],
            "months": point.months,
            "percent": point.percent,
            "low": point.low,
            "high": point.high if point.high is not None or not point.median else last,
            "median": point.median,
            "told": point.told,
        }
        for point in points
    ]
    words = "; ".join(f"{row['line']}: {row['told']}" for row in rows)
    title = _title(points)
    figure.show(_chart(rows, lines, last, title), name, alt_text=f"{title}. {words}" if title else words)


def _called(points: Sequence[_Point]) -> dict[_Point, str]:
    """What each line is called: by endpoint, by group, or by both, as far as they differ."""
    endpoints, people = {point.endpoint for point in points}, {point.group for point in points}
    return {
        point: ", ".join(
            part
            for part, several in (
                (point.endpoint, len(endpoints) > 1 or len(people) == 1),
                (point.group, len(people) > 1),
            )
            if several
        )
        for point in points
    }


def _title(points: Sequence[_Point]) -> str:
    """What all lines have in common and none of them says."""
    endpoints, people = {point.endpoint for point in points}, {point.group for point in points}
    if len(people) == 1:
        return next(iter(people))
    return next(iter(endpoints)) if len(endpoints) == 1 else ""


def _chart(rows: list[dict[str, Any]], lines: list[str], last: float, title: str) -> figure.Spec:
    legend = alt.Legend(
        orient="bottom", columns=1, labelLimit=700, symbolSize=110, symbolOpacity=1, title=None
    )
    colours = [figure.COLOURS[place % len(figure.COLOURS)] for place in range(len(lines))]
    shapes = [_SHAPES[place % len(_SHAPES)] for place in range(len(lines))]
    colour = alt.Color("line:N", scale=alt.Scale(domain=lines, range=colours), legend=legend)
    shape = alt.Shape("line:N", scale=alt.Scale(domain=lines, range=shapes), legend=legend)
    years = list(range(0, int(last) + _YEAR, _YEAR))
    axis = alt.Axis(values=years) if last <= _LONG else alt.Axis()
    x = alt.X(
        "months:Q", title=say("study.months"), scale=alt.Scale(domain=[0, last * 1.03], nice=False), axis=axis
    )
    y = alt.Y("percent:Q", title=say("study.percent"), scale=alt.Scale(domain=[0, 100]))
    tooltip = [
        alt.Tooltip("line:N", title=say("study.line")),
        alt.Tooltip("told:N", title=say("result.value")),
    ]
    half = alt.Chart(alt.InlineData(values=[{"half": 50}])).mark_rule(strokeDash=[2, 4], color=figure.NEUTRAL)

    def based(values: list[dict[str, Any]]) -> alt.Chart:
        return alt.Chart(alt.InlineData(values=values)).encode(x=x, y=y, color=colour)

    rates = [row for row in rows if not row["median"]]
    layers = [
        half.encode(y=alt.Y("half:Q", scale=alt.Scale(domain=[0, 100]))),
        *([based(rates).mark_line(strokeDash=[2, 4], opacity=0.6)] if rates else []),
        *_marks(based, rates, shape, tooltip),
        *_marks(based, [row for row in rows if row["median"]], shape, tooltip),
    ]
    return figure.spec(alt.layer(*layers, title=title, height=_HEIGHT + _LEGEND * len(lines)))


def _marks(
    based: Callable[[list[dict[str, Any]]], alt.Chart],
    rows: list[dict[str, Any]],
    shape: alt.Shape,
    tooltip: list[alt.Tooltip],
) -> list[alt.Chart]:
    """Points with their intervals: rates filled, medians hollow; the lines that have intervals lie a little apart."""
    wide = list(dict.fromkeys(row["line"] for row in rows if row["low"] is not None))
    found = []
    for line in dict.fromkeys(row["line"] for row in rows):
        apart = (wide.index(line) - (len(wide) - 1) / 2) * _APART if line in wide else 0
        mine = [row for row in rows if row["line"] == line]
        known = [row for row in mine if row["low"] is not None and row["high"] is not None]
        median = mine[0]["median"]
        right, up = (0, apart) if median else (apart, 0)
        if known:
            whiskers = based(known).mark_rule(strokeWidth=2, xOffset=right, yOffset=up)
            ends = {"x": "low:Q", "x2": "high:Q"} if median else {"y": "low:Q", "y2": "high:Q"}
            found.append(whiskers.encode(**ends))
        points = based(mine).mark_point(
            filled=not median, size=120, strokeWidth=2.5, opacity=1, xOffset=right, yOffset=up
        )
        found.append(points.encode(shape=shape, tooltip=tooltip))
    return found
