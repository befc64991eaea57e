"""The closure: plain edges between named terms, each with what it follows from."""

from __future__ import annotations

import pytest

from kg_build.owl.closure import closure
from tests.test_queries.vocabularies import PREFIXES, invented, module, oncology_triples

AXIS = "x:s a lg:HierarchyAxis, owl:ObjectProperty, owl:FunctionalProperty ; rdfs:domain lg:Patient ; rdfs:range x:S ."
TURTLE = f"""
{AXIS}
x:S a owl:Class ; owl:disjointUnionOf ( x:a x:b ) , ( x:p x:q x:b ) .
x:a owl:equivalentClass [ a owl:Class ; owl:unionOf ( x:p x:q ) ] .
x:a1 rdfs:subClassOf x:a . x:twin owl:equivalentClass x:b .
x:unrelated owl:disjointWith x:other .
x:late a lg:Endpoint ; skos:broader x:mid . x:mid a lg:Endpoint ; skos:broader x:top . x:top a lg:Endpoint .
"""


@pytest.fixture(scope="module")
def edges():
    found = list(closure(module(PREFIXES + TURTLE)))
    return {
        (one.subject.removeprefix("urn:x:"), one.predicate, one.value.removeprefix("urn:x:")): one
        for one in found
    }


@pytest.mark.parametrize(
    "edge",
    [
        ("a", "rdfs:subClassOf", "a"), ("a1", "rdfs:subClassOf", "S"), ("p", "rdfs:subClassOf", "a"),
        ("twin", "rdfs:subClassOf", "b"), ("b", "rdfs:subClassOf", "twin"), ("twin", "rdfs:subClassOf", "S"),
        ("twin", "owl:equivalentClass", "b"), ("b", "owl:equivalentClass", "twin"),
        ("a", "owl:disjointWith", "b"), ("b", "owl:disjointWith", "a"), ("a1", "owl:disjointWith", "twin"),
        ("p", "owl:disjointWith", "q"), ("a", "lg:coveredBy", "p"), ("a", "lg:coveredBy", "q"),
        ("S", "lg:coveredBy", "a"), ("late", "lg:broaderClosure", "top"), ("late", "lg:broaderClosure", "late"),
    ],
)  # fmt: skip
def test_what_follows_is_there(edges, edge):
    assert edge in edges


@pytest.mark.parametrize(
    "edge",
    [
        ("S", "rdfs:subClassOf", "a"), ("a", "owl:disjointWith", "p"), ("a", "owl:equivalentClass", "b"),
        ("top", "lg:broaderClosure", "late"), ("unrelated", "owl:disjointWith", "other"),
    ],
)  # fmt: skip
def test_nothing_else_is_there(edges, edge):
    assert edge not in edges


def test_two_unions_of_one_class_are_kept_apart(edges):
    first = {value for whole, prop, value in edges if (whole, prop) == ("S", "lg:coveredBy")}
    second = {value for whole, prop, value in edges if (whole, prop) == ("S.union2", "lg:coveredBy")}
    assert {frozenset(first), frozenset(second)} == {frozenset("ab"), frozenset("pqb")}
    covers = invented(TURTLE).taxonomy.covers["urn:x:S"]
    assert {frozenset(f"urn:x:{name}" for name in names) for names in ("ab", "pqb")} <= set(covers)


def test_every_inference_names_what_it_follows_from(edges):
    assert all(one.sources and one.rule for one in edges.values())
    assert edges["a1", "rdfs:subClassOf", "S"].sources == ("urn:x:S", "urn:x:a", "urn:x:a1")


def test_the_real_module_closes_the_same_way_whatever_the_order_of_its_triples():
    triples = oncology_triples()
    found = list(closure(triples))
    assert found == list(closure(tuple(reversed(triples))))
    assert len({one.triple for one in found}) == len(found)
