"""Rules on confidence intervals and ranges: order and estimate (N8), rates and medians within their limits (N14)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from kg_build.audit.bounds import about, bounds, exceeds
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.numbers import Estimate, Proportion, SurvivalFigure
from kg_build.audit.percentages import APPROXIMATE, SHARES, UNKNOWN_ROLE
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each

#: What N14 judges.
Ranged = Estimate | SurvivalFigure | Proportion
_RANGED: tuple[type[Ranged], ...] = (Estimate, SurvivalFigure, Proportion)
OPEN_END = Words(
    "Intervall nach einer Seite offen (nicht erreicht)", "interval open at one end (not reached)"
)
ONE_SIDED = Words("einseitiges Intervall", "one-sided interval")
NO_INTERVAL = Words("kein ganzes Intervall angegeben", "no complete interval is given")
_GEORGESCU_WREN = "https://doi.org/10.1093/bioinformatics/btx811"
NOT_AROUND = {
    "bootstrap": Words("Bootstrap-Intervall", "bootstrap interval"),
    "credible": Words("Bayes-Intervall", "credible interval"),
}
CHECK = Words("Schätzer und Grenzen an der Quelle prüfen.", "Check estimate and limits at the source.")

_N8 = About(
    title=Words("Konfidenzintervall umschließt den Schätzer", "confidence interval contains the estimate"),
    rationale=Words(
        "Die untere Grenze liegt unter der oberen, und der Schätzer zwischen beiden.",
        "The lower limit lies below the upper one, and the estimate between them.",
    ),
    severity="ERROR",
    source=_GEORGESCU_WREN,
    suppressors={**NOT_AROUND, "oneSided": ONE_SIDED, "approximate": APPROXIMATE},
)
_N14 = About(
    title=Words("Raten und Mediane liegen in ihren Grenzen", "rates and medians lie within their limits"),
    rationale=Words(
        "Ein Median und eine Rate liegen in ihrem Konfidenzintervall, ein Anteil zwischen 0 und 100 %.",
        "A median and a rate lie within their confidence interval, a share between 0 and 100 %.",
    ),
    severity="ERROR",
    suppressors={
        **NOT_AROUND,
        "oneSided": ONE_SIDED,
        "approximate": APPROXIMATE,
        "ratio": Words("Verhältnis und kein Anteil", "a ratio and not a share"),
    },
)


class Interval(NamedTuple):
    """An estimate between two limits, all three printed."""

    estimate: Printed
    low: Printed
    high: Printed

    @property
    def inputs(self) -> dict[str, Any]:
        """The numbers by name."""
        return {"estimate": self.estimate.number, "ci": [self.low.number, self.high.number]}

    def __str__(self) -> str:
        return f"{self.estimate.text} ({self.low.text} … {self.high.text})"

    @property
    def reversed(self) -> bool:
        """Whether the lower limit is above the upper one, however they were rounded."""
        return exceeds(self.low, self.high)

    @property
    def misses(self) -> bool:
        """Whether the estimate lies outside, however all were rounded."""
        return exceeds(self.low, self.estimate) or exceeds(self.estimate, self.high)

    @property
    def sound(self) -> bool:
        """Whether the limits are in order and the estimate between them."""
        return not (self.reversed or self.misses)


def interval(fact: Estimate) -> Interval | None:
    """The estimate and its two limits, where all are printed."""
    if fact.estimate is None or fact.ci_low is None or fact.ci_high is None:
        return None
    return Interval(fact.estimate, fact.ci_low, fact.ci_high)


def why_no_interval(fact: Estimate) -> Words:
    """Why an estimate has no interval that could be tested."""
    return OPEN_END if fact.ci_open else ONE_SIDED if fact.one_sided else NO_INTERVAL


@each("N8", Estimate, _N8)
def contains_estimate(rule: Rule[Estimate], fact: Estimate) -> Iterator[Verdict]:
    """The limits are in order, and the estimate lies between them."""
    if fact.statistic not in ("rate", "median"):
        yield from _around(rule, fact)


def _around(rule: Rule[Any], fact: Estimate) -> Iterator[Verdict]:
    """The verdicts on an estimate and its interval, for any statistic."""
    if fact.estimate is None or (fact.ci_low is None and fact.ci_high is None):
        return
    known = interval(fact)
    if known is None:
        yield from _around_one_limit(rule, fact, fact.estimate)
    elif known.sound:
        return
    elif not known.reversed and (suppressor := _need_not_contain(fact)):
        yield rule.suppressed(fact.place, suppressor)
    else:
        yield _outside(rule, fact, known.reversed, str(known), known.inputs)


def _need_not_contain(fact: Estimate) -> str | None:
    if fact.one_sided:
        return "oneSided"
    if about(fact.estimate, fact.ci_low, fact.ci_high):
        return "approximate"
    return fact.ci_method if fact.ci_method in NOT_AROUND else None


def _around_one_limit(rule: Rule[Any], fact: Estimate, estimate: Printed) -> Iterator[Verdict]:
    """An interval open at one end may still leave the estimate out at the other."""
    low, high = fact.ci_low, fact.ci_high
    below = low is not None and exceeds(low, estimate)
    above = high is not None and exceeds(estimate, high)
    if not (below or above) or not fact.ci_open or _need_not_contain(fact):
        yield rule.untested(fact.place, why_no_interval(fact))
    else:
        limits = [limit.text if limit else "" for limit in (low, high)]
        ci = [limit.number if limit else None for limit in (low, high)]
        inputs = {"estimate": estimate.number, "ci": ci}
        yield _outside(rule, fact, False, f"{estimate.text} ({' … '.join(limits).strip()})", inputs)


def _outside(
    rule: Rule[Any], fact: Estimate, in_reverse: bool, formula: str, inputs: dict[str, Any]
) -> Verdict:
    outside = Words(
        "Der Schätzer liegt außerhalb des Intervalls und ist damit nicht vereinbar.",
        "The estimate lies outside its interval and is not compatible with it.",
    )
    order = Words(
        "Die untere Grenze liegt über der oberen; das ist mit einem Intervall nicht vereinbar.",
        "The lower limit lies above the upper one, which is not compatible with an interval.",
    )
    return rule.finding(
        fact.place,
        order if in_reverse else outside,
        formula,
        {**inputs, "statistic": fact.statistic},
        CHECK,
        aspect=aspect(fact),
    )


def aspect(fact: Estimate) -> str:
    """Which of a study's estimates it is."""
    return " ".join(
        filter(None, (fact.label, fact.statistic, fact.endpoint, str(fact.months) if fact.months else ""))
    )


