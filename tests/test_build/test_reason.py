"""What HermiT proves of populations, and how a clash in our own modelling is told."""

import os
import subprocess
import sys
import tempfile
from itertools import combinations_with_replacement, product

import pytest

from kg_build.assemble import ontology
from kg_build.model import Cohort, Criterion, Population, Stratum
from kg_build.owl import hermit
from kg_build.owl.populations import described
from kg_build.owl.prove import ModellingClash, inclusions, ontology_edges
from kg_build.pipeline import build
from tests.test_build import small

pytestmark = [
    pytest.mark.java,
    pytest.mark.skipif(hermit.java() is None, reason="there is no Java"),
]

MODULE = b"""
@prefix : <https://example.org/field/> .
@prefix lg: <https://w3id.org/leitgraph/ontology/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
lg:Patient a owl:Class .
:grade a owl:ObjectProperty, owl:FunctionalProperty, lg:CategoryAxis ; rdfs:domain lg:Patient ; rdfs:range :Grade .
:Grade a owl:Class ; owl:disjointUnionOf ( :Low :Middle :High ) .
:Low a owl:Class ; rdfs:subClassOf :Grade . :Middle a owl:Class ; rdfs:subClassOf :Grade .
:High a owl:Class ; rdfs:subClassOf :Grade . :VeryHigh a owl:Class ; rdfs:subClassOf :High .
:place a owl:ObjectProperty, lg:CategoryAxis ; rdfs:domain lg:Patient ; rdfs:range :Place .
:Place a owl:Class . :Here a owl:Class ; rdfs:subClassOf :Place . :There a owl:Class ; rdfs:subClassOf :Place .
:count a owl:DatatypeProperty, owl:FunctionalProperty, lg:RangeAxis ; rdfs:domain lg:Patient ; rdfs:range xsd:integer .
:part a owl:DatatypeProperty, owl:FunctionalProperty, lg:RangeAxis ; rdfs:domain lg:Patient ; rdfs:range xsd:integer ;
    lg:neverExceeds :count .
:rule a lg:Implication ; lg:if :isHigh ; lg:then :isTwo .
:isHigh a lg:Criterion ; lg:onAxis :grade ; lg:anyOf :High .
:isTwo a lg:Criterion ; lg:onAxis :count ; lg:minimum 2 ; lg:maximum 2 .
"""
F = "https://example.org/field/"


@pytest.fixture(scope="module")
def field():
    class Field:
        def modules(self):
            return {"field.ttl": MODULE}

    return ontology([Field()])


def on(axis, *any_of, none=(), low=None, high=None, name=""):
    return Criterion(
        id=f"criterion:{name or axis}", axis=F + axis, any_of=tuple(F + value for value in any_of),
        none_of=tuple(F + value for value in none), minimum=low, maximum=high,
    )  # fmt: skip


def who(name, *criteria):
    return Population(id=f"population:{name}", criteria=criteria)


def proved(field, *populations, block=30):
    short = {one.id: one.id.partition(":")[2] for one in populations}
    pairs = inclusions(field, tuple(described(populations)), block)
    return {(short[narrow], short[wide]) for narrow, wide in pairs}


def test_all_inclusions_between_ranges_of_counts_are_found(field):
    ranges = list(combinations_with_replacement(range(1, 6), 2))
    ends = [*ranges, *((low, None) for low in range(1, 6))]
    people = [who(f"{low}.{high}", on("count", low=low, high=high)) for low, high in ends]
    expected = {
        (f"{a}.{b}", f"{c}.{d}")
        for (a, b), (c, d) in product(ends, repeat=2)
        if (a, b) != (c, d) and a >= c and (d is None or (b is not None and b <= d))
    }
    assert proved(field, *people) == expected


def test_narrower_values_complements_and_many_valued_axes(field):
    people = (
        who("high", on("grade", "High")),
        who("very", on("grade", "VeryHigh")),
        who("not-low", on("grade", none=["Low"])),
        who("high-or-low", on("grade", "High", "Low")),
        who("here", on("place", "Here")),
        who("here-and-there", on("place", "Here", name="h"), on("place", "There", name="t")),
    )
    assert proved(field, *people) == {
        ("very", "high"), ("very", "not-low"), ("very", "high-or-low"), ("high", "not-low"),
        ("high", "high-or-low"), ("here-and-there", "here"),
    }  # fmt: skip


