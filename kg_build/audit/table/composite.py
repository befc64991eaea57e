"""Cells that hold several numbers: "29/39 (74 %)", "0,52 (0,30-0,90)", "62,1 ± 9,2", taken apart into columns."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg_build.audit.reading.numerals import COMPARATOR, DIGITS, pair

_COUNT = rf"(?P<n>{DIGITS})"
_PERCENT = rf"(?P<percent>(?:{COMPARATOR})?\s*{DIGITS}\s*(?:%|Prozent|percent)?)"
_OF = r"\s*(?:/|von|of|out of|aus)\s*(?P<total>\d[\d.,']*)"
_FORMS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "n": (
        re.compile(rf"^{_COUNT}{_OF}\s*(?:[;(\[]|,\s)?\s*(?:{_PERCENT})?\s*[)\]]?$", re.IGNORECASE),
        re.compile(rf"^{_COUNT}\s*[(\[;]\s*{_PERCENT}\s*[)\]]?$", re.IGNORECASE),
    ),
    "percent": (
        re.compile(
            rf"^{_PERCENT}\s*(?:[(\[;]|,\s)\s*(?:n\s*=\s*)?{_COUNT}(?:{_OF})?\s*[)\]]?$", re.IGNORECASE
        ),
        re.compile(rf"^{_COUNT}(?:{_OF})?\s*[(\[]\s*(?P<percent>{DIGITS}\s*%)\s*[)\]]$", re.IGNORECASE),
    ),
    "mean": (re.compile(rf"^(?P<mean>[-−]?{DIGITS})\s*(?:±|\+/-|\+-)\s*(?P<sd>{DIGITS})$"),),
}
_WITH_INTERVAL = re.compile(
    rf"^(?P<value>(?:HR|OR|RR|aHR|aOR)?\s*[=:]?\s*[-−]?{DIGITS}\s*%?)\s*(?:[(\[;]|,\s)\s*(?P<word>[^\d]*(?:\d\d\s*%[^\d]*)?)"
    rf"(?P<pair>[-−]?{DIGITS}[^()\[\]]*?)\s*[)\]]?\s*(?:[;,]?\s*p\s*(?P<p>[<=>≤]\s*{DIGITS}))?[)\]]?$",
    re.IGNORECASE,
)
#: Such a cell is short; what is longer is a text.
LONGEST = 200
_WITH_SPREAD = re.compile(rf"^(?P<mean>[-−]?{DIGITS})\s*\(\s*(?P<sd>{DIGITS})\s*\)$")
_SPREAD = re.compile(r"SD|StdAbw|Standardabw|standard dev|±", re.IGNORECASE)
_VALUES = ("estimate", "median", "mean", "percent")


def taken_apart(cells: Mapping[str, str], names: Mapping[str, str] | None = None) -> dict[str, str]:
    """The cells of a row, those that hold several numbers split; ``names`` are the headers, which may say of what.

    A column of its own goes before a part of another, but for a total: "24/60" names its own.

    >>> taken_apart({"n": "29/39 (74 %)", "total": "120"})
    {'n': '29', 'total': '39', 'percent': '74 %'}
    >>> taken_apart({"estimate": "0,52 (95 %-KI 0,30-0,90; p = 0,02)"})
    {'estimate': '0,52', 'ci_low': '0,30', 'ci_high': '0,90', 'p': '= 0,02'}
    >>> taken_apart({"mean": "62.1 (9.2)"}, {"mean": "Mean (SD)"})
    {'mean': '62.1', 'sd': '9.2'}
    """
    split = {
        column: _parts(column, text.strip(), (names or {}).get(column, "")) for column, text in cells.items()
    }
    found: dict[str, str] = {}
    for parts in split.values():
        found |= {name: part for name, part in parts.items() if name not in found}
    own = {
        name: text
        for name, text in cells.items()
        if not split[name] and (name != "total" or name not in found)
    }
    return {**found, **own, **{name: text for name, text in cells.items() if name not in {**found, **own}}}


def _parts(column: str, text: str, header: str) -> dict[str, str]:
    if column in ("ci", "range"):
        return _ends(text, *(("ci_low", "ci_high") if column == "ci" else ("min", "max")))
    forms = _FORMS.get(column, ()) + ((_WITH_SPREAD,) if column == "mean" and _SPREAD.search(header) else ())
    for form in forms:
        if match := form.match(text):
            return {name: part.strip() for name, part in match.groupdict().items() if part}
    match = _WITH_INTERVAL.match(text) if column in _VALUES and len(text) < LONGEST else None
    ends = match and _ends(match["pair"], *_what(column, match["word"] or header))
    if match is None or not ends:
        return {}
    value = re.sub(r"^(?:a?HR|a?OR|RR)\s*[=:]?\s*", "", match["value"], flags=re.IGNORECASE)
    return {column: value.strip(), **ends, **({"p": match["p"]} if match["p"] else {})}


def _what(column: str, word: str) -> tuple[str, str]:
    """Which columns an interval in brackets fills, by the word before it or the header."""
    if re.search(r"IQR|Quartil|IQA|interquart", word, re.IGNORECASE):
        return "lower_quartile", "upper_quartile"
    if re.search(r"KI|CI|konfiden|confid", word) or column in ("estimate", "percent"):
        return "ci_low", "ci_high"
    return "min", "max"


def _ends(text: str, low: str, high: str) -> dict[str, str]:
    bare = re.sub(r"^[^\d(\[−-]*|^\s*9\d\s*%[^\d]*", "", text.strip(" ()[]"))
    parts = re.match(rf"^\s*([-−]?\s?{DIGITS})(.*)$", bare, re.DOTALL)
    if parts is None or pair(bare) is None:
        return {}
    end = re.sub(r"^\s*(?:%|[^\W\d]+\.?)?\s*(?:[-–—−;/,]|bis|to|and|und)\s*", "", parts[2])
    return {low: parts[1], high: end.strip(" ()[]")}
