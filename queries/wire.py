"""One query on its way to an endpoint and back: sent by SPARQLWrapper, within its time, again where the endpoint is busy."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage, HTTPResponse, IncompleteRead
from typing import TypeVar
from urllib.request import OpenerDirector

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from ontology import VERSION
from queries import refusals
from queries.errors import BadParameter, QueryError
from queries.opener import opener

_LONG = 2_000
_PIECE = 1 << 20
_T = TypeVar("_T")


@dataclass(frozen=True)
class Manners:
    """How an endpoint is dealt with: how long one try may take, how often a busy one is asked again, how much is read.

    >>> Manners(user="clinic", password="secret")
    Manners(timeout=60, retries=3, longest_wait=30, largest=268435456, digest=False)
    """

    timeout: int = 60
    retries: int = 3
    longest_wait: float = 30
    largest: int = 256 << 20
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    digest: bool = False

    @property
    def basic(self) -> str:
        """User and password as basic authentication sends them."""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

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
        reply = within(manners.timeout, lambda: whole(_sent(endpoint, asked, manners), endpoint, manners))
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


def within(seconds: float, call: Callable[[], _T]) -> _T:
    """What a call gives, or TimeoutError: a socket's time starts anew with each byte, a name look-up has no limit."""
    outcome: Future[_T] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except BaseException as fault:  # noqa: BLE001  handed on to whoever waits
            outcome.set_exception(fault)

    threading.Thread(target=run, daemon=True).start()
    return outcome.result(seconds)


def whole(response: HTTPResponse, endpoint: str, manners: Manners) -> Reply:
    """All that a response holds, if that is not too much."""
    pieces, size = [], 0
    with response:
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


def _sent(endpoint: str, asked: Asked, manners: Manners) -> HTTPResponse:
    response: HTTPResponse = _client(endpoint, asked, manners).query().response
    return response


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
    if manners.user and not manners.digest:
        client.setCredentials(manners.user, manners.password)
    client.opener = opened(endpoint, manners)
    return client


def opened(endpoint: str, manners: Manners) -> OpenerDirector:
    """An opener that answers a digest challenge, where that is how the endpoint knows its users."""
    return opener(endpoint, manners.user, manners.password) if manners.digest else opener(endpoint)


class _Client(SPARQLWrapper):
    """SPARQLWrapper, told the form of the query, and with an opener of its own.

    By itself it searches the text for words, and takes a comment that holds "add" for an update. Its opener is that
    of the whole process, which takes the password along to wherever a redirect leads.
    """

    opener: OpenerDirector

    def __init__(self, form: str, endpoint: str, wanted: str) -> None:
        self._form = form
        super().__init__(endpoint, returnFormat=wanted)

    def _parseQueryType(self, query: str) -> str:  # noqa: ARG002, N802
        return self._form

    def _query(self) -> tuple[HTTPResponse, str]:
        return self.opener.open(self._createRequest(), timeout=self.timeout), self.returnFormat
