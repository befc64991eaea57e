"""Patients are counted once: the largest sum over studies of which no two share participants."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from queries.answer.participants import largest_independent_sum

NAMES = "abcdefgh"
WEIGHTS = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 500), max_size=8)
LINKS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=12)


def sums_of_independent_sets(weights, links):
    for size in range(len(weights) + 1):
        for chosen in combinations(weights, size):
            if not any({one, other} <= set(chosen) for one, other in links if one != other):
                yield sum(weights[study] for study in chosen)


@given(WEIGHTS, LINKS)
def test_no_choice_of_independent_studies_holds_more_patients(weights, links):
    chosen = largest_independent_sum(weights, links)
    assert not any({one, other} <= chosen for one, other in links if one != other)
    assert sum(weights[study] for study in chosen) == max(sums_of_independent_sets(weights, links))


@given(WEIGHTS, LINKS, st.randoms())
def test_the_order_of_the_links_changes_nothing(weights, links, random):
    shuffled = [(other, one) for one, other in links]
    random.shuffle(shuffled)
    assert largest_independent_sum(weights, links) == largest_independent_sum(weights, shuffled)
