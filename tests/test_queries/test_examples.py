"""The catalogue as example queries for other tools, in the form of the SIB endpoints."""

import pyoxigraph as ox
import pytest

from ontology.namespaces import PREFIXES
from queries import examples, library
from queries.header import Header, Parameter
from queries.library import Question

ENDPOINT = "https://example.org/leitgraph/sparql"
NAMES = "https://example.org/.well-known/sparql-examples/"
SH, SCHEMA = "http://www.w3.org/ns/shacl#", "https://schema.org/"
SPEX = "https://purl.expasy.org/sparql-examples/ontology#"
QUESTIONS = {question.name: question for question in library.catalogue()}
every_question = pytest.mark.parametrize("name", sorted(QUESTIONS))


def store_of(text):
    store = ox.Store()
    store.load(input=text.encode(), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def published():
    return store_of(examples.turtle(QUESTIONS.values(), ENDPOINT))


def objects(store, subject, predicate):
    found = store.quads_for_pattern(subject, ox.NamedNode(predicate), None)
    return {quad.object for quad in found}


def question(sparql, *parameters):
    return Question("odd", "test", Header({"de": "Wer?", "en": "Who?"}, ("reader",), (), parameters), sparql)


@every_question
def test_each_question_is_one_resource_with_types_text_words_and_target(published, name):
    node = ox.NamedNode(NAMES + name)
    kinds = objects(published, node, PREFIXES["rdf"] + "type")
    assert kinds == {
        ox.NamedNode(SH + "SPARQLExecutable"),
        ox.NamedNode(SH + "SPARQLSelectExecutable"),
    }
    header = QUESTIONS[name].header
    assert objects(published, node, PREFIXES["rdfs"] + "comment") == {
        ox.Literal(words, language=language) for language, words in header.summary.items()
    }
    keywords = {QUESTIONS[name].topic, *header.tags}
    assert objects(published, node, SCHEMA + "keywords") == {ox.Literal(word) for word in keywords}
    assert objects(published, node, SCHEMA + "target") == {ox.NamedNode(ENDPOINT)}


def test_the_prefix_map_is_declared_once_and_every_query_points_at_it(published):
    pointing = list(published.quads_for_pattern(None, ox.NamedNode(SH + "prefixes"), None))
    assert len(pointing) == len(QUESTIONS)
    (declared,) = {quad.object for quad in pointing}
    found = {}
    for declaration in objects(published, declared, SH + "declare"):
        (prefix,), (namespace,) = (
            objects(published, declaration, SH + word) for word in ("prefix", "namespace")
        )
        assert namespace.datatype.value.endswith("#anyURI")
        found[prefix.value] = namespace.value
    assert found == dict(PREFIXES)


@every_question
def test_the_published_text_runs_as_it_stands_and_gives_the_rows_of_its_examples(published, real, name):
    (text,) = objects(published, ox.NamedNode(NAMES + name), SH + "select")
    assert "#+" not in text.value
    given = {p.name: p.example for p in QUESTIONS[name].header.parameters if p.example}
    rows = [[str(cell) for cell in row] for row in real.query(text.value)]
    assert rows == [[str(cell) for cell in row] for row in library.ask(real, QUESTIONS[name], given)]
    assert bool(rows) != bool(QUESTIONS[name].header.empty)


def test_the_properties_are_those_that_the_published_examples_of_others_have(published, shared):
    used = {quad.predicate.value for quad in published if str(quad.subject).startswith(f"<{NAMES}")}
    others = set()
    for file in sorted((shared / "data" / "sib-examples" / "UniProt").glob("*.ttl")):
        for quad in ox.parse(file.read_bytes(), format=ox.RdfFormat.TURTLE):
            others.add(quad.predicate.value)
    assert used <= others


FORMS = {
    "ASK WHERE { ?s ?p ?o }": (SH + "SPARQLAskExecutable", SH + "ask"),
    "construct where { ?s ?p ?o }": (SH + "SPARQLConstructExecutable", SH + "construct"),
    "# SELECT it\nPREFIX ask: <urn:select/> DESCRIBE ?s WHERE { ?s ?p ?o }": (
        SPEX + "SPARQLDescribeExecutable",
        SPEX + "describe",
    ),
}


@pytest.mark.parametrize("sparql", FORMS)
def test_a_query_of_another_form_is_typed_as_what_it_is(sparql):
    store = store_of(examples.turtle([question(sparql)], ENDPOINT))
    kind, holds = FORMS[sparql]
    assert objects(store, ox.NamedNode(NAMES + "odd"), holds) == {ox.Literal(sparql)}
    assert ox.NamedNode(kind) in objects(store, ox.NamedNode(NAMES + "odd"), PREFIXES["rdf"] + "type")


def test_a_text_with_quotes_and_backslashes_comes_back_as_it_was():
    sparql = 'SELECT ?s WHERE { ?s ?p """a "quoted\\\\" \\n word""" }'
    store = store_of(examples.turtle([question(sparql)], ENDPOINT))
    assert objects(store, ox.NamedNode(NAMES + "odd"), SH + "select") == {ox.Literal(sparql)}


def test_numbers_and_dates_of_a_header_are_filled_in_as_literals():
    given = Parameter("n", "number", example="24"), Parameter("day", "date", example="2024-01-31")
    text = examples.sparql(question("SELECT ?n ?day WHERE { }", *given))
    assert 'VALUES ?n { "24"^^<http://www.w3.org/2001/XMLSchema#decimal> }' in text
    assert '"2024-01-31"^^<http://www.w3.org/2001/XMLSchema#date>' in text


def test_two_runs_give_the_same_text():
    assert examples.turtle(QUESTIONS.values(), ENDPOINT) == examples.turtle(QUESTIONS.values(), ENDPOINT)
