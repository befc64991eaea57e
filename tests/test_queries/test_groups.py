"""The studied groups as the store holds them: who carries results, what was counted, and who says so."""

from __future__ import annotations

import pytest

from kg_build.dataset import from_turtle
from queries import groups
from queries.fit import fit, fit_all
from queries.phrases import Question
from tests.test_queries.vocabularies import Memory, group, on, oncology

PREFIXES = """
@prefix lg: <https://w3id.org/leitgraph/ontology/> .
@prefix onc: <https://w3id.org/leitgraph/oncology/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix c: <urn:criterion:> .
@prefix g: <urn:group:> .
"""
STUDY = """
g:series lg:groupOf <urn:study> ; lg:n 100 ; rdfs:label "Serie"@de, "series"@en ; lg:hasCriterion c:lung ;
    lg:assertedBy <urn:paper> .
c:lung lg:onAxis onc:disease ; lg:anyOf onc:NSCLC .
g:n2 lg:stratumOf g:series ; lg:n 40 ; rdfs:label "N2"@en ; lg:hasCriterion c:n2 ; lg:assertedBy <urn:paper> .
c:n2 lg:onAxis onc:nodalCategory ; lg:anyOf onc:N2 .
g:n3 lg:stratumOf g:series ; lg:n 20 ; lg:hasCriterion c:n3 ; lg:assertedBy <urn:edition> .
c:n3 lg:onAxis onc:nodalCategory ; lg:anyOf onc:N3 .
g:women lg:stratumOf g:series ; lg:n 50 ; lg:hasCriterion c:women ; lg:assertedBy <urn:paper> .
c:women lg:onAxis onc:sex ; lg:anyOf onc:Female .
g:old lg:stratumOf g:series ; lg:n 90 ; lg:use lg:notUsed ; lg:hasCriterion c:old ; lg:assertedBy <urn:paper> .
c:old lg:onAxis onc:ageYears ; lg:minimum 65 ; lg:maximum 80 .
g:n2women lg:stratumOf g:n2 ; lg:n 10 ; lg:hasCriterion c:n2women ; lg:assertedBy <urn:paper> .
c:n2women lg:onAxis onc:sex ; lg:anyOf onc:Female .
g:analysed lg:stratumOf g:series ; lg:n 30 ; lg:assertedBy <urn:paper> .
g:analysedwomen lg:stratumOf g:analysed ; lg:n 12 ; lg:hasCriterion c:women2 ; lg:assertedBy <urn:paper> .
c:women2 lg:onAxis onc:sex ; lg:anyOf onc:Female .
<urn:r1> lg:group g:series . <urn:r2> lg:group g:n2 . <urn:r3> lg:group g:analysed . <urn:r4> lg:group g:old .
<urn:edition> a lg:GuidelineEdition .
"""


@pytest.fixture(scope="module")
def studied():
    found = groups.load(Memory(from_turtle([(PREFIXES + STUDY).encode()])))
    return {one.iri.removeprefix("urn:group:"): one for one in found}


def asked(stated, *criteria):
    return fit(oncology(), Question(criteria), stated)


def test_only_groups_with_results_that_are_used_are_entries(studied):
    assert set(studied) == {"series", "n2", "analysed"}


def test_a_group_has_its_study_its_number_and_its_words(studied):
    series = studied["series"]
    assert (series.study, series.n, series.label) == ("urn:study", 100, {"de": "Serie", "en": "series"})
    assert series.criteria == (on("disease", "NSCLC"),)


def test_counted_parts_stand_with_all_their_criteria_and_with_who_counts_them(studied):
    parts = {part.iri.removeprefix("urn:group:"): (part.n, part.asserter) for part in studied["series"].parts}
    assert parts == {
        "n2": (40, "publication"), "n3": (20, "guideline"), "women": (50, "publication"), "n2women": (10, "publication"),
    }  # fmt: skip


def test_a_stratum_with_results_has_the_criteria_around_it_and_the_study(studied):
    n2 = studied["n2"]
    assert set(n2.criteria) == {on("disease", "NSCLC"), on("nodalCategory", "N2")}
    assert (n2.study, n2.ancestors, n2.whole, n2.whole_n) == (
        "urn:study",
        ("urn:group:series",),
        "urn:group:series",
        100,
    )


def test_counts_around_a_stratum_speak_for_it_as_far_as_logic_allows(studied):
    women = on("sex", "Female")
    assert asked(studied["n2"], women).bounds == (10, 10)
    assert asked(studied["n2"], on("nodalCategory", "N3")).fit == "disjoint"


def test_counts_around_a_stratum_bound_it_where_they_must():
    criteria = (on("nodalCategory", "N2"),)
    counted = group(100, (), (criteria, 40, "publication"), ((on("sex", "Female"),), 90, "publication"))
    stratum = groups.StudiedGroup(
        "urn:part:0",
        "urn:study",
        {},
        40,
        criteria,
        "publication",
        ("urn:group",),
        "urn:group",
        100,
        (),
        counted.parts,
    )
    assert asked(stratum, on("sex", "Female")).bounds == (30, 40)


def test_a_stratum_described_in_words_alone_stands_for_itself(studied):
    analysed = studied["analysed"]
    assert (analysed.whole, [part.n for part in analysed.parts]) == ("urn:group:analysed", [12])
    assert asked(analysed, on("sex", "Female")).bounds == (12, 12)


def test_many_groups_at_once_fit_as_each_alone(studied):
    alike = [
        group(n, (), ((on("nodalCategory", "N2", "N3"),), k, "publication"))
        for n, k in ((39, 29), (50, 7), (9, 0))
    ]
    crossing = [
        group(20 + n, (), *(((on("nodalCategory", *pair),), k + n, "publication") for pair, k in (
            (("N0", "N1"), 9), (("N1", "N2"), 8), (("N0", "N2"), 7))))
        for n in range(4)
    ]  # fmt: skip
    contradictory = [
        group(
            n,
            (),
            ((on("nodalCategory", "N2", "N3"),), 5, "publication"),
            ((on("nodalCategory", "N3"),), k, "publication"),
        )
        for n, k in ((10, 2), (10, 7), (10, 3))
    ]
    everyone = [*studied.values(), *alike, *crossing, *contradictory]
    for question in (
        Question((on("nodalCategory", "N3"),)),
        Question((on("nodalCategory", "N3"),), negated=True),
    ):
        together = fit_all(oncology(), question, everyone)
        assert list(together) == [fit(oncology(), question, one) for one in everyone]
