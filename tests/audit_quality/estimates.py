"""Estimates with intervals and p values, and 2x2 tables: N8 to N10, N14, N16. Effects are drawn, intervals computed."""

from dataclasses import replace
from decimal import Decimal
from math import exp, log, sqrt

import numpy as np
from scipy.stats import norm
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import survdiff
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import proportion_confint

from kg_build.audit.numbers import Estimate, Proportion, SurvivalFigure, TwoByTwo
from tests.audit_quality.cases import Case, generator
from tests.audit_quality.printing import MODES, as_printed, place, printed

RATIOS = ("hazardRatio", "oddsRatio", "riskRatio")


def ratio(chance, language, level=95, decimals=2, **more):
    """A ratio with its Wald interval and p value, all rounded. Small ones get more decimals, as papers give them."""
    effect, error = chance.gauss(0, 0.6), chance.uniform(0.08, 0.5)
    reach = norm.ppf(0.5 + level / 200) * error
    low, high = exp(effect - reach), exp(effect + reach)
    p = 2 * norm.sf(abs(effect) / error)
    digits = 3 if low < 0.1 else decimals
    return Estimate(
        place("ratio"),
        chance.choice(RATIOS),
        printed(exp(effect), digits, language, chance.choice(MODES)),
        printed(low, digits, language),
        printed(high, digits, language),
        p=p_value(p, language),
        **{
            "ci_level": None if level == 95 and chance.random() < 0.5 else Decimal(level),
            "label": "ratio",
            **more,
        },
    )


def p_value(p, language):
    """A p value as journals print it."""
    if p < 0.001:
        return as_printed(Decimal("0.001"), language, "<")
    return printed(p, 3 if p < 0.1 else 2, language)


def without_p(fact):
    return replace(fact, p=None)


def scaled(number, factor, language, decimals=None):
    digits = number.decimals if decimals is None else decimals
    return printed(float(number.value) * factor, digits, language)


@generator("N8", "an estimate outside its interval, or limits in reverse")
def outside_interval(chance, language):
    fact = without_p(ratio(chance, language, decimals=2))
    kind = chance.choice(("above", "below", "reversed", "open", "open below"))
    if kind == "open below":
        beyond = scaled(fact.ci_high, 1.3, language)
        return Case((replace(fact, estimate=beyond, ci_low=None, ci_open=True),))
    if kind == "reversed":
        fact = replace(fact, ci_low=fact.ci_high, ci_high=fact.ci_low)
        return Case((fact,)) if fact.ci_low.value - fact.ci_high.value > Decimal("0.02") else None
    if kind == "open":
        return (
            Case((replace(fact, estimate=scaled(fact.ci_low, 0.8, language), ci_high=None, ci_open=True),))
            if (fact.ci_low.value > Decimal("0.2"))
            else None
        )
    end, factor = (fact.ci_high, 1.1) if kind == "above" else (fact.ci_low, 0.9)
    fact = replace(fact, estimate=scaled(end, factor, language))
    return (
        Case((fact,)) if abs(fact.estimate.value - end.value) > 2 * Decimal(1).scaleb(-end.decimals) else None
    )


@generator("N8", "a mean difference outside its interval")
def outside_difference(chance, language):
    middle, reach = chance.gauss(0, 4), chance.uniform(1, 5)
    low, high = (printed(middle + sign * reach, 1, language) for sign in (-1, 1))
    wrong = printed(middle + chance.choice((-1, 1)) * (reach + chance.uniform(0.5, 4)), 1, language)
    return Case((Estimate(place(), "meanDifference", wrong, low, high),))


@generator("N8")
def correct_intervals(chance, language):
    middle, reach = chance.gauss(0, 4), chance.uniform(0, 5)
    low, high = (printed(middle + sign * reach, 1, language) for sign in (-1, 1))
    return Case(
        (
            ratio(chance, language),
            Estimate(place("difference"), "meanDifference", printed(middle, 1, language), low, high),
        )
    )


