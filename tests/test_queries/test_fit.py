"""Fit: what HermiT proves of criteria, and where a group stands to a question by the examples of the design."""

from __future__ import annotations

import itertools
from functools import cache

import pytest

from kg_build.owl import hermit
from kg_build.owl.populations import definition, logical
from kg_build.quads import node
from queries.axes import Restriction
from queries.fit import fit
from queries.phrases import Question
from queries.populations.blocks import starts
from queries.populations.space import Space
from tests.test_queries.test_bounds import PARTS, VOCABULARIES, any_condition, any_group, everybody
from tests.test_queries.vocabularies import (
    PREFIXES,
    brute_bounds,
    group,
    invented,
    meets_all,
    module,
    on,
    oncology,
    oncology_triples,
    seeded,
)

REAL = "the oncology module"
MORE = (
    on("clinicalNodalCategory", "N3"), on("pathologicalNodalCategory", "N1", "N2"), on("nodalCategory", "N2a_TNM9"),
    on("nodalCategory", none_of=["N0"]), on("metastasisCategory", "M0"), on("metastasisCategory", "M1c1_TNM9"),
    on("localStageTNM9", "LocalStageIIB_TNM9"), on("stage", "StageIIIA_TNM7"), on("stage", "StageIIIB_TNM8"),
    on("stageTNM9", "StageIVB_TNM9"), on("extrathoracicOrganCount", low=2), on("metastasisCount", low=0, high=0),
    on("organSystemCount", low=2, high=3), on("treatmentBefore", none_of=["Surgery"]), on("driverAlteration", "EGFRMutation"),
)  # fmt: skip


def vocabulary(name):
    if name == REAL:
        return oncology(), oncology_triples()
    return invented(VOCABULARIES[name]), module(PREFIXES + VOCABULARIES[name])


@cache
def populations(name, block):
    """Thirty populations and twenty pairs of them, as criteria."""
    random_ = seeded("populations", name, block)
    axes, _ = vocabulary(name)
    found = [
        tuple(random_.sample(PARTS + MORE, random_.choice([1, 2, 2, 3])))
        if name == REAL
        else any_condition(random_, axes)
        for _ in range(30)
    ]
    pairs = random_.sample(list(itertools.combinations(range(30), 2)), 20)
    return found, [(found[one], found[other]) for one, other in pairs]


def universe(name):
    """For each stretch of numbers that some criterion tells apart, its first number, and one number below all.

    HermiT loses ranges with an open end (it misses that n <= 1 lies within n <= 1), and is sure of lists. So each
    number of the test is one of these, and a range is the list of those within it.
    """
    axes, _ = vocabulary(name)
    rules = [part for rule in axes.rules for part in (*rule.premises, *rule.consequences)]
    asked = [part for block in range(blocks(name)) for one in populations(name, block)[0] for part in one]
    begins = sorted({1, 2, *starts([*rules, *asked])})
    return [begins[0] - 1, *begins]


def expressed(part, numbers):
    """A restriction as a class expression."""
    axis, wanted = node(part.axis), [node(value) for value in part.any_of]
    several = wanted[0] if len(wanted) == 1 else f"ObjectUnionOf({' '.join(wanted)})" if wanted else ""
    parts = [f"ObjectSomeValuesFrom({axis} {several})"] if wanted else []
    parts += [f"ObjectComplementOf(ObjectSomeValuesFrom({axis} {node(value)}))" for value in part.none_of]
    if part.minimum is not None or part.maximum is not None:
        low, high = (
            end if end is not None else numbers[other]
            for end, other in ((part.minimum, 0), (part.maximum, -1))
        )
        parts.append(f"DataSomeValuesFrom({axis} {_list(n for n in numbers if low <= n <= high)})")
    return f"ObjectIntersectionOf({' '.join([*parts, node('owl:Thing')])})"


def _list(numbers):
    integer = node("xsd:integer")
    return "DataOneOf(" + " ".join(f'"{number}"^^{integer}' for number in numbers) + ")"


def expressions(condition, numbers):
    return [expressed(part, numbers) for part in condition]


