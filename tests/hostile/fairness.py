"""T18: an attacker pays for what it sends, and a client beside it is served as before."""

from __future__ import annotations

import http.client
import threading
import time
from urllib.parse import quote, urlsplit

from tests.hostile.cpu import cases
from tests.hostile.server import GOOD, Attacked, Count

_ATTACKER, _CLIENT = "127.0.0.2", "127.0.0.3"
_PATIENCE = 60.0  # seconds in which an attacker must have been sent away
_MOST = 0.5  # seconds, or twice the time without an attacker: so long may one good query in a hundred take


def beside_attackers(server: Attacked, attackers: int, seconds: float) -> Count:
    """A good client alone, then beside attackers with bombs; those are told 429 before long."""
    count = Count("T18 fairness")
    alone = _good(server, seconds, count)
    told: list[int] = []
    stop = threading.Event()
    threads = [threading.Thread(target=_attack, args=(server, stop, told)) for _ in range(attackers)]
    for thread in threads:
        thread.start()
    beside = _good(server, seconds * 2, count)
    told_by = time.monotonic() + _PATIENCE
    while 429 not in told and time.monotonic() < told_by:
        time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join()
    count.longest_good = beside
    count.note(f"p99 alone {1000 * alone:.0f} ms, beside {attackers} attackers {1000 * beside:.0f} ms")
    count.statuses["429 to attackers"] = told.count(429)
    if beside > max(2 * alone, _MOST) + server.slack:
        count.faults.append(f"p99 was {beside:.2f} s beside attackers, {alone:.2f} s alone")
    if 429 not in told:
        count.faults.append(f"no attacker was sent away: {told}")
    return count


def _connection(server: Attacked, address: str) -> http.client.HTTPConnection:
    place = urlsplit(server.served.url)
    return http.client.HTTPConnection(place.hostname, place.port, timeout=60, source_address=(address, 0))


def _good(server: Attacked, seconds: float, count: Count) -> float:
    """The time under which 99 of 100 good queries, none of them cached, are answered."""
    connection = _connection(server, _CLIENT)
    times, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.perf_counter()
        sparql = f"{GOOD.body.decode()} # {begin}"
        connection.request("GET", f"/sparql?query={quote(sparql)}", headers=dict(GOOD.headers))
        reply = connection.getresponse()
        reply.read()
        times.append(time.perf_counter() - begin)
        count.inputs += 1
        if reply.status != 200:
            count.faults.append(f"the good client was told {reply.status}")
        time.sleep(0.005)
    connection.close()
    return sorted(times)[int(len(times) * 0.99)]


def _attack(server: Attacked, stop: threading.Event, told: list[int]) -> None:
    connection = _connection(server, _ATTACKER)
    bombs = cases()
    number = 0
    while not stop.is_set():
        bomb = bombs[number % len(bombs)]
        number += 1
        try:
            connection.request("POST", "/sparql", bomb.body, dict(bomb.headers))
            reply = connection.getresponse()
            reply.read()
            told.append(reply.status)
        except (OSError, http.client.HTTPException):
            told.append(0)
            connection.close()
        time.sleep(0.05)
    connection.close()
