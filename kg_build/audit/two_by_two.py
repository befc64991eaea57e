"""N16: an effect printed beside the events of two groups is the one that they give."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, exp, floor, log, sqrt
from statistics import NormalDist

from kg_build.audit.bounds import Bounds, bounds, shown
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.numbers import TwoByTwo
from kg_build.audit.percentages import APPROXIMATE, EMPTY_GROUP
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each

#: Beyond the rounding, so much is left to the computation of others.
_TOLERANCE = Fraction(2, 100)
_NAMES = {
    "oddsRatio": Words("Odds Ratio", "odds ratio"),
    "riskRatio": Words("relatives Risiko", "risk ratio"),
    "riskDifference": Words("Risikodifferenz", "risk difference"),
    "numberNeededToTreat": Words("Number needed to treat", "number needed to treat"),
}
_CHECK = Words(
    "Ereignisse, Gruppengrößen und Effektmaß prüfen.", "Check events, group sizes and effect measure."
)
_N16 = About(
    title=Words("Effekt folgt aus der Vierfeldertafel", "effect follows from the 2x2 table"),
    rationale=Words(
        "Odds Ratio, relatives Risiko, Risikodifferenz und NNT ergeben sich aus Ereignissen und Gruppengrößen.",
        "Odds ratio, risk ratio, risk difference and NNT follow from events and group sizes.",
    ),
    severity="WARN",
    suppressors={
        "adjusted": Words("adjustierter Effekt", "adjusted effect"),
        "inverse": Words("umgekehrter Vergleich", "comparison the other way round"),
        "nonEvents": Words("Effekt auf das Ausbleiben der Ereignisse", "effect on not having the event"),
        "peto": Words("Odds Ratio nach Peto", "odds ratio by Peto's method"),
        "approximate": APPROXIMATE,
    },
)


@each("N16", TwoByTwo, _N16)
def effect_of_table(rule: Rule[TwoByTwo], fact: TwoByTwo) -> Iterator[Verdict]:
    """The printed effect is that of the table, within rounding and two per cent."""
    groups = ((fact.events_treated, fact.total_treated), (fact.events_control, fact.total_control))
    if any(total <= 0 for _, total in groups):
        yield rule.untested(fact.place, EMPTY_GROUP)
    elif any(not 0 <= events <= total for events, total in groups):
        yield _too_many(rule, fact)
    elif fact.estimate is None:
        return
    elif not (values := effects(fact)):
        yield rule.untested(fact.place, Words("Effekt nicht berechenbar", "effect cannot be computed"))
    elif _fits(fact, fact.estimate, values):
        return
    elif suppressor := _other_reading(fact, fact.estimate):
        yield rule.suppressed(fact.place, suppressor)
    else:
        yield _differs(rule, fact, fact.estimate, values)


def effects(fact: TwoByTwo) -> list[Fraction]:
    """The effect that the table gives; with an empty cell also the one with one half added to each cell.

    >>> from kg_build.audit.finding import Place
    >>> [str(value) for value in effects(TwoByTwo(Place(()), 10, 40, 20, 40, "riskRatio"))]
    ['1/2']
    """
    a, b, c, d = _cells(fact)
    plain = _effect(fact.statistic, a, b, c, d)
    half = Fraction(1, 2)
    corrected = _effect(fact.statistic, a + half, b + half, c + half, d + half) if not a * b * c * d else None
    return [value for value in (plain, corrected) if value is not None]


def _cells(fact: TwoByTwo) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    a, c = Fraction(fact.events_treated), Fraction(fact.events_control)
    return a, fact.total_treated - a, c, fact.total_control - c


def _effect(statistic: str, a: Fraction, b: Fraction, c: Fraction, d: Fraction) -> Fraction | None:
    treated, control = a / (a + b), c / (c + d)
    if statistic == "oddsRatio":
        return a * d / (b * c) if b * c else None
    if statistic == "riskRatio":
        return treated / control if control else None
    if statistic == "riskDifference":
        return treated - control
    if statistic == "numberNeededToTreat":
        return 1 / abs(treated - control) if treated != control else None
    return None


def _fits(fact: TwoByTwo, printed: Printed, values: list[Fraction], tolerance: Fraction = _TOLERANCE) -> bool:
    allowed = bounds(printed)
    return any(allowed.meets(_around(value, tolerance)) for value in _as_printed(fact, printed, values))


def _as_printed(fact: TwoByTwo, printed: Printed, values: list[Fraction]) -> list[Fraction]:
    """Values as they may be printed: a difference in per cent too, and with either sign; an NNT as a whole number."""
    if fact.statistic == "riskDifference":
        scales = (100,) if printed.unit == "%" else (1, 100)
        return [sign * scale * value for value in values for scale in scales for sign in (1, -1)]
    if fact.statistic == "numberNeededToTreat":
        whole = [Fraction(part) for value in values for part in (floor(value), ceil(value))]
        return [sign * value for value in (*values, *whole) for sign in (1, -1)]
    return values


def _around(value: Fraction, tolerance: Fraction) -> Bounds:
    slack = abs(value) * tolerance
    return Bounds(value - slack, value + slack)


def _other_reading(fact: TwoByTwo, printed: Printed) -> str | None:
    """The circumstance in which the effect need not be that of the table; another reading must fit without tolerance."""
    if fact.adjusted:
        return "adjusted"
    if printed.comparator == "~":
        return "approximate"
    a, b, c, d = _cells(fact)
    readings = {
        "inverse": _effect(fact.statistic, c, d, a, b),
        "nonEvents": _effect(fact.statistic, b, a, d, c) if fact.statistic == "riskRatio" else None,
        "peto": _peto(fact) if fact.statistic == "oddsRatio" else None,
    }
    fitting = (
        name for name, value in readings.items() if value and _fits(fact, printed, [value], Fraction(0))
    )
    return next(fitting, None)


def _peto(fact: TwoByTwo) -> Fraction | None:
    """The odds ratio by Peto's method: exp of observed minus expected events by their hypergeometric variance."""
    a, b, c, d = _cells(fact)
    total, events = a + b + c + d, a + c
    if total <= 1 or not events or not b + d:
        return None
    variance = events * (b + d) * (a + b) * (c + d) / (total**2 * (total - 1))
    exponent = float((a - (a + b) * events / total) / variance)
    return Fraction(exp(exponent)) if abs(exponent) < 100 else None  # noqa: PLR2004 - beyond any odds ratio


