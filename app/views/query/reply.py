"""What came back for a query of one's own: rows, a graph, yes or no, or why there is no answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import pyoxigraph as ox
import streamlit as st

from app import session
from app.language import plain, say
from app.widgets import download, panel
from ontology.errors import LeitgraphError
from queries import guard
from queries.limits import Limits

_JSON = ox.QueryResultsFormat.JSON
_TURTLE = ox.RdfFormat.TURTLE
_GRAMMAR = ", ["  # from here on a parser lists what else might have come
_LINES = 18  # of a graph that are shown at once
#: What a refusal is called; the words of the endpoint stand below it.
_REFUSED = {
    HTTPStatus.BAD_REQUEST: "malformed",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.UNPROCESSABLE_ENTITY: "exhausted",
    HTTPStatus.TOO_MANY_REQUESTS: "over_budget",
    HTTPStatus.SERVICE_UNAVAILABLE: "busy",
    HTTPStatus.GATEWAY_TIMEOUT: "timeout",
}


def from_elsewhere(query: str) -> Mapping[str, Any]:
    """The reply of the endpoint on another machine that the explorer reads, in the form in which our own replies."""
    try:
        guard.see(query, Limits.given())
        answer = session.backend().query(query)
    except LeitgraphError as fault:
        facts = {"detail": fault.message, "next_step": fault.next_step, "line": getattr(fault, "line", None)}
        return {"query": query, "status": fault.status, "kind": "", "body": json.dumps(facts)}
    if isinstance(answer, ox.QueryTriples):
        kind, written = _TURTLE.media_type, answer.serialize(format=_TURTLE)
    else:
        kind, written = _JSON.media_type, answer.serialize(format=_JSON)
    return {"query": query, "status": HTTPStatus.OK, "kind": kind, "body": (written or b"").decode()}


def show(reply: Mapping[str, Any]) -> None:
    """Show a reply; what cannot be shown says why."""
    if reply["status"] != HTTPStatus.OK:
        _refused(reply)
    elif reply["kind"] == _TURTLE.media_type:
        st.code(reply["body"], language=None, height=420 if reply["body"].count("\n") > _LINES else "content")
        _download(reply, _TURTLE, "Turtle")
    else:
        _results(reply)


def _results(reply: Mapping[str, Any]) -> None:
    found = ox.parse_query_results(reply["body"].encode(), format=_JSON)
    if isinstance(found, ox.QueryBoolean):
        st.metric(say("query.is_so"), say("query.yes") if found else say("query.no"))
        return
    named = st.session_state.get("reply.named", True)
    head, rows = panel.cells(found, named=named)
    number = say("query.rows", number=len(rows))
    st.header(number)
    st.toggle(say("query.named"), value=True, key="reply.named", help=say("query.named_help"))
    if reply.get("cut"):
        st.info(say("query.cut"), icon=":material/content_cut:")
    panel.show_rows(
        number, head, rows, behind=lambda: _download(reply, _JSON, "JSON"), drawn=True, whole=True
    )


def _download(reply: Mapping[str, Any], form: ox.QueryResultsFormat | ox.RdfFormat, name: str) -> None:
    file_name = f"leitgraph.{form.file_extension}"
    download.offer(name, reply["body"], file_name=file_name, mime=form.media_type, key="reply.download")


def _refused(reply: Mapping[str, Any]) -> None:
    try:
        facts = json.loads(reply["body"])
    except ValueError:
        facts = {"detail": reply["body"][:500]}
    known = _REFUSED.get(reply["status"], "failed")
    place = say("query.place", line=facts["line"], column=facts.get("column", 1)) if facts.get("line") else ""
    st.error(f"{say(f'query.{known}')} {place}".strip(), icon=":material/error:")
    st.caption(plain(str(facts.get("detail", "")).partition(_GRAMMAR)[0]))
    if facts.get("next_step"):
        st.caption(say("shared.next_step", step=plain(str(facts["next_step"]))))
