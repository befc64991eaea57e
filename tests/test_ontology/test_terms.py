"""The names that Python knows are those of core.ttl, and no identifier that was ever released is gone."""

import re

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from ontology import CORE_MODULES, DOMAIN_MODULES, folder
from ontology.errors import UnknownTerm, VanishedTerm
from ontology.namespaces import PREFIXES, curie, iri
from ontology.terms import CLASSES, CODES, LG, PROPERTIES

OURS = (PREFIXES["lg"], PREFIXES["lev"], PREFIXES["onc"])


def _text(name):
    return (folder() / name).read_text("utf-8")


@pytest.fixture(scope="module")
def core():
    return Graph().parse(data=_text("core.ttl"), format="turtle")


def _declared(graph, *kinds):
    found = (term for kind in kinds for term in graph.subjects(RDF.type, kind))
    return {curie(str(term)).removeprefix("lg:") for term in found if curie(str(term)).startswith("lg:")}


def test_classes_properties_and_codes_in_python_are_those_of_the_core(core):
    properties = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    assert _declared(core, OWL.Class) == CLASSES
    assert _declared(core, *properties) == PROPERTIES
    assert _declared(core, OWL.NamedIndividual) == CODES


def test_a_name_gives_its_iri_and_a_wrong_one_an_error_with_the_nearest():
    assert LG.EvidenceLine == iri("lg:EvidenceLine")
    assert "Study" in LG
    with pytest.raises(UnknownTerm, match="did you mean stratumOf"):
        _ = LG.stratumof


def test_every_name_of_the_core_that_python_writes_exists():
    """A CURIE in a query, a property of a field, a class to look for: all are words of core.ttl."""
    known = CLASSES | PROPERTIES | CODES
    for package in ("queries", "kg_build", "app"):
        for file in sorted((folder() / ".." / package).rglob("*")):
            if file.suffix in (".py", ".rq"):
                names = set(re.findall(r"\blg:([A-Za-z]\w*)", file.read_text("utf-8"))) - {"x"}
                assert names <= known, (file.name, names - known)


# --- released identifiers


def released():
    """Every identifier ever published, one on a line."""
    return [line for line in _text("released_terms.txt").splitlines() if not line.startswith("#")]


def declared():
    """Every identifier that the shipped modules declare."""
    graph = Graph()
    for name in (*CORE_MODULES, *DOMAIN_MODULES):
        graph.parse(data=_text(name), format="turtle")
    return {
        str(term)
        for term in graph.subjects(RDF.type)
        if isinstance(term, URIRef) and str(term).startswith(OURS) and str(term) not in OURS
    }


def demand_all(names, present):
    """Raise for names that are no longer there."""
    if gone := sorted(set(names) - set(present)):
        raise VanishedTerm(
            f"released terms are gone: {', '.join(gone)}",
            next_step="declare them again and mark them owl:deprecated true",
        )


def test_no_released_term_has_vanished():
    demand_all(released(), declared())


def test_a_released_term_that_vanished_is_reported():
    with pytest.raises(VanishedTerm, match="Stratum"):
        demand_all(released(), declared() - {iri("lg:Stratum")})


def test_every_declared_term_stands_in_the_list_of_released_ones_once():
    lines = released()
    assert len(lines) == len(set(lines))
    missing = sorted(declared() - set(lines))
    assert missing == [], "append these lines to ontology/released_terms.txt"