@generator("N8")
def open_and_one_sided_intervals(chance, language):
    fact = without_p(ratio(chance, language))
    beside = printed(float(fact.ci_high.value) * 1.2, 2, language)
    return Case(
        (
            replace(fact, ci_high=None, ci_open=True),
            replace(fact, ci_low=None, one_sided=True, place=place("one side")),
            replace(fact, estimate=beside, ci_method="bootstrap", place=place("bootstrap")),
            replace(fact, estimate=beside, ci_method="credible", place=place("Bayes")),
            replace(fact, estimate=replace(beside, comparator="~"), place=place("about")),
        )
    )


@generator("N9", "an estimate off the middle of its interval")
def off_centre(chance, language):
    fact = without_p(ratio(chance, language))
    low, high = float(fact.ci_low.value), float(fact.ci_high.value)
    middle, factor = sqrt(low * high), 1 + chance.choice((-1, 1)) * chance.uniform(0.06, 0.5)
    wrong = scaled(fact.estimate, factor, language)
    half = 0.5 * 10**-wrong.decimals
    off = max(float(wrong.value) / middle, middle / float(wrong.value)) if wrong.value else 0
    blur = half / float(wrong.value or 1) + half / low / 2 + half / high / 2
    inside = low + 2 * half < float(wrong.value) < high - 2 * half
    return Case((replace(fact, estimate=wrong),)) if inside and off > 1.03 + blur else None


@generator("N9", "a limit mistyped")
def mistyped_limit(chance, language):
    fact = without_p(ratio(chance, language))
    wrong = scaled(fact.ci_high, chance.choice((1.25, 1.5, 2, 10)), language)
    blur = 0.01 * (1 / float(fact.estimate.value or 1) + 1 / float(fact.ci_low.value or Decimal("0.001")))
    return Case((replace(fact, ci_high=wrong),)) if blur < 0.05 else None


@generator("N9")
def correct_ratios(chance, language):
    """The estimate may be printed with fewer digits than its limits."""
    fact = ratio(chance, language)
    coarse = scaled(fact.estimate, 1, language, 1)
    return Case(
        (fact, replace(without_p(fact), estimate=coarse, place=place("coarse")) if coarse.value else fact)
    )


@generator("N9")
def intervals_of_other_kinds(chance, language):
    fact = without_p(ratio(chance, language))
    skewed = scaled(fact.ci_high, 1.4, language)
    kinds = ("profile", "exact", "score", "bootstrap", "credible")
    return Case(tuple(replace(fact, ci_high=skewed, ci_method=kind, place=place(kind)) for kind in kinds))


@generator("N10", "a p value on the other side of the level")
def p_on_the_other_side(chance, language):
    fact = ratio(chance, language)
    z = abs(log(float(fact.estimate.value or 1))) / (
        log(float(fact.ci_high.value) / float(fact.ci_low.value or Decimal("0.001"))) / 3.92
    )
    p = 2 * norm.sf(z)
    wrong = chance.uniform(0.15, 0.9) if p < 0.02 else chance.uniform(0.001, 0.009) if p > 0.15 else None
    return None if wrong is None or z > 8 else Case((replace(fact, p=printed(wrong, 3, language)),))


@generator("N10", "a p value several times too small or too large")
def p_several_times_off(chance, language):
    fact = ratio(chance, language, decimals=3)
    z = abs(log(float(fact.estimate.value))) / (
        log(float(fact.ci_high.value) / float(fact.ci_low.value)) / 3.92
    )
    wrong = 2 * norm.sf(z) * chance.choice((0.1, 0.2, 5, 10))
    return Case((replace(fact, p=printed(wrong, 4, language)),)) if 0.002 < wrong < 0.6 and z < 3.2 else None


@generator("N10", "an inequality that the interval contradicts")
def contradicted_inequality(chance, language):
    fact = ratio(chance, language)
    includes_null = fact.ci_low.value < Decimal("0.8") and fact.ci_high.value > Decimal("1.3")
    return Case((replace(fact, p=as_printed(Decimal("0.01"), language, "<")),)) if includes_null else None


@generator("N10", "called significant though the interval includes no effect by far")
def called_significant(chance, language):
    fact = without_p(ratio(chance, language))
    includes_null = fact.ci_low.value < Decimal("0.75") and fact.ci_high.value > Decimal("1.4")
    return Case((replace(fact, called_significant=True),)) if includes_null else None


