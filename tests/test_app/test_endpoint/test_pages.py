"""Every IRI of ours leads somewhere: a page for people in their language, RDF for machines; the description of service and data."""

import gzip
import hashlib
import re

import httpx
import pyoxigraph as ox
import pytest

from ontology.namespaces import BASE, CURRENT_GRAPH, PREFIXES
from tests.generations import generation
from tests.serving import serving

SD = "http://www.w3.org/ns/sparql-service-description#"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(served):
    with httpx.Client(base_url=served.url, timeout=60) as client:
        yield client


def page(client, path, language="en"):
    return client.get(path, headers={"Accept": BROWSER, "Accept-Language": language})


def triples(answer):
    form = ox.RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0])
    return [quad.triple for quad in ox.parse(answer.content, format=form)]


def test_a_record_is_a_page_for_people_in_their_language(client):
    english, german = (
        page(client, "/id/study/gomez_2016"),
        page(client, "/id/study/gomez_2016", "de-AT,de;q=0.9"),
    )
    assert english.status_code == german.status_code == 200
    assert "stopped early" in english.text
    assert "vorzeitig beendet" in german.text
    assert '<html lang="de">' in german.text
    assert 'href="/id/study/gomez_2019"' in german.text  # what it points to
    assert 'href="/id/reading/gomez_2016.n"' in german.text  # what points to it
    assert "Accept-Language" in german.headers["vary"]
    assert "<h1>Gomez 2016" in page(client, "/id/study/gomez_2016?language=de", "en").text


@pytest.mark.parametrize("by", ["accept", "suffix", "name"])
@pytest.mark.parametrize(
    ("media_type", "suffix", "name"),
    [
        ("text/turtle", "ttl", "turtle"),
        ("application/n-triples", "nt", "ntriples"),
        ("application/rdf+xml", "rdf", "rdfxml"),
        ("application/ld+json", "jsonld", "jsonld"),
        ("application/trig", "trig", "trig"),
        ("application/n-quads", "nq", "nquads"),
    ],
)
def test_a_record_is_rdf_for_machines(client, by, media_type, suffix, name):
    path = "/id/study/gomez_2016"
    got = {
        "accept": lambda: client.get(path, headers={"Accept": media_type}),
        "suffix": lambda: client.get(f"{path}.{suffix}", headers={"Accept": BROWSER}),
        "name": lambda: client.get(path, params={"format": name}, headers={"Accept": BROWSER}),
    }[by]()
    assert got.headers["content-type"].partition(";")[0] == media_type
    found = triples(got)
    assert {triple.subject.value for triple in found} == {f"{BASE}id/study/gomez_2016"}
    assert len(found) > 15


def test_every_subject_of_ours_in_the_graph_leads_to_a_page_and_to_rdf(client, real):
    from queries.store import rows

    kinds = rows(real, f"SELECT ?s {{ ?s a ?kind FILTER(STRSTARTS(STR(?s), '{BASE}')) }}")
    by_space = {}
    for (subject,) in kinds:
        by_space.setdefault(re.match(f"{BASE}(id/[^/]+|[^/]+)/", subject.value)[1], subject.value)
    assert len(by_space) > 25
    for iri in by_space.values():
        path = iri.removeprefix(BASE.removesuffix("/"))
        assert page(client, path).status_code == 200, iri
        got = client.get(path, headers={"Accept": "application/n-triples"})
        assert any(triple.subject.value == iri for triple in triples(got)), iri


@pytest.mark.parametrize("module", ["ontology", "oncology", "levels", "shapes"])
def test_a_module_of_the_ontology_is_a_page_and_the_whole_file(client, module):
    assert client.get(f"/{module}").headers["location"] == f"/{module}/"
    assert client.get(f"/{module}/2026.11").headers["location"] == f"/{module}/"
    got = client.get(f"/{module}/", headers={"Accept": "text/turtle"})
    assert len(triples(got)) > 200
    assert f"{BASE}{module}/" in page(client, f"/{module}/").text


