"""The head of a study: what kind it is, how many took part, where it is registered and published, and what is not recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, told
from app.views.study import identifiers
from app.widgets import badges, panel
from ontology.namespaces import curie
from queries.records import Record

_CODES = ("lg:hasDesign", "lg:phase", "lg:progress")


def show(name: str, record: Record) -> None:
    """Badges, facts in a line each, and in one line what the graph does not hold."""
    badges.show(*badges.codes(code for prop in _CODES for code in record.all(prop)))
    facts = {
        "participants_n": plain(record.one("lg:participants") or ""),
        "recruited": _recruited(record),
        "registered": _registrations(panel.asked("registrations_of_study", study=name)),
        "published": _publications(panel.asked("publications_of_study", study=name)),
    }
    st.markdown("\n".join(f"- **{say(f'study.{key}')}:** {words}" for key, words in facts.items() if words))
    missing = [say(f"study.{key}") for key, words in facts.items() if not words]
    missing += [say("column.phase")] if not record.all("lg:phase") else []
    if missing:
        st.caption(plain(say("study.not_recorded", names=", ".join(missing))))
    if comment := told(record.text("rdfs:comment")):
        st.write(comment)
    _compared(record.all("lg:studiesIntervention"))


def _compared(treatments: Sequence[str]) -> None:
    """Links to other studies of the same treatments."""
    named = session.labels(tuple(treatments), language())
    with st.container(horizontal=True, gap="small"):
        for treatment in treatments:
            words = say("study.compare", treatment=named.get(treatment, curie(treatment)))
            navigation.link("compare", plain(words), intervention=curie(treatment))


def _recruited(record: Record) -> str:
    ends = (record.one("lg:recruitedFrom"), record.one("lg:recruitedTo"))
    return " – ".join(plain(end) if end else "…" for end in ends) if any(ends) else ""


def _registrations(rows: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(
        " ".join(
            part for part in (plain(row["registry"] or ""), identifiers.registration(row["number"])) if part
        )
        for row in rows
    )


def _publications(rows: Iterable[Mapping[str, Any]]) -> str:
    return "; ".join(_publication(row) for row in rows)


def _publication(row: Mapping[str, Any]) -> str:
    """One publication: where and when it came out, in which form, and its identifiers as links."""
    named = row["journal"] or row["title"] or row["publication"][1]
    head = " ".join(
        plain(str(part)) for part in (named, row["year"]) if part and str(part) not in str(named)[:-1]
    )
    found = [head if row["journal"] or row["title"] else plain(named), f"({plain(row['form'][1])})"]
    found += [identifiers.doi(str(row["doi"]))] if row["doi"] else []
    found += [identifiers.pmid(str(row["pmid"]))] if row["pmid"] else []
    return " ".join(found)
