"""Studies side by side: by design, patients and results, and comparable results as forest plots. Nothing is pooled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from app import intervals, reasons, units
from app.language import language, number, say
from app.views.compare import comparison, facets, forests, linked
from app.views.compare.comparison import Row
from app.widgets import choice, criteria, panel, table
from queries.errors import NotUnderstood


def render() -> None:
    """The question, the facets, forest plots of what can be compared, and all results as a table."""
    st.title(say("compare.title"))
    treatment, endpoint, population = _question()
    try:
        with st.spinner(say("shared.busy")):
            rows = comparison.rows(treatment, endpoint, population)
    except NotUnderstood as fault:
        st.warning(f"{say('ask.not_understood')} {reasons.why(fault)}", icon=":material/help:")
        st.caption(say("shared.next_step", step=reasons.next_step(fault)))
        rows = comparison.rows(treatment, endpoint, "")
    if not rows:
        if not panel.late("results_of_intervention"):
            st.info(say("compare.nothing"), icon=":material/info:")
        return
    shown = facets.chosen(rows)
    st.markdown(
        say("compare.shown", results=len(shown), all=len(rows), studies=len({row.study for row in shown}))
    )
    if not shown:
        st.info(say("compare.too_narrow"), icon=":material/filter_alt_off:")
        return
    forests.ratios(shown)
    forests.medians(shown)
    forests.rates(shown)
    _table(shown, treatment, endpoint)


def _question() -> tuple[str, str, str]:
    left, middle, right = st.columns(3)
    with left:
        treatment = choice.beside(say("compare.treatment"), "lg:Intervention", say("ask.first_intervention"))
    with middle:
        endpoint = choice.beside(say("compare.endpoint"), "lg:Endpoint", say("compare.first_endpoint"))
    with right:
        population = criteria.typed(say("compare.population"), "population", "", say("ask.population_help"))
        criteria.choose("population")
    return treatment, endpoint, population


def _labels(links: Sequence[tuple[str, str]]) -> str:
    return ", ".join(label for _, label in links)


def _levels(row: Row) -> str:
    found = []
    for level in row.levels:
        edition = level["scheme"][1] if level["scheme"] else say("ask.no_edition")
        found.append(f"{level['system'][1]} {level['printed']} ({edition})")
    return "; ".join(found)


def _fit(row: Row) -> str:
    if not row.fit:
        return ""
    bounds = f": {row.bounds[0]}–{row.bounds[1]}" if row.bounds else ""
    return f"{say(f'fit.{row.fit}')}{bounds}"


#: The columns that may be chosen, in their order.
_COLUMNS: dict[str, Callable[[Row], Any]] = {
    "study": lambda row: row.study,
    "year": lambda row: row.year,
    "design": lambda row: _labels(row.designs),
    "group": lambda row: row.group,
    "n": lambda row: row.told["n"],
    "fit": _fit,
    "treatment": lambda row: _labels(row.treatments),
    "comparator": lambda row: row.versus,
    "endpoint": lambda row: row.told["reported"][1],
    "months": lambda row: row.told["months"],
    "statistic": lambda row: row.told["statistic"][1],
    "value": lambda row: (
        row.told["result"][0],
        units.number(row.told, language()) or say("shared.not_reported"),
    ),
    "unit": lambda row: units.said(row.told["unit"], language()),
    "interval": lambda row: intervals.interval(row.told),
    "p": lambda row: number(row.told["p"]),
    "role": lambda row: row.told["role"][1],
    "factor": lambda row: row.told["factor"],
    "level": _levels,
    "source": lambda row: row.told["assertedBy"],
}
_LINKS = ("study", "group", "value", "source")
_FIRST = ("study", "year", "group", "n", "fit", "comparator", "statistic", "months", "value", "unit", "interval", "p")  # fmt: skip


def _table(rows: Sequence[Row], treatment: str, endpoint: str) -> None:
    st.header(f"{say('compare.all')} ({len(rows)})")
    told = [{name: cell(row) for name, cell in _COLUMNS.items()} for row in rows]
    named = {name: say(f"compare.column_{name}") for name in _COLUMNS}
    asked = [name for name in _FIRST if name != "fit" or any(row.fit for row in rows)]
    columns = linked.some(say("compare.columns"), named, "columns", asked)
    table.show(
        say("compare.title"),
        told,
        titles={name: named[name] for name in columns},
        links=[name for name in _LINKS if name in columns],
        behind=lambda: panel.behind("results_of_intervention", intervention=treatment, endpoint=endpoint),
    )
