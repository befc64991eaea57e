"""Rules on mean and standard deviation: whether both can come from N values (N5), and lie within their range (N7)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor, sqrt

from kg_build.audit.bounds import Bounds, about, bounds, cut, exceeds, shown
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.granularity import FROM_DATES, GROUPED, NO_POWER, NOT_WHOLE, held_back, why_no_grain
from kg_build.audit.numbers import Summary
from kg_build.audit.percentages import APPROXIMATE
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each

#: Where so many sums give the printed mean, one of them gives any standard deviation.
_MOST_SUMS = 1000
#: Sums of squares of one parity are at least so far apart.
_APART = 2

_N5 = About(
    title=Words(
        "Mittelwert und Standardabweichung sind zusammen möglich", "mean and standard deviation agree"
    ),
    rationale=Words(
        "Die Standardabweichung von N ganzen Zahlen mit bekanntem Mittelwert kann nur bestimmte Werte haben"
        " (GRIMMER); bei 0/1-Werten folgt sie aus dem Mittelwert (DEBIT).",
        "The standard deviation of N whole numbers of a known mean can have certain values only (GRIMMER); of values"
        " 0 and 1 it follows from the mean (DEBIT).",
    ),
    severity="WARN",
    source="https://doi.org/10.7287/peerj.preprints.2400v1",
    suppressors={
        "notWhole": NOT_WHOLE,
        "fromDates": FROM_DATES,
        "grouped": GROUPED,
        "transformed": Words("getrimmt oder transformiert", "trimmed or transformed"),
        "approximate": APPROXIMATE,
        "standardError": Words("passt als Standardfehler", "fits as a standard error"),
        "populationSd": Words("passt mit Teiler N statt N-1", "fits with divisor N instead of N-1"),
    },
)
_N7 = About(
    title=Words("Lage- und Streuungsmaße liegen im Wertebereich", "middle and spread lie within the range"),
    rationale=Words(
        "Minimum ≤ Quartile, Mittelwert und Median ≤ Maximum; die Standardabweichung ist höchstens"
        " (Max-Min)/2·√(N/(N-1)).",
        "Minimum ≤ quartiles, mean and median ≤ maximum; a standard deviation is at most (max-min)/2·√(N/(N-1)).",
    ),
    severity="ERROR",
    suppressors={
        "transformed": Words("getrimmt oder transformiert", "trimmed or transformed"),
        "approximate": APPROXIMATE,
    },
)


@each("N5", Summary, _N5)
def mean_and_deviation(rule: Rule[Summary], fact: Summary) -> Iterator[Verdict]:
    """Some N whole numbers have both the printed mean and the printed standard deviation."""
    if fact.mean is None or fact.sd is None:
        return
    reason = why_no_grain(fact) or _why_no_deviation(fact, fact.mean, fact.sd)
    if reason:
        yield rule.untested(fact.place, reason)
    elif not _means_fit(fact, fact.mean) or _agree(fact, fact.mean, Bounds(*fact.sd.interval), spare=1):
        return
    elif suppressor := held_back(fact, fact.mean, fact.sd) or _other_reading(fact, fact.mean, fact.sd):
        yield rule.suppressed(fact.place, suppressor)
    else:
        yield _disagree(rule, fact, fact.mean, fact.sd)


def _why_no_deviation(fact: Summary, mean: Printed, sd: Printed) -> Words | None:
    if fact.n is None:
        return Words("Gruppengröße unbekannt", "group size not known")
    if fact.n == 1:
        return Words("ein einzelner Wert streut nicht", "a single value does not vary")
    if fact.spread == "se":
        return Words(
            "ein Standardfehler, keine Standardabweichung", "a standard error, not a standard deviation"
        )
    return None if fact.binary or _has_power(fact, mean, sd) else NO_POWER


def _has_power(fact: Summary, mean: Printed, sd: Printed) -> bool:
    """Whether some standard deviation of so many decimals is impossible: sums of squares come two apart."""
    freedom, (low, high) = ((fact.n or 0) - 1) * fact.items**2, sd.interval
    sums = _sums(fact, mean)
    return freedom * (high**2 - max(low, Fraction(0)) ** 2) < _APART and sums.stop - sums.start <= _MOST_SUMS


def _sums(fact: Summary, mean: Printed) -> range:
    """The whole sums that are printed as this mean."""
    size, (low, high) = (fact.n or 0) * fact.items, mean.interval
    return range(ceil(low * size), floor(high * size) + 1)


def _means_fit(fact: Summary, mean: Printed) -> bool:
    """Whether the mean is possible at all; if not, that is N4's finding."""
    return fact.binary or bool(_sums(fact, mean))


def _agree(fact: Summary, mean: Printed, spread: Bounds, spare: int) -> bool:
    """Whether some measurements have this mean and spread; ``spare`` is what the divisor is below N."""
    n, spread = fact.n or 0, Bounds(max(spread.low, 0), spread.high)
    if fact.binary:
        low, high = _binary_squares(Bounds(*mean.interval), n, spare)
        return Bounds(low, high).meets(Bounds(spread.low**2, spread.high**2))
    squares = Bounds(
        (n - spare) * (spread.low * fact.items) ** 2, (n - spare) * (spread.high * fact.items) ** 2
    )
    return any(_whole_squares(total, n, squares) for total in _sums(fact, mean))


