"""The remote backend: a SPARQL 1.1 endpoint on another machine, asked through SPARQLWrapper.

It answers as the embedded store does, in the same types, so that the catalogue and every page run on either.
What may differ between stores is fixed here: each request names the current graph as its default graph, and an
answer counts only if it is whole, in the format asked for, and from one generation of this program's version.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cached_property
from http import HTTPStatus
from urllib.parse import urlsplit

import pyoxigraph as ox

from ontology import VERSION
from ontology.namespaces import CURRENT_GRAPH
from queries.dialects import standard
from queries.errors import (
    BadParameter,
    GenerationReplaced,
    NotSparql,
    PartialAnswer,
    QueryError,
    WrongData,
)
from queries.refusals import ANOTHER_ADDRESS, harmless
from queries.space import GENERATIONS, POINTERS, Space, current
from queries.store import NAMES_A_GRAPH, Answer
from queries.wire import Asked, Manners, Reply, fetch

_S = r"(?:\s|#[^\n]*)*+"
_PROLOGUE = rf"{_S}(?:(?:PREFIX{_S}[^\s:<]*:|BASE){_S}<[^<>\s]*>{_S})*+"
_FORM = re.compile(_PROLOGUE + r"(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_VERSION = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?version WHERE { <https://w3id.org/leitgraph/ontology/> owl:versionInfo ?version }"""
#: Virtuoso takes minutes for the names alone (SELECT DISTINCT ?graph), and a moment for the names with their counts.
_COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
#: How a store says that it cut an answer: Virtuoso, where its time is up or its most rows are reached; our own endpoint, at its limits.
_CUT = ("X-SQL-State", "X-SPARQL-MaxRows", "X-Leitgraph-Truncated")


def connect(endpoint: str) -> RemoteBackend:
    """The endpoint at an address, dealt with as the settings say."""
    return RemoteBackend(endpoint, manners())


def manners() -> Manners:
    """User, password and time limit from the settings."""
    given = os.environ.get("LEITGRAPH_ENDPOINT_TIMEOUT", "60")
    if not re.fullmatch(r"[1-9]\d{0,4}", given):
        raise BadParameter(
            f"LEITGRAPH_ENDPOINT_TIMEOUT is {given!r}", next_step="give whole seconds, at least 1"
        )
    user, password = (os.environ.get(f"LEITGRAPH_ENDPOINT_{name}", "") for name in ("USER", "PASSWORD"))
    scheme = os.environ.get("LEITGRAPH_ENDPOINT_AUTHENTICATION", "basic")
    if scheme not in ("basic", "digest"):
        raise BadParameter(
            f"LEITGRAPH_ENDPOINT_AUTHENTICATION is {scheme!r}", next_step="set it to basic or digest"
        )
    return Manners(timeout=int(given), user=user, password=password, digest=scheme == "digest")


class RemoteBackend:
    """A store on another machine that holds a generation of ours.

    Nothing is sent before the first query; that one first asks which generation is current, and for its version. A
    backend keeps to that generation: so an answer made of many queries is never of two. Connect anew for the next.

    >>> RemoteBackend("https://example.org/sparql")
    RemoteBackend('https://example.org/sparql')
    """

    def __init__(self, endpoint: str, manners: Manners | None = None) -> None:
        self._endpoint = address(endpoint)
        self._manners = manners or Manners()

    def __repr__(self) -> str:
        return f"RemoteBackend({self._endpoint!r})"

    def query(self, sparql: str) -> Answer:
        """Answer a query on the current graph, with our other graphs by name."""
        form = _form(sparql)
        self._hold_version()
        names = self._named_graphs if NAMES_A_GRAPH.search(sparql) else ()
        reply = self._fetch(Asked(form, self._space.there(sparql), (self._current,), names))
        self._hold_space()
        return _parsed(form, replace(reply, body=self._space.here(reply.body)), self._endpoint)

    def _hold_version(self) -> None:
        if self.version != VERSION:
            raise WrongData(
                f"{self._endpoint} holds version {harmless(self.version)} of the data; this program reads {VERSION}",
                next_step="load a generation of this version into it, or use the program of that version",
            )

    def _hold_space(self) -> None:
        """What was asked of a generation counts only if it was still current afterwards: only then was it whole."""
        if self._space.name and self._space not in self.spaces():
            raise GenerationReplaced(
                f"{self._endpoint} got other data while this was asked",
                next_step="ask again, over a new connection",
            )

    @property
    def generation(self) -> str:
        """The name of the generation that this backend keeps to; empty where the store was loaded plainly."""
        return self._space.name

    def spaces(self) -> list[Space]:
        """The generations that are current there; none in a store that was loaded plainly."""
        answer = self._ask(Asked("SELECT", POINTERS))
        if not isinstance(answer, ox.QuerySolutions) or len(answer.variables) != 2:  # noqa: PLR2004  as POINTERS asks
            return []
        return current((pointer.value, name.value) for pointer, name in answer)

    def counts(self, prefix: str = GENERATIONS) -> dict[str, int]:
        """How many triples lie there in each graph; of pushed generations, finished or not, where no other names are asked for."""
        answer = self._ask(Asked("SELECT", _COUNTS))
        rows = answer if isinstance(answer, ox.QuerySolutions) else ()
        return {name.value: int(number.value) for name, number in rows if name.value.startswith(prefix)}

    @cached_property
    def _space(self) -> Space:
        """The generation that this backend keeps to."""
        return next(reversed(self.spaces()), Space())

    @property
    def _current(self) -> str:
        return self._space.there(CURRENT_GRAPH)

    @cached_property
    def version(self) -> str:
        """The version of the data, as their own ontology states it."""
        found = self._column(_VERSION, (self._current,))
        if len(found) != 1:
            self._hold_space()
            raise WrongData(
                f"{self._endpoint} states {len(found) or 'no'} version of our data in its graph {self._current}: "
                "it is empty, or not ours",
                next_step="run: leitgraph push URL; or load the file leitgraph.nq of one generation into that store, with its graph names",
            )
        return found[0]

    @cached_property
    def _named_graphs(self) -> tuple[str, ...]:
        """Our graphs other than the current one: an endpoint that is given a default graph has no others by itself."""
        space = self._space
        hidden = (self._current, space.pointer) if space.name else (self._current, GENERATIONS)
        return tuple(name for name in self.counts(space.prefix) if not name.startswith(hidden))

    def _column(self, sparql: str, graphs: tuple[str, ...]) -> list[str]:
        answer = self._ask(Asked("SELECT", sparql, graphs))
        return [row[0].value for row in answer] if isinstance(answer, ox.QuerySolutions) else []

    def _ask(self, asked: Asked) -> Answer:
        return _parsed(asked.form, self._fetch(asked), self._endpoint)

    def _fetch(self, asked: Asked) -> Reply:
        return fetch(self._endpoint, asked, self._manners)


