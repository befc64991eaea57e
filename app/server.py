"""``leitgraph serve``: the explorer at /, the endpoint at /sparql, in one process on one port."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import Receive, Scope, Send

from app import first_reader, logs, navigation, shell
from app.endpoint.application import Endpoint, endpoint, owns
from app.endpoint.messages import header
from app.endpoint.settings import ServerSettings
from app.errors import PortTaken
from queries.limited import LimitedBackend
from queries.limits import Limits
from queries.store import home

_MAIN = Path(__file__).with_name("main.py")
#: First parts of paths that Streamlit answers itself.
_STREAMLIT = frozenset(
    {"_stcore", "component", "favicon.png", "index.html", "manifest.json", "media", "static"}
)
#: Where a page of the explorer starts.
_STARTS = frozenset({"", *navigation.PAGES})
_LONGEST_NAME = 80
_DRAIN = 5  # seconds that answers under way may still take when the server is stopped


class Server:
    """One ASGI application: what the endpoint does not own belongs to the explorer.

    The endpoint stands first: Streamlit's own middlewares would take longer over a request than the answer does.
    """

    def __init__(self, door: Endpoint) -> None:
        import streamlit

        self._endpoint = door
        self._explorer = streamlit.App(_MAIN, lifespan=self._lifespan)
        self._shell = HTMLResponse(shell.page(), headers={"cache-control": "no-cache"})

    @asynccontextmanager
    async def _lifespan(self, _: object) -> AsyncIterator[None]:
        """From the first worker to the last; a reader of our own comes first."""
        from app import session  # its caches want Streamlit's runtime, which is there by now

        async with self._endpoint.lifespan():
            session.guard(LimitedBackend(self._endpoint.workers, asyncio.get_running_loop()))
            visit = asyncio.create_task(first_reader.visit(self._explorer))
            yield
            visit.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._explorer(scope, receive, send)
        elif owns(scope["path"], header(scope, b"accept")):
            await self._endpoint(scope, receive, send)
        elif address := elsewhere(scope["path"], scope["query_string"].decode("latin-1")):
            await RedirectResponse(address)(scope, receive, send)
        elif scope["path"].removeprefix("/") in _STARTS:
            await self._shell(scope, receive, send)
        else:
            await self._explorer(scope, receive, send)


def elsewhere(path: str, query: str) -> str:
    """Where a page stands that is not at this path: the start page is at the root; what is no page leads there and is told.

    Streamlit would show the start page at any path at all, under a dialog of its own.

    >>> elsewhere("/ask", "population=N3"), elsewhere("/study", ""), elsewhere("/nosuch", "lang=en")
    ('/?population=N3', '', '/?lang=en&missing=nosuch')
    """
    name = path.strip("/")
    if name == navigation.START:
        return f"/?{query}" if query else "/"
    if not name or name in navigation.PAGES or name.partition("/")[0] in _STREAMLIT:
        return ""
    more = urlencode({navigation.MISSING: name[:_LONGEST_NAME]})
    return f"/?{query}&{more}" if query else f"/?{more}"


class _Announced(uvicorn.Server):
    """The server that says where it is as soon as it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listening in sockets or ():
            host, port = listening.getsockname()[:2]
            address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
            print(f"leitgraph: explorer at {address}/, SPARQL at {address}/sparql", flush=True)


def serve(host: str, port: int) -> None:
    """Serve until told to stop."""
    logs.to_standard_error()
    settings, limits = ServerSettings.given(), Limits.given()
    listening = _listen(host, port)
    door = endpoint(home(), limits, settings)
    config = uvicorn.Config(
        Server(door),
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=bool(settings.trusted_proxy),
        forwarded_allow_ips=settings.trusted_proxy,
        date_header=True,
        timeout_graceful_shutdown=_DRAIN,
        ws_max_size=200_000_000,
    )
    # it writes the addresses down, and with them the queries; the configuration above would let it again
    logging.getLogger("uvicorn.access").disabled = True
    _Announced(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # named as TCP: else asyncio leaves Nagle's algorithm on, and every small answer waits 40 ms
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as fault:
        raise PortTaken(
            f"{host}:{port} cannot be listened on: {fault.strerror}",
            next_step=f"end what listens there, or choose another address: leitgraph serve --host 127.0.0.1 --port {port + 1}",
        ) from fault
    return listening
