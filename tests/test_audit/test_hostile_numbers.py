"""Absurd numbers, empty groups, endless lists: an answer, in steps that grow with the input and not with its square."""

from dataclasses import fields, replace
from decimal import Decimal
from functools import partial

import pytest

from kg_build.audit.finding import Finding, Place, Untested
from kg_build.audit.judge import judge, rules
from kg_build.audit.numbers import (
    Estimate,
    NumberForm,
    Part,
    Partition,
    Proportion,
    Repeated,
    Summary,
    SurvivalFigure,
    TwoByTwo,
)
from kg_build.audit.printed import Printed, plain
from tests.steps import steps

NUMERIC = [rule for name, rule in rules().items() if name.startswith("N")]
ABSURD = [
    Decimal(text)
    for text in (
        "1E+400",
        "-1E+400",
        "1E-5000",
        "1E-300",
        "1E+1000000",
        "NaN",
        "Infinity",
        "1E+17",
        "-1",
        "0",
    )
]
MIDDLE = plain("52.5")


def place(number=0, **more):
    return Place((f"urn:{number}",), unit=f"u{number}", study=f"Study {number}", group="all", **more)


def one_of_each(number=0, value=MIDDLE, count=10):
    here = place(number)
    low, high = plain("44.0"), plain("61.0")
    return [
        Proportion(here, "x", count, value, (count * 2, count * 2 + 1)),
        Proportion(here, "y", None, value, (count * 2,), estimation="counted"),
        Partition(here, (Part("a", count, value), Part("b", count, value)), count * 2, exhaustive=True),
        Summary(here, "x", count, value, plain("4.2"), value, low, high, whole=True, spread="sd"),
        Summary(here, "z", count, plain("0.5"), value, binary=True, whole=True, spread="sd"),
        Estimate(
            here,
            "hazardRatio",
            value,
            low,
            high,
            Decimal(95),
            p=plain("0.04"),
            called_significant=True,
            alpha=Decimal("0.05"),
        ),
        Estimate(here, "median", value, low, high),
        SurvivalFigure(here, "OS", Decimal(12), value, events=count // 2, total=count),
        SurvivalFigure(here, "OS", Decimal(24), value),
        SurvivalFigure(here, "PFS", Decimal(24), value),
        SurvivalFigure(here, "OS", median=value),
        TwoByTwo(here, count, count * 4, count + 3, count * 4, "riskRatio", value, ci_level=Decimal(95)),
        Repeated(here, here, "k", value, high),
        NumberForm(here, "1.000", ("1", "1000")),
    ]


@pytest.mark.parametrize("value", ABSURD, ids=str)
def test_an_absurd_number_gets_an_answer(value):
    printed = Printed(str(value), value, 0)
    said = judge(one_of_each(value=printed), NUMERIC)
    for finding in said.findings:
        assert finding.formula
        assert finding.inputs_digest
    if not value.is_finite() or value.adjusted() > 16:
        assert Untested in {type(verdict) for verdict in said.untested}
        assert "beyond any measurement" in " ".join(verdict.reason.en for verdict in said.untested)


@pytest.mark.parametrize("count", [10**400, -5, 0, 1, 10**15])
def test_an_absurd_count_gets_an_answer(count):
    said = judge(one_of_each(count=count), NUMERIC)
    assert all(finding.formula for finding in said.findings)
    assert count != 10**400 or any("beyond any measurement" in verdict.reason.en for verdict in said.untested)


def test_every_number_of_every_kind_of_fact_may_be_absurd():
    for fact in one_of_each():
        for field in fields(fact):
            old = getattr(fact, field.name)
            absurd = [Printed("x", value, 0) for value in ABSURD] if isinstance(old, Printed) else []
            absurd += [10**400, -1, 0] if type(old) is int else []
            absurd += (
                [Decimal(text) for text in ("1E+400", "NaN", "-1", "0", "100", "250")]
                if isinstance(old, Decimal)
                else []
            )
            for value in absurd:
                judge([replace(fact, **{field.name: value})], NUMERIC)


def test_what_is_missing_or_empty_is_answered():
    here = place()
    empty = [
        Proportion(here),
        Partition(here, ()),
        Summary(here),
        Estimate(here, "other"),
        SurvivalFigure(here, ""),
        TwoByTwo(here, 0, 0, 0, 0, "riskRatio", plain("1.0")),
        NumberForm(here, ""),
        Proportion(here, "x", 0, plain("0"), (0,)),
        Summary(here, "x", 0, plain("0"), plain("0"), whole=True),
        Summary(here, "x", 9, plain("0"), plain("0"), whole=True, items=0),
    ]
    said = judge(empty, NUMERIC)
    assert not said.findings
    assert {"empty group", "no parts are given"} <= {verdict.reason.en for verdict in said.untested}


def test_a_whole_of_100000_parts_is_summed_up_and_its_formula_stays_readable():
    parts = tuple(Part(str(number), 1) for number in range(100_000))
    [finding] = judge([Partition(place(), parts, 99_999, exhaustive=True)], NUMERIC).findings
    assert len(finding.formula) < 200
    assert "… [99988]" in finding.formula


def figures_of_one_group(size):
    here = place()
    curve = [SurvivalFigure(here, "OS", Decimal(number), plain("50.0")) for number in range(size)]
    middles = [SurvivalFigure(here, "OS", median=plain("9.0")) for _ in range(size)]
    totals = tuple(range(100, 100 + size))
    shares = [Proportion(here, str(number), 50, plain("50.0"), totals) for number in range(size)]
    pairs = [Proportion(here, str(number), 50, plain("50.0"), (100, 101)) for number in range(size)]
    return [*curve, *middles, *shares, *pairs]


def facts_of_many_groups(size):
    return [fact for number in range(size) for fact in one_of_each(number)]


def test_many_groups_have_findings_each():
    assert (
        len([one for one in judge(facts_of_many_groups(60), NUMERIC).findings if isinstance(one, Finding)])
        >= 60
    )


@pytest.mark.parametrize("made", [figures_of_one_group, facts_of_many_groups])
def test_steps_grow_with_the_facts_and_not_with_their_square(made):
    few, many = (steps(partial(judge, made(size), NUMERIC)) for size in (60, 600))
    assert many < 20 * few  # the square would be a hundred times
