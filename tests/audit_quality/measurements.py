"""Measurements summed up: N5 to N7. The measurements are drawn, and then summed up with numpy."""

from dataclasses import replace
from decimal import Decimal
from math import ceil, floor

import numpy as np

from kg_build.audit.numbers import Summary
from tests.audit_quality.cases import Case, generator
from tests.audit_quality.printing import MODES, as_printed, place, printed


def drawn(chance, n, low=0, high=10):
    """So many whole measurements, as skewed as they come."""
    shape = chance.uniform(0.6, 3), chance.uniform(0.6, 3)
    return np.array([low + round((high - low) * chance.betavariate(*shape)) for _ in range(n)])


def summed(values, language, mode, decimals=2, **more):
    """What a paper prints of measurements."""
    low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
    return Summary(
        place("score"),
        "score",
        len(values),
        mean=printed(values.mean(), decimals, language, mode),
        sd=printed(values.std(ddof=1), decimals, language, mode),
        median=printed(middle, 1, language),
        minimum=printed(values.min(), 0, language),
        maximum=printed(values.max(), 0, language),
        lower_quartile=printed(low, 2, language),
        upper_quartile=printed(high, 2, language),
        **{"whole": True, "spread": "sd", **more},
    )


def possible(n, mean, sd, decimals):
    """Whether n whole numbers have this mean and deviation: a search over sums and sums of squares, in floating point."""
    half = 0.5 * 10**-decimals + 1e-9
    for total in range(ceil(n * (mean - half)), floor(n * (mean + half)) + 1):
        least, most = ((n - 1) * max(0, sd - half) ** 2, (n - 1) * (sd + half) ** 2)
        base = total * total / n
        as_equal = (total // n) ** 2 * (n - total % n) + (total // n + 1) ** 2 * (total % n)
        squares = range(max(as_equal, ceil(base + least - 1e-9)), floor(base + most + 1e-9) + 1)
        if any((square - total) % 2 == 0 for square in squares):
            return True
    return False


def moved(chance, number, language, least, most):
    steps = chance.choice((-1, 1)) * chance.randint(least, most)
    return as_printed(number.value + steps * Decimal(1).scaleb(-number.decimals), language)


@generator("N5", "a standard deviation that no whole numbers of this mean have")
def impossible_deviation(chance, language):
    n = chance.randint(5, 25)
    values = drawn(chance, n, 1, chance.choice((5, 7)))
    if np.ptp(values) == 0:
        return None
    fact = summed(values, language, MODES[0])
    fact = replace(fact, sd=moved(chance, fact.sd, language, 1, 25), minimum=None, maximum=None)
    window = (n - 1) * 4 * float(fact.sd.value) * 0.005
    if window > 1.9 or fact.sd.value <= 0 or possible(n, float(fact.mean.value), float(fact.sd.value), 2):
        return None
    return Case((fact,))


@generator("N5", "a standard deviation that does not follow from the share")
def impossible_binary_deviation(chance, language):
    n, k = chance.randint(10, 200), chance.randint(2, 9)
    p = min(k, n - 1) / n
    sd = (n / (n - 1) * p * (1 - p)) ** 0.5
    wrong = moved(chance, printed(sd, 2, language), language, 4, 12)
    fact = Summary(place(), "share", n, printed(p, 2, language), wrong, binary=True, whole=True, spread="sd")
    reach = [(n / (n - 1) * q * (1 - q)) ** 0.5 for q in np.clip((p - 0.01, p + 0.01), 0, 1)]
    outside = not min(reach) - 0.006 <= float(wrong.value) <= max(reach) + 0.006
    return Case((fact,)) if outside and wrong.value > 0 else None


@generator("N5")
def correct_deviations(chance, language):
    mode = chance.choice(MODES)
    values, n = drawn(chance, chance.randint(4, 60)), chance.randint(10, 300)
    ones = np.array([chance.random() < 0.3 for _ in range(n)], dtype=float)
    share = Summary(
        place("share"),
        "share",
        n,
        printed(ones.mean(), 2, language),
        printed(ones.std(ddof=1), 2, language),
        binary=True,
        whole=True,
        spread="sd",
    )
    return Case((summed(values, language, mode), share))


@generator("N5")
def other_spreads(chance, language):
    """Standard errors, deviations with divisor N, ages from dates, one value only."""
    values = drawn(chance, chance.randint(5, 25), 1, 7)
    fact, n = summed(values, language, MODES[0]), len(values)
    error = printed(values.std(ddof=1) / n**0.5, 3, language)
    of_all = printed(values.std(), 2, language)
    age = printed(60 + 5 * chance.random(), 2, language)
    bare = replace(fact, minimum=None, maximum=None)
    return Case(
        (
            replace(bare, sd=error, spread="se"),
            replace(bare, sd=of_all, spread="unknown"),
            replace(bare, sd=error, spread="unknown", place=place("plus minus")),
            replace(
                bare,
                mean=age,
                sd=of_all,
                handling="fromDates",
                median=None,
                lower_quartile=None,
                upper_quartile=None,
            ),
            Summary(place("one"), "one", 1, printed(3, 2), printed(0, 2), whole=True, spread="sd"),
        )
    )


@generator("N6", "a median off the grid of whole numbers")
def median_off_grid(chance, language):
    n = chance.randint(5, 200)
    tenth = chance.choice([tenth for tenth in range(1, 10) if n % 2 or tenth != 5])
    median = as_printed(Decimal(chance.randint(10, 80)) + Decimal(tenth).scaleb(-1), language)
    return Case((Summary(place(), "score", n, median=median, whole=True),))


@generator("N6")
def correct_medians(chance, language):
    values = drawn(chance, chance.randint(4, 200))
    median = printed(np.median(values), 1, language)
    items = printed(np.median(values) / 2, 2, language)
    return Case(
        (
            Summary(place("a"), "a", len(values), median=median, whole=True),
            Summary(place("b"), "b", None, median=median, whole=True),
            Summary(place("c"), "c", len(values), median=items, whole=True, items=2),
        )
    )


@generator("N6")
def ages_with_decimals(chance, language):
    median = printed(40 + 40 * chance.random(), 1, language)
    kinds = ("fromDates", "grouped", "transformed")
    return Case(
        (
            *(Summary(place(kind), kind, 39, median=median, whole=True, handling=kind) for kind in kinds),
            Summary(place("months"), "follow-up", 39, median=median, whole=False),
            Summary(place("age"), "age", 39, median=median),
            Summary(place("about"), "age", 39, median=replace(median, comparator="~"), whole=True),
        )
    )


@generator("N7", "a middle outside its range, or a spread that the range does not allow")
def out_of_range(chance, language):
    values = drawn(chance, chance.randint(8, 200), 18, 90)
    fact = summed(values, language, chance.choice(MODES), 1, whole=False)
    low, high = int(values.min()), int(values.max())
    if high - low < 5:
        return None
    too_wide = (high - low) / 2 * 1.2 + 2
    wrong = chance.choice(
        (
            {"mean": printed(high + chance.randint(1, 20), 1, language)},
            {"median": printed(low - chance.randint(1, 9), 0, language)},
            {"sd": printed(too_wide + chance.randint(0, 9), 1, language)},
            {"minimum": fact.maximum, "maximum": fact.minimum},
        )
    )
    return Case((replace(fact, **wrong),))


@generator("N7", "quartiles out of order or beyond the range")
def quartiles_out_of_order(chance, language):
    values = drawn(chance, chance.randint(8, 200), 18, 90)
    fact = summed(values, language, chance.choice(MODES), 1, whole=False)
    beyond = printed(int(values.max()) + chance.randint(2, 9), 0, language)
    swapped = {"lower_quartile": fact.upper_quartile, "upper_quartile": fact.lower_quartile}
    wrong = chance.choice(({"upper_quartile": beyond}, swapped))
    return (
        Case((replace(fact, **wrong),)) if fact.upper_quartile.value - fact.lower_quartile.value > 1 else None
    )


@generator("N7")
def correct_ranges(chance, language):
    values = drawn(chance, chance.randint(2, 200), 18, chance.choice((19, 30, 90)))
    fact = summed(values, language, chance.choice(MODES), chance.choice((0, 1)))
    return Case((fact, replace(fact, place=place("unsized"), n=None)))


@generator("N7")
def transformed_measurements(chance, language):
    fact = summed(drawn(chance, 30, 18, 90), language, MODES[0], 1)
    outside = printed(float(fact.maximum.value) + 3, 1, language)
    return Case(
        (
            replace(fact, mean=outside, handling="trimmed"),
            replace(fact, mean=outside, handling="transformed", place=place("log")),
            replace(fact, mean=replace(outside, comparator="~"), place=place("about")),
        )
    )
