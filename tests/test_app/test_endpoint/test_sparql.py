"""``/sparql`` over HTTP, on a running server: every way in, every format out, what is refused, what is kept."""

import csv
import gzip
import io
import json
import re
import time

import httpx
import pyoxigraph as ox
import pytest

from ontology.namespaces import CURRENT_GRAPH
from tests.serving import serving

STUDY = "<https://w3id.org/leitgraph/ontology/Study>"
ROWS = f"SELECT ?study WHERE {{ ?study a {STUDY} }} ORDER BY ?study LIMIT 3"
GRAPH = f"CONSTRUCT {{ ?study a {STUDY} }} WHERE {{ ?study a {STUDY} }}"
RESULTS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
GRAPHS = {
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nquads": "application/n-quads",
}


@pytest.fixture(scope="module")
def client(served):
    with httpx.Client(base_url=served.url, timeout=30) as client:
        yield client


def asked(client, query, accept="*/*", **more):
    return client.get("/sparql", params={"query": query, **more}, headers={"Accept": accept})


def parsed(content, media_type):
    """The rows or quads of a body."""
    if media_type == "text/csv":  # which has no types, so that nobody can read terms from it
        return list(csv.reader(io.StringIO(content.decode())))[1:]
    form = ox.QueryResultsFormat.from_media_type(media_type)
    if form is not None and media_type in {kind.partition(";")[0] for kind in RESULTS.values()}:
        return list(ox.parse_query_results(content, format=form))
    return list(ox.parse(content, format=ox.RdfFormat.from_media_type(media_type)))


def test_the_three_ways_in_give_the_same_answer(client):
    answers = [
        client.get("/sparql", params={"query": ROWS}),
        client.post("/sparql", data={"query": ROWS}),
        client.post(
            "/sparql/", content=ROWS, headers={"Content-Type": "application/sparql-query; charset=utf-8"}
        ),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.content for answer in answers}) == 1
    assert len(answers[0].json()["results"]["bindings"]) == 3


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("by", ["header", "name"])
def test_rows_come_in_each_format(client, name, by):
    media_type = RESULTS[name].partition(";")[0]
    got = asked(client, ROWS, media_type) if by == "header" else asked(client, ROWS, format=name)
    assert got.headers["content-type"] == RESULTS[name]
    assert len(parsed(got.content, media_type)) == 3
    assert got.headers["x-leitgraph-rows"] == "3"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("json", b'{"head":{},"boolean":true}'),
        ("xml", b"<boolean>true</boolean>"),
        ("csv", b"true"),
        ("tsv", b"true"),
    ],
)
def test_yes_or_no_comes_in_each_format(client, name, body):
    got = asked(client, "ASK {}", RESULTS[name].partition(";")[0])
    assert got.headers["content-type"] == RESULTS[name]
    assert body in got.content


@pytest.mark.parametrize("name", GRAPHS)
@pytest.mark.parametrize("query", [GRAPH, f"DESCRIBE {STUDY}"])
def test_a_graph_comes_in_each_format(client, name, query):
    media_type = GRAPHS[name].partition(";")[0]
    got = asked(client, query, media_type)
    assert got.headers["content-type"] == GRAPHS[name]
    assert len(parsed(got.content, media_type)) == int(got.headers["x-leitgraph-rows"]) > 5
    assert asked(client, query, output=name).content == got.content


@pytest.mark.parametrize(
    ("accept", "got"),
    [
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "xml"),
        ("text/*, application/json;q=0.5", "csv"),
        ("text/csv;q=0, text/*;q=0.4, */*;q=0.1", "tsv"),
        ("*/*", "json"),
        ("", "json"),
        ("application/json", "json"),
        ("APPLICATION/SPARQL-RESULTS+XML", "xml"),
        ("application/xml", "xml"),
        ("text/turtle, */*;q=0.2", "json"),
        ("nonsense, text/tab-separated-values", "tsv"),
    ],
)
def test_the_accept_header_is_read_as_the_standard_says(client, accept, got):
    media_type = asked(client, ROWS, accept).headers["content-type"]
    alias = accept if accept in ("application/json", "application/xml") else RESULTS[got]
    assert media_type == alias


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        (ROWS, "text/turtle", 406),
        (ROWS, "image/png", 406),
        (ROWS, "*/*;q=0", 406),
        (GRAPH, "text/csv", 406),
        ("ASK {}", "application/ld+json", 406),
    ],
)
def test_what_cannot_be_written_so_is_said_with_what_can(client, query, accept, status):
    got = asked(client, query, accept)
    assert got.status_code == status
    assert "accept one of: " in got.text
    assert "Accept" in got.headers["vary"]


def test_a_short_name_goes_before_the_header_and_an_unknown_one_is_said(client):
    assert asked(client, ROWS, "application/sparql-results+json", format="csv").text.startswith("study\r\n")
    assert asked(client, GRAPH, format="csv").status_code == 406
    assert asked(client, ROWS, format="pdf").status_code == 400


