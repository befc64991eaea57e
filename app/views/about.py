"""What the data are, how many, under which licence, how to cite them and how to ask them from elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from app import navigation, session
from app.endpoint.about import limits_in_words
from app.language import language, plain, say, told
from app.reports.provenance import Provenance
from app.widgets import panel
from ontology.namespaces import iri
from queries.backend import named
from queries.limits import Limits
from queries.store import rows

#: The classes whose numbers say most of what there is.
_COUNTED = ("lg:Statement", "lg:Study", "lg:Result", "lg:Reading", "lg:Finding")
_QUERY = """PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT ?study WHERE { ?study a lg:Study } ORDER BY ?study LIMIT 5"""
#: How to ask from elsewhere, with ADDRESS and QUERY to be filled in.
_WAYS = {
    "curl": "curl -G 'ADDRESS' -H 'Accept: text/csv' --data-urlencode 'query=QUERY'",
    "Python": '''import csv
from urllib.parse import urlencode
from urllib.request import Request, urlopen

query = """QUERY"""
asked = Request("ADDRESS", urlencode({"query": query}).encode(), {"Accept": "text/csv"})
with urlopen(asked, timeout=30) as reply:
    for row in csv.DictReader(reply.read().decode("utf-8").splitlines()):
        print(row)''',
    "R": """library(httr)

query <- "QUERY"
reply <- POST("ADDRESS", body = list(query = query), encode = "form", accept("text/csv"))
stop_for_status(reply)
read.csv(text = content(reply, "text", encoding = "UTF-8"))""",
}


def render() -> None:
    """What there is, then how it may be used, cited and asked."""
    st.title(say("about.title"))
    st.write(say("about.what"))
    known = session.origin()
    _numbers()
    _version(known)
    st.header(say("about.limits"))
    st.write(say("about.limits_text"))
    st.header(say("about.licence"))
    st.write(say("about.licence_text"))
    if known.licences:
        st.markdown(f"{say('about.licences')}: {plain(', '.join(known.licences))}")
    st.header(say("about.cite"))
    day = known.as_of.isoformat() if known.as_of else say("about.no_day")
    hashed = f", SHA-256 {known.sha256[:12]}" if known.sha256 else ""
    st.code(
        say("about.citation", version=known.version, day=day, hash=hashed, address=_address()),
        language=None,
        wrap_lines=True,
    )
    st.header(say("about.elsewhere"))
    _elsewhere()
    panel.show("records_by_class", language=language())


def _numbers() -> None:
    numbers = {row["class"][0]: row for row in panel.asked("records_by_class")}
    with st.container(horizontal=True):
        st.metric(say("about.triples"), _grouped(_triples()))
        for name in map(iri, _COUNTED):
            if name in numbers:
                st.metric(plain(numbers[name]["label"]), _grouped(numbers[name]["records"]))


def _grouped(number: int) -> str:
    """A large number with room between its thousands."""
    return f"{number:,}".replace(",", "\u202f")


@session.kept
def _triples() -> int:
    """The triples of the current graph."""
    found = rows(session.guarded(), "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")[0][0]
    return int(found.value) if found is not None else 0


def _version(known: Provenance) -> None:
    """Which data these are: what they are called, from which day, which generation, with which hash."""
    said = [
        f"**{told(known.title)}**" if known.title else "",
        f"{say('about.as_of')}: {plain(known.as_of.isoformat())}" if known.as_of else "",
        f"{say('about.version')}: {plain(known.version)}",
        f"{say('about.generation')}: {plain(session.generation())}",
        f"SHA\\-256: {plain(known.sha256)}" if known.sha256 else "",
    ]
    st.markdown("  \n".join(line for line in said if line))


def _elsewhere() -> None:
    address = _address()
    ours = (
        ""
        if named()
        else f" · [VoID]({_origin()}/.well-known/void) · [{say('about.downloads')}]({_origin()}/dumps/)"
    )
    st.markdown(f"[SPARQL]({address}){ours}")
    navigation.link("query", say("about.ask_here"), mode="own")
    for tab, text in zip(st.tabs(list(_WAYS)), _WAYS.values(), strict=True):
        with tab:
            st.code(text.replace("ADDRESS", address).replace("QUERY", _QUERY), language=None, wrap_lines=True)
    if not named():
        st.caption(plain(limits_in_words(Limits.given())[language()]))


def _address() -> str:
    """Where queries go: the endpoint that is read, else the one beside this page."""
    return named() or f"{_origin()}/sparql"


def _origin() -> str:
    """The address of this server as the browser knows it, also where a proxy stands before it."""
    here = urlsplit(st.context.url or "")
    if here.scheme in ("http", "https") and here.netloc:
        return f"{here.scheme}://{here.netloc}"
    return f"http://{st.context.headers.get('Host', '127.0.0.1:8501')}"
