"""Time points in words: "2-Jahres-OS", "Einjahresüberleben", "nach 4 Jahren", "at 24 months", in months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg_build.audit.reading.numerals import DIGITS, normal
from kg_build.audit.reading.vocabulary import SPELLED

_WORDS = rf"{DIGITS}|" + "|".join(
    sorted(
        (word for word in SPELLED if "und" not in word and "-" not in word),
        key=lambda word: (-len(word), word),
    )
)
_NUMBER = f"(?P<number>{_WORDS})"
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
    r"[\s,]*(?:[\w.]+[-, ]+){0,8}?(?:os\b|pfs|dfs|rfs|efs|lc\b|survival|rate|\w*überleb|\w*kontroll|control|local|overall|progression)",
    re.IGNORECASE,
)


#: Further numbers of a list before the last one, which has the unit: "1-, 2- und 3-Jahres", "nach 1 und 2 Jahren".
_LISTED = re.compile(
    rf"{_BEFORE}?((?:(?<![\w,.%])(?:{_WORDS})\s?[-–]?\s?(?:,\s?(?:und|and)?|und|and|bzw\.|sowie|/|&)\s?)+)$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:[,/&–-]|und|and|bzw\.|sowie)\s?$")
_ONE = re.compile(_WORDS, re.IGNORECASE)


@dataclass(frozen=True)
class TimePoint:
    """A duration in a text: months, where it stands, and whether the words make it a time point of a rate.

    Those of one list ("1-, 2- und 3-Jahres-Überleben") share ``listed``, the place where the list begins.
    """

    months: Decimal
    start: int
    end: int
    point: bool
    listed: int = -1


@lru_cache(maxsize=1024)
def time_points(text: str) -> tuple[TimePoint, ...]:
    """Every duration of a text.

    >>> [(str(time.months), time.point) for time in time_points("2-Jahres-OS 23 %, Median 13,5 Monate, at 24 months")]
    [('24', True), ('13.5', False), ('24', True)]
    >>> [str(time.months) for time in time_points("1-, 2- und 3-Jahres-Überlebensraten")]
    ['12', '24', '36']
    """
    return tuple(_time_points(text))


def _time_points(text: str) -> Iterator[TimePoint]:
    for found in _TIME.finditer(text):
        rest = text[found.end() :]
        glued = bool(rest[:1].isalpha()) and not found["after"]
        unit = next(found[name] for name, _, _ in _UNITS if found[name])
        tail = found["number"].isalpha() and not found["joint"] and len(unit) == 1
        if tail or (glued and not _GLUED.match(rest)):
            continue
        factor = next(factor for name, factor, _ in _UNITS if found[name])
        hyphened = "-" in found["joint"] or found["after"] in ("-", "–") or glued
        before = text[max(0, found.start("number") - 60) : found.start("number")]
        others = _LISTED.search(before) if _JOINED.search(before) else None
        point = bool(found["before"]) or glued or bool(others and others["before"])
        point = point or (hyphened and bool(_SURVIVAL.match(rest)))
        listed = found.start("number") - len(others[2]) if others else -1
        if others:
            for one in _ONE.finditer(others[2]):
                start = listed + one.start()
                yield TimePoint(_value(one[0]) * factor, start, start + len(one[0]), point, listed)
        yield TimePoint(_value(found["number"]) * factor, found.start("number"), found.end(), point, listed)


def _value(number: str) -> Decimal:
    word = number.casefold()
    return Decimal(SPELLED[word]) if word in SPELLED else Decimal(normal(number))


def time_point(text: str) -> Decimal | None:
    """The first time point of a text, in months.

    >>> time_point("Fünfjahresüberleben"), time_point("Gesamtüberleben")
    (Decimal('60'), None)
    """
    return next((time.months for time in time_points(text) if time.point), None)