@each("N14", _RANGED, _N14)
def within_limits(rule: Rule[Ranged], fact: Ranged) -> Iterator[Verdict]:
    """A rate or median lies within its interval, and a share between 0 and 100 %."""
    if isinstance(fact, Estimate) and fact.statistic in ("rate", "median"):
        yield from _around(rule, fact)
    percent, name = _share(fact)
    if percent is None or bounds(percent).meets(SHARES):
        return
    if isinstance(fact, Proportion) and fact.n is None and fact.estimation == "unknown":
        yield rule.untested(fact.place, UNKNOWN_ROLE)
        return
    if isinstance(fact, Proportion) and _is_a_ratio(fact, percent):
        yield rule.suppressed(fact.place, "ratio")
        return
    yield rule.finding(
        fact.place,
        Words(
            f"{percent.text} % sind mit einem Anteil nicht vereinbar.",
            f"{percent.text} % is not compatible with a share.",
        ),
        f"{percent.text} % ∉ {SHARES} %",
        {"percent": percent.number},
        Words(
            "Ist es ein Anteil, und ist das Komma richtig?", "Is it a share, and is the decimal sign right?"
        ),
        aspect=name,
    )


def _share(fact: Ranged) -> tuple[Printed | None, str]:
    """The percentage of a fact that is a share of all, and which of a study's figures it is."""
    if isinstance(fact, Proportion):
        return fact.percent, fact.label
    if isinstance(fact, SurvivalFigure):
        return fact.rate, f"{fact.endpoint} {fact.months}"
    per_cent = fact.statistic == "rate" and fact.estimate is not None and fact.estimate.unit == "%"
    return fact.estimate if per_cent else None, f"{aspect(fact)} share"


def _is_a_ratio(fact: Proportion, percent: Printed) -> bool:
    """52 metastases in 39 patients are 133 per 100, and no share."""
    return fact.n is not None and any(
        total > 0 and percent.admits(Fraction(100 * fact.n, total)) for total in fact.denominators
    )
