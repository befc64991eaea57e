"""The rule on how old a guideline is: C3, on the day of the build or of the corpus, never on today's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from kg_build.audit.evidence import Currency
from kg_build.audit.finding import Severity, Verdict, Words
from kg_build.audit.rule import About, Rule, each

LIVING_MONTHS, SEARCH_MONTHS, VALID_MONTHS = 12, 36, 60

_C3 = About(
    title=Words("Aktualität der Leitlinie", "currency of the guideline"),
    rationale=Words(
        "Eine Leitlinie gilt höchstens fünf Jahre; eine Suche, die über drei Jahre zurückliegt, lässt neue Evidenz aus.",
        "A guideline is valid for five years at most; a search more than three years ago leaves out newer evidence.",
    ),
    severity="WARN",
    source="https://doi.org/10.1503/cmaj.140547",
    suppressors={"reaffirmed": Words("inzwischen geprüft und bestätigt", "reviewed and reaffirmed since")},
)


@each("C3", Currency, _C3)
def out_of_date(rule: Rule[Currency], fact: Currency) -> Iterator[Verdict]:
    """Search and validity of an edition are recent enough on the day on which it is judged."""
    if not any((fact.searched_until, fact.issued, fact.valid_until)):
        yield rule.untested(
            fact.place, Words("Daten der Ausgabe unbekannt", "dates of the edition not known")
        )
        return
    found = list(_stale(fact))
    if found and fact.reaffirmed and not _passed(fact.reaffirmed, fact.judged_on, VALID_MONTHS):
        yield rule.suppressed(fact.place, "reaffirmed")
    else:
        yield from (_finding(rule, fact, *one) for one in found[:1])
    if fact.newer:
        yield _finding(rule, fact, "WARN", "newer", SEARCH_MONTHS)


def _stale(fact: Currency) -> Iterator[tuple[Severity, str, int]]:
    """What is too old, the graver first: the edition itself, then its search."""
    limit = LIVING_MONTHS if fact.living else SEARCH_MONTHS
    if fact.valid_until:
        expired = fact.valid_until < fact.judged_on
    else:
        expired = fact.issued is not None and _passed(fact.issued, fact.judged_on, VALID_MONTHS)
    if expired:
        yield "ERROR", "validity", VALID_MONTHS
    if fact.searched_until and _passed(fact.searched_until, fact.judged_on, limit):
        yield "WARN", "search", limit


def months_between(start: dt.date, end: dt.date) -> int:
    """The whole months from one day to another.

    >>> months_between(dt.date(2018, 2, 15), dt.date(2023, 2, 14))
    59
    """
    months = 12 * (end.year - start.year) + end.month - start.month
    return months - (end.day < start.day)


def _passed(start: dt.date, end: dt.date, limit: int) -> bool:
    """Whether more than so many months have passed, to the day."""
    months = months_between(start, end)
    return months > limit or (months == limit and start.day != end.day)


def _finding(rule: Rule[Currency], fact: Currency, severity: Severity, what: str, limit: int) -> Verdict:
    newer = ", ".join(fact.newer)
    messages = {
        "validity": Words(
            f"Die Ausgabe {fact.edition} ist am {fact.judged_on} nicht mehr gültig.",
            f"Edition {fact.edition} is no longer valid on {fact.judged_on}.",
        ),
        "search": Words(
            f"Die letzte Literatursuche liegt am {fact.judged_on} mehr als {limit} Monate zurück.",
            f"On {fact.judged_on} the last search is more than {limit} months old.",
        ),
        "newer": Words(
            f"Neuere höherwertige Studien zur selben Frage: {newer}.",
            f"Newer studies of higher design on the same question: {newer}.",
        ),
    }
    dates: dict[str, Any] = {
        name: day.isoformat() if day else None
        for name, day in (
            ("searched_until", fact.searched_until),
            ("issued", fact.issued),
            ("valid_until", fact.valid_until),
            ("reaffirmed", fact.reaffirmed),
            ("judged_on", fact.judged_on),
        )
    }
    start = fact.searched_until if what == "search" else (fact.issued or fact.valid_until)
    age = f"{months_between(start, fact.judged_on)} mo" if start else "?"
    return rule.finding(
        fact.place,
        messages[what],
        f"{what}: {start} … {fact.judged_on} = {age}; max. {limit} mo",
        {**dates, "limit_months": limit, "newer": list(fact.newer), "edition": fact.edition},
        Words("Aktualisieren, oder als geprüft bestätigen.", "Update, or reaffirm after review."),
        severity=severity,
        aspect=what,
    )
