"""Rules on counts beside percentages: whether k of N is printed so (N1), and whether there is one N for all (N2)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from kg_build.audit.bounds import Bounds, bounds, cut
from kg_build.audit.finding import Place, Verdict, Words
from kg_build.audit.numbers import Proportion
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each, together

#: Percentages that are no count of a count, and why they are not tested for being one.
NOT_COUNTED = {
    "kaplanMeier": Words("Kaplan-Meier-Rate, keine Anzahl", "Kaplan-Meier rate, not a count"),
    "cumulativeIncidence": Words("kumulative Inzidenz, keine Anzahl", "cumulative incidence, not a count"),
    "weighted": Words("gewichtete Prozentzahl", "weighted percentage"),
    "adjusted": Words("adjustierte Prozentzahl", "adjusted percentage"),
    "imputed": Words("Prozentzahl nach Ersetzung fehlender Werte", "percentage after imputation"),
}
APPROXIMATE = Words("ungefähre Angabe (ca., etwa, <, >)", "approximate figure (about, <, >)")
MULTIPLE = Words("Mehrfachnennungen möglich", "multiple responses possible")
UNKNOWN_DENOMINATOR = Words("Nenner unbekannt", "denominator not known")
TOO_MANY = Words(
    "so viele Nenner genannt, dass fast jede Prozentzahl passt",
    "so many denominators are declared that nearly any percentage fits",
)
UNKNOWN_ROLE = Words(
    "Rolle der Prozentzahl unbekannt (gezählt oder geschätzt)",
    "role of the percentage not known (counted or estimated)",
)
EMPTY_GROUP = Words("leere Gruppe", "empty group")
#: All that a share can be, in per cent.
SHARES = Bounds(Fraction(0), Fraction(100))
#: Where so many denominators are declared, one of them gives nearly any percentage.
MOST_DENOMINATORS = 20

_ROUNDED_TWICE = Words(
    "Zweimal nacheinander gerundet würde es passen.", "Rounded twice in a row it would fit."
)

_N1 = About(
    title=Words("Anzahl und Prozentzahl passen zusammen", "count and percentage agree"),
    rationale=Words(
        "Eine Prozentzahl neben einer Anzahl muss sich aus einem der genannten Nenner ergeben.",
        "A percentage beside a count must follow from one of the denominators that are declared.",
    ),
    severity="ERROR",
    source="https://doi.org/10.1093/bioinformatics/btx811",
    suppressors={**NOT_COUNTED, "approximate": APPROXIMATE, "multipleResponse": MULTIPLE},
)
_N2 = About(
    title=Words(
        "Prozentzahlen einer Gruppe haben einen Nenner", "percentages of one group share a denominator"
    ),
    rationale=Words(
        "Stehen mehrere Prozentzahlen derselben Patienten beieinander, so muss ein Nenner sie alle ergeben.",
        "Where several percentages of the same patients stand together, one denominator must give all of them.",
    ),
    severity="WARN",
    suppressors={
        "ownDenominator": Words("eigener Nenner ausdrücklich genannt", "its own denominator is stated"),
    },
)


def declared(fact: Proportion) -> tuple[int, ...]:
    """The denominators of a fact that can be divided by, each once."""
    return tuple(dict.fromkeys(total for total in fact.denominators if total > 0))


def no_denominator(fact: Proportion) -> Words | None:
    """Why the denominators of a fact cannot be tried, if so."""
    if len(fact.denominators) > MOST_DENOMINATORS:
        return TOO_MANY
    if any(total > 0 for total in fact.denominators):
        return None
    return EMPTY_GROUP if fact.denominators else UNKNOWN_DENOMINATOR


@each("N1", Proportion, _N1)
def percent_of_count(rule: Rule[Proportion], fact: Proportion) -> Iterator[Verdict]:
    """The percentage beside a count fits at least one declared denominator."""
    if fact.n is None or fact.percent is None:
        return
    reason = NOT_COUNTED.get(fact.estimation) or no_denominator(fact)
    if reason:
        yield rule.untested(fact.place, reason)
        return
    pair = _Pair(fact, fact.n, fact.percent, _fits(fact.n, fact.percent, declared(fact)))
    if pair.fits:
        return
    if not pair.percent.exact:
        yield rule.suppressed(fact.place, "approximate")
    elif fact.multiple_response:
        yield rule.suppressed(fact.place, "multipleResponse")
    else:
        yield _misfit(rule, pair)


class _Pair(NamedTuple):
    """A count and the percentage beside it, with the denominators that give it."""

    fact: Proportion
    n: int
    percent: Printed
    fits: Sequence[int]

    def __str__(self) -> str:
        return f"{self.n} ({self.percent.text} %)"


def _fits(n: int, percent: Printed, totals: Sequence[int]) -> Sequence[int]:
    """The denominators that give a percentage beside a count; where nobody declared one, all whole numbers are tried."""
    allowed = bounds(percent)
    fits = tuple(total for total in totals if allowed.hold(Fraction(100 * n, total)))
    return fits if totals else _whole(n, percent)


def _whole(n: int, percent: Printed) -> range:
    """All whole denominators, declared or not, that give a percentage beside a count; none where that is open."""
    low, high = percent.interval
    return range(max(n, ceil(100 * n / high)), floor(100 * n / low) + 1) if n > 0 and low > 0 else range(0)


def _misfit(rule: Rule[Proportion], pair: _Pair) -> Verdict:
    fact, n, percent = pair.fact, pair.n, pair.percent
    low, high = percent.truncated
    cut_off = [total for total in declared(fact) if low <= Fraction(100 * n, total) < high]
    tried = cut(f"{n}/{total} = {100 * n / total:.{percent.decimals + 1}f} %" for total in declared(fact))
    message = Words(
        f"{n} und {percent.text} % sind mit keinem genannten Nenner vereinbar.",
        f"{n} and {percent.text} % are compatible with none of the declared denominators.",
    )
    only_cut = Words(
        f"{n} und {percent.text} % sind nur abgeschnitten, nicht gerundet, mit {cut_off} vereinbar.",
        f"{n} and {percent.text} % are compatible with {cut_off} only if cut off and not rounded.",
    )
    return rule.finding(
        fact.place,
        only_cut if cut_off else message,
        f"{tried}; {percent.text} % ≙ {bounds(percent)}",
        {"n": n, "percent": percent.number, "denominators": list(fact.denominators)},
        _look_at(n, _whole(n, percent)).and_then(_ROUNDED_TWICE)
        if any(_rounded_twice(Fraction(100 * n, total), percent) for total in declared(fact))
        else _look_at(n, _whole(n, percent)),
        severity="WARN" if cut_off else None,
        aspect=fact.label,
    )


def _rounded_twice(value: Fraction, percent: Printed) -> bool:
    """Whether a value is printed so if it was rounded to one more decimal before: 81.45 as 81.5 and then as 82."""
    finer = 10 ** (percent.decimals + 1)
    return percent.admits(Fraction(floor(value * finer + Fraction(1, 2)), finer))


def _look_at(n: int, others: range) -> Words:
    check = Words("Anzahl, Prozentzahl und Nenner prüfen.", "Check count, percentage and denominator.")
    if not others:
        return check
    named = ", ".join(str(total) for total in others[:3])
    return Words(
        f"{n} ergäbe diese Prozentzahl bei {named}; dieser Nenner ist nicht genannt.",
        f"{n} would give this percentage of {named}; that denominator is not declared.",
    ).and_then(check)


def _same_patients(fact: Proportion) -> Hashable:
    """Percentages that should share a denominator: those of one passage or table group with one set of denominators."""
    place = fact.place
    return place.unit, place.study, place.group, tuple(sorted(fact.denominators[: MOST_DENOMINATORS + 1]))


@together("N2", Proportion, _N2, by=_same_patients)
def common_denominator(rule: Rule[Proportion], facts: Sequence[Proportion]) -> Iterator[Verdict]:
    """One denominator gives all percentages that each fit some."""
    if not _together(facts[0]):
        return
    pairs = [pair for pair in _comparable(facts) if pair.fits]
    unstated = [pair for pair in pairs if pair.fact.own not in pair.fits]
    if _share_none(unstated):
        yield _no_common(rule, unstated)
    elif not_own := [pair for pair in unstated if pair.fact.own]:
        yield from (_not_its_own(rule, pair) for pair in not_own)
    elif _share_none(pairs):
        yield rule.suppressed(Place.of_all(pair.fact.place for pair in pairs), "ownDenominator")


def _together(fact: Proportion) -> bool:
    """Whether one denominator may be asked for: in a passage only among declared ones, in a named group always."""
    place, totals = fact.place, fact.denominators
    return len(totals) <= MOST_DENOMINATORS and bool(place.group or (place.unit and totals))


def _comparable(facts: Iterable[Proportion]) -> Iterator[_Pair]:
    for fact in facts:
        n, percent = fact.n, fact.percent
        counted = fact.estimation in ("counted", "unknown") and not fact.multiple_response
        if counted and n is not None and percent is not None and percent.exact:
            yield _Pair(fact, n, percent, _fits(n, percent, declared(fact)))


def _share_none(pairs: Sequence[_Pair]) -> bool:
    """Whether no denominator fits all. Those that nobody declared are an unbroken range for each pair."""
    if not pairs:
        return False
    sets = [pair.fits for pair in pairs]
    if isinstance(sets[0], range):
        return max(fits[0] for fits in sets) > min(fits[-1] for fits in sets)
    return not set(sets[0]).intersection(*sets[1:])


def _not_its_own(rule: Rule[Proportion], pair: _Pair) -> Verdict:
    """A percentage that only another denominator of the group gives, and not the one printed beside it."""
    own, fact = pair.fact.own or 1, pair.fact
    return rule.finding(
        fact.place,
        Words(
            f"{pair} ist mit dem Nenner {own} daneben nicht vereinbar, wohl aber mit einem anderen der Gruppe.",
            f"{pair} is not compatible with the denominator {own} beside it, but with another one of the group.",
        ),
        f"{pair.n}/{own} = {100 * pair.n / own:.{pair.percent.decimals + 1}f} %; N = {cut(map(str, pair.fits))}",
        {
            "pairs": [{"n": pair.n, "percent": pair.percent.number, "fits": list(pair.fits)}],
            "denominators": list(declared(fact)),
            "own": own,
        },
        Words("Auf welche Patienten bezieht sich die Zahl?", "Which patients does the figure refer to?"),
        aspect=fact.label,
    )


def _no_common(rule: Rule[Proportion], pairs: Sequence[_Pair]) -> Verdict:
    totals = declared(pairs[0].fact)
    telling = [pair for pair in pairs if len(pair.fits) != len(totals)]
    named = cut(map(str, telling), 4)
    return rule.finding(
        Place.of_all(pair.fact.place for pair in telling),
        Words(
            f"{named} sind mit keinem gemeinsamen Nenner vereinbar.",
            f"{named} are compatible with no common denominator.",
        ),
        cut(f"{pair}: N = {cut(map(str, pair.fits[:20]), 6)}" for pair in telling),
        {
            "pairs": [
                {"n": pair.n, "percent": pair.percent.number, "fits": list(pair.fits[:20])}
                for pair in telling
            ],
            "denominators": list(totals),
        },
        Words("Auf welche Patienten beziehen sich die Zahlen?", "Which patients does each figure refer to?"),
        aspect="; ".join(pair.fact.label for pair in telling),
    )
