"""The current generation asked with queries of ours: by the same workers and under the same limits as a stranger's."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar, cast

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool

from app.endpoint.resources import Rows
from queries.budget import Spending
from queries.workers import Request, Workers

P = ParamSpec("P")
T = TypeVar("T")
_ROWS, _TRIPLES = ox.QueryResultsFormat.JSON, ox.RdfFormat.N_TRIPLES


@dataclass
class Visit:
    """One request for a page: at whose expense its questions are asked, and which generations answered them."""

    spending: Spending
    generations: set[str] = field(default_factory=set)


#: The request that is being answered, whichever task of it asks.
VISIT: ContextVar[Visit] = ContextVar("VISIT")


@dataclass(frozen=True)
class Asking:
    """What pages and descriptions ask of the graph."""

    workers: Workers

    async def rows(self, sparql: str) -> Rows:
        """The rows of a SELECT."""
        body = await self._answer(Request(sparql, media_type=_ROWS.media_type))
        found = cast("ox.QuerySolutions", ox.parse_query_results(body, format=_ROWS))
        width = len(found.variables)
        return [tuple(row[place] for place in range(width)) for row in found]

    async def triples(self, sparql: str) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        body = await self._answer(Request(sparql, media_type=_TRIPLES.media_type))
        return [quad.triple for quad in ox.parse(body, format=_TRIPLES)]

    async def _answer(self, request: Request) -> bytes:
        reply = await self.workers.ask(request)
        visit = VISIT.get()
        visit.spending.seconds += reply.seconds
        visit.generations.add(reply.generation)
        return reply.body


async def aside(work: Callable[P, T], *values: P.args, **named: P.kwargs) -> T:
    """Work of the server's own that takes a while: done beside the loop that serves all, at the expense of who asked."""

    def timed() -> tuple[T, float]:
        begin = time.thread_time()
        return work(*values, **named), time.thread_time() - begin

    done, seconds = await run_in_threadpool(timed)
    VISIT.get().spending.seconds += seconds
    return done
