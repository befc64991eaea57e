"""Bounds: never wider than the counts allow, never narrower than they prove, whatever the way they are found."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.bounds import ContradictoryCounts, bounds, program_bounds, tree_bounds
from queries.populations.counts import Component
from queries.populations.view import View
from tests.test_queries.vocabularies import (
    brute_bounds,
    group,
    invented,
    meets_all,
    on,
    oncology,
    patients,
    seeded,
)

AXIS = "a lg:HierarchyAxis, owl:ObjectProperty ; rdfs:domain lg:Patient"
SINGLE = f"{AXIS} ; a owl:FunctionalProperty"
COUNT = "a lg:RangeAxis, owl:DatatypeProperty, owl:FunctionalProperty ; rdfs:range xsd:integer"

#: Small vocabularies in which axes are tied in all the ways there are.
VOCABULARIES = {
    "values that exclude each other, and room for others": f"""
        x:s {SINGLE} ; rdfs:range x:S .
        x:a rdfs:subClassOf x:S . x:b rdfs:subClassOf x:S . x:c rdfs:subClassOf x:S .
        [] a owl:AllDisjointClasses ; owl:members ( x:a x:b x:c ) .""",
    "two editions of a hierarchy": f"""
        x:s {SINGLE} ; rdfs:range x:S .
        x:S owl:disjointUnionOf ( x:a x:b ) , ( x:p x:q x:r ) .
        x:a owl:equivalentClass [ a owl:Class ; owl:unionOf ( x:p x:q ) ] .
        x:b owl:equivalentClass x:r .""",
    "a rule between two axes": f"""
        x:s {SINGLE} ; rdfs:range x:S . x:S owl:disjointUnionOf ( x:a x:b x:c ) .
        x:t {SINGLE} ; rdfs:range x:T . x:T owl:disjointUnionOf ( x:d x:e ) .
        x:rule a lg:Implication ; lg:if x:if ; lg:then x:then .
        x:if a lg:Criterion ; lg:onAxis x:s ; lg:anyOf x:b, x:c .
        x:then a lg:Criterion ; lg:onAxis x:t ; lg:anyOf x:d .""",
    "sites that never exceed a number": f"""
        x:m {AXIS} ; rdfs:range x:M ; lg:neverExceeds x:n .
        x:a rdfs:subClassOf x:M . x:b rdfs:subClassOf x:M . x:c rdfs:subClassOf x:a .
        x:n {COUNT} .""",
    "numbers that never exceed others": f"""
        x:k {COUNT} ; lg:neverExceeds x:l . x:l {COUNT} ; lg:neverExceeds x:n . x:n {COUNT} .
        x:s {SINGLE} ; rdfs:range x:S . x:S owl:disjointUnionOf ( x:a x:b ) .
        x:rule a lg:Implication ; lg:if x:if ; lg:then x:then .
        x:if a lg:Criterion ; lg:onAxis x:s ; lg:anyOf x:a .
        x:then a lg:Criterion ; lg:onAxis x:k ; lg:minimum 1 .""",
    "every patient has a value": f"""
        x:s {SINGLE} ; rdfs:range x:S . x:S owl:disjointUnionOf ( x:a x:b ) .
        lg:Patient rdfs:subClassOf [ a owl:Restriction ; owl:onProperty x:s ; owl:someValuesFrom x:S ] .
        x:m {AXIS} ; rdfs:range x:M . x:M owl:disjointUnionOf ( x:c x:d ) .
        lg:Patient rdfs:subClassOf [ a owl:Restriction ; owl:onProperty x:m ; owl:someValuesFrom x:M ] .
        x:n {COUNT} .
        lg:Patient rdfs:subClassOf [ a owl:Restriction ; owl:onProperty x:n ; owl:someValuesFrom xsd:integer ] .""",
}


@cache
def everybody(name):
    return list(patients(invented(VOCABULARIES[name])))


def any_restriction(random_, axes):
    axis = random_.choice(sorted(axes.axes.values(), key=lambda one: one.iri))
    if axis.kind == "range":
        low, high = sorted(random_.choices(range(4), k=2))
        return on(axis.iri[6:], low=random_.choice([None, low]), high=high, prefix="urn:x:")
    values = [value.iri[6:] for value in axes.values_of(axis.iri)]
    chosen = random_.sample(values, random_.randint(1, min(3, len(values))))
    if random_.random() < 0.25:
        return on(axis.iri[6:], none_of=chosen, prefix="urn:x:")
    return on(axis.iri[6:], *chosen, prefix="urn:x:")


def any_condition(random_, axes):
    return tuple(any_restriction(random_, axes) for _ in range(random_.choice([1, 1, 2])))


def any_group(random_, axes, people):
    """Criteria, counts that some real group has, a question, and the number of members."""
    criteria = any_condition(random_, axes) if random_.random() < 0.4 else ()
    members = [one for one in people if meets_all(one, criteria)]
    if not members:
        return any_group(random_, axes, people)
    n = random_.randint(1, 6)
    chosen = random_.choices(members, k=n)
    conditions = [any_condition(random_, axes) for _ in range(random_.randint(0, 3))]
    counts = [(one, sum(meets_all(member, one) for member in chosen)) for one in conditions]
    return n, criteria, counts, any_condition(random_, axes)


def solved(axes, n, criteria, counts, question, *, method=tree_bounds):
    counted = [(condition, number, "publication") for condition, number in counts]
    return bounds(axes, question, group(n, criteria, *counted), "publication", method=method)


CASES = [(name, seed) for name in VOCABULARIES for seed in range(60)]


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_tree_program_and_brute_force_agree(name, seed):
    random_ = seeded(name, seed)
    axes = invented(VOCABULARIES[name])
    case = any_group(random_, axes, everybody(name))
    expected = brute_bounds(everybody(name), *case)
    assert solved(axes, *case) == expected
    assert solved(axes, *case, method=program_bounds) == expected


@pytest.mark.parametrize(("name", "seed"), CASES)
def test_counts_that_no_group_has_are_found_out(name, seed):
    random_ = seeded("wrong", name, seed)
    axes = invented(VOCABULARIES[name])
    n, criteria, counts, question = any_group(random_, axes, everybody(name))
    wrong = [(condition, random_.randint(0, n)) for condition, _ in counts]
    expected = brute_bounds(everybody(name), n, criteria, wrong, question)
    for method in (tree_bounds, program_bounds):
        if expected is None:
            with pytest.raises(ContradictoryCounts):
                solved(axes, n, criteria, wrong, question, method=method)
        else:
            assert solved(axes, n, criteria, wrong, question, method=method) == expected


@pytest.mark.parametrize(("name", "seed"), CASES[::2])
def test_the_laws_of_bounds_hold(name, seed):
    random_ = seeded("laws", name, seed)
    axes = invented(VOCABULARIES[name])
    n, criteria, counts, question = any_group(random_, axes, everybody(name))
    low, high = solved(axes, n, criteria, counts, question)
    assert 0 <= low <= high <= n
    narrower = solved(axes, n, criteria, counts, (*question, any_restriction(random_, axes)))
    assert narrower[0] <= low
    assert narrower[1] <= high
    if counts:
        fewer = solved(axes, n, criteria, counts[1:], question)
        assert fewer[0] <= low <= high <= fewer[1]


@pytest.mark.parametrize(("name", "seed"), CASES[::3])
def test_a_question_and_its_complement_add_up(name, seed):
    random_ = seeded("complement", name, seed)
    axes = invented(VOCABULARIES[name])
    n, criteria, counts, question = any_group(random_, axes, everybody(name))
    counted = [(condition, number, "publication") for condition, number in counts]
    low, high = solved(axes, n, criteria, counts, question)
    rest = bounds(axes, question, group(n, criteria, *counted), "publication", negated=True)
    assert (low + rest[1], high + rest[0]) == (n, n)
    part = question[0]
    if part.any_of and len(question) == 1:
        opposite = (on(part.axis[6:], none_of=[v[6:] for v in part.any_of], prefix="urn:x:"),)
        assert solved(axes, n, criteria, counts, opposite) == rest


# ---------------------------------------------------------------- the real vocabulary

PARTS = (
    on("nodalCategory", "N2"), on("nodalCategory", "N2", "N3"), on("nodalCategory", "N1orHigher"),
    on("localStageTNM7", "LocalStageIII_TNM7"), on("localStageTNM8", "LocalStageIIIB_TNM8"),
    on("metastasisCount", low=1, high=1), on("metastasisCount", low=2, high=4), on("metastasisCount", low=0, high=3),
    on("metastaticSite", "Brain"), on("metastaticSite", "Bone"), on("metastaticSite", none_of=["Liver"]),
    on("organSystemCount", low=1, high=1), on("extrathoracicMetastasisCount", low=1),
    on("metastasisCategory", "M1b_TNM8"), on("metastasisCategory", "M1a"), on("metastasisCategory", "M1b_TNM7"),
    on("stage", "StageIV"), on("stageTNM8", "StageIVA_TNM8"), on("disease", "Adenocarcinoma"),
    on("disease", "NonSquamousNSCLC"), on("disease", none_of=["SquamousCellCarcinoma"]), on("sex", "Female"),
    on("treatmentBefore", "SystemicTherapy"), on("treatmentBefore", "LocalTherapy"),
    on("treatmentBefore", "DefinitiveChemoradiation"), on("ageYears", low=65), on("ageYears", high=70),
)  # fmt: skip


def a_patient(random_, view):
    """Some possible member of a group: every variable decided at random, as long as somebody is left."""
    domains = view.domains
    for index in random_.sample(range(len(domains)), len(domains)):
        blocks = [1 << place for place in range(domains[index].bit_length()) if domains[index] >> place & 1]
        options = [(*domains[:index], block, *domains[index + 1 :]) for block in blocks]
        domains = random_.choice([one for one in options if view.space.satisfiable(one)])
    return domains


@pytest.mark.parametrize("seed", range(120))
def test_on_the_real_vocabulary_tree_and_program_agree_and_hold_the_truth(seed):
    random_ = seeded(seed)
    criteria = tuple(random_.sample(PARTS, random_.choice([0, 0, 1])))
    conditions = [
        tuple(random_.sample(PARTS, random_.choice([1, 1, 1, 2]))) for _ in range(random_.randint(1, 4))
    ]
    question = tuple(random_.sample(PARTS, random_.choice([1, 2])))
    view = View(oncology(), 1, criteria, [], [*conditions, question])
    n = random_.randint(5, 60)
    drawn = random_.choices([a_patient(random_, view) for _ in range(12)], k=n)

    def met(patient, condition):
        return all(patient[index] & mask for index, mask in view.space.masks(condition).items())

    counts = [(one, sum(met(patient, one) for patient in drawn)) for one in conditions]
    low, high = solved(oncology(), n, criteria, counts, question)
    assert (low, high) == solved(oncology(), n, criteria, counts, question, method=program_bounds)
    assert low <= sum(met(patient, question) for patient in drawn) <= high
    fewer = solved(oncology(), n, criteria, counts[1:], question)
    assert fewer[0] <= low <= high <= fewer[1]


# ---------------------------------------------------------------- the examples of the design


def by_publication(question, n, criteria, *counts):
    return solved(oncology(), n, criteria, counts, question)


def test_29_of_39_with_n2_or_n3_bound_n3_by_29():
    counts = [((on("nodalCategory", "N2", "N3"),), 29)]
    assert by_publication((on("nodalCategory", "N3"),), 39, (), *counts) == (0, 29)
    assert by_publication((on("nodalCategory", "N2", "N3"),), 39, (), *counts) == (29, 29)


def test_local_stage_iii_bounds_n3_too():
    counts = [((on("localStageTNM7", "LocalStageIII_TNM7"),), 29)]
    assert by_publication((on("nodalCategory", "N3"),), 39, (), *counts) == (0, 29)
    assert by_publication((on("nodalCategory", "N2", "N3"),), 39, (), *counts) == (0, 29)


def test_independent_axes_combine_by_frechet():
    counts = [((on("nodalCategory", "N2", "N3"),), 29), ((on("metastasisCount", low=1, high=1),), 35)]
    both = (on("nodalCategory", "N2", "N3"), on("metastasisCount", low=1, high=1))
    assert by_publication(both, 39, (), *counts) == (25, 29)


def test_of_39_with_n2_or_n3_of_whom_20_have_n2_exactly_19_have_n3():
    criteria = (on("nodalCategory", "N2", "N3"),)
    counts = [((on("nodalCategory", "N2"),), 20)]
    assert by_publication((on("nodalCategory", "N3"),), 39, criteria, *counts) == (19, 19)


def test_three_crossing_counts_force_one_value():
    counts = [
        ((on("nodalCategory", *pair),), k)
        for pair, k in ((("N0", "N1"), 5), (("N1", "N2"), 5), (("N0", "N2"), 4))
    ]
    assert by_publication((on("nodalCategory", "N0"),), 7, (), *counts) == (2, 2)
    assert by_publication((on("nodalCategory", "N1"),), 7, (), *counts) == (3, 3)
    assert by_publication((on("nodalCategory", "N3"),), 7, (), *counts) == (0, 0)


def test_35_of_39_with_one_metastasis_leave_at_most_4_with_brain_and_bone():
    counts = [((on("metastasisCount", low=1, high=1),), 35)]
    both = (on("metastaticSite", "Brain"), on("metastaticSite", "Bone"))
    assert by_publication(both, 39, (), *counts) == (0, 4)


def test_one_metastasis_is_one_organ():
    counts = [((on("metastasisCount", low=1, high=1),), 35)]
    assert by_publication((on("organSystemCount", low=1, high=1),), 39, (), *counts) == (35, 39)


def test_a_count_of_all_is_a_criterion_and_a_count_of_none_an_exclusion():
    everybody_, nobody = [((on("nodalCategory", "N2"),), k) for k in (39, 0)]
    assert by_publication((on("nodalCategory", "N2"),), 39, (), everybody_) == (39, 39)
    assert by_publication((on("nodalCategory", "N3"),), 39, (), everybody_) == (0, 0)
    assert by_publication((on("nodalCategory", "N2"),), 39, (), nobody) == (0, 0)


def test_counts_of_one_source_say_nothing_for_the_other():
    stated = group(39, (), ((on("nodalCategory", "N3"),), 29, "guideline"))
    assert bounds(oncology(), (on("nodalCategory", "N3"),), stated, "publication") == (0, 39)
    assert bounds(oncology(), (on("nodalCategory", "N3"),), stated, "guideline") == (29, 29)


def test_without_a_number_of_members_there_are_no_bounds():
    assert bounds(oncology(), (on("nodalCategory", "N3"),), group(None, ()), "publication") is None


# ---------------------------------------------------------------- cells and counts alone


@given(
    cells=st.integers(1, 6),
    parts=st.lists(st.integers(1, 63), max_size=4),
    question=st.integers(0, 63),
    members=st.lists(st.integers(0, 5), min_size=1, max_size=8),
)
@settings(max_examples=200, deadline=None)
def test_a_tree_of_parts_gives_what_the_program_gives(cells, parts, question, members):
    everything = (1 << cells) - 1
    chosen = [member % cells for member in members]
    sets = [part & everything for part in parts]
    numbers = [len(chosen), *(sum(part >> cell & 1 for cell in chosen) for part in sets)]
    component = Component(
        everything, tuple((part, place) for place, part in enumerate(sets, 1)), question & everything
    )
    low, high = program_bounds(component, numbers)
    assert tree_bounds(component, numbers) in (None, (low, high))
    assert low <= sum(question >> cell & 1 for cell in chosen) <= high


def test_the_program_writes_nothing_to_standard_output(capfd):
    assert program_bounds(Component(0b111, ((0b011, 1), (0b110, 2), (0b101, 3)), 0b001), [7, 5, 5, 4]) == (
        2,
        2,
    )
    assert capfd.readouterr() == ("", "")
