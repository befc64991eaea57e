"""The rule on the verb of a recommendation: L4, modality against the grade printed beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from kg_build.audit.claims import Wording
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.knowledge import wordings
from kg_build.audit.rule import About, Rule, each

_L4 = About(
    title=Words("Modalverb passt zum Empfehlungsgrad", "verb agrees with the grade of recommendation"),
    rationale=Words(
        "„soll“ ist Grad A, „sollte“ Grad B, „kann“ Grad 0, jeweils auch verneint.",
        '"soll" (shall) is grade A, "sollte" (should) grade B, "kann" (may) grade 0, each in the negative too.',
    ),
    severity="ERROR",
    source="https://www.awmf.org/regelwerk/",
    suppressors={
        "criterion": Words(
            "Einschlusskriterium, keine Empfehlung", "an inclusion criterion, not a recommendation"
        ),
        "quotation": Words("Zitat", "a quotation"),
        "future": Words("Zukunft oder Absicht", "future or intention"),
        "protocol": Words("Vorgehen einer Studie", "the plan of a study"),
        "statement": Words("Statement ohne Empfehlungsgrad", "a statement, which has no grade"),
        "expertConsensus": Words("Expertenkonsens: ohne Grad", "expert consensus: no grade"),
    },
)
_EXPERT = frozenset({"ek", "expertenkonsens", "expert consensus", "konsens", "gcp", "gps"})
#: Other forms of the verbs that the grades name.
_FORMS = {
    "sollen": "soll", "sollten": "sollte", "können": "kann", "könnte": "kann", "könnten": "kann", "can": "may",
    "might": "may",
}  # fmt: skip


@each("L4", Wording, _L4)
def verb_of_grade(rule: Rule[Wording], fact: Wording) -> Iterator[Verdict]:
    """The verb is that of the grade; outside a recommendation box this is no more than a remark."""
    grade = fact.grade.strip().upper()
    if fact.kind in ("criterion", "quotation", "future", "protocol"):
        yield rule.suppressed(fact.place, fact.kind)
    elif grade.lower() in _EXPERT:
        yield rule.suppressed(fact.place, "expertConsensus")
    elif fact.kind == "statement":
        yield rule.suppressed(fact.place, "statement")
    elif not grade:
        if fact.in_box:
            yield rule.untested(fact.place, Words("kein Grad gedruckt", "no grade printed"))
    elif _verb(fact.modality) not in _grades() or grade not in wordings():
        yield rule.untested(fact.place, Words("Modalverb oder Grad unbekannt", "verb or grade not known"))
    elif _grades()[_verb(fact.modality)] != grade:
        yield rule.finding(
            fact.place,
            _message(fact, grade),
            f"{_verb(fact.modality)} = {_grades()[_verb(fact.modality)]} ≠ {grade}",
            {
                "modality": fact.modality,
                "grade": grade,
                "expected_grade": _grades()[_verb(fact.modality)],
                "expected_modality": wordings()[grade]["for"].de,
                "in_box": fact.in_box,
            },
            Words("Wortlaut oder Grad angleichen.", "Bring wording or grade into line."),
            severity="ERROR" if fact.in_box else "INFO",
            aspect=fact.modality,
        )


def _message(fact: Wording, grade: str) -> Words:
    side: Literal["for", "against"] = "against" if fact.polarity == "against" else "for"
    due, said = wordings()[grade][side], _said(fact, side)
    return Words(
        f"„{said.de}“ ist mit Empfehlungsgrad {grade} nicht vereinbar; zu {grade} gehört „{due.de}“.",
        f'"{said.en}" is not compatible with grade {grade}, which goes with "{due.en}".',
    )


def _said(fact: Wording, side: str) -> Words:
    """The verb in both languages where the fact gives its code, else as it is printed."""
    if fact.modality in ("shall", "should", "may"):
        return wordings()[_grades()[fact.modality]][side]
    return Words(fact.modality, fact.modality)


@cache
def _grades() -> Mapping[str, str]:
    """The grade of each verb: the first word of its wording, in both languages."""
    return {
        words.split()[0]: grade
        for grade, sides in wordings().items()
        for words in (sides["for"].de, sides["for"].en)
    }


def _verb(modality: str) -> str:
    """The verb alone, without negation and in the form that the grades name."""
    words = [word for word in modality.lower().split() if word not in ("nicht", "not", "kein", "keine")]
    first = words[0] if words else ""
    return _FORMS.get(first, first)
