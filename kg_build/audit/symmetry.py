"""N9: the interval of a ratio lies symmetrically around it on the logarithmic scale."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isinf, sqrt

from kg_build.audit.bounds import Bounds, bounds
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.intervals import CHECK, NOT_AROUND, ONE_SIDED, Interval, aspect, interval, why_no_interval
from kg_build.audit.numbers import Estimate
from kg_build.audit.percentages import APPROXIMATE
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each

RATIOS = ("hazardRatio", "oddsRatio", "riskRatio")
#: Beyond the rounding, so much is left to the computation of others before a warning, and a strong one.
TOLERANCE, _STRONG = Fraction(2, 100), Fraction(10, 100)

_N9 = About(
    title=Words("Intervall eines Quotienten liegt symmetrisch", "interval of a ratio is symmetric"),
    rationale=Words(
        "Ein Wald-Intervall von HR, OR oder RR liegt auf der logarithmischen Skala symmetrisch um den Schätzer.",
        "A Wald interval of an HR, OR or RR is symmetric around the estimate on the logarithmic scale.",
    ),
    severity="WARN",
    source="https://doi.org/10.1136/bmj.d2304",
    suppressors={
        **NOT_AROUND,
        "profile": Words("Profil-Likelihood-Intervall", "profile likelihood interval"),
        "exact": Words("exaktes Intervall", "exact interval"),
        "score": Words("Score-Intervall", "score interval"),
        "oneSided": ONE_SIDED,
        "approximate": APPROXIMATE,
    },
)


def geometric_middle(low: Printed, high: Printed) -> tuple[Fraction, Fraction]:
    """The squares of the least and greatest √(L·U) that the rounding of both limits allows."""
    (low_from, low_to), (high_from, high_to) = low.interval, high.interval
    return max(low_from, Fraction(0)) * high_from, low_to * high_to


def deviation(known: Interval) -> Fraction:
    """By what share the estimate is off the middle of its interval on the logarithmic scale, beyond all rounding."""
    least, most = geometric_middle(known.low, known.high)
    estimate = bounds(known.estimate)
    low, high = Fraction(max(estimate.low, 0)), Fraction(estimate.high)
    if high * high < least:
        return _root(least / (high * high)) - 1 if high else Fraction(10**6)
    return _root(low * low / most) - 1 if low * low > most else Fraction(0)


def _root(square: Fraction) -> Fraction:
    return Fraction(sqrt(square))


def off_centre(fact: Estimate, known: Interval) -> bool:
    """Whether N9 would object: then the p value is not held against an interval that is in doubt itself."""
    return fact.statistic in RATIOS and known.sound and _is_ratio(known) and deviation(known) > TOLERANCE


def _is_ratio(known: Interval) -> bool:
    """Whether all three are positive, as ratios are; logarithms of ratios are not."""
    numbers = (known.estimate, known.low, known.high)
    return (
        all(number.value >= 0 and not isinf(bounds(number).high) for number in numbers)
        and known.high.value > 0
    )


@each("N9", Estimate, _N9)
def symmetric(rule: Rule[Estimate], fact: Estimate) -> Iterator[Verdict]:
    """The estimate of a ratio is the geometric middle of its limits, within rounding and two per cent."""
    if fact.statistic not in RATIOS or fact.estimate is None:
        return
    known = interval(fact)
    if known is None:
        yield rule.untested(fact.place, why_no_interval(fact))
    elif not _is_ratio(known):
        yield rule.untested(fact.place, Words("Grenzen sind keine Quotienten", "limits are no ratios"))
    elif not off_centre(fact, known):
        return
    elif suppressor := _need_not_be_symmetric(fact):
        yield rule.suppressed(fact.place, suppressor)
    else:
        yield _off_centre(rule, fact, known)


def _need_not_be_symmetric(fact: Estimate) -> str | None:
    if fact.one_sided:
        return "oneSided"
    if not all(number is None or number.exact for number in (fact.estimate, fact.ci_low, fact.ci_high)):
        return "approximate"
    return fact.ci_method if fact.ci_method not in ("wald", "unknown") else None


def _off_centre(rule: Rule[Estimate], fact: Estimate, known: Interval) -> Verdict:
    off = deviation(known)
    least, most = geometric_middle(known.low, known.high)
    middle = Bounds(_root(least), _root(most))
    strongly = Words("stark ", "strongly ") if off > _STRONG else Words("", "")
    return rule.finding(
        fact.place,
        Words(
            f"Der Schätzer weicht {strongly.de}von der Mitte seines Intervalls ab und ist mit einem Wald-Intervall"
            " nicht vereinbar.",
            f"The estimate is {strongly.en}off the middle of its interval and not compatible with a Wald interval.",
        ),
        f"√({known.low.text} · {known.high.text}) = {middle}; {known.estimate.text}: Δ = {float(off):.1%} > {float(TOLERANCE):.0%}",
        {**known.inputs, "statistic": fact.statistic, "deviation": round(float(off), 4)},
        CHECK.and_then(
            Words("Oder ist das Intervall exakt oder ein Profil?", "Or is the interval exact, or a profile?")
        ),
        aspect=aspect(fact),
        assumptions=(Words("Wald-Intervall", "Wald interval"),),
    )
