"""What design a text claims for a study: with negation, and without what it says of other studies in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg_build.audit.reading.vocabulary import VOCABULARY, all_of, alternatives

_NEGATION = re.compile(
    r"\b(?:nicht|kein\w*|ohne|weder|noch|not|no|non|without|neither|nor|never|nie|statt|anstelle|anstatt|instead of|rather than)"
    r"[\s-]+(?:\w+[\s-]+){0,2}$",
    re.IGNORECASE,
)
_BEFORE = re.compile(alternatives(VOCABULARY["passing"]["before"]) + r"[^,;.]*$", re.IGNORECASE)
_AFTER = re.compile(r"^[^;.]{0,60}?" + alternatives(VOCABULARY["passing"]["after"]), re.IGNORECASE)
_PLURAL = re.compile(
    r"^\W*(?:\w+\W+){0,4}?(?:\w*studien|\w*serien|trials|studies|series|analysen|RCTs)\b", re.IGNORECASE
)
_ARMS = dict(VOCABULARY["arms"].items())
_ARM_WORDS = re.compile(
    r"\b(?:ein|zwei|drei|vier|[1-4]|single|one|two|three|four)[-\s]?(?:armig\w*|arm\b)", re.IGNORECASE
)
#: "kontrolliert" is a design only beside such words; else it is the tumour that is under control.
_OF_A_STUDY = re.compile(
    r"studie|phase|trial|study|design|randomi|doppelblind|double-blind|prospekt|placebo", re.IGNORECASE
)
_NOT_OF_A_STUDY = re.compile(
    r"tumor|primär|krankheit|erkrankung|lokal|disease|primary|lesion|herd|metasta|schmerz|pain", re.IGNORECASE
)


#: "prospectively collected data", "retrospective controls": how data came about.
_DATA = re.compile(
    r"\w*\W+(?:(?:collected|maintained|gathered|recorded|acquired|kept|accrued|erhoben\w*|geführt\w*|erfasst\w*|gesammelt\w*|dokumentiert\w*)\b"
    r"|(?:\w+\W+)?(?:data|database\w*|daten|datenbank\w*|datensatz\w*|controls|kontrollen)\b)",
    re.IGNORECASE,
)
_NOUN = re.compile(r"(?:,?\s+(?:und\s+|oder\s+)?[a-zäöü][\w-]*(?:e|en|er|es|em),?)*\s+([A-ZÄÖÜ][\w-]+)")
_A_STUDY = re.compile(
    r"studie|phase|serie|analyse|auswertung|untersuchung|kohorte|arbeit|design|trial|stud[yi]|series|analys|cohort|erhebung|review|vergleich|register|beobachtung",
    re.IGNORECASE,
)
_NO_STUDY = re.compile(
    r"\s+(?:validation|selection|treatment|setting|assessment|statement|confirmation|testing|collection|bias|nature)\b",
    re.IGNORECASE,
)
#: "eine Randomisierung erfolgte nicht": the noun is denied behind it.
_DENIED = re.compile(r"randomi[sz](?:ierung|ation)\s+(?:\w+\s+){1,3}?(?:nicht|not)\b", re.IGNORECASE)
_GENITIVE = re.compile(
    r"\b(?:of an?|of the|from an?|from the|einer|eines|aus einem|aus einer)\s+$", re.IGNORECASE
)
_SOURCE = re.compile(
    r"\w*\W+(?:\w+\W+)?(?:registry|registr\w*|register\w*|cohort|kohorte\w*)(?!\W*(?:study|studie))(?<!studie)\b",
    re.IGNORECASE,
)
#: A comparison with patients of other times is no comparison within the study.
_HISTORICAL = re.compile(r"\bhistor|\bextern(?:e|al)", re.IGNORECASE)


@dataclass(frozen=True)
class DesignMention:
    """A design word: its code, where it stands, whether it is denied, and whether it speaks of another study."""

    code: str
    start: int
    end: int
    negated: bool = False
    in_passing: bool = False


def mentions(sentence: str) -> Iterator[DesignMention]:
    """Every design word of one sentence.

    >>> [(m.code, m.negated) for m in mentions("Die prospektive, nicht randomisierte Studie war einarmig.")]
    [('prospective', False), ('nonRandomised', False), ('singleArm', False)]
    >>> [m.in_passing for m in mentions("Randomisierte Studien fehlen.")]
    [True]
    """
    for code, start, end in all_of("designs", sentence):
        clause_start = (
            max(sentence.rfind(mark, 0, start) for mark in (";", ":", "–", ", die ", ", which ")) + 1
        )
        before, after = sentence[clause_start:start], sentence[end : end + 80]
        if code == "controlled" and not _is_design(before, sentence[start:end], after):
            continue
        if code in ("prospective", "retrospective") and (
            _of_data(before, after) or _of_something_else(after)
        ):
            continue
        yield DesignMention(
            code,
            start,
            end,
            bool(_NEGATION.search(before)) or bool(_DENIED.match(sentence, start)),
            _passing(before, after, code),
        )


def _passing(before: str, after: str, code: str) -> bool:
    plural = bool(_PLURAL.match(after)) and code not in ("systematicReview", "metaAnalysis", "caseSeries")
    clause = re.split(r"[;.]|, (?:die|der|das|which|that|aber|jedoch|but)\b", after)[0]
    last = not any(start > 0 for _, start, _ in all_of("designs", clause))
    return plural or bool(_BEFORE.search(before[-80:])) or (last and bool(_AFTER.search(clause)))


def _of_something_else(after: str) -> bool:
    """Whether the word stands before a noun that is no study: "prospektive Validierung", "prospective validation"."""
    german = _NOUN.match(after)
    return bool(german and german[1][1:].islower() and not _A_STUDY.search(german[1])) or bool(
        _NO_STUDY.match(after)
    )


def _of_data(before: str, after: str) -> bool:
    """Whether the word says how data or controls came about, and not how the study was set up.

    >>> [m.code for m in mentions("a retrospective analysis of a prospectively maintained registry")]
    ['retrospective']
    >>> [m.code for m in mentions("eine prospektive Registerstudie")]
    ['prospective', 'registryStudy']
    """
    return bool(_DATA.match(after) or (_GENITIVE.search(before) and _SOURCE.match(after)))


def _is_design(before: str, word: str, after: str) -> bool:
    if _HISTORICAL.search(before[-30:] + word + after[:30]):
        return False
    near = before[-40:] + word + after[:40]
    return bool(_OF_A_STUDY.search(near)) and not _NOT_OF_A_STUDY.search(before[-20:] + after[:20])


def arms(sentence: str) -> int | None:
    """The number of arms that a sentence states.

    >>> arms("eine zweiarmige Studie"), arms("a study")
    (2, None)
    """
    found = _ARM_WORDS.search(sentence)
    if found is None:
        return None
    head = found[0].casefold()
    return next((count for word, count in _ARMS.items() if head.startswith(word[:3])), None)
