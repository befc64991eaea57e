"""The numbers that a statement prints: beside what the study reports, and beside the counts that they may refer to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app import navigation
from app.language import plain, say
from app.widgets import panel

Row = Mapping[str, Any]


def show(statement: str) -> None:
    """Each printed number with what it can be held against, and whether the two agree; what is printed without any says so."""
    _, compared = panel.answered("printed_and_reported_values", (("statement", statement),))
    _, counted = panel.answered("possible_denominators", (("statement", statement),))
    if not (compared or counted):
        st.caption(say("statement.no_numbers"))
    for row in compared:
        _compared(row)
    _counted(counted)


def _compared(row: Row) -> None:
    months = f" {say('result.after', months=row['months'])}" if row["months"] is not None else ""
    words = say(
        "statement.printed_reported",
        endpoint=plain(f"{row['endpoint'][1]}, {row['statistic'][1]}{months}"),
        printed=_linked(row["guidelineValue"], row["number"][0]),
        reported=_linked(row["studyValue"], row["result"][0]),
        study=plain(row["study"][1]),
    )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if row["difference"]:
            told = say("statement.differs", number=abs(row["difference"]))
            st.badge(plain(told), icon=":material/not_equal:", color="orange")
        else:
            st.badge(say("statement.agrees"), icon=":material/equal:", color="blue")
        st.markdown(words, width="content")


def _linked(value: Any, record: str) -> str:
    """A number that leads to its record, which has the place where it was read."""
    return f"[{plain(str(value))}]({navigation.origin(record)})"


def _counted(rows: Sequence[Row]) -> None:
    by_number: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_number[row["number"][0]].append(row)
    for name, found in by_number.items():
        one = found[0]
        st.markdown(
            say(
                "statement.of_number",
                measure=plain(str(one["measure"])),
                n=_linked(one["n"], name) if one["n"] is not None else say("shared.not_reported"),
                percent=plain(str(one["percentPrinted"] or say("shared.not_reported"))),
                denominators=", ".join(plain(str(row["denominator"])) for row in found),
            )
        )
