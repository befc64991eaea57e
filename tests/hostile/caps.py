"""T4: an answer beyond the rows or bytes is cut where a row ends, stays well-formed, and says that it was cut."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pyoxigraph as ox
from defusedxml import ElementTree

from tests.hostile.case import JSON, Answer, Case, posted

XML, CSV, TSV = "application/sparql-results+xml", "text/csv", "text/tab-separated-values"
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
#: strings that look like the end of a row
TRAPS = ("}},{", '"}},{"', "</result><result>", "a\\r\\nb", "\\n", '"', ",", "\\\\", "\\t")


def count(body: bytes, media_type: str) -> int:
    """The rows or triples of a body, by a reader that is not the server's own."""
    if media_type == JSON:
        return len(json.loads(body)["results"]["bindings"])
    if media_type == XML:
        return len(ElementTree.fromstring(body).findall(".//{*}result"))
    if media_type == CSV:
        return len(list(csv.reader(io.StringIO(body.decode(), newline="")))) - 1
    if media_type == TSV:
        return body.count(b"\n") - 1
    form = ox.RdfFormat.from_media_type(media_type)
    return sum(1 for _ in ox.parse(body, format=form))


def marked(answer: Answer) -> bool:
    """Whether the answer says that it was cut."""
    return answer.headers.get("x-leitgraph-truncated") == "true"


def _cut(media_type: str, rows: int | None, *, cut: bool) -> object:
    def held(answer: Answer) -> str:
        if answer.status != 200:
            return f"HTTP {answer.status}"
        if marked(answer) != cut:
            return f"cut: {cut}, said: {marked(answer)}"
        found = count(answer.body, media_type)
        if str(found) != answer.headers.get("x-leitgraph-rows"):
            return f"{found} rows, said: {answer.headers.get('x-leitgraph-rows')}"
        return "" if rows in (None, found) else f"{found} rows instead of {rows}"

    return held


def cases(rows: int = 10_000) -> list[Case]:
    """Below, at and beyond the rows in every format; beyond the bytes; strings that look like the end of a row."""
    return list(_cases(rows))


def _cases(cap: int) -> Iterator[Case]:
    traps = " ".join(f'"{trap.replace(chr(34), chr(92) + chr(34))}"' for trap in TRAPS)
    for media_type in (JSON, XML, CSV, TSV):
        for number in (cap, cap + 1):
            sparql = f"SELECT ?s ?o {{ ?s ?p ?o }} LIMIT {number}"
            held = _cut(media_type, cap, cut=number > cap)
            yield posted(f"{number} rows as {media_type}", sparql, held, media_type)
        sparql = f"SELECT ?t ?u ?v {{ VALUES ?t {{ {traps} UNDEF }} VALUES ?u {{ {traps} }} ?s ?p ?o BIND(?t AS ?v) }}"
        yield posted(f"traps as {media_type}", sparql, _cut(media_type, cap, cut=True), media_type)
        long = "CONCAT(" + ", ".join(["STR(?a)"] * 60) + ")"
        sparql = f"SELECT ({long} AS ?x) {{ ?a ?b ?c . ?d ?e ?f }}"
        yield posted(f"bytes as {media_type}", sparql, _cut(media_type, None, cut=True), media_type)
    for media_type in GRAPHS:
        sparql = "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }"
        yield posted(f"graph as {media_type}", sparql, _cut(media_type, None, cut=True), media_type)