def axioms(name):
    """What holds of the axes beyond their values: rules, numbers that never exceed others, and which numbers there are."""
    axes, _ = vocabulary(name)
    numbers = universe(name)
    for rule in axes.rules:
        yield _implies(rule.premises, rule.consequences, numbers)
    for axis in axes.axes.values():
        if axis.kind == "range":
            yield f"DataPropertyRange({node(axis.iri)} {_list(numbers)})\n"
            for larger, least in itertools.product(axis.limits, numbers):
                yield _implies(
                    [Restriction(axis.iri, minimum=least)], [Restriction(larger, minimum=least)], numbers
                )
        elif axis.many:
            for larger in axis.limits:
                yield from distinct_values(axes, axis, larger, numbers)


def distinct_values(axes, axis, larger, numbers):
    """Values of a many-valued axis count, and two that no value lies in together are two."""
    below = axes.taxonomy.below
    yield _implies([Restriction(axis.iri, (axis.range,))], [Restriction(larger, minimum=1)], numbers)
    for one, other in itertools.combinations(sorted(below(axis.range)), 2):
        if not below(one) & below(other):
            both = [Restriction(axis.iri, (one,)), Restriction(axis.iri, (other,))]
            yield _implies(both, [Restriction(larger, minimum=2)], numbers)


def _implies(premises, consequences, numbers):
    sides = (
        f"ObjectIntersectionOf({' '.join([*expressions(side, numbers), node('owl:Thing')])})"
        for side in (premises, consequences)
    )
    return f"SubClassOf({' '.join(sides)})\n"


@cache
def compared(name, block):
    """All ordered pairs of populations that we hold to lie within each other, and as many again that do not."""
    found, _ = populations(name, block)
    space = Space(vocabulary(name)[0], found)
    pairs = [pair for pair in itertools.permutations(range(len(found)), 2) if can(space, found[pair[0]])]
    inside = [(a, b) for a, b in pairs if within(space, found[a], found[b])]
    outside = [pair for pair in pairs if pair not in set(inside)]
    return inside, seeded("outside", name, block).sample(outside, min(25, len(outside)))


def classes(name, block):
    """The populations of a block, their overlaps, and what of one lies outside another, as class expressions."""
    found, pairs = populations(name, block)
    numbers = universe(name)
    yield from ((f"urn:p:{block}.{place}", expressions(one, numbers)) for place, one in enumerate(found))
    yield from ((f"urn:q:{block}.{place}", expressions(a + b, numbers)) for place, (a, b) in enumerate(pairs))
    for one, other in itertools.chain(*compared(name, block)):
        outside = f"ObjectComplementOf(ObjectIntersectionOf({' '.join([*expressions(found[other], numbers), node('owl:Thing')])}))"
        yield f"urn:d:{block}.{one}.{other}", [*expressions(found[one], numbers), outside]


@cache
def proved(name):
    """What HermiT proves of all blocks of a vocabulary, in one run; an inclusion as the emptiness of what lies outside."""
    _, triples = vocabulary(name)
    given = "".join(axioms(name))
    named = [one for block in range(blocks(name)) for one in classes(name, block)]
    documents = [
        given + "".join(definition(*one) for one in named[start : start + 40])
        for start in range(0, len(named), 40)
    ]
    return hermit.classify(logical(triples), documents)


def blocks(name):
    return 6 if name == REAL else 3


def can(space, *conditions):
    domains = space.everything
    for condition in conditions:
        domains = space.narrowed(domains, space.masks(condition))
    return space.satisfiable(domains)


def within(space, narrow, wide):
    domains = space.narrowed(space.everything, space.masks(narrow))
    return not any(
        space.satisfiable(space.narrowed(domains, {index: space.variables[index].full & ~mask}))
        for index, mask in space.masks(wide).items()
    )


BLOCKS = [(name, block) for name in (*VOCABULARIES, REAL) for block in range(blocks(name))]