@generator("N10")
def correct_p_values(chance, language):
    level = chance.choice((90, 95, 95, 95, 99))
    fact = ratio(chance, language, level)
    called = None if fact.p.value == Decimal("0.05") else fact.p.value < Decimal("0.05")
    return Case((fact, replace(fact, called_significant=called, place=place("called"))))


@generator("N10")
def p_values_of_other_tests(chance, language):
    fact = ratio(chance, language)
    other = printed(min(1, float(fact.p.value) * chance.uniform(2, 6)), 3, language)
    lenient = replace(without_p(fact), p=as_printed(Decimal("0.08"), language), called_significant=True)
    return Case(
        (
            *(
                replace(fact, p=other, p_from=test, place=place(test))
                for test in ("logRank", "score", "exact")
            ),
            replace(fact, p=other, adjusted=True, place=place("adjusted")),
            replace(fact, p=other, ci_method="profile", place=place("profile")),
            replace(lenient, ci_low=None, ci_high=None, alpha=Decimal("0.10"), place=place("alpha")),
            replace(fact, p=as_printed(Decimal("0.00"), language) if fact.p.comparator == "<" else fact.p),
        )
    )


@generator("N10")
def log_rank_beside_cox(chance, language):
    """Two groups are followed; the Cox model gives ratio and interval, a log-rank test that nobody names gives p."""
    size, benefit = chance.randint(25, 150), chance.gauss(-0.3, 0.4)
    treated = np.repeat((0.0, 1.0), size)
    times = np.array([chance.weibullvariate(20 / exp(benefit * arm / 1.1), 1.1) for arm in treated])
    ends = np.array([chance.uniform(6, 60) for _ in treated])
    seen, died = np.minimum(times, ends), (times <= ends).astype(int)
    model = PHReg(seen, treated[:, None], status=died).fit()
    effect, reach = model.params[0], norm.ppf(0.975) * model.bse[0]
    numbers = [printed(exp(end), 2, language) for end in (effect, effect - reach, effect + reach)]
    p = p_value(survdiff(seen, died, treated)[1], language)
    return Case((Estimate(place(), "hazardRatio", *numbers, p=p),))


@generator("N14", "a median or a rate outside its interval, or beyond 100 %")
def outside_limits(chance, language):
    kind = chance.choice(("median", "rate", "share", "survival"))
    if kind == "median":
        low, high = sorted(chance.uniform(4, 40) for _ in range(2))
        wrong = printed(high + chance.uniform(0.5, 9), 1, language)
        return Case((Estimate(place(), kind, wrong, printed(low, 1, language), printed(high, 1, language)),))
    if kind == "rate":
        fact = rate(chance, language)
        wrong = printed(float(fact.ci_high.value) + chance.uniform(1, 9), 1, language)
        return Case((replace(fact, estimate=wrong),))
    beyond = printed(chance.uniform(100.6, 300), 1, language)
    if kind == "survival":
        return Case((SurvivalFigure(place(), "OS", Decimal(24), beyond),))
    return Case((Proportion(place(), "x", None, beyond, (), estimation="counted"),))


def rate(chance, language):
    """A rate with a Wilson interval."""
    total = chance.randint(15, 200)
    k = chance.randint(0, total)
    low, high = proportion_confint(k, total, method="wilson")
    return Estimate(
        place("rate"), "rate", *(printed(100 * end, 1, language, unit="%") for end in (k / total, low, high))
    )


@generator("N14")
def correct_limits(chance, language):
    low, middle, high = sorted(chance.uniform(4, 40) for _ in range(3))
    median = Estimate(place("median"), "median", *(printed(end, 1, language) for end in (middle, low, high)))
    total, lesions = chance.randint(20, 60), chance.randint(61, 90)
    ratio_ = Proportion(
        place("lesions"), "lesions", lesions, printed(100 * lesions / total, 0, language), (total,)
    )
    return Case((median, replace(median, ci_high=None, ci_open=True), rate(chance, language), ratio_))


def table(chance):
    """Events of two groups, none of them empty of events or of those without."""
    totals = [chance.randint(20, 300) for _ in range(2)]
    events = [chance.randint(2, total - 2) for total in totals]
    return events[0], totals[0], events[1], totals[1]


