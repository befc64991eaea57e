"""Rates of a study over time as a figure: points with what is known of them, one line for each group and endpoint."""

from __future__ import annotations

from typing import Any

import altair as alt
import streamlit as st

from app.language import language, say
from app.widgets import panel

_QUESTION = "survival_over_time"  # the name of the question in the catalogue


def figure(study: str) -> None:
    """The rates of a study by months; nothing where it gives none."""
    _, rows = panel.answered(_QUESTION, (("language", language()), ("study", study)))
    points = [_point(row) for row in rows if row["unit"] == "%"]
    if not points:
        return
    months, percent, line = say("study.months"), say("study.percent"), say("study.line")
    base = alt.Chart(alt.InlineData(values=points)).encode(
        x=alt.X("months:Q", title=months, scale=alt.Scale(domainMin=0)),
        y=alt.Y("percent:Q", title=percent, scale=alt.Scale(domain=[0, 100])),
        color=alt.Color("line:N", title=line),
        tooltip=["line:N", "months:Q", "percent:Q"],
    )
    figure = base.mark_line(strokeDash=[2, 3], opacity=0.5) + base.mark_point(filled=True, size=70).encode(
        shape=alt.Shape("line:N", title=line)
    )
    st.altair_chart(figure, alt="; ".join(f"{p['line']}: {p['months']} – {p['percent']} %" for p in points))
    st.caption(say("study.rates_note"))


def _point(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "months": float(row["months"]),
        "percent": float(row["value"]),
        "line": f"{row['endpoint'][1]}, {row['group'][1]}",
    }