def test_terms_and_shapes_dereference(client):
    assert "Was einmal mit Patienten getan" in page(client, "/ontology/Study", "de").text
    listed = page(client, "/oncology/N1orHigher")
    assert re.search(r"<ol>.*/oncology/N1.*/oncology/N2.*/oncology/N3.*</ol>", listed.text)
    assert "StudyShape" in page(client, "/shapes/StudyShape").text


def test_graphs_dereference_with_what_stands_in_them(client):
    name = "graph/s3_lung_oligometastatic.studies.gomez_2016"
    assert "gomez_2016" in page(client, f"/{name}").text
    found = triples(client.get(f"/{name}", headers={"Accept": "text/turtle"}))
    count = client.get(
        "/sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{BASE}{name}> {{ ?s ?p ?o }} }}"}
    ).json()
    assert len(found) == int(count["results"]["bindings"][0]["n"]["value"])
    assert page(client, "/graph/").text.count("/graph/s3_lung") > 40
    large = client.get("/graph/current", headers={"Accept": "text/turtle"})
    assert (large.status_code, large.headers["location"]) == (303, "/dumps/")


def test_records_are_listed_by_kind(client):
    assert 'href="/id/study/"' in page(client, "/id/").text
    listed = page(client, "/id/study/")
    assert listed.text.count("/id/study/") > 40
    assert len({triple.subject for triple in triples(client.get("/id/study/"))}) > 40
    first, second = page(client, "/id/criterion/"), page(client, "/id/criterion/?start=200")
    assert 'href="?start=200" rel="next"' in first.text
    assert 'rel="prev"' in second.text
    assert page(client, "/id/nonsense/").status_code == 404
    assert page(client, "/id/study/?start=x").status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/id/study/gomez_2061", "/id/study/..%2f..%2fetc%2fpasswd", "/ontology/Studdy", "/graph/no", "/id/x y"],
)
def test_what_is_not_there_is_said_with_what_may_be_meant(client, path):
    shown, told = page(client, path), client.get(path, headers={"Accept": "application/json"})
    assert shown.status_code == told.status_code == 404
    assert "What now?" in shown.text
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["next_step"]
    if "gomez" in path:
        assert "gomez_2016" in told.json()["next_step"]


def test_the_service_description_says_what_is_true_and_nothing_else(client):
    store = ox.Store()
    store.load(client.get("/sparql", headers={"Accept": "text/turtle"}).content, format=ox.RdfFormat.TURTLE)
    formats = {
        q.object.value.rpartition("/")[2]
        for q in store.quads_for_pattern(None, ox.NamedNode(f"{SD}resultFormat"), None)
    }
    assert formats == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
        "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
    }  # fmt: skip
    graphs = {q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(f"{SD}name"), None)}
    asked = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}).json()
    assert graphs - {CURRENT_GRAPH} == {row["g"]["value"] for row in asked["results"]["bindings"]}
    assert b"BasicFederatedQuery" not in client.get("/sparql").content


@pytest.mark.parametrize("path", ["/dataset", "/.well-known/void"])
def test_the_data_are_described_with_partitions_licence_version_and_where_they_are_to_be_had(
    client, served, path
):
    found = triples(client.get(path, headers={"Accept": "text/turtle"}))
    dataset = ox.NamedNode(f"{BASE}dataset")

    def said(name):
        prefix, _, local = name.partition(":")
        return [
            t.object.value
            for t in found
            if (t.subject, t.predicate.value) == (dataset, PREFIXES[prefix] + local)
        ]

    assert said("void:sparqlEndpoint") == [served.sparql]
    assert len(said("void:classPartition")) > 20
    assert len(said("void:propertyPartition")) > 100
    for name in ("dcterms:license", "owl:versionInfo", "dcterms:issued", "dcterms:modified", "void:triples"):
        assert len(said(name)) == 1, name
    for address in said("void:dataDump"):
        assert client.head(address).status_code == 200
    assert len(said("void:exampleResource")) == 4
    for iri in said("void:exampleResource"):
        assert client.get("/" + iri.removeprefix(BASE)).status_code == 200
    entities = {}
    for triple in found:
        if triple.predicate.value in (f"{PREFIXES['void']}class", f"{PREFIXES['void']}entities"):
            entities.setdefault(triple.subject, []).append(triple.object.value)
    assert ["https://w3id.org/leitgraph/ontology/Study", "45"] in [
        sorted(pair, reverse=True) for pair in entities.values()
    ]