@pytest.mark.parametrize(
    ("method", "address", "headers", "body", "status"),
    [
        ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", {}, None, 400),
        ("GET", "/sparql?query=", {}, None, 400),
        ("GET", "/sparql?query=%FF%FE", {}, None, 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=not-an-iri", {}, None, 400),
        ("GET", "/sparql?query=ASK%20%7B", {}, None, 400),
        ("GET", "/sparql?query=SELECT%20%2A%20%7B%7D%20%00", {}, None, 400),
        ("POST", "/sparql", {}, "query=ASK%20%7B%7D", 415),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, "ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "multipart/form-data; boundary=x"}, "--x--", 415),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query; charset=utf-16"}, "ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"ASK { \xff }", 400),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, "", 400),
        ("POST", "/sparql?query=ASK%20%7B%7D", {"Content-Type": "application/sparql-query"}, "ASK {}", 400),
        ("POST", "/sparql", {"Content-Type": "application/x-www-form-urlencoded"}, "nothing=here", 400),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, "ASK {} #" + "x" * 300_000, 413),
        ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, "ASK {} #" + "x" * 100_000, 400),
        ("PUT", "/sparql", {}, "x", 405),
        ("DELETE", "/sparql", {}, None, 405),
        ("PATCH", "/sparql", {}, "x", 405),
        ("DELETE", "/graph/current", {}, None, 405),
        ("PUT", "/graph/current", {"Content-Type": "text/turtle"}, "<urn:s> <urn:p> 1 .", 405),
        ("POST", "/graph/current", {"Content-Type": "text/turtle"}, "<urn:s> <urn:p> 1 .", 405),
    ],
)
def test_a_request_that_is_not_as_the_protocol_has_it_is_refused_and_says_why(
    client, method, address, headers, body, status
):
    got = client.request(method, address, headers=headers, content=body)
    assert got.status_code == status, got.text
    assert len(got.text) > 10
    if status == 405:
        assert "GET" in got.headers["allow"]


UPDATE = "INSERT DATA { <urn:s> <urn:p> 1 }"


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("GET", {"params": {"update": UPDATE}}),
        ("POST", {"data": {"update": UPDATE}}),
        ("POST", {"content": UPDATE, "headers": {"Content-Type": "application/sparql-update"}}),
        ("POST", {"content": UPDATE, "headers": {"Content-Type": "application/sparql-query"}}),
        ("POST", {"data": {"query": UPDATE}}),
        ("GET", {"params": {"query": UPDATE}}),
        ("POST", {"data": {"query": "ASK {}", "update": UPDATE}}),
        ("POST", {"params": {"using-graph-uri": "urn:g"}, "data": {"query": "ASK {}"}}),
        ("GET", {"params": {"query": "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}),
        ("POST", {"data": {"query": "LOAD <http://127.0.0.1:1/>"}}),
    ],
)
def test_an_update_is_forbidden_by_whichever_way_it_comes(client, method, more):
    assert client.request(method, "/sparql", **more).status_code == 403


def test_a_mistake_is_told_with_line_and_column_as_text_and_as_json(client):
    query = "SELECT * {\n ?s ?p }"
    text = asked(client, query)
    assert text.status_code == 400
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert "line 2, column" in text.text
    told = asked(client, query, "application/sparql-results+json")
    assert told.headers["content-type"] == "application/problem+json"
    facts = json.loads(told.content)
    assert (facts["status"], facts["line"]) == (400, 2)
    assert facts["column"] > 1


def test_no_error_names_a_path_of_the_machine(client, home):
    wrong = [
        "SELECT",
        "ASK { FILTER(<urn:f>(1)) }",
        "SELECT (1/0 AS ?x) {}",
        "ASK FROM <file:///etc/passwd> {?s ?p ?o}",
    ]
    for query in wrong:
        text = asked(client, query).text
        assert not re.search(r"/(tmp|home|work|usr|root|etc)/", text.replace("file:///etc/passwd", "")), text
        assert str(home) not in text


def test_a_plain_query_sees_the_current_graph_and_a_dataset_is_taken_by_the_letter(client):
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"

    def number(**dataset):
        return int(asked(client, count, **dataset).json()["results"]["bindings"][0]["n"]["value"])

    plain = number()
    assert plain > 10_000
    assert number(**{"default-graph-uri": CURRENT_GRAPH}) == plain
    assert number(**{"named-graph-uri": CURRENT_GRAPH}) == 0
    assert number(**{"default-graph-uri": "https://w3id.org/leitgraph/graph/ontology"}) < plain
    got = asked(client, count, **{"default-graph-uri": "urn:nobody"})
    assert got.headers["x-leitgraph-unknown-graph"] == "urn:nobody"
    graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert int(asked(client, graphs).json()["results"]["bindings"][0]["n"]["value"]) > 40


def test_anybody_may_read_from_anywhere_and_nobody_sends_cookies(client):
    for got in (
        client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://example.org"}),
        client.options(
            "/sparql", headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
        ),
        client.options("/id/study/gomez_2016"),
        client.get("/dataset"),
        client.get("/sparql", params={"query": "ASK {"}),
    ):
        assert got.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in got.headers
        assert "set-cookie" not in got.headers
    preflight = client.options("/sparql")
    assert preflight.status_code == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]