@pytest.mark.java
@pytest.mark.parametrize(("name", "block"), BLOCKS)
def test_inclusion_overlap_and_emptiness_agree_with_hermit(name, block):
    if hermit.java() is None:
        pytest.skip("no Java on this machine")
    found, pairs = populations(name, block)
    space = Space(vocabulary(name)[0], found)
    hierarchy = proved(name)
    for place, one in enumerate(found):
        assert can(space, one) == (f"urn:p:{block}.{place}" not in hierarchy.empty), one
    for place, (one, other) in enumerate(pairs):
        assert can(space, one, other) == (f"urn:q:{block}.{place}" not in hierarchy.empty), (one, other)
    inside, outside = compared(name, block)
    for a, b in inside:
        assert f"urn:d:{block}.{a}.{b}" in hierarchy.empty, (found[a], found[b])
    for a, b in outside:
        assert f"urn:d:{block}.{a}.{b}" not in hierarchy.empty, (found[a], found[b])
    for a, b in itertools.permutations(range(len(found)), 2):
        if can(space, found[a]) and hierarchy.within(f"urn:p:{block}.{a}", f"urn:p:{block}.{b}"):
            assert (a, b) in inside, (found[a], found[b])


# ---------------------------------------------------------------- against all patients of small vocabularies


@pytest.mark.parametrize(("name", "seed"), [(name, seed) for name in VOCABULARIES for seed in range(40)])
def test_who_is_outside_and_who_inside_is_what_all_possible_patients_say(name, seed):
    axes = invented(VOCABULARIES[name])
    people = everybody(name)
    n, criteria, counts, question = any_group(seeded("fit", name, seed), axes, people)
    stated = group(n, criteria, *((condition, number, "publication") for condition, number in counts))
    found = fit(axes, Question(question), stated)
    low, high = brute_bounds(people, n, criteria, counts, question)
    members = [
        one for one in people
        if meets_all(one, criteria)
        and all(meets_all(one, condition) for condition, number in counts if number == n)
        and not any(meets_all(one, condition) for condition, number in counts if number == 0)
    ]  # fmt: skip
    same = all(one in members for one in people if meets_all(one, question))
    if high == 0:
        assert found.fit == "disjoint"
    elif low == n:
        assert found.fit == ("exact" if same else "contained")
    else:
        assert found.fit in ("mixed", "not-reported")
    assert found.bounds == (low, high)


# ---------------------------------------------------------------- the examples of the design

SERIES = (
    on("disease", "NSCLC"), on("stage", "StageIV"), on("metastasisCount", low=1, high=4),
    on("timing", "Synchronous"), on("oligometastatic", "OligometastaticDisease"),
)  # fmt: skip
EVALUABLE = group(
    39, SERIES,
    ((on("localStageTNM7", "LocalStageIII_TNM7"),), 29, "publication"),
    ((on("metastasisCount", low=1, high=1),), 35, "publication"),
    ((on("metastaticSite", "Brain"),), 17, "publication"),
    ((on("metastaticSite", "Bone"),), 7, "publication"),
    ((on("nodalCategory", "N2", "N3"),), 29, "guideline"),
    ((on("metastasisCount", low=1, high=1),), 35, "guideline"),
)  # fmt: skip
N3, N2_OR_N3, ONE = (
    on("nodalCategory", "N3"),
    on("nodalCategory", "N2", "N3"),
    on("metastasisCount", low=1, high=1),
)


def asked(stated, *criteria, negated=False):
    return fit(oncology(), Question(criteria, negated), stated)


@pytest.mark.parametrize(
    ("criteria", "by_publication", "by_guideline"),
    [
        ((N3,), (0, 29), (0, 29)),
        ((N2_OR_N3,), (0, 29), (29, 29)),
        ((N3, ONE), (0, 29), (0, 29)),
        ((N2_OR_N3, ONE), (0, 29), (25, 29)),
    ],
)
def test_29_of_39_are_no_measurement_in_n3(criteria, by_publication, by_guideline):
    found = asked(EVALUABLE, *criteria)
    assert (found.fit, found.n, found.bounds, found.counted_by) == (
        "mixed",
        39,
        by_publication,
        "publication",
    )
    assert found.bounds_by == {"publication": by_publication, "guideline": by_guideline}


