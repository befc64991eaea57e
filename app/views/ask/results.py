"""Results in a line for each endpoint, each value a link to its record with passage and source; and all of them as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from app import navigation, session, units
from app.language import language, number, plain, said, say
from app.widgets import table
from ontology.namespaces import curie, iri

Result = Mapping[str, Any]
_COLUMNS = ("endpoint", "months", "statistic", "value", "interval", "p", "note")
#: What is shown at once: the first of these that there are. The others are in the table.
_FIRST = (("outcome", "effect"), ("harm",), ("prognostic",), ("descriptive",))


def lines(results: Sequence[Result]) -> int:
    """The results that answer, a line for each endpoint; how many were left for the table."""
    found = ([result for result in results if result["role"] in roles] for roles in _FIRST)
    first = next(filter(None, found), list(results))
    by_endpoint = groupby(sorted(first, key=_endpoint), key=_endpoint)
    st.markdown("  \n".join(f"**{plain(name)}**: {_line(found)}" for name, found in by_endpoint))
    return len(results) - len(first)


def _line(results: Iterable[Result]) -> str:
    return " · ".join(_said(result) for result in results)


def _said(result: Result) -> str:
    """One result: what it is, its value as a link to its record, its interval, and what it compares."""
    months = result["months"]
    when = say("result.after", months=months) if months is not None else ""
    statistic = "" if when and result["statistic"] == "rate" else code(result["statistic"])
    found = (said(result["finding"]), code(result["significance"]))
    value = units.told(result, language()) or next(filter(None, found), say("shared.not_reported"))
    linked = f"[{plain(value)}]({navigation.origin(result['result'])})"
    interval, p = _interval(result), result["p"]
    told = ", ".join(part for part in (interval, f"p {number(p)}" if p else "") if part)
    about = "; ".join(filter(None, (said(result["factor"]), said(result["condition"]))))
    parts = [
        plain(statistic),
        plain(when),
        linked,
        plain(f"({told})") if told else "",
        plain(f"[{about}]") if about else "",
    ]
    return " ".join(part for part in parts if part)


def show(caption: str, results: Sequence[Result]) -> None:
    """All results as a table to sort and to take along."""
    rows = [_row(result) for result in results]
    kept = [name for name in _COLUMNS if any(row[name] not in (None, "") for row in rows)]
    table.show(caption, rows, titles={name: say(f"result.{name}") for name in kept}, links=("endpoint",))


def _row(result: Result) -> dict[str, Any]:
    notes = [said(result[name]) for name in ("factor", "condition", "finding")] + [
        code(result["significance"])
    ]
    return {
        "endpoint": (result["result"], _endpoint(result)),
        "months": result["months"],
        "statistic": code(result["statistic"]),
        "value": units.told(result, language()),
        "interval": _interval(result),
        "p": number(result["p"]),
        "note": "; ".join(note for note in notes if note),
    }


def _endpoint(result: Result) -> str:
    return said(result["endpoint_label"]) or curie(result["endpoint"])


def code(name: str | None) -> str:
    """A code in words; nothing where there is none."""
    return session.labels((iri(f"lg:{name}"),), language()).get(iri(f"lg:{name}"), name) if name else ""


def _interval(result: Result) -> str:
    if not result["ci"]:
        return ""
    low, high = result["ci"]
    level = (
        say("result.ci", level=number(result["ci_level"]))
        if result["ci_level"]
        else say("result.ci_no_level")
    )
    return f"{level} {number(low)} – {number(high) if high is not None else code(result['ci_high_status'])}"
