"""Each formula of the numeric rules against an independent computation: scipy, statsmodels, or all possibilities tried."""

import itertools
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

from kg_build.audit.bounds import Bounds
from kg_build.audit.finding import Finding, Place
from kg_build.audit.granularity import grain, median_on_grid, power_of_percentage
from kg_build.audit.intervals import interval
from kg_build.audit.moments import mean_and_deviation, within_range
from kg_build.audit.numbers import Estimate, Part, Partition, Proportion, Summary, TwoByTwo
from kg_build.audit.partitions import parts_make_the_whole
from kg_build.audit.percentages import common_denominator, percent_of_count
from kg_build.audit.printed import Printed, plain
from kg_build.audit.symmetry import symmetric
from kg_build.audit.two_by_two import effect_of_table, effects, recomputed
from kg_build.audit.wald import Reading, p_range
from tests.audit_quality.printing import MODES, as_printed, gives, printed

HERE = Place(("urn:s",), unit="u", study="Sample 2020", group="all")
WAYS = st.sampled_from(MODES)


def found(rule, *facts):
    return [verdict for verdict in rule.judge(facts) if isinstance(verdict, Finding)]


@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 2), st.integers(0, 10_000))
def test_n1_finds_exactly_what_no_rounding_of_decimals_gives(total, n, decimals, digits):
    assume(n <= total)
    value = Decimal(digits % (100 * 10**decimals + 1)).scaleb(-decimals)
    fact = Proportion(HERE, "x", n, as_printed(value), (total,))
    assert bool(found(percent_of_count, fact)) != gives(n, total, value, decimals)


@given(st.integers(1, 300), st.integers(0, 1), st.integers(0, 1000))
def test_n4_finds_exactly_what_no_count_rounds_to(total, decimals, digits):
    value = Decimal(digits % (100 * 10**decimals + 1)).scaleb(-decimals)
    fact = Proportion(HERE, "x", None, as_printed(value), (total,), estimation="counted")
    possible = any(gives(k, total, value, decimals) for k in range(total + 1))
    assert bool(found(grain, fact)) == (not possible and power_of_percentage(total, decimals) > 0)


@pytest.mark.parametrize(("total", "decimals"), [(39, 0), (200, 0), (7, 1), (50, 1)])
def test_the_power_of_n4_is_at_most_the_share_of_printable_percentages_that_are_impossible(total, decimals):
    printable = [Decimal(digits).scaleb(-decimals) for digits in range(100 * 10**decimals + 1)]
    impossible = sum(
        not any(gives(k, total, value, decimals) for k in range(total + 1)) for value in printable
    )
    power = float(power_of_percentage(total, decimals))
    assert power == pytest.approx(impossible / len(printable), abs=0.02 if decimals == 0 else 0.005)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=99), st.integers(1, 2), WAYS)
def test_n4_n5_n6_and_n7_never_object_to_what_numpy_says_of_whole_numbers(values, decimals, way):
    drawn = np.array(values)
    exact = Fraction(sum(values), len(values))
    fact = Summary(
        HERE,
        "x",
        len(values),
        printed(exact, decimals, mode=way),
        printed(drawn.std(ddof=1), decimals, mode=way),
        printed(np.median(drawn), 1),
        printed(drawn.min(), 0),
        printed(drawn.max(), 0),
        whole=True,
        spread="sd",
    )
    assert not [
        finding
        for rule in (grain, mean_and_deviation, median_on_grid, within_range)
        for finding in found(rule, fact)
    ]


@given(st.lists(st.integers(0, 20), min_size=3, max_size=40), st.integers(2, 4), st.integers(1, 3), WAYS)
def test_n4_n5_and_n6_know_scales_that_average_items(totals, items, decimals, way):
    scores = np.array(totals) / items
    mean = printed(Fraction(sum(totals), len(totals) * items), decimals, mode=way)
    sd, median = printed(scores.std(ddof=1), decimals, mode=way), printed(np.median(scores), 3)
    fact = Summary(HERE, "x", len(totals), mean, sd, median, whole=True, items=items, spread="sd")
    assert not [
        finding for rule in (grain, mean_and_deviation, median_on_grid) for finding in found(rule, fact)
    ]


def test_n5_finds_only_deviations_that_no_five_whole_numbers_have_and_nearly_all_of_those():
    """All groups of five from 0 to 12 of one sum are tried; a few impossible sums of squares are beyond the rule."""
    groups = [group for group in itertools.combinations_with_replacement(range(13), 5) if sum(group) == 31]
    real = {printed(np.std(group, ddof=1), 2).value for group in groups}
    impossible = [sd for sd in (Decimal(digits).scaleb(-2) for digits in range(300)) if sd not in real]
    facts = {
        sd: Summary(HERE, "x", 5, plain("6.20"), as_printed(sd), whole=True, spread="sd")
        for sd in (*real, *impossible)
    }
    objected = {sd for sd, fact in facts.items() if found(mean_and_deviation, fact)}
    assert not objected & real
    assert len(objected) > 0.9 * len(impossible)


@given(st.integers(2, 300), st.floats(0, 1))
def test_n5_agrees_with_the_deviation_of_zeros_and_ones(n, share):
    k = round(share * n)
    ones = np.array([1] * k + [0] * (n - k))
    fact = Summary(
        HERE, "x", n, printed(k / n, 2), printed(ones.std(ddof=1), 2), binary=True, whole=True, spread="sd"
    )
    assert not found(mean_and_deviation, fact)


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=40))
def test_n7_holds_for_all_samples(values):
    drawn = np.array(values)
    low, high = np.quantile(drawn, (0.25, 0.75))
    fact = Summary(
        HERE,
        "x",
        len(values),
        printed(drawn.mean(), 2),
        printed(drawn.std(ddof=1), 2),
        printed(np.median(drawn), 2),
        printed(drawn.min(), 2),
        printed(drawn.max(), 2),
        printed(low, 2),
        printed(high, 2),
        spread="sd",
    )
    assert not found(within_range, fact)


