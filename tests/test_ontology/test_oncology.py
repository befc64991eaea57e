"""The oncology module: its words, its three editions of TNM, and what follows from what."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef

import ontology
from kg_build.owl import hermit
from kg_build.owl import populations as owl_axioms
from ontology.namespaces import PREFIXES

LG = rdflib.Namespace(PREFIXES["lg"])
ONC = rdflib.Namespace(PREFIXES["onc"])
CORPUS = Path(__file__).parents[2] / "kg_build" / "corpus"
EDITIONS = {ONC.TNM7, ONC.TNM8, ONC.TNM9}

MANY_VALUED = {"driverAlteration", "metastaticSite", "treatmentBefore", "treatmentReceived"}

CODES = {
    "TNM7": "NX N0 N1 N2 N3 M0 M1 M1a M1b I IA IB II IIA IIB III IIIA IIIB IV",
    "TNM8": "NX N0 N1 N2 N3 M0 M1 M1a M1b M1c I IA IA1 IA2 IA3 IB II IIA IIB III IIIA IIIB IIIC IV IVA IVB",
    "TNM9": "NX N0 N1 N2 N2a N2b N3 M0 M1 M1a M1b M1c M1c1 M1c2"
    " I IA IA1 IA2 IA3 IB II IIA IIB III IIIA IIIB IIIC IV IVA IVB",
}


@pytest.fixture(scope="module")
def graph():
    return rdflib.Graph().parse(data=_text("oncology.ttl"), format="turtle")


def _text(name):
    return (ontology.folder() / name).read_text("utf-8")


def _terms(graph):
    """All that the module declares, by its own name."""
    return {
        subject
        for subject in graph.subjects(RDF.type)
        if isinstance(subject, URIRef) and subject.startswith(ONC) and subject != URIRef(ONC)
    }


def _by_language(graph, subject, prop):
    return Counter(word.language for word in graph.objects(subject, prop))


def _below(graph, top):
    return {child for child in graph.transitive_subjects(RDFS.subClassOf, top) if child != top}


def _axes(graph):
    return {
        axis
        for kind in ("Category", "Hierarchy", "Range", "Flag")
        for axis in graph.subjects(RDF.type, LG[f"{kind}Axis"])
    }


# ---------------------------------------------------------------- words


def test_every_term_has_one_label_and_one_definition_in_each_language(graph):
    incomplete = {
        str(term)
        for term in _terms(graph)
        for prop in (RDFS.label, SKOS.definition)
        if _by_language(graph, term, prop) != {"de": 1, "en": 1}
    }
    assert not incomplete


def test_no_word_of_a_term_is_given_twice_or_empty(graph):
    faults = [
        (str(term), word)
        for term in _terms(graph)
        for word in graph.objects(term, SKOS.altLabel)
        if not word.strip() or Literal(word, lang=word.language) in set(graph.objects(term, RDFS.label))
    ]
    assert not faults


@pytest.mark.parametrize("kind", ["Intervention", "Endpoint", "Target"])
def test_a_word_names_one_intervention_one_endpoint_and_one_target(graph, kind):
    members = _below(graph, LG[kind]) | set(graph.subjects(RDF.type, LG[kind]))
    meanings = defaultdict(set)
    for member in members:
        for prop in (RDFS.label, SKOS.altLabel, SKOS.notation):
            for word in graph.objects(member, prop):
                meanings[re.sub(r"[\s\-/]+", "-", word).casefold()].add(str(member))
    assert members
    assert not {word: found for word, found in meanings.items() if len(found) > 1}


def test_a_word_names_one_value_of_an_axis_unless_editions_share_the_code(graph):
    ambiguous = {}
    for axis in _axes(graph):
        meanings = defaultdict(set)
        for value in _below(graph, graph.value(axis, RDFS.range)):
            edition = graph.value(value, LG.ofEdition)
            for prop in (RDFS.label, SKOS.altLabel, SKOS.notation):
                for word in graph.objects(value, prop):
                    meanings[str(word).casefold(), edition].add(str(value))
        ambiguous |= {(str(axis), word): found for word, found in meanings.items() if len(found) > 1}
    assert not ambiguous


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("Lokaltherapie", ONC.LocalTherapy),
        ("lokale Therapie", ONC.LocalTherapy),
        ("SBRT", ONC.StereotacticRadiotherapy),
        ("SABR", ONC.StereotacticRadiotherapy),
        ("Stereotaxie", ONC.StereotacticRadiotherapy),
        ("stereotaktische Bestrahlung", ONC.StereotacticRadiotherapy),
        ("OP", ONC.Surgery),
        ("Chemostrahlentherapie", ONC.DefinitiveChemoradiation),
        ("Radiochemotherapie", ONC.DefinitiveChemoradiation),
        ("OS", ONC.OverallSurvival),
        ("Fernmetastasen", ONC.Metastasis),
        ("nicht-kleinzelliges Lungenkarzinom", ONC.NSCLC),
    ],
)
def test_the_words_that_people_use_lead_to_the_term(graph, word, term):
    found = {
        subject
        for language in ("de", "en")
        for prop in (RDFS.label, SKOS.altLabel)
        for subject in graph.subjects(prop, Literal(word, lang=language))
    }
    assert found == {term}


def test_every_name_that_the_corpus_uses_is_declared(graph):
    declared = {str(term).removeprefix(ONC) for term in _terms(graph)}
    used = {
        name
        for file in CORPUS.rglob("*.yaml")
        for name in re.findall(r"\bonc:(\w+)", file.read_text("utf-8"))
    }
    assert used
    assert used <= declared


# ---------------------------------------------------------------- axes


def test_an_axis_is_one_valued_unless_a_patient_may_have_several(graph):
    many = {axis for axis in _axes(graph) if (axis, RDF.type, OWL.FunctionalProperty) not in graph}
    assert {str(axis).removeprefix(ONC) for axis in many} == MANY_VALUED


def test_an_axis_speaks_of_patients_and_has_one_range(graph):
    for axis in _axes(graph):
        counted = (axis, RDF.type, LG.RangeAxis) in graph
        assert graph.value(axis, RDFS.domain) == LG.Patient
        assert (axis, RDF.type, OWL.DatatypeProperty if counted else OWL.ObjectProperty) in graph
        value_class = graph.value(axis, RDFS.range, any=False)
        assert (value_class == rdflib.XSD.integer) is counted
        assert counted or _below(graph, value_class)


def test_what_every_patient_has_is_a_value_of_the_range_of_the_axis(graph):
    restrictions = set(graph.objects(LG.Patient, RDFS.subClassOf))
    assert restrictions
    for restriction in restrictions:
        axis = graph.value(restriction, OWL.onProperty)
        assert (axis, RDF.type, OWL.FunctionalProperty) in graph
        assert graph.value(restriction, OWL.someValuesFrom) == graph.value(axis, RDFS.range)


def test_a_flag_has_two_values(graph):
    for axis in graph.subjects(RDF.type, LG.FlagAxis):
        assert len(_below(graph, graph.value(axis, RDFS.range))) == 2


def test_a_variant_names_its_basis_in_both_languages(graph):
    variants = set(graph.subjects(LG.variantOf))
    assert {str(variant).removeprefix(ONC) for variant in variants} == {
        "clinicalNodalCategory",
        "pathologicalNodalCategory",
        *(f"{axis}TNM{edition}" for axis in ("stage", "localStage") for edition in (7, 8, 9)),
    }
    for variant in variants:
        assert graph.value(variant, LG.variantOf) in _axes(graph) - variants
        assert _by_language(graph, variant, LG.variantLabel) == {"de": 1, "en": 1}


def test_phrase_patterns_have_one_slot_that_fits_the_kind_of_the_axis(graph):
    for axis in _axes(graph):
        slot = "{range}" if (axis, RDF.type, LG.RangeAxis) in graph else "{value}"
        assert {"de", "en"} <= set(_by_language(graph, axis, LG.phrasePattern))
        for pattern in graph.objects(axis, LG.phrasePattern):
            assert re.findall(r"\{[^}]*\}", pattern) == [slot], (axis, pattern)


def test_a_counting_phrase_belongs_to_one_axis(graph):
    meanings = defaultdict(set)
    for axis in graph.subjects(RDF.type, LG.RangeAxis):
        for pattern in graph.objects(axis, LG.phrasePattern):
            meanings[pattern].add(axis)
    assert not {pattern: axes for pattern, axes in meanings.items() if len(axes) > 1}


def test_what_never_exceeds_a_count_is_a_count_or_has_several_values(graph):
    pairs = set(graph.subject_objects(LG.neverExceeds))
    counts = set(graph.subjects(RDF.type, LG.RangeAxis))
    assert (ONC.organSystemCount, ONC.metastasisCount) in pairs
    assert (ONC.metastaticSite, ONC.metastasisCount) in pairs
    for axis, limit in pairs:
        assert limit in counts
        assert axis in counts or str(axis).removeprefix(ONC) in MANY_VALUED


# ---------------------------------------------------------------- editions and implications


@pytest.mark.parametrize("edition", CODES)
def test_each_edition_has_exactly_its_own_codes(graph, edition):
    codes = {str(graph.value(value, SKOS.notation)) for value in graph.subjects(LG.ofEdition, ONC[edition])}
    assert codes - {"None"} == set(CODES[edition].split())


def test_a_category_of_an_edition_carries_the_edition_in_its_name(graph):
    for value, edition in graph.subject_objects(LG.ofEdition):
        assert str(value).endswith(f"_{str(edition).removeprefix(ONC)}")


def test_the_edition_read_where_none_is_named_is_the_eighth(graph):
    assert graph.value(URIRef(ONC), LG.defaultEdition) == ONC.TNM8


def test_every_implication_says_in_which_editions_it_holds_and_uses_no_code_of_another(graph):
    implications = set(graph.subjects(RDF.type, LG.Implication))
    assert implications
    for implication in implications:
        editions = set(graph.objects(implication, LG.inEdition))
        assert editions
        assert editions <= EDITIONS
        for side in (LG["if"], LG.then):
            assert graph.value(implication, side)
            for criterion in graph.objects(implication, side):
                used = set(graph.objects(criterion, LG.anyOf / LG.ofEdition))
                assert used <= editions, (implication, criterion)


def test_every_criterion_is_used_and_asks_for_values_of_its_own_axis(graph):
    used = set(graph.objects(None, LG["if"])) | set(graph.objects(None, LG.then))
    assert used == set(graph.subjects(RDF.type, LG.Criterion))
    for criterion in used:
        axis = graph.value(criterion, LG.onAxis, any=False)
        wanted = {*graph.objects(criterion, LG.anyOf), *graph.objects(criterion, LG.noneOf)}
        counted = {*graph.objects(criterion, LG.minimum), *graph.objects(criterion, LG.maximum)}
        top = graph.value(axis, RDFS.range)
        assert bool(wanted) is not bool(counted)
        assert wanted <= _below(graph, top) | {top}


def test_n2_means_local_stage_three_in_the_seventh_and_eighth_edition_only(graph):
    stage_three = {
        axis: edition
        for edition in ("TNM7", "TNM8", "TNM9")
        for axis in [graph.value(ONC[f"criterion_localStage{edition}_LocalStageIII_{edition}"], LG.onAxis)]
    }
    for criterion in graph.subjects(LG.anyOf, ONC.N2):
        for implication in graph.subjects(LG["if"], criterion):
            axes = set(graph.objects(implication, LG.then / LG.onAxis))
            assert {stage_three[axis] for axis in axes} == {"TNM7", "TNM8"}


@pytest.mark.parametrize("axis", ["nodalCategory", "clinicalNodalCategory", "pathologicalNodalCategory"])
def test_n3_means_local_stage_three_on_every_axis_of_local_stage(graph, axis):
    (implication,) = graph.subjects(LG["if"], ONC[f"criterion_{axis}_N3"])
    axes = set(graph.objects(implication, LG.then / LG.onAxis))
    assert axes == {ONC.localStage, *(ONC[f"localStageTNM{edition}"] for edition in (7, 8, 9))}
    assert set(graph.objects(implication, LG.inEdition)) == EDITIONS


# ---------------------------------------------------------------- what HermiT makes of it

#: Below: the first is a kind of the second. Apart: nobody is both. Free: neither is known.
BELOW = [
    ("N2a_TNM9", "N2"), ("N2b_TNM9", "N2_TNM7"), ("N3_TNM7", "N3_TNM9"), ("N3", "N1orHigher"),
    ("M1c_TNM8", "M1b_TNM7"), ("M1b_TNM8", "M1b_TNM7"), ("M1b_TNM8", "M1b_TNM9"), ("M1c_TNM8", "M1c_TNM9"),
    ("M1c1_TNM9", "M1c_TNM8"), ("M1c2_TNM9", "M1b_TNM7"), ("M1a_TNM7", "M1a_TNM9"), ("M1a_TNM9", "M1"),
    ("StageIVA_TNM8", "StageIV"), ("StageIIIC_TNM9", "StageIII"), ("LocalStageIIIA_TNM7", "LocalStageIII"),
    ("Adenocarcinoma", "NSCLC"), ("LargeCellCarcinoma", "NonSquamousNSCLC"), ("SCLC", "LungCancer"),
    ("Lobectomy", "LocalTherapy"), ("StereotacticRadiotherapy", "LocalAblativeTherapy"),
    ("DefinitiveChemoradiation", "LocalTherapy"), ("DefinitiveChemoradiation", "SystemicTherapy"),
    ("CisplatinBasedCombination", "Chemotherapy"), ("ContralateralLung", "Lung"),
]  # fmt: skip
APART = [
    ("N2", "N3"), ("N2a_TNM9", "N2b_TNM9"), ("N2a_TNM9", "N3_TNM7"), ("N0_TNM8", "N1orHigher"), ("NX", "N0"),
    ("M0", "M1a_TNM7"), ("M1b_TNM8", "M1c_TNM9"), ("M1a_TNM8", "M1b_TNM7"), ("M1c1_TNM9", "M1c2_TNM9"),
    ("StageIVA_TNM8", "StageIVB_TNM8"), ("StageIIIA_TNM7", "StageIIIB_TNM7"), ("StageIII_TNM8", "StageIV"),
    ("LocalStageIIIC_TNM9", "LocalStageIIIA_TNM9"), ("NSCLC", "SCLC"), ("SquamousCellCarcinoma", "Adenocarcinoma"),
    ("Synchronous", "Metachronous"), ("OtherPrimary", "NSCLC"), ("T1", "T4"), ("PartialResponse", "Progression"),
]  # fmt: skip
FREE = [
    ("StageIIIA_TNM7", "StageIIIB_TNM8"), ("StageIIIA_TNM7", "StageIIIA_TNM8"), ("Brain", "Bone"),
    ("LocalStageIIIB_TNM8", "LocalStageIIIC_TNM9"), ("Surgery", "Radiotherapy"), ("NonSquamousNSCLC", "OtherNSCLC"),
    ("EGFRMutation", "ALKRearrangement"), ("LocalTherapy", "SystemicTherapy"),
]  # fmt: skip


#: Populations that the implications make impossible, and others, just beside them, that they leave possible.
IMPOSSIBLE = [
    {"nodalCategory": "N3", "localStage": "LocalStageII"},
    {"nodalCategory": "N3_TNM7", "localStageTNM9": "LocalStageIIB_TNM9"},
    {"clinicalNodalCategory": "N3", "localStageTNM7": "LocalStageII_TNM7"},
    {"pathologicalNodalCategory": "N2", "localStageTNM8": "LocalStageII_TNM8"},
    {"nodalCategory": "N2a_TNM9", "localStageTNM7": "LocalStageI_TNM7"},
    {"metastasisCategory": "M1b_TNM8", "extrathoracicMetastasisCount": 2},
    {"metastasisCategory": "M1b_TNM9", "metastasisCount": 0},
    {"metastasisCategory": "M1c_TNM8", "extrathoracicMetastasisCount": 1},
    {"metastasisCategory": "M1a", "extrathoracicMetastasisCount": 1},
    {"metastasisCategory": "M1c1_TNM9", "extrathoracicOrganCount": 2},
    {"metastasisCategory": "M1c2_TNM9", "organSystemCount": 1},
    {"metastasisCategory": "M0", "metastasisCount": 1},
    {"metastasisCategory": "M0", "metastaticSite": "Brain"},
    {"metastasisCategory": "M1a", "stageTNM8": "StageIVB_TNM8"},
    {"metastasisCategory": "M1c_TNM8", "stageTNM9": "StageIVA_TNM9"},
    {"metastasisCategory": "M0", "stageTNM7": "StageIV_TNM7"},
    {"metastasisCategory": "M1b_TNM7", "stage": "StageIII"},
    {"stageTNM8": "StageIVA_TNM8", "stageTNM9": "StageIVB_TNM9"},
    {"metastasisCount": 0, "metastaticSite": "Bone"},
    {"metastasisCount": 1, "stage": "StageIII"},
    {"metastasisCount": 1, "organSystemCount": 2},
    {"metastasisCount": 2, "organSystemCount": 0},
]  # fmt: skip
POSSIBLE = [
    {"nodalCategory": "N3", "localStage": "LocalStageIII"},
    {"nodalCategory": "N2a_TNM9", "localStageTNM9": "LocalStageIIB_TNM9"},
    {"clinicalNodalCategory": "N3", "pathologicalNodalCategory": "N2"},
    {"localStageTNM7": "LocalStageIIIA_TNM7", "localStageTNM8": "LocalStageIIIB_TNM8"},
    {"localStageTNM8": "LocalStageIII_TNM8", "localStageTNM9": "LocalStageII_TNM9"},
    {"metastasisCategory": "M1b_TNM8", "metastasisCount": 3},
    {"metastasisCategory": "M1b_TNM8", "metastasisCount": 3, "extrathoracicMetastasisCount": 1},
    {"metastasisCategory": "M1a", "stageTNM8": "StageIVA_TNM8"},
    {"metastasisCategory": "M1b_TNM7", "stageTNM8": "StageIVA_TNM8"},
    {"metastasisCategory": "M1b_TNM7", "stageTNM8": "StageIVB_TNM8"},
    {"metastasisCategory": "M1a", "metastasisCount": 0},
    {"metastasisCount": 4, "organSystemCount": 1, "metastaticSite": "Brain"},
    {"stageTNM7": "StageIV_TNM7", "localStageTNM7": "LocalStageI_TNM7"},
]  # fmt: skip


def _probe(population):
    return "urn:probe:" + "-".join(f"{axis}.{value}" for axis, value in population.items())


def _restriction(axis, value):
    if isinstance(value, int):
        return f'DataHasValue(<{ONC[axis]}> "{value}"^^<{rdflib.XSD.integer}>)'
    return f"ObjectSomeValuesFrom(<{ONC[axis]}> <{ONC[value]}>)"


def _intersection(name, parts):
    return (
        f"Declaration(Class(<{name}>))\nEquivalentClasses(<{name}> ObjectIntersectionOf({' '.join(parts)}))\n"
    )


@pytest.fixture(scope="module")
def proved(graph):
    """What HermiT proves of the module: its own classes, pairs of them, and populations under the implications."""
    if hermit.java() is None:
        pytest.skip("no Java on this machine")
    both = graph + rdflib.Graph().parse(data=_text("core.ttl"), format="turtle")
    triples = both.serialize(format="nt").splitlines()
    triples = [line.removesuffix(".").strip() for line in triples if line]
    pairs = [_intersection(_pair(*pair), [f"<{ONC[name]}>" for name in pair]) for pair in APART + FREE]
    populations = [
        _intersection(_probe(asked), [_restriction(axis, value) for axis, value in asked.items()])
        for asked in IMPOSSIBLE + POSSIBLE
    ]
    axioms = [owl_axioms.rules(triples, range(6)), *pairs, *populations]
    return hermit.classify(owl_axioms.logical(triples), ["".join(axioms)])


def _pair(first, second):
    return f"urn:probe:{first}-and-{second}"


@pytest.mark.java
@pytest.mark.parametrize(("narrow", "broad"), BELOW)
def test_a_category_lies_below_another(proved, narrow, broad):
    assert proved.within(str(ONC[narrow]), str(ONC[broad]))


@pytest.mark.java
@pytest.mark.parametrize(("first", "second"), APART)
def test_nobody_is_in_both_of_two_categories(proved, first, second):
    assert _pair(first, second) in proved.empty


@pytest.mark.java
@pytest.mark.parametrize(("first", "second"), FREE)
def test_two_categories_neither_exclude_nor_contain_each_other(proved, first, second):
    assert _pair(first, second) not in proved.empty
    assert not proved.within(str(ONC[first]), str(ONC[second]))
    assert not proved.within(str(ONC[second]), str(ONC[first]))


@pytest.mark.java
@pytest.mark.parametrize("population", IMPOSSIBLE, ids=_probe)
def test_the_implications_exclude_a_population_that_cannot_be(proved, population):
    assert _probe(population) in proved.empty


@pytest.mark.java
@pytest.mark.parametrize("population", POSSIBLE, ids=_probe)
def test_the_implications_leave_a_population_that_can_be(proved, population):
    assert _probe(population) not in proved.empty


@pytest.mark.java
def test_no_category_of_the_module_is_empty(proved, graph):
    assert not {str(term) for term in graph.subjects(RDF.type, OWL.Class)} & proved.empty
