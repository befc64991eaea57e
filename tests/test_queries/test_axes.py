"""The axes as the store declares them."""

from __future__ import annotations

import pytest

from ontology.errors import UnknownTerm
from ontology.namespaces import iri
from tests.test_queries.vocabularies import invented, oncology

TURTLE = """
x:s a lg:CategoryAxis, owl:ObjectProperty, owl:FunctionalProperty ; rdfs:range x:S ; rdfs:label "Art"@de, "kind"@en ;
    lg:phrasePattern "Art {value}"@de, "kind {value}"@en .
x:S a owl:Class .
x:a rdfs:subClassOf x:S ; rdfs:label "Eins"@de, "one"@en ; skos:altLabel "1st"@en ; skos:notation "A" ; lg:ofEdition x:e .
x:e a lg:ClassificationEdition ; rdfs:label "Auflage"@de, "edition"@en .
x:v a lg:CategoryAxis, owl:ObjectProperty ; rdfs:range x:S ; lg:variantOf x:s ; lg:variantLabel "nach V"@de, "by V"@en .
x:n a lg:RangeAxis, owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:range xsd:integer ; lg:neverExceeds x:m .
x:m a lg:RangeAxis, owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:range xsd:integer .
lg:Patient rdfs:subClassOf [ a owl:Restriction ; owl:onProperty x:m ; owl:someValuesFrom xsd:integer ] .
x:module a owl:Ontology ; lg:defaultEdition x:e .
x:rule a lg:Implication ; lg:if x:if ; lg:then x:then ; lg:inEdition x:e .
x:if a lg:Criterion ; lg:onAxis x:s ; lg:anyOf x:a . x:then a lg:Criterion ; lg:onAxis x:n ; lg:minimum 1 ; lg:maximum 2 .
"""


@pytest.fixture(scope="module")
def axes():
    return invented(TURTLE)


def test_an_axis_knows_its_kind_its_values_and_its_words(axes):
    axis = axes.axis("urn:x:s")
    assert (axis.kind, axis.many, axis.total, axis.range) == ("category", False, False, "urn:x:S")
    assert axis.label == {"de": "Art", "en": "kind"}
    assert set(axis.patterns) == {("de", "Art {value}"), ("en", "kind {value}")}
    assert {value.iri for value in axes.values_of("urn:x:s")} == {"urn:x:S", "urn:x:a"}
    assert axes.value_words("urn:x:s")["urn:x:a"] == {"eins", "one", "1st", "a"}


def test_an_axis_that_is_not_functional_has_many_values(axes):
    assert axes.axis("urn:x:v").many


def test_every_patient_has_a_value_only_where_the_module_says_so(axes):
    assert {name for name, axis in axes.axes.items() if axis.total} == {"urn:x:m"}


def test_variants_limits_editions_and_rules_are_read(axes):
    assert [variant.iri for variant in axes.variants("urn:x:s")] == ["urn:x:v"]
    assert axes.axis("urn:x:v").variant_label == {"de": "nach V", "en": "by V"}
    assert axes.axis("urn:x:n").limits == ("urn:x:m",)
    assert axes.default_editions == ("urn:x:e",)
    assert axes.values["urn:x:a"].edition == "urn:x:e"
    (rule,) = axes.rules
    assert (rule.premises[0].any_of, rule.consequences[0].minimum, rule.editions) == (
        ("urn:x:a",),
        1,
        ("urn:x:e",),
    )


def test_an_unknown_axis_is_named_with_those_there_are(axes):
    with pytest.raises(UnknownTerm, match="urn:x:other") as fault:
        axes.axis("urn:x:other")
    assert "urn:x:s" in fault.value.next_step


def test_the_real_module_is_read_whole():
    axes = oncology()
    assert axes.axis("onc:nodalCategory").iri == iri("onc:nodalCategory")
    assert {variant.iri for variant in axes.variants(iri("onc:nodalCategory"))} == {
        iri("onc:clinicalNodalCategory"),
        iri("onc:pathologicalNodalCategory"),
    }
    assert all(part.axis in axes.axes for rule in axes.rules for part in (*rule.premises, *rule.consequences))
    assert axes.axis("onc:metastaticSite").many
    assert iri("onc:metastasisCount") in axes.axis("onc:metastaticSite").limits
