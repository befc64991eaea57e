"""``leitgraph serve`` as a process: how it starts, what it says where it cannot, how it ends, and how generations change under it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import httpx
import pyoxigraph as ox
import pytest

from ontology.namespaces import CURRENT_GRAPH
from tests.generations import A_QUAD, generation
from tests.serving import serving

COUNT = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}


def serve(*words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "app.cli", "serve", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_port_that_is_taken_is_said_with_what_to_do(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = serve("--port", str(port), LEITGRAPH_HOME=str(tmp_path))
    assert done.returncode == 2
    assert f"127.0.0.1:{port}" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LEITGRAPH_SERVER_CACHE_BYTES", "many", "cache_bytes"),
        ("LEITGRAPH_SERVER_PUBLIC_URL", "example.org", "public_url"),
        ("LEITGRAPH_SERVER_PORTS", "1", "LEITGRAPH_SERVER_PORTS"),
        ("LEITGRAPH_LIMIT_SECONDS", "-1", "seconds"),
        ("LEITGRAPH_SETTINGS", "/nowhere/settings.toml", "settings.toml"),
    ],
)
def test_a_bad_setting_is_said_by_name(tmp_path, name, value, said):
    done = serve("--port", "0", LEITGRAPH_HOME=str(tmp_path), **{name: value})
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_generation_it_says_so_and_answers_as_soon_as_there_is_one(tmp_path):
    with serving(tmp_path) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        for path in (
            "/sparql?query=ASK%7B%7D",
            "/sparql",
            "/id/study/x",
            "/dataset",
            "/dumps/",
            "/health/ready",
        ):
            got = client.get(path)
            assert got.status_code == 503, path
            assert str(tmp_path) not in got.text
            assert int(got.headers["retry-after"]) > 0
        assert "leitgraph build" in client.get("/dataset").text
        assert "leitgraph build" in client.get("/sparql", headers={"Accept": "text/html"}).text
        assert client.get("/health/live").status_code == 200
        generation(tmp_path, [A_QUAD])
        assert number(client, wait=60) == 1
        assert client.get("/health/ready").json()["ready"] is True


def number(client, wait=0.0):
    """How many triples a plain query sees; after a while, where there is no answer yet."""
    until = time.monotonic() + wait
    got = client.get("/sparql", params=COUNT)
    while got.status_code == 503 and time.monotonic() < until:
        time.sleep(0.3)
        got = client.get("/sparql", params=COUNT)
    assert got.status_code == 200, got.text
    return int(got.json()["results"]["bindings"][0]["n"]["value"])


def test_another_generation_takes_over_and_old_answers_are_forgotten(tmp_path):
    generation(tmp_path, [A_QUAD])
    other = ox.Quad(ox.NamedNode("urn:s2"), A_QUAD.predicate, A_QUAD.object, ox.NamedNode(CURRENT_GRAPH))
    with serving(tmp_path) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        first = client.get("/sparql", params=COUNT)
        assert number(client) == 1
        generation(tmp_path, [A_QUAD, other], number=2)
        until = time.monotonic() + 60
        while number(client) == 1 and time.monotonic() < until:
            time.sleep(0.1)
        second = client.get("/sparql", params={**COUNT}, headers={"If-None-Match": first.headers["etag"]})
        assert second.status_code == 200
        assert number(client) == 2
        assert second.headers["etag"] != first.headers["etag"]
        assert second.headers["x-leitgraph-generation"].startswith("000002-")
        assert (
            'void:triples "2"' in client.get("/sparql").text or "void:triples 2" in client.get("/sparql").text
        )


def processes_of(parent):
    """The processes that a process has started, by their numbers."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in listed.stdout.split()]


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_however_it_ends_no_worker_is_left(tmp_path, sent):
    generation(tmp_path, [A_QUAD])
    with serving(tmp_path) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        assert number(client) == 1
        workers = processes_of(server.process.pid)
        assert workers
        server.process.send_signal(sent)
        server.process.wait(60)
        until = time.monotonic() + 60
        while any(map(alive, workers)) and time.monotonic() < until:
            time.sleep(0.1)
        assert not any(map(alive, workers))


def test_explorer_and_endpoint_share_a_port(served):
    with httpx.Client(base_url=served.url, timeout=30) as client:
        assert "streamlit" in client.get("/", headers={"Accept": "text/html"}).text.lower()
        assert "streamlit" in client.get("/", headers={"Accept": "*/*"}).text.lower()
        assert client.get("/", headers={"Accept": "text/turtle"}).headers["location"] == "/.well-known/void"
        assert client.get("/_stcore/health").status_code == 200
        for path in ("/sparql", "/sparql/"):
            assert client.get(path).headers["content-type"].startswith("text/turtle")
            assert client.post(path, data={"query": "ASK {}"}).json()["boolean"] is True


def test_the_address_of_a_proxy_is_told_where_one_is_set(tmp_path):
    generation(tmp_path, [A_QUAD])
    settings = tmp_path / "settings.toml"
    settings.write_text('[server]\npublic_url = "https://data.example.org"\n', encoding="utf-8")
    with serving(tmp_path) as server:
        assert "<https://data.example.org/sparql>" in httpx.get(server.sparql).text
    settings.unlink()
    with serving(tmp_path) as server:
        assert f"<{server.sparql}>" in httpx.get(server.sparql).text
        asked = httpx.get(server.sparql, headers={"Host": 'evil.example.org"> <urn:x'})
        assert "evil" not in asked.text
        assert re.search(r"<http://127\.0\.0\.1:\d+/sparql>", asked.text)
