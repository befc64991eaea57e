"""Strangers' queries: answered by processes behind walls, within limits, always by one whole generation."""

import asyncio
import csv
import json
import os
import signal
import struct
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest

from ontology.namespaces import CURRENT_GRAPH
from queries.errors import Busy, Exhausted, MalformedQuery, QueryTimeout, Refused, StoreMissing, WrongFormat
from queries.limits import Limits
from queries.workers import Request, Workers

GOOD = Request("SELECT ?s WHERE { ?s <urn:n> 1 }")
ENDLESS = Request("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
CSV, TSV, XML = "text/csv", "text/tab-separated-values", "application/sparql-results+xml"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A current graph of 3,000 triples, two other graphs, and one triple in the default graph of the store."""
    path = tmp_path_factory.mktemp("store")
    current = ox.NamedNode(CURRENT_GRAPH)
    number = ox.NamedNode("urn:n")
    content = ox.Store(str(path))
    content.extend(ox.Quad(ox.NamedNode(f"urn:s{i}"), number, ox.Literal(i), current) for i in range(3_000))
    for name in ("a", "b"):
        content.add(
            ox.Quad(ox.NamedNode(f"urn:{name}"), number, ox.Literal(name), ox.NamedNode(f"urn:g:{name}"))
        )
    content.add(ox.Quad(ox.NamedNode("urn:d"), number, ox.Literal("d")))
    content.flush()
    return path


def asked(store, *requests, default_graph=CURRENT_GRAPH, **limits):
    """Replies or errors of the requests, one after the other."""

    async def run():
        workers = Workers(
            store,
            Limits(**{"workers": 1, "spares": 1, "seconds": 60, "patience": 60, **limits}),
            default_graph,
        )
        try:
            return [await outcome(workers, request) for request in requests]
        finally:
            await workers.close()

    return asyncio.run(run())


async def outcome(workers, request):
    try:
        return await workers.ask(request)
    except Exception as fault:  # noqa: BLE001
        return fault


def subjects(reply):
    return sorted(row["s"]["value"] for row in json.loads(reply.body)["results"]["bindings"])


def test_rows_come_as_the_store_writes_them(store):
    (reply,) = asked(store, GOOD)
    assert subjects(reply) == ["urn:s1"]
    assert (reply.kind, reply.rows, reply.truncated) == ("rows", 1, False)
    assert reply.generation == store.name


ALL = "SELECT ?s WHERE { ?s <urn:n> ?n FILTER(ISLITERAL(?n) && !ISNUMERIC(?n)) }"
NAMED = "SELECT ?s WHERE { GRAPH ?g { ?s <urn:n> ?n } FILTER(!ISNUMERIC(?n)) }"


@pytest.mark.parametrize(
    ("sparql", "default", "named", "found"),
    [
        (ALL, None, None, []),
        (NAMED, None, None, ["urn:a", "urn:b"]),
        (NAMED.replace("?g", f"<{CURRENT_GRAPH}>"), None, None, []),
        (ALL.replace("WHERE", "FROM <urn:g:a> WHERE"), None, None, ["urn:a"]),
        (NAMED.replace("WHERE", "FROM <urn:g:a> WHERE"), None, None, []),
        (NAMED.replace("WHERE", "FROM NAMED <urn:g:b> WHERE"), None, None, ["urn:b"]),
        (ALL.replace("WHERE", "FROM NAMED <urn:g:b> WHERE"), None, None, []),
        (ALL, ("urn:g:a", "urn:g:b"), None, ["urn:a", "urn:b"]),
        (NAMED, ("urn:g:a",), None, []),
        (NAMED, None, ("urn:g:a",), ["urn:a"]),
        (ALL, None, ("urn:g:a",), []),
        (ALL.replace("WHERE", "FROM <urn:g:a> WHERE"), ("urn:g:b",), None, ["urn:b"]),
    ],
)
def test_the_dataset_is_the_current_graph_or_exactly_what_was_named(store, sparql, default, named, found):
    (reply,) = asked(store, Request(sparql, default, named))
    assert subjects(reply) == found


def test_without_a_default_graph_of_ours_that_of_the_store_is_asked(store):
    plain, named = asked(store, Request(ALL), Request(NAMED), default_graph=None)
    assert subjects(plain) == ["urn:d"]
    assert subjects(named) == ["urn:a", "urn:b"]


def test_what_goes_wrong_has_a_status_and_a_place(store):
    wrong = asked(
        store,
        Request("ASK {\n  ?s ?p }"),
        Request("ASK {}", ("no iri",)),
        Request("ASK { SERVICE <urn:x> {} }"),
        Request("INSERT DATA { <urn:a> <urn:b> 1 }"),
        Request("ASK {}", media_type="text/turtle"),
        Request("CONSTRUCT WHERE { ?s ?p ?o }"),
        Request('ASK { ?s ?p "\ud800" }'),
        GOOD,
    )
    assert [type(fault) for fault in wrong[:-1]] == [
        MalformedQuery, MalformedQuery, Refused, Refused, WrongFormat, WrongFormat, MalformedQuery,
    ]  # fmt: skip
    assert [fault.status for fault in wrong[:-1]] == [400, 400, 403, 403, 406, 406, 400]
    assert (wrong[0].line, wrong[0].column) == (2, 10)
    assert (wrong[2].line, wrong[2].column) == (1, 7)
    assert subjects(wrong[-1]) == ["urn:s1"]


def test_time_ends_one_query_and_no_other(store):
    slow, reply = asked(store, ENDLESS, GOOD, seconds=3)
    assert isinstance(slow, QueryTimeout)
    assert slow.status == 504
    assert subjects(reply) == ["urn:s1"]


def test_memory_ends_one_query_and_no_other(store):
    doubled = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
    bomb = Request(f'ASK {{ BIND("a" AS ?x0) {doubled} FILTER(STRLEN(?x40) > 3) }}')
    large, reply = asked(store, bomb, GOOD, seconds=120, memory=64 << 20)
    assert isinstance(large, Exhausted)
    assert large.status == 422
    assert subjects(reply) == ["urn:s1"]


def test_a_store_that_is_not_there_is_said(tmp_path):
    (fault,) = asked(tmp_path / "nothing", GOOD)
    assert isinstance(fault, StoreMissing)
    assert "leitgraph build" in str(fault)


@pytest.mark.parametrize("media_type", [CSV, TSV, XML, "application/sparql-results+json"])
@pytest.mark.parametrize("cap", [99, 100, 101])
def test_an_answer_beyond_the_rows_is_whole_in_form_and_says_so(store, media_type, cap):
    (reply,) = asked(
        store, Request("SELECT ?s ?n { ?s <urn:n> ?n } LIMIT 100", media_type=media_type), rows=cap
    )
    assert reply.truncated == (cap == 99)
    assert reply.rows == rows_in(reply.body, media_type) == min(cap, 100)


def rows_in(body, media_type):
    text = body.decode()
    if media_type == CSV:
        return len(list(csv.reader(text.splitlines()))) - 1
    if media_type == TSV:
        return text.count("\n") - 1
    if media_type == XML:
        return len(ET.fromstring(text).findall(".//{*}result"))  # noqa: S314  written by our own store
    return len(json.loads(text)["results"]["bindings"])


def test_a_graph_beyond_the_limits_is_whole_in_form_and_says_so(store):
    query = Request("CONSTRUCT WHERE { ?s <urn:n> ?n }", media_type="text/turtle")
    for limits in ({"rows": 50}, {"answer_bytes": 2_000}):
        (reply,) = asked(store, query, **limits)
        assert reply.truncated
        assert len(list(ox.parse(reply.body, format=ox.RdfFormat.TURTLE))) == reply.rows <= 50


def test_beyond_the_waiting_places_a_query_is_sent_away_and_told_when_to_come_back(store):
    async def run():
        workers = Workers(store, Limits(workers=1, spares=0, queue=2, seconds=2, patience=1))
        found = await asyncio.gather(*(outcome(workers, ENDLESS) for _ in range(4)))
        await workers.close()
        return found

    found = asyncio.run(run())
    assert sorted(type(fault).__name__ for fault in found) == ["Busy", "Busy", "Busy", "QueryTimeout"]
    assert all(fault.retry_after >= 1 for fault in found if isinstance(fault, Busy))


def test_a_slow_query_makes_room_for_quick_ones(store):
    async def run():
        workers = Workers(store, Limits(workers=1, spares=1, seconds=100, slow=0.2, patience=100))
        slow = asyncio.create_task(outcome(workers, ENDLESS))
        reply = await workers.ask(GOOD)
        before = slow.done()
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
        await workers.close()
        return reply, before

    reply, before = asyncio.run(run())
    assert subjects(reply) == ["urn:s1"]
    assert not before


def test_where_too_many_slow_queries_run_the_first_of_them_makes_room(store):
    async def run():
        workers = Workers(store, Limits(workers=1, spares=2, seconds=200, slow=0.2, patience=100))
        slow = [asyncio.create_task(outcome(workers, ENDLESS)) for _ in range(3)]
        while workers.status().slow < 2 or workers.status().running < 3:  # noqa: ASYNC110  it tells nobody
            await asyncio.sleep(0.05)
        reply = await workers.ask(GOOD)
        first = await slow[0]
        left = workers.status().running
        await workers.close()
        return reply, first, left

    reply, first, left = asyncio.run(run())
    assert subjects(reply) == ["urn:s1"]
    assert isinstance(first, Busy)
    assert left == 2


def test_a_client_that_leaves_frees_its_worker(store):
    async def run():
        workers = Workers(store, Limits(workers=1, spares=0, seconds=60, patience=60))
        await workers.start()
        gone = asyncio.create_task(workers.ask(ENDLESS))
        await asyncio.sleep(0.3)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        reply = await workers.ask(GOOD)
        status, cancelled = workers.status(), workers.counters.cancelled
        await workers.close()
        return reply, status.running, cancelled

    reply, running, cancelled = asyncio.run(run())
    assert subjects(reply) == ["urn:s1"]
    assert (running, cancelled) == (0, 1)


def test_a_worker_is_replaced_after_so_many_queries_and_when_it_is_killed_from_outside(store):
    async def run():
        workers = Workers(store, Limits(workers=1, spares=0, queries=5))
        for _ in range(12):
            await workers.ask(GOOD)
        victim = next(iter(workers._staff.hired))
        os.kill(victim._process.pid, signal.SIGKILL)
        await asyncio.sleep(0.2)
        reply = await workers.ask(GOOD)
        started = workers.status().started
        await workers.close()
        return reply, started

    reply, started = asyncio.run(run())
    assert subjects(reply) == ["urn:s1"]
    assert started >= 4


@pytest.mark.parametrize(
    "message",
    [
        b"\xff\xff\xff\xff\xff\xff\xff\xff",
        struct.pack("!II", 3, 0) + b"abc",
        struct.pack("!II", 2, 0) + b"[]",
        struct.pack("!II", 2, 0) + b"{}",
        struct.pack("!II", 2, 4_000_000_000) + b"{}",
    ],
)
def test_a_worker_that_talks_nonsense_is_ended_and_its_query_with_it(store, message):
    async def run():
        workers = Workers(store, Limits(workers=1, spares=0, seconds=30))
        await workers.start()
        (worker,) = workers._staff.hired
        asking = asyncio.create_task(outcome(workers, ENDLESS))
        await asyncio.sleep(0.1)
        worker.data_received(message)
        fault, reply = await asking, await workers.ask(GOOD)
        await workers.close()
        return fault, reply

    fault, reply = asyncio.run(run())
    assert isinstance(fault, Exhausted)
    assert subjects(reply) == ["urn:s1"]


def test_a_worker_has_no_network_and_says_which_walls_stand(store):
    async def run():
        workers = Workers(store, Limits(workers=1, spares=0))
        await workers.start()
        walls = workers.status().walls
        await workers.close()
        return walls

    assert "no sockets" in asyncio.run(run())