def test_where_the_publication_is_silent_the_guideline_counts():
    found = asked(EVALUABLE, on("nodalCategory", none_of=["N0"]))
    assert (found.fit, found.bounds, found.counted_by) == ("mixed", (29, 39), "guideline")


def test_a_question_is_read_on_the_basis_that_the_group_names():
    found = asked(group(20, (on("pathologicalNodalCategory", "N1", "N2"),)), N3)
    assert (found.fit, found.bounds) == ("disjoint", (0, 0))
    assert [words["en"] for words in found.read_as] == [
        "nodal category read by pathological staging; clinical nodal category not reported"
    ]
    assert "klinische N-Kategorie nicht berichtet" in found.read_as[0]["de"]


def test_the_base_axis_comes_before_its_variants():
    both = group(20, (on("nodalCategory", "N3"), on("pathologicalNodalCategory", "N2")))
    assert asked(both, N3).fit == "contained"
    assert not asked(both, N3).read_as


def test_a_question_on_a_variant_is_not_read_on_another_basis():
    assert asked(group(20, (N3,)), on("pathologicalNodalCategory", "N3")).fit == "not-reported"


def test_a_value_without_edition_is_read_in_the_edition_of_the_group():
    counted = group(39, (), ((on("localStageTNM7", "LocalStageIII_TNM7"),), 29, "publication"))
    assert asked(counted, on("localStage", "LocalStageIII")).bounds == (29, 29)


@pytest.mark.parametrize(
    ("criteria", "question", "expected"),
    [
        ((N3,), (N3,), "exact"),
        ((N3, ONE), (N3,), "contained"),
        ((N3,), (N2_OR_N3,), "contained"),
        ((N2_OR_N3,), (N3,), "mixed"),
        ((on("nodalCategory", "N2"),), (N3,), "disjoint"),
        ((ONE,), (N3,), "not-reported"),
        ((ONE,), (on("organSystemCount", low=1, high=1),), "contained"),
        ((on("metastasisCategory", "M0"),), (ONE,), "disjoint"),
        ((on("metastasisCount", low=1, high=3),), (on("metastasisCount", low=2, high=4),), "mixed"),
        ((on("metastaticSite", "Brain"),), (on("metastaticSite", "Bone"),), "not-reported"),
        ((on("metastasisCount", low=1, high=5),), (on("metastaticSite", "Brain"),), "not-reported"),
    ],
)
def test_criteria_alone_give_the_fit(criteria, question, expected):
    found = asked(group(20, criteria), *question)
    limits = {"exact": (20, 20), "contained": (20, 20), "disjoint": (0, 0)}
    assert found.fit == expected
    assert found.bounds == limits.get(expected, (0, 20))


def test_a_count_of_all_is_a_criterion_and_a_count_of_none_an_exclusion():
    everybody, nobody = (group(39, (), ((N3,), k, "publication")) for k in (39, 0))
    assert asked(everybody, N3).fit == "exact"
    assert asked(nobody, N3).fit == "disjoint"


def test_the_complement_of_a_question_turns_fit_and_bounds_round():
    assert asked(group(20, (N3,)), N3, negated=True).fit == "disjoint"
    assert asked(EVALUABLE, N3, negated=True).bounds == (10, 39)


def test_without_a_number_the_fit_is_given_and_no_bounds():
    found = asked(group(None, (N3, ONE)), N3)
    assert (found.fit, found.n, found.bounds, found.counted_by) == ("contained", None, None, None)


def test_contradictory_counts_are_said_and_give_no_bounds():
    found = asked(group(39, (), ((N2_OR_N3,), 10, "publication"), ((N3,), 20, "publication")), N3)
    assert (found.fit, found.bounds) == ("mixed", None)
    assert any("contradicts itself" in words["en"] for words in found.explanations)


def test_what_is_not_reported_is_named():
    found = asked(group(20, (N3,)), on("sex", "Female"))
    assert {"de": "Geschlecht: nicht berichtet", "en": "sex: not reported"} in found.explanations
