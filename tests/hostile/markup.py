"""T10: text of the graph and of requests stays text in pages and formats: no element, no handler, no address that runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from lxml import html

from kg_build.dataset import Dataset
from kg_build.void import Description
from kg_build.write import workshop, write
from ontology.namespaces import BASE, iri
from tests.hostile.case import Answer, Case, got
from tests.hostile.payloads import LINKS, MARKUP

PLAIN = "plain words"
_RUNS = ("javascript:", "data:", "vbscript:", "blob:", "filesystem:", "feed:", "view-source:")
FORMATS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
GRAPHS = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
)


def home(folder: Path) -> Path:
    """A generation whose studies bear the payloads as label, comment, address and language."""
    triples = [f"<{BASE}id/guideline/one> <{iri('rdf:type')}> <{iri('lg:Guideline')}>"]
    for number, payload in enumerate((PLAIN, *MARKUP, *LINKS)):
        study, text = f"<{BASE}id/study/x{number}>", ox.Literal(payload, language="en")
        triples += [
            f"{study} <{iri('rdf:type')}> <{iri('lg:Study')}>",
            f"{study} <{iri('rdfs:label')}> {text}",
            f"{study} <{iri('rdfs:comment')}> {text}",
            f"{study} <{iri('rdfs:seeAlso')}> {as_iri(payload)}",
            f"{study} <{iri('dcterms:source')}> {ox.Literal(payload, datatype=ox.NamedNode(iri('xsd:anyURI')))}",
        ]
    dataset = Dataset({"urn:g": triples}, visible=frozenset({"urn:g"}))
    described = Description(as_of="2026-11-26", title={"en": "test"}, licences=("urn:licence",), questions={})
    with workshop(folder) as aside:
        write(dataset, described, folder, aside)
    return folder


def as_iri(payload: str) -> ox.NamedNode:
    """The payload as an IRI, so far as one can hold it: the store lets javascript: through."""
    scheme, colon, rest = payload.strip("\x01 \t").partition(":")
    if colon and scheme.isascii() and scheme.replace("-", "").isalpha():
        return ox.NamedNode(f"{scheme}:{quote(rest, safe='/:()%,;=')}")
    return ox.NamedNode(f"javascript:{quote(payload, safe='()')}")


def faults(page: bytes) -> list[str]:
    """What in a page would run or lead away."""
    found = []
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        found += [f"{element.tag} {name}" for name in element.attrib if name.lower().startswith("on")]
        for name in ("href", "src", "action", "formaction", "data", "xlink:href"):
            address = "".join(element.get(name, "").split()).strip("\x00\x01").lower()
            if address.startswith(_RUNS) or (address.startswith("//") and "evil" in address):
                found.append(f"{element.tag} {name}={address[:40]}")
        if element.tag == "script" and "alert(1)" in (element.text or ""):
            found.append("a script of the payload")
    return found


def tags(page: bytes) -> Counter[str]:
    """How many elements of each kind a page has."""
    return Counter(
        str(element.tag) for element in html.document_fromstring(page).iter() if isinstance(element.tag, str)
    )


def _page(usual: Counter[str] | None = None) -> object:
    def held(answer: Answer) -> str:
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return (
                ""
                if answer.headers.get("x-content-type-options") == "nosniff"
                else "a browser may guess its type"
            )
        policy = answer.headers.get("content-security-policy", "")
        if "default-src" not in policy or "script-src 'unsafe-inline'" in policy:
            return f"Content-Security-Policy: {policy!r}"
        more = tags(answer.body) - usual if usual else Counter()
        return "; ".join(faults(answer.body)) or (f"more elements than usual: {dict(more)}" if more else "")

    return held


def cases(usual: Answer) -> list[Case]:
    """Each payload in the page of a record, in each format, in messages of errors; ``usual`` is the page of plain words."""
    return list(_cases(tags(usual.body)))


def page_of(number: int, suffix: str = "") -> Case:
    """The page of the record that bears a payload; that of plain words has the number 0."""
    return Case(f"page of {number}", f"/id/study/x{number}{suffix}", headers={"Accept": "text/html"})


def _cases(usual: Counter[str]) -> Iterator[Case]:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    payloads = (*MARKUP, *LINKS)
    for number, payload in enumerate(payloads, 1):
        shown = page_of(number)
        yield Case(f"page {payload!r}", shown.target, headers=browser, held=_page(usual))
        encoded = quote(payload, safe="")
        for space in ("id/study", "graph", "dumps/current", ".well-known/sparql-examples", "truncated"):
            yield Case(f"/{space}/{payload!r}", f"/{space}/{encoded}", headers=browser, held=_page())
        yield Case(f"error {payload!r}", f"/sparql?query={encoded}", headers=browser, held=_page())
        yield got(f"default graph {payload!r}", _page(), query="ASK {}", default_graph_uri=payload)
        yield Case(
            f"posted {payload!r}",
            "/sparql",
            "POST",
            payload.encode(),
            {"Content-Type": payload.replace("\n", " ").replace("\x01", ""), **browser},
            _page(),
        )
    labels = "SELECT ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
    for accept in FORMATS:
        yield Case(
            f"labels as {accept}", f"/sparql?query={quote(labels)}", headers={"Accept": accept}, held=_page()
        )
    for accept in GRAPHS:
        yield Case(
            f"graph as {accept}",
            "/sparql?query=CONSTRUCT%20WHERE%20%7B%3Fs%20%3Fp%20%3Fo%7D",
            headers={"Accept": accept},
            held=_page(),
        )
    for space in ("/id/study/", "/graph/", "/dataset", "/sparql", "/dumps/"):
        yield Case(f"list {space}", space, headers=browser, held=_page())
