"""The remote backend: the same rows as the embedded one from a real server, and a clear error from a bad one, in time.

The good server is Oxigraph's own, on a copy of the store; the bad ones are small HTTP servers that misbehave.
"""

import base64
import gc
import sys
import time
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from app import cli
from ontology import VERSION
from ontology.namespaces import CURRENT_GRAPH
from queries import backend, evidence, store
from queries.errors import (
    BadParameter,
    EndpointUnreachable,
    NotSparql,
    PartialAnswer,
    QueryError,
    QueryTimeout,
    WrongData,
)
from queries.remote import RemoteBackend, connect
from queries.wire import Manners
from tests import stores

JSON = "application/sparql-results+json"
OURS = (
    f'{{"head":{{"vars":["v"]}},"results":{{"bindings":[{{"v":{{"type":"literal","value":"{VERSION}"}}}}]}}}}'
)
NO_POINTER = '{"head":{"vars":["pointer","current"]},"results":{"bindings":[]}}'
ASK = "ASK { ?s ?p ?o }"


LOGIN = Manners(user="clinic", password="s3cr3t")  # noqa: S106  of a server of this test


@pytest.fixture(scope="module", autouse=True)
def no_rows_of_other_tests_are_left():
    """Rows can be dropped only in the thread that made them; those that other tests left must not be found by ours."""
    gc.collect()


@pytest.fixture(scope="module")
def endpoint(oxigraph_server):
    return oxigraph_server.query


@pytest.fixture(scope="module")
def remote(endpoint):
    return RemoteBackend(endpoint, Manners(timeout=30))


def test_the_four_blocks_are_the_same_on_both_backends(remote, real):
    assert evidence.answer(remote, "local-therapy", "N3") == evidence.answer(real, "local-therapy", "N3")


def test_the_four_blocks_are_the_same_from_virtuoso(virtuoso_server, real):
    backend = RemoteBackend(virtuoso_server.query)
    assert evidence.answer(backend, "local-therapy", "N3") == evidence.answer(real, "local-therapy", "N3")


def test_virtuoso_gives_yes_and_no_truth_values_and_blank_nodes_as_the_standard_says(virtuoso_server, real):
    backend = RemoteBackend(virtuoso_server.query)
    assert bool(backend.query(ASK)) is True
    assert bool(backend.query("ASK { <urn:x> <urn:y> <urn:z> }")) is False
    truths = "SELECT DISTINCT ?value WHERE { ?s ?p ?value FILTER(DATATYPE(?value) = <http://www.w3.org/2001/XMLSchema#boolean>) } ORDER BY ?value"
    assert store.rows(backend, truths) == store.rows(real, truths) != []
    blank = "SELECT ?s WHERE { ?s a <http://www.w3.org/2002/07/owl#Restriction> FILTER(ISBLANK(?s)) }"
    found = store.rows(backend, blank)
    assert len(found) == len(set(found)) == len(store.rows(real, blank)) > 0


def test_yes_and_no_and_graphs_come_in_the_types_of_the_embedded_store(remote, real):
    assert bool(remote.query(ASK)) is True
    assert bool(remote.query("ASK { <urn:x> <urn:y> <urn:z> }")) is False
    graph = "CONSTRUCT WHERE { ?s a <http://www.w3.org/2002/07/owl#Ontology> ; ?p ?o }"
    found = remote.query(graph)
    assert isinstance(found, ox.QueryTriples)
    assert set(found) == set(real.query(graph)) != set()
    term = "DESCRIBE <https://w3id.org/leitgraph/ontology/Study>"
    assert set(remote.query(term)) == set(real.query(term)) != set()


def test_our_other_graphs_are_there_for_whoever_names_them(remote, real):
    counted = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    found = store.rows(remote, counted)
    assert found == store.rows(real, counted)
    assert len(found) > 10
    assert CURRENT_GRAPH not in {name.value for name, _ in found}


def test_a_plain_query_sees_the_current_graph_and_nothing_else(remote, real):
    counted = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    assert store.rows(remote, counted) == store.rows(real, counted)


def test_a_long_query_is_answered_too(remote):
    many = " ".join(f"<urn:x:{number}>" for number in range(20_000))
    assert store.rows(remote, f"SELECT ?s WHERE {{ VALUES ?s {{ {many} }} ?s ?p ?o }}") == []


def test_what_is_not_sparql_is_said_with_its_place(remote):
    with pytest.raises(QueryError, match="does not accept the query") as raised:
        remote.query("SELECT ?s WHERE { ?s ?p }")
    assert type(raised.value) is QueryError
    assert "1:26" in raised.value.message


