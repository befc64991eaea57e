"""N17: one fact has one value, in the text, in its tables and in its source."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kg_build.audit.bounds import about, bounds, exceeds
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.knowledge import word
from kg_build.audit.numbers import Repeated
from kg_build.audit.percentages import APPROXIMATE
from kg_build.audit.rule import About, Rule, each

_N17 = About(
    title=Words(
        "Text, Tabelle und Quelle nennen denselben Wert", "text, table and source give the same value"
    ),
    rationale=Words(
        "Dieselbe Angabe (Studie, Auswertung, Maß) hat überall denselben Wert, auf gemeinsame Stellen gerundet.",
        "The same fact (study, analysis, measure) has the same value everywhere, rounded to the digits both have.",
    ),
    severity="ERROR",
    suppressors={
        "otherAnalysis": Words(
            "andere Auswertung oder anderer Datenstand", "another analysis or data cut-off"
        ),
        "approximate": APPROXIMATE,
    },
)


@each("N17", Repeated, _N17)
def same_value(rule: Rule[Repeated], fact: Repeated) -> Iterator[Verdict]:
    """Two values of one fact may be roundings of one true value, and are the same kind of number."""
    agree = not (exceeds(fact.value, fact.other) or exceeds(fact.other, fact.value))
    other_kind = bool(fact.what and fact.other_what and fact.what != fact.other_what)
    reason = _why_not_comparable(fact, agree=agree, other_kind=other_kind)
    if reason:
        yield rule.untested(fact.place, reason)
    elif agree and not other_kind:
        return
    elif fact.analysis and fact.other_analysis and fact.analysis != fact.other_analysis:
        yield rule.suppressed(fact.place, "otherAnalysis")
    elif about(fact.value, fact.other):
        yield rule.suppressed(fact.place, "approximate")
    else:
        yield _kind_differs(rule, fact) if other_kind else _value_differs(rule, fact)


def _why_not_comparable(fact: Repeated, *, agree: bool, other_kind: bool) -> Words | None:
    if fact.value.unit and fact.other.unit and fact.value.unit != fact.other.unit:
        return Words("verschiedene Einheiten", "different units")
    if other_kind and not agree:
        here, there = word(fact.what), word(fact.other_what)
        return Words(
            f"verschiedene Maße: {here.de} und {there.de}",
            f"different measures: {here.en} and {there.en}",
        )
    return None


def _value_differs(rule: Rule[Repeated], fact: Repeated) -> Verdict:
    cut_off = _if_cut_off(fact)
    message = Words(
        f"{fact.value.text} ist mit {fact.other.text} an anderer Stelle nicht vereinbar.",
        f"{fact.value.text} is not compatible with {fact.other.text} elsewhere.",
    )
    only_cut = Words(
        "Nur abgeschnitten, nicht gerundet, passt es.", "It fits only if cut off and not rounded."
    )
    return rule.finding(
        fact.place + fact.other_place,
        message.and_then(only_cut) if cut_off else message,
        f"{fact.value.text} ≙ {bounds(fact.value)}; {fact.other.text} ≙ {bounds(fact.other)}",
        _inputs(fact),
        Words(
            "Welcher Wert gilt, und für welchen Datenstand?", "Which value holds, and at which data cut-off?"
        ),
        severity="WARN" if cut_off else None,
        aspect=fact.key,
    )


def _if_cut_off(fact: Repeated) -> bool:
    """Whether the coarser of both is the finer one without its last digits."""
    coarse, fine = sorted((fact.value, fact.other), key=lambda printed: printed.decimals)
    low, high = coarse.truncated
    return coarse.decimals < fine.decimals and low <= Fraction(fine.value) < high


def _kind_differs(rule: Rule[Repeated], fact: Repeated) -> Verdict:
    here, there = word(fact.what), word(fact.other_what)
    return rule.finding(
        fact.place + fact.other_place,
        Words(
            f"{fact.value.text} heißt hier {here.de} und an anderer Stelle {there.de}; beides ist nicht"
            " miteinander vereinbar.",
            f"{fact.value.text} is called {here.en} here and {there.en} elsewhere, which is not compatible.",
        ),
        f"{fact.what} {fact.value.text}; {fact.other_what} {fact.other.text}",
        _inputs(fact),
        Words("Welches Maß ist es?", "Which measure is it?"),
        severity="WARN",
        aspect=fact.key,
    )


def _inputs(fact: Repeated) -> dict[str, object]:
    known = {"what": fact.what, "other_what": fact.other_what, "key": fact.key}
    return {"value": fact.value.number, "other": fact.other.number, **known}
