"""The current generation asked with queries of ours: by the same workers and under the same limits as a stranger's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from app.endpoint.resources import Rows
from queries.workers import Request, Workers

_ROWS, _TRIPLES = ox.QueryResultsFormat.JSON, ox.RdfFormat.N_TRIPLES


@dataclass(frozen=True)
class Asking:
    """What pages and descriptions ask of the graph."""

    workers: Workers

    async def rows(self, sparql: str) -> Rows:
        """The rows of a SELECT."""
        reply = await self.workers.ask(Request(sparql, media_type=_ROWS.media_type))
        found = cast("ox.QuerySolutions", ox.parse_query_results(reply.body, format=_ROWS))
        width = len(found.variables)
        return [tuple(row[place] for place in range(width)) for row in found]

    async def triples(self, sparql: str) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        reply = await self.workers.ask(Request(sparql, media_type=_TRIPLES.media_type))
        return [quad.triple for quad in ox.parse(reply.body, format=_TRIPLES)]
