"""How a true value comes to be printed: rounded one way or another, with comma or point."""

from decimal import ROUND_DOWN, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from kg_build.audit.finding import Place
from kg_build.audit.printed import Printed

MODES = (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN)
CUT = ROUND_DOWN


def rounded(value, decimals, mode=ROUND_HALF_UP):
    """A true value rounded with decimal arithmetic, exactly where it is a fraction."""
    if isinstance(value, Fraction):
        scaled = value * 10**decimals
        whole, rest = divmod(scaled.numerator, scaled.denominator)
        half = Fraction(rest, scaled.denominator)
        up = half > Fraction(1, 2) or (
            half == Fraction(1, 2) and (mode == ROUND_HALF_UP or (mode == ROUND_HALF_EVEN and whole % 2 == 1))
        )
        return Decimal(whole + (up and mode != ROUND_DOWN)).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), mode)


def printed(value, decimals, language="en", mode=ROUND_HALF_UP, comparator="=", unit=""):
    """A value as a German or English text prints it."""
    return as_printed(rounded(value, decimals, mode), language, comparator, unit)


def as_printed(value, language="en", comparator="=", unit=""):
    """A decimal as a German or English text prints it."""
    text = f"{value:f}".replace(".", "," if language == "de" else ".")
    sign = "" if comparator == "=" else {"~": "ca. "}.get(comparator, comparator)
    return Printed(sign + text, value, max(0, -value.as_tuple().exponent), comparator, unit)


def place(name="record", group="all", study="Sample 2020", **more):
    return Place((f"urn:leitgraph:test:{name}",), unit=f"{study}|{group}", study=study, group=group, **more)


def gives(n, total, value, decimals, modes=MODES):
    """Whether n of a total is printed so: an independent computation, with decimal arithmetic."""
    return any(rounded(Fraction(100 * n, total), decimals, mode) == value for mode in modes)
