"""The group of patients that a figure is said of, where the sentence names one."""

from __future__ import annotations

import re
from functools import lru_cache

_GROUP = re.compile(
    r"\b(?:Arm|Gruppe|group|arm|Kohorte|cohort|Stadium|Stadien|stage|Stage)\s+(?:[A-D]|[1-4]|I{1,3}[AB]?|IV[AB]?)\b"
    r"|(?<![\w-])[\w-]*(?:Interventions|Kontroll|Verum|Placebo|Vergleichs|Behandlungs|Operations|Bestrahlungs|Beobachtungs|Chemotherapie|Standard|Prüf|intervention|control|treatment|"
    r"experimental|placebo|observation|surgery|radiotherapy|standard|study|combination|standard-of-care|chemotherapy|maintenance)[- ]?(?:gruppe|arm|kohorte|group|cohort)\w*"
    r"|\b(?:[pc]?N[0-3](?:/N?[1-3])?|[pc]?T[1-4]|M1[abc])(?:[- ](?:Patienten|patients|Status|disease|positiv\w*|negativ\w*|Situation))?"
    r"|\b\w+[- ]?(?:positive[nrms]?|negative[nrms]?|mutierte[nrms]?)\s+(?:Patienten|Tumoren|patients|tumou?rs)"
    r"|\b(?:Männer[n]?|Frauen|men|women|Ältere[n]?|Jüngere[n]?|older patients|younger patients)\b"
    r"|\b(?:mit|ohne|with|without)\s+(?:\w+\s){0,2}?(?:Hirnmetastasen|Metastasen|Mutation|brain metastases|metastases|mutation|Operation|Resektion|surgery|resection|Rauchern?|smokers)\b",
)
_SEGMENT = re.compile(
    r"[;,(]\s|\s(?:und|and|während|while|vs\.?|versus|gegenüber|compared (?:with|to)|im Vergleich zu)\s",
    re.IGNORECASE,
)


def group_at(sentence: str, position: int) -> str:
    """The group that a figure at this position is said of, or nothing.

    >>> text = "48 % im Kontrollarm, 55 % im Interventionsarm"
    >>> group_at(text, 0), group_at(text, 21)
    ('kontrollarm', 'interventionsarm')
    """
    names = _names(sentence)
    if not names:
        return ""
    start = max((found.end() for found in _SEGMENT.finditer(sentence, 0, position + 1)), default=0)
    following = _SEGMENT.search(sentence, position)
    end = following.start() if following else len(sentence)
    inside = [name for name in names if start <= name.start() < end]
    before = [name for name in names if name.end() <= position]
    chosen = inside[0] if inside else before[-1] if before else None
    return _plain(chosen[0]) if chosen else ""


@lru_cache(maxsize=1024)
def _names(sentence: str) -> tuple[re.Match[str], ...]:
    return tuple(_GROUP.finditer(sentence))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