@pytest.mark.parametrize(
    "update", ["DROP ALL", "# SELECT\nINSERT DATA { <urn:a> <urn:b> <urn:c> }", "", " " * 9_999]
)
def test_an_update_is_not_even_sent(update):
    with pytest.raises(QueryError, match="not SPARQL"):
        RemoteBackend("http://127.0.0.1:9/").query(update)


def test_a_comment_that_holds_the_word_of_an_update_changes_nothing(remote):
    assert bool(
        remote.query(
            f"#+ tags: [x]\n#+ en: 'addresses to delete'\n#+ insert\nPREFIX a: # b\n <urn:load>\n{ASK}"
        )
    )


def test_the_setting_switches_all_commands_and_an_empty_one_goes_back(endpoint, home, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(home))
    assert isinstance(backend.chosen(), store.EmbeddedBackend)
    monkeypatch.setenv("LEITGRAPH_ENDPOINT", endpoint)
    assert isinstance(backend.chosen(), RemoteBackend)
    assert isinstance(backend.chosen(""), store.EmbeddedBackend)


def test_the_command_line_needs_no_generation_here_where_an_endpoint_has_one(
    endpoint, monkeypatch, tmp_path, capfdbinary
):
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path))
    monkeypatch.setattr(
        sys, "argv", ["leitgraph", "ask", "candidates", "--format", "csv", "--endpoint", endpoint]
    )
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert not end.value.code
    assert b"collaud_2012_zurich" in capfdbinary.readouterr().out


def test_a_store_without_our_graph_is_said_to_be_wrong(tmp_path):
    data = ox.Store(str(tmp_path / "store"))
    data.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")))
    data.flush()
    del data
    with (
        stores.oxigraph(tmp_path / "store") as server,
        pytest.raises(WrongData, match=r"(?s)no version.*leitgraph\.nq"),
    ):
        RemoteBackend(server.query).query(ASK)


# Servers that misbehave


class Badly(BaseHTTPRequestHandler):
    """Answers with what the test says; keeps what it was sent."""

    def do_GET(self):
        self.body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if "hasCurrentVersion" in self.path:  # asked by each backend first: no generation was pushed here
            self.reply(NO_POINTER)
            return
        self.server.seen.append(self)
        self.server.behave(self, len(self.server.seen))

    do_POST = do_GET  # noqa: N815

    def reply(self, body, status=200, **headers):
        content = body.encode()
        self.send_response(status)
        given = {"Content-Type": JSON, "Content-Length": str(len(content))}
        for name, value in (
            given | {name.replace("_", "-"): value for name, value in headers.items()}
        ).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words):
        """Nothing on the screen of the tests."""


