"""The words of a passage out of the reader's own copy, beside what the graph says of it in words of ours."""

from __future__ import annotations

import streamlit as st

from app import session, sources
from app.language import plain, say
from queries.records import Record


def of_statement(record: Record) -> None:
    """The anchors of a statement; where there is no copy, how to see them."""
    passage = session.record(next(iter(record.all("lg:statementOf")), ""))
    sha256 = passage.one("lg:fileSha256") or ""
    if sources.text(sha256) is None:
        st.caption(say("statement.no_wording"))
    for name in record.all("lg:anchor"):
        anchor = session.record(name)
        start, end = (int(anchor.number(f"oa:{side}") or 0) for side in ("start", "end"))
        if words := sources.wording(sha256, start, end):
            st.markdown(f"> {plain(words)}")
        st.caption(say("statement.place", file=plain(passage.one("lg:fileName") or ""), start=start, end=end))
