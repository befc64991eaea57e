"""The p value that an estimate and its Wald interval give, in the range that the rounding of all three allows."""

from __future__ import annotations

from decimal import Decimal
from math import erfc, inf, log, sqrt
from statistics import NormalDist
from typing import NamedTuple

from kg_build.audit.bounds import Bound, Bounds, bounds
from kg_build.audit.finding import Words
from kg_build.audit.intervals import Interval
from kg_build.audit.numbers import Estimate
from kg_build.audit.printed import Printed
from kg_build.audit.symmetry import RATIOS

#: Other computations of the same test may differ by so much in p; tests of another kind by so much in z.
_P_FACTOR, _Z_SHARE = 1.5, 0.1


class Reading(NamedTuple):
    """How an interval and a p value are read: its level in per cent, and the sides of the test."""

    level: Decimal
    one_sided: bool

    @property
    def words(self) -> Words:
        """What it is called."""
        de, en = ("einseitigem", "one-sided") if self.one_sided else ("zweiseitigem", "two-sided")
        return Words(f"{self.level}-%-Intervall und {de} p-Wert", f"{self.level} % interval and {en} p value")


def _z(fact: Estimate, known: Interval, level: Decimal) -> Bounds:
    """The least and greatest |z| that the rounding of estimate and limits allows."""
    estimate, low, high = (_scaled(fact, number) for number in known)
    least, most = max(estimate.low, -estimate.high, 0), max(-estimate.low, estimate.high)
    quantile = NormalDist().inv_cdf(0.5 + float(level) / 200)
    widest, narrowest = high.high - low.low, high.low - low.high
    return Bounds(
        2 * quantile * float(least / widest) if widest > 0 else 0.0,
        2 * quantile * float(most / narrowest) if narrowest > 0 else inf,
    )


def _scaled(fact: Estimate, number: Printed) -> Bounds:
    """The bounds of a number on the scale on which its estimator is normal."""
    low, high = number.interval
    if fact.statistic not in RATIOS:
        return Bounds(low, high)
    return Bounds(log(low) if low > 0 else -inf, log(high) if high > 0 else -inf)


def _p(z: Bound, reading: Reading) -> float:
    """The p value of a standard normal z."""
    return erfc(float(z) / sqrt(2)) / (2 if reading.one_sided else 1)


def p_range(fact: Estimate, known: Interval, reading: Reading) -> Bounds:
    """The least and greatest p that estimate and interval allow, before any tolerance."""
    z = _z(fact, known, reading.level)
    return Bounds(_p(z.high, reading), _p(z.low, reading))


def tolerated(fact: Estimate, known: Interval, reading: Reading) -> Bounds:
    """``p_range`` with what other computations of the same test may differ by."""
    z, share = _z(fact, known, reading.level), _Z_SHARE if fact.p_from == "unknown" else 0.0
    low, high = _p(z.high, reading), _p(z.low, reading)
    return Bounds(
        min(low / _P_FACTOR, _p(float(z.high) * (1 + share), reading)),
        max(high * _P_FACTOR, _p(float(z.low) * (1 - share), reading)),
    )


def admits(fact: Estimate, known: Interval, p: Printed, reading: Reading) -> bool:
    """Whether a printed p lies within what is tolerated."""
    return bounds(p).meets(tolerated(fact, known, reading))
