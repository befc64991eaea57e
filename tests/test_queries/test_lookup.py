"""Questions of the catalogue are found by words of both languages, by parts of words, and with typing mistakes."""

import pytest

from queries import library, lookup

QUESTIONS = library.catalogue()


def names(text):
    return [question.name for question in lookup.matching(QUESTIONS, text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hazrad ratio", "hazard_ratios"),
        ("Widersprueche der Studie", "contradictions_of_study"),
        ("contradiction", "contradictions_of_study"),
        ("surival over tme", "survival_over_time"),
        ("Behandlung umfasst", "narrower_interventions"),
        ("levels_of_scheme", "levels_of_scheme"),
    ],
)
def test_a_question_is_among_the_first_that_are_found(text, name):
    assert name in names(text)[:5]


def test_no_words_find_all_and_strange_words_find_nothing():
    assert names("") == [question.name for question in QUESTIONS]
    assert names("xyzzyqq") == []


def test_where_not_every_word_is_found_any_of_them_counts():
    assert "hazard_ratios" in names("hazard xyzzyqq")
