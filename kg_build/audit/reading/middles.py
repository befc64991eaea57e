"""Medians and means of a sentence: the word, the value, and what it is a median of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg_build.audit.printed import Printed
from kg_build.audit.reading.numerals import UNREACHED
from kg_build.audit.reading.passage import Sentence
from kg_build.audit.reading.tokens import Interval, Number, Tokens
from kg_build.audit.reading.vocabulary import VOCABULARY, all_of

_WORD = re.compile(
    r"\b(?:(?P<median>\w*median\w*|m(?=OS\b|PFS\b))|(?P<mean>Mittelwert\w*|im Mittel|mittlere[rsnm]?|durchschnittlich\w*|Durchschnitt\w*|mean|average|MW))",
    re.IGNORECASE,
)
_UNREACHED = re.compile(UNREACHED, re.IGNORECASE)
_EFFECT = re.compile(r"\b(?:[as]?HR|a?OR|RR|Hazard\w*|Odds|[pP])\b")
_MEASURES = (*VOCABULARY["time_to_event"], *VOCABULARY["measured"], "otherFree")
#: How far a value may stand from its word.
REACH = 90


@dataclass(frozen=True)
class Middle:
    """A median or a mean: which, of what, its value (None where not reached) and where it stands."""

    kind: Literal["median", "mean"]
    endpoint: str
    value: Printed | None
    start: int
    end: int
    order: int = 0


def middles(sentence: Sentence, tokens: Tokens, carried: str = "") -> Iterator[Middle]:
    """Every median and mean of a sentence; ``carried`` is the endpoint of the sentence before.

    >>> from kg_build.audit.reading.passage import of_text
    >>> from kg_build.audit.reading.tokens import tokens
    >>> one = of_text("Das mediane PFS betrug 8,1 Monate, das mediane OS 19,4 Monate.").sentences[0]
    >>> [(m.endpoint, str(m.value.value)) for m in middles(one, tokens(one.masked))]
    [('PFS', '8.1'), ('OS', '19.4')]
    """
    text = sentence.masked
    words = list(_WORD.finditer(text))
    endpoints = [(code, start, end) for code, start, end in all_of("endpoints", text) if code in _MEASURES]
    for index, word in enumerate(words):
        kind: Literal["median", "mean"] = "median" if word["median"] else "mean"
        limit = words[index + 1].start() if index + 1 < len(words) else len(text)
        values = _values(text, tokens, word.end(), min(limit, word.end() + REACH))
        codes = _codes(endpoints, word.end(), values[0].start if values else limit)
        if len(codes) == len(values) > 1:
            for code, value in zip(codes, values, strict=True):
                yield Middle(kind, code, _in_months(value.value, code), word.start(), value.end)
            continue
        code = codes[-1] if codes else _before(endpoints, word.start()) or carried
        if values:
            for order, value in enumerate(values):
                yield Middle(
                    kind,
                    code,
                    _in_months(value.value, code),
                    word.start(),
                    value.end,
                    order if len(values) > 1 else 0,
                )
        elif _UNREACHED.search(text[word.end() : limit]):
            yield Middle(kind, code, None, word.start(), limit)
        elif behind := _behind(text, tokens, word.start()):
            yield Middle(kind, code, _in_months(behind.value, code), behind.start, behind.end)


def _values(text: str, tokens: Tokens, start: int, end: int) -> list[Number]:
    """The first value behind a word, and those that are listed or compared with it."""
    there = [
        number
        for number in tokens.numbers
        if start <= number.start < end and not number.counted and not number.spelled
    ]
    stop = re.search(r"[;]|\.\s|, (?:die|das|der|and|und|with)\s", text[start:end])
    there = [number for number in there if stop is None or number.start < start + stop.start()]
    if not there or _EFFECT.search(text[start : there[0].start]):
        return []
    if there[0].is_percent or _UNREACHED.search(text[start : there[0].start]):
        return []
    values = there[:1]
    for number in there[1:]:
        if not re.fullmatch(
            r"\s?(?:und|and|vs\.?|versus|gegenüber|bzw\.|compared with|compared to)\s+",
            text[values[-1].end : number.start],
        ):
            break
        values.append(number)
    unit = values[-1].value.unit
    return [Number(one.start, one.end, _with_unit(one.value, unit)) for one in values]


def _with_unit(value: Printed, unit: str) -> Printed:
    return Printed(value.text, value.value, value.decimals, value.comparator, value.unit or unit)


def _behind(text: str, tokens: Tokens, start: int) -> Number | None:
    """A value that stands before its word: "13,5 Monate (Median)", "62 Jahre im Median"."""
    found = [
        number
        for number in tokens.numbers
        if number.end <= start and re.fullmatch(r"\s?[(,]?\s?(?:im\s)?", text[number.end : start])
    ]
    return found[-1] if found and not found[-1].is_percent else None


def _codes(endpoints: list[tuple[str, int, int]], word_end: int, until: int) -> list[str]:
    return [code for code, begin, _ in endpoints if word_end - 1 <= begin < until]


def _before(endpoints: list[tuple[str, int, int]], start: int) -> str:
    return next((code for code, _, end in reversed(endpoints) if end <= start and start - end < REACH), "")


def _in_months(value: Printed, endpoint: str) -> Printed:
    """Times of an event in months; a median in years is only about so many months."""
    if endpoint not in (*VOCABULARY["time_to_event"], "otherFree") or value.unit in ("month", ""):
        return value
    factor = {"year": Decimal(12), "week": Decimal("0.23"), "day": Decimal("0.0329")}.get(
        value.unit, Decimal(1)
    )
    return Printed(
        value.text,
        value.value * factor,
        max(0, value.decimals - 1),
        "~" if value.decimals == 0 else value.comparator,
        "month",
    )


def interval_behind(text: str, tokens: Tokens, end: int, kinds: tuple[str, ...]) -> Interval | None:
    """The interval in the brackets that open right behind a value, or after a comma."""
    for interval in tokens.intervals:
        gap = text[end : interval.start] if interval.start >= end else None
        if (
            gap is not None
            and interval.kind in kinds
            and re.fullmatch(r"\s?[A-Za-zäöüß.]{0,8}\s?[(\[,;:]*\s*[(\[]?\s?", gap)
        ):
            return interval
    return None
