"""Rules on counts and percentages: N1, and what else asks whether k of N can be printed so."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kg_build.audit.finding import Verdict, Words
from kg_build.audit.numbers import Proportion
from kg_build.audit.rule import About, Rule, each

_N1 = About(
    title=Words("Anzahl und Prozentzahl passen zusammen", "count and percentage agree"),
    rationale=Words(
        "Eine Prozentzahl neben einer Anzahl muss sich aus einem der genannten Nenner ergeben.",
        "A percentage beside a count must follow from one of the denominators that are declared.",
    ),
    severity="ERROR",
    source="https://doi.org/10.1093/bioinformatics/btx811",
    suppressors={
        "notCounted": Words("geschätzte oder gewichtete Rate", "estimated or weighted rate"),
        "approximate": Words("ungefähre Angabe", "approximate figure"),
    },
)


@each("N1", Proportion, _N1)
def percent_of_count(rule: Rule[Proportion], fact: Proportion) -> Iterator[Verdict]:
    """The percentage beside a count fits at least one declared denominator."""
    if fact.n is None or fact.percent is None:
        return
    if fact.estimation not in ("counted", "unknown"):
        yield rule.suppressed(fact.place, "notCounted")
    elif not fact.percent.exact:
        yield rule.suppressed(fact.place, "approximate")
    elif not fact.denominators:
        yield rule.untested(fact.place, Words("Nenner unbekannt", "denominator not known"))
    elif not any(fact.percent.admits(Fraction(100 * fact.n, total)) for total in fact.denominators if total):
        shown = "; ".join(
            f"{fact.n}/{total} = {100 * fact.n / total:.{fact.percent.decimals + 1}f} %"
            for total in fact.denominators
            if total
        )
        yield rule.finding(
            fact.place,
            Words(
                f"{fact.n} und {fact.percent.text} sind mit keinem genannten Nenner vereinbar.",
                f"{fact.n} and {fact.percent.text} are compatible with none of the declared denominators.",
            ),
            shown,
            {"n": fact.n, "percent": fact.percent.number, "denominators": list(fact.denominators)},
            Words(
                "Anzahl, Prozentzahl und Nenner an der Quelle prüfen.",
                "Check count, percentage and denominator.",
            ),
            aspect=fact.label,
        )
