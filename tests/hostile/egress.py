"""T5: nothing that a stranger sends makes the server open a connection; a listener that nobody should call counts."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from tests.hostile.case import Answer, Case, got, posted, status


class Canary:
    """Listens on IPv4 and IPv6 and counts who calls."""

    def __init__(self) -> None:
        self.calls = 0
        self._sockets = [socket.create_server(("127.0.0.1", 0))]
        self.port = self._sockets[0].getsockname()[1]
        if socket.has_ipv6:
            with contextlib.suppress(OSError):  # no IPv6 on this machine
                self._sockets.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        self._threads = [
            threading.Thread(target=self._listen, args=(each,), daemon=True) for each in self._sockets
        ]

    def _listen(self, listening: socket.socket) -> None:
        while True:
            try:
                caller, _ = listening.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    @contextmanager
    def listening(self) -> Iterator[Canary]:
        for thread in self._threads:
            thread.start()
        try:
            yield self
        finally:
            for each in self._sockets:
                each.close()


def _quiet(answer: Answer) -> str:
    """Refused, or answered without rows from elsewhere."""
    return "" if answer.status in (200, 400, 403, 406, 415, 422, 504) else f"HTTP {answer.status}"


def cases(port: int) -> list[Case]:
    """At least sixty ways out."""
    return list(_cases(port))


def _hosts(port: int) -> tuple[str, ...]:
    return (
        f"http://127.0.0.1:{port}/sparql",
        f"http://[::1]:{port}/sparql",
        f"http://localhost:{port}/sparql",
        f"http://2130706433:{port}/",
        f"http://0x7f.1:{port}/",
        f"http://127.0.0.1.nip.io:{port}/",
        f"https://127.0.0.1:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://metadata.google.internal/",
        "file:///etc/passwd",
        f"ftp://127.0.0.1:{port}/x",
        f"gopher://127.0.0.1:{port}/_x",
    )


def _cases(port: int) -> Iterator[Case]:
    here = _hosts(port)[0]
    for host in _hosts(port):
        yield posted(f"SERVICE {host}", f"SELECT * {{ SERVICE <{host}> {{ ?s ?p ?o }} }}", status(400, 403))
        yield posted(
            f"SILENT {host}", f"SELECT * {{ SERVICE SILENT <{host}> {{ ?s ?p ?o }} }}", status(400, 403)
        )
    for host in _hosts(port)[:4]:
        yield posted(f"FROM {host}", f"SELECT * FROM <{host}> {{ ?s ?p ?o }}", _quiet)
        yield posted(
            f"FROM NAMED {host}", f"SELECT * FROM NAMED <{host}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", _quiet
        )
        yield posted(f"LOAD {host}", f"LOAD <{host}>", status(400, 403))
        yield got(f"default-graph-uri {host}", _quiet, query="SELECT * { ?s ?p ?o }", default_graph_uri=host)
        yield got(
            f"named-graph-uri {host}",
            _quiet,
            query="SELECT * { GRAPH ?g { ?s ?p ?o } }",
            named_graph_uri=host,
        )
    hidden = (
        f"ASK {{ SERVIC\\u0045 <{here}> {{ ?s ?p ?o }} }}",
        f"ASK {{ \\u0053ERVICE SILENT <{here}> {{ ?s ?p ?o }} }}",
        f"ASK {{ VALUES ?e {{ <{here}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
        f"ASK {{ BIND(IRI('{here}') AS ?e) SERVICE SILENT ?e {{ ?s ?p ?o }} }}",
        f"ASK {{ FILTER(1<2)SERVICE#>\n SILENT <{here}> {{ ?s ?p ?o }} }}",
        f"ASK {{ FILTER(1<'>x') SERVICE SILENT <{here}> {{ ?s ?p ?o }} # '\n }}",
        f"ASK {{ FILTER(1) (1 <urn:x'y>) <urn:p> 1 . SERVICE SILENT <{here}> {{ }} #'\n }}",
        f"ASK {{ ?s ?p 'x' . #\r SERVICE SILENT <{here}> {{ }}\n }}",
        f"PREFIX e: <{here}> ASK {{ SERVICE e: {{ ?s ?p ?o }} }}",
        f"BASE <{here}> ASK {{ SERVICE <> {{ ?s ?p ?o }} }}",
        f"ASK {{ OPTIONAL {{ SERVICE SILENT <{here}> {{ ?s ?p ?o }} }} }}",
        f"ASK {{ FILTER EXISTS {{ SERVICE <{here}> {{ ?s ?p ?o }} }} }}",
        f"SELECT * {{ {{ SELECT * {{ SERVICE <{here}> {{ ?s ?p ?o }} }} }} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
        f"DESCRIBE ?s WHERE {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
    )
    for number, sparql in enumerate(hidden):
        yield posted(f"hidden {number}", sparql, status(400, 403))
    yield posted("describe", f"DESCRIBE <{here}>", _quiet)
    yield posted(
        "construct imports",
        f"CONSTRUCT {{ <urn:o> <http://www.w3.org/2002/07/owl#imports> <{here}> }} WHERE {{}}",
        _quiet,
    )
    yield Case("iri", f"/id/{quote(here, safe='')}", held=status(400, 404, 406))
    yield Case("iri parameter", f"/id/study/x?uri={quote(here)}", held=status(200, 400, 404, 406))
    yield Case("absolute target", here, held=status(200, 400, 404, 406))
    yield Case(
        "forwarded host",
        "/dataset",
        headers={"Host": f"127.0.0.1:{port}", "X-Forwarded-Host": f"127.0.0.1:{port}"},
    )
    yield Case(
        "expect",
        "/sparql",
        "POST",
        b"query=ASK%7B%7D",
        {"Content-Type": "application/x-www-form-urlencoded", "Origin": here},
    )
    jsonld = f'{{"@context": "{here}", "@id": "urn:x", "name": "y"}}'.encode()
    yield Case(
        "JSON-LD posted",
        "/sparql",
        "POST",
        jsonld,
        {"Content-Type": "application/ld+json"},
        status(400, 403, 405, 415),
    )
    xml = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{here}">]><r>&x;</r>'.encode()
    yield Case(
        "XML posted",
        "/sparql",
        "POST",
        xml,
        {"Content-Type": "application/rdf+xml"},
        status(400, 403, 405, 415),
    )
