"""N10: a p value agrees with the confidence interval beside it, and a finding called significant with both."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg_build.audit.bounds import Bounds, bounds
from kg_build.audit.finding import Severity, Verdict, Words
from kg_build.audit.intervals import Interval, aspect, interval, why_no_interval
from kg_build.audit.numbers import Estimate
from kg_build.audit.percentages import APPROXIMATE
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each
from kg_build.audit.symmetry import RATIOS, off_centre
from kg_build.audit.wald import Reading, admits, p_range, tolerated

_USUAL_LEVEL, _USUAL_ALPHA, _LENIENT_ALPHA = Decimal(95), Decimal("0.05"), Decimal("0.10")
_OTHER_LEVELS = (Decimal(90), Decimal(99))
_LEVEL_ASSUMED = Words("95-%-Intervall angenommen", "a 95 % interval is assumed")
_ALPHA_ASSUMED = Words("Signifikanzniveau 0,05 angenommen", "a significance level of 0.05 is assumed")
_CHECK = Words("Test, Seitigkeit und Niveau prüfen.", "Check the test, its sides and the level.")

_N10 = About(
    title=Words("p-Wert passt zum Konfidenzintervall", "p value agrees with the confidence interval"),
    rationale=Words(
        "Aus Schätzer und Wald-Intervall folgt der p-Wert; er darf höchstens um den Faktor 1,5 abweichen und nicht auf der"
        " anderen Seite des Signifikanzniveaus liegen.",
        "Estimate and Wald interval give the p value; it may differ by a factor of 1.5 at most, and not lie on the other"
        " side of the significance level.",
    ),
    severity="WARN",
    source="https://doi.org/10.1136/bmj.d2304",
    suppressors={
        "logRank": Words("p-Wert des Log-Rank-Tests", "p value of a log-rank test"),
        "score": Words("p-Wert eines Score-Tests", "p value of a score test"),
        "exact": Words("exakter p-Wert", "exact p value"),
        "notWald": Words("kein Wald-Intervall", "not a Wald interval"),
        "adjusted": Words("Intervall oder p-Wert adjustiert", "interval or p value is adjusted"),
        "approximate": APPROXIMATE,
    },
)


@each("N10", Estimate, _N10)
def p_agrees(rule: Rule[Estimate], fact: Estimate) -> Iterator[Verdict]:
    """The printed p lies in the range that estimate and interval allow; so does what is called significant."""
    if fact.p is None and fact.called_significant is None:
        return
    if fact.p is not None and bounds(fact.p).low > 1:
        yield _no_probability(rule, fact, fact.p)
        return
    if fact.p is not None:
        yield from _p_and_interval(rule, fact, fact.p)
    if fact.called_significant is not None:
        yield from _called(rule, fact)


def _no_probability(rule: Rule[Estimate], fact: Estimate, p: Printed) -> Verdict:
    return rule.finding(
        fact.place,
        Words(
            f"p = {p.text} ist mit einer Wahrscheinlichkeit nicht vereinbar.",
            f"p = {p.text} is no probability.",
        ),
        f"p = {p.text} > 1",
        {"p": p.number},
        Words("Ist das Dezimalzeichen richtig?", "Is the decimal sign right?"),
        severity="ERROR",
        aspect=f"{aspect(fact)} p",
    )


def _p_and_interval(rule: Rule[Estimate], fact: Estimate, p: Printed) -> Iterator[Verdict]:
    known = interval(fact)
    reason = _why_untested(fact, known)
    if reason or known is None:
        yield rule.untested(fact.place, reason or why_no_interval(fact))
    elif admits(fact, known, p, _stated(fact)):
        return
    elif suppressor := _other_test(fact):
        yield rule.suppressed(fact.place, suppressor)
    else:
        yield _p_disagrees(rule, fact, known, p)


def _why_untested(fact: Estimate, known: Interval | None) -> Words | None:
    if known is None:
        return why_no_interval(fact)
    return _why_not_by_level_and_measure(fact) or _why_not_by_numbers(fact, known)


def _why_not_by_level_and_measure(fact: Estimate) -> Words | None:
    if fact.statistic not in (*RATIOS, "meanDifference"):
        return Words("kein Effektmaß mit bekanntem Nullwert", "no effect measure with a known null value")
    if fact.ci_level is not None and not 0 < fact.ci_level < 100:  # noqa: PLR2004 - per cent
        return Words("Niveau des Intervalls ist keines", "the level of the interval is none")
    return None


def _why_not_by_numbers(fact: Estimate, known: Interval) -> Words | None:
    if not known.sound or off_centre(fact, known):
        return Words("Schätzer und Intervall passen nicht zueinander", "estimate and interval do not agree")
    if not all(number.exact for number in known):
        return APPROXIMATE
    if fact.statistic in RATIOS and min(number.value for number in (known.estimate, known.high)) <= 0:
        return Words("Grenzen sind keine Quotienten", "limits are no ratios")
    return None


def _other_test(fact: Estimate) -> str | None:
    if fact.adjusted:
        return "adjusted"
    if fact.p is not None and fact.p.comparator == "~":
        return "approximate"
    if fact.p_from in ("logRank", "score", "exact"):
        return fact.p_from
    return None if fact.ci_method in ("wald", "unknown") else "notWald"


def _stated(fact: Estimate) -> Reading:
    return Reading(fact.ci_level or _USUAL_LEVEL, fact.one_sided)


def _others(fact: Estimate) -> Iterator[Reading]:
    """Readings that would rescue a p value, where the text does not rule them out."""
    level, one_sided = _stated(fact)
    yield Reading(level, not one_sided)
    for other in _OTHER_LEVELS if fact.ci_level is None else ():
        yield Reading(other, one_sided)
        yield Reading(other, not one_sided)


def _sides(allowed: Bounds, alpha: Decimal) -> bool | None:
    """Whether all of these p values are significant (True) or none is (False); None where it is open."""
    if allowed.high < alpha:
        return True
    return False if allowed.low > alpha else None


def _p_disagrees(rule: Rule[Estimate], fact: Estimate, known: Interval, p: Printed) -> Verdict:
    reading, alpha = _stated(fact), fact.alpha or _USUAL_ALPHA
    allowed = p_range(fact, known, reading)
    rescue = next((other for other in _others(fact) if admits(fact, known, p, other)), None)
    flips = {_sides(allowed, alpha), _printed_side(p, alpha)} == {True, False}
    other_side = Words(
        "Das Ergebnis läge auf der anderen Seite des Signifikanzniveaus.",
        "The result would lie on the other side of the significance level.",
    )
    message = Words(
        f"p = {p.text} ist mit dem Intervall {known} nicht vereinbar.",
        f"p = {p.text} is not compatible with the interval {known}.",
    )
    return rule.finding(
        fact.place,
        message.and_then(other_side) if flips else message,
        f"{known} ⇒ p = {float(allowed.low):.2g} … {float(allowed.high):.2g} ≠ {p.text}",
        {
            **known.inputs,
            "p": p.number,
            "recomputed": [float(f"{float(end):.4g}") for end in (allowed.low, allowed.high)],
            "ci_level": float(reading.level),
            "alpha": float(alpha),
        },
        _as_read(rescue).and_then(_CHECK) if rescue else _CHECK,
        severity="ERROR" if flips and not rescue else "WARN",
        aspect=f"{aspect(fact)} p",
        assumptions=_assumed(fact),
    )


def _printed_side(p: Printed, alpha: Decimal) -> bool | None:
    if p.comparator in ("<", "<=") and p.value <= alpha:
        return True
    if p.comparator in (">", ">=") and p.value >= alpha:
        return False
    return _sides(bounds(p), alpha)


def _as_read(reading: Reading) -> Words:
    words = reading.words
    return Words(f"Gelesen als {words.de} passt es.", f"Read as {words.en} it fits.")


def _assumed(fact: Estimate) -> tuple[Words, ...]:
    level = () if fact.ci_level else (_LEVEL_ASSUMED,)
    return level if fact.alpha else (*level, _ALPHA_ASSUMED)


def _called(rule: Rule[Estimate], fact: Estimate) -> Iterator[Verdict]:
    """A result called significant lies below the level, one called not significant above it."""
    known, alpha = interval(fact), fact.alpha or _USUAL_ALPHA
    if fact.p is not None:
        allowed = bounds(fact.p)
        side = _printed_side(fact.p, alpha)
    elif known is not None and not _why_untested(fact, known):
        allowed = tolerated(fact, known, _stated(fact))
        side = _sides(allowed, alpha)
    else:
        yield rule.untested(fact.place, why_no_interval(fact))
        return
    if side in (None, fact.called_significant):
        return
    if suppressor := _other_test(fact) if fact.p is None else None:
        yield rule.suppressed(fact.place, suppressor)
        return
    lenient = fact.alpha is None and (allowed.low < _LENIENT_ALPHA or not fact.called_significant)
    yield _called_otherwise(rule, fact, allowed, "WARN" if lenient or fact.adjusted else "ERROR")


def _called_otherwise(rule: Rule[Estimate], fact: Estimate, allowed: Bounds, severity: Severity) -> Verdict:
    alpha = fact.alpha or _USUAL_ALPHA
    called = (
        Words("signifikant", "significant")
        if fact.called_significant
        else Words("nicht signifikant", "not significant")
    )
    stands = f"p = {fact.p.text}" if fact.p else f"p = {float(allowed.low):.2g} … {float(allowed.high):.2g}"
    return rule.finding(
        fact.place,
        Words(
            f"„{called.de}“ ist mit dem p-Wert beim Niveau {alpha} nicht vereinbar.",
            f'"{called.en}" is not compatible with the p value at the level {alpha}.',
        ),
        f"{stands}; α = {alpha}",
        {"p": fact.p and fact.p.number, "alpha": float(alpha), "called_significant": fact.called_significant},
        _CHECK,
        severity=severity,
        aspect=f"{aspect(fact)} significance",
        assumptions=_assumed(fact),
    )
