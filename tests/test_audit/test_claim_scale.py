"""Ten thousand claims cost about ten times what a thousand cost, counted in steps; circles and empty groups get an answer."""

from functools import partial

import pytest

from kg_build.audit.claims import Assertion, DesignClaim, Quantifier, Reference
from kg_build.audit.evidence import Coverage, Superlative, Support
from kg_build.audit.finding import Place
from kg_build.audit.judge import judge, rules
from tests.steps import steps


def here(number):
    return Place((f"urn:{number}",))


def designs(size):
    return [DesignClaim(here(n), "one study", ("singleArm" if n % 2 else "randomised",)) for n in range(size)]


def assertions(size):
    effects = ("beneficial", "harmful")
    return [
        Assertion(here(n), ("one", "matter"), effects[n % 2], condition=str(n % 100)) for n in range(size)
    ]


def circle(size):
    return [Support(here(n), empirical=True, by_statements=(f"urn:{(n + 1) % size}",)) for n in range(size)]


def marks(size):
    return [Reference(here(n), "d", f"[{n}]", "marker" if n % 2 else "entry") for n in range(size)]


@pytest.mark.parametrize(
    ("rule", "made"), [("L1", designs), ("L7", assertions), ("R3", circle), ("R1", marks)]
)
def test_steps_grow_with_the_claims_and_not_with_their_square(rule, made):
    few, many = (steps(partial(judge, made(size), [rules()[rule]])) for size in (1_000, 10_000))
    assert many < 20 * few  # the square would be a hundred times


def test_statements_that_only_rest_on_each_other_reach_no_source():
    found = judge(circle(3)).findings
    assert [one.rule for one in found] == ["R3"] * 3
    assert not judge([*circle(3), Support(here(0), empirical=True, cited=1)]).findings


def test_what_is_empty_is_no_finding():
    nothing = [
        DesignClaim(here(1), ""),
        Quantifier(here(2), "wenige", 0, 0),
        Coverage(here(3), ""),
        Superlative(here(4), "only"),
    ]
    assert not judge(nothing).findings
