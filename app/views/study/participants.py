"""The groups of a study as a figure: each bar is as long as its group, a part lies inside the bar of its whole.

Parts that divide a group by the same characteristic stand together. Parts by different characteristics overlap: each has a
row of its own, and none is stacked upon another. A part that two sources count alike is one row that names both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import streamlit as st

from app.language import number, say
from app.widgets import aligned, figure, panel
from ontology.namespaces import curie

Group = Mapping[str, Any]
_CRITERION = ("axis", "anyOf", "noneOf", "minimum", "maximum")


@dataclass(frozen=True)
class _Criteria:
    """What delimits a group: the characteristics by label, and all of it for comparing."""

    axes: tuple[str, ...] = ()
    whole: frozenset[tuple[Any, ...]] = frozenset()


def show(study: str) -> bool:
    """The groups of a study by their numbers; whether there was any."""
    groups = {row["group"][0]: row for row in panel.asked("populations_of_study", study=study)}
    if not any(row["n"] is not None for row in groups.values()):
        return False
    rows = list(_rows(groups, _criteria(panel.asked("criteria_of_groups", study=study))))
    words = "; ".join(", ".join(part for part in (*row.names, *row.told) if part) for row in rows if row.told)
    figure.show(_chart(rows), "participants", alt_text=f"{say('study.participants')}: {words}")
    st.caption(say("study.parts_note"))
    return True


def _criteria(told: Iterable[Mapping[str, Any]]) -> dict[str, _Criteria]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in told:
        found.setdefault(row["group"][0], []).append(row)
    return {
        group: _Criteria(
            tuple(dict.fromkeys(row["axis"][1] for row in rows)),
            frozenset(tuple(row[name] for name in _CRITERION) for row in rows),
        )
        for group, rows in found.items()
    }


def _rows(groups: Mapping[str, Group], criteria: Mapping[str, _Criteria]) -> Iterator[aligned.Row]:
    """The wholes, largest first, each with its parts below it."""
    wholes = [name for name, row in groups.items() if not row["partOf"] or row["partOf"][0] not in groups]
    for name in sorted(wholes, key=lambda name: -(groups[name]["n"] or 0)):
        yield _row(groups[name], [groups[name]], 0)
        yield from _parts(name, groups, criteria, 1)


def _parts(
    whole: str, groups: Mapping[str, Group], criteria: Mapping[str, _Criteria], depth: int
) -> Iterator[aligned.Row]:
    """The parts of a group under the characteristic that delimits them; those that are counted alike as one."""
    alike: dict[tuple[Any, ...], list[Group]] = {}
    for name, row in groups.items():
        if row["partOf"] and row["partOf"][0] == whole:
            known = criteria.get(name, _Criteria())
            key = (known.axes, known.whole or name, row["n"], row["use"])
            alike.setdefault(key, []).append(row)
    axis: tuple[str, ...] | None = None
    for key, same in sorted(
        alike.items(), key=lambda one: (one[0][0], -(one[0][2] or 0), str(one[1][0]["group"]))
    ):
        if key[0] != axis:
            axis = key[0]
            yield aligned.Row((" + ".join(axis) or say("study.no_axis"),), {}, indent=depth)
        yield _row(groups[whole], same, depth + 1)
        for one in same:
            yield from _parts(one["group"][0], groups, criteria, depth + 1)


def _row(whole: Group, same: list[Group], depth: int) -> aligned.Row:
    row = same[0]
    n, of = row["n"], whole["n"]
    part = row is not whole
    used = curie(row["use"][0]).partition(":")[2] != "notUsed" if row["use"] else True
    return aligned.Row(
        names=(row["group"][1],),
        drawn={
            "who": row["group"][1],
            "n": n,
            "of": of if part else None,
            "kind": "part" if part else "whole",
            "used": used,
            "told": _count(n, of if part else None),
        },
        told=(_count(n, of if part else None), _sources(same, used=used)),
        strong=depth == 0,
        indent=depth,
    )


def _count(n: int | None, of: int | None) -> str:
    if n is None:
        return say("ask.no_number")
    if not of:
        return f"n = {n}"
    return say("study.part_of", n=n, of=of, percent=number(f"{100 * n / of:.0f}"))


def _sources(same: Iterable[Group], *, used: bool) -> str:
    """Who counts so: the publication, the guideline, or both."""
    kinds = {curie(row["assertedBy"][0]).partition(":")[0] for row in same if row["assertedBy"]}
    words = [say(f"study.by_{kind}") for kind in ("publication", "edition") if kind in kinds]
    return " + ".join(words) + ("" if used else f" ({say('study.not_used')})")


def _chart(rows: list[aligned.Row]) -> figure.Spec:
    scale = alt.Scale(domain=[0, max(row.drawn.get("n") or 0 for row in rows)], nice=False)
    x = alt.X("n:Q", title=say("shared.patients"), scale=scale, axis=alt.Axis(tickMinStep=1, tickCount=6))
    around = alt.X("of:Q", title=say("shared.patients"), scale=scale)
    tooltip = [alt.Tooltip("who:N", title=say("column.group")), alt.Tooltip("told:N", title="n")]
    plot = [
        base.mark_bar(size=14, color=figure.OTHER, opacity=0.35).encode(x=around, x2=alt.datum(0))
        for base in aligned.data(rows, lambda row: row["n"] is not None and row["of"] is not None)
    ]
    plot += [
        base.mark_bar(size=14).encode(x=x, x2=alt.datum(0), tooltip=tooltip)
        for base in aligned.data(rows, lambda row: row["n"] is not None and row["used"])
    ]
    plot += [
        base.mark_bar(size=13, filled=False, strokeWidth=1.5, strokeDash=[4, 3]).encode(
            x=x, x2=alt.datum(0), tooltip=tooltip
        )
        for base in aligned.data(rows, lambda row: row["n"] is not None and not row["used"])
    ]
    return aligned.chart(rows, plot, heads=("", ""))
