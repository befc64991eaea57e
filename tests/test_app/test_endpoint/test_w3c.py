"""The W3C's SPARQL 1.1 tests over HTTP, on a running server: protocol, service description, results, evaluation, syntax.

Left out, because this endpoint only reads and asks no other: the 7 protocol tests in which an update succeeds, Graph
Store Protocol, update, federated query, and the 70 tests of entailment regimes.
"""

import json
import tomllib
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from tests.generations import A_QUAD, generation
from tests.serving import serving
from tests.test_app.test_endpoint import w3c

pytestmark = pytest.mark.shared
KNOWN = tomllib.loads(Path(__file__).with_name("w3c_known.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def suite(shared):
    return shared / "data" / "w3c" / "sparql11"


@pytest.fixture(scope="module")
def client(suite, tmp_path_factory):
    home = tmp_path_factory.mktemp("w3c")
    generation(home, [*w3c.quads(suite), A_QUAD])
    with (
        serving(home, LEITGRAPH_LIMIT_BUDGET="false", LEITGRAPH_SERVER_ACCESS_LOG="false") as server,
        httpx.Client(base_url=server.url, timeout=30) as client,
    ):
        yield client


def test_all_protocol_tests_that_a_reading_service_can_pass_are_passed(client, suite):
    tests = dict(w3c.calls(suite))
    assert len(tests) == 27
    failed = {}
    for name, requests in tests.items():
        faults = [fault for call in requests if (fault := protocol_fault(client, call))]
        if faults:
            failed[name] = faults
    assert failed == {}


def protocol_fault(client, call):
    answer = client.request(call.method, call.path, headers=call.headers, content=call.body)
    kind = f"{answer.status_code // 100}xx"
    if kind not in call.statuses and str(answer.status_code) not in call.statuses:
        return f"{answer.status_code} {answer.text}"
    media_type = answer.headers["content-type"].partition(";")[0]
    if call.form in ("tabular", "boolean") and ox.QueryResultsFormat.from_media_type(media_type) is None:
        return media_type
    if call.form == "RDF" and ox.RdfFormat.from_media_type(media_type) is None:
        return media_type
    if call.boolean is not None and answer.json()["boolean"] is not call.boolean:
        return answer.text
    return None


def evaluate(client, test, accept):
    asked = {
        "query": test.query,
        "default-graph-uri": list(test.default_graphs),
        "named-graph-uri": list(test.named_graphs),
    }
    return client.post("/sparql", data=asked, headers={"Accept": accept})


def evaluation_fault(client, test):
    """Why a test fails; None where it passes."""
    graph = test.result.suffix == ".ttl" and "CONSTRUCT" in test.query.upper()
    accept = "application/n-triples" if graph else "application/sparql-results+json"
    got = evaluate(client, test, accept)
    if got.status_code != 200:
        return f"{got.status_code} {got.text}"
    if graph:
        found = w3c.canonical([q.triple for q in ox.parse(got.content, format=ox.RdfFormat.N_TRIPLES)])
    else:
        found = w3c.answer(ox.parse_query_results(got.content, format=ox.QueryResultsFormat.JSON))
    want = w3c.expected(test.result)
    return None if found == want else f"expected {want}\nfound    {found}"


def evaluations(suite):
    tests = [test for folder in w3c.EVALUATED for test in w3c.evaluations(suite, folder)]
    return [test for test in tests if test.result.suffix not in (".csv", ".tsv")]


def test_the_evaluation_tests_are_passed_but_for_those_that_are_listed(client, suite):
    tests = evaluations(suite)
    assert len(tests) == 229
    failed = {test.name: fault for test in tests if (fault := evaluation_fault(client, test))}
    unknown = {name: fault for name, fault in failed.items() if name not in KNOWN["evaluation"]}
    assert unknown == {}
    assert failed.keys() == KNOWN["evaluation"].keys(), "a listed test passes now: take it off the list"


def test_what_is_listed_fails_in_pyoxigraph_alone_too(suite):
    for test in evaluations(suite):
        if test.name in KNOWN["evaluation"]:
            found = w3c.answer(w3c.alone(suite, test).query(test.query))
            assert found != w3c.expected(test.result), test.name


def test_the_syntax_tests_are_passed_but_for_those_that_are_listed(client, suite):
    failed = set()
    tests = list(w3c.syntax_tests(suite))
    assert len(tests) > 100
    for name, text, good in tests:
        answer = client.post("/sparql", data={"query": text})
        assert answer.status_code in (200, 400), f"{name}: {answer.status_code} {answer.text}"
        if (answer.status_code == 200) is not good:
            failed.add(name)
    assert failed == KNOWN["syntax"].keys()


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_the_csv_and_tsv_tests_are_passed(client, suite, suffix):
    tests = [test for test in w3c.evaluations(suite, "csv-tsv-res") if test.result.suffix == f".{suffix}"]
    assert len(tests) == 3
    media_type = {"csv": "text/csv", "tsv": "text/tab-separated-values"}[suffix]
    failed = set()
    for test in tests:
        got = evaluate(client, test, media_type)
        assert got.headers["content-type"] == f"{media_type}; charset=utf-8"
        if w3c.table(got.text, suffix) != w3c.table(test.result.read_text(encoding="utf-8"), suffix):
            failed.add(test.name)
    assert failed == KNOWN[suffix].keys()


def test_json_results_have_the_shape_that_the_suite_expects(client, suite):
    tests = list(w3c.evaluations(suite, "json-res"))
    assert len(tests) == 4
    for test in tests:
        got = evaluate(client, test, "application/sparql-results+json").json()
        want = json.loads(test.result.read_text(encoding="utf-8"))
        assert sorted(got["head"].get("vars", ())) == sorted(
            want["head"].get("vars", ())
        )  # SELECT * has no order
        assert got.keys() == want.keys()


def test_the_service_description_tests_are_passed(client):
    """returns-rdf, has-endpoint-triple, conforms-to-schema."""
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for path in ("/sparql", "/sparql/"):
        got = client.get(path)
        form = ox.RdfFormat.from_media_type(got.headers["content-type"])
        store = ox.Store()
        store.load(got.content, format=form)
        ask = f"ASK {{ ?service a <{sd}Service> ; <{sd}endpoint> <{client.base_url.join('/sparql')}> }}"
        assert store.query(ask)
        functional = ("endpoint", "defaultDataset", "defaultGraph")
        for name in functional:
            assert (
                len({quad.object for quad in store.quads_for_pattern(None, ox.NamedNode(sd + name), None)})
                == 1
            )
        languages = {
            q.object.value
            for q in store.quads_for_pattern(None, ox.NamedNode(f"{sd}supportedLanguage"), None)
        }
        assert languages == {f"{sd}SPARQL11Query"}
        assert not list(store.quads_for_pattern(None, ox.NamedNode(f"{sd}feature"), None)), (
            "none of them is true here"
        )