def test_head_says_what_get_would_and_sends_no_body(client):
    got = client.get("/sparql", params={"query": ROWS})
    head = client.head("/sparql", params={"query": ROWS})
    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == got.headers[name]


LONG = f"SELECT * WHERE {{ ?study a {STUDY} ; ?p ?o }} ORDER BY ?study ?p ?o"


def test_an_answer_is_packed_for_whoever_reads_it(client):
    plain = client.get("/sparql", params={"query": LONG}, headers={"Accept-Encoding": "identity"})
    packed = client.get("/sparql", params={"query": LONG}, headers={"Accept-Encoding": "gzip"})
    with client.stream("GET", "/sparql", params={"query": LONG}, headers={"Accept-Encoding": "gzip"}) as raw:
        sent = b"".join(raw.iter_raw())
    refused = client.get("/sparql", params={"query": LONG}, headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(sent) == plain.content == packed.content == refused.content
    assert len(sent) < len(plain.content) / 3
    assert "content-encoding" not in refused.headers
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"]


def test_an_answer_that_is_known_is_not_sent_again(client):
    first = client.get("/sparql", params={"query": LONG})
    tag = first.headers["etag"]
    assert not tag.startswith("W/")
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = client.get("/sparql", params={"query": LONG}, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert (
        client.get("/sparql", params={"query": LONG}, headers={"If-None-Match": '"other"'}).status_code == 200
    )
    other = client.get(
        "/sparql", params={"query": LONG}, headers={"Accept": "text/csv", "If-None-Match": tag}
    )
    assert other.status_code == 200
    posted = client.post("/sparql", data={"query": LONG}, headers={"If-None-Match": tag})
    assert (posted.status_code, posted.headers["etag"]) == (200, tag)


@pytest.mark.parametrize("volatile", ["RAND()", "NOW()", "UUID()", "STRUUID()", "BNODE()"])
def test_an_answer_by_chance_or_clock_is_never_kept(client, volatile):
    query = f"SELECT ({volatile} AS ?x) ?n WHERE {{ VALUES ?n {{ 1 2 }} }}"
    first, second = asked(client, query), asked(client, query)
    assert "etag" not in first.headers
    assert first.headers["cache-control"] == "no-store"
    if volatile != "BNODE()":
        assert first.content != second.content


def test_the_log_knows_a_query_by_its_hash_and_never_its_text(served, client):
    asked(client, "ASK { ?secret <urn:very-secret> 'hidden words' }", "text/csv")
    for _ in range(50):
        lines = [json.loads(line) for line in served.log if line.startswith("{")]
        if any(line.get("rows") == 1 for line in lines):
            break
        time.sleep(0.1)
    last = lines[-1]
    assert last["status"] == 200
    assert re.fullmatch(r"[0-9a-f]{12}", last["query"])
    assert last["ms"] >= 0
    assert not any("secret" in line or "hidden" in line or "query=" in line for line in served.log)


@pytest.fixture(scope="module")
def narrow(home):
    limits = {"LEITGRAPH_LIMIT_ROWS": "10", "LEITGRAPH_LIMIT_BUDGET": "false", "LEITGRAPH_LIMIT_SECONDS": "5"}
    with serving(home, **limits) as server, httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


@pytest.mark.parametrize("name", [*RESULTS, *GRAPHS])
def test_an_answer_that_was_cut_says_so_in_its_headers_and_where_the_format_allows_within(narrow, name):
    rows = name in RESULTS
    query = "SELECT * { ?s ?p ?o }" if rows else "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    got = asked(narrow, query, format=name)
    assert got.status_code == 200
    assert got.headers["x-leitgraph-truncated"] == "true"
    assert got.headers["x-leitgraph-rows"] == "10"
    assert "https://w3id.org/leitgraph/truncated" in got.headers["link"]
    assert ("leitgraph/truncated" in got.text) is (name not in ("csv", "tsv", "jsonld"))
    media_type = (RESULTS if rows else GRAPHS)[name].partition(";")[0]
    assert len(parsed(got.content, media_type)) == 10
    if name == "json":
        assert got.json()["head"]["link"] == ["https://w3id.org/leitgraph/truncated"]
    whole = asked(narrow, f"{query} LIMIT 10", format=name)
    assert "x-leitgraph-truncated" not in whole.headers
    assert "truncated" not in whole.text


def test_a_query_that_takes_too_long_is_ended_and_says_so(narrow):
    got = asked(narrow, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "application/json")
    assert got.status_code == 504
    assert got.json()["status"] == 504
    assert asked(narrow, "ASK {}").json()["boolean"] is True


def test_our_own_client_takes_no_part_for_the_whole(narrow):
    from queries.errors import PartialAnswer
    from queries.remote import connect

    backend = connect(str(narrow.base_url.join("/sparql")))
    with pytest.raises(PartialAnswer):
        list(backend.query("SELECT * { ?s ?p ?o }"))
    assert len(list(backend.query("SELECT * { ?s ?p ?o } LIMIT 5"))) == 5
