"""Effects of a paragraph: hazard, odds and risk ratios with interval and p value, and the counts behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from kg_build.audit.numbers import Estimate, Statistic, TwoByTwo
from kg_build.audit.reading.numerals import DIGITS, POWER, normal, printed
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.tokens import Interval, Number, Ratio, Tokens
from kg_build.audit.reading.vocabulary import all_of, find

_RATIOS = ("hazardRatio", "oddsRatio", "riskRatio", "meanDifference", "riskDifference", "numberNeededToTreat")
_P = re.compile(
    rf"\b[pP]\s?(?:-?\s?(?:Wert\w*|value|Value))?\s*(?:für \w+\s*)?(?:von|of|was|betrug|[:=])?\s*(?P<sign><|>|≤|≥|=|<=|>=)?\s*(?P<digits>{DIGITS})(?P<power>{POWER})?"
)
_CONTROL = re.compile(
    r"kontroll|control|placebo|vergleich|beobachtung|observation|comparator|standard", re.IGNORECASE
)
_ALPHA = re.compile(
    rf"(?:Signifikanzniveau|significance level|α|alpha)\s*(?:von|of|=|:|war|was)?\s*({DIGITS})\s*(%|Prozent|percent)?",
    re.IGNORECASE,
)
_ADJUSTED_P = re.compile(
    r"(?:adjustiert\w*|adjusted|Bonferroni|korrigiert\w*|corrected)\W{0,3}$", re.IGNORECASE
)
_CREDIBLE = re.compile(r"credible|Kredib|CrI")
#: How far value, interval and p may stand apart.
REACH = 110


def effects(passage: Passage, read: Sequence[tuple[Sentence, Tokens]]) -> Iterator[Estimate | TwoByTwo]:
    """Every ratio or difference with what belongs to it."""
    for sentence, tokens in read:
        text = sentence.masked
        words = [(code, start, end) for code, start, end in all_of("statistics", text) if code in _RATIOS]
        for index, (code, start, end) in enumerate(words):
            limit = min(words[index + 1][1] if index + 1 < len(words) else len(text), end + 2 * REACH)
            value = _value(text, tokens, end, limit)
            interval = _interval(text, tokens, value.end if value else end, limit)
            if value is None:
                continue
            yield from _estimate(passage, sentence, code, start, value, interval, limit)
            yield from _two_by_two(passage, sentence, tokens, code, start, value, interval)


def _value(text: str, tokens: Tokens, end: int, limit: int) -> Number | None:
    for number in tokens.numbers:
        if end <= number.start < min(limit, end + 60) and not number.counted and not number.spelled:
            gap = text[end : number.start]
            return number if not re.search(r"[.;]\s|\bp\s?[=<>]", gap) else None
    return None


def _interval(text: str, tokens: Tokens, end: int, limit: int) -> Interval | None:
    for interval in tokens.intervals:
        if end <= interval.start < min(limit, end + REACH):
            bracket = re.fullmatch(r"\s?[(\[]?\s?", text[end : interval.start])
            if interval.kind == "ci" or (
                interval.kind == ""
                and bracket
                and text[interval.start - 1 : interval.start + 1].strip(" ")[-1:] in "([" + "0123456789"
            ):
                return interval
    return None


def _estimate(
    passage: Passage,
    sentence: Sentence,
    code: str,
    start: int,
    value: Number,
    interval: Interval | None,
    limit: int,
) -> Iterator[Estimate]:
    text = sentence.masked
    end = interval.end if interval else value.end
    found = _P.search(text, value.end, min(limit, end + REACH))
    p = (
        printed(found["digits"], comparator=found["sign"] or "", power=found["power"] or "")
        if found
        else None
    )
    p_start, p_end = (found.start(), found.end()) if found else (end, end)
    if interval is None and p is None:
        return
    yield Estimate(
        place=passage.place(sentence, start, max(end, p_end)),
        statistic=_statistic(code),
        estimate=value.value,
        ci_low=interval.low if interval else None,
        ci_high=interval.high if interval else None,
        ci_level=interval.level if interval else None,
        ci_open=interval.open if interval else False,
        ci_method="credible" if _CREDIBLE.search(text[value.end : end]) else "unknown",
        p=p,
        p_from=_test(text, p_start, p_end) if p else "unknown",  # type: ignore[arg-type]  # codes of the field
        alpha=_alpha(passage.text),
        adjusted=bool(_ADJUSTED_P.search(text[max(0, p_start - 24) : p_start])),
        one_sided=bool(find("one_sided", text)),
        endpoint=_endpoint(text, start),
        label=" ".join(sentence.text[start:end].split()),
    )


def _statistic(code: str) -> Statistic:
    return code if code in ("hazardRatio", "oddsRatio", "riskRatio", "meanDifference") else "other"  # type: ignore[return-value]


def _test(text: str, start: int, end: int) -> str:
    """The test behind a p value, where the words beside it name one."""
    return (
        find("tests", text[max(0, start - 40) : start])
        or find("tests", text[end : end + 30].split(";", maxsplit=1)[0])
        or "unknown"
    )


@lru_cache(maxsize=8)
def _alpha(text: str) -> Decimal | None:
    found = _ALPHA.search(text)
    if found is None:
        return None
    value = Decimal(normal(found[1]))
    return value / 100 if found[2] or value > 1 else value


def _endpoint(text: str, position: int) -> str:
    before = [code for code, start, _ in all_of("endpoints", text) if start < position]
    return before[-1] if before else find("endpoints", text)


def _two_by_two(
    passage: Passage,
    sentence: Sentence,
    tokens: Tokens,
    code: str,
    start: int,
    value: Number,
    interval: Interval | None,
) -> Iterator[TwoByTwo]:
    """The two counts before an effect, where one of them is said to be of controls."""
    before = [ratio for ratio in tokens.ratios if ratio.end <= start]
    if len(before) != 2 or code not in ("oddsRatio", "riskRatio", "riskDifference", "numberNeededToTreat"):  # noqa: PLR2004
        return
    sides = _sides(sentence.masked, before[0], before[1])
    if sides is None:
        return
    treated, control = sides
    yield TwoByTwo(
        place=passage.place(sentence, before[0].start, value.end),
        events_treated=treated.n,
        total_treated=treated.total,
        events_control=control.n,
        total_control=control.total,
        statistic=code,  # type: ignore[arg-type]  # one of the four above
        estimate=value.value,
        ci_low=interval.low if interval else None,
        ci_high=interval.high if interval else None,
        ci_level=interval.level if interval else None,
        adjusted=find("estimators", sentence.text) in ("adjusted", "weighted"),
        label=" ".join(sentence.text[before[0].start : value.end].split()),
    )


def _sides(text: str, first: Ratio, second: Ratio) -> tuple[Ratio, Ratio] | None:
    """Treated and controls; None where the words do not tell which is which."""
    of_first = bool(_CONTROL.search(text[first.end : second.start]))
    of_second = bool(_CONTROL.search(text[second.end : second.end + 60]))
    leading = bool(_CONTROL.search(text[: first.start]))
    if of_second and not of_first:
        return first, second
    if (of_first or leading) and not of_second:
        return second, first
    return None
