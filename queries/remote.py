"""The remote backend: a SPARQL 1.1 endpoint on another machine, asked through SPARQLWrapper.

It answers as the embedded store does, in the same types, so that the catalogue and every page run on either.
What may differ between stores is fixed here: each request names ``graph/current`` as its default graph, and an
answer counts only if it is whole, in the format asked for, and from data of this program's version.
"""

from __future__ import annotations

import os
import re
from functools import cached_property
from http import HTTPStatus
from urllib.parse import urlsplit

import pyoxigraph as ox

from ontology import VERSION
from ontology.namespaces import BASE, CURRENT_GRAPH
from queries.dialects import standard
from queries.errors import BadParameter, NotSparql, PartialAnswer, QueryError, WrongData
from queries.refusals import ANOTHER_ADDRESS, harmless
from queries.store import NAMES_A_GRAPH, Answer
from queries.wire import Asked, Manners, Reply, fetch

_S = r"(?:\s|#[^\n]*)*+"
_PROLOGUE = rf"{_S}(?:(?:PREFIX{_S}[^\s:<]*:|BASE){_S}<[^<>\s]*>{_S})*+"
_FORM = re.compile(_PROLOGUE + r"(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_VERSION = """PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT ?version WHERE { <https://w3id.org/leitgraph/ontology/> owl:versionInfo ?version }"""
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }"
#: How a store says that it cut an answer: Virtuoso, where its time is up; our own endpoint, at its limits.
_CUT = ("X-SQL-State", "X-Leitgraph-Truncated")


def connect(endpoint: str) -> RemoteBackend:
    """The endpoint at an address, with user, password and time limit from the settings."""
    given = os.environ.get("LEITGRAPH_ENDPOINT_TIMEOUT", "60")
    if not re.fullmatch(r"[1-9]\d{0,4}", given):
        raise BadParameter(
            f"LEITGRAPH_ENDPOINT_TIMEOUT is {given!r}", next_step="give whole seconds, at least 1"
        )
    user, password = (os.environ.get(f"LEITGRAPH_ENDPOINT_{name}", "") for name in ("USER", "PASSWORD"))
    return RemoteBackend(endpoint, timeout=int(given), user=user, password=password)


class RemoteBackend:
    """A store on another machine that holds a generation of ours.

    Nothing is sent before the first query; that one first asks for the version of the data.

    >>> RemoteBackend("https://example.org/sparql")
    RemoteBackend('https://example.org/sparql')
    """

    def __init__(
        self,
        endpoint: str,
        *,
        timeout: int = Manners.timeout,
        retries: int = Manners.retries,
        longest_wait: float = Manners.longest_wait,
        largest: int = Manners.largest,
        user: str = "",
        password: str = "",
    ) -> None:
        self._endpoint = _address(endpoint)
        self._manners = Manners(timeout, retries, longest_wait, largest, user, password)

    def __repr__(self) -> str:
        return f"RemoteBackend({self._endpoint!r})"

    def query(self, sparql: str) -> Answer:
        """Answer a query on the current graph, with our other graphs by name."""
        form = _form(sparql)
        self._hold_version()
        names = self._named_graphs if NAMES_A_GRAPH.search(sparql) else ()
        return self._ask(Asked(form, sparql, (CURRENT_GRAPH,), names))

    def _hold_version(self) -> None:
        if self.version != VERSION:
            raise WrongData(
                f"{self._endpoint} holds version {harmless(self.version)} of the data; this program reads {VERSION}",
                next_step="load a generation of this version into it, or use the program of that version",
            )

    @cached_property
    def version(self) -> str:
        """The version of the data, as their own ontology states it."""
        found = self._column(_VERSION, (CURRENT_GRAPH,))
        if len(found) != 1:
            raise WrongData(
                f"{self._endpoint} states {len(found) or 'no'} version of our data in its graph {CURRENT_GRAPH}: "
                "it is empty, or not ours",
                next_step="load the file leitgraph.nq of one generation into that store, with its graph names",
            )
        return found[0]

    @cached_property
    def _named_graphs(self) -> tuple[str, ...]:
        """Our graphs other than the current one: an endpoint that is given a default graph has no others by itself."""
        found = (name for name in self._column(_GRAPHS, ()) if name.startswith(f"{BASE}graph/"))
        return tuple(name for name in found if name != CURRENT_GRAPH)

    def _column(self, sparql: str, graphs: tuple[str, ...]) -> list[str]:
        answer = self._ask(Asked("SELECT", sparql, graphs))
        return [row[0].value for row in answer] if isinstance(answer, ox.QuerySolutions) else []

    def _ask(self, asked: Asked) -> Answer:
        return _parsed(asked.form, fetch(self._endpoint, asked, self._manners), self._endpoint)


def _address(endpoint: str) -> str:
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
