"""Interval arithmetic on printed numbers: what a true value may be, in exact fractions, and how it is shown again.

An open end is an infinity of floating point, which compares with fractions as one expects.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from fractions import Fraction

from kg_build.audit import numbers
from kg_build.audit.printed import Printed

#: Beyond this no count and no measurement of a clinical study lies; nothing is reckoned with it.
LARGEST = 10**15
_MOST_DECIMALS = 300
#: Of a long row of bare counts only the first are looked at: no rule reckons with so many denominators.
_LOOKED_AT = 100
#: The fields in which each kind of fact holds its numbers.
_NUMBERS: dict[type, tuple[str, ...]] = {
    kind: tuple(
        field.name for field in fields(kind) if re.search("Printed|Decimal|int|Part", str(field.type))
    )
    for kind in vars(numbers).values()
    if is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == numbers.__name__
}
Bound = Fraction | float


@dataclass(frozen=True, slots=True)
class Bounds:
    """All values from ``low`` to ``high``, both included.

    >>> Bounds(Fraction(1), Fraction(2)).meets(Bounds(Fraction(2), math.inf))
    True
    """

    low: Bound
    high: Bound

    def meets(self, other: Bounds) -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high

    def hold(self, value: Bound) -> bool:
        """Whether a value lies within."""
        return self.low <= value <= self.high

    def scaled(self, factor: Fraction) -> Bounds:
        """Each value times a positive factor."""
        return Bounds(self.low * factor, self.high * factor)

    def holds_multiple_of(self, step: Fraction) -> bool:
        """Whether a whole multiple of a step lies within: whether k of N gives such a value for some whole k."""
        return math.isinf(self.low) or math.isinf(self.high) or _floor(self.high, step) * step >= self.low

    def __str__(self) -> str:
        return f"{shown(self.low)} … {shown(self.high)}"


def _floor(value: Bound, step: Fraction) -> int:
    return math.floor(value / step)


def bounds(printed: Printed) -> Bounds:
    """All values that a printed number may stand for; "about" stands for its own rounding interval here.

    >>> bounds(Printed("<0,05", Decimal("0.05"), 2, "<"))
    Bounds(low=-inf, high=Fraction(1, 20))
    """
    low, high = printed.interval
    if printed.comparator in ("<", "<="):
        return Bounds(-math.inf, Fraction(printed.value))
    if printed.comparator in (">", ">="):
        return Bounds(Fraction(printed.value), math.inf)
    return Bounds(low, high)


def exceeds(first: Printed, second: Printed) -> bool:
    """Whether a number is above another, however both were rounded.

    Printed to as many decimals, the greater one is: rounding keeps order. Else their intervals must lie apart.

    >>> from kg_build.audit.printed import plain
    >>> exceeds(plain("21"), plain("20")), exceeds(plain("20.5"), plain("20")), exceeds(plain("20.6"), plain("20"))
    (True, False, True)
    """
    alike = first.decimals == second.decimals and first.exact and second.exact
    return _greater(first, second) if alike else _apart(first, second)


def _greater(first: Printed, second: Printed) -> bool:
    return first.value > second.value


def _apart(first: Printed, second: Printed) -> bool:
    return bounds(first).low > bounds(second).high


def about(*numbers: Printed | None) -> bool:
    """Whether one of these numbers is only approximate: ca., etwa, rund."""
    return any(number is not None and number.comparator == "~" for number in numbers)


def shown(value: Bound, digits: int = 4) -> str:
    """A value for a formula: with so many significant digits, large ones with one decimal.

    >>> shown(Fraction(3500, 39)), shown(Fraction(29, 1)), shown(math.inf)
    ('89.74', '29', 'inf')
    """
    if isinstance(value, Fraction) and value.denominator == 1:
        return str(value.numerator)
    number = float(value)
    return f"{number:.{digits}g}" if abs(number) < 10**digits else f"{number:.1f}"


def cut(pieces: Iterable[str], most: int = 12, joint: str = "; ") -> str:
    """Pieces of a formula, one after another; where there are very many, how many more there are.

    >>> cut(["1", "2", "3"], most=2)
    '1; 2; … [1]'
    """
    known = list(pieces)
    more = [f"… [{len(known) - most}]"] if len(known) > most else []
    return joint.join([*known[:most], *more])


def beyond_measure(fact: object) -> bool:
    """Whether a fact holds a number that no study can have measured or counted, or none at all (NaN).

    >>> beyond_measure(Printed("1E+400", Decimal("1E+400"), 0)), beyond_measure(Printed("9.2", Decimal("9.2"), 1))
    (True, False)
    """
    if fact is None or isinstance(fact, str):
        return False
    if isinstance(fact, Printed):
        return fact.decimals > _MOST_DECIMALS or beyond_measure(fact.value)
    if isinstance(fact, Decimal):
        return not (fact.is_finite() and -_MOST_DECIMALS <= fact.adjusted() < len(str(LARGEST)))
    if isinstance(fact, int):
        return abs(fact) > LARGEST
    if isinstance(fact, tuple):
        return any(map(beyond_measure, fact if fact and is_dataclass(fact[0]) else fact[:_LOOKED_AT]))
    return any(beyond_measure(getattr(fact, name)) for name in _NUMBERS.get(type(fact), ()))