def test_implications_and_limits_of_counts_are_applied(field):
    people = (
        who("high", on("grade", "High")),
        who("two", on("count", low=2, high=2)),
        who("parts", on("part", low=2, high=3)),
        who("some", on("count", low=2)),
    )
    assert proved(field, *people) == {("high", "two"), ("high", "some"), ("two", "some"), ("parts", "some")}


def test_equal_criteria_are_inclusion_both_ways(field):
    one, other = who("one", on("grade", "Low")), who("other", on("grade", "Low", name="again"))
    assert proved(field, one, other) == {("one", "other"), ("other", "one")}


def test_the_result_does_not_depend_on_how_the_blocks_are_cut(field):
    values = (["Low"], ["High"], ["VeryHigh"], ["Low", "Middle"])
    people = [
        who(f"{number}.{low}", on("grade", *value), *([on("count", low=low, high=3)] if low else []))
        for number, value in enumerate(values)
        for low in (0, 1, 2)
    ]
    whole = proved(field, *people)
    assert whole
    assert proved(field, *people, block=5) == proved(field, *people, block=2) == whole


def test_a_group_described_in_words_alone_contains_nobody_for_certain(field):
    assert proved(field, who("words"), who("low", on("grade", "Low"))) == set()


def test_a_stratum_lies_within_the_group_it_is_a_part_of(field):
    part = Stratum(id="stratum:part", criteria=(on("grade", "High"),))
    whole = Cohort(id="cohort:whole", criteria=(on("place", "Here"),), strata=(part,))
    pairs = set(inclusions(field, tuple(described([whole]))))
    assert pairs == {("stratum:part", "cohort:whole")}


def test_a_clash_names_stratum_group_and_the_fewest_criteria(field):
    part = Stratum(
        id="stratum:part", criteria=(on("grade", "High", name="part"), on("place", "Here", name="p"))
    )
    whole = Cohort(
        id="cohort:whole", strata=(part,),
        criteria=(on("grade", "Low", "Middle", name="whole"), on("place", "There", name="w")),
    )  # fmt: skip
    with pytest.raises(ModellingClash) as clash:
        list(inclusions(field, tuple(described([whole]))))
    message = str(clash.value)
    assert (
        f"stratum:part: {F}grade {F}Low or {F}Middle (of cohort:whole) and {F}grade {F}High (of stratum:part)"
        in message
    )
    assert "place" not in message


def test_a_clash_by_way_of_an_implication_is_found(field):
    impossible = who("x", on("grade", "High"), on("count", low=3, high=4))
    with pytest.raises(ModellingClash, match="population:x"):
        list(inclusions(field, tuple(described([impossible]))))


def test_a_class_that_nothing_can_belong_to_stops_the_build(field):
    both = [
        f"<urn:x:Both> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{F}{name}>"
        for name in ("Low", "High")
    ]
    with pytest.raises(ModellingClash, match="urn:x:Both"):
        list(ontology_edges([*field, *both]))


def test_a_term_of_two_kinds_that_exclude_each_other_is_named(field):
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    both = [f"<urn:x:term> {kind} <{F}{name}>" for name in ("Low", "High")]
    with pytest.raises(ModellingClash, match=f"urn:x:term cannot be all of: {F}High, {F}Low"):
        list(ontology_edges([*field, *both]))


def test_a_stratum_that_contradicts_its_group_stops_the_build_and_leaves_no_generation(tmp_path):
    study = small.STUDY.replace("any_of: ['onc:N2']}\n          n", "any_of: ['onc:N3']}\n          n")
    folder = small.corpus(tmp_path / "c", study=study)
    with pytest.raises(
        ModellingClash, match=r"stratum:first\.all\.part.*onc:N3.*|onc:N1 or onc:N2 \(of cohort:first\.all\)"
    ):
        build(small.settings(folder, tmp_path / "home", owl=True))
    assert not (tmp_path / "home" / "current").exists()


def test_inclusion_stands_in_the_graph_with_its_derivation(tmp_path):
    built = build(small.settings(small.corpus(tmp_path / "c"), tmp_path / "home", owl=True))
    assert built.manifest["owl"] == "done: HermiT, ontology and 3 populations"
    lines = (built.path / "leitgraph.nq").read_text()
    assert "stratum/first.all.part> <https://w3id.org/leitgraph/ontology/includedIn>" in lines
    assert "lg:includedIn" not in lines


def test_what_a_killed_reasoner_left_is_swept_and_a_running_one_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, running = (tmp_path / f"leitgraph-owl-{number}-x" for number in (gone.pid, os.getpid()))
    for folder in (left, running):
        folder.mkdir()
    hermit.sweep()
    assert (left.exists(), running.exists()) == (False, True)
