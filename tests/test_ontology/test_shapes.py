"""The shapes: a complete record passes, and each rule finds the fault that it is named after."""

from collections import Counter

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef

from ontology import folder
from ontology.namespaces import PREFIXES, curie, iri
from tests.test_ontology.small_graph import EX, records, vocabulary


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(data=(folder() / "shapes.ttl").read_text("utf-8"), format="turtle")


@pytest.fixture(scope="module")
def words():
    return vocabulary()


def faults(data, shapes, **options):
    """(record, shape) for each fault: the shape by name, that of a field by its node shape."""
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, **options)
    found = set()
    for result in results.subjects(RDF.type, SH.ValidationResult):
        source = results.value(result, SH.sourceShape)
        named = source if isinstance(source, URIRef) else _owner(shapes, results, result)
        found.add((curie(str(results.value(result, SH.focusNode))), curie(str(named)).removeprefix("shape:")))
    return found


def _owner(shapes, results, result):
    """The node shape of a property shape, found by its messages: blank nodes have no name to go by."""
    said = {str(message) for message in results.objects(result, SH.resultMessage)}
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        for node in shapes.objects(shape, SH.property):
            if said == {str(message) for message in shapes.objects(node, SH.message)}:
                return shape
    raise AssertionError(said)


def _value(text):
    if isinstance(text, str):
        return URIRef(iri(text))
    return Literal(text)


def spoilt(words, *, without=(), plus=()):
    """Vocabulary and records, with some triples taken out and others put in; a value None takes all."""
    data = words + records()
    for subject, prop, value in without:
        pattern = (URIRef(iri(subject)), URIRef(iri(prop)), None if value is None else _value(value))
        assert pattern in data, pattern
        data.remove(pattern)
    for subject, prop, value in plus:
        data.add((URIRef(iri(subject)), URIRef(iri(prop)), _value(value)))
    return data


