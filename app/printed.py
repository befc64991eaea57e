"""How the numbers of a result are written: value, interval and level, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.language import number, say
from app.language import words as known

#: A result as ``results_of_study`` and ``results_of_intervention`` give it.
Result = Mapping[str, Any]
_BARE = "1"  # the unit of a number without one
_PLAIN = re.compile(r"\d+(\.\d+)?")


def value(result: Result) -> str:
    """The value as it is printed where that is a number, else as it is recorded."""
    printed = result["printed"] or ""
    return number(printed if _PLAIN.fullmatch(printed) else result["value"])


def words(result: Result) -> str:
    """The value as the source prints it, words and all, else the number with its unit; empty where there is none."""
    printed = str(result["printed"] or "")
    if printed and not _PLAIN.fullmatch(printed):
        return printed
    return f"{value(result)} {unit(result)}".strip()


def unit(result: Result) -> str:
    """The unit in words; nothing for a bare number."""
    code = str(result["unit"] or "")
    return "" if code == _BARE else say(f"unit.{code}") if code in known()["unit"] else code


def ends(result: Result) -> str:
    """The limits of the reported interval; empty where there are none."""
    low, high, status = result["ciLow"], result["ciHigh"], result["ciHighStatus"]
    if low is None and high is None:
        return ""
    unknown = say("shared.not_reported")
    upper = number(high) if high is not None else status[1] if status else unknown
    return f"[{number(low) if low is not None else unknown}; {upper}]"


def interval(result: Result) -> str:
    """The reported interval with its level, where that is reported too."""
    limits, level = ends(result), result["ciLevel"]
    return f"{limits} ({number(level)} %)" if limits and level is not None else limits
