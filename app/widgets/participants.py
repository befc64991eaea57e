"""The groups of a study as a figure: each bar is as long as its group, a part stands under the group it belongs to."""

from __future__ import annotations

from typing import Any

import altair as alt
import streamlit as st

from app.language import language, say
from app.widgets import panel

_QUESTION = "populations_of_study"  # the name of the question in the catalogue
_PART = "↳ "  # stands before a part as often as it lies deep


def figure(study: str) -> None:
    """The groups of a study by their numbers; nothing where it reports none."""
    _, rows = panel.answered(_QUESTION, (("language", language()), ("study", study)))
    groups = {row["group"][0]: row for row in rows if row["n"] is not None}
    bars = [_bar(groups[name], depth) for name, depth in _nested(groups)]
    if not bars:
        return
    chart = (
        alt.Chart(alt.InlineData(values=bars), height=alt.Step(22))
        .mark_bar(size=14)
        .encode(
            x=alt.X("n:Q", title=say("shared.patients")),
            y=alt.Y("group:N", title=None, sort=None, axis=alt.Axis(labelLimit=320)),
            opacity=alt.Opacity("depth:O", legend=None, scale=alt.Scale(range=[1, 0.6, 0.45, 0.35], domain=[0, 1, 2, 3])),
            tooltip=["group:N", "n:Q"],
        )
    )  # fmt: skip
    st.altair_chart(chart, alt="; ".join(f"{bar['group']}: {bar['n']}" for bar in bars))
    st.caption(say("study.parts_note"))


def _nested(groups: dict[str, Any]) -> list[tuple[str, int]]:
    """The groups, each part after its whole, with how deep it lies; a part whose whole has no number lies at the top."""
    found: list[tuple[str, int]] = []

    def put(name: str, depth: int) -> None:
        if name not in dict(found):
            found.append((name, depth))
            for part, row in groups.items():
                if row["partOf"] and row["partOf"][0] == name:
                    put(part, depth + 1)

    for name, row in groups.items():
        if not row["partOf"] or row["partOf"][0] not in groups:
            put(name, 0)
    return found


def _bar(row: dict[str, Any], depth: int) -> dict[str, Any]:
    return {"group": f"{_PART * depth}{row['group'][1]}", "n": int(row["n"]), "depth": min(depth, 3)}
