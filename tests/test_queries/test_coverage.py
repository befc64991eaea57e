"""The cells of coverage: they say what Ask says of the same patients, count nobody twice, and show where a gap was recorded."""

import pytest

from ontology.namespaces import curie, iri
from queries import axes, coverage, evidence
from queries.axes import Restriction
from queries.coverage import Count, Holdings
from queries.groups import StudiedGroup

LOCAL, SURVIVAL = iri("onc:LocalTherapy"), iri("onc:OverallSurvival")
N = iri("onc:nodalCategory")


@pytest.fixture(scope="module")
def known(real):
    return axes.load(real)


@pytest.fixture(scope="module")
def holdings(real, known):
    return coverage.load(real, known)


@pytest.fixture(scope="module")
def cells(known, holdings):
    found = coverage.matrix(known, holdings, N, LOCAL)
    return {(curie(cell.category), curie(cell.treatment), curie(cell.endpoint)): cell for cell in found}


def test_n3_is_measured_alone_nowhere_and_the_gap_says_so(cells):
    cell = cells["onc:N3", "onc:LocalTherapy", "onc:OverallSurvival"]
    assert cell.alone == Count()
    assert cell.mixed.participants >= 39
    assert [curie(name) for name in cell.gaps] == ["gap:local_therapy_n2_n3", "gap:local_therapy_n3"]
    assert not [one for one in cells.values() if one.category == "onc:N3" and one.alone.studies]


def test_29_of_39_are_the_most_that_can_be_meant(cells):
    cell = cells["onc:N3", "onc:RadicalLocalTherapy", "onc:ProgressionFreeSurvival"]
    assert (cell.mixed.participants, cell.mixed.meant) == (39, (0, 29))
    assert [curie(study) for study in cell.mixed.studies] == ["study:de_ruysscher_2012"]
    assert curie(cell.design) == "lg:prospective"


@pytest.mark.parametrize("category", ["N0", "N1", "N2", "N3"])
def test_a_cell_has_the_studies_that_ask_has(real, cells, category):
    answer = evidence.answer(real, "onc:LocalTherapy", category)
    cell = cells[f"onc:{category}", "onc:LocalTherapy", "onc:OverallSurvival"]
    for block, count in (("measured", cell.alone), ("mixed", cell.mixed)):
        asked = {
            entry["study"]
            for entry in answer[block]
            if entry["intervention"] != "broader"
            and any(
                one["endpoint"] == SURVIVAL and one["role"] in ("outcome", "effect", "harm")
                for one in entry["results"]
            )
        }
        assert set(count.studies) == asked


def test_a_wider_treatment_has_the_studies_of_those_below_it(cells):
    for (category, treatment, endpoint), cell in cells.items():
        if treatment != "onc:LocalTherapy":
            whole = cells[category, "onc:LocalTherapy", endpoint]
            assert set(cell.alone.studies) <= set(whole.alone.studies)


def test_counts_are_cut_where_groups_speak_of_them(known, holdings):
    columns = coverage.categories(known, holdings, iri("onc:metastasisCount"))
    assert [one.code for one in columns][:2] == ["1-1", "2-2"]
    assert coverage.categories(known, holdings, iri("onc:sex"))


def group(name, study, n, *values, ancestors=()):
    criteria = (Restriction(N, tuple(map(iri, values))),)
    return StudiedGroup(
        iri=name, study=study, label={}, n=n, criteria=criteria, asserter="publication", ancestors=ancestors,
        whole=name, whole_n=n, whole_criteria=criteria,
    )  # fmt: skip


def made(*groups, shared=()):
    near = {}
    for one, other in shared:
        near[one] = near.get(one, frozenset()) | {other}
        near[other] = near.get(other, frozenset()) | {one}
    return Holdings(
        groups={one.iri: one for one in groups},
        measured={(LOCAL, SURVIVAL): frozenset(one.iri for one in groups)},
        below={LOCAL: frozenset({LOCAL})},
        shared=near,
        designs={"s1": (3, iri("lg:prospective")), "s2": (5, iri("lg:randomised"))},
    )


def test_patients_of_two_works_are_counted_once_and_the_best_listed_design_is_told(known):
    held = made(group("a", "s1", 49, "onc:N3"), group("b", "s2", 30, "onc:N3"), shared=[("s1", "s2")])
    (cell,) = coverage.matrix(known, held, N, LOCAL)
    assert (cell.category, cell.alone.participants, cell.alone.studies) == ("onc:N3", 49, ("s1", "s2"))
    assert cell.design == iri("lg:randomised")
    (cell,) = coverage.matrix(known, made(*held.groups.values()), N, LOCAL)
    assert cell.alone.participants == 79


def test_a_part_of_a_counted_group_adds_nobody_and_a_group_without_a_number_is_told(known):
    held = made(
        group("a", "s1", 49, "onc:N3"), group("a.part", "s1", 20, "onc:N3", ancestors=("a",)), group("c", "s3", None, "onc:N3"),
    )  # fmt: skip
    (cell,) = coverage.matrix(known, held, N, LOCAL)
    assert (cell.alone.participants, cell.alone.without_n, cell.alone.studies) == (49, 1, ("s1", "s3"))


def test_who_is_measured_with_others_only_is_never_counted_as_measured_alone(known):
    both = coverage.matrix(known, made(group("a", "s1", 39, "onc:N2", "onc:N3")), N, LOCAL)
    assert [(one.category, one.alone, one.mixed.meant) for one in both] == [
        ("onc:N2", Count(), (0, 39)), ("onc:N3", Count(), (0, 39)),
    ]  # fmt: skip
