"""Each circumstance in which a numeric rule keeps silent, one by one: without it the rule would find the value."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kg_build.audit.finding import Finding, Place, Suppressed, Untested
from kg_build.audit.judge import rules
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

HERE = Place(("urn:s",), unit="u", study="Sample 2020", group="all")
ABOUT = Printed("ca. 87", Decimal(87), 0, "~")
SHARE = Proportion(HERE, "x", 37, plain("87"), (39, 40))
ALONE = Proportion(HERE, "x", None, plain("13.6"), (39,), estimation="counted")
PARTS = Partition(HERE, (Part("a", 18, plain("46")), Part("b", 20, plain("54"))), 39, exhaustive=True)
SCORE = Summary(HERE, "x", 19, plain("3.45"), whole=True)
SPREAD = Summary(HERE, "x", 20, plain("3.45"), plain("1.20"), whole=True, spread="sd")
MEDIAN = Summary(HERE, "x", 39, median=plain("62.1"), whole=True)
RANGE = Summary(HERE, "x", 39, mean=plain("90.1"), minimum=plain("44"), maximum=plain("81"))
RATIO = Estimate(HERE, "hazardRatio", plain("0.95"), plain("0.30"), plain("0.90"))
OFF = replace(RATIO, estimate=plain("0.72"))
P = replace(RATIO, estimate=plain("0.52"), p=plain("0.6"))
RATE = replace(RATIO, statistic="rate")
RISING = (
    SurvivalFigure(HERE, "OS", Decimal(12), plain("40.0")),
    SurvivalFigure(HERE, "OS", Decimal(24), plain("60.0")),
)
LONGER = (
    SurvivalFigure(HERE, "OS", Decimal(12), plain("40.0")),
    SurvivalFigure(HERE, "PFS", Decimal(12), plain("60.0")),
)
HALF = (
    SurvivalFigure(HERE, "OS", Decimal(12), plain("40.0")),
    SurvivalFigure(HERE, "OS", median=plain("20.0")),
)
EVENTS = SurvivalFigure(HERE, "OS", Decimal(12), plain("90.0"), events=20, total=39)
TABLE = TwoByTwo(HERE, 10, 40, 20, 40, "riskRatio", plain("0.80"))
TWICE = Repeated(HERE, HERE, "k", plain("23.3"), plain("27.5"))
FORM = NumberForm(HERE, "1.000", ("1000", "1.0"))


def every(facts, **changes):
    return tuple(replace(fact, **changes) for fact in facts)


def kinds(fact, field, names):
    return {name: (replace(fact, **{field: name}),) for name in names}


#: For each rule: facts in which it finds something, and for each suppressor the same facts in that circumstance.
NOT_COUNTED = ("kaplanMeier", "cumulativeIncidence", "weighted", "adjusted", "imputed")
CIRCUMSTANCES = {
    "N1": (
        (SHARE,),
        {
            **kinds(SHARE, "estimation", NOT_COUNTED),
            "approximate": (replace(SHARE, percent=ABOUT),),
            "multipleResponse": (replace(SHARE, multiple_response=True),),
        },
    ),
    "N2": (
        (replace(SHARE, n=29, percent=plain("74")), replace(SHARE, n=35)),
        {"ownDenominator": (replace(SHARE, n=29, percent=plain("74"), own=39), replace(SHARE, n=35, own=40))},
    ),
    "N3": (
        (PARTS,),
        {
            "notExhaustive": (replace(PARTS, exhaustive=False),),
            "overlapping": (replace(PARTS, overlapping=True),),
            "approximate": (replace(PARTS, parts=(PARTS.parts[0], Part("b", 20, ABOUT))),),
        },
    ),
    "N4": (
        (ALONE,),
        {
            **kinds(ALONE, "estimation", NOT_COUNTED),
            "approximate": (replace(ALONE, percent=replace(plain("13.6"), comparator="~")),),
            "multipleResponse": (replace(ALONE, multiple_response=True),),
            "notWhole": (replace(SCORE, whole=False),),
            "fromDates": (replace(SCORE, handling="fromDates"),),
            "grouped": (replace(SCORE, handling="grouped"),),
            "transformed": (replace(SCORE, handling="trimmed"),),
        },
    ),
    "N5": (
        (SPREAD,),
        {
            "notWhole": (replace(SPREAD, whole=False),),
            "fromDates": (replace(SPREAD, handling="fromDates"),),
            "grouped": (replace(SPREAD, handling="grouped"),),
            "transformed": (replace(SPREAD, handling="transformed"),),
            "approximate": (replace(SPREAD, sd=replace(plain("1.20"), comparator="~")),),
            "standardError": (replace(SPREAD, sd=plain("0.27"), n=20, mean=plain("3.45"), spread="unknown"),),
            "populationSd": (
                Summary(HERE, "x", 5, plain("2.20"), plain("1.17"), whole=True, spread="unknown"),
            ),
        },
    ),
    "N6": (
        (MEDIAN,),
        {
            "notWhole": (replace(MEDIAN, whole=False),),
            "fromDates": (replace(MEDIAN, handling="fromDates"),),
            "grouped": (replace(MEDIAN, handling="grouped"),),
            "transformed": (replace(MEDIAN, handling="transformed"),),
            "approximate": (replace(MEDIAN, median=replace(plain("62.1"), comparator="~")),),
        },
    ),
    "N7": (
        (RANGE,),
        {
            "transformed": (replace(RANGE, handling="transformed"),),
            "approximate": (replace(RANGE, mean=replace(plain("90.1"), comparator="~")),),
        },
    ),
    "N8": (
        (RATIO,),
        {
            **kinds(RATIO, "ci_method", ("bootstrap", "credible")),
            "oneSided": (replace(RATIO, one_sided=True),),
            "approximate": (replace(RATIO, estimate=replace(plain("0.95"), comparator="~")),),
        },
    ),
    "N9": (
        (OFF,),
        {
            **kinds(OFF, "ci_method", ("bootstrap", "credible", "profile", "exact", "score")),
            "oneSided": (replace(OFF, one_sided=True),),
            "approximate": (replace(OFF, estimate=replace(plain("0.72"), comparator="~")),),
        },
    ),
    "N10": (
        (P,),
        {
            **kinds(P, "p_from", ("logRank", "score", "exact")),
            "notWald": (replace(P, ci_method="profile"),),
            "adjusted": (replace(P, adjusted=True),),
            "approximate": (replace(P, p=replace(plain("0.6"), comparator="~")),),
        },
    ),
    "N11": (
        RISING,
        {
            "conditional": every(RISING, conditional=True),
            "approximate": (replace(RISING[0], rate=replace(plain("40.0"), comparator="~")), RISING[1]),
        },
    ),
    "N12": (
        LONGER,
        {
            "conditional": every(LONGER, conditional=True),
            "approximate": (replace(LONGER[0], rate=replace(plain("40.0"), comparator="~")), LONGER[1]),
        },
    ),
    "N13": (
        HALF,
        {
            "conditional": every(HALF, conditional=True),
            "approximate": (HALF[0], replace(HALF[1], median=replace(plain("20.0"), comparator="~"))),
            "followUp": (HALF[0], replace(HALF[1], of="followUp")),
        },
    ),
    "N14": (
        (RATE,),
        {
            **kinds(RATE, "ci_method", ("bootstrap", "credible")),
            "oneSided": (replace(RATE, one_sided=True),),
            "approximate": (replace(RATE, estimate=replace(plain("0.95"), comparator="~")),),
            "ratio": (Proportion(HERE, "lesions", 52, plain("133"), (39,)),),
        },
    ),
    "N15": (
        (EVENTS,),
        {
            "conditional": (replace(EVENTS, conditional=True),),
            "approximate": (replace(EVENTS, rate=replace(plain("90.0"), comparator="~")),),
        },
    ),
    "N16": (
        (TABLE,),
        {
            "adjusted": (replace(TABLE, adjusted=True),),
            "inverse": (replace(TABLE, estimate=plain("2.00")),),
            "nonEvents": (replace(TABLE, estimate=plain("1.50")),),
            "peto": (TwoByTwo(HERE, 1, 50, 8, 50, "oddsRatio", plain("0.18")),),
            "approximate": (replace(TABLE, estimate=replace(plain("0.80"), comparator="~")),),
        },
    ),
    "N17": (
        (TWICE,),
        {
            "otherAnalysis": (replace(TWICE, analysis="interim", other_analysis="final"),),
            "approximate": (replace(TWICE, other=replace(plain("27.5"), comparator="~")),),
        },
    ),
    "N18": ((FORM,), kinds(FORM, "role", ("doi", "tnm", "chapter", "level"))),
}


@pytest.mark.parametrize("rule", CIRCUMSTANCES)
def test_without_any_circumstance_the_rule_finds_the_value(rule):
    facts, _ = CIRCUMSTANCES[rule]
    assert [type(verdict) for verdict in rules()[rule].judge(facts)] == [Finding]


@pytest.mark.parametrize("rule", CIRCUMSTANCES)
def test_every_declared_circumstance_is_tested(rule):
    assert set(CIRCUMSTANCES[rule][1]) == set(rules()[rule].about.suppressors)


@pytest.mark.parametrize(
    ("rule", "circumstance"), [(rule, name) for rule, (_, named) in CIRCUMSTANCES.items() for name in named]
)
def test_in_the_circumstance_the_rule_keeps_silent_and_says_why(rule, circumstance):
    known = rules()[rule]
    [verdict] = known.judge(CIRCUMSTANCES[rule][1][circumstance])
    if isinstance(verdict, Untested):
        assert verdict.reason == known.about.suppressors[circumstance]
    else:
        assert verdict == Suppressed(rule, verdict.place, circumstance)
