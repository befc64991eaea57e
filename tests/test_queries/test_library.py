"""Finding a question, and binding its parameters as terms."""

import pyoxigraph as ox
import pytest

from ontology.namespaces import CURRENT_GRAPH
from queries import library
from queries.errors import BadParameter, QueryError, UnknownQuery
from queries.header import Header, Parameter
from queries.library import Question
from queries.store import EmbeddedBackend

DATA = b"""
@prefix lg: <https://w3id.org/leitgraph/ontology/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix study: <https://w3id.org/leitgraph/id/study/> .
study:a a lg:Study ; rdfs:label "Study A"@en , "Studie A"@de ; lg:note "plain" .
study:b a lg:Study ; rdfs:label "Study B"@en ; lg:note "with \\"quotes\\"" .
"""


@pytest.fixture
def backend():
    store = ox.Store()
    store.load(input=DATA, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(CURRENT_GRAPH))
    return EmbeddedBackend(store)


def question(sparql, *parameters):
    return Question("notes", "test", Header({"de": "?", "en": "?"}, ("reader",), (), parameters), sparql)


NOTES = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
# WHERE { in a comment is not the group
SELECT ?study ?note WHERE { ?study lg:note ?note . FILTER(?note != "WHERE {") } ORDER BY ?study
"""
STUDY = Parameter("study", "IRI", of_class="lg:Study")


def test_an_unknown_question_is_answered_with_near_ones():
    with pytest.raises(UnknownQuery, match="did you mean evidence_table"):
        library.find("evidnce_table")


def test_a_parameter_that_is_not_given_leaves_its_variable_free(backend):
    assert len(list(library.ask(backend, question(NOTES, STUDY), {}))) == 2


@pytest.mark.parametrize(
    "word", ["study:a", "a", "Study A", "studie a", "https://w3id.org/leitgraph/id/study/a"]
)
def test_an_iri_is_found_by_curie_name_label_or_in_full(backend, word):
    rows = list(library.ask(backend, question(NOTES, STUDY), {"study": word}))
    assert [row["note"].value for row in rows] == ["plain"]


def test_an_unknown_record_is_answered_with_near_matches(backend):
    with pytest.raises(BadParameter, match=r"study:a"):
        library.ask(backend, question(NOTES, STUDY), {"study": "study:aa"})


def test_an_unknown_parameter_is_answered_with_near_names(backend):
    with pytest.raises(BadParameter, match="did you mean study"):
        library.ask(backend, question(NOTES, STUDY), {"sudy": "study:a"})


def test_a_missing_parameter_that_is_required_says_what_to_add(backend):
    needed = Parameter("study", "IRI", required=True, of_class="lg:Study", example="study:a")
    with pytest.raises(BadParameter, match="-p study=study:a"):
        library.ask(backend, question(NOTES, needed), {})


HOSTILE = [
    '"',
    "'",
    "}",
    "{",
    "#",
    "\\",
    "\n",
    ">",
    "?x",
    '" } UNION { ?s ?p ?o',
    "\\u0022",
    "'''",
    '"""',
    "a\tb",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_text_parameter_is_matched_literally_and_never_becomes_part_of_the_query(backend, words):
    text = Parameter("note", "text")
    assert list(library.ask(backend, question(NOTES, text), {"note": words})) == []


def test_a_text_parameter_with_quotes_finds_the_text_with_quotes(backend):
    rows = list(library.ask(backend, question(NOTES, Parameter("note", "text")), {"note": 'with "quotes"'}))
    assert [row["study"].value.rpartition("/")[2] for row in rows] == ["b"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("number", "two"), ("date", "1.2.2026"), ("language", "fr"), ("number", "1; DROP"), ("text", "\0")],
)
def test_a_value_that_is_not_of_its_type_is_refused(backend, kind, value):
    with pytest.raises(BadParameter, match="note"):
        library.ask(backend, question(NOTES, Parameter("note", kind)), {"note": value})


def test_a_query_without_a_where_group_is_said_to_lack_it(backend):
    with pytest.raises(QueryError, match="no WHERE group"):
        library.bind(backend, question("ASK { ?s ?p ?o }"), {})


def test_words_of_a_command_line_without_an_equals_sign_are_refused():
    with pytest.raises(BadParameter, match="name=value"):
        library.parameters(["study"])
