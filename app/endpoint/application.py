"""The endpoint put together: which address is answered by what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from app.endpoint.about import About
from app.endpoint.asking import Asking
from app.endpoint.cache import Cache
from app.endpoint.current import Current
from app.endpoint.delivery import Delivery
from app.endpoint.dumps import Dumps
from app.endpoint.formats import GRAPHS
from app.endpoint.health import Health
from app.endpoint.journal import Journal, logger
from app.endpoint.messages import ALWAYS, PREFLIGHT
from app.endpoint.negotiation import names, wants_page
from app.endpoint.pages import Pages
from app.endpoint.searching import Searching
from app.endpoint.settings import ServerSettings
from app.endpoint.sparql import Sparql
from app.endpoint.writer import Writer
from ontology.errors import LeitgraphError
from ontology.namespaces import BASE, PREFIXES
from queries.budget import Budget
from queries.errors import StoreMissing
from queries.limits import Limits
from queries.workers import Workers

SPARQL = ("/sparql", "/sparql/")
_CACHE_OF_PAGES = 16_000_000  # bytes
#: First parts of paths that the endpoint answers; whatever shares its port has all others.
SPACES = frozenset(
    name.removeprefix(BASE).partition("/")[0] for name in PREFIXES.values() if name.startswith(BASE)
) | {"assets", "dataset", "dumps", "health", "metrics", "search", "sparql", "truncated", ".well-known"}


def owns(path: str, accept: str = "") -> bool:
    """Whether the endpoint answers at this path; at the root it does for whoever takes RDF and no page.

    >>> owns("/sparql"), owns("/id/study/gomez_2016"), owns("/"), owns("/", "text/turtle")
    (True, True, False, True)
    """
    if path == "/":
        return names(accept, GRAPHS) and not wants_page(accept, GRAPHS)
    return path.split("/", 2)[1] in SPACES if path.startswith("/") else False


@dataclass(frozen=True)
class Endpoint:
    """Everything that is served beside the explorer, an ASGI application."""

    workers: Workers
    sparql: Sparql
    others: Starlette

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["path"] in SPARQL:
            await self.sparql(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await PREFLIGHT(scope, receive, send)
        else:
            await self.others(scope, receive, send)

    @asynccontextmanager
    async def lifespan(self, _: object = None) -> AsyncIterator[None]:
        """From the first worker to the last."""
        try:
            with suppress(StoreMissing):  # a build may come later; until then the answer is 503
                await self.workers.start()
            yield
        finally:
            await self.workers.close()


class _Assets(StaticFiles):
    """Style and scripts of the pages, with the headers of every answer."""

    def file_response(self, *args: Any, **named: Any) -> Response:
        """One file."""
        response = super().file_response(*args, **named)
        response.raw_headers += ALWAYS
        return response


def endpoint(home: Path, limits: Limits, settings: ServerSettings) -> Endpoint:
    """The endpoint on the generations of a home."""
    current, workers = Current(home), Workers(home, limits)
    journal = Journal(logger(quiet=not settings.access_log))
    graph, writer = Asking(workers), Writer(current)
    pages = Pages(writer, graph, limits.rows)
    about = About(writer, pages, graph, limits, settings.public_url)
    dumps = Dumps(writer, home)
    cache = Cache(settings.cache_bytes)
    budget = Budget(limits)
    delivery = Delivery(current, budget, Cache(_CACHE_OF_PAGES))
    sparql = Sparql(current, workers, budget, cache, journal, delivery.answering(about.sparql))
    health = Health(current, workers, budget, cache, journal.registry)
    journal.registry.register(health)
    routes = [
        *health.routes(),
        delivery.route("/search", Searching(writer).hits),
        *_routes(delivery, pages, about, dumps),
    ]
    return Endpoint(
        workers,
        sparql,
        Starlette(
            routes=routes,
            exception_handlers={HTTPException: delivery.unrouted, LeitgraphError: delivery.failed},
        ),
    )


def _routes(delivery: Delivery, pages: Pages, about: About, dumps: Dumps) -> list[BaseRoute]:
    route = delivery.route
    examples = "/.well-known/sparql-examples"
    return [
        route("/id/", pages.kinds),
        route("/id/{kind}/", pages.records),
        route("/graph/", pages.graphs),
        route("/graph/{name:path}", pages.graph),
        route("/", about.root_of_data),
        route("/dataset", about.dataset),
        route("/.well-known/void", about.dataset),
        route(examples, about.examples),
        route(examples + "/{name}", about.examples),
        route("/truncated", about.truncated),
        route("/dumps/", dumps.listed),
        Route("/dumps/{generation}/{file}", dumps.file),
        Mount("/assets/yasgui", _Assets(directory=str(files("app") / "vendored" / "yasgui"))),
        Mount("/assets", _Assets(directory=str(files("app.endpoint") / "static"))),
        route("/{path:path}", pages.resource),
    ]
