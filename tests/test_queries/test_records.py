"""Records: with all their properties or with some of them, and what is read of them for an answer."""

import re

import pyoxigraph as ox
import pytest

from ontology.namespaces import CURRENT_GRAPH, iri
from queries import evidence, groups, records
from queries.answer import dossier
from queries.recording import Recording
from queries.store import EmbeddedBackend, rows

DATA = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX study: <https://w3id.org/leitgraph/id/study/>
PREFIX publication: <https://w3id.org/leitgraph/id/publication/>
study:a lg:hasDesign lg:randomised, lg:prospective ; rdfs:label "A"@de, "A"@en .
publication:one lg:reportsOn study:a, study:b ; lg:year 2014 ; lg:doi "10.1/1" .
"""
A, B, ONE = iri("study:a"), iri("study:b"), iri("publication:one")


@pytest.fixture(scope="module")
def small():
    store = ox.Store()
    store.load(input=DATA, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(CURRENT_GRAPH))
    return EmbeddedBackend(store)


def test_a_record_has_all_values_of_a_property_in_order(small):
    found = records.described(small, [A])[A]
    assert found.all("lg:hasDesign") == (iri("lg:prospective"), iri("lg:randomised"))
    assert found.text("rdfs:label") == {"de": "A", "en": "A"}
    assert found.all("lg:year") == ()


def test_a_record_refuses_a_property_that_was_not_fetched(small):
    found = records.described(small, [A], ("lg:hasDesign", "lg:year"))[A]
    assert len(found.all("lg:hasDesign")) == 2
    assert found.one("lg:year") is None, "it was fetched, and there is none"
    for asked in (found.all, found.one, found.text, found.code, found.number):
        with pytest.raises(LookupError, match=r"rdfs:label of .*study/a was not fetched"):
            asked("rdfs:label")


def test_a_record_without_any_of_the_properties_is_there(small):
    found = records.described(small, [B, A], ("lg:hasDesign",))
    assert list(found) == [A, B]
    assert found[B].all("lg:hasDesign") == ()


def test_what_points_at_records_is_found_once_with_that_by_which_it_points(small):
    found = records.pointing_at(small, "lg:reportsOn", [A, B], ("lg:year",))
    assert found[ONE].all("lg:reportsOn") == (A, B)
    assert found[ONE].number("lg:year") == 2014
    assert records.by(found, "lg:reportsOn") == {A: (found[ONE],), B: (found[ONE],)}
    assert records.pointing_at(small, "lg:reportsOn", [B])[ONE].one("lg:doi") == "10.1/1"


@pytest.mark.parametrize("intervention", ["onc:LocalTherapy", "onc:SystemicTherapy"])
def test_an_answer_knows_of_its_groups_what_is_known_of_them_among_all(real, intervention):
    files = dossier.load(real, evidence.understand(real, intervention))
    all_of_them = [group for group in groups.load(real) if group.iri in files.groups]
    assert len(all_of_them) > 5
    assert list(groups.among(real, files.groups)) == all_of_them


def test_each_group_around_a_group_is_of_the_same_study(real):
    around = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT ?group WHERE { ?group lg:stratumOf ?parent FILTER NOT EXISTS { ?group lg:ofStudy ?study . ?parent lg:ofStudy ?study } }"""
    assert list(rows(real, around)) == []


def test_of_statements_on_other_patients_no_more_is_read_than_who_these_are(real):
    asked = {name: Recording(real) for name in ("N3", "2-4 metastases")}
    told = {
        population: {
            one["statement"]
            for one in evidence.answer(recording, "onc:LocalTherapy", population)["guideline"]
        }
        for population, recording in asked.items()
    }
    assert told["N3"] - told["2-4 metastases"]
    for population, recording in asked.items():
        (read,) = [
            query for query in recording.asked if iri("lg:paraphrase") in query and "VALUES ?s" in query
        ]
        assert set(re.findall(r"<([^>]+/id/statement/[^>]+)>", read)) == told[population]
