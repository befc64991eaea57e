"""The reader of our own: it asks for the start page as a browser does, and leaves when the page stands."""

import asyncio
import gc

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from app.first_reader import visit


def test_it_asks_for_the_start_page_and_leaves_when_it_stands():
    seen = []

    async def explorer(scope, receive, send):
        seen.append((scope["type"], scope["path"]))
        seen.append((await receive())["type"])
        asked = BackMsg.FromString((await receive())["bytes"])
        seen.append(asked.WhichOneof("type"))
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": ForwardMsg(heartbeat_ack=True).SerializeToString()})
        done = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
        await send({"type": "websocket.send", "bytes": done.SerializeToString()})
        seen.append((await receive())["type"])

    gc.unfreeze()
    asyncio.run(asyncio.wait_for(visit(explorer), 60))
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0  # what all readers share is walked by no later collection
    gc.unfreeze()
    assert seen == [
        ("websocket", "/_stcore/stream"),
        "websocket.connect",
        "rerun_script",
        "websocket.disconnect",
    ]
