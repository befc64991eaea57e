"""The passages of a guideline to be read: claim by claim, with what does not fit beside each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import streamlit as st

from app import navigation, session, sources
from app.language import language, plain, say, told
from app.widgets import badges, choice, panel
from ontology.namespaces import curie, iri


def render() -> None:
    """One passage: each claim in our words, or in the words of the reader's own copy."""
    passage = choice.of(say("guideline.passage"), "lg:Passage")
    st.title(plain(session.members("lg:Passage", language())[passage]))
    record = session.record(iri(passage))
    sha256 = record.one("lg:fileSha256") or ""
    there = sources.text(sha256) is not None
    worded = there and st.toggle(say("guideline.wording"), value=True, key="wording")
    if not there:
        st.caption(say("statement.no_wording"))
    _, rows = panel.answered("claims_of_passage", (("language", language()), ("passage", passage)))
    found = _findings()
    for row in rows:
        text = sources.wording(sha256, int(row["start"]), int(row["end"])) if worded else row["says"]
        _claim(row, plain(text or ""), found.get(row["statement"][0], []))
    panel.show("statements_without_evidence")
    panel.show("editions_of_guideline")


def _findings() -> Mapping[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in session.audit()["findings"]:
        for statement in finding["statements"]:
            found[statement].append(finding)
    return found


def _claim(row: Mapping[str, Any], text: str, found: list[dict[str, Any]]) -> None:
    claim, margin = st.columns([3, 1])
    with claim:
        navigation.to_record(row["statement"][0], plain(curie(row["statement"][0]).partition(":")[2]))
        st.write(text)
        badges.codes([row["kind"][0], row["modality"][0]])
    with margin:
        for finding in found:
            badges.severity(finding["severity"])
            st.caption(told(finding["message"]))
            navigation.link("audit", say("guideline.finding", rule=finding["rule"]), rule=finding["rule"])
    st.divider()
