"""``/sparql`` over HTTP, on a running server: every way in, every format out, and what is refused."""

import json

import httpx
import pytest

ROWS = "SELECT ?study WHERE { ?study a <https://w3id.org/leitgraph/ontology/Study> } ORDER BY ?study LIMIT 3"


@pytest.fixture(scope="module")
def client(served):
    with httpx.Client(base_url=served.url, timeout=30) as client:
        yield client


def test_the_three_ways_in_give_the_same_answer(client):
    answers = [
        client.get("/sparql", params={"query": ROWS}),
        client.post("/sparql", data={"query": ROWS}),
        client.post("/sparql/", content=ROWS, headers={"Content-Type": "application/sparql-query"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert len({answer.content for answer in answers}) == 1
    assert len(answers[0].json()["results"]["bindings"]) == 3


def test_a_mistake_is_told_with_line_and_column(client):
    answer = client.get(
        "/sparql", params={"query": "SELECT * {\n ?s ?p }"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.content)["line"] == 2
