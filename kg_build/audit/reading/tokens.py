"""The numbers of a sentence in their forms: single numbers, ratios ("29 von 39"), intervals ("95 %-KI 0,3-0,9")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg_build.audit.printed import Printed
from kg_build.audit.reading.numerals import DIGITS, POWER, UNIT, UNREACHED, comparator_before, normal, printed
from kg_build.audit.reading.vocabulary import SPELLED

_D = rf"(?<![\w.,]){DIGITS}"
_LABEL = (
    r"(?P<label>(?:\(?\s?(?P<level>\d\d(?:[.,]\d)?)\s?%?[\s–-]*)?(?:Konfidenzintervall\w*|Konfidenz-Intervall|Vertrauensbereich\w*|Vertrauensintervall\w*|"
    r"confidence\s+intervals?|credible\s+intervals?|Kredibilitätsintervall|KI|CI|CrI)(?:\s?\(?95\s?%\)?)?|"
    r"Range|Spannweite|Spanne|Streubreite|Bereich|Altersspanne|Min(?:imum)?\s?[-–/]\s?Max(?:imum)?|zwischen|between|"
    r"IQR|IQA|Interquartil\w*|interquartile\s+range|Quartile)"
)
_STRONG = r"(?:\s?(?:-|–|—|−|\.\.\.?|…)\s?|\s+(?:bis(?:\s+zu)?|to|through)\s+)"
_WEAK = r"(?:\s?(?:-|–|—|−|\.\.\.?|…|;|/)\s?|,\s+|\s+(?:bis(?:\s+zu)?|to|through|und|and)\s+)"
_HIGH = rf"(?:(?P<sign{{0}}>[-−–])?(?P<high{{0}}>{DIGITS})(?![\d]|[.,]\d)|(?P<open{{0}}>{UNREACHED}))\s?(?P<unit{{0}}>{UNIT})?"
_LOW = rf"(?P<minus{{0}}>(?<![\w.,%])[-−–])?(?P<low{{0}}>(?<![\w.,]){DIGITS})\s?(?P<lowunit{{0}}>{UNIT})?"
_INTERVAL = re.compile(
    rf"{_LABEL}[\s,:=;]*(?:\(95\s?%\)\s*)?(?:von|from|betrug|was|of)?\s*[\[(]?\s*{_LOW.replace('{0}', '1')}{_WEAK}{_HIGH.replace('{0}', '1')}"
    rf"|[\[(]\s*{_LOW.replace('{0}', '2')}(?:;\s?|,\s)(?:\s?){_HIGH.replace('{0}', '2')}\s*[\])]"
    rf"|{_LOW.replace('{0}', '3')}{_STRONG}{_HIGH.replace('{0}', '3')}",
    re.IGNORECASE,
)
_OF = (
    r"(?:\s?/\s?|\s+(?:[^\W\d]+\s+)?(?:von|of|der|aus|out\s+of)\s+(?:insgesamt\s+|the\s+|den\s+|allen\s+|all\s+|a\s+total\s+of\s+)?)"
    r"(?P<total>\d[\d.,' ]*\d|\d)(?![\w%]|[.,]\d|\s?(?:%|Prozent|percent|Monat|Jahr|month|year|Zentren|cent))"
)
_RATIO = re.compile(rf"(?<![\w.,-])(?P<n>{DIGITS}){_OF}", re.IGNORECASE)
_OF_TOTAL = re.compile(_OF, re.IGNORECASE)
_DIGITS = re.compile(
    rf"(?P<prefix>\b[nN]\s?[=:]\s?)?(?P<sign>(?<![\w.,%)])[-−])?(?P<digits>{_D})(?![\w]|[.,]\d)(?P<power>{POWER})?(?:[\s-]?(?P<unit>{UNIT}))?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\b[A-Za-zÄÖÜäöüß]+(?:-[a-z]+)?\b")
#: Words that are articles more often than numbers.
_ARTICLES = (
    "ein",
    "eine",
    "einer",
    "einem",
    "einen",
    "eines",
    "one",
    "keine",
    "keiner",
    "null",
    "beide",
    "beiden",
)
_RANGES = re.compile(r"range|spann|streu|bereich|min", re.IGNORECASE)
_QUARTILES = re.compile(r"IQ|interq|quartil", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A single number: its value, where it stands, whether "n =" or "N =" (``of_all``) stands before it or it is spelled out."""

    start: int
    end: int
    value: Printed
    counted: bool = False
    spelled: bool = False
    of_all: bool = False

    @property
    def is_percent(self) -> bool:
        """Whether it is a percentage."""
        return self.value.unit == "%"

    @property
    def whole(self) -> int | None:
        """The count that it may be: a whole number without unit, exactly given."""
        value = self.value
        fits = value.exact and not value.unit and value.decimals == 0 and value.value >= 0
        return int(value.value) if fits else None


@dataclass(frozen=True)
class Ratio:
    """So many of so many: 29 von 39, 29/39."""

    start: int
    end: int
    n: int
    total: int


@dataclass(frozen=True)
class Interval:
    """Two ends: a confidence interval with its level, a range, quartiles, or a plain "44 to 81"."""

    start: int
    end: int
    low: Printed | None
    high: Printed | None
    kind: str = ""
    level: Decimal | None = None

    @property
    def open(self) -> bool:
        """Whether an end was not reached."""
        return self.low is None or self.high is None


@dataclass(frozen=True)
class Tokens:
    """All numbers of a sentence, each in one form only, in the order in which they stand."""

    numbers: tuple[Number, ...]
    ratios: tuple[Ratio, ...]
    intervals: tuple[Interval, ...]

    @property
    def percents(self) -> tuple[Number, ...]:
        """The percentages among the numbers."""
        return tuple(number for number in self.numbers if number.is_percent)


