"""One query on its way to an endpoint and back: sent by SPARQLWrapper, within its time, again where the endpoint is busy."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage, HTTPResponse, IncompleteRead
from typing import IO, TypeVar
from urllib.parse import urlsplit
from urllib.request import HTTPErrorProcessor, HTTPRedirectHandler, Request, build_opener

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from ontology import VERSION
from queries import refusals
from queries.errors import BadParameter, NotSparql, QueryError

_LONG = 2_000
_PIECE = 1 << 20
_T = TypeVar("_T")


@dataclass(frozen=True)
class Manners:
    """How an endpoint is dealt with: how long one try may take, how often a busy one is asked again, how much is read.

    >>> Manners(user="clinic", password="secret")
    Manners(timeout=60, retries=3, longest_wait=30, largest=268435456)
    """

    timeout: int = 60
    retries: int = 3
    longest_wait: float = 30
    largest: int = 256 << 20
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.timeout < 1:
            raise BadParameter(
                f"the time limit of the endpoint is {self.timeout} s",
                next_step="give whole seconds, at least 1",
            )
        if bool(self.user) != bool(self.password):
            raise BadParameter(
                "of user and password of the endpoint only one is set",
                next_step="set LEITGRAPH_ENDPOINT_USER and LEITGRAPH_ENDPOINT_PASSWORD, or neither",
            )


@dataclass(frozen=True)
class Asked:
    """One query with its form (SELECT, ASK, CONSTRUCT, DESCRIBE) and the graphs that it is asked of.

    >>> Asked("ASK", "ASK {}").named_graphs
    ()
    """

    form: str
    sparql: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reply:
    """All that an endpoint answered."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def media_type(self) -> str:
        """What the endpoint says that it sends."""
        return self.headers.get_content_type() if "Content-Type" in self.headers else "no media type"


def fetch(endpoint: str, asked: Asked, manners: Manners, attempt: int = 0) -> Reply:
    """The reply of success; an endpoint that is busy is asked again, as late as it says."""
    try:
        reply = _within(manners.timeout, lambda: _once(endpoint, asked, manners))
    except (OSError, HTTPException) as fault:
        raise refusals.unanswered(fault, endpoint, manners.timeout) from fault
    if reply.status < HTTPStatus.MULTIPLE_CHOICES:
        return reply
    wait = refusals.wait(reply.status, reply.headers, attempt)
    if wait is None or attempt == manners.retries or wait > manners.longest_wait:
        said = refusals.quoted(reply.headers, reply.body, (manners.user, manners.password))
        raise refusals.explained(reply.status, endpoint, attempt, said)
    time.sleep(wait)
    return fetch(endpoint, asked, manners, attempt + 1)


def _within(seconds: float, call: Callable[[], _T]) -> _T:
    """What a call gives, or TimeoutError: a socket's time starts anew with each byte, a name look-up has no limit."""
    outcome: Future[_T] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except BaseException as fault:  # noqa: BLE001  handed on to whoever waits
            outcome.set_exception(fault)

    threading.Thread(target=run, daemon=True).start()
    return outcome.result(seconds)


def _once(endpoint: str, asked: Asked, manners: Manners) -> Reply:
    pieces, size = [], 0
    with _client(endpoint, asked, manners).query().response as response:
        while piece := response.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > manners.largest:
                raise QueryError(
                    f"{endpoint}: the answer is larger than {manners.largest} bytes",
                    next_step="ask for less, with LIMIT",
                )
        if response.length:  # less came than was announced; read() in pieces does not say so
            raise IncompleteRead(b"", response.length)
        return Reply(response.status, response.headers, b"".join(pieces))


def _client(endpoint: str, asked: Asked, manners: Manners) -> SPARQLWrapper:
    client = _Client(asked.form, endpoint, JSON if asked.form in ("SELECT", "ASK") else TURTLE)
    client.agent = f"leitgraph/{VERSION}"
    client.setOnlyConneg(True)  # a parameter that no standard knows is refused by strict endpoints
    client.setTimeout(manners.timeout)
    client.setQuery(asked.sparql)
    for graph in asked.default_graphs:
        client.addParameter("default-graph-uri", graph)
    for graph in asked.named_graphs:
        client.addParameter("named-graph-uri", graph)
    if asked.named_graphs or len(asked.sparql) > _LONG:
        client.setMethod(POST)
    if manners.user:
        client.setCredentials(manners.user, manners.password)
    return client


class _Client(SPARQLWrapper):
    """SPARQLWrapper, told the form of the query, and with an opener of its own.

    By itself it searches the text for words, and takes a comment that holds "add" for an update. Its opener is that
    of the whole process, which takes the password along to wherever a redirect leads.
    """

    def __init__(self, form: str, endpoint: str, wanted: str) -> None:
        self._form = form
        super().__init__(endpoint, returnFormat=wanted)

    def _parseQueryType(self, query: str) -> str:  # noqa: ARG002, N802
        return self._form

    def _query(self) -> tuple[HTTPResponse, str]:
        opener = build_opener(_SameOrigin, _RefusalsAsTheyCome)
        return opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat


class _RefusalsAsTheyCome(HTTPErrorProcessor):
    """A refusal is a reply like any other, to be read within the same time."""

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        if response.status >= HTTPStatus.BAD_REQUEST:
            return response
        followed: HTTPResponse = super().http_response(request, response)
        return followed

    https_response = http_response


class _SameOrigin(HTTPRedirectHandler):
    """Follows a redirect within scheme, host and port, the query with it; any other is left to the user."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,
    ) -> Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            fp.close()
            raise NotSparql(
                f"{refusals.shown(req.full_url)} redirects to {refusals.shown(newurl)}, which is not followed",
                next_step="give that address as the endpoint, if you trust it",
            )
        query = "" if new.query or not old.query else f"?{old.query}"
        return Request(newurl + query, data=req.data, headers=dict(req.headers))  # noqa: S310  http(s), as before
