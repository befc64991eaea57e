"""The words of a passage out of the reader's own copy, beside what the graph says of it in words of ours."""

from __future__ import annotations

import streamlit as st

from app import session, sources
from app.language import plain, say
from queries.records import Record


def of_statement(record: Record) -> None:
    """The anchors of a statement, folded away; where there is no copy, how to see them."""
    passage = session.record(next(iter(record.all("lg:statementOf")), ""))
    sha256 = passage.one("lg:fileSha256") or ""
    with st.expander(say("statement.wording"), icon=":material/format_quote:"):
        if sources.text(sha256) is None:
            st.caption(say("statement.no_wording"))
            return
        for name in record.all("lg:anchor"):
            anchor = session.record(name)
            start, end = (int(anchor.number(f"oa:{side}") or 0) for side in ("start", "end"))
            st.markdown(f"> {plain(sources.wording(sha256, start, end) or '')}")
            st.caption(f"{plain(passage.one('lg:fileName') or '')}, {start}–{end}")
