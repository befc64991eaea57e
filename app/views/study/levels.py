"""The levels of evidence that were given to a study: one column for each scheme, one row for whoever gave them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from app.language import plain, say
from app.widgets import panel, table


def show(study: str) -> bool:
    """The table, and in words whether those who graded agree; whether there was anything."""
    found = panel.asked("levels_of_study", study=study)
    if not found:
        return False
    st.header(say("study.levels"))
    schemes = dict.fromkeys(_scheme(row) for row in found)
    titles = {"by": say("study.graded_by")}
    titles |= {"endpoint": say("column.endpoint")} if any(row["endpoint"] for row in found) else {}
    titles |= {scheme: scheme for scheme in schemes} | {"statement": say("column.statement")}
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in found:
        key = (row["by"], row["endpoint"], row["statement"])
        rows.setdefault(
            key,
            {
                "by": row["by"],
                "endpoint": row["endpoint"][1] if row["endpoint"] else None,
                "statement": row["statement"],
                **dict.fromkeys(schemes),
            },
        )[_scheme(row)] = row["printed"]
    table.show(
        say("study.levels"),
        list(rows.values()),
        titles=titles,
        links=("by", "statement"),
        behind=lambda: panel.behind("levels_of_study", study=study),
    )
    _agreement(study, len(found))
    return True


def _scheme(row: Mapping[str, Any]) -> str:
    """The scheme with its edition, or the system with the word that its edition is not stated."""
    return str(row["scheme"][1] if row["scheme"] else f"{row['system'][1]} ({say('ask.no_edition')})")


def _agreement(study: str, number: int) -> None:
    """Whether two who graded the same differ, in words."""
    differing = panel.asked("level_disagreements", study=study)
    if not differing:
        st.caption(say("study.levels_one" if number == 1 else "study.levels_agree"))
    for row in differing:
        words = say(
            "study.levels_differ",
            one=_given(row, "by", "printed", "scheme", "system"),
            other=_given(row, "otherBy", "otherPrinted", "otherScheme", "otherSystem"),
        )
        st.warning(plain(words), icon=":material/call_split:")


def _given(row: Mapping[str, Any], by: str, printed: str, scheme: str, system: str) -> str:
    return f"{row[by][1]}: {row[printed]} ({row[scheme][1] if row[scheme] else row[system][1]})"
