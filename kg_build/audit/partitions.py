"""N3: the parts of a whole add up to it, as counts and as percentages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg_build.audit.bounds import Bounds, about, bounds, cut, shown
from kg_build.audit.finding import Finding, Verdict, Words
from kg_build.audit.numbers import Partition
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each

_N3 = About(
    title=Words("Teile ergeben das Ganze", "parts make the whole"),
    rationale=Words(
        "Schließen sich Kategorien aus und sind es alle, so ergeben ihre Anzahlen die Gesamtzahl und ihre Prozentzahlen 100.",
        "Where categories exclude each other and are all there are, their counts make the total and their percentages 100.",
    ),
    severity="ERROR",
    suppressors={
        "notExhaustive": Words("nicht alle Kategorien genannt", "not all categories are given"),
        "overlapping": Words("Kategorien überschneiden sich", "categories overlap"),
        "approximate": Words("ungefähre Angabe", "approximate figure"),
    },
)
_LOOK = Words(
    "Fehlt eine Kategorie (unbekannt, fehlend), oder überschneiden sie sich?",
    "Is a category missing (unknown, missing), or do they overlap?",
)


@each("N3", Partition, _N3)
def parts_make_the_whole(rule: Rule[Partition], fact: Partition) -> Iterator[Verdict]:
    """Counts add up to a declared total; percentages to 100 within the rounding of each."""
    counts = [part.n for part in fact.parts if part.n is not None]
    percents = [part.percent for part in fact.parts if part.percent is not None]
    if not counts and not percents:
        yield rule.untested(fact.place, Words("keine Teile genannt", "no parts are given"))
    verdicts = [*_of_counts(rule, fact, counts), *_of_percentages(rule, fact, percents)]
    yield from (verdict for verdict in verdicts if not isinstance(verdict, Finding))
    for finding in [verdict for verdict in verdicts if isinstance(verdict, Finding)][:1]:
        suppressor = _held_back(fact)
        yield rule.suppressed(fact.place, suppressor) if suppressor else finding


def _held_back(fact: Partition) -> str | None:
    if fact.overlapping:
        return "overlapping"
    if not fact.exhaustive:
        return "notExhaustive"
    return "approximate" if about(*(part.percent for part in fact.parts)) else None


def _of_counts(rule: Rule[Partition], fact: Partition, counts: Sequence[int]) -> Iterator[Verdict]:
    if not counts:
        return
    totals = [total for total in (fact.total, *fact.other_totals) if total is not None]
    if not totals or len(counts) < len(fact.parts):
        yield rule.untested(fact.place, Words("Gesamtzahl oder Teil unbekannt", "total or part not known"))
    elif sum(counts) not in totals:
        yield rule.finding(
            fact.place,
            Words(
                f"Die Teile ergeben {sum(counts)} und sind mit der Gesamtzahl {totals[0]} nicht vereinbar.",
                f"The parts make {sum(counts)}, which is not compatible with the total of {totals[0]}.",
            ),
            f"{cut(map(str, counts), joint=' + ')} = {sum(counts)} ≠ {' / '.join(map(str, totals))}",
            {"parts": list(counts), "total": totals[0], "labels": [part.label for part in fact.parts]},
            _LOOK,
            aspect=_named(fact),
        )


def _of_percentages(rule: Rule[Partition], fact: Partition, percents: Sequence[Printed]) -> Iterator[Verdict]:
    if len(percents) < max(2, len(fact.parts)):
        return
    allowed = [bounds(percent) for percent in percents]
    low, high = sum(max(part.low, 0) for part in allowed), sum(part.high for part in allowed)
    if low <= 100 <= high:  # noqa: PLR2004 - per cent
        return
    cut_off = _if_cut_off(percents)
    total = sum(percent.value for percent in percents)
    yield rule.finding(
        fact.place,
        Words(
            f"Die Prozentzahlen ergeben {total} und sind mit 100 nicht vereinbar.",
            f"The percentages make {total}, which is not compatible with 100.",
        ).and_then(_ONLY_CUT if cut_off else _NO_ROUNDING),
        f"{cut((percent.text for percent in percents), joint=' + ')} = {total}; Σ ≙ {shown(low)} … {shown(high)} ∌ 100",
        {"parts": [percent.number for percent in percents], "total": 100},
        _LOOK,
        severity="WARN" if cut_off else None,
        aspect=_named(fact),
    )


_ONLY_CUT = Words(
    "Nur abgeschnitten, nicht gerundet, passen sie.", "They fit only if cut off and not rounded."
)
_NO_ROUNDING = Words("Keine Rundung erklärt das.", "No rounding explains that.")


def _if_cut_off(percents: Sequence[Printed]) -> bool:
    cuts = [Bounds(*percent.truncated) for percent in percents]
    return sum(part.low for part in cuts) <= 100 < sum(part.high for part in cuts)  # noqa: PLR2004


def _named(fact: Partition) -> str:
    return "; ".join(part.label for part in fact.parts)
