"""Levels of evidence, grades and the verbs of recommendations, as they are printed."""

from __future__ import annotations

import re
from typing import cast

from kg_build.audit.claims import Question
from kg_build.audit.reading.vocabulary import find

_LEVEL = re.compile(
    r"(?<![\w.,])([1-5]\s?[a-c]?|[1-4]\s?(?:\+\+|\+|-)|I{1,3}[ab]?|IV|V)\s?([-+])?(?![\w.,%]|\s?\d)"
)
#: A level with the word for it, as sentences print it: "LoE 4", "Evidenzlevel: 2 b".
PRINTED = re.compile(
    r"(?:LoE|Evidenzlevel|Evidenzgrad|Evidenzklasse|Evidenzstufe|Evidenz-Level|level of evidence|evidence level|(?i:level of evidence)|Level)(?:[- ]?Klassifikation)?[\s:=(]*(?:von |of )?"
    r"(?:(?:nach )?(?P<before>Oxford|OCEBM|CEBM|SIGN|GRADE)[\w\s,.]*?[\s:)]*)?(?P<level>(?<![\w.,])(?:[1-5]\s?[a-c]?|I{1,3}[ab]?|IV|V)(?:\+\+|\+|-)?(?!\w|[.,]\d|\s?%))"
)
_EDITION = re.compile(r"\b(20(?:09|11))\b")


def scheme_of(text: str) -> tuple[str, str]:
    """The system of levels and its edition, each empty where not named.

    >>> scheme_of("Oxford CEBM 2011"), scheme_of("GRADE"), scheme_of("LoE 2 b")
    (('Oxford', '2011'), ('GRADE', ''), ('', ''))
    """
    edition = _EDITION.search(text)
    return find("schemes", text), edition[1] if edition else ""


def level_of(text: str) -> str:
    """The level that is printed, as printed; a certainty of GRADE as its code.

    >>> level_of("Evidenzlevel 2 b"), level_of("niedrig"), level_of("LoE: 1a-")
    ('2 b', 'low', '1a-')
    """
    if certainty := certainty_of(text):
        return certainty
    found = _LEVEL.search(re.sub(r"\b20\d\d\b", "", text))
    return "".join(part for part in found.groups() if part) if found else ""


def certainty_of(text: str) -> str:
    """A certainty of GRADE: high, moderate, low or veryLow."""
    return find("certainties", text)


def question_of(text: str) -> Question:
    """Which question a level answers, where the words say."""
    return cast("Question", find("questions", text) or "unknown")


def reason_of(text: str) -> str:
    """The words that give a reason for another level or grade than expected."""
    return text.strip() if find("reasons", text) else ""


def modality_of(text: str) -> str:
    """The verb of a recommendation: shall, should, may."""
    return find("modalities", text)


def strength_of(text: str) -> str:
    """A grade as A, B, 0 or EK; what else is printed, as printed.

    >>> [strength_of(text) for text in ("Empfehlungsgrad A", "0", "EK", "stark", "B ⇑")]
    ['A', '0', 'EK', 'strong', 'B']
    """
    code = find("strengths", text)
    return "0" if code == "open" else code or text.strip()


def is_consensus(text: str) -> bool:
    """Whether a grade says that experts agreed and no evidence was sought."""
    return strength_of(text) == "EK"
