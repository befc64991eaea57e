"""T15: the generation changes while clients ask: no error, no mixture, and soon nobody is told the old one."""

from __future__ import annotations

import http.client
import json
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from tests.hostile.kills import make
from tests.hostile.server import Attacked, Count

_QUERY = "SELECT ?a ?b {{ <urn:one> <urn:n> ?a . <urn:two> <urn:n> ?b }} # {}"
_STALE = 5.0


def under_load(server: Attacked, home: Path, swaps: int, clients: int, pause: float = 0.2) -> Count:
    """Swap so often while so many clients ask; half of them ask what nobody asked before."""
    count = Count("T15 swap under load")
    made = [(time.monotonic(), 0)]
    stop = threading.Event()
    lock = threading.Lock()
    threads = [
        threading.Thread(target=_client, args=(server.served.url, number, made, stop, lock, count))
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    for number in range(1, swaps + 1):
        make(home, number)
        made.append((time.monotonic(), number))
        time.sleep(pause)
    time.sleep(_STALE + 1)
    stop.set()
    for thread in threads:
        thread.join()
    count.note("swaps")
    count.statuses["swaps"] = swaps
    return count


def _client(
    url: str,
    number: int,
    made: list[tuple[float, int]],
    stop: threading.Event,
    lock: threading.Lock,
    count: Count,
) -> None:
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
    asked = 0
    while not stop.is_set():
        asked += 1
        begin = time.monotonic()
        fault = _ask(connection, _QUERY.format(f"{number} {asked}" if number % 2 else ""), begin, made)
        with lock:
            count.inputs += 1
            count.longest = max(count.longest, time.monotonic() - begin)
            count.note("fault" if fault else "whole")
            if fault:
                count.faults.append(fault)
        time.sleep(0.01)
    connection.close()


def _ask(
    connection: http.client.HTTPConnection, sparql: str, begin: float, made: list[tuple[float, int]]
) -> str:
    try:
        connection.request(
            "GET", f"/sparql?query={quote(sparql)}", headers={"Accept": "application/sparql-results+json"}
        )
        reply = connection.getresponse()
        body = reply.read()
        rows = json.loads(body)["results"]["bindings"] if reply.status == 200 else None
    except (OSError, ValueError, http.client.HTTPException) as fault:
        connection.close()
        return repr(fault)
    if not rows:
        return f"HTTP {reply.status}: {body[:100]!r}"
    one, two = int(rows[0]["a"]["value"]), int(rows[0]["b"]["value"])
    if len(rows) != 1 or one != two:
        return f"a mixture: {rows}"
    due = max(number for when, number in made if when <= begin - _STALE or when == made[0][0])
    return "" if one >= due else f"{one} was answered {_STALE:g} s after {due} became current"
