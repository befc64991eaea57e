"""A reader of our own, right after the start: whoever comes next does not wait for imports and for what all readers share."""

from __future__ import annotations

import asyncio
import gc

from starlette.types import ASGIApp, Message, Scope

_SCOPE: Scope = {
    "type": "websocket",
    "asgi": {"version": "3.0"},
    "path": "/_stcore/stream",
    "raw_path": b"/_stcore/stream",
    "root_path": "",
    "scheme": "ws",
    "query_string": b"",
    "headers": [],
    "subprotocols": [],
}


async def visit(explorer: ASGIApp) -> None:
    """Open the start page as a browser does, wait until it stands, and leave."""
    from streamlit.proto.BackMsg_pb2 import BackMsg  # takes long, and the server has said where it is by then
    from streamlit.proto.ClientState_pb2 import ClientState
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    asked = BackMsg(rerun_script=ClientState())
    said: asyncio.Queue[Message] = asyncio.Queue()
    said.put_nowait({"type": "websocket.connect"})
    said.put_nowait({"type": "websocket.receive", "bytes": asked.SerializeToString()})

    async def heard(message: Message) -> None:
        body = message.get("bytes")
        if body and ForwardMsg.FromString(body).WhichOneof("type") == "script_finished":
            said.put_nowait({"type": "websocket.disconnect", "code": 1000})

    gc.disable()  # what is loaded now stays
    try:
        await explorer(dict(_SCOPE), said.get, heard)
    finally:
        gc.freeze()  # and no later collection walks it
        gc.enable()
