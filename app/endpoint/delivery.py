"""From a handler's document to the client: errors told as the client reads, pages given before sent again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.endpoint.asking import VISIT, Visit
from app.endpoint.cache import Cache
from app.endpoint.current import Current
from app.endpoint.errors import MethodRefused, NothingThere
from app.endpoint.messages import Document, Message, message, takes_gzip
from app.endpoint.refusals import refused
from app.endpoint.words import words
from app.endpoint.writer import is_page, problem, tongue
from ontology.errors import LeitgraphError
from queries.budget import Budget

Handler = Callable[[Request], Awaitable[Document]]
_DECIDING = ("accept", "accept-language", "host")


@dataclass(frozen=True)
class Delivery:
    """Makes of handlers what answers a request."""

    current: Current
    budget: Budget
    cache: Cache

    def route(self, path: str, handler: Handler) -> Route:
        """A route whose answer a handler writes."""
        return Route(path, self.answering(handler), methods=["GET", "HEAD"])

    def answering(self, handler: Handler) -> Callable[[Request], Awaitable[Message]]:
        """What a handler writes, on its way to the client."""

        async def endpoint(request: Request) -> Message:
            compressed = takes_gzip(request.headers.get("accept-encoding", ""))
            try:
                key = self._key(request, compressed)
                return self.cache.get(key) or await self._fresh(request, handler, key, compressed)
            except LeitgraphError as error:
                return message(_told(request, error), compressed=compressed)

        return endpoint

    async def unrouted(self, request: Request, fault: Exception) -> Response:
        """What is said where no route leads, and to a method that an address does not take."""
        wrong: LeitgraphError = NothingThere(
            "nothing is at this address", next_step="start at /dataset, or at /"
        )
        if isinstance(fault, HTTPException) and fault.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            wrong = MethodRefused(
                f"{request.method} is not done here", next_step="this server only reads: GET"
            )
        return await self.failed(request, wrong)

    async def failed(self, request: Request, fault: Exception) -> Response:
        """An error that no handler has told, as a response of the library's."""
        error = cast("LeitgraphError", fault)
        answer = message(_told(request, error), compressed=False)
        response = Response(answer.body, answer.status)
        response.raw_headers = list(answer.headers)
        return response

    def _key(self, request: Request, compressed: bool) -> tuple[object, ...]:
        deciding = (request.headers.get(name, "") for name in _DECIDING)
        name = self.current.generation().name
        return (name, request.scope["path"], request.scope["query_string"], *deciding, compressed)

    async def _fresh(
        self, request: Request, handler: Handler, key: tuple[object, ...], compressed: bool
    ) -> Message:
        with self.budget.spending(request.client.host if request.client else "unknown") as spending:
            visit = Visit(spending)
            VISIT.set(visit)
            document = await handler(request)
        if visit.generations - {self.current.generation().number}:  # another one took over meanwhile
            document = replace(document, kept=False, generation="")
        answer = message(document, compressed=compressed)
        if answer.kept:
            self.cache.put(key, answer)
        return answer


def _told(request: Request, error: LeitgraphError) -> Document:
    if is_page(request, request.query_params.get("format", "")):
        title = words(tongue(request))["missing" if error.status == HTTPStatus.NOT_FOUND else "fault"]
        return problem(request, title, error.status, error.message, error.next_step)
    return refused(error, request.headers.get("accept", ""))
