"""The client's end of the line: what it sends, and whether it is still there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import TypeVar

from starlette.types import Receive

from app.endpoint.errors import ClientGone, TooLarge

T = TypeVar("T")


async def body(receive: Receive, largest: int) -> bytes:
    """The body of a request, unless it is longer than any query."""
    sent = bytearray()
    more = True
    while more:
        part = await receive()
        if part["type"] == "http.disconnect":
            raise ClientGone("the client left before its query was complete")
        sent += part.get("body", b"")
        more = part.get("more_body", False)
        if len(sent) > largest:
            raise TooLarge(f"the request has more than {largest} bytes", next_step="ask with fewer values")
    return bytes(sent)


async def while_connected(receive: Receive, work: Coroutine[None, None, T]) -> T:
    """What the work gives; it is ended where the client leaves before."""
    begin = time.monotonic()
    task, gone = asyncio.ensure_future(work), asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        left = ClientGone("the client left before its answer was there")
        left.seconds = time.monotonic() - begin  # its worker has been at work, and is ended now
        raise left
    finally:
        gone.cancel()
        task.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
