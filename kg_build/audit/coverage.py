"""Rules on what a guideline covers: C1 questions without an answer, C2 claims to be the only one, C5 trials without results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from kg_build.audit.evidence import Candidate, Coverage, Superlative, TrialStatus
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.knowledge import listed
from kg_build.audit.rule import About, Rule, each

_C1 = About(
    title=Words(
        "Schlüsselfrage mit Aussage, Suche und Evidenz", "key question with statement, search and evidence"
    ),
    rationale=Words(
        "Zu jeder Schlüsselfrage gehört eine Aussage, eine Suche und eine Zeile der Evidenztabelle.",
        "Each key question has a statement, a search and a row of the evidence table.",
    ),
    severity="WARN",
    source="https://doi.org/10.7326/M16-1565",
    suppressors={"consensusBased": Words("absichtlich Expertenkonsens", "expert consensus on purpose")},
)
_PARTS = {
    "statements": Words("keine Aussage", "no statement"),
    "searches": Words("keine Suche", "no search"),
    "evidence_rows": Words("keine Zeile der Evidenztabelle", "no row of evidence"),
}


@each("C1", Coverage, _C1)
def uncovered(rule: Rule[Coverage], fact: Coverage) -> Iterator[Verdict]:
    """A key question has a statement, a search and evidence, and each critical outcome a row."""
    counts = {name: getattr(fact, name) for name in _PARTS}
    missing = [name for name, count in counts.items() if count == 0]
    if not missing and not fact.critical_without_row:
        if all(count is None for count in counts.values()):
            yield rule.untested(fact.place, Words("Zuordnung unbekannt", "assignment not known"))
        return
    if fact.consensus_based and set(missing) <= {"searches", "evidence_rows"}:
        yield rule.suppressed(fact.place, "consensusBased")
        return
    outcomes = ", ".join(fact.critical_without_row)
    de = [_PARTS[name].de for name in missing] + ([f"ohne Zeile: {outcomes}"] if outcomes else [])
    en = [_PARTS[name].en for name in missing] + ([f"no row for: {outcomes}"] if outcomes else [])
    yield rule.finding(
        fact.place,
        Words(f"Schlüsselfrage „{fact.question}“: {'; '.join(de)}.", f'Key question "{fact.question}": {"; ".join(en)}.'),
        "; ".join(f"{name} = {count}" for name, count in counts.items() if count is not None),
        {**counts, "critical_without_row": list(fact.critical_without_row), "question": fact.question},
        Words("Ergänzen, oder die Lücke nennen.", "Add what is missing, or state the gap."),
        aspect=fact.question,
    )  # fmt: skip


_C2 = About(
    title=Words("„Die einzige“, „die erste“, „bisher keine“", '"the only", "the first", "none so far"'),
    rationale=Words(
        "Eine Alleinstellung fällt mit einer einzigen Studie zur selben Frage, die gleichwertig und rechtzeitig erschienen ist.",
        "A claim to be the only one falls with a single study on the same question, of equal design, published in time.",
    ),
    severity="ERROR",
    source="https://doi.org/10.7326/M16-1565",
    suppressors={
        "otherQuestion": Words("andere Frage oder andere Patienten", "another question or other patients"),
        "later": Words("erst nach der Leitlinie erschienen", "published after the guideline only"),
    },
)
#: What a design also is: who is randomised is compared, and followed forwards.
_ALSO = {"randomised": {"controlled", "prospective"}, "singleArm": {"nonRandomised"}}
_LATER = Words(
    "Ob die Ausgabe der Leitlinie die Studie kennen konnte, ist nicht sicher.",
    "Whether the edition of the guideline could have known the study is not certain.",
)


@each("C2", Superlative, _C2)
def only_one(rule: Rule[Superlative], claim: Superlative) -> Iterator[Verdict]:
    """No other study of the graph does what the text says only one, or none, has done."""
    if claim.kind in ("best", "most"):
        yield rule.untested(
            claim.place, Words("nicht an Studien und Daten prüfbar", "not testable by studies and dates")
        )
        return
    equal = [one for one in claim.candidates if equals(claim.designs, claim.phase, one.designs, one.phase)]
    rivals = [one for one in equal if one.same_question and one.published and one.study != claim.study]
    if any(not one.same_question for one in equal):
        yield rule.suppressed(claim.place, "otherQuestion")
    if claim.kind == "first":
        before = claim.study_published or claim.known_on
        rivals = [one for one in rivals if before and one.published and one.published < before]
    in_time = [one for one in rivals if claim.known_on and one.published and one.published <= claim.known_on]
    if in_time:
        yield _refuted(rule, claim, in_time)
    elif rivals and claim.known_on and not claim.uncertain:
        yield rule.suppressed(claim.place, "later")
    elif rivals:
        yield _refuted(rule, claim, rivals)
    elif not claim.candidates:
        yield rule.untested(claim.place, Words("keine Studie zum Vergleich", "no study to compare"))


def equals(demanded: Iterable[str], phase: str, designs: Iterable[str], other_phase: str) -> bool:
    """Whether a study has every design that a claim demands, and its phase where both are known.

    >>> equals(["prospective", "controlled"], "phase2", ["randomised"], "phase2")
    True
    """
    had = {code for design in designs for code in (design, *_ALSO.get(design, ()))}
    return set(demanded) <= had and (not phase or not other_phase or phase == other_phase)


def _refuted(rule: Rule[Superlative], claim: Superlative, rivals: list[Candidate]) -> Verdict:
    certain = [
        one
        for one in rivals
        if claim.known_on and not claim.uncertain and one.published and one.published <= claim.known_on
    ]
    plain = [one for one in certain if not one.narrowed_out]
    names = "; ".join(f"{one.study} ({one.published.year if one.published else '?'})" for one in rivals)
    scopes = list(dict.fromkeys(one.narrowed_out for one in rivals if one.narrowed_out))
    asked = listed(claim.designs)
    narrower = Words(
        f" Enger gefasst ({'; '.join(scope.de for scope in scopes)}) kann die Aussage halten.",
        f" Taken more narrowly ({'; '.join(scope.en for scope in scopes)}) the claim may hold.",
    )
    return rule.finding(
        claim.place,
        Words(
            f"Die Alleinstellung ist mit weiteren Studien nicht vereinbar: {names}.{narrower.de if scopes else ''}",
            f"The claim to be the only one is not compatible with other studies: {names}.{narrower.en if scopes else ''}",
        ),
        f"{asked.en or '*'}; ≤ {claim.known_on or '?'}: {names}",
        {
            "claim": claim.kind,
            "designs": list(claim.designs),
            "phase": claim.phase,
            "known_on": claim.known_on.isoformat() if claim.known_on else None,
            "studies": [{"study": one.study, "published": _day(one.published)} for one in rivals],
            "study": claim.place.study or claim.study,
        },
        Words("Alleinstellung streichen, eingrenzen oder datieren.", "Drop the claim, narrow it, or date it."),
        severity="ERROR" if plain else "WARN",
        aspect=claim.kind,
        assumptions=() if certain else (_LATER,),
    )  # fmt: skip


def _day(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


_C5 = About(
    title=Words("Abgeschlossene Studie ohne Ergebnisse", "finished trial without results"),
    rationale=Words(
        "Ist eine Studie abgeschlossen, gehören ihre Ergebnisse gesucht; fehlen sie, kann Evidenz unveröffentlicht sein.",
        "Where a trial has finished, its results should be looked for; where they are missing, evidence may be unpublished.",
    ),
    severity="INFO",
    source="https://doi.org/10.1101/2025.09.03.25334905",
)


@each("C5", TrialStatus, _C5)
def finished_without_results(rule: Rule[TrialStatus], fact: TrialStatus) -> Iterator[Verdict]:
    """A trial that was completed or stopped has results that are linked."""
    if fact.status in ("completed", "terminated", "stoppedEarly") and not fact.has_results:
        words = listed([fact.status])
        yield rule.finding(
            fact.place,
            Words(
                f"Die Studie {fact.number} ist {words.de}; Ergebnisse sind nicht verknüpft.",
                f"Trial {fact.number} is {words.en}; no results are linked.",
            ),
            f"{fact.status}; results: 0",
            {"number": fact.number, "status": fact.status, "study": fact.place.study or fact.study},
            Words(
                "Ergebnisse im Register und in Datenbanken suchen.",
                "Look for results in register and databases.",
            ),
            aspect=fact.number,
        )