@given(st.lists(st.integers(0, 200), min_size=2, max_size=9), st.integers(0, 1), WAYS)
def test_n3_never_objects_to_rounded_parts_of_a_whole(counts, decimals, way):
    total = sum(counts)
    assume(total)
    parts = tuple(
        Part(str(number), n, printed(Fraction(100 * n, total), decimals, mode=way))
        for number, n in enumerate(counts)
    )
    assert not found(parts_make_the_whole, Partition(HERE, parts, total, exhaustive=True))
    assert found(parts_make_the_whole, Partition(HERE, parts, total + 1, exhaustive=True))


@given(st.integers(2, 90), st.integers(2, 90), st.data())
def test_n2_finds_exactly_the_pairs_without_a_common_denominator(first, second, data):
    pairs = []
    for total in (first, second):
        n = data.draw(st.integers(1, total))
        pairs.append(Proportion(HERE, "x", n, printed(Fraction(100 * n, total), 1), tuple({first, second})))
    common = [total for total in {first, second} if all(gives(p.n, total, p.percent.value, 1) for p in pairs)]
    assert bool(found(common_denominator, *pairs)) != bool(common)


RATIO = st.tuples(st.floats(-1.5, 1.5), st.floats(0.08, 0.6), st.sampled_from((90, 95, 99)))


def wald(effect, error, level, decimals=3):
    reach = norm.ppf(0.5 + level / 200) * error
    numbers = [printed(math.exp(end), decimals) for end in (effect, effect - reach, effect + reach)]
    return Estimate(HERE, "hazardRatio", *numbers, ci_level=Decimal(level), p_from="wald")


@given(RATIO)
def test_n9_never_objects_to_a_wald_interval_and_does_to_a_moved_estimate(drawn):
    fact = wald(*drawn)
    assert not found(symmetric, fact)
    known = interval(fact)
    moved = Estimate(
        HERE, "hazardRatio", printed(float(known.estimate.value) * 1.15, 3), known.low, known.high
    )
    assume(float(known.estimate.value) * 1.15 < float(known.high.value) and known.low.value > Decimal("0.15"))
    assert found(symmetric, moved)


@given(RATIO)
def test_the_p_range_of_n10_holds_the_p_value_of_scipy(drawn):
    effect, error, level = drawn
    fact = wald(*drawn)
    allowed = p_range(fact, interval(fact), Reading(Decimal(level), one_sided=False))
    assert allowed.low - 1e-12 <= 2 * norm.sf(abs(effect) / error) <= allowed.high + 1e-12
    half = p_range(fact, interval(fact), Reading(Decimal(level), one_sided=True))
    assert half.low == pytest.approx(allowed.low / 2)


def test_the_p_value_of_a_difference_is_that_of_scipy():
    reach = norm.ppf(0.975) * 1.3
    numbers = [printed(end, 6) for end in (2.0, 2.0 - reach, 2.0 + reach)]
    fact = Estimate(HERE, "meanDifference", *numbers)
    allowed = p_range(fact, interval(fact), Reading(Decimal(95), one_sided=False))
    assert float(allowed.low) == pytest.approx(2 * norm.sf(2 / 1.3), rel=1e-4)


CELLS = st.tuples(st.integers(1, 80), st.integers(1, 80), st.integers(1, 80), st.integers(1, 80))


@given(CELLS)
def test_n16_computes_what_statsmodels_computes(cells):
    a, b, c, d = cells
    known = Table2x2([[a, b], [c, d]])
    odds = TwoByTwo(HERE, a, a + b, c, c + d, "oddsRatio", printed(known.oddsratio, 3))
    risks = TwoByTwo(HERE, a, a + b, c, c + d, "riskRatio", printed(known.riskratio, 3))
    assert float(effects(odds)[0]) == pytest.approx(known.oddsratio)
    assert float(effects(risks)[0]) == pytest.approx(known.riskratio)
    assert recomputed(odds) == pytest.approx(known.oddsratio_confint())
    assert recomputed(risks) == pytest.approx(known.riskratio_confint())
    assert not found(effect_of_table, odds, risks)


@given(CELLS)
def test_n16_accepts_the_pooled_odds_ratio_of_one_stratum_and_its_differences(cells):
    a, b, c, d = cells
    pooled = StratifiedTable([np.array([[a, b], [c, d]], dtype=float)]).oddsratio_pooled
    difference = 100 * (a / (a + b) - c / (c + d))
    facts = [
        TwoByTwo(HERE, a, a + b, c, c + d, "oddsRatio", printed(pooled, 2)),
        TwoByTwo(HERE, a, a + b, c, c + d, "riskDifference", printed(difference, 1, unit="%")),
        TwoByTwo(HERE, a, a + b, c, c + d, "riskDifference", printed(difference / 100, 3)),
    ]
    assert not found(effect_of_table, *facts)


@given(st.fractions(-100, 100), st.fractions(Fraction(1, 1000), 10), st.fractions(0, 5))
def test_an_interval_holds_a_multiple_exactly_where_one_can_be_named(low, step, width):
    within = Bounds(low, low + width).holds_multiple_of(step)
    first = math.ceil(low / step)
    assert within == (first * step <= low + width)


@given(st.decimals(0, 100, places=2), st.integers(0, 3), WAYS)
def test_every_rounding_of_a_value_lies_within_the_bounds_of_what_is_printed(value, decimals, way):
    number = printed(Fraction(value), decimals, mode=way)
    assert isinstance(number, Printed)
    assert number.admits(Fraction(value))
