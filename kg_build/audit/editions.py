"""The rule on terms of a classification: L8, each bound to an edition, and possible beside what else is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from kg_build.audit.claims import ClassificationUse
from kg_build.audit.classification import Classification, shipped
from kg_build.audit.finding import Severity, Verdict, Words
from kg_build.audit.rule import About, Rule, each
from queries.axes import Restriction
from queries.populations.echo import in_words

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


#: Terms by axis: what they mean, and how they are printed.
_Said = dict[str, tuple[Restriction, str]]


@dataclass(frozen=True)
class _Conflict:
    """What does not go together in one edition: a term, what it allows, and what was found beside it."""

    term: str
    allowed: tuple[str, ...]
    found: tuple[str, ...]
    fitting: tuple[str, ...] = ()
    partly: bool = False
    assumed: bool = False
    said: Words | None = None


@each("L8", ClassificationUse, _L8)
def term_of_edition(rule: Rule[ClassificationUse], use: ClassificationUse) -> Iterator[Verdict]:
    """Each term exists in its edition, and one patient can meet all that is said; without an edition it is ambiguous."""
    known = shipped()
    if any(not known.readings(term) for term in (*use.terms, *use.equated_with)) or not use.terms:
        yield rule.untested(use.place, Words("Begriff nicht hinterlegt", "term not held"))
        return
    edition = known.edition(use.edition)
    if use.edition and not edition:
        yield rule.untested(use.place, Words("Auflage nicht hinterlegt", "edition not held"))
        return
    found = {name: _conflicts(_Asked.of(use), name) for name in ([edition] if edition else known.editions)}
    open_ = [name for name, conflicts in found.items() if not conflicts]
    if edition or not open_:
        yield from _told(rule, use, found)
    elif not all(known.general(term) for term in use.terms):
        yield _no_edition(rule, use, known)
    elif len(open_) < len(found):
        yield rule.suppressed(use.place, "anyEdition")


@dataclass(frozen=True)
class _Asked:
    """What of a use decides whether it holds together: uses that agree in it are judged once."""

    terms: tuple[str, ...]
    said: tuple[Restriction, ...]
    equated_with: tuple[str, ...]

    @classmethod
    def of(cls, use: ClassificationUse) -> _Asked:
        return cls(use.terms, use.said, use.equated_with)


def _conflicts(use: _Asked, edition: str) -> tuple[_Conflict, ...]:
    return tuple(_looked_for(shipped(), use, edition))


def _looked_for(known: Classification, use: _Asked, edition: str) -> Iterator[_Conflict]:
    absent = [term for term in (*use.terms, *use.equated_with) if edition not in known.readings(term)]
    for term in absent:
        elsewhere = next(iter(known.readings(term).values()))
        fitting = tuple(known.values_beside(elsewhere.axis, edition, elsewhere))
        yield _Conflict(term, fitting, (term,), fitting)
    if absent:
        return
    said = _by_axis(known, use.terms, edition)
    yield from _beside_each_other(known, said, edition)
    for part in use.said:
        yield from _beside_count(known, said, part, edition)
    if use.equated_with:
        yield from _equated(known, said, _by_axis(known, use.equated_with, edition))


def _by_axis(known: Classification, terms: Sequence[str], edition: str) -> _Said:
    """The terms as restrictions, with how they are printed: several on one axis are alternatives."""
    values: dict[str, list[str]] = defaultdict(list)
    printed: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        reading = known.readings(term)[edition]
        values[reading.axis] += reading.any_of
        printed[reading.axis].append(term)
    return {
        axis: (Restriction(axis, tuple(dict.fromkeys(found))), "/".join(printed[axis]))
        for axis, found in values.items()
    }


def _beside_each_other(known: Classification, said: _Said, edition: str) -> Iterator[_Conflict]:
    """Each single value must be possible beside every other axis; the first that is not is told."""
    for one, other in permutations(said, 2):
        (part, printed), (beside, _) = said[one], said[other]
        impossible = tuple(
            value for value in beside.any_of if not known.possible(part, Restriction(other, (value,)))
        )
        if impossible:
            yield _Conflict(
                printed,
                tuple(known.values_beside(other, edition, part)),
                tuple(known.notation(value) for value in impossible),
                tuple(known.values_beside(one, edition, Restriction(other, impossible))),
            )
            return


def _beside_count(known: Classification, said: _Said, part: Restriction, edition: str) -> Iterator[_Conflict]:
    """What is said besides, such as a count, lies within what the terms allow: as it stands, or read as a part."""
    for axis in (part.axis, *known.parts.get(part.axis, ())):
        moved = Restriction(axis, part.any_of, part.none_of, part.minimum, part.maximum)
        for term, printed in said.values():
            outside = _outside(known, term, moved)
            if outside:
                yield _Conflict(
                    printed,
                    tuple(_allowed_numbers(known, term, axis)),
                    (known.words(part),),
                    tuple(known.values_beside(term.axis, edition, moved)),
                    partly=outside == "partly",
                    assumed=axis != part.axis,
                    said=Words(**in_words(known.axes, part)),
                )
                return


def _outside(known: Classification, term: Restriction, part: Restriction) -> str:
    """Whether what is said lies outside what a term allows: wholly, partly, or not at all."""
    if not known.possible(term, part):
        return "wholly"
    if part.minimum is None and part.maximum is None:
        return ""
    ends = (part.minimum, part.maximum)
    at_ends = [
        known.possible(term, Restriction(part.axis, minimum=end, maximum=end))
        for end in ends
        if end is not None
    ]
    return "" if all(at_ends) else "partly"


def _allowed_numbers(known: Classification, term: Restriction, axis: str) -> Iterator[str]:
    """The counts that a term allows, up to a few, and from which number on all are allowed."""
    few = [
        number
        for number in range(5)
        if known.possible(term, Restriction(axis, minimum=number, maximum=number))
    ]
    if not few:
        return
    if few[-1] == 4:  # noqa: PLR2004 - the last that was tried: above it nothing changes
        first = next(number for number in few if set(range(number, 5)) <= set(few))
        yield from (str(number) for number in few if number < first)
        yield f">={first}"
    else:
        yield from map(str, few)


def _equated(known: Classification, said: _Said, other: _Said) -> Iterator[_Conflict]:
    """Terms that are said to be the same mean the same."""
    for one, printed in said.values():
        for same, named in other.values():
            if not known.possible(one, same):
                yield _Conflict(printed, (printed,), (named,))
            elif known.possible(one, _but(same)) or known.possible(same, _but(one)):
                yield _Conflict(printed, (printed,), (named,), partly=True)


def _but(part: Restriction) -> Restriction:
    return Restriction(part.axis, none_of=part.any_of)


def _told(
    rule: Rule[ClassificationUse], use: ClassificationUse, found: Mapping[str, Sequence[_Conflict]]
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


def _message(use: ClassificationUse, edition: str, conflict: _Conflict) -> Words:
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
    said = conflict.said or Words(found, found)
    return Words(
        f"{conflict.term}{which[0]} ist mit „{said.de}“ {partly[0]}vereinbar (zulässig: {allowed}){which[1]}.",
        f'{conflict.term}{which[0]} is {not_}compatible with "{said.en}"{partly[1]} (allowed: {allowed}){suited}.',
    )


def _formula(edition: str, conflict: _Conflict) -> str:
    sign = "⊄" if conflict.partly else "∉"
    return (
        f"{edition}: {conflict.term} → {{{', '.join(conflict.allowed)}}}; {', '.join(conflict.found)} {sign}"
    )


def _inputs(edition: str | None, conflict: _Conflict) -> dict[str, Any]:
    return {
        "edition": edition,
        "term": conflict.term,
        "allowed": list(conflict.allowed),
        "found": conflict.found[0] if len(conflict.found) == 1 else list(conflict.found),
        "categories": list(dict.fromkeys((conflict.term, *conflict.fitting))),
    }


def _no_edition(rule: Rule[ClassificationUse], use: ClassificationUse, known: Classification) -> Verdict:
    open_ = [term for term in use.terms if not known.general(term)]
    meanings = {
        term: [name for name in known.readings(term) if not _conflicts(_Asked.of(use), name)]
        for term in open_
    }
    term = open_[0]
    return rule.finding(
        use.place,
        Words(
            f"{term} steht ohne Auflage; der Begriff heißt in {', '.join(known.readings(term))} nicht dasselbe.",
            f"{term} stands without an edition; the term does not mean the same in {', '.join(known.readings(term))}.",
        ),
        f"{term}: {', '.join(known.readings(term))}; edition: not stated",
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
