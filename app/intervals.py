"""The interval of a result as a reader sees it, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app import units
from app.language import language, number, say

#: A result as ``results_of_study`` and ``results_of_intervention`` give it.
Result = Mapping[str, Any]


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
    return (
        f"{limits} ({units.amount(number(level), '%', language())})"
        if limits and level is not None
        else limits
    )
