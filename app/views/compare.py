"""Studies side by side: by design and results, and comparable effects as a forest plot. Nothing is pooled."""

from __future__ import annotations

from typing import Any

import altair as alt
import streamlit as st

from app.language import language, say
from app.widgets import choice, panel


def render() -> None:
    """Hazard ratios of one treatment and endpoint, then medians and rates of one endpoint."""
    st.title(say("compare.title"))
    left, right = st.columns(2)
    with left:
        treatment = choice.beside(say("compare.treatment"), "lg:Intervention", say("ask.first_intervention"))
    with right:
        endpoint = choice.beside(say("compare.endpoint"), "lg:Endpoint", say("compare.first_endpoint"))
    given = {"intervention": treatment, "endpoint": endpoint}
    _, rows = panel.answered("hazard_ratios", tuple(sorted({**given, "language": language()}.items())))
    if rows:
        _forest(rows)
    else:
        st.info(say("compare.none"), icon=":material/info:")
    panel.show("hazard_ratios", **given)
    panel.show("medians_for_endpoint", endpoint=endpoint)
    panel.show("results_for_endpoint", endpoint=endpoint)
    panel.show("studies_of_intervention", intervention=treatment)


def _forest(rows: list[dict[str, Any]]) -> None:
    """Estimates with their intervals on a logarithmic axis; one without a reported interval stands as a hollow point."""
    points = [
        {
            "who": f"{row['value']} {row['study'][1]}: {row['group'][1]}",
            "estimate": float(row["value"]),
            "low": float(row["ciLow"]) if row["ciLow"] is not None else None,
            "high": float(row["ciHigh"]) if row["ciHigh"] is not None else None,
            "p": str(row["p"] or ""),
        }
        for row in rows
    ]
    base = alt.Chart(alt.InlineData(values=points), height=alt.Step(34)).encode(
        y=alt.Y("who:N", title=None, axis=alt.Axis(labelLimit=360))
    )
    shown = [
        1.0,
        *(float(row[end]) for row in rows for end in ("value", "ciLow", "ciHigh") if row[end] is not None),
    ]
    scale = alt.Scale(type="log", nice=False, domain=[min(shown) * 0.9, max(shown) * 1.1])
    whiskers = (
        base.transform_filter("isValid(datum.low) && isValid(datum.high)")
        .mark_rule()
        .encode(x=alt.X("low:Q", scale=scale, title=say("compare.ratio")), x2="high:Q")
    )
    squares = base.mark_square(size=90, filled=True).encode(
        x=alt.X("estimate:Q", scale=scale), tooltip=["who:N", "estimate:Q", "low:Q", "high:Q", "p:N"]
    )
    one = alt.Chart(alt.InlineData(values=[{"x": 1}])).mark_rule(strokeDash=[4, 4]).encode(x="x:Q")
    told = "; ".join(f"{p['who']}: {p['estimate']} ({p['low']}–{p['high']})" for p in points)
    st.altair_chart(one + whiskers + squares, alt=told)
    st.caption(say("compare.note"))
