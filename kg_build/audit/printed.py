"""A number as it is printed: its string, its value, and the interval of true values that rounding allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

Comparator = Literal["=", "<", "<=", ">", ">=", "~"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number. ``decimals`` counts trailing zeros too; ``~`` is about, ca., etwa, rund.

    >>> Printed("87,50", Decimal("87.50"), 2).interval
    (Fraction(17499, 200), Fraction(17501, 200))
    """

    text: str
    value: Decimal
    decimals: int
    comparator: Comparator = "="
    unit: str = ""

    @property
    def exact(self) -> bool:
        """Whether the number stands for itself: no "less than", no "about"."""
        return self.comparator == "="

    @property
    def interval(self) -> tuple[Fraction, Fraction]:
        """All values that half-up, half-even or half-down rounding prints so: closed on both sides."""
        return _rounded(self.value, self.decimals)

    @property
    def truncated(self) -> tuple[Fraction, Fraction]:
        """All values that cutting off decimals prints so: closed below, open above."""
        return Fraction(self.value), Fraction(self.value) + Fraction(1, 10**self.decimals)

    def admits(self, value: Fraction) -> bool:
        """Whether rounding may print this true value so."""
        low, high = self.interval
        return low <= value <= high

    @property
    def number(self) -> int | float:
        """The value in JSON's own type."""
        return int(self.value) if self.value == self.value.to_integral_value() else float(self.value)


@lru_cache(maxsize=8192)
def _rounded(value: Decimal, decimals: int) -> tuple[Fraction, Fraction]:
    """What is rounded to a value: tables repeat themselves, and fractions are slow to make."""
    half = Fraction(1, 2 * 10**decimals)
    return Fraction(value) - half, Fraction(value) + half


def plain(text: str, unit: str = "") -> Printed:
    """A printed number of which nothing but digits and a point is known: for tests and for values of the graph.

    >>> plain("13.60").decimals
    2
    """
    value = Decimal(text)
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return Printed(text, value, decimals, unit=unit)
