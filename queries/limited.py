"""The current generation asked from a thread under the limits of a stranger's query: a slow one is ended, and nobody else waits for it."""

from __future__ import annotations

import asyncio

import pyoxigraph as ox

from queries.cell.messages import JSON_RESULTS
from queries.store import Answer
from queries.workers import Request, Workers

_JSON = ox.QueryResultsFormat.from_media_type(JSON_RESULTS)


class LimitedBackend:
    """Rows and yes or no from the workers of a server, whose loop runs in another thread.

    Of more rows than the limits allow come the first ones.
    """

    def __init__(self, workers: Workers, loop: asyncio.AbstractEventLoop) -> None:
        self._workers = workers
        self._loop = loop

    def query(self, sparql: str) -> Answer:
        """Answer a query on the current graph; raise QueryTimeout, Exhausted or Busy where there is no answer in time."""
        asked = asyncio.run_coroutine_threadsafe(self._workers.ask(Request(sparql)), self._loop)
        return ox.parse_query_results(asked.result().body, format=_JSON)
