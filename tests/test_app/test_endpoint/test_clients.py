"""Clients of strangers, for real: curl, SPARQLWrapper, rdflib's SPARQLStore, Comunica from npm."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

ROOT = Path(__file__).parents[3]
COMUNICA = "4.5.0"  # the last that runs on the Node of Debian 12
LG = "https://w3id.org/leitgraph/ontology/"
ROWS = f"SELECT ?study WHERE {{ ?study a <{LG}Study> }} ORDER BY ?study LIMIT 3"
GRAPH = f"CONSTRUCT {{ ?study a <{LG}Study> }} WHERE {{ ?study a <{LG}Study> }}"


def curl(*words):
    if shutil.which("curl") is None:
        pytest.skip("no curl here")
    return subprocess.run(
        ["curl", "--silent", "--show-error", *words], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(
    ("accept", "begins"),
    [
        ("application/sparql-results+json", '{"head":{"vars":["study"]}'),
        ("application/sparql-results+xml", "<?xml"),
        ("text/csv", "study\r\n"),
        ("text/tab-separated-values", "?study\n"),
    ],
)
def test_curl_gets_rows_as_the_documentation_says(served, accept, begins):
    got = curl(served.sparql, "--data-urlencode", f"query={ROWS}", "--header", f"Accept: {accept}")
    assert got.replace("\r", "").startswith(begins.replace("\r", ""))


def test_curl_follows_an_iri_to_its_data_and_packs_them(served):
    got = curl(
        "--compressed", "--location", f"{served.url}/id/study/gomez_2016", "--header", "Accept: text/turtle"
    )
    assert "gomez_2016" in got


def wrapper(served, query, form=None, method="GET"):
    client = SPARQLWrapper(served.sparql)
    client.setQuery(query)
    client.setMethod(method)
    client.setTimeout(30)
    if form:
        client.setReturnFormat(form)
    return client


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_reads_rows_in_each_of_its_formats(served, method):
    rows = wrapper(served, ROWS, JSON, method).queryAndConvert()["results"]["bindings"]
    assert len(rows) == 3
    assert len(wrapper(served, ROWS, XML, method).queryAndConvert().getElementsByTagName("result")) == 3
    for form in (CSV, TSV):
        assert wrapper(served, ROWS, form, method).queryAndConvert().count(b"gra") >= 3
    assert wrapper(served, "ASK {}", JSON, method).queryAndConvert()["boolean"] is True


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # SPARQLWrapper 2.0 still makes one
@pytest.mark.parametrize("form", [TURTLE, RDFXML, N3, XML])
def test_sparqlwrapper_reads_graphs(served, form):
    found = wrapper(served, GRAPH, form).queryAndConvert()
    if isinstance(found, bytes):
        found = Graph().parse(data=found, format="turtle")
    assert len(found) > 40


def test_sparqlwrapper_reads_json_ld(served):
    assert len(wrapper(served, GRAPH, JSONLD).query().response.read()) > 1_000


def test_rdflib_asks_the_endpoint_as_if_it_were_a_graph(served):
    store = SPARQLStore(served.sparql)
    graph = Graph(store)
    study = URIRef("https://w3id.org/leitgraph/id/study/gomez_2016")
    assert len(list(graph.objects(study, RDFS.label))) == 2
    assert (study, None, None) in graph
    assert len(list(graph.query(ROWS))) == 3
    assert graph.query("ASK {}").askAnswer is True
    assert len(graph.query(GRAPH).graph) > 40
    store.close()


@pytest.fixture(scope="module")
def comunica():
    """Comunica's command, installed once under build/."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("no npm here: Comunica cannot be installed")
    folder = ROOT / "build" / f"comunica-{COMUNICA}"
    command = folder / "node_modules" / ".bin" / "comunica-sparql"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        package = {"private": True, "dependencies": {"@comunica/query-sparql": COMUNICA}}
        (folder / "package.json").write_text(json.dumps(package), encoding="utf-8")
        words = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts"]
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode or not command.exists():
            pytest.skip(f"npm cannot install Comunica: {done.stderr.strip()[-200:]}")
    return command


def ask_comunica(comunica, *words):
    done = subprocess.run([comunica, *words], capture_output=True, text=True, check=False, timeout=120)
    if done.returncode and "Node.js v" in done.stderr:
        pytest.skip(f"this Node does not run Comunica {COMUNICA}")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.network
@pytest.mark.slow
def test_comunica_finds_out_by_itself_that_this_is_an_endpoint(served, comunica):
    rows = json.loads(ask_comunica(comunica, served.sparql, ROWS))
    assert len(rows) == 3
    assert rows[0]["study"].startswith("https://w3id.org/leitgraph/id/study/")


@pytest.mark.network
@pytest.mark.slow
def test_comunica_reads_a_graph_and_the_data_behind_an_iri(served, comunica):
    triples = ask_comunica(comunica, f"sparql@{served.sparql}", "-t", "application/n-triples", GRAPH)
    assert triples.count(" .\n") > 40
    rows = json.loads(
        ask_comunica(comunica, f"{served.url}/id/study/gomez_2016", f"SELECT ?o {{ ?s <{LG}phase> ?o }}")
    )
    assert rows == [{"o": f"{LG}phase2"}]
