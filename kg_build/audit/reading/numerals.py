"""One number as it is printed, German or English, read for itself: value, decimals, comparator, unit.

The spelling decides: the last of two different separators is the decimal one, a separator that comes twice
groups thousands. One separator before exactly three digits may be either; the reader takes the role as hint
and ``readings`` names both, for N18 to show.

>>> read("62,1 Jahre")
Printed(text='62,1', value=Decimal('62.1'), decimals=1, comparator='=', unit='year')
>>> read("p < .05").comparator, read("ca. 1.250,50 €").value
('<', Decimal('1250.50'))
>>> read("nicht erreicht") is None, missing("nicht erreicht")
(True, True)
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kg_build.audit.printed import Comparator, Printed
from kg_build.audit.reading.vocabulary import VOCABULARY, alternatives

#: A number's digits, without sign: grouped, with decimals, or with a bare point as in ".05".
DIGITS = r"(?:\d{1,3}(?:[.,'’  ]\d{3})+(?:[.,·]\d+)?(?!\d)|\d+(?:[.,·]\d+)?|[.,·]\d+)"
#: Digits with a power of ten: 1.2e-5, 1,2 × 10^-5.
POWER = r"(?:[eE][-+−]?\d{1,3}|\s?[x×·]\s?10\s?\^?\s?[-−⁻]?\s?[\d⁰¹²³⁴-⁹]{1,3})"
MINUS = "-−–"
#: More digits than any clinical number has; what is longer is not read.
LONGEST = 30
_COMPARATORS: dict[str, Comparator] = {
    word: sign for sign, words in VOCABULARY["comparators"].items() for word in words
}
_UNITS = {word.casefold(): unit for unit, words in VOCABULARY["units"].items() for word in words}
UNIT = alternatives(_UNITS)
COMPARATOR = alternatives(_COMPARATORS)
_MOST_WORDS = max(len(word.split()) for word in _COMPARATORS)
_CELL = re.compile(
    rf"^[\s(\[]*(?:(?:p|n|N|P)(?:-?(?:Wert|value))?\s*(?==|<|>|≤|≥|:))?\s*(?P<comparator>{COMPARATOR})?\s*"
    rf"(?P<sign>[{MINUS}+])?\s?(?P<digits>{DIGITS})(?P<power>{POWER})?\s*(?P<unit>{UNIT})?[\s)\]*†‡]*$",
    re.IGNORECASE,
)
_MISSING = re.compile(rf"^\s*(?:{alternatives(VOCABULARY['missing'])}|[-–—./?]*)\s*$", re.IGNORECASE)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−–", "0123456789---")
_AMBIGUOUS = re.compile(r"^[1-9]\d{0,2}[.,]\d{3}$")


def comparator_before(text: str) -> str:
    """The comparator that a text ends with: "<", "etwa", "mehr als"; or nothing.

    >>> comparator_before("bei mehr als "), comparator_before("p <"), comparator_before("bei ")
    ('mehr als', '<', '')
    """
    bare = text.rstrip()
    if bare[-2:] in _COMPARATORS or bare[-1:] in _COMPARATORS:
        return bare[-2:] if bare[-2:] in _COMPARATORS else bare[-1:]
    words = bare.casefold().split()[-_MOST_WORDS:]
    endings = (" ".join(words[-length:]) for length in range(len(words), 0, -1))
    return next((ending for ending in endings if ending in _COMPARATORS), "")


def missing(text: str) -> bool:
    """Whether a cell says that there is no number: empty, a dash, "k. A.", "not reached", "n. e."."""
    return bool(_MISSING.match(text))


def read(text: str, *, whole: bool = False) -> Printed | None:
    """The one number of a text that holds nothing else, or None.

    ``whole`` says that only a whole number can be meant (a count of patients), so that 1.000 is a thousand.
    """
    found = _CELL.match(text) if len(text) <= 4 * LONGEST else None
    if found is None:
        return None
    parts = {name: found[name] or "" for name in ("comparator", "sign", "digits", "power", "unit")}
    return printed(**parts, whole=whole)


@lru_cache(maxsize=8192)
def printed(
    digits: str, *, comparator: str = "", sign: str = "", power: str = "", unit: str = "", whole: bool = False
) -> Printed | None:
    """A printed number from its parts; None where it has more digits than any real one."""
    plain = normal(digits, whole=whole)
    exponent = _exponent(power)
    if len(plain) > LONGEST or abs(exponent) > LONGEST:
        return None
    value = Decimal(plain).scaleb(exponent)
    decimals = max(0, len(plain.partition(".")[2]) - exponent)
    negative = bool(sign) and sign in MINUS
    return Printed(
        text=(sign + digits + power).strip(),
        value=-value if negative else value,
        decimals=decimals,
        comparator=_COMPARATORS.get(" ".join(comparator.casefold().split()), "="),
        unit=_UNITS.get(" ".join(unit.casefold().split()), ""),
    )


def normal(digits: str, *, whole: bool = False) -> str:
    """Digits with a decimal point and nothing else.

    >>> [normal(text) for text in ("1.234,50", "1,234.50", "0,5", "1.234", "1 234", ".05")]
    ['1234.50', '1234.50', '0.5', '1.234', '1234', '0.05']
    >>> normal("1.234", whole=True), normal("1.000.000")
    ('1234', '1000000')
    """
    bare = re.sub(r"['’\s]", "", digits).replace("·", ".")
    marks = [mark for mark in bare if mark in ".,"]
    if len(set(marks)) == 2:  # noqa: PLR2004  a point and a comma
        head, _, tail = bare.rpartition(marks[-1])
        bare = re.sub("[.,]", "", head) + "." + tail
    elif len(marks) > 1 or (whole and _AMBIGUOUS.match(bare)):
        bare = re.sub("[.,]", "", bare)
    bare = bare.replace(",", ".")
    return "0" + bare if bare.startswith(".") else bare


def readings(digits: str) -> tuple[str, ...]:
    """Both values that one spelling may mean, or nothing where it means but one.

    >>> readings("1.000"), readings("0.123"), readings("62,1")
    (('1.000', '1000'), (), ())
    """
    return (normal(digits), normal(digits, whole=True)) if _AMBIGUOUS.match(digits) else ()


def _exponent(power: str) -> int:
    written = re.search(r"(?:e|10\s?\^?\s?)([-+]?\s?\d+)$", power.translate(_SUPERSCRIPT), re.IGNORECASE)
    return int(written[1].replace(" ", "")) if written else 0


#: What stands between the two ends of an interval or range, and an end that was not reached.
TO = r"(?:\s*(?:-|–|—|−|bis(?: zu)?|to|through|und|and|;|/|\.\.\.?|…)\s*|,\s+|,(?=\d+\.\d)|(?<=\.\d),|(?<=\.\d\d),)"
UNREACHED = alternatives(VOCABULARY["unreached"])
_PAIR = re.compile(
    rf"^[\s(\[]*(?:von|from|zwischen|between)?\s*(?P<sign>[-−–+])?\s?(?P<low>{DIGITS})\s?(?P<unit>{UNIT})?{TO}"
    rf"(?:(?P<sign2>[-−–+])?\s?(?P<high>{DIGITS})|(?P<open>{UNREACHED}))\s*(?P<unit2>{UNIT})?[\s)\]]*$",
    re.IGNORECASE,
)


def pair(text: str) -> tuple[Printed | None, Printed | None] | None:
    """The two ends of an interval or range; an end that was not reached is None.

    >>> [str(end.value) for end in pair("0,30–0,90")], pair("7,6 bis n. e.")[1], pair("0.52")
    (['0.30', '0.90'], None, None)
    """
    found = _PAIR.match(text) if len(text) <= 4 * LONGEST else None
    if found is None:
        return None
    unit = found["unit2"] or found["unit"] or ""
    low = printed(found["low"], sign=found["sign"] or "", unit=unit)
    high = printed(found["high"], sign=found["sign2"] or "", unit=unit) if found["high"] else None
    return low, high


def never_reached(text: str) -> bool:
    """Whether a text says nothing but that a value was not reached or cannot be estimated."""
    return bool(re.fullmatch(rf"\s*[(\[]?{UNREACHED}[)\]]?\s*", text, re.IGNORECASE))
