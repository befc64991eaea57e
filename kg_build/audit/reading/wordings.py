"""Verbs of recommendations and the grades printed beside them, told apart from criteria, quotations and plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from kg_build.audit.claims import GradeStrength, Wording
from kg_build.audit.reading import levels
from kg_build.audit.reading.passage import Passage

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
#: A verb at the end of its clause stands in a subordinate one: "wenn eine Operation erfolgen soll, ...".
_AT_END = re.compile(r"\s*(?:[,;.)]|$)")
_SUBORDINATE = re.compile(
    r"\b(?:if|when|who|which|that|where|because|although|whether)\s+(?:\w+\s+){0,4}$", re.IGNORECASE
)
#: A grade in brackets that begins so early belongs to the sentence before.
_AT_START = 3
_CLAUSE = re.compile(r";\s")


def wordings(passage: Passage) -> Iterator[Wording]:
    """Every verb of a recommendation or of what looks like one; a grade belongs to one verb only."""
    graded = dict(_graded(passage))
    for sentence in passage.sentences:
        for verb in _VERB.finditer(sentence.text):
            grade = graded.get((sentence.start, verb.start()), "")
            kind = _kind(sentence.text, verb, in_box=passage.recommendation or bool(grade))
            yield Wording(
                passage.place(sentence, verb.start(), verb.end("verb")),
                levels.modality_of(verb["verb"]),
                grade,
                "against" if verb["rest"] else "for",
                in_box=kind == "recommendation",
                kind=kind,
            )


def _graded(passage: Passage) -> Iterator[tuple[tuple[int, int], str]]:
    """For each grade the verb that it belongs to: in its own sentence, else in the one it stands before or behind."""
    sentences = passage.sentences
    leads = _leads(passage)
    for index, sentence in enumerate(sentences):
        for grade in _GRADE.finditer(sentence.text):
            beside = (index + 1, index + 2, index - 1) if leads else (index - 1, index - 2, index + 1)
            trailing = sentence.text.lstrip().startswith("(") and grade.start() < _AT_START
            for at in (index - 1, index) if trailing else (index, *beside):
                verb = _main_verb(sentences[at].text) if 0 <= at < len(sentences) else None
                if verb is not None:
                    yield (
                        (sentences[at].start, verb.start()),
                        levels.strength_of(grade["grade"] or grade["short"]),
                    )
                    break


def _leads(passage: Passage) -> bool:
    """Whether grades stand before their sentences in this paragraph."""
    grade, verb = _GRADE.search(passage.text), _VERB.search(passage.text)
    return grade is not None and verb is not None and grade.start() < verb.start()


def _main_verb(sentence: str) -> re.Match[str] | None:
    """The verb of the main clause: not at the end of its clause, no criterion, quotation or plan; "kann" only where alone."""
    verbs = [
        verb for verb in _VERB.finditer(sentence) if _kind(sentence, verb, in_box=True) == "recommendation"
    ]
    main = [
        verb
        for verb in verbs
        if not _AT_END.match(sentence, verb.end("verb")) and not _SUBORDINATE.search(sentence[: verb.start()])
    ]
    strong = [verb for verb in main if levels.modality_of(verb["verb"]) != "may"]
    return next(iter(strong or main or verbs), None)


def _kind(
    sentence: str, verb: re.Match[str], *, in_box: bool
) -> Literal["recommendation", "criterion", "quotation", "future", "unknown"]:
    if any(start < verb.start() < end for start, end in _quoted(sentence)):
        return "quotation"
    start = max((found.end() for found in _CLAUSE.finditer(sentence, 0, verb.start())), default=0)
    following = _CLAUSE.search(sentence, verb.start())
    clause = sentence[start : following.start() if following else len(sentence)]
    if _CRITERION.search(clause):
        return "criterion"
    if _FUTURE.search(clause):
        return "future"
    return "recommendation" if in_box else "unknown"


@lru_cache(maxsize=64)
def _quoted(sentence: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _QUOTED.finditer(sentence))


def strengths(passage: Passage) -> Iterator[GradeStrength]:
    """A grade and a level that one paragraph prints together."""
    grade, level = _GRADE.search(passage.text), levels.PRINTED.search(passage.text)
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
