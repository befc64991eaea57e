"""Where evidence is and where it is not: categories of patients against treatments and endpoints."""

from __future__ import annotations

from typing import Any

import altair as alt
import streamlit as st

from app.language import say
from app.widgets import choice, panel


def render() -> None:
    """The heat map for one axis of patients, the same as a table, and the gaps."""
    st.title(say("coverage.title"))
    axis = choice.of(say("coverage.axis"), "lg:Axis", first=say("coverage.first_axis"))
    _, rows = panel.answered("coverage_matrix", (("axis", axis),))
    if rows:
        _figure(rows)
    panel.show("coverage_matrix", axis=axis)
    treatment = choice.beside(say("coverage.treatment"), "lg:Intervention", say("ask.first_intervention"))
    panel.show("uncovered_cells", axis=axis, intervention=treatment)
    panel.show("evidence_gaps")


def _figure(rows: list[dict[str, Any]]) -> None:
    cells = [
        {
            "category": row["category"][1],
            "treatment": f"{row['treatment'][1]}: {row['endpoint'][1]}",
            "alone": int(row["measured"]),
            "together": int(row["mixed"]),
            "told": f"{row['measured']} | {row['mixed']}",
        }
        for row in rows
    ]
    most = max(cell["alone"] for cell in cells)
    base = alt.Chart(alt.InlineData(values=cells), height=alt.Step(30)).encode(
        x=alt.X("category:N", title=None, axis=alt.Axis(orient="top", labelAngle=-30)),
        y=alt.Y("treatment:N", title=None, axis=alt.Axis(labelLimit=320)),
        tooltip=["treatment:N", "category:N", "alone:Q", "together:Q"],
    )
    legend = alt.Legend(orient="bottom", format="d", tickMinStep=1, titleLimit=600)
    colour = alt.Color(
        "alone:Q",
        title=say("coverage.alone"),
        scale=alt.Scale(range=["#eef4f9", "#1f5f8b"], domain=[0, max(1, most)]),
        legend=legend,
    )
    figure = base.mark_rect(stroke="#8888", strokeWidth=0.5).encode(color=colour) + base.mark_text().encode(
        text="told:N",
        color=alt.condition(f"datum.alone > {most / 2}", alt.value("white"), alt.value("#1b1f24")),
    )
    st.altair_chart(figure, alt=say("coverage.alt", number=len(cells)))
    st.caption(say("coverage.note"))