def _whole_squares(total: int, n: int, squares: Bounds) -> bool:
    """Whether n whole numbers of this sum have a sum of squared deviations within these bounds.

    Their sum of squares is whole, has the parity of their sum, and is least where they are as equal as can be.
    """
    base = Fraction(total * total, n)
    each_has, left = divmod(total, n)
    least = n * each_has**2 + 2 * each_has * left + left
    first = max(ceil(squares.low + base), least)
    return first + (first - total) % 2 <= squares.high + base


def _binary_squares(mean: Bounds, n: int, spare: int) -> tuple[Fraction, Fraction]:
    """The least and greatest n/(n - spare)·p(1 - p) for p within the mean's bounds."""
    low, high = (Fraction(min(max(end, 0), 1)) for end in (mean.low, mean.high))
    middle = min(max(Fraction(1, 2), low), high)
    factor = Fraction(n, n - spare)
    return factor * min(p * (1 - p) for p in (low, high)), factor * middle * (1 - middle)


def _other_reading(fact: Summary, mean: Printed, sd: Printed) -> str | None:
    """What the spread may be where the text does not call it a standard deviation."""
    if fact.spread == "sd":
        return None
    if _agree(fact, mean, Bounds(*sd.interval), spare=0):
        return "populationSd"
    root = Fraction(sqrt(fact.n or 0))
    return "standardError" if _agree(fact, mean, Bounds(*sd.interval).scaled(root), spare=1) else None


def _disagree(rule: Rule[Summary], fact: Summary, mean: Printed, sd: Printed) -> Verdict:
    population = _agree(fact, mean, Bounds(*sd.interval), spare=0)
    if fact.binary:
        low, high = _binary_squares(Bounds(*mean.interval), fact.n or 0, 1)
        shown_as = f"√(n/(n-1)·p(1-p)) = {sqrt(low):.4g} … {sqrt(high):.4g}"
    else:
        shown_as = f"N = {fact.n}, Σx = {cut(map(str, _sums(fact, mean)), 4)}: ∄ Σx²"
    hint = Words("Mit Teiler N statt N-1 würde sie passen.", "With divisor N instead of N-1 it would fit.")
    check = Words("Standardabweichung oder Standardfehler?", "Standard deviation or standard error?")
    return rule.finding(
        fact.place,
        Words(
            f"Standardabweichung {sd.text} ist mit Mittelwert {mean.text} bei N = {fact.n} nicht vereinbar.",
            f"The standard deviation {sd.text} is not compatible with the mean {mean.text} at N = {fact.n}.",
        ),
        f"{shown_as}; {sd.text} ≙ {Bounds(*sd.interval)}",
        {"mean": mean.number, "sd": sd.number, "n": fact.n, "items": fact.items},
        hint.and_then(check) if population else check,
        aspect=fact.label,
        assumptions=(Words("Teiler N-1", "divisor N-1"),),
    )


@each("N7", Summary, _N7)
def within_range(rule: Rule[Summary], fact: Summary) -> Iterator[Verdict]:
    """Middle and quartiles lie within the range and in order; the deviation is no greater than the range allows."""
    misfits = [*_out_of_order(fact), *_too_wide(fact)]
    if not misfits:
        return
    numbers = {name: number for name in _NAMES if (number := getattr(fact, name)) is not None}
    if fact.handling in ("trimmed", "transformed"):
        yield rule.suppressed(fact.place, "transformed")
    elif about(*numbers.values()):
        yield rule.suppressed(fact.place, "approximate")
    else:
        yield rule.finding(
            fact.place,
            Words(
                "Lage, Streuung und Wertebereich sind nicht miteinander vereinbar.",
                "Middle, spread and range are not compatible with each other.",
            ),
            "; ".join(misfits),
            {**{name: number.number for name, number in numbers.items()}, "n": fact.n},
            Words("Sind Maß und Spalte richtig bezeichnet?", "Are measure and column named rightly?"),
            aspect=fact.label,
        )


_NAMES = ("minimum", "lower_quartile", "median", "mean", "upper_quartile", "maximum", "sd")
#: What cannot be greater than what.
_ORDER = (
    *(("minimum", name) for name in _NAMES[1:6]),
    *((name, "maximum") for name in _NAMES[1:5]),
    ("lower_quartile", "median"),
    ("median", "upper_quartile"),
    ("lower_quartile", "upper_quartile"),
)


def _out_of_order(fact: Summary) -> Iterator[str]:
    for lesser, greater in _ORDER:
        low, high = getattr(fact, lesser), getattr(fact, greater)
        if low is not None and high is not None and exceeds(low, high):
            yield f"{lesser} {low.text} > {greater} {high.text}"


def _too_wide(fact: Summary) -> Iterator[str]:
    if fact.sd is None or fact.minimum is None or fact.maximum is None or fact.n == 1:
        return
    width = bounds(fact.maximum).high - bounds(fact.minimum).low
    n = fact.n if fact.n and fact.n > 1 else 2
    most = (width / 2) ** 2 * Fraction(n, n - 1)
    if width >= 0 and max(bounds(fact.sd).low, 0) ** 2 > most:
        yield f"sd {fact.sd.text} > ({fact.maximum.text} - {fact.minimum.text})/2·√(N/(N-1)) = {shown(sqrt(most))}"
