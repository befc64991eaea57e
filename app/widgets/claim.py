"""A claim of the guideline in its layers: how firmly it is said, what it proposes, what does not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.widgets import badges
from ontology.namespaces import curie
from queries.records import Record

#: What is said of a statement; the second property says whether the first is printed at all.
_FACTS = {
    "modality": ("lg:modality",),
    "polarity": ("lg:polarity",),
    "grade": ("lg:grade", "lg:gradeStatus"),
    "consensus": ("lg:consensusClass", "lg:consensusStatus"),
    "basis": ("lg:basis",),
}
_NOTES = ("lg:condition", "lg:modalityNote", "lg:basisNote")


def firmness(record: Record, *, narrow: bool = False) -> None:
    """How firmly it is said: modality, grade, consensus and basis as facts of their own, and the notes on them.

    In a narrow place each fact has a line of its own, because a badge would be cut off.
    """
    facts = {say(f"statement.{name}"): words for name in _FACTS if (words := _fact(record, name))}
    if narrow:
        st.markdown("  \n".join(f"{name}: **{words}**" for name, words in facts.items()))
    else:
        badges.show(*badges.facts(facts))
    notes = {prop.partition(":")[2]: told(record.text(prop)) for prop in _NOTES}
    if any(notes.values()):
        st.caption(
            "  \n".join(f"{say(f'statement.{name}')}: {words}" for name, words in notes.items() if words)
        )


def _fact(record: Record, name: str) -> str:
    """The value of a fact in words; where it has none, whether it is printed."""
    for prop in _FACTS[name]:
        if values := record.all(prop):
            return _named(values)
    return ""


def _named(values: Sequence[str]) -> str:
    named = session.labels(tuple(values), language())
    return ", ".join(plain(named.get(value, curie(value))) for value in values)


def propositions(record: Record) -> None:
    """What is asserted: each proposition as a sentence, with its patients, its treatment and its effect."""
    for name in record.all("lg:asserts"):
        proposition = session.record(name)
        st.markdown(told(proposition.text("rdfs:label")) or plain(curie(name)))
        populations = [session.record(one) for one in proposition.all("lg:population")]
        components = [session.record(one) for one in proposition.all("lg:proposes")]
        parts = {
            "patients": "; ".join(told(one.text("lg:describedAs")) for one in populations),
            "treatment": _named([name for one in components for name in one.all("lg:intervention")]),
            "outcome": _named(proposition.all("lg:hasOutcome")),
            "effect": _named(proposition.all("lg:hasEffect")),
        }
        st.caption(
            "  \n".join(f"{say(f'statement.{part}')}: {words}" for part, words in parts.items() if words)
        )
        navigation.to_record(name, say("statement.proposition_in_graph"))


def findings(found: Sequence[Mapping[str, Any]]) -> None:
    """What does not fit: how grave, in which words, and the way to all findings of that rule."""
    for one in found:
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            badges.show(badges.severity(one["severity"]), badges.status(one["status"]))
            navigation.link("audit", say("guideline.finding", rule=plain(one["rule"])), finding=one["id"])
        st.caption(told(one["message"]))


def found_on() -> Mapping[str, list[Mapping[str, Any]]]:
    """The findings of the audit by the statements that they concern."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for finding in session.audit()["findings"]:
        for statement in finding["statements"]:
            found[statement].append(finding)
    return found
