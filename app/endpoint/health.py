"""Whether the server lives, whether it can answer, and the numbers that Prometheus collects."""

from __future__ import annotations

from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.endpoint.cache import Cache
from app.endpoint.current import Current
from app.endpoint.journal import Journal
from ontology.errors import LeitgraphError
from queries.budget import Budget
from queries.workers import Request as Query
from queries.workers import Workers

_NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Health:
    """What operators look at."""

    current: Current
    workers: Workers
    budget: Budget
    cache: Cache
    journal: Journal

    def routes(self) -> list[Route]:
        """Where they look."""
        return [
            Route("/health/live", self.live),
            Route("/health/ready", self.ready),
            Route("/metrics", self.metrics),
        ]

    async def live(self, _: Request) -> Response:
        """Whether the server runs at all."""
        return JSONResponse({"live": True}, headers=_NO_STORE)

    async def ready(self, _: Request) -> Response:
        """Whether a query is answered: it asks one."""
        try:
            await self.workers.ask(Query("ASK {}"))
        except LeitgraphError as error:
            return JSONResponse({"ready": False, "why": error.message}, 503, headers=_NO_STORE)
        return JSONResponse({"ready": True, "generation": self.current.generation().name}, headers=_NO_STORE)

    async def metrics(self, _: Request) -> Response:
        """The numbers."""
        return Response(self.journal.metrics(), media_type=CONTENT_TYPE_LATEST, headers=_NO_STORE)
