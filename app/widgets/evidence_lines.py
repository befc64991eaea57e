"""The evidence lines behind a statement: which way each points, on which study it rests, how well that fits, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app import navigation
from app.language import language, plain, say
from app.widgets import badges, panel
from ontology.namespaces import curie

Row = Mapping[str, Any]
#: The directions in the order in which they are shown; others follow.
_DIRECTIONS = ("supports", "disputes", "inconclusive")


@dataclass(frozen=True)
class _Known:
    """What is known of the studies behind a statement: their levels, and in which parts they fit only partly."""

    levels: Mapping[str, Sequence[str]]
    misfits: Mapping[str, Sequence[Row]]


def show(statement: str, propositions: Sequence[str], *, whole: bool) -> int:
    """The lines by the way they point, each with its study and level; how many there are.

    ``whole`` adds how well each fits what is asserted, and the reason for its direction.
    """
    _, rows = panel.answered("lines_of_statement", (("language", language()), ("statement", statement)))
    known = _Known(_levels(), _misfits(propositions) if whole else {})
    by_direction: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_direction[curie(row["direction"][0]).partition(":")[2]].append(row)
    first = [direction for direction in _DIRECTIONS if direction in by_direction]
    for direction in [*first, *sorted(by_direction.keys() - set(first))]:
        st.markdown(f"{badges.direction(direction)} **{len(by_direction[direction])}**")
        for one in by_direction[direction]:
            (_whole if whole else _study)(one, known)
    return len(rows)


def participants(statement: str) -> None:
    """How many different patients stand behind the lines at least."""
    _, rows = panel.answered("independent_participants", (("statement", statement),))
    for row in rows:
        st.markdown(say("statement.at_least", number=row["atLeast"], studies=row["studies"]))


def _whole(row: Row, known: _Known) -> None:
    left, right = st.columns([2, 3])
    with left:
        _study(row, known)
    by = (
        say("statement.by", who=plain(row["assertedBy"][1]))
        if row["assertedBy"]
        else say("statement.by_curators")
    )
    said = [f"{plain(row['why'])} ({by})"] if row["why"] else []
    right.caption(
        "  \n".join([*said, *map(_misfit, known.misfits.get(row["study"][0], ()))])
        or say("statement.no_reason")
    )


def _study(row: Row, known: _Known) -> None:
    study, label = row["study"]
    number = f"n = {row['participants']}" if row["participants"] is not None else ""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        navigation.to_record(study, plain(label))
        for words in filter(None, (number, *known.levels.get(study, ()))):
            st.badge(plain(words), color="grey")


def _misfit(row: Row) -> str:
    """In which part the evidence does not answer directly, how far, and why."""
    why = f" – {plain(row['why'])}" if row["why"] else ""
    return f":material/contrast: {plain(row['element'][1])}: {plain(row['degree'][1])}{why}"


def _misfits(propositions: Sequence[str]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for name in propositions:
        _, rows = panel.answered(
            "indirect_evidence", (("language", language()), ("proposition", curie(name)))
        )
        for row in rows:
            found[row["study"][0]].append(row)
    return found


def _levels() -> Mapping[str, list[str]]:
    """The levels that studies were given, by study: as printed, with the system."""
    _, rows = panel.answered("levels_of_study", (("language", language()),))
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        words = f"{row['system'][1]} {row['printed']}"
        if words not in found[row["study"][0]]:
            found[row["study"][0]].append(words)
    return found
