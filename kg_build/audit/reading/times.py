"""Time points in words: "2-Jahres-OS", "Einjahresüberleben", "nach 4 Jahren", "at 24 months", in months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg_build.audit.reading.numerals import DIGITS, normal
from kg_build.audit.reading.vocabulary import VOCABULARY

_SPELLED: dict[str, int] = VOCABULARY["numbers"]
_NUMBER = rf"(?P<number>{DIGITS}|" + "|".join(sorted(_SPELLED, key=lambda word: (-len(word), word))) + ")"
_UNITS = (
    ("year", Decimal(12), "jahren|jahres|jahre|jahr|years|year|yrs|yr|j|y"),
    ("month", Decimal(1), "monaten|monats|monate|monat|months|month|mths|mon|mos|mo|m"),
    ("week", Decimal(12) / Decimal("52.18"), "wochen|woche|weeks|week|wk"),
    ("day", Decimal(12) / Decimal("365.25"), "tagen|tages|tage|tag|days|day"),
)
_UNIT = "|".join(f"(?P<{name}>{words})" for name, _, words in _UNITS)
_BEFORE = r"(?P<before>\b(?:nach|at|after|bei|within|innerhalb(?: von)?|zum Zeitpunkt(?: von)?|by|bis|binnen|über)\s+(?:the\s+|ca\.\s+|jeweils\s+)?)"
_TIME = re.compile(
    rf"{_BEFORE}?(?<![\w,.]){_NUMBER}(?P<joint>[\s\-–.]*)(?:{_UNIT})(?P<after>[-–](?=\w)|(?=[^\W\d_])|\b\.?)",
    re.IGNORECASE,
)
#: What may be glued to a unit: "Zweijahresüberleben", "1-J-OS" but no other word that merely begins like a unit.
_GLUED = re.compile(
    r"(?:über|gesamt|lokal|progress|krankheit|rezidiv|raten?\b|kontroll|os\b|pfs\b|dfs\b|daten)",
    re.IGNORECASE,
)
_SURVIVAL = re.compile(
    r"\s*(?:\w+[- ]){0,2}?(?:os|pfs|dfs|rfs|efs|lc|survival|rate|überleb|control|local|overall|progression)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TimePoint:
    """A duration in a text: months, where it stands, and whether the words make it a time point of a rate."""

    months: Decimal
    start: int
    end: int
    point: bool


def time_points(text: str) -> Iterator[TimePoint]:
    """Every duration of a text.

    >>> [(str(time.months), time.point) for time in time_points("2-Jahres-OS 23 %, Median 13,5 Monate, at 24 months")]
    [('24', True), ('13.5', False), ('24', True)]
    """
    for found in _TIME.finditer(text):
        rest = text[found.end() :]
        glued = bool(rest[:1].isalpha()) and not found["after"]
        if glued and not _GLUED.match(rest):
            continue
        factor = next(factor for name, factor, _ in _UNITS if found[name])
        number = found["number"].casefold()
        value = Decimal(_SPELLED[number]) if number in _SPELLED else Decimal(normal(number))
        hyphened = "-" in found["joint"] or found["after"] in ("-", "–") or glued
        point = bool(found["before"]) or glued or (hyphened and bool(_SURVIVAL.match(rest)))
        yield TimePoint(value * factor, found.start("number"), found.end(), point)


def time_point(text: str) -> Decimal | None:
    """The first time point of a text, in months.

    >>> time_point("Fünfjahresüberleben"), time_point("Gesamtüberleben")
    (Decimal('60'), None)
    """
    return next((time.months for time in time_points(text) if time.point), None)
