"""Measurements summed up in a sentence: age, size, follow-up, with their middle, spread and range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg_build.audit.numbers import Estimate, Summary
from kg_build.audit.printed import Printed
from kg_build.audit.reading.middles import Middle, interval_behind, middles
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.sizes import Size
from kg_build.audit.reading.tokens import Interval, Number, Tokens
from kg_build.audit.reading.vocabulary import VOCABULARY, all_of

_TIMED = frozenset((*VOCABULARY["time_to_event"], "otherFree"))
_SPREAD = re.compile(
    r"\s?(?:±|\+/-|\+-)\s?|\s?[(\[,]?\s?(?P<word>SD|SE|SEM|Standardabweichung|standard deviation|Standardfehler|standard error)[\s:=,]*(?:of|von)?\s?",
    re.IGNORECASE,
)
#: How far the word for what is counted may stand from its middle.
NEAR = 60
_MINIMUM = re.compile(r"\b(?:Min(?:imum)?\.?|von minimal)[\s:=]*$", re.IGNORECASE)
_MAXIMUM = re.compile(r"\b(?:Max(?:imum)?\.?|bis maximal)[\s:=]*$", re.IGNORECASE)


def summaries(
    passage: Passage, read: Sequence[tuple[Sentence, Tokens]], declared: Sequence[Size]
) -> Iterator[Summary | Estimate]:
    """A summary for each measurement that a sentence gives a median or a mean of."""
    sizes = {size.n for size in declared}
    n = sizes.pop() if len(sizes) == 1 else None
    for sentence, tokens in read:
        there = [
            middle
            for middle in middles(sentence, tokens)
            if middle.endpoint not in _TIMED and middle.value is not None
        ]
        for index, middle in enumerate(there):
            limit = there[index + 1].start if index + 1 < len(there) else len(sentence.masked)
            yield from _summary(
                passage, sentence, tokens, middle, limit, _own_n(sentence, tokens, middle, limit) or n
            )


def _own_n(sentence: Sentence, tokens: Tokens, middle: Middle, limit: int) -> int | None:
    near = sentence.masked[max(0, middle.start - 5) : limit]
    counted = [
        number.whole
        for number in tokens.numbers
        if number.counted and middle.start - 5 <= number.start < limit
    ]
    return counted[0] if len(counted) == 1 and near else None


def _summary(
    passage: Passage, sentence: Sentence, tokens: Tokens, middle: Middle, limit: int, n: int | None
) -> Iterator[Summary | Estimate]:
    text = sentence.masked
    spread, spread_kind = _spread(text, tokens, middle)
    end = spread.end if spread else middle.end
    span = _range(text, tokens, end, limit) or _range_before(text, tokens, middle.start)
    quartiles = interval_behind(text, tokens, end, ("quartiles",))
    confidence = interval_behind(text, tokens, end, ("ci",))
    low, high = (span.low, span.high) if span else _ends(text, tokens, end, limit)
    yield Summary(
        place=passage.place(sentence, middle.start, max(end, span.end if span else 0)),
        label=" ".join(sentence.text[max(0, middle.start - 20) : middle.end].split()),
        n=n,
        mean=middle.value if middle.kind == "mean" else None,
        median=middle.value if middle.kind == "median" else None,
        sd=spread.value if spread else None,
        minimum=low,
        maximum=high,
        lower_quartile=quartiles.low if quartiles else None,
        upper_quartile=quartiles.high if quartiles else None,
        whole=_whole(text, middle),
        spread=spread_kind,  # type: ignore[arg-type]  # sd, se or unknown
        unit=middle.value.unit if middle.value else "",
    )
    if confidence is not None:
        yield Estimate(
            place=passage.place(sentence, middle.start, confidence.end),
            statistic=middle.kind,
            estimate=middle.value,
            ci_low=confidence.low,
            ci_high=confidence.high,
            ci_level=confidence.level,
            ci_open=confidence.open,
            endpoint=middle.endpoint,
            label=middle.endpoint,
        )


def _whole(text: str, middle: Middle) -> bool | None:
    """Whether each measurement is a whole number: where things are counted."""
    counted = any(
        code == "count" and abs(start - middle.start) < NEAR for code, start, _ in all_of("endpoints", text)
    )
    return True if counted else None


def _spread(text: str, tokens: Tokens, middle: Middle) -> tuple[Number | None, str]:
    for number in tokens.numbers:
        if number.start < middle.end:
            continue
        found = _SPREAD.fullmatch(text[middle.end : number.start])
        if found:
            word = (found["word"] or "").casefold()
            return number, "se" if word in (
                "se",
                "sem",
                "standardfehler",
                "standard error",
            ) else "sd" if word else "unknown"
    return None, "unknown"


def _range(text: str, tokens: Tokens, end: int, limit: int) -> Interval | None:
    """The range behind a value: labelled as one, or bare in brackets."""
    for interval in tokens.intervals:
        if not end <= interval.start < limit:
            continue
        gap = text[end : interval.start]
        if interval.kind == "range" and not re.search(r"\d", gap):
            return interval
        if interval.kind == "" and re.fullmatch(r"\s?(?:Jahren?|years|cm|mm|Monaten?|months)?\s?\(\s?", gap):
            return interval
    return None


def _range_before(text: str, tokens: Tokens, start: int) -> Interval | None:
    """The range that stands before its middle: "zwischen 39 und 70 Jahre alt, im Median 62"."""
    before = [interval for interval in tokens.intervals if interval.end <= start]
    if (
        not before
        or before[-1].kind not in ("", "range")
        or not re.match(r"zwischen|between|range", text[before[-1].start :], re.IGNORECASE)
    ):
        return None
    return before[-1] if re.fullmatch(r"[^\d;.]{0,30}", text[before[-1].end : start]) else None


def _ends(text: str, tokens: Tokens, end: int, limit: int) -> tuple[Printed | None, Printed | None]:
    """Behind a value: "Minimum 35, Maximum 60"."""
    low = high = None
    for number in tokens.numbers:
        if end <= number.start < limit:
            before = text[end : number.start]
            low = number.value if low is None and _MINIMUM.search(before) else low
            high = number.value if high is None and _MAXIMUM.search(before) else high
    return low, high