def test_the_catalogue_is_published_as_examples_that_run(client, served):
    found = triples(client.get("/.well-known/sparql-examples", headers={"Accept": "text/turtle"}))
    texts = {
        t.subject: t.object.value
        for t in found
        if t.predicate.value.rpartition("#")[2] in ("select", "ask", "construct", "describe")
    }
    assert len(texts) >= 20
    for iri, text in list(texts.items())[:5]:
        assert client.post("/sparql", data={"query": text}).status_code == 200
        alone = triples(client.get(iri.value))
        assert {triple.subject for triple in alone} == {iri}
    targets = {t.object.value for t in found if t.predicate.value == "https://schema.org/target"}
    assert targets == {served.sparql}
    assert page(client, "/.well-known/sparql-examples").headers["location"].startswith("/sparql#")
    assert client.get("/.well-known/sparql-examples/nonsense").status_code == 404


def test_dumps_hold_what_the_graph_holds_and_their_checksums_are_right(client, home):
    listed = page(client, "/dumps/")
    hrefs = {name: href for href, name in re.findall(r'<a href="([^"]+/([^"/]+\.gz))">', listed.text)}
    assert set(hrefs) == {"leitgraph.nq.gz", "leitgraph.trig.gz", "current.nt.gz", "current.ttl.gz"}
    sums = dict(
        line.split()[::-1]
        for line in client.get("/dumps/current/SHA256SUMS", follow_redirects=True).text.splitlines()
    )
    count = {}
    for name, href in hrefs.items():
        got = client.get(f"/dumps/{href}")
        assert hashlib.sha256(got.content).hexdigest() == sums[name]
        assert sums[name] in listed.text
        form = ox.RdfFormat.from_extension(name.split(".")[1])
        store = ox.Store()
        store.bulk_load(gzip.decompress(got.content), format=form)
        count[name] = len(store)
    nquads = (home / "current" / "leitgraph.nq").read_bytes()
    assert gzip.decompress(client.get(f"/dumps/{hrefs['leitgraph.nq.gz']}").content) == nquads
    current = nquads.count(f"<{CURRENT_GRAPH}> .\n".encode())
    assert count["leitgraph.trig.gz"] == count["leitgraph.nq.gz"] == nquads.count(b"\n")
    assert count["current.nt.gz"] == count["current.ttl.gz"] == current
    part = client.get("/dumps/current/current.nt.gz", headers={"Range": "bytes=0-9"}, follow_redirects=True)
    assert (part.status_code, len(part.content)) == (206, 10)


@pytest.mark.parametrize(
    "name", ["manifest.json", "..%2fseal.json", "%2e%2e/%2e%2e/current/manifest.json", "x"]
)
def test_nothing_but_the_dumps_is_handed_out(client, name):
    assert client.get(f"/dumps/current/{name}").status_code == 404
    assert client.get(f"/assets/{name}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/assets/query.js", "/assets/yasgui/yasgui.min.css", "/dumps/current/SHA256SUMS", "/metrics"]
)
def test_no_answer_is_taken_for_what_it_is_not(client, path):
    got = client.get(path, follow_redirects=True)
    assert got.status_code == 200
    assert path == "/metrics" or got.headers["x-content-type-options"] == "nosniff"


