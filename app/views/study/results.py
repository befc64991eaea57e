"""The results of a study as one table: outcomes first, descriptions last, without columns that are empty throughout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from app import intervals, units
from app.language import language, number, say
from app.widgets import panel, table
from ontology.namespaces import curie

_ROLES = ("outcome", "effect", "harm", "prognostic", "descriptive")
_Told = Mapping[str, Any]


def show(study: str) -> bool:
    """The table; whether there was a result."""
    found = panel.asked("results_of_study", study=study)
    if not found:
        return False
    st.header(f"{say('study.results')} ({len({row['result'] for row in found})})")
    rows = [{name: cell(row) for name, cell in _COLUMNS.items()} for row in sorted(found, key=_role)]
    titles = {
        name: say(f"compare.column_{name}" if name != "finding" else "column.finding")
        for name in _COLUMNS
        if any(row[name] not in (None, "") for row in rows)
    }
    table.show(
        say("study.results"),
        rows,
        titles=titles,
        links=[name for name in ("group", "comparator", "value", "source") if name in titles],
        behind=lambda: panel.behind("results_of_study", study=study),
    )
    return True


def _role(row: _Told) -> int:
    code = curie(row["role"][0]).partition(":")[2]
    return _ROLES.index(code) if code in _ROLES else len(_ROLES)


#: The columns in their order.
_COLUMNS: dict[str, Callable[[_Told], Any]] = {
    "endpoint": lambda row: row["endpoint"][1],
    "group": lambda row: row["group"],
    "n": lambda row: row["n"],
    "comparator": lambda row: row["comparator"],
    "statistic": lambda row: row["statistic"][1],
    "months": lambda row: row["months"],
    "value": lambda row: (
        row["result"][0],
        units.told(row, language()) or say("shared.not_reported"),
    ),
    "interval": intervals.interval,
    "p": lambda row: number(row["p"]),
    "factor": lambda row: row["factor"],
    "finding": lambda row: row["finding"],
    "role": lambda row: row["role"][1],
    "source": lambda row: row["assertedBy"],
}