def stored(data):
    """The same in a store, on which a build runs the shapes (and which is ten times as fast)."""
    store = ox.Store()
    store.bulk_load(data.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
    return store


def test_complete_records_conform_and_the_shapes_are_shapes(words, shapes):
    assert faults(spoilt(words), shapes, meta_shacl=True) == set()
    assert faults(stored(spoilt(words)), shapes) == set()


#: shape -> the record at fault, triples taken out, triples put in
FAULTS = {
    "RecordWithoutUnit": ("result:s.relapse", [("result:s.relapse", "lg:inUnit", None)], []),
    "ResultWithoutGroup": ("result:s.relapse", [("result:s.relapse", "lg:group", None)], []),
    "StratumWithoutGroup": ("stratum:s.mild", [("stratum:s.mild", "lg:stratumOf", None)], []),
    "GroupWithoutStudy": ("cohort:s.all", [("cohort:s.all", "lg:groupOf", None)], []),
    "PublicationWithoutStudy": ("publication:s.paper", [("publication:s.paper", "lg:reportsOn", None)], []),
    "ReadingWithoutStudy": ("reading:s.counts", [("reading:s.counts", "lg:readingOn", None)], []),
    "RegistrationWithoutStudy": ("registration:s.r", [], [("registration:s.r", "rdf:type", "lg:Registration")]),
    "GuidelineEditionWithoutGuideline": ("edition:g.one", [("edition:g.one", "lg:editionOf", None)], []),
    "SectionWithoutGuidelineEdition": ("section:g.one.2", [("section:g.one.2", "dcterms:isPartOf", None)], []),
    "StatementWithoutPassage": ("statement:p.1", [("statement:p.1", "lg:statementOf", None)], []),
    "GroupWithoutNumber": ("stratum:s.mild", [("stratum:s.mild", "lg:n", None)], []),
    "NegativeCount": ("stratum:s.mild", [("stratum:s.mild", "lg:n", None)], [("stratum:s.mild", "lg:n", -1)]),
    "LineWithoutStrength": ("line:x", [("line:x", "lg:strength", None)], []),
    "IndirectnessWithoutReason": ("directness:x", [("directness:x", "lg:reason", None)], []),
    "LineWithoutDirectness": (
        "line:x", [("line:x", "lg:directness", None)], [("cohort:s.all", "lg:includedIn", "cohort:s.all")],
    ),
    "CountAboveParent": ("stratum:s.mild", [("cohort:s.all", "lg:n", None)], [("cohort:s.all", "lg:n", 19)]),
    "DisjointStrataAboveParent": (
        "stratum:s.mild", [("cohort:s.all", "lg:n", None)], [("cohort:s.all", "lg:n", 38)],
    ),
    "UnusedWithoutReason": (
        "stratum:s.mild", [("stratum:s.mild", "lg:use", None)], [("stratum:s.mild", "lg:use", "lg:notUsed")],
    ),
    "RecommendationWithoutGrade": (
        "statement:p.1",
        [("statement:p.1", "lg:grade", None), ("statement:p.1", "lg:gradeStatus", None)],
        [("statement:p.1", "lg:gradeStatus", "lg:notApplicable")],
    ),
    "GradeAgainstItsStatus": ("statement:p.1", [("statement:p.1", "lg:grade", None)], []),
    "ConsensusAgainstItsStatus": ("statement:p.1", [("statement:p.1", "lg:consensusClass", None)], []),
    "StatementWithoutAnchor": ("statement:p.1", [("statement:p.1", "lg:anchor", None)], []),
    "FigureWithoutSource": ("result:s.relapse", [("result:s.relapse", "lg:readFrom", None)], []),
    "LevelWithoutScheme": ("level:x", [("level:x", "lg:levelScheme", None)], []),
    "LevelOfAnotherScheme": (
        "level:x", [("level:x", "lg:levelScheme", None)], [("level:x", "lg:levelScheme", "lev:oxford-2011-treatment")],
    ),
    "IncompatibleDesigns": ("study:s", [], [("study:s", "lg:hasDesign", "lg:singleArm")]),
    "EmptyCriterion": ("criterion:x", [("criterion:x", "lg:anyOf", None)], []),
    "ReversedRange": (
        "criterion:x", [], [("criterion:x", "lg:minimum", 3), ("criterion:x", "lg:maximum", 2)],
    ),
    "ValueOffItsAxis": ("criterion:x", [], [("criterion:x", "lg:noneOf", EX + "Injection")]),
    "UnknownIntervention": ("study:s", [], [("study:s", "lg:studiesIntervention", EX + "Mild")]),
    "ContradictionOfOne": ("contradiction:x", [("contradiction:x", "lg:member", "statement:p.1")], []),
    "EmptyAnchor": ("anchor:p.1", [("anchor:p.1", "oa:end", None)], [("anchor:p.1", "oa:end", 0)]),
    "MalformedHash": ("passage:p", [("passage:p", "lg:fileSha256", None)], [("passage:p", "lg:fileSha256", 12)]),
}  # fmt: skip


def test_every_rule_has_a_case(shapes):
    named = {curie(str(s)).removeprefix("shape:") for s in shapes.subjects(RDF.type, SH.NodeShape)}
    assert {name for name in named if not name.endswith("Shape")} == FAULTS.keys()


@pytest.mark.parametrize("name", FAULTS)
def test_a_rule_finds_its_fault(name, words, shapes):
    record, without, plus = FAULTS[name]
    assert (record, name) in faults(stored(spoilt(words, without=without, plus=plus)), shapes)


@pytest.mark.parametrize(
    ("without", "plus"),
    [
        ([("stratum:s.mild", "lg:n", None), ("stratum:s.mild", "lg:nStatus", None)],
         [("stratum:s.mild", "lg:nStatus", "lg:notReported")]),
        ([("line:x", "lg:strength", None), ("line:x", "lg:direction", None)],
         [("line:x", "lg:direction", "lg:inconclusive")]),
        ([("line:x", "lg:directness", None)], []),
        ([("line:x", "lg:directness", None)], [("cohort:s.all", "lg:includedIn", "population:x")]),
        ([("cohort:s.all", "lg:n", None)],
         [("cohort:s.all", "lg:n", 19), ("stratum:s.mild", "lg:assertedBy", "edition:g.one"),
          ("stratum:s.severe", "lg:assertedBy", "publication:s.paper")]),
        ([("statement:p.1", "lg:grade", None), ("statement:p.1", "lg:gradeStatus", None)],
         [("statement:p.1", "lg:gradeStatus", "lg:notPrinted")]),
        ([("level:x", "lg:levelScheme", None), ("level:x", "lg:hasLevel", None), ("level:x", "lg:editionStatus", None)],
         [("level:x", "lg:editionStatus", "lg:notStated")]),
        ([("level:x", "lg:hasLevel", None)], []),
        ([], [("statement:p.1", "lg:claimedDesign", "lg:singleArm"),
              ("statement:p.1", "lg:claimedDesign", "lg:randomised")]),
    ],
    ids=[
        "a number that is not reported", "an inconclusive line without strength", "no reasoner, no inclusion",
        "a group inside the population", "counts of two asserters are not added", "a grade that is not printed",
        "an edition that is not stated", "a step that the scheme does not know", "a text that contradicts itself",
    ],
)  # fmt: skip
def test_what_is_allowed_passes(without, plus, words, shapes):
    assert faults(stored(spoilt(words, without=without, plus=plus)), shapes) == set()


@pytest.mark.parametrize(
    ("record", "without", "plus"),
    [
        ("result:s.relapse", [("result:s.relapse", "lg:statistic", None)], []),
        ("result:s.relapse", [], [("result:s.relapse", "lg:statistic", "lg:median")]),
        ("line:x", [("line:x", "lg:direction", None)], [("line:x", "lg:direction", "lg:strong")]),
        ("line:x", [("line:x", "lg:bearsOn", None)], [("line:x", "lg:bearsOn", "study:s")]),
        ("study:s", [], [("study:s", "rdfs:label", 5)]),
        ("anchor:p.1", [("anchor:p.1", "oa:start", None)], [("anchor:p.1", "oa:start", 0.5)]),
    ],
    ids=["missing", "twice", "code of another list", "record of another kind", "not words", "not a whole number"],
)  # fmt: skip
def test_a_field_that_is_wrong_is_found(record, without, plus, words, shapes):
    found = faults(stored(spoilt(words, without=without, plus=plus)), shapes)
    assert {name for who, name in found if who == record and name.endswith("Shape")}


@pytest.mark.parametrize(
    "name", ["LevelOfAnotherScheme", "DisjointStrataAboveParent", "EmptyCriterion", "EmptyAnchor"]
)
def test_a_graph_in_memory_gives_the_same_faults(name, words, shapes):
    _, without, plus = FAULTS[name]
    data = spoilt(words, without=without, plus=plus)
    assert faults(data, shapes) == faults(stored(data), shapes)


def test_every_shape_speaks_german_and_english(shapes):
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        speaking = [shape, *shapes.objects(shape, SH.property), *shapes.objects(shape, SH.sparql)]
        messages = [Counter(m.language for m in shapes.objects(node, SH.message)) for node in speaking]
        assert set(map(frozenset, (m.items() for m in messages if m))) == {frozenset({("de", 1), ("en", 1)})}
        for node, said in zip(speaking[1:], messages[1:], strict=True):
            assert said, (shape, node)


def test_the_prefixes_that_rules_use_are_those_of_the_prefix_map(shapes):
    declared = {
        str(shapes.value(node, SH.prefix)): str(shapes.value(node, SH.namespace))
        for node in shapes.objects(None, SH.declare)
    }
    assert declared == {prefix: PREFIXES[prefix] for prefix in declared}
