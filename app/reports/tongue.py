"""The language of a report: which of two wordings is said, and how numbers and days are written in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.words import in_language

Language = Literal["de", "en"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NARROW_SPACE = "\u202f"
_GROUPED_FROM = 10_000


@dataclass(frozen=True, slots=True)
class Tongue:
    """One of the two languages, as something that speaks.

    >>> Tongue("de")("Studie", "study"), Tongue("en")("Studie", "study")
    ('Studie', 'study')
    """

    language: Language

    def __call__(self, de: str, en: str) -> str:
        """The wording in this language."""
        return de if self.language == "de" else en

    def words(self, by_language: Mapping[str, str]) -> str:
        """The words in this language, else in whatever language there is."""
        return in_language(by_language, self.language)

    def number(self, value: Decimal | int) -> str:
        """A number with all its decimals; groups of three only from 10 000 on, with a space that nobody takes for a point.

        >>> Tongue("de").number(Decimal("23.30")), Tongue("de").number(143948) == "143\u202f948"
        ('23,30', True)
        """
        grouping = "" if -_GROUPED_FROM < value < _GROUPED_FROM else ","
        text = format(value, f"{grouping}{'f' if isinstance(value, Decimal) else 'd'}")
        whole, _, decimals = text.replace(",", _NARROW_SPACE).replace("-", "−").partition(".")
        return f"{whole}{self(',', '.')}{decimals}" if decimals else whole

    def day(self, value: dt.date) -> str:
        """A day: 21.11.2026, or 21 November 2026."""
        return self(f"{value:%d.%m.%Y}", f"{value.day} {_MONTHS[value.month - 1]} {value.year}")

    def listed(self, parts: list[str]) -> str:
        """Alternatives: "a, b oder c"."""
        return self(" oder ", " or ").join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