def address(endpoint: str) -> str:
    """An address that can be asked and shown: http or https, without user, password or query."""
    try:
        parts = urlsplit(endpoint)
        parts.port  # noqa: B018  is checked only when it is read
    except ValueError:
        parts = urlsplit("")
    plain = endpoint.isascii() and not re.search(r"[\s\x00-\x20\x7f?#]", endpoint)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain or "@" in parts.netloc:
        raise BadParameter(
            "the endpoint's address must be http or https with a host, in ASCII, without user, password, ? and #",
            next_step="write it like https://example.org/sparql; a user and a password go into "
            "LEITGRAPH_ENDPOINT_USER and LEITGRAPH_ENDPOINT_PASSWORD",
        )
    return endpoint


def _form(sparql: str) -> str:
    """Whether a query asks for rows, yes or no, or a graph; an update is not sent.

    >>> _form("# add a comment\\nPREFIX ask: <urn:x> select * {}")
    'SELECT'
    """
    found = _FORM.match(sparql)
    if not found:
        raise QueryError(
            "the query is not SPARQL 1.1: after its prefixes stands none of SELECT, ASK, CONSTRUCT, DESCRIBE",
            next_step="correct it at that place",
        )
    return found["form"].upper()


def _parsed(form: str, reply: Reply, endpoint: str) -> Answer:
    """A reply as the embedded store would have given it; it must be whole and in the format asked for."""
    if reply.status == HTTPStatus.PARTIAL_CONTENT or any(name in reply.headers for name in _CUT):
        raise PartialAnswer(
            f"{endpoint} gives a part of the answer only", next_step="ask for less, or raise the limits there"
        )
    answer = _read(form, reply)
    if isinstance(answer, str):
        raise NotSparql(
            f"{endpoint} answers with {harmless(reply.media_type)}, {harmless(answer)}",
            next_step=ANOTHER_ADDRESS,
        )
    return answer


def _read(form: str, reply: Reply) -> Answer | str:
    """The answer, or what is wrong with it.

    Rows may only be dropped in the thread that made them, so no error that travels keeps hold of some.
    """
    try:
        answer = (_rows if form in ("SELECT", "ASK") else _graph)(reply)
    except (SyntaxError, ValueError) as fault:
        return f"which cannot be read: {fault}"
    if answer is None or isinstance(answer, ox.QueryBoolean) != (form == "ASK"):
        return f"not with the results of a query ({form})"
    return answer


def _rows(reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean | None:
    kind = ox.QueryResultsFormat.from_media_type(reply.media_type)
    if kind != ox.QueryResultsFormat.JSON:
        return None
    body = standard(reply.body, reply.headers)
    whole = ox.parse_query_results(body, format=kind)
    if isinstance(whole, ox.QuerySolutions):
        for _ in whole:  # rows are read when they are taken; a fault in a late one must show here
            pass
        return ox.parse_query_results(body, format=kind)
    return whole


def _graph(reply: Reply) -> ox.QueryTriples | None:
    kind = ox.RdfFormat.from_media_type(reply.media_type)
    if kind not in (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES):
        return None
    store = ox.Store()
    store.load(reply.body, format=kind)
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    return answer if isinstance(answer, ox.QueryTriples) else None