def tokens(masked: str) -> Tokens:
    """The numbers of a masked sentence.

    >>> found = tokens("29 von 39 (74 %), HR 0,52 (95 %-KI 0,30-0,90)")
    >>> [(r.n, r.total) for r in found.ratios], [n.value.text for n in found.numbers], [i.kind for i in found.intervals]
    ([(29, 39)], ['74', '0,52'], ['ci'])
    """
    intervals = tuple(_intervals(masked))
    ratios = tuple(ratio for ratio in _ratios(masked) if not _inside(ratio.start, intervals))
    taken: tuple[Interval | Ratio, ...] = (*intervals, *ratios)
    numbers = sorted((*_digits(masked), *_words(masked)), key=lambda number: number.start)
    free = (number for number in numbers if not _overlaps(number.start, number.end, taken))
    return Tokens(tuple(free), ratios, intervals)


def _inside(position: int, spans: Sequence[Interval | Ratio]) -> bool:
    return any(span.start <= position < span.end for span in spans)


def _overlaps(start: int, end: int, spans: Sequence[Interval | Ratio]) -> bool:
    return any(span.start < end and start < span.end for span in spans)


def _digits(masked: str) -> Iterator[Number]:
    for found in _DIGITS.finditer(masked):
        value = printed(
            found["digits"],
            comparator=comparator_before(masked[max(0, found.start() - 24) : found.start()]),
            sign=found["sign"] or "",
            power=found["power"] or "",
            unit=found["unit"] or "",
            whole=bool(found["prefix"]) or counts(masked[found.end() : found.end() + 40]),
        )
        if value is not None:
            prefix = found["prefix"] or ""
            yield Number(
                found.start("digits"), found.end(), value, bool(prefix), of_all=prefix.startswith("N")
            )


def _words(masked: str) -> Iterator[Number]:
    for found in _WORDS.finditer(masked):
        word = found[0].casefold()
        if word in SPELLED and (word not in _ARTICLES or _one_person(masked[found.end() : found.end() + 40])):
            value = Printed(found[0], Decimal(SPELLED[word]), 0)
            yield Number(found.start(), found.end(), value, spelled=True)


def _one_person(rest: str) -> bool:
    return bool(re.match(r"\s+(?:Patient\w*|Fall|patient|case)\s*\(", rest))


_PEOPLE = re.compile(
    r"[\s-]*(?:[\wäöüß-]+[\s-]+){0,3}?(?:\w*[Pp]atient\w*|Pat\.|Fäll\w*|Person\w*|Teilnehm\w*|Proband\w*|Männer\w*|Frauen|männlich\w*|weiblich\w*|Kinder\w*|Operationen|"
    r"\w*[Ll]äsion\w*|\w*[Mm]etastas\w*|Tumor\w*|cases|persons|people|participants|subjects|individuals|m[ae]n|wom[ae]n|males?|females?|lesions|tumou?rs|metastases|children|responders?|survivors)\b",
)


_BESIDE_PERCENT = re.compile(r"\s?\(\s?\d{1,3}(?:[.,]\d+)?\s?(?:%|Prozent|percent)")


def counts(rest: str) -> bool:
    """Whether what follows a number makes it a count: patients, or a percentage in brackets.

    >>> counts(" (25,0 %) operiert"), counts(" ng/ml")
    (True, False)
    """
    return people_follow(rest) or bool(_BESIDE_PERCENT.match(rest))


def people_follow(rest: str) -> bool:
    """Whether patients, cases or the like follow within three words.

    >>> people_follow(" konsekutive Patienten"), people_follow(" Gy in 8 Fraktionen")
    (True, False)
    """
    return bool(_PEOPLE.match(rest))


def _ratios(masked: str) -> Iterator[Ratio]:
    for found in _RATIO.finditer(masked):
        yield from _ratio(found.start(), found.end(), _count(found["n"]), found["total"])
    for word in _WORDS.finditer(masked):
        n = SPELLED.get(word[0].casefold())
        found_total = _OF_TOTAL.match(masked, word.end()) if n is not None else None
        if found_total:
            yield from _ratio(word.start(), found_total.end(), n, found_total["total"])


def _ratio(start: int, end: int, n: int | None, total_text: str) -> Iterator[Ratio]:
    total = _count(total_text)
    if n is not None and total and n <= total:
        yield Ratio(start, end, n, total)


def _count(text: str) -> int | None:
    value = Decimal(normal(text.strip(" .,"), whole=True))
    return int(value) if value == value.to_integral_value() and value < Decimal(10) ** 12 else None


def _intervals(masked: str) -> Iterator[Interval]:
    for found in _INTERVAL.finditer(masked):
        form = next(name for name in "123" if found[f"low{name}"])
        unit = found[f"unit{form}"] or found[f"lowunit{form}"] or ""
        low = printed(found[f"low{form}"], sign=found[f"minus{form}"] or "", unit=unit)
        high = (
            printed(found[f"high{form}"], sign=found[f"sign{form}"] or "", unit=unit)
            if found[f"high{form}"]
            else None
        )
        label = found["label"] or ""
        level = Decimal(normal(found["level"])) if found["level"] else None
        yield Interval(found.start(), found.end(), low, high, _kind(label), level)


def _kind(label: str) -> str:
    if _QUARTILES.search(label):
        return "quartiles"
    if _RANGES.search(label):
        return "range"
    return "" if label.casefold() in ("", "zwischen", "between") else "ci"
