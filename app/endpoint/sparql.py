"""``/sparql``: a query comes in, its answer goes out, and nothing else happens.

The way of an answer that was given before is short, for it is taken often: read the request, find the message, send it.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import punctuation
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.types import Receive, Scope, Send

from app.endpoint import protocol
from app.endpoint.cache import Cache
from app.endpoint.connection import body, while_connected
from app.endpoint.current import Current
from app.endpoint.errors import ClientGone, MethodRefused
from app.endpoint.formats import GRAPHS, RESULTS, formats_of
from app.endpoint.journal import Journal, fingerprint
from app.endpoint.messages import PREFLIGHT, Document, Message, header, message, takes_gzip
from app.endpoint.negotiation import choose, wants_page
from app.endpoint.protocol import Asked
from app.endpoint.refusals import refused
from app.endpoint.truncation import cut, marked
from ontology.errors import LeitgraphError
from queries import guard
from queries.budget import Budget, Spending
from queries.workers import Request, Workers

#: A form holds each byte of a query as three at most, and some graphs beside it.
_ENCODED = 4
_BIG = 50_000  # bytes; more is compressed beside the loop

#: Which generation was asked what, with which Accept header, and whether the client reads gzip.
_Key = tuple[str, Asked, str, bool]

_read = lru_cache(maxsize=512)(protocol.read)


@lru_cache(maxsize=512)
def _wants_page(accept: str) -> bool:
    return wants_page(accept, (*RESULTS, *GRAPHS))


@dataclass(frozen=True)
class Sparql:
    """The endpoint itself, an ASGI application; ``describe`` writes what stands there for whoever sends no query."""

    current: Current
    workers: Workers
    budget: Budget
    cache: Cache
    journal: Journal
    describe: Callable[[HttpRequest], Awaitable[Message]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = time.perf_counter()
        noted: dict[str, object] = {}
        try:
            answer = await self._answer(scope, receive, noted)
            status = await answer(scope, receive, send)
        except ClientGone as gone:
            status = gone.status
        except LeitgraphError as error:
            noted["error"] = type(error).__name__
            status = await message(refused(error, header(scope, b"accept")), compressed=False)(
                scope, receive, send
            )
        self.journal.note(status, time.perf_counter() - started, noted)

    async def _answer(self, scope: Scope, receive: Receive, noted: dict[str, object]) -> Message:
        method = scope["method"]
        if method == "OPTIONS":
            return PREFLIGHT
        if method == "POST":
            sent = await body(receive, self.workers.limits.query_bytes * _ENCODED)
            asked = protocol.read(method, scope["query_string"], header(scope, b"content-type"), sent)
        elif method in protocol.METHODS:
            asked = _read("GET", scope["query_string"])
        else:
            raise MethodRefused(
                f"{method} is not done here: this endpoint only reads", next_step="ask by GET or POST"
            )
        accept = header(scope, b"accept")
        compressed = takes_gzip(header(scope, b"accept-encoding"))
        if asked is None or (method != "POST" and not asked.format and _wants_page(accept)):
            return await self.describe(HttpRequest(scope))
        key = (self.current.generation().name, asked, accept, compressed)
        found = self.cache.get(key)
        if found is not None:
            noted.update(found.facts, cached=True)
            return found
        with self.budget.spending(_client(scope)) as spending:
            return await while_connected(receive, self._fresh(key, noted, spending))

    async def _fresh(self, key: _Key, noted: dict[str, object], spending: Spending) -> Message:
        """An answer that has to be worked out, at the client's expense."""
        _, asked, accept, compressed = key
        noted["query"] = fingerprint(asked.sparql)
        seen = guard.see(asked.sparql, self.workers.limits)
        choice = choose(formats_of(seen.form or "SELECT"), accept, asked.format)
        reply = await self.workers.ask(
            Request(asked.sparql, asked.default_graphs, asked.named_graphs, choice.format.media_type)
        )
        spending.seconds = reply.seconds
        noted.update(rows=reply.rows, cpu_ms=round(reply.seconds * 1000, 1), truncated=reply.truncated)
        generation = self.current.generation()
        current = generation.number == reply.generation
        document = Document(
            marked(reply.body, choice.format.media_type) if reply.truncated else reply.body,
            choice.header,
            headers=(
                ("X-Leitgraph-Rows", str(reply.rows)),
                *(cut() if reply.truncated else ()),
                *_unknown(asked, generation.manifest["graphs"]),
            ),
            kept=not seen.volatile,
            generation=generation.name if current else reply.generation,
        )
        answer = await _message(document, compressed, dict(noted))
        if answer.kept and current:
            self.cache.put((generation.name, *key[1:]), answer)
        return answer


def _unknown(asked: Asked, graphs: Container[str]) -> Iterator[tuple[str, str]]:
    """A header for each graph that a request names and nobody has, for an answer that is empty because of it."""
    for name in (*(asked.default_graphs or ()), *(asked.named_graphs or ())):
        if name not in graphs:
            yield ("X-Leitgraph-Unknown-Graph", quote(name, safe=punctuation))


async def _message(document: Document, compressed: bool, facts: dict[str, object]) -> Message:
    if len(document.body) > _BIG:
        return await run_in_threadpool(message, document, compressed=compressed, facts=facts)
    return message(document, compressed=compressed, facts=facts)


def _client(scope: Scope) -> str:
    address = scope.get("client")
    return str(address[0]) if address else "unknown"
