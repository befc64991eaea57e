"""Rules on the grain of printed numbers: a share of N (N4), a mean of whole numbers (N4), a median (N6)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from kg_build.audit.bounds import bounds, cut
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.numbers import Proportion, Summary
from kg_build.audit.percentages import (
    APPROXIMATE,
    EMPTY_GROUP,
    MULTIPLE,
    NOT_COUNTED,
    SHARES,
    UNKNOWN_ROLE,
    declared,
    no_denominator,
)
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each

#: What N4 judges.
Grained = Proportion | Summary
_GRAINED: tuple[type[Grained], ...] = (Proportion, Summary)
NOT_WHOLE = Words("keine ganzen Messwerte", "measurements are not whole numbers")
FROM_DATES = Words("aus Daten errechnet (Alter)", "reckoned from dates (age)")
GROUPED = Words("aus Klassen oder einer Überlebenskurve", "from grouped data or a survival curve")
UNKNOWN_GRAIN = Words(
    "unbekannt, ob die Messwerte ganze Zahlen sind", "not known whether measurements are whole numbers"
)
NO_POWER = Words("bei dieser Gruppengröße passt jeder Wert", "at this group size any value fits")
_EACH_CASE = Words("Gruppengröße und Rundung prüfen.", "Check group size and rounding.")

_N4 = About(
    title=Words("Wert ist bei dieser Gruppengröße möglich", "value is possible at this group size"),
    rationale=Words(
        "Ein gezählter Anteil ist k von N, ein Mittelwert ganzer Zahlen eine ganze Summe durch N.",
        "A counted share is k of N, and a mean of whole numbers is a whole sum divided by N.",
    ),
    severity="ERROR",
    source="https://doi.org/10.1177/1948550616673876",
    suppressors={
        **NOT_COUNTED,
        "approximate": APPROXIMATE,
        "multipleResponse": MULTIPLE,
        "notWhole": NOT_WHOLE,
        "fromDates": FROM_DATES,
        "grouped": GROUPED,
        "transformed": Words("getrimmt oder transformiert", "trimmed or transformed"),
    },
)
_N6 = About(
    title=Words("Median liegt auf dem Raster der Messwerte", "median lies on the grid of the measurements"),
    rationale=Words(
        "Der Median ganzer Zahlen ist bei ungerader Gruppengröße ganz, bei gerader ganz oder halb.",
        "The median of whole numbers is whole in a group of odd size, and whole or a half in one of even size.",
    ),
    severity="WARN",
    suppressors={
        "notWhole": NOT_WHOLE,
        "fromDates": FROM_DATES,
        "grouped": GROUPED,
        "transformed": Words("transformiert", "transformed"),
        "approximate": APPROXIMATE,
    },
)


def power_of_percentage(total: int, decimals: int) -> Fraction:
    """The share of all printable percentages that no k of N gives.

    >>> round(float(power_of_percentage(39, 0)), 2), float(power_of_percentage(200, 0))
    (0.6, 0.0)
    """
    return max(Fraction(0), 1 - Fraction(total + 1, 100 * 10**decimals + 1))


def power_of_mean(total: int, decimals: int) -> Fraction:
    """The share of all printable means that no whole sum gives.

    >>> float(power_of_mean(28, 2)), float(power_of_mean(28, 1))
    (0.72, 0.0)
    """
    return max(Fraction(0), 1 - Fraction(total, 10**decimals))


@each("N4", _GRAINED, _N4)
def grain(rule: Rule[Grained], fact: Grained) -> Iterator[Verdict]:
    """A counted percentage without its count, or a mean of whole numbers, is possible at this group size."""
    if isinstance(fact, Proportion):
        if fact.n is None and fact.percent is not None and bounds(fact.percent).meets(SHARES):
            yield from _grain_of_share(rule, fact, fact.percent)
    elif fact.mean is not None:
        yield from _grain_of_mean(rule, fact, fact.mean)


def _grain_of_share(rule: Rule[Grained], fact: Proportion, percent: Printed) -> Iterator[Verdict]:
    unknown = UNKNOWN_ROLE if fact.estimation == "unknown" else None
    reason = NOT_COUNTED.get(fact.estimation) or unknown or no_denominator(fact)
    powers = {total: power_of_percentage(total, percent.decimals) for total in declared(fact)}
    if reason or not min(powers.values()):
        yield rule.untested(fact.place, reason or NO_POWER)
    elif any(bounds(percent).holds_multiple_of(Fraction(100, total)) for total in powers):
        return
    elif not percent.exact:
        yield rule.suppressed(fact.place, "approximate")
    elif fact.multiple_response:
        yield rule.suppressed(fact.place, "multipleResponse")
    else:
        yield _no_share(rule, fact, percent, powers)


def _no_share(
    rule: Rule[Grained], fact: Proportion, percent: Printed, powers: dict[int, Fraction]
) -> Verdict:
    cut_off = [N for N in powers if _cut_from_multiple(percent, Fraction(100, N))]
    tried = cut(
        f"N = {total} (1-β = {float(power):.0%}): {_neighbours(percent, Fraction(100, total), percent.decimals + 1)}"
        for total, power in powers.items()
    )
    message = Words(
        f"{percent.text} % sind mit keiner Anzahl von {cut(map(str, powers))} vereinbar.",
        f"{percent.text} % are compatible with no count of {cut(map(str, powers))}.",
    )
    only_cut = Words(
        "Nur abgeschnitten, nicht gerundet, passt es.", "It fits only if cut off and not rounded."
    )
    return rule.finding(
        fact.place,
        message.and_then(only_cut) if cut_off else message,
        f"{tried}; {percent.text} % ≙ {bounds(percent)}",
        {
            "percent": percent.number,
            "denominators": list(powers),
            "power": [round(float(power), 4) for power in powers.values()],
        },
        _EACH_CASE.and_then(Words("Ist es eine geschätzte Rate?", "Is it an estimated rate?")),
        severity="WARN" if cut_off else None,
        aspect=fact.label,
    )


def _cut_from_multiple(percent: Printed, step: Fraction) -> bool:
    """Whether a multiple of the step is printed so by cutting off decimals."""
    low, high = percent.truncated
    return ceil(low / step) * step < high


def _neighbours(printed: Printed, step: Fraction, decimals: int) -> str:
    """The multiples of a step below and above a printed number."""
    below = floor(Fraction(printed.value) / step)
    return ", ".join(f"{k} → {float(k * step):.{decimals}f}" for k in (below, below + 1))


def why_no_grain(fact: Summary) -> Words | None:
    """Why nothing can be said on the grain of these measurements, if so."""
    if fact.items < 1 or (fact.n is not None and fact.n < 1):
        return EMPTY_GROUP
    return UNKNOWN_GRAIN if fact.whole is None and not fact.binary else None


def held_back(fact: Summary, *numbers: Printed | None) -> str | None:
    """The circumstance in which measurements need not lie on a grid, if there is one."""
    if fact.handling in ("trimmed", "transformed"):
        return "transformed"
    if fact.handling != "asMeasured":
        return fact.handling
    if fact.whole is False and not fact.binary:
        return "notWhole"
    return None if all(number is None or number.exact for number in numbers) else "approximate"


def _grain_of_mean(rule: Rule[Grained], fact: Summary, mean: Printed) -> Iterator[Verdict]:
    size = (fact.n or 0) * fact.items
    reason = why_no_grain(fact) or (
        None if fact.n else Words("Gruppengröße unbekannt", "group size not known")
    )
    if reason or not power_of_mean(size, mean.decimals):
        yield rule.untested(fact.place, reason or NO_POWER)
    elif bounds(mean).holds_multiple_of(Fraction(1, size)):
        return
    elif suppressor := held_back(fact, mean):
        yield rule.suppressed(fact.place, suppressor)
    else:
        power = power_of_mean(size, mean.decimals)
        yield rule.finding(
            fact.place,
            Words(
                f"Der Mittelwert {mean.text} ist mit ganzen Messwerten bei N = {fact.n} nicht vereinbar.",
                f"The mean {mean.text} is not compatible with whole measurements at N = {fact.n}.",
            ),
            f"N = {size} (1-β = {float(power):.0%}): {_neighbours(mean, Fraction(1, size), mean.decimals + 1)}; {mean.text} ≙ {bounds(mean)}",
            {"mean": mean.number, "n": fact.n, "items": fact.items, "power": round(float(power), 4)},
            _EACH_CASE,
            severity="WARN",
            aspect=fact.label,
        )


@each("N6", Summary, _N6)
def median_on_grid(rule: Rule[Summary], fact: Summary) -> Iterator[Verdict]:
    """The median of whole numbers is whole, or a half where the group has an even size or an unknown one."""
    median = fact.median
    if median is None:
        return
    step = Fraction(1, max(fact.items, 1) * (1 if fact.n and fact.n % 2 else 2))
    reason = why_no_grain(fact) or (NO_POWER if step * 10**median.decimals <= 1 else None)
    if reason:
        yield rule.untested(fact.place, reason)
    elif bounds(median).holds_multiple_of(step):
        return
    elif suppressor := held_back(fact, median):
        yield rule.suppressed(fact.place, suppressor)
    else:
        yield rule.finding(
            fact.place,
            Words(
                f"Der Median {median.text} ist mit ganzen Messwerten bei N = {fact.n or '?'} nicht vereinbar.",
                f"The median {median.text} is not compatible with whole measurements at N = {fact.n or '?'}.",
            ),
            f"{median.text} ≠ k · {step}; k: {_neighbours(median, step, median.decimals + 1)}",
            {"median": median.number, "n": fact.n, "items": fact.items, "step": str(step)},
            Words("Ist es der Mittelwert?", "Is it the mean?").and_then(_EACH_CASE),
            aspect=fact.label,
        )
