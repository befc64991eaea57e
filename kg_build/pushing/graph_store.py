"""A store on another machine, written to graph by graph (SPARQL 1.1 Graph Store HTTP Protocol)."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse, IncompleteRead
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import Request

from kg_build.errors import PushFailed
from ontology import VERSION
from queries import refusals
from queries.refusals import harmless
from queries.remote import address
from queries.wire import Manners, Reply, opened, whole, within

_TRIPLES = "application/n-triples"
_PLAIN = (_TRIPLES, "text/plain")
_PIECE = 1 << 22
#: How the address of the graph store follows from that of the SPARQL endpoint: Oxigraph, Virtuoso, Fuseki, GraphDB and RDF4J.
_PATHS = (
    (r"/query", "/store"),
    (r"/sparql(-auth)?/?", "/sparql-graph-crud-auth"),
    (r"(/[^/]+)/(query|sparql)", r"\1/data"),
    (r"(.*/repositories/[^/]+)", r"\1/rdf-graphs/service"),
)


def beside(endpoint: str) -> str:
    """The graph store that belongs to a SPARQL endpoint, as far as that can be told from its address.

    >>> beside("http://127.0.0.1:7878/query"), beside("https://example.org/sparql")
    ('http://127.0.0.1:7878/store', 'https://example.org/sparql-graph-crud-auth')
    """
    parts = urlsplit(address(endpoint))
    for pattern, path in _PATHS:
        if found := re.fullmatch(pattern, parts.path):
            return urlunsplit(parts._replace(path=found.expand(path)))
    raise PushFailed(
        f"where the graph store of {endpoint} is cannot be told from its address",
        next_step="give it: --graph-store URL (it is in the description of that store)",
    )


class GraphStore:
    """The writing side of a store on another machine.

    >>> GraphStore("http://127.0.0.1:7878/store", Manners())
    GraphStore('http://127.0.0.1:7878/store')
    """

    def __init__(self, place: str, manners: Manners) -> None:
        self._address = address(place)
        self._manners = manners
        self._opener = opened(self._address, manners)

    def __repr__(self) -> str:
        return f"GraphStore({self._address!r})"

    def put(self, graph: str, triples: bytes) -> None:
        """Make a graph hold these triples and no others."""
        self._send("PUT", graph, triples)

    def add(self, graph: str, triples: bytes) -> None:
        """Add triples to a graph; blank nodes are not those of an earlier call."""
        self._send("POST", graph, triples)

    def delete(self, graph: str) -> None:
        """Remove a graph; one that is not there is removed already."""
        self._send("DELETE", graph)

    def lines(self, graph: str) -> Iterator[bytes]:
        """What a graph holds as N-Triples, in pieces of whole lines; nothing where there is none."""
        try:
            with self._opened("GET", graph) as response:
                if response.status == HTTPStatus.OK and response.headers.get_content_type() in _PLAIN:
                    yield from _whole_lines(response)
                elif response.status != HTTPStatus.NOT_FOUND:
                    raise self._refused("GET", whole(response, self._address, self._manners))
        except (OSError, HTTPException) as fault:
            raise refusals.unanswered(fault, self._address, self._manners.timeout) from fault

    def _send(self, method: str, graph: str, body: bytes | None = None, attempt: int = 0) -> None:
        try:
            reply = within(self._manners.timeout, lambda: self._whole(method, graph, body))
        except (OSError, HTTPException) as fault:
            raise refusals.unanswered(fault, self._address, self._manners.timeout) from fault
        gone = method == "DELETE" and reply.status == HTTPStatus.NOT_FOUND
        if reply.status < HTTPStatus.MULTIPLE_CHOICES or gone:
            return
        wait = refusals.wait(reply.status, reply.headers, attempt)
        if wait is None or attempt == self._manners.retries or wait > self._manners.longest_wait:
            raise self._refused(method, reply)
        time.sleep(wait)
        self._send(method, graph, body, attempt + 1)

    def _whole(self, method: str, graph: str, body: bytes | None) -> Reply:
        return whole(self._opened(method, graph, body), self._address, self._manners)

    def _opened(self, method: str, graph: str, body: bytes | None = None) -> HTTPResponse:
        headers = {"User-Agent": f"leitgraph/{VERSION}", "Accept": _TRIPLES if method == "GET" else "*/*"}
        if body is not None:
            headers["Content-Type"] = _TRIPLES
        if self._manners.user and not self._manners.digest:
            headers["Authorization"] = self._manners.basic
        asked = Request(  # noqa: S310  http or https: see address()
            f"{self._address}?{urlencode({'graph': graph})}", data=body, headers=headers, method=method
        )
        response: HTTPResponse = self._opener.open(asked, timeout=self._manners.timeout)
        return response

    def _refused(self, method: str, reply: Reply) -> PushFailed:
        said = refusals.quoted(reply.headers, reply.body, (self._manners.user, self._manners.password))
        happened = f"{self._address} refuses to {_VERBS[method]} a graph (HTTP {reply.status}){said}"
        if reply.status == HTTPStatus.OK:
            happened = f"{self._address} gives a graph as {harmless(reply.media_type)}, not as N-Triples"
        return PushFailed(happened, next_step=_STEPS.get(reply.status, _LOOK))


def _whole_lines(response: HTTPResponse) -> Iterator[bytes]:
    rest = b""
    while piece := response.read(_PIECE):
        lines, end, rest = (rest + piece).rpartition(b"\n")
        yield lines + end
    if response.length:  # less came than was announced; read() in pieces does not say so
        raise IncompleteRead(b"", response.length)
    yield rest


_VERBS = {"PUT": "write", "POST": "write", "DELETE": "remove", "GET": "show"}
_ADDRESS = "check the address; that of the graph store can be given: --graph-store URL"
_LOOK = "look into the log of that store, then push again: what is there already is not sent twice"
_STEPS = {
    400: _LOOK,
    401: refusals.LOGIN,
    403: "write as a user with the right to update, into a store that is not read-only",
    404: _ADDRESS,
    405: f"it may be read-only; if not, {_ADDRESS}",
    406: _ADDRESS,
    413: "raise the size of a request there (a piece has at most 4 MB)",
    501: _ADDRESS,
}
