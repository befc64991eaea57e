"""A value of a record together with its printed form: the decimals come from what was printed."""

from __future__ import annotations

import re
from decimal import Decimal

from kg_build.audit.printed import Comparator, Printed

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_ABOUT = re.compile(r"\b(ca|circa|etwa|rund|ungefähr|about|approximately|around)\b|~|≈", re.IGNORECASE)
_COMPARATORS: dict[str, Comparator] = {"<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">="}


def printed(value: Decimal | int | None, text: str | None, about: str | None = None) -> Printed | None:
    """The value as it is printed in a text; where the text does not show it, the value's own digits.

    >>> printed(Decimal("13.6"), "13,60 %").decimals
    2
    >>> printed(Decimal("0.001"), "<0.001").comparator
    '<'
    """
    if value is None:
        return None
    number = Decimal(value)
    words = text or ""
    shown = next((found for found in _NUMBER.findall(words) if _same(found, number)), f"{number:f}")
    decimals = len(re.sub(r"^\d+[.,]?", "", shown))
    return Printed(shown, number, decimals, _comparator(words, about), "%" if "%" in words else "")


def _same(digits: str, number: Decimal) -> bool:
    return Decimal(digits.replace(",", ".")) == number


def _comparator(words: str, about: str | None) -> Comparator:
    if _ABOUT.search(f"{words} {about or ''}"):
        return "~"
    sign = re.match(r"\s*(?:p\s*)?(<=|>=|[<>≤≥])", words, re.IGNORECASE)
    return _COMPARATORS[sign[1]] if sign else "="
