"""Level schemes: one for each system, edition and column; own words; codes as the registers have them; never equated."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

from ontology import folder
from ontology.namespaces import PREFIXES

LG, LEV = Namespace(PREFIXES["lg"]), Namespace(PREFIXES["lev"])
REGISTER = Path(__file__).parents[3] / "shared" / "data" / "awmf"
AWMF = "http://fhir.awmf.org/awmf.ig/CodeSystem/"

SCHEMES = {
    "oxford-2009-therapy": ("oxford", "1a 1b 1c 2a 2b 2c 3a 3b 4 5"),
    "oxford-2009-prognosis": ("oxford", "1a 1b 1c 2a 2b 2c 4 5"),
    "oxford-2011-treatment": ("oxford", "1 2 3 4 5"),
    "oxford-2011-prognosis": ("oxford", "1 2 3 4"),
    "oxford-2011-harms": ("oxford", "1 2 3 4 5"),
    "grade-certainty": ("grade", "high moderate low very-low"),
    "grade-strength": ("grade", "strong weak"),
    "sign-levels": ("sign", "1++ 1+ 1- 2++ 2+ 2- 3 4"),
    "awmf-classes": ("awmf-class", "S3 S2e S2k S1"),
    "awmf-grades": ("awmf-grade", "A B 0"),
    "awmf-consensus-classes": ("awmf-consensus", "strong consensus majority no-majority"),
}


@pytest.fixture(scope="module")
def graph():
    return Graph().parse(data=(folder() / "levels.ttl").read_text("utf-8"), format="turtle")


def _levels(graph, scheme):
    """The levels of a scheme in their order, by notation or (where that is a phrase) by name."""
    found = sorted(
        (graph.value(level, LG.levelOrder).toPython(), str(level))
        for level in graph.subjects(SKOS.inScheme, scheme)
    )
    return [URIRef(name) for _, name in found]


def _short(graph, level):
    notation = str(graph.value(level, SKOS.notation))
    return notation if " " not in notation and not level.startswith(LEV["awmf-consensus"]) else _tail(level)


def _tail(level):
    return re.sub(r"^(grade-certainty|awmf-consensus)-", "", str(level)[len(LEV) :])


def test_the_schemes_are_those_of_each_system_edition_and_column(graph):
    schemes = {str(s)[len(LEV) :]: s for s in graph.subjects(RDF.type, LG.LevelScheme)}
    assert schemes.keys() == SCHEMES.keys()
    for name, (system, levels) in SCHEMES.items():
        assert graph.value(schemes[name], LG.schemeOf) == LEV[system]
        assert [_short(graph, level) for level in _levels(graph, schemes[name])] == levels.split()


def test_every_term_has_one_label_and_one_definition_in_each_language(graph):
    for term in {s for s in graph.subjects(RDF.type) if s != URIRef(LEV)}:
        for prop in (RDFS.label, SKOS.definition):
            assert Counter(w.language for w in graph.objects(term, prop)) == {"de": 1, "en": 1}, (term, prop)


def test_labels_tell_the_levels_of_different_schemes_apart(graph):
    for language in ("de", "en"):
        labels = Counter(str(w) for w in graph.objects(None, RDFS.label) if w.language == language)
        assert not [label for label, times in labels.items() if times > 1]


def test_every_level_has_one_scheme_one_notation_and_a_place_in_its_order(graph):
    for scheme in graph.subjects(RDF.type, LG.LevelScheme):
        levels = _levels(graph, scheme)
        orders = [graph.value(level, LG.levelOrder).toPython() for level in levels]
        assert sorted(set(orders)) == list(range(1, max(orders) + 1))
        for level in levels:
            assert len(list(graph.objects(level, SKOS.inScheme))) == 1
            assert len(list(graph.objects(level, SKOS.notation))) == 1


def test_a_scheme_names_its_edition_and_its_source(graph):
    for scheme in graph.subjects(RDF.type, LG.LevelScheme):
        assert graph.value(scheme, LG.schemeEdition)
        assert (scheme, URIRef("http://purl.org/dc/terms/source"), None) in graph


def test_2b_exists_in_oxford_2009_and_not_in_oxford_2011(graph):
    assert (LEV["oxford-2009-therapy-2b"], SKOS.inScheme, LEV["oxford-2009-therapy"]) in graph
    assert not [level for level in graph.subjects() if "oxford-2011" in level and level.endswith("2b")]


def _equated(graph):
    ways = (
        OWL.sameAs,
        SKOS.exactMatch,
        SKOS.closeMatch,
        SKOS.broadMatch,
        SKOS.narrowMatch,
        SKOS.relatedMatch,
    )
    for way in ways:
        for one, other in graph.subject_objects(way):
            if graph.value(one, SKOS.inScheme) != graph.value(other, SKOS.inScheme):
                yield one, other


def test_no_level_is_equated_with_one_of_another_scheme(graph):
    assert list(_equated(graph)) == []


def test_an_equation_across_schemes_would_be_found(graph):
    spoilt = Graph() + graph
    spoilt.add((LEV["oxford-2009-therapy-2b"], SKOS.closeMatch, LEV["oxford-2011-treatment-3"]))
    assert list(_equated(spoilt))


def test_a_minus_sign_is_known_to_oxford_2009_alone(graph):
    carrying = {str(s)[len(LEV) :] for s, may in graph.subject_objects(LG.mayCarryMinus) if may.toPython()}
    assert carrying == {"oxford-2009-therapy", "oxford-2009-prognosis"}


def test_the_consensus_classes_leave_no_percentage_out_and_none_in_two(graph):
    bounds = [
        (graph.value(level, LG.consensusAbove), graph.value(level, LG.consensusUpTo))
        for level in _levels(graph, LEV["awmf-consensus-classes"])
    ]
    for percent in (0, 50, 50.1, 75, 75.1, 95, 95.1, 100):
        inside = [
            (low is None or percent > low.toPython()) and (high is None or percent <= high.toPython())
            for low, high in bounds
        ]
        assert sum(inside) == 1, percent


def test_soll_is_grade_a_and_sollte_grade_b(graph):
    wording = {
        str(level)[-1]: {str(w) for w in graph.objects(level, LG.wordingFor) if w.language == "de"}
        for level in _levels(graph, LEV["awmf-grades"])
    }
    assert wording == {"A": {"soll"}, "B": {"sollte"}, "0": {"kann erwogen werden"}}


def _of(graph, scheme, prop, design):
    levels = [level for level in _levels(graph, LEV[scheme]) if (level, LG[prop], LG[design]) in graph]
    return " ".join(_short(graph, level) for level in levels)


@pytest.mark.parametrize(
    ("scheme", "design", "single", "review"),
    [
        ("oxford-2009-therapy", "randomised", "1b 2b", "1a"),
        ("oxford-2009-therapy", "cohortStudy", "2b 4", "2a"),
        ("oxford-2009-therapy", "caseControl", "3b 4", "3a"),
        ("oxford-2009-therapy", "caseSeries", "4", ""),
        ("oxford-2009-therapy", "singleArm", "4", ""),
        ("oxford-2011-treatment", "randomised", "2", "1"),
        ("oxford-2011-treatment", "cohortStudy", "3 4", ""),
        ("oxford-2011-treatment", "caseControl", "4", ""),
        ("oxford-2011-treatment", "singleArm", "4", ""),
        ("oxford-2009-prognosis", "cohortStudy", "1b 2b 4", "1a 2a"),
        ("oxford-2011-prognosis", "cohortStudy", "2 3 4", "1"),
        ("sign-levels", "randomised", "1++ 1+ 1-", "1++ 1+ 1-"),
        ("sign-levels", "caseSeries", "3", ""),
    ],
)
def test_a_level_says_to_which_designs_it_can_be_given(graph, scheme, design, single, review):
    assert _of(graph, scheme, "levelOfDesign", design) == single
    assert _of(graph, scheme, "levelOfReview", design) == review


def _codes(graph):
    found = {}
    for level, code in graph.subject_objects(LG.registerCode):
        found.setdefault(str(graph.value(level, LG.registerSystem)), set()).add(str(code))
    return found


def test_every_level_has_the_code_of_a_register(graph):
    for scheme in graph.subjects(RDF.type, LG.LevelScheme):
        for level in _levels(graph, scheme):
            assert graph.value(level, LG.registerCode) is not None
            assert graph.value(level, LG.registerSystem) is not None


@pytest.mark.shared
@pytest.mark.skipif(
    not REGISTER.is_dir(), reason="the code systems of the register are not beside the project"
)
def test_the_codes_are_those_of_the_guideline_register(graph):
    ours = {system: codes for system, codes in _codes(graph).items() if system.startswith(AWMF)}
    assert len(ours) == 6
    for system, codes in ours.items():
        text = (REGISTER / f"CodeSystem-{system.removeprefix(AWMF)}.json").read_text("utf-8")
        register = json.loads(text)
        assert register["url"] == system
        assert {concept["code"] for concept in register["concept"]} == codes
