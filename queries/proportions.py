"""Counted proportions: how many of how many a printed percentage means, and how sure one can be of it.

A proportion that was counted, k of n, has an interval that follows from k and n alone (Wilson's). A rate over time has
not: who was lost to follow-up is in its denominator for a part of the time only, so that the number of patients at the
start would make it look surer than it is. For such a rate only the interval that its study reports is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import sqrt
from typing import Literal

#: Why no interval can be computed: estimated over time, no number of patients, no count, a count of something else.
Why = Literal["estimated", "no_number", "no_count", "other_denominator"]
_Z = 1.959963984540054  # of a normal distribution, for 95 %
_HALF = Decimal("0.5")


@dataclass(frozen=True)
class Counted:
    """k of n patients; ``told`` where the source prints k, else k is the only count that gives its percentage."""

    k: int
    n: int
    told: bool

    @property
    def percent(self) -> float:
        """The proportion.

        >>> Counted(29, 40, told=True).percent
        72.5
        """
        return 100 * self.k / self.n

    @property
    def wilson(self) -> tuple[float, float]:
        """The limits of Wilson's 95 % interval, in per cent.

        >>> [round(limit, 1) for limit in Counted(29, 39, told=True).wilson]
        [58.9, 85.4]
        """
        share, n = self.k / self.n, self.n
        middle = share + _Z**2 / (2 * n)
        reach = _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
        whole = 1 + _Z**2 / n
        return max(0.0, 100 * (middle - reach) / whole), min(100.0, 100 * (middle + reach) / whole)


def counted(*, percent: Decimal, n: int | None, events: int | None, estimated: bool) -> Counted | Why:
    """What was counted, or why that cannot be said.

    A count that does not give the percentage belongs to another denominator than the group; it is not used.

    >>> counted(percent=Decimal("4.5"), n=66, events=3, estimated=False)
    Counted(k=3, n=66, told=True)
    >>> counted(percent=Decimal(30), n=26, events=7, estimated=False)
    'other_denominator'
    >>> counted(percent=Decimal("56.4"), n=39, events=None, estimated=True)
    'estimated'
    """
    if estimated and events is None:
        return "estimated"
    if not n:
        return "no_number"
    if events is not None:
        return Counted(events, n, told=True) if _gives(events, n, percent) else "other_denominator"
    near = int(percent * n / 100)
    possible = [k for k in range(max(0, near - 1), min(n, near + 2) + 1) if _gives(k, n, percent)]
    if not possible:
        return "other_denominator"
    return Counted(possible[0], n, told=False) if len(possible) == 1 else "no_count"


def _gives(k: int, n: int, percent: Decimal) -> bool:
    """Whether k of n is printed as this percentage, with as many decimals as it has."""
    if not 0 <= k <= n:
        return False
    exponent = percent.as_tuple().exponent
    step = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    return abs(Decimal(100 * k) / n - percent) <= step * _HALF
