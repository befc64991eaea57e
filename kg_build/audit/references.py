"""Rules on references: R1 marks that lead nowhere, R2 whether journal, year, title and author are the publication's."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rapidfuzz import fuzz

from kg_build.audit.claims import Cited, Reference, ReferenceData
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.rule import About, Rule, each, together

_AGREE = "https://doi.org/10.1503/cmaj.090449"
_QUOTED = "https://doi.org/10.7717/peerj.1364"
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_LONGEST_RANGE = 200

_R1 = About(
    title=Words("Verweise führen zu einem Ziel", "references lead somewhere"),
    rationale=Words(
        "Jede Literaturnummer hat einen Eintrag, jeder Querverweis ein Kapitel, jede Studie einen Namen.",
        "Each reference number has an entry, each cross-reference a chapter, each study a name.",
    ),
    severity="ERROR",
    source=_AGREE,
    suppressors={
        "notAReference": Words("die Zahl ist kein Verweis", "the number is no reference"),
        "excerpt": Words("nur ein Auszug liegt vor", "only an excerpt is at hand"),
    },
)
_EXCERPT = Words(
    "Nur ein Auszug liegt vor; das Ziel kann außerhalb stehen.",
    "Only an excerpt is at hand; what is pointed to may stand elsewhere.",
)
_TARGETS = {"marker": "entry", "crossReference": "section"}


@together("R1", Reference, _R1, by=lambda mark: mark.document)
def dangling(rule: Rule[Reference], marks: Sequence[Reference]) -> Iterator[Verdict]:
    """Each mark of a document has what it points to, and each entry a mark."""
    names: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        if not mark.not_a_reference:
            names[mark.role] |= _numbers(mark.mark)
    for mark in marks:
        if mark.not_a_reference:
            yield rule.suppressed(mark.place, "notAReference")
        elif mark.role == "nameless":
            yield _nameless(rule, mark)
        elif mark.role in _TARGETS:
            missing = _numbers(mark.mark) - names[_TARGETS[mark.role]]
            if missing:
                yield _missing(rule, mark, sorted(missing))
        elif mark.role == "entry" and not _numbers(mark.mark) & names["marker"]:
            yield rule.suppressed(mark.place, "excerpt") if mark.excerpt else _uncited(rule, mark)


def _numbers(mark: str) -> set[str]:
    """The single targets of a mark: "[12, 14-16]" are four; "Kapitel 6.6.10" is one.

    >>> sorted(_numbers("[12, 14-16]")), _numbers("siehe Kapitel 6.6.10")
    (['12', '14', '15', '16'], {'6.6.10'})
    """
    found = set()
    for part in re.split(r"[,;]", re.sub(r"[\[\]()]", "", mark)):
        run = _RANGE.fullmatch(part.strip())
        if run and 0 <= int(run[2]) - int(run[1]) <= _LONGEST_RANGE:
            found |= {str(number) for number in range(int(run[1]), int(run[2]) + 1)}
        elif part.strip():
            found.add(part.split()[-1].strip(".").casefold())
    return found


def _missing(rule: Rule[Reference], mark: Reference, missing: Sequence[str]) -> Verdict:
    chapter = mark.role == "crossReference"
    what = Words("Querverweis", "cross-reference") if chapter else Words("Literaturverweis", "reference")
    return rule.finding(
        mark.place,
        Words(
            f"{what.de} {mark.mark}: zu {', '.join(missing)} liegt kein Ziel vor.",
            f"{what.en} {mark.mark}: nothing is there for {', '.join(missing)}.",
        ),
        f"{{{', '.join(missing)}}} ∉ {_TARGETS[mark.role]}",
        {"mark": mark.mark, "missing": list(missing), "role": mark.role, "excerpt": mark.excerpt},
        Words("Ziel ergänzen oder Verweis streichen.", "Add what is pointed to, or drop the reference."),
        severity="WARN" if chapter and mark.excerpt else "ERROR",
        aspect=f"{mark.role} {mark.mark}",
        assumptions=(_EXCERPT,) if mark.excerpt else (),
    )


def _nameless(rule: Rule[Reference], mark: Reference) -> Verdict:
    aside = Words("", "")
    if mark.candidates:
        names = ", ".join(mark.candidates)
        aside = Words(f" Infrage kommen: {names}.", f" Possible: {names}.")
    return rule.finding(
        mark.place,
        Words(
            f"„{mark.mark}“ nennt keine Veröffentlichung; der Beleg ist nicht auffindbar.",
            f'"{mark.mark}" names no publication; the source cannot be found.',
        ),
        f"{mark.mark}: ∅",
        {"mark": mark.mark, "role": mark.role, "candidates": list(mark.candidates)},
        Words(f"Die Veröffentlichung nennen.{aside.de}", f"Name the publication.{aside.en}"),
        severity="WARN",
        aspect=f"nameless {mark.mark}",
    )


def _uncited(rule: Rule[Reference], mark: Reference) -> Verdict:
    return rule.finding(
        mark.place,
        Words(
            f"Auf den Eintrag {mark.mark} des Literaturverzeichnisses verweist keine Stelle.",
            f"Nothing points to entry {mark.mark} of the list of references.",
        ),
        f"{mark.mark} ∉ marker",
        {"mark": mark.mark, "missing": sorted(_numbers(mark.mark)), "role": mark.role},
        Words("Verweis ergänzen oder Eintrag streichen.", "Add the reference or drop the entry."),
        aspect=f"entry {mark.mark}",
    )


_R2 = About(
    title=Words("Angaben zur Veröffentlichung stimmen", "what a reference says agrees with the publication"),
    rationale=Words(
        "Zeitschrift, Jahr, Titel und Erstautor führen zur Veröffentlichung; weichen sie ab, findet man sie nicht.",
        "Journal, year, title and first author lead to the publication; where they differ, it is not found.",
    ),
    severity="ERROR",
    source=_QUOTED,
    suppressors={
        "epubYear": Words("Jahr der Online- oder Druckausgabe", "year of the online or the print edition"),
        "otherReport": Words(
            "Angaben eines anderen Berichts der Studie", "those of another report on the study"
        ),
    },
)


@each("R2", ReferenceData, _R2)
def reference_data(rule: Rule[ReferenceData], fact: ReferenceData) -> Iterator[Verdict]:
    """Journal, year, title and first author are those of one publication of the study."""
    if not fact.known or not any(asdict(fact.claimed).values()):
        yield rule.untested(fact.place, Words("Angaben zur Veröffentlichung fehlen", "no data to compare"))
        return
    given = [name for name, value in asdict(fact.claimed).items() if value]
    full = [known for known in fact.known if all(asdict(known)[name] for name in given if name != "author")]
    wrong = {known: _differing(fact.claimed, known) for known in full or fact.known}
    best = min(wrong, key=lambda known: len(wrong[known]))
    fields = wrong[best]
    if fields == ["year"] and abs((fact.claimed.year or 0) - (best.year or 0)) == 1:
        yield rule.suppressed(fact.place, "epubYear")
    elif fields:
        yield _wrong_data(rule, fact, best, fields)
    elif _differing(fact.claimed, fact.known[0]):
        yield rule.suppressed(fact.place, "otherReport")


_FIELDS = {
    "journal": Words("Zeitschrift", "journal"),
    "year": Words("Jahr", "year"),
    "title": Words("Titel", "title"),
    "author": Words("Erstautor", "first author"),
}


def _wrong_data(rule: Rule[ReferenceData], fact: ReferenceData, best: Cited, fields: list[str]) -> Verdict:
    claimed, known = asdict(fact.claimed), asdict(best)
    pairs = [(name, claimed[name], known[name]) for name in fields]
    return rule.finding(
        fact.place,
        Words(
            "; ".join(
                f"{_FIELDS[name].de}: „{one}“ ist mit der Veröffentlichung („{other}“) nicht vereinbar"
                for name, one, other in pairs
            )
            + ".",
            "; ".join(
                f'{_FIELDS[name].en}: "{one}" is not compatible with the publication ("{other}")'
                for name, one, other in pairs
            )
            + ".",
        ),
        "; ".join(f"{name}: {one} ≠ {other}" for name, one, other in pairs),
        {"fields": fields, "claimed": claimed, "known": known, "study": fact.place.study or fact.study},
        Words("Literaturangabe berichtigen.", "Correct the reference."),
        aspect=fact.study,
    )


def _differing(claimed: Cited, known: Cited) -> list[str]:
    """The fields that both give and that differ."""
    agree = {
        "journal": _same_journal(claimed.journal, known.journal),
        "year": claimed.year is None or known.year is None or claimed.year == known.year,
        "title": not (claimed.title and known.title)
        or fuzz.token_set_ratio(_plain(claimed.title), _plain(known.title)) >= 85,  # noqa: PLR2004
        "author": _same_author(claimed.author, known.author),
    }
    return [name for name, same in agree.items() if not same]


def _plain(text: str) -> str:
    """Letters without marks, in small, and nothing but words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", bare))


_SMALL = {"of", "the", "and", "for", "in", "on", "der", "die", "das", "und", "fur", "a"}


def _same_journal(one: str, other: str) -> bool:
    """Whether two names are of one journal, one of them perhaps abbreviated: "J Thorac Oncol"."""
    first, second = ([w for w in _plain(name).split() if w not in _SMALL] for name in (one, other))
    if not first or not second:
        return True
    initials = {"".join(word[0] for word in words) for words in (first, second)}
    if "".join(first) in initials or "".join(second) in initials:
        return True
    return len(first) == len(second) and all(map(_abbreviates, first, second))


def _abbreviates(one: str, other: str) -> bool:
    """Whether one word is the other, its beginning, or some of its letters in their order: "Dtsch" for "Deutsches"."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return short[0] == long[0] and all(letter in letters for letter in short)


def _same_author(one: str, other: str) -> bool:
    """Whether two first authors are the same: the one's words are among those of the other."""
    first, second = (_plain(re.split(r",|;| et al| und | and ", name)[0]) for name in (one, other))
    return not first or not second or fuzz.partial_ratio(first, second) >= 90  # noqa: PLR2004
