"""The model, core.ttl and shapes.ttl say the same of every class, field and code."""

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef

from kg_build.model import CLASSES, specs
from ontology import folder
from ontology.namespaces import iri
from tests.test_ontology.agreement import copy, disagreements, field_shapes, uses


def some(things, number=24):
    """A number of them, spread over all: to spoil each would take a minute."""
    return things[:: max(1, len(things) // number)]


@pytest.fixture(scope="module")
def core():
    return Graph().parse(data=(folder() / "core.ttl").read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(data=(folder() / "shapes.ttl").read_text("utf-8"), format="turtle")


def test_model_ontology_and_shapes_agree_field_by_field(core, shapes):
    assert disagreements(core, shapes) == []


def test_one_name_has_one_meaning(core):
    """A code that were also a property would carry the labels and definitions of both."""
    codes = {choice for entity in CLASSES.values() for spec in specs(entity) for choice in spec.choices}
    properties = {prop.removeprefix("lg:") for prop in uses()}
    classes = {name.removeprefix("lg:") for name in CLASSES}
    declared = {
        str(term).removeprefix(iri("lg:")) for kind in
        (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty) for term in core.subjects(RDF.type, kind)
    }  # fmt: skip
    assert not codes & (properties | classes | declared)


def _property_shapes(shapes):
    return sorted(
        (node for shape in field_shapes(shapes) for node in shapes.objects(shape, SH.property)),
        key=lambda node: str(shapes.value(node, SH.message)),
    )


def test_a_constraint_taken_out_of_the_shapes_is_noticed(core, shapes):
    for number, node in enumerate(some(_property_shapes(shapes))):
        constraints = sorted(
            (p, o) for p, o in shapes.predicate_objects(node) if p not in (SH.message, SH.path)
        )
        spoilt = copy(shapes)
        spoilt.remove((node, *constraints[number % len(constraints)]))
        assert disagreements(core, spoilt), constraints


def test_a_field_taken_out_of_the_shapes_is_noticed(core, shapes):
    for node in some(_property_shapes(shapes), 12):
        spoilt = copy(shapes)
        spoilt.remove((None, SH.property, node))
        assert disagreements(core, spoilt)


def test_a_constraint_too_many_is_noticed(core, shapes):
    spoilt = copy(shapes)
    spoilt.add((_property_shapes(shapes)[0], SH["class"], URIRef(iri("lg:Study"))))
    assert disagreements(core, spoilt)


@pytest.mark.parametrize("end", [RDF.type, RDFS.domain])
def test_an_axiom_taken_from_a_property_of_the_core_is_noticed(core, shapes, end):
    props = sorted(prop for prop in uses() if prop.startswith("lg:"))
    for prop in some(props, 12):
        spoilt = copy(core)
        spoilt.remove((URIRef(iri(prop)), end, None))
        assert any(prop in words for words in disagreements(spoilt, shapes))


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        ("lg:Result", RDF.type, None),
        ("lg:Stratum", RDFS.subClassOf, "lg:Group"),
        ("lg:n", RDFS.range, None),
        ("lg:group", RDFS.range, None),
        ("lg:direction", RDFS.range, None),
        ("lg:direction", RDF.type, "owl:FunctionalProperty"),
        ("lg:supports", RDF.type, None),
        ("lg:notReported", RDF.type, "lg:GapReason"),
    ],
)
def test_a_change_of_the_core_is_noticed(core, shapes, subject, predicate, value):
    spoilt = copy(core)
    spoilt.remove((URIRef(iri(subject)), predicate, URIRef(iri(value)) if value else None))
    assert disagreements(spoilt, shapes)


def test_a_code_that_the_model_does_not_know_is_noticed(core, shapes):
    spoilt = copy(core)
    spoilt.add((URIRef(iri("lg:confirms")), RDF.type, URIRef(iri("lg:Direction"))))
    assert any("lg:confirms" in words for words in disagreements(spoilt, shapes))