def effect_of(cells, statistic, language):
    """The effect with its interval, as statsmodels computes it."""
    a, n, c, m = cells
    known = Table2x2([[a, n - a], [c, m - c]])
    difference = a / n - c / m
    if statistic == "riskDifference":
        return printed(100 * difference, 1, language, unit="%"), None, None
    if statistic == "numberNeededToTreat":
        return (printed(1 / abs(difference), 0, language) if abs(difference) > 0.02 else None), None, None
    odds = statistic == "oddsRatio"
    value = known.oddsratio if odds else known.riskratio
    low, high = known.oddsratio_confint() if odds else known.riskratio_confint()
    digits = 3 if value < 0.1 else 2
    return tuple(printed(end, digits, language) for end in (value, low, high))


def crossed(chance, language, statistic=None):
    cells = table(chance)
    name = statistic or chance.choice((*RATIOS[1:], "riskDifference", "numberNeededToTreat"))
    value, low, high = effect_of(cells, name, language)
    return value and TwoByTwo(place("table"), *cells, name, value, low, high)


@generator("N16", "an effect that the events do not give")
def wrong_effect(chance, language):
    fact = crossed(chance, language)
    if not fact:
        return None
    wrong = scaled(fact.estimate, chance.choice((0.6, 0.75, 1.3, 1.6)), language)
    if abs(wrong.value - fact.estimate.value) <= 3 * Decimal(1).scaleb(-wrong.decimals):
        return None
    a, n, c, m = (fact.events_treated, fact.total_treated, fact.events_control, fact.total_control)
    other = [1 / float(fact.estimate.value), (1 - a / n) / (1 - c / m)]
    if fact.statistic in RATIOS and any(abs(float(wrong.value) / value - 1) < 0.1 for value in other):
        return None
    return Case(
        (replace(fact, estimate=wrong),), also=("N8", "N9")
    )  # of its interval too, where a table reads it


@generator("N16", "an odds ratio called a risk ratio")
def odds_called_risk(chance, language):
    cells = table(chance)
    odds, risk = (effect_of(cells, name, language)[0] for name in ("oddsRatio", "riskRatio"))
    a, n, c, m = cells
    other = [1 / float(risk.value or 1), (1 - a / n) / (1 - c / m), float(risk.value)]
    if any(abs(float(odds.value) / (value or 1) - 1) < 0.1 for value in other):
        return None
    return Case((TwoByTwo(place(), *cells, "riskRatio", odds),))


@generator("N16")
def correct_effects(chance, language):
    names = (*RATIOS[1:], "riskDifference", "numberNeededToTreat")
    return Case(tuple(fact for name in names if (fact := crossed(chance, language, name))))


@generator("N16")
def effects_of_other_kinds(chance, language):
    fact = crossed(chance, language, "riskRatio")
    adjusted = scaled(fact.estimate, 1.3, language)
    a, n, c, m = (fact.events_treated, fact.total_treated, fact.events_control, fact.total_control)
    inverse = printed(c / m / (a / n), 3, language)
    without = printed((1 - a / n) / (1 - c / m), 3, language)
    zero = TwoByTwo(
        place("zero"), 0, n, c, m, "oddsRatio", printed(0.5 * (m - c + 0.5) / ((n + 0.5) * (c + 0.5)), 3)
    )
    bare = replace(fact, ci_low=None, ci_high=None)
    return Case(
        (
            replace(bare, estimate=adjusted, adjusted=True),
            replace(bare, estimate=inverse, place=place("inverse")),
            replace(bare, estimate=without, place=place("without")),
            zero,
            replace(bare, total_treated=0, events_treated=0, place=place("empty")),
        )
    )


@generator("N16")
def rows_of_a_meta_analysis(chance, language):
    """Rows as a meta-analysis prints them: events, effect and interval, the interval judged too."""
    rows = []
    for number in range(8):
        cells = table(chance)
        name = chance.choice(RATIOS[1:])
        value, low, high = effect_of(cells, name, language)
        where = place(f"row {number}", study=f"Study {number}")
        rows.append(TwoByTwo(where, *cells, name, value, low, high))
        rows.append(Estimate(where, name, value, low, high))
    return Case(tuple(rows))
