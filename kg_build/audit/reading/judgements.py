"""What a paragraph claims beside its numbers: designs, levels, grades and verbs, consensus, stages, superlatives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg_build.audit.claims import (
    ClassificationUse,
    Consensus,
    DesignClaim,
    LevelUse,
)
from kg_build.audit.classification import shipped
from kg_build.audit.evidence import Superlative
from kg_build.audit.reading import designs, levels, stages, wordings
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.quantities import quantities
from kg_build.audit.reading.tokens import Tokens
from kg_build.audit.reading.vocabulary import alternatives

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
    for sentence, tokens in read:
        yield from _levels(passage, sentence, claims)
        yield from _consensus(passage, sentence, tokens)
        yield from _stages(passage, sentence)
        yield from _superlatives(passage, sentence)
        yield from quantities(passage, sentence, tokens)
    yield from wordings.wordings(passage)
    yield from wordings.strengths(passage)


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
    for found in levels.PRINTED.finditer(sentence.text):
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
