"""Whether the server lives, whether it can answer, and the numbers that Prometheus collects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.endpoint.cache import Cache
from app.endpoint.current import Current
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
    registry: CollectorRegistry

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
            generation = self.current.generation()
        except LeitgraphError as error:
            answer = {"ready": False, "why": type(error).__name__}
            return JSONResponse(answer, 503, headers=_NO_STORE | {"Retry-After": "10"})
        status = self.workers.status()
        answer = {
            "ready": True,
            "generation": generation.name,
            "workers": status.workers,
            "walls": list(status.walls),
        }
        return JSONResponse(answer, headers=_NO_STORE)

    async def metrics(self, _: Request) -> Response:
        """The numbers."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST, headers=_NO_STORE)

    def collect(self) -> Iterator[Metric]:
        """The numbers that others keep: workers, budget, cache."""
        for name, number in asdict(self.workers.counters).items():
            yield CounterMetricFamily(f"leitgraph_workers_{name}", f"Workers: {name}.", value=number)
        status = self.workers.status()
        for name in ("workers", "idle", "running", "slow", "waiting"):
            yield GaugeMetricFamily(f"leitgraph_now_{name}", f"Now: {name}.", value=getattr(status, name))
        yield CounterMetricFamily(
            "leitgraph_over_budget",
            "Queries refused because their client asked too much.",
            value=self.budget.refused,
        )
        yield GaugeMetricFamily(
            "leitgraph_cache_bytes", "Memory for answers given before.", value=self.cache.held
        )
        yield GaugeMetricFamily("leitgraph_cache_answers", "Answers given before.", value=len(self.cache))
