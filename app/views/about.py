"""What the data are, how many, under which licence, how to cite them and how to ask them from elsewhere."""

from __future__ import annotations

import json

import streamlit as st

from app import session
from app.language import language, plain, say, told
from app.widgets import panel

_WAYS = {
    "curl": "curl -G {address} -H 'Accept: text/csv' --data-urlencode 'query={query}'",
    "Python": 'from SPARQLWrapper import SPARQLWrapper, JSON\n\nendpoint = SPARQLWrapper("{address}", agent="my-agent/1.0")\n'
    "endpoint.setQuery('{query}')\nendpoint.setReturnFormat(JSON)\nprint(endpoint.queryAndConvert())",
    "R": 'library(httr)\n\nreply <- GET("{address}", query = list(query = \'{query}\'), accept("text/csv"))\n'
    'read.csv(text = content(reply, "text", encoding = "UTF-8"))',
}
_QUERY = "SELECT ?study WHERE {{ ?study a <https://w3id.org/leitgraph/ontology/Study> }} LIMIT 5"


def render() -> None:
    """The manifest in words, then the ways to ask."""
    st.title(say("about.title"))
    st.write(say("about.what"))
    manifest = json.loads((session.folder() / "manifest.json").read_text(encoding="utf-8"))
    with st.container(horizontal=True):
        st.metric(
            say("about.triples"),
            f"{manifest['graphs']['https://w3id.org/leitgraph/graph/current']:,}".replace(",", " "),
        )
        st.metric(say("about.as_of"), manifest["as_of"])
        st.metric(say("about.generation"), session.generation())
    st.caption(
        f"{told(manifest['title'])} · SHA\\-256 {plain(manifest['nquads_sha256'])} · OWL: {plain(manifest['owl'])}"
    )
    st.header(say("about.limits"))
    st.write(say("about.limits_text"))
    st.header(say("about.licence"))
    st.write(say("about.licence_text"))
    st.header(say("about.cite"))
    st.code(
        say("about.citation", version=manifest["versions"]["leitgraph"], hash=manifest["nquads_sha256"][:12]),
        language=None,
        wrap_lines=True,
    )
    st.header(say("about.elsewhere"))
    address = f"{_origin()}/sparql"
    st.markdown(
        f"[SPARQL]({address}) · [VoID]({_origin()}/.well-known/void) · [Downloads]({_origin()}/dumps/)"
    )
    for tab, text in zip(st.tabs(list(_WAYS)), _WAYS.values(), strict=True):
        with tab:
            st.code(text.format(address=address, query=_QUERY.format()), language=None, wrap_lines=True)
    panel.show("records_by_class", language=language())


def _origin() -> str:
    """The address under which this page was asked for."""
    host = st.context.headers.get("Host", "127.0.0.1:8501")
    return f"http://{host}"
