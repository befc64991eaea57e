"""The rule on terms of a classification: L8, each bound to an edition, and possible beside what else is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg_build.audit.claims import ClassificationUse
from kg_build.audit.classification import Classification, shipped
from kg_build.audit.conflicts import Conflict, conflicts
from kg_build.audit.finding import Severity, Verdict, Words
from kg_build.audit.rule import About, Rule, each

_L8 = About(
    title=Words(
        "Begriffe einer Klassifikation und ihre Auflage", "terms of a classification and their edition"
    ),
    rationale=Words(
        "Derselbe Begriff heißt in jeder Auflage etwas anderes; er gehört mit Auflage genannt und muss zu den übrigen Angaben passen.",
        "One and the same term means another thing in each edition; it is named with its edition and has to agree with what else is said.",
    ),
    severity="ERROR",
    source="https://pubmed.ncbi.nlm.nih.gov/26536193/",
    suppressors={
        "anyEdition": Words("in jeder Auflage dasselbe", "the same in every edition"),
    },
)
_WHOLE = Words(
    "Die Gesamtzahl ist als die Zahl gelesen, nach der der Begriff unterscheidet.",
    "The whole count is read as the count by which the term distinguishes.",
)


@each("L8", ClassificationUse, _L8)
def term_of_edition(rule: Rule[ClassificationUse], use: ClassificationUse) -> Iterator[Verdict]:
    """Each term exists in its edition, and one patient can meet all that is said; without an edition it is ambiguous."""
    known = shipped()
    terms = tuple(term for term in use.terms if known.readings(term))
    if not terms or not all(known.readings(term) for term in use.equated_with):
        yield rule.untested(use.place, Words("Begriff nicht hinterlegt", "term not held"))
    else:
        yield from _judged(rule, replace(use, terms=terms), known)


def _judged(
    rule: Rule[ClassificationUse], use: ClassificationUse, known: Classification
) -> Iterator[Verdict]:
    """The terms that are held, in their edition or, where none is named, in each."""
    edition = known.edition(use.edition)
    if use.edition and not edition:
        yield rule.untested(use.place, Words("Auflage nicht hinterlegt", "edition not held"))
        return
    found = {name: conflicts(use, name) for name in ([edition] if edition else known.editions)}
    open_ = [name for name, wrong in found.items() if not wrong]
    if edition or not open_:
        yield from _told(rule, use, found)
    elif not all(known.general(term) for term in use.terms):
        yield _no_edition(rule, use, known)
    elif len(open_) < len(found):
        yield rule.suppressed(use.place, "anyEdition")


def _told(
    rule: Rule[ClassificationUse], use: ClassificationUse, found: Mapping[str, Sequence[Conflict]]
) -> Iterator[Verdict]:
    """The conflicts of the edition; where none is named, those of the edition with the fewest."""
    edition = min(found, key=lambda name: len(found[name]))
    for conflict in found[edition]:
        rescued = conflict.partly or (conflict.assumed and "0" in conflict.allowed)
        severity: Severity = "WARN" if rescued else "ERROR"
        yield rule.finding(
            use.place,
            _message(use, edition if len(found) == 1 else "", conflict),
            _formula(edition, conflict),
            {**_inputs(edition if len(found) == 1 else None, conflict), "terms": list(use.terms)},
            Words("Auflage, Begriff und Angaben prüfen.", "Check edition, term and what else is said."),
            severity=severity,
            aspect=" ".join((use.label, conflict.term, *conflict.found)).strip(),
            assumptions=(_WHOLE,) if conflict.assumed else (),
        )


def _message(use: ClassificationUse, edition: str, conflict: Conflict) -> Words:
    found, allowed = ", ".join(conflict.found), ", ".join(conflict.allowed)
    if conflict.found == (conflict.term,):
        return Words(
            f"{conflict.term} gibt es in {edition or 'keiner Auflage zusammen mit den übrigen Begriffen'} nicht"
            f"{f'; dort: {allowed}' if edition else ''}.",
            f"{conflict.term} does not exist in {edition or 'any edition together with the other terms'}"
            f"{f', which has: {allowed}' if edition else ''}.",
        )
    if use.equated_with:
        return Words(
            f"{conflict.term} ist mit {found} gleichgesetzt; beides umfasst nicht dieselben Patienten.",
            f"{conflict.term} is equated with {found}; the two do not comprise the same patients.",
        )
    fitting = ", ".join(conflict.fitting)
    which = (f" ({edition})" if edition else "", f"; dazu passt: {fitting}" if fitting else "")
    suited = f"; this would be: {fitting}" if fitting else ""
    partly = ("nur zum Teil ", " in part only") if conflict.partly else ("nicht ", "")
    not_ = "" if conflict.partly else "not "
    said, count = conflict.said or Words(found, found), conflict.counted or Words("", "")
    by = Words(f"{count.de}: {allowed}".removeprefix(": "), f"{count.en}: {allowed}".removeprefix(": "))
    return Words(
        f"{conflict.term}{which[0]} ist mit „{said.de}“ {partly[0]}vereinbar (zulässig: {by.de}){which[1]}.",
        f'{conflict.term}{which[0]} is {not_}compatible with "{said.en}"{partly[1]} (allowed: {by.en}){suited}.',
    )


def _formula(edition: str, conflict: Conflict) -> str:
    sign = "⊄" if conflict.partly else "∉"
    return (
        f"{edition}: {conflict.term} → {{{', '.join(conflict.allowed)}}}; {', '.join(conflict.found)} {sign}"
    )


def _inputs(edition: str | None, conflict: Conflict) -> dict[str, Any]:
    return {
        "edition": edition,
        "term": conflict.term,
        "allowed": list(conflict.allowed),
        "found": conflict.found[0] if len(conflict.found) == 1 else list(conflict.found),
        "categories": list(dict.fromkeys((conflict.term, *conflict.fitting))),
    }


def _no_edition(rule: Rule[ClassificationUse], use: ClassificationUse, known: Classification) -> Verdict:
    open_ = [term for term in use.terms if not known.general(term)]
    meanings = {term: [name for name in known.readings(term) if not conflicts(use, name)] for term in open_}
    term = open_[0]
    return rule.finding(
        use.place,
        Words(
            f"{term} steht ohne Auflage; der Begriff heißt in {', '.join(known.readings(term))} nicht dasselbe.",
            f"{term} stands without an edition; the term does not mean the same in {', '.join(known.readings(term))}.",
        ),
        f"{term}: {', '.join(known.readings(term))}; edition: ?",
        {
            "edition": None,
            "term": term,
            "allowed": meanings[term],
            "found": None,
            "categories": open_,
            "terms": list(use.terms),
        },
        Words(
            f"Auflage nennen; mit den übrigen Angaben vereinbar: {', '.join(meanings[term])}.",
            f"Name the edition; compatible with what else is said: {', '.join(meanings[term])}.",
        ),
        severity="WARN",
        aspect=f"{use.label} {term}".strip(),
    )
