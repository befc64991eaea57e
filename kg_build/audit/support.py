"""Rules on what a statement stands on: R3 no source, R4 second hand, R5 retracted, C4 congress reports alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg_build.audit.evidence import EvidenceType, Integrity, Notice, SecondaryCitation, Support
from kg_build.audit.finding import Severity, Verdict, Words
from kg_build.audit.knowledge import listed
from kg_build.audit.rule import About, Rule, each, together

_QUOTED = "https://doi.org/10.7717/peerj.1364"

_R3 = About(
    title=Words("Aussage mit Beleg", "statement with a source"),
    rationale=Words(
        "Eine Aussage, die auch falsch sein könnte, nennt ihre Quelle, selbst oder über eine andere Aussage.",
        "A statement that could be wrong names its source, itself or by way of another statement.",
    ),
    severity="WARN",
    source=_QUOTED,
    suppressors={
        "consensusBased": Words("Expertenkonsens", "expert consensus"),
        "notEmpirical": Words("Definition, Verweis oder Absicht", "definition, reference or intention"),
        "commonKnowledge": Words("Grundwissen des Fachs", "common knowledge of the field"),
        "sameCause": Words(
            "beruht auf einer Aussage, der schon die Quelle fehlt",
            "rests on a statement that already lacks a source",
        ),
    },
)


@together("R3", Support, _R3, by=lambda _: None)
def unsupported(rule: Rule[Support], facts: Sequence[Support]) -> Iterator[Verdict]:
    """Each empirical statement reaches a source; statements that only rest on each other reach none."""
    reached = _above(facts, (fact.place.subjects[0] for fact in facts if fact.cited))
    bare = [fact for fact in facts if fact.empirical and not _excused(fact)]
    roots = {fact.place.subjects[0] for fact in bare if not fact.by_statements} - reached
    known = _above(facts, roots) - roots
    for fact in facts:
        if fact.mismatch:
            yield _finding(rule, fact, "ERROR", Words(
                "Die Zahl der Aussage ist mit der zitierten Quelle nicht vereinbar.",
                "The number of the statement is not compatible with the source that is cited.",
            ))  # fmt: skip
        elif not fact.empirical:
            yield rule.suppressed(fact.place, "notEmpirical")
        elif fact.place.subjects[0] in reached:
            continue
        elif _excused(fact):
            yield rule.suppressed(fact.place, "consensusBased" if fact.consensus_based else "commonKnowledge")
        elif fact.place.subjects[0] in known:
            yield rule.suppressed(fact.place, "sameCause")
        else:
            yield _finding(rule, fact, "WARN", Words(
                "Für diese Aussage ist keine Quelle genannt.", "No source is named for this statement."
            ))  # fmt: skip


def _excused(fact: Support) -> bool:
    return fact.consensus_based or fact.common_knowledge


def _above(facts: Sequence[Support], ground: Iterable[str]) -> set[str]:
    """The statements of the ground, and all that rest on one of them at any distance: each step is taken once."""
    resting: dict[str, list[str]] = defaultdict(list)
    for fact in facts:
        for other in fact.by_statements:
            resting[other].append(fact.place.subjects[0])
    reached = set(ground)
    open_ = list(reached)
    while open_:
        new = [name for name in resting[open_.pop()] if name not in reached]
        reached.update(new)
        open_ += new
    return reached


def _finding(rule: Rule[Support], fact: Support, severity: Severity, message: Words) -> Verdict:
    return rule.finding(
        fact.place,
        message,
        f"cited: {fact.cited}; statements: {len(fact.by_statements)}",
        {"cited": fact.cited, "by_statements": list(fact.by_statements), "mismatch": fact.mismatch},
        Words(
            "Quelle nennen, oder als Expertenkonsens kennzeichnen.",
            "Name a source, or mark as expert consensus.",
        ),
        severity=severity,
        aspect=fact.label,
    )


_R4 = About(
    title=Words("Zahl aus zweiter Hand", "number at second hand"),
    rationale=Words(
        "Für eine Zahl wird die Arbeit zitiert, die sie gemessen hat, nicht eine Übersicht oder Leitlinie, die sie weitergibt.",
        "For a number, the work that measured it is cited, and not a review or guideline that passes it on.",
    ),
    severity="INFO",
    source=_QUOTED,
    suppressors={"pooled": Words("eigene Zahl der Übersicht", "the review's own number")},
)
_SECOND_HAND = {"systematicReview", "metaAnalysis", "guideline", "consensus"}


@each("R4", SecondaryCitation, _R4)
def second_hand(rule: Rule[SecondaryCitation], fact: SecondaryCitation) -> Iterator[Verdict]:
    """The work that is cited for a number measured it."""
    via = [design for design in fact.designs if design in _SECOND_HAND]
    if not fact.designs:
        yield rule.untested(fact.place, Words("Art der Quelle unbekannt", "kind of source not known"))
    elif via and fact.pooled:
        yield rule.suppressed(fact.place, "pooled")
    elif via:
        words = listed(via)
        yield rule.finding(
            fact.place,
            Words(
                f"Für die Zahl ist {fact.cited} zitiert ({words.de}), nicht die Arbeit, die sie gemessen hat.",
                f"For the number, {fact.cited} is cited ({words.en}) and not the work that measured it.",
            ),
            f"{fact.cited}: {words.en}",
            {"cited": fact.cited, "designs": list(fact.designs)},
            Words("Die Originalarbeit zitieren.", "Cite the original work."),
            aspect=fact.label or fact.cited,
        )


_R5 = About(
    title=Words("Zitierte Arbeit zurückgezogen oder berichtigt", "cited work retracted or corrected"),
    rationale=Words(
        "Zurückgezogene Arbeiten tragen keine Empfehlung; maßgeblich ist der Stand des genannten Verzeichnisses.",
        "Retracted work does not carry a recommendation; what counts is the state of the list that is named.",
    ),
    severity="ERROR",
    source="https://doi.org/10.1016/j.jclinepi.2022.06.015",
    suppressors={
        "reinstated": Words("Rückzug wurde aufgehoben", "the retraction was withdrawn"),
        "replaced": Words("zurückgezogen und ersetzt", "retracted and replaced"),
    },
)
_GRAVITY: dict[str, Severity] = {"retraction": "ERROR", "expressionOfConcern": "WARN", "correction": "INFO"}
_NATURE = {
    "retraction": Words("zurückgezogen", "retracted"),
    "expressionOfConcern": Words(
        "mit einem Ausdruck der Besorgnis versehen", "subject to an expression of concern"
    ),
    "correction": Words("berichtigt", "corrected"),
}


@each("R5", Integrity, _R5)
def retracted(rule: Rule[Integrity], fact: Integrity) -> Iterator[Verdict]:
    """No notice of retraction, concern or correction stands against a cited publication."""
    if fact.snapshot is None:
        yield rule.untested(fact.place, Words("kein Verzeichnis der Rückzüge", "no snapshot of retractions"))
    elif not fact.doi and not fact.pmid:
        yield rule.untested(fact.place, Words("weder DOI noch PMID bekannt", "neither DOI nor PMID known"))
    natures = {notice.nature for notice in fact.notices}
    for notice in fact.notices:
        if notice.nature not in _GRAVITY:
            continue
        if notice.nature == "retraction" and "reinstatement" in natures:
            yield rule.suppressed(fact.place, "reinstated")
        elif notice.replaced:
            yield rule.suppressed(fact.place, "replaced")
        else:
            yield _noticed(rule, fact, notice)


def _noticed(rule: Rule[Integrity], fact: Integrity, notice: Notice) -> Verdict:
    words = _NATURE[notice.nature]
    day = notice.date.isoformat() if notice.date else "?"
    state = fact.snapshot.isoformat() if fact.snapshot else "?"
    inputs: dict[str, Any] = {"doi": fact.doi, "pmid": fact.pmid, "nature": notice.nature}
    return rule.finding(
        fact.place,
        Words(
            f"{fact.publication} ist {words.de} ({day}; Stand des Verzeichnisses: {state}).",
            f"{fact.publication} is {words.en} ({day}; state of the list: {state}).",
        ),
        f"{fact.doi or fact.pmid}: {notice.nature} {day}; snapshot {state}",
        {**inputs, "date": day, "snapshot": state, "notice": notice.doi},
        Words("Aussagen, die darauf beruhen, neu prüfen.", "Review the statements that rest on it."),
        severity=_GRAVITY[notice.nature],
        aspect=f"{fact.doi or fact.pmid} {notice.nature}",
    )


_C4 = About(
    title=Words("Mehr als ein Kongressbericht", "more than a congress report"),
    rationale=Words(
        "Kongressberichte, Preprints und Nachrichten tragen in der Regel allein keine Aussage.",
        "Congress abstracts, preprints and news do not, as a rule, carry a statement by themselves.",
    ),
    severity="WARN",
    source="https://www.awmf.org/regelwerk/",
)
_PROVISIONAL = {"congressAbstract", "preprint", "newsReport"}


@each("C4", EvidenceType, _C4)
def provisional_only(rule: Rule[EvidenceType], fact: EvidenceType) -> Iterator[Verdict]:
    """A statement does not rest on provisional reports alone."""
    known = [form for form in fact.forms if form != "formNotReported"]
    if not known:
        yield rule.untested(fact.place, Words("Art der Veröffentlichung unbekannt", "form not known"))
    elif set(known) <= _PROVISIONAL:
        words = listed(sorted(set(known)))
        yield rule.finding(
            fact.place,
            Words(
                f"Die Aussage beruht allein auf: {words.de}.",
                f"The statement rests on nothing but: {words.en}.",
            ),
            f"{', '.join(known)} ⊆ provisional",
            {"forms": known, "study": fact.place.study or fact.study},
            Words("Vollveröffentlichung suchen.", "Look for a full publication."),
            aspect=fact.study,
        )
