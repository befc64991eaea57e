"""The rule on language: E1, misspellings, sentences that cannot be read, unexplained abbreviations, brand names."""

from __future__ import annotations

from collections.abc import Iterator

from kg_build.audit.evidence import LanguageUse
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.rule import About, Rule, each

_E1 = About(
    title=Words("Sprache", "language"),
    rationale=Words(
        "Ein Satz, der nicht zu lesen ist, sagt nichts; Handelsnamen gehören nicht in eine Leitlinie.",
        "A sentence that cannot be read says nothing; brand names do not belong in a guideline.",
    ),
    severity="INFO",
    source="https://www.awmf.org/regelwerk/",
)
_KINDS = {
    "typo": Words("Schreibweise", "spelling"),
    "unparseable": Words("Satz nicht lesbar", "sentence cannot be read"),
    "abbreviation": Words("Abkürzung nicht erklärt", "abbreviation not explained"),
    "brandName": Words("Handelsname", "brand name"),
}


@each("E1", LanguageUse, _E1)
def language(rule: Rule[LanguageUse], fact: LanguageUse) -> Iterator[Verdict]:
    """What stands in the way of reading is pointed out, as a remark."""
    words = _KINDS[fact.kind]
    yield rule.finding(
        fact.place,
        Words(f"{words.de}: {fact.found}.", f"{words.en}: {fact.found}."),
        f"{fact.kind}: {fact.found}",
        {"kind": fact.kind, "found": fact.found},
        Words(fact.suggestion or "Prüfen.", fact.suggestion or "Check."),
        aspect=f"{fact.kind} {fact.found}",
    )
