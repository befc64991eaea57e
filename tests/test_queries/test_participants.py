"""Patients are counted once: the largest sum over studies of which no two share participants."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.namespaces import PREFIXES
from queries import library
from queries.answer.participants import largest_independent_sum
from tests.test_queries.hand_made import QUESTIONS, backend_of

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


@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(1, 5), min_size=1, max_size=6),
    LINKS,
)
@settings(max_examples=60, deadline=None)
def test_the_question_on_independent_participants_never_says_more_than_the_exact_sum(weights, shares):
    """It keeps of two studies that share the one with more: a bound from below, which holds without a search."""
    pairs = [(one, other) for one, other in shares if one != other]
    lines = [
        f"study:{one} lg:sharesParticipantsWith study:{other} ."
        for pair in pairs
        for one, other in (pair, pair[::-1])
    ]
    lines += [
        f"line:{name} lg:bearsOn proposition:p ; lg:restsOnStudy study:{name} . study:{name} lg:participants {n} ."
        for name, n in weights.items()
    ]
    prefixes = "".join(
        f"@prefix {name}: <{PREFIXES[name]}> .\n"
        for name in ("lg", "line", "proposition", "statement", "study")
    )
    data = f"{prefixes}statement:s lg:asserts proposition:p .\n" + "\n".join(lines)
    answer = library.ask(backend_of(data.encode()), QUESTIONS["independent_participants"], {})
    ((studies, at_least),) = [(int(row["studies"].value), int(row["atLeast"].value)) for row in answer]
    best = largest_independent_sum(weights, pairs)
    assert max(weights.values()) <= at_least <= sum(weights[name] for name in best)
    assert studies <= len(weights)
    if not {name for pair in pairs for name in pair if set(pair) <= set(weights)}:
        assert at_least == sum(weights.values())