@contextmanager
def server(behave):
    """A server whose every reply is made by one function, from the request and its number."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Badly) as http:
        http.behave, http.seen, http.over = behave, [], Event()
        http.handle_error = lambda *_: None  # a client that went away is meant
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        http.url = f"http://127.0.0.1:{http.server_port}/sparql"
        try:
            yield http
        finally:
            http.over.set()
            http.shutdown()
            thread.join()


def always(*reply, **headers):
    return lambda request, number: request.reply(*reply, **headers)


def then(behave):
    """Our version first, as any backend asks for it; then what the test is about."""
    return lambda request, number: request.reply(OURS) if number == 1 else behave(request, number)


def broken_off(request, number):
    request.send_response(200)
    request.send_header("Content-Type", JSON)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(OURS.encode())


def hanging(request, number):
    request.server.over.wait(60)


def dripping(request, number):
    """A byte now and then: no single wait is long, all of them are."""
    request.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: ")
    while not request.server.over.wait(0.2):
        request.wfile.write(b"a")


def other_protocol(request, number):
    request.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")


def closing(request, number):
    request.close_connection = True


CUT = OURS[:-3]
ROWS_AS_CSV = "version\r\n2026.11\r\n"
FAULTS = {
    "busy for ever": (always("", 503), EndpointUnreachable, r"HTTP 503, 3 times"),
    "asked too often": (always("", 429, Retry_After="0"), EndpointUnreachable, r"HTTP 429, 3 times"),
    "away for an hour": (always("", 503, Retry_After="3600"), EndpointUnreachable, r"\(HTTP 503\)"),
    "a web page": (always("<html>", Content_Type="text/html; charset=utf-8"), NotSparql, "text/html"),
    "another kind of rows": (always(ROWS_AS_CSV, Content_Type="text/csv"), NotSparql, "text/csv"),
    "a graph for rows": (always("<urn:a> a <urn:b> .", Content_Type="text/turtle"), NotSparql, "text/turtle"),
    "no media type": (always(OURS, Content_Type=""), NotSparql, "not with the results"),
    "garbage": (always("garbage"), NotSparql, "cannot be read"),
    "rows that end too soon": (always(CUT), NotSparql, "cannot be read"),
    "yes for rows": (always('{"head":{},"boolean":true}'), NotSparql, "SELECT"),
    "a part of the rows": (always(OURS, 206), PartialAnswer, "a part"),
    "rows cut by time": (always(OURS, X_SQL_State="S1TAT"), PartialAnswer, "a part"),
    "rows cut by number": (always(OURS, X_SPARQL_MaxRows="100"), PartialAnswer, "a part"),
    "silence": (hanging, QueryTimeout, "within 1 s"),
    "a byte now and then": (dripping, QueryTimeout, "within 1 s"),
    "a closed connection": (closing, EndpointUnreachable, "closed the connection"),
    "a reply that breaks off": (broken_off, EndpointUnreachable, "broke off"),
    "another protocol": (other_protocol, NotSparql, "HTTP"),
    "nothing there": (always("", 404), NotSparql, "nothing at this address"),
    "no way in": (always("", 401), EndpointUnreachable, "LEITGRAPH_ENDPOINT_USER"),
    "its own time is up": (always("", 504), QueryTimeout, "ran out of time"),
    "its memory is not enough": (always("", 422), QueryError, "more memory"),
    "a failure": (
        always("Virtuoso 42000 Error", 500, Content_Type="text/plain"),
        EndpointUnreachable,
        "42000",
    ),
    "another version": (always(OURS.replace(VERSION, "1999.01")), WrongData, rf"1999\.01.*{VERSION}"),
    "no version": (always('{"head":{"vars":["v"]},"results":{"bindings":[]}}'), WrongData, "no version"),
    "another host": (
        always("", 302, Location="http://127.0.0.2:9/sparql?x=1"),
        NotSparql,
        r"127\.0\.0\.2:9/sparql,",
    ),
    "another scheme": (always("", 307, Location="https://127.0.0.1:9/sparql"), NotSparql, "https://127"),
    "a file": (always("", 302, Location="file:///etc/hostname"), NotSparql, "redirects"),
    "round in a circle": (always("", 302, Location="/sparql?x=1"), NotSparql, "redirects"),
    "too much": (always(" " * 5_000_000), QueryError, "larger than 1000000 bytes"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_that_misbehaves_gives_its_error_with_a_next_step_in_time(fault):
    behave, error, words = FAULTS[fault]
    timeout = 1 if "within 1 s" in words else 30
    with server(behave) as bad, pytest.raises(error, match=words) as raised:
        RemoteBackend(bad.url, Manners(timeout=timeout, retries=2, largest=1_000_000)).query(ASK)
    assert raised.value.next_step
    assert type(raised.value) is error


def test_where_no_server_listens_the_error_says_so_at_once():
    with pytest.raises(EndpointUnreachable, match="cannot be reached") as raised:
        RemoteBackend(f"http://127.0.0.1:{stores.free_port()}/sparql").query(ASK)
    assert raised.value.status == 503


def test_a_name_that_no_host_bears_is_unreachable():
    with pytest.raises(EndpointUnreachable, match="cannot be reached"):
        RemoteBackend("http://nowhere.invalid/sparql", Manners(timeout=5)).query(ASK)


@pytest.mark.parametrize(("given", "at_least"), [("1", 1.0), ("", 0.5), ("soon", 0.5), ("-3", 0.5)])
def test_a_busy_endpoint_is_asked_again_when_it_says_or_else_soon(given, at_least):
    def busy_once(request, number):
        request.reply("", 429, Retry_After=given) if number == 1 else request.reply(OURS)

    with server(busy_once) as busy:
        begun = time.monotonic()
        assert RemoteBackend(busy.url, Manners(timeout=5)).version == VERSION
        assert time.monotonic() - begun >= at_least
        assert len(busy.seen) == 2


def test_a_date_to_come_back_is_honoured():
    def busy_once(request, number):
        at = formatdate(time.time() + 2, usegmt=True)
        request.reply("", 503, Retry_After=at) if number == 1 else request.reply(OURS)

    with server(busy_once) as busy:
        begun = time.monotonic()
        assert RemoteBackend(busy.url, Manners(timeout=5)).version == VERSION
        assert time.monotonic() - begun >= 0.9


def test_each_request_names_the_program_and_the_current_graph_and_its_format():
    with server(then(always('{"head":{},"boolean":true}'))) as seen:
        RemoteBackend(seen.url).query(ASK)
        for request in seen.seen:
            assert request.headers["User-Agent"] == f"leitgraph/{VERSION}"
            assert JSON in request.headers["Accept"]
            asked = parse_qs(urlsplit(request.path).query)
            assert asked.keys() == {"query", "default-graph-uri"}
            assert asked["default-graph-uri"] == [CURRENT_GRAPH]


def test_a_long_query_is_posted_and_a_short_one_is_not():
    with server(then(always('{"head":{},"boolean":true}'))) as seen:
        backend = RemoteBackend(seen.url)
        backend.query(ASK)
        backend.query(f"{ASK} # {'x' * 2_000}")
        assert [request.command for request in seen.seen] == ["GET", "GET", "POST"]
        assert parse_qs(seen.seen[2].body.decode())["default-graph-uri"] == [CURRENT_GRAPH]


def test_a_redirect_on_the_same_server_is_followed_with_the_whole_query():
    def moved(request, number):
        if not request.path.startswith("/sparql/"):
            request.reply("", 308, Location="/sparql/")
        else:
            request.reply(OURS if number == 2 else '{"head":{},"boolean":true}')

    with server(moved) as seen:
        assert bool(RemoteBackend(seen.url).query(f"{ASK} # {'x' * 2_000}")) is True
        assert [request.command for request in seen.seen] == ["GET", "GET", "POST", "POST"]
        assert b"ASK" in seen.seen[3].body
        assert "query=" in seen.seen[1].path


# User and password


def test_user_and_password_go_to_the_endpoint_and_into_no_message():
    token = base64.b64encode(b"clinic:s3cr3t").decode()

    def telling(request, number):
        sent = request.headers["Authorization"]
        request.reply(f"\x1b[31mno\n{sent} clinic s3cr3t", 400, Content_Type="text/plain")

    with server(telling) as bad:
        backend = RemoteBackend(bad.url, LOGIN)
        with pytest.raises(QueryError) as raised:
            backend.query(ASK)
        assert bad.seen[0].headers["Authorization"] == f"Basic {token}"
    told = f"{raised.value} {raised.value!r} {backend!r} {vars(backend)}"
    assert "no Basic *** *** ***" in told
    assert not any(secret in told for secret in (token, "s3cr3t", "clinic", "\x1b"))


def test_user_and_password_are_not_taken_along_to_another_server():
    with server(always(OURS)) as other, server(always("", 302, Location=other.url)) as first:
        with pytest.raises(NotSparql, match=r"redirects to http://127\.0\.0\.1"):
            RemoteBackend(first.url, LOGIN).query(ASK)
        assert other.seen == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/sparql",
        "file:///etc/passwd",
        "example.org/sparql",
        "http://",
        "http://example.org:99999/",
        "http://clinic:s3cr3t@example.org/sparql",
        "http://example.org/sparql?key=s3cr3t",
        "http://example.org/a b",
        "http://example.org/\r\nX-Y: s3cr3t",
        "http://[::1/sparql",
        "http://müller.example/sparql",
    ],
)
def test_an_address_that_cannot_be_asked_or_shown_is_refused_without_repeating_it(address):
    with pytest.raises(BadParameter, match=r"(?s)http or https.*LEITGRAPH_ENDPOINT_USER") as raised:
        RemoteBackend(address)
    assert "s3cr3t" not in str(raised.value)


def test_a_user_without_a_password_is_a_mistake():
    with pytest.raises(BadParameter, match="only one is set"):
        RemoteBackend("http://example.org/", Manners(user="clinic"))


def test_a_store_that_wants_digest_authentication_is_asked_so(virtuoso_server, real):
    knows_its_users = virtuoso_server.update
    login = {"user": virtuoso_server.user, "password": virtuoso_server.password}
    counted = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    backend = RemoteBackend(knows_its_users, Manners(**login, digest=True))
    assert store.rows(backend, counted) == store.rows(real, counted)
    for refused in (Manners(), Manners(**login), Manners(user="dba", password="wr0ng", digest=True)):  # noqa: S106
        with pytest.raises(EndpointUnreachable, match=r"(?s)HTTP 401.*AUTHENTICATION=digest") as raised:
            RemoteBackend(knows_its_users, refused).query(ASK)
        assert "wr0ng" not in str(raised.value)


def test_a_way_of_authentication_that_is_none_is_a_mistake(monkeypatch):
    monkeypatch.setenv("LEITGRAPH_ENDPOINT_AUTHENTICATION", "kerberos")
    with pytest.raises(BadParameter, match="basic or digest"):
        connect("http://example.org/sparql")


@pytest.mark.parametrize("given", ["0", "-1", "soon", "1.5", "٣"])
def test_a_time_limit_that_is_none_is_a_mistake(monkeypatch, given):
    monkeypatch.setenv("LEITGRAPH_ENDPOINT_TIMEOUT", given)
    with pytest.raises(BadParameter, match="at least 1"):
        connect("http://example.org/sparql")
