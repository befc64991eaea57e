"""Which terms stand directly below which, worked out from all that stand anywhere below."""

from queries.hierarchy import Hierarchy

#: a > b > c, a > c by closure; d below both b and e; f equal to c
CLOSURE = {
    ("b", "a"), ("c", "b"), ("c", "a"), ("d", "b"), ("d", "a"), ("d", "e"), ("a", "a"), ("b", "b"),
    ("c", "f"), ("f", "c"), ("f", "b"), ("f", "a"),
}  # fmt: skip
FOUND = Hierarchy(frozenset(CLOSURE))


def test_only_what_stands_directly_above_is_named():
    assert FOUND.broader("c") == ("b",)
    assert FOUND.broader("a") == ()


def test_a_term_may_stand_below_two():
    assert FOUND.broader("d") == ("b", "e")
    assert FOUND.narrower("e") == ("d",)


def test_equal_terms_stand_beside_each_other_and_not_below():
    assert FOUND.narrower("b") == ("c", "d", "f")
    assert FOUND.narrower("c") == ()


def test_all_that_stand_anywhere_below_are_known():
    assert FOUND.below("a") == {"a", "b", "c", "d", "f"}


def test_an_outline_shows_a_term_under_each_broader_one_that_is_shown():
    assert list(FOUND.outline("abcde")) == [(0, "a"), (1, "b"), (2, "c"), (2, "d"), (0, "e"), (1, "d")]
    assert list(FOUND.outline("cd")) == [(0, "c"), (0, "d")]
