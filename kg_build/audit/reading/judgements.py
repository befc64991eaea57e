"""What a paragraph claims beside its numbers: designs, levels, grades and verbs, consensus, stages, superlatives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from kg_build.audit.claims import (
    ClassificationUse,
    Consensus,
    DesignClaim,
    GradeStrength,
    LevelUse,
    Wording,
)
from kg_build.audit.classification import shipped
from kg_build.audit.evidence import Superlative
from kg_build.audit.reading import designs, levels, stages
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.tokens import Tokens
from kg_build.audit.reading.vocabulary import alternatives

_LEVEL = re.compile(
    r"(?:LoE|Evidenzlevel|Evidenzgrad|Evidenzklasse|Evidenzstufe|Evidenz-Level|level of evidence|evidence level|(?i:level of evidence)|Level)(?:[- ]?Klassifikation)?[\s:=(]*(?:von |of )?"
    r"(?:(?:nach )?(?P<before>Oxford|OCEBM|CEBM|SIGN|GRADE)[\w\s,.]*?[\s:)]*)?(?P<level>(?<![\w.,])(?:[1-5]\s?[a-c]?|I{1,3}[ab]?|IV|V)(?:\+\+|\+|-)?(?![\w.]|,\d|\s?%))"
)
_GRADE = re.compile(
    r"(?:Empfehlungsgrad|Empfehlungsstärke|Grade of recommendation|Recommendation grade|grade of recommendation|Grad der Empfehlung|GoR|\bEG)[\s:=]*(?P<grade>[AB0](?![\w.,]*\d)|EK|Expertenkonsens|expert consensus|strong|weak|stark|schwach)(?!\w)"
    r"|\(\s*(?:Empfehlungs)?[Gg]rad\s+(?P<short>[AB0])\s*\)"
)
_CRITERION = re.compile(
    r"(?:ein|aus)schlusskriteri|inclusion criteri|exclusion criteri|eligib|vorliegen sollte|aufgenommen|eingeschlossen werden|sollten? vorliegen|vorgesehen|sah (?:\w+ )?vor|laut Protokoll|per protocol|were to receive|geplant|planmäßig",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"in (?:einer )?(?:künftigen|zukünftigen|weiteren|randomisierten|prospektiven)\s\w*(?:studie|trial)|zukünftig|künftig|in future|further (?:studies|trials)|geklärt werden|untersucht werden|geprüft werden|be (?:tested|studied|investigated|confirmed)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[„“\"»][^“”\"«]*\b(?:soll|sollte|should|kann)\w*\b[^“”\"«]*[“”\"«]", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?P<verb>sollten?|sollen|soll|können|kann|should|shall|must|may|can|is recommended|are recommended|wird empfohlen|werden empfohlen|muss|müssen)\b(?P<rest>(?:\s+(?:daher|jedoch|in der Regel|generally|routinely|\w+)){0,12}?\s+(?:nicht|not|keine?[nrms]?)\b)?",
    re.IGNORECASE,
)
_CONSENSUS = re.compile(
    r"(?P<called>starke[rn]?\s+Konsens|mehrheitliche\s+Zustimmung|kein(?:en)?\s+Konsens|(?<![\w-])Konsens(?![\w-])|strong\s+consensus|majority\s+(?:agreement|approval)|no\s+consensus|(?<![\w-])consensus(?![\w-]))",
    re.IGNORECASE,
)
_AGREED = re.compile(r"[KkCc]onsens|[Zz]ustimm|[Aa]gree[dm]|stimmten")
_SUPERLATIVES = (
    (
        "only",
        re.compile(
            r"\b(?:einzige\w*|the only|only (?:one|published|randomi[sz]ed|prospective))\b", re.IGNORECASE
        ),
    ),
    (
        "none",
        re.compile(
            r"\b(?:bisher|bislang|to date|so far|derzeit|aktuell)\s+(?:\w+\s+){0,3}?(?:keine?|no)\b|\b(?:es gibt|there (?:is|are))\s+(?:\w+\s+){0,2}?(?:keine?|no)\s+(?:\w+\s+){0,2}?(?:Studien?|trials?|studies|RCTs?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "first",
        re.compile(
            r"\b(?:erstmals|erste[rns]?\s+(?:\w+\s+){0,3}?(?:Studie|Serie)|the first\s+(?:\w+\s+){0,3}?(?:trial|study))\b",
            re.IGNORECASE,
        ),
    ),
)
#: How far a percentage may stand from the word for agreement.
NEAR = 45
_IN_STUDY = re.compile(
    alternatives(
        ("Studie", "trial", "study", "Serie", "Auswertung", "Analyse", "analysis", "Patienten", "patients")
    ),
    re.IGNORECASE,
)


def judgements(passage: Passage, read: Sequence[tuple[Sentence, Tokens]]) -> Iterator[object]:
    """All claims of a paragraph."""
    claims = list(design_claims(passage))
    yield from claims
    graded = _grade_of(passage)
    for sentence, tokens in read:
        yield from _levels(passage, sentence, claims)
        yield from _wordings(passage, sentence, graded)
        yield from _consensus(passage, sentence, tokens)
        yield from _stages(passage, sentence)
        yield from _superlatives(passage, sentence)
    yield from _strengths(passage)


def design_claims(passage: Passage) -> Iterator[DesignClaim]:
    """What each sentence calls the study that it speaks of."""
    for sentence in passage.sentences:
        for in_passing in (False, True):
            found = [one for one in designs.mentions(sentence.text) if one.in_passing == in_passing]
            count = None if in_passing else designs.arms(sentence.text)
            if found or count:
                start = min((one.start for one in found), default=0)
                end = max((one.end for one in found), default=len(sentence.text))
                yield DesignClaim(
                    passage.place(sentence, start, end),
                    sentence.study or passage.unit or passage.subjects[0],
                    tuple(dict.fromkeys(one.code for one in found if not one.negated)),
                    tuple(dict.fromkeys(one.code for one in found if one.negated)),
                    count,
                    in_passing=in_passing,
                )


def _levels(passage: Passage, sentence: Sentence, claims: Sequence[DesignClaim]) -> Iterator[LevelUse]:
    for found in _LEVEL.finditer(sentence.text):
        near = sentence.text[max(0, found.start() - 30) : found.end() + 40]
        system, edition = levels.scheme_of(near)
        study = sentence.study or passage.unit or passage.subjects[0]
        own = [claim for claim in claims if claim.study == study and not claim.in_passing]
        if system:
            yield LevelUse(
                passage.place(sentence, found.start(), found.end()),
                study,
                system,
                found["level"].strip(),
                edition,
                question=levels.question_of(near),
                designs=tuple(dict.fromkeys(code for claim in own for code in claim.designs)),
                reason=levels.reason_of(passage.text),
            )


def _grade_of(passage: Passage) -> str:
    """The grade that the paragraph prints for its recommendation, or nothing."""
    found = _GRADE.search(passage.text)
    return levels.strength_of(found["grade"] or found["short"]) if found else ""


def _wordings(passage: Passage, sentence: Sentence, grade: str) -> Iterator[Wording]:
    in_box = passage.recommendation or bool(grade)
    for found in _VERB.finditer(sentence.text):
        kind = _kind(sentence.text, found, in_box=in_box)
        yield Wording(
            passage.place(sentence, found.start(), found.end("verb")),
            levels.modality_of(found["verb"]),
            grade,
            "against" if found["rest"] else "for",
            in_box=in_box and kind == "recommendation",
            kind=kind,
        )


def _kind(
    sentence: str, verb: re.Match[str], *, in_box: bool
) -> Literal["recommendation", "criterion", "quotation", "future", "unknown"]:
    if any(quoted.start() < verb.start() < quoted.end() for quoted in _QUOTED.finditer(sentence)):
        return "quotation"
    if _CRITERION.search(sentence):
        return "criterion"
    if _FUTURE.search(sentence):
        return "future"
    return "recommendation" if in_box else "unknown"


def _strengths(passage: Passage) -> Iterator[GradeStrength]:
    """A grade and a level that one paragraph prints together."""
    grade, level = _GRADE.search(passage.text), _LEVEL.search(passage.text)
    certainty = re.search(
        r"GRADE[^.]{0,40}?(sehr niedrig|very low|niedrig|low|moderat|moderate|hoch|high)",
        passage.text,
        re.IGNORECASE,
    )
    if grade and (level or certainty):
        strength = levels.strength_of(grade["grade"] or grade["short"])
        system, _ = levels.scheme_of(passage.text)
        first = passage.sentences[0]
        yield GradeStrength(
            passage.place(first, grade.start() - first.start, grade.end() - first.start),
            strength,
            levels.certainty_of(certainty[1]) if certainty else level["level"].strip() if level else "",
            system,
            reason=levels.reason_of(passage.text),
            consensus_based=strength == "EK",
        )


def _consensus(passage: Passage, sentence: Sentence, tokens: Tokens) -> Iterator[Consensus]:
    text = sentence.masked
    percents = [
        one
        for one in tokens.percents
        if any(abs(one.start - near.start()) < NEAR for near in _AGREED.finditer(text))
    ]
    called = next(
        (one for one in _CONSENSUS.finditer(text) if not text[: one.start()].endswith("trength of ")), None
    )
    if called and percents:
        nearest = min(percents, key=lambda one: abs(one.start - called.start()))
        yield Consensus(
            passage.place(sentence, min(called.start(), nearest.start), max(called.end(), nearest.end)),
            called["called"],
            nearest.value,
        )


def consensus_percents(sentence: Sentence, tokens: Tokens) -> Iterator[int]:
    """Where percentages of agreement begin: they are no share of patients."""
    if _AGREED.search(sentence.masked):
        yield from (one.start for one in tokens.percents)


def _stages(passage: Passage, sentence: Sentence) -> Iterator[ClassificationUse]:
    terms = stages.terms(sentence.text)
    if terms:
        edition = stages.edition_of(sentence.text) or stages.edition_of(passage.text)
        yield ClassificationUse(
            passage.place(sentence, 0, len(sentence.text)),
            terms,
            edition,
            shipped().counts(sentence.text),
            label=" ".join(terms),
        )


def _superlatives(passage: Passage, sentence: Sentence) -> Iterator[Superlative]:
    for kind, pattern in _SUPERLATIVES:
        found = pattern.search(sentence.text)
        if found and _IN_STUDY.search(sentence.text):
            after = list(designs.mentions(sentence.text))
            yield Superlative(
                passage.place(sentence, found.start(), found.end()),
                kind,  # type: ignore[arg-type]  # the three kinds above
                sentence.study,
                tuple(dict.fromkeys(one.code for one in after if not one.negated)),
                scope=" ".join(sentence.text[found.start() : found.end() + 60].split()),
            )
