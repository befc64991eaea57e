"""Core, levels and the shipped domain: OWL 2 DL, consistent, no class empty; and the checkers can say no."""

import owlready2
import pytest
from rdflib import OWL, RDF, RDFS, XSD, Namespace

from ontology import CORE_MODULES
from ontology.namespaces import PREFIXES
from tests.test_ontology.owl_profile import empty_classes, modules, needs_java, violations

pytestmark = [pytest.mark.java, needs_java]

LG = Namespace(PREFIXES["lg"])
EX = Namespace("https://example.org/")


@pytest.fixture(params=[("core.ttl",), CORE_MODULES, ()], ids=["core", "core and levels", "all modules"])
def graph(request):
    return modules(*request.param)


def test_the_modules_are_owl_2_dl(graph, tmp_path):
    assert violations(graph, tmp_path) == []


def test_the_modules_are_consistent_and_no_class_is_empty(graph):
    assert empty_classes(graph) == set()


@pytest.mark.parametrize(
    ("axioms", "words"),
    [
        ([(LG.n, RDF.type, OWL.ObjectProperty)], "Cannot pun between properties"),
        ([(EX.x, RDF.type, EX.NeverDeclared)], "Use of undeclared class"),
        ([(EX.x, EX.neverDeclared, LG.supports)], "undeclared"),
        ([(LG.includedIn, RDF.type, OWL.FunctionalProperty)], "Use of non-simple property"),
        ([(EX.Word, RDF.type, RDFS.Datatype), (EX.Word, RDF.type, OWL.Class)], "Datatype IRI"),
    ],
)
def test_a_breach_of_the_profile_is_reported(axioms, words, tmp_path):
    graph = modules("core.ttl")
    for axiom in axioms:
        graph.add(axiom)
    assert words in "\n".join(violations(graph, tmp_path))


def test_a_class_below_two_disjoint_ones_is_reported_as_empty():
    graph = modules("core.ttl")
    graph.add((EX.Both, RDF.type, OWL.Class))
    graph.add((EX.Both, RDFS.subClassOf, LG.Study))
    graph.add((EX.Both, RDFS.subClassOf, LG.Publication))
    assert empty_classes(graph) == {str(EX.Both)}


@pytest.mark.parametrize(
    "facts",
    [
        [(EX.it, RDF.type, LG.Study), (EX.it, RDF.type, LG.Publication)],
        [(EX.line, LG.bearsOn, EX.it), (EX.it, RDF.type, LG.Study)],
        [(EX.result, LG.group, EX.it), (EX.it, LG.reportsOn, EX.study)],
        [(EX.it, RDF.type, LG.Arm), (EX.it, RDF.type, LG.Stratum)],
    ],
)
def test_a_record_of_two_kinds_is_inconsistent(facts):
    graph = modules("core.ttl")
    for fact in facts:
        graph.add(fact)
        for name in (fact[0], fact[2]):
            if name in EX:
                graph.add((name, RDF.type, OWL.NamedIndividual))
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        empty_classes(graph)


def test_no_property_has_a_range_that_hermit_does_not_know():
    known = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean}
    graph = modules()
    ranges = {value for value in graph.objects(None, RDFS.range) if value in XSD or value in RDF}
    assert ranges <= known
