"""What stands around a record and where it comes from, on a small graph made by hand."""

import pyoxigraph as ox
import pytest

from ontology.namespaces import CURRENT_GRAPH, curie, iri
from queries import neighbourhood, origins
from queries.store import EmbeddedBackend

LINKS = """
statement:S1 lg:asserts proposition:p
line:l lg:bearsOn proposition:p
line:l lg:restsOn study:s
publication:j lg:reportsOn study:s
publication:j lg:readFrom reading:title
study:s lg:designReadFrom reading:design
statement:S1 lg:anchor anchor:a
statement:S1 lg:statementOf passage:T
statement:S1 lg:restsOnStatement statement:S2
statement:S2 lg:asserts proposition:q
statement:S2 lg:anchor anchor:b
result:r lg:readFrom reading:r
reading:r dcterms:source https://pubmed.ncbi.nlm.nih.gov/1/
statement:S1 lg:inUnit graph:u
"""


@pytest.fixture
def backend():
    store = ox.Store()
    for line in LINKS.strip().splitlines():
        store.add(ox.Quad(*(ox.NamedNode(iri(name)) for name in line.split()), ox.NamedNode(CURRENT_GRAPH)))
    return EmbeddedBackend(store)


def names(found):
    return {curie(name) for name in found.kinds}


def test_the_way_of_a_statement_leads_to_its_place_and_to_what_reports_on_the_studies_behind_it(backend):
    found = names(origins.trace(backend, iri("statement:S1")))
    assert found == {
        "statement:S1", "proposition:p", "line:l", "study:s", "publication:j", "anchor:a", "passage:T", "statement:S2", "anchor:b",
    }  # fmt: skip


def test_the_way_of_a_value_ends_at_the_source_of_its_reading(backend):
    assert names(origins.trace(backend, iri("result:r"))) == {
        "result:r", "reading:r", "https://pubmed.ncbi.nlm.nih.gov/1/",
    }  # fmt: skip


def test_a_study_with_which_the_way_begins_leads_on_to_its_own_readings(backend):
    assert names(origins.trace(backend, iri("study:s"))) == {"study:s", "reading:design", "publication:j"}


def test_no_more_records_than_were_asked_for_and_the_others_are_counted(backend):
    found = origins.trace(backend, iri("statement:S1"), most=4)
    assert len(found.kinds) == 4
    assert found.left_out > 0


def test_around_a_record_one_looks_further_where_it_was_opened(backend):
    line, study = iri("line:l"), iri("study:s")
    near = names(neighbourhood.around(backend, [line]))
    assert near == {"line:l", "proposition:p", "study:s"}
    further = names(neighbourhood.around(backend, [line], opened=[study, iri("statement:S2")]))
    assert further == near | {"publication:j", "reading:design"}
