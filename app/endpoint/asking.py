"""The current generation asked with queries of ours: by the same workers and under the same limits as a stranger's."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from app.endpoint.resources import Rows
from queries.budget import Spending
from queries.workers import Request, Workers

_ROWS, _TRIPLES = ox.QueryResultsFormat.JSON, ox.RdfFormat.N_TRIPLES


#: At whose expense is asked: one account for each request, whichever task of it asks.
EXPENSE: ContextVar[Spending] = ContextVar("EXPENSE")


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
        EXPENSE.get().seconds += reply.seconds
        return reply.body
