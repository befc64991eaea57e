"""Values of results with their units, in words: in German or English, on the screen, in a terminal and in a report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.words import words

_BARE = "1"  # the unit of a number without one
_CLOSE = "%"  # what an English text puts behind a number without a space
_NUMBER = re.compile(r"(\d+(?:\.\d+)?) ?(.*)")


def decimal(value: object, spoken: str) -> str:
    """A number as it is written in a language; the decimal sign alone differs, no digit is added.

    >>> decimal(13.5, "de"), decimal("13.50", "en"), decimal(None, "en")
    ('13,5', '13.50', '')
    """
    written = "" if value is None else str(value)
    return written.replace(".", ",") if spoken == "de" else written


def said(code: str | None, spoken: str) -> str:
    """A UCUM unit in words, one that has none as it is; nothing for a bare number.

    >>> said("mo", "de"), said("1", "de"), said("Gy", "en"), said("{cycles}", "en")
    ('Monate', '', 'Gy', 'cycles')
    """
    if not code or code == _BARE:
        return ""
    known = words()["unit"]
    return known[code][spoken] if code in known else code.strip("{}")


def amount(written: str, code: str | None, spoken: str) -> str:
    """A number with its unit.

    >>> amount("57", "%", "en"), amount("57", "%", "de"), amount("26.5", "mo", "en")
    ('57%', '57 %', '26.5 months')
    """
    gap = "" if code == _CLOSE and spoken == "en" else " "
    return f"{written}{gap}{said(code, spoken)}".strip()


def number(result: Mapping[str, Any], spoken: str) -> str:
    """The value of a result, with the decimals that its source prints; empty where there is none.

    >>> number({"printed": "26.50", "value": 26.5, "unit": "mo"}, "de")
    '26,50'
    >>> number({"printed": "2 patients (5%)", "value": 2, "unit": "{patients}"}, "en")
    '2'
    """
    return decimal(_alone(result) or result["value"], spoken)


def told(result: Mapping[str, Any], spoken: str) -> str:
    """The value of a result as its source prints it, words and all; empty where there is none.

    A source that prints a number with its unit, or leaves the unit to the head of a table, says no more than the two, and
    they are said in the language of the reader.

    >>> told({"printed": "2 patients (5%)", "value": 2, "unit": "{patients}"}, "de")
    '2 patients (5%)'
    >>> told({"printed": "57", "value": 57, "unit": "%"}, "en")
    '57%'
    >>> told({"printed": "13.5 months", "value": 13.5, "unit": "mo"}, "de")
    '13,5 Monate'
    """
    if result["printed"] and not _alone(result):
        return str(result["printed"])
    written = number(result, spoken)
    return amount(written, result["unit"], spoken) if written else ""


def _alone(result: Mapping[str, Any]) -> str:
    """The number that is printed, where nothing but its unit is printed beside it."""
    found = _NUMBER.fullmatch(result["printed"] or "")
    return found[1] if found and found[2] in ("", said(result["unit"], "en")) else ""