def recomputed(fact: TwoByTwo) -> tuple[float, float] | None:
    """The interval of a ratio by Katz (risks) or Woolf (odds) at the stated level, else 95 %; none with an empty cell."""
    level = float(fact.ci_level or 95)
    a, b, c, d = (float(cell) for cell in _cells(fact))
    if not a * b * c * d or fact.statistic not in ("oddsRatio", "riskRatio") or not 0 < level < 100:  # noqa: PLR2004
        return None
    odds = fact.statistic == "oddsRatio"
    variance = 1 / a + 1 / b + 1 / c + 1 / d if odds else 1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)
    middle = log(a * d / (b * c)) if odds else log(a / (a + b)) - log(c / (c + d))
    reach = NormalDist().inv_cdf(0.5 + level / 200) * sqrt(variance)
    return exp(middle - reach), exp(middle + reach)


def _differs(rule: Rule[TwoByTwo], fact: TwoByTwo, printed: Printed, values: list[Fraction]) -> Verdict:
    name, limits = _NAMES[fact.statistic], recomputed(fact)
    table = f"{fact.events_treated}/{fact.total_treated} vs {fact.events_control}/{fact.total_control}"
    interval = f" ({limits[0]:.3g} … {limits[1]:.3g})" if limits else ""
    return rule.finding(
        fact.place,
        Words(
            f"{name.de} {printed.text} ist mit {table} nicht vereinbar.",
            f"The {name.en} {printed.text} is not compatible with {table}.",
        ),
        f"{table}: {' / '.join(map(shown, values))}{interval} ≠ {printed.text} (± {float(_TOLERANCE):.0%})",
        {
            **_inputs(fact),
            "estimate": printed.number,
            "recomputed": [float(value) for value in values],
            "recomputed_ci": list(limits) if limits else None,
        },
        _CHECK,
        aspect=f"{fact.label} {fact.statistic}".strip(),
        assumptions=(Words("rohe, nicht adjustierte Effekte", "crude effects, not adjusted"),),
    )


def _inputs(fact: TwoByTwo) -> dict[str, object]:
    return {
        "events_t": fact.events_treated,
        "total_t": fact.total_treated,
        "events_c": fact.events_control,
        "total_c": fact.total_control,
        "statistic": fact.statistic,
    }


def _too_many(rule: Rule[TwoByTwo], fact: TwoByTwo) -> Verdict:
    return rule.finding(
        fact.place,
        Words(
            "Mehr Ereignisse als Patienten sind mit einer Vierfeldertafel nicht vereinbar.",
            "More events than patients are not compatible with a 2x2 table.",
        ),
        f"{fact.events_treated} > {fact.total_treated} ∨ {fact.events_control} > {fact.total_control}",
        _inputs(fact),
        _CHECK,
        severity="ERROR",
        aspect=f"{fact.label} events".strip(),
    )
