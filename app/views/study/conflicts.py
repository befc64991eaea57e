"""Where sources contradict each other on a study: what the guideline says beside what the sources say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from app import navigation
from app.language import plain, say
from app.widgets import badges, panel
from ontology.namespaces import curie

_GUIDELINE = ("statement", "printed", "edition", "passage")


def show(study: str) -> bool:
    """Each contradiction with its two sides; whether there was any."""
    found = panel.asked("contradictions_of_study", study=study)
    if not found:
        return False
    groups = [list(rows) for _, rows in groupby(found, key=lambda row: row["contradiction"])]
    st.header(f"{say('study.conflicts')} ({len(groups)})")
    for rows in groups:
        _conflict(rows, study)
    panel.behind("contradictions_of_study", study=study)
    return True


def _conflict(rows: Sequence[Mapping[str, Any]], study: str) -> None:
    with st.container(border=True):
        badges.show(*badges.codes([rows[0]["status"][0]]))
        st.write(plain(rows[0]["explanation"]))
        ours = [row for row in rows if _kind(row) in _GUIDELINE]
        theirs = [row for row in rows if _kind(row) not in _GUIDELINE]
        sides = ((say("study.by_edition"), ours), (say("study.in_sources"), theirs))
        for column, (title, side) in zip(st.columns(2), [one for one in sides if one[1]], strict=False):
            with column:
                _side(title, side, study)


def _kind(row: Mapping[str, Any]) -> str:
    return curie(row["member"][0]).partition(":")[0]


def _called(row: Mapping[str, Any], study: str) -> str:
    """What a side is called: a statement by its number, a reading of this study by what was read, all else by its label."""
    name, label = row["member"]
    local = curie(name).partition(":")[2]
    if _kind(row) == "reading":
        own = f"{study.partition(':')[2]}."
        return f"{say('column.reading')}: {local.removeprefix(own)}"
    return str(local if _kind(row) == "statement" else label)


def _side(title: str, rows: Sequence[Mapping[str, Any]], study: str) -> None:
    st.markdown(f"**{title}**")
    for row in rows:
        with st.container(gap=None):
            navigation.to_record(row["member"][0], plain(_called(row, study)))
            if said := row["readValue"] or row["says"]:
                st.write(plain(str(said)))
