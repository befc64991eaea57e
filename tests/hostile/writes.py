"""T6: nobody writes through the public door, whichever way it is knocked at."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from tests.hostile.case import Case, got, posted, status

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_UPDATE = {"Content-Type": "application/sparql-update"}
UPDATES = (
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE { ?s ?p ?o } INSERT { ?o ?p ?s } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP ALL",
    "DROP SILENT GRAPH <https://w3id.org/leitgraph/graph/current>",
    "CREATE GRAPH <urn:g>",
    "COPY DEFAULT TO <urn:g>",
    "MOVE <https://w3id.org/leitgraph/graph/current> TO <urn:g>",
    "ADD DEFAULT TO <urn:g>",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD <file:///etc/passwd> INTO GRAPH <urn:g>",
)
_TURTLE = b"<urn:a> <urn:b> <urn:c> ."
_REFUSED = status(400, 403, 404, 405, 415)


def cases() -> list[Case]:
    """At least forty ways to write."""
    return list(_cases())


def _cases() -> Iterator[Case]:
    for update in UPDATES:
        yield posted(f"as a query: {update[:24]}", update, status(400, 403))
        yield Case(f"as an update: {update[:24]}", "/sparql", "POST", update.encode(), _UPDATE, status(403))
    update = UPDATES[0]
    yield got("update by GET", status(403), update=update)
    yield got("query and update by GET", status(400, 403), query="ASK {}", update=update)
    yield Case(
        "update by form", "/sparql", "POST", urlencode({"update": update}).encode(), _FORM, status(403)
    )
    yield Case(
        "using-graph-uri",
        "/sparql",
        "POST",
        urlencode({"update": update, "using-graph-uri": "urn:g"}).encode(),
        _FORM,
        status(403),
    )
    yield Case(
        "query by form holds an update",
        "/sparql",
        "POST",
        urlencode({"query": update}).encode(),
        _FORM,
        status(400, 403),
    )
    for kind in (
        "text/plain",
        "application/sparql-query; charset=utf-16",
        "application/SPARQL-Update",
        "multipart/form-data",
        "",
    ):
        yield Case(
            f"content type {kind!r}", "/sparql", "POST", update.encode(), {"Content-Type": kind}, _REFUSED
        )
    yield posted("query; update", f"ASK {{}} ; {update}", status(400, 403))
    yield posted("comment hides nothing", f"# ASK {{}}\n{update}", status(400, 403))
    for method in ("PUT", "DELETE", "PATCH", "POST"):
        for target in (
            "/sparql?default",
            "/graph/current",
            "/id/study/ashworth_2014",
            "/dumps/current/leitgraph.nq.gz",
        ):
            yield Case(
                f"{method} {target}", target, method, _TURTLE, {"Content-Type": "text/turtle"}, _REFUSED
            )
    for override in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        yield Case(
            override,
            "/graph/current",
            "POST",
            _TURTLE,
            {override: "PUT", "Content-Type": "text/turtle"},
            _REFUSED,
        )
    for method in ("PROPFIND", "MKCOL", "TRACE", "CONNECT", "LOCK", "HACK"):
        yield Case(method, "/sparql", method, b"", {}, _REFUSED)