def test_health_and_numbers(client):
    assert client.get("/health/live").json() == {"live": True}
    ready = client.get("/health/ready").json()
    assert ready["ready"] is True
    client.get("/sparql", params={"query": "ASK {}"})
    text = client.get("/metrics").text
    assert re.search(r'leitgraph_requests_total\{status="200"\} [1-9]', text)
    assert "leitgraph_workers_queries_total" in text


EVIL = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "</title><img src=x onerror=alert(1)>",
    "{{ 7*7 }}",
    "${7*7}",
]


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    """A graph whose labels, texts, languages and links are attacks."""
    home = tmp_path_factory.mktemp("evil")
    here = ox.NamedNode(CURRENT_GRAPH)
    subject = ox.NamedNode(f"{BASE}id/study/evil")
    label, comment = ox.NamedNode(f"{PREFIXES['rdfs']}label"), ox.NamedNode(f"{PREFIXES['rdfs']}comment")
    quads = [ox.Quad(subject, label, ox.Literal(EVIL[0], language="en"), here)]
    quads += [ox.Quad(subject, comment, ox.Literal(text, language="en"), here) for text in EVIL]
    links = [
        "javascript:alert(1)",
        "data:text/html,alert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "http://example.org/'onclick='alert(1)",
    ]
    quads += [
        ox.Quad(subject, ox.NamedNode(f"{PREFIXES['rdfs']}seeAlso"), ox.NamedNode(link), here)
        for link in links
    ]
    quads += [ox.Quad(ox.NamedNode(link), label, subject, here) for link in links]
    generation(home, quads)
    with serving(home) as server, httpx.Client(base_url=server.url) as client:
        yield client


def test_what_stands_in_the_graph_is_shown_and_never_run(evil):
    text = page(evil, "/id/study/evil").text
    assert "&lt;script&gt;" in text
    for attack in EVIL[:3]:
        assert attack not in text
    assert "{{ 7*7 }}" in text
    hrefs = re.findall(r'href="([^"]*)"', text)
    assert all(re.match(r"(/|\?|#|https?://)", href) for href in hrefs), hrefs
    assert "49" not in re.sub(r"[0-9a-f]{12}", "", text)


@pytest.mark.parametrize(
    "path",
    [
        "/id/study/%3Cscript%3Ealert(1)%3C/script%3E",
        "/id/%3Cscript%3E/",
        "/dumps/%3Cscript%3E/x",
        "/sparql?query=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_what_stands_in_an_address_is_shown_and_never_run(evil, path):
    text = page(evil, path).text
    assert "<script>alert" not in text
    assert "<script>/" not in text


@pytest.mark.parametrize("path", ["/id/study/evil", "/sparql", "/dumps/", "/id/nothing", "/graph/"])
def test_a_page_may_load_nothing_from_elsewhere_and_be_framed_by_nobody(evil, path):
    headers = page(evil, path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_texts_are_searched_over_http_in_both_languages(client):
    found = client.get("/search", params={"q": "Hirnmetastasen", "language": "de", "limit": 3})
    assert found.headers["content-type"] == "application/json"
    assert len(found.json()) == 3
    assert set(found.json()[0]) == {"iri", "kind", "label", "snippet", "found_in", "score"}
    assert "hirn" in found.json()[0]["label"].lower()
    assert client.get("/" + found.json()[0]["iri"].removeprefix(BASE)).status_code == 200
    typo = client.get("/search", params={"q": "brain metastasis", "language": "en"}).json()
    assert any("brain" in hit["label"].lower() for hit in typo)
    shown = page(client, "/search?q=N3&language=de")
    assert 'href="/id/' in shown.text
    for wrong in ("/search", "/search?q=x&limit=0", "/search?q=x&kind=nonsense", "/search?q=" + "x" * 600):
        assert client.get(wrong).status_code == 400, wrong


def test_no_page_of_the_explorer_stands_where_the_endpoint_answers():
    from app.endpoint.application import SPACES
    from app.navigation import PAGES

    assert not SPACES & set(PAGES)
