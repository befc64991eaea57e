"""Survival figures of a paragraph: rates at time points and medians, each with endpoint, group and interval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kg_build.audit.numbers import Estimate, Estimation, SurvivalFigure
from kg_build.audit.printed import Printed
from kg_build.audit.reading.groups import group_at
from kg_build.audit.reading.middles import Middle, interval_behind, middles
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.times import TimePoint, time_points
from kg_build.audit.reading.tokens import Number, Tokens
from kg_build.audit.reading.vocabulary import VOCABULARY, all_of, find

_TIMED = frozenset((*VOCABULARY["time_to_event"], *VOCABULARY["estimated_by_time"], "otherFree"))
_RISING = frozenset(VOCABULARY["rising"])
_LIST = re.compile(
    r"\s?(?:%|Prozent|percent)?\s?(?:\([^()]*\))?\s?(?:,|;|/|und|and|bzw\.|sowie|resp\.|respektive)\s?(?:und|and|bzw\.)?\s?(?:bei\s|to\s)?",
    re.IGNORECASE,
)
_VERSUS = re.compile(
    r"\s?(?:\([^()]*\))?\s?,?\s?(?:vs\.?|versus|gegenüber|compared with|compared to|im Vergleich zu|gegen)\s+",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\s?:?\s?\d{1,3}(?:[.,]\d+)?\s?%")
_BRACKETED = ("% (", "%(")
_BEHIND = re.compile(
    r"\s?(?:\(|at|nach|after|bei|zum Zeitpunkt|by|im|in der|for the)?\s?(?:the\s)?", re.IGNORECASE
)


@dataclass(frozen=True)
class Rate:
    """A percentage with its endpoint and time point."""

    sentence: Sentence
    percent: Number
    endpoint: str
    time: TimePoint
    order: int = 0


def rates(read: Sequence[tuple[Sentence, Tokens]]) -> tuple[Rate, ...]:
    """Every rate at a time point; the endpoint may have been named in the sentence before."""
    found: list[Rate] = []
    carried = ""
    for sentence, tokens in read:
        endpoints = [(code, start, end) for code, start, end in all_of("endpoints", sentence.masked)]
        found += _of_sentence(sentence, tokens, endpoints, carried)
        carried = next(
            (code for code, _, _ in reversed(endpoints) if code in _TIMED), carried if not endpoints else ""
        )
    return tuple(found)


def _of_sentence(
    sentence: Sentence, tokens: Tokens, endpoints: list[tuple[str, int, int]], carried: str
) -> Iterator[Rate]:
    text = sentence.masked
    percents = [number for number in tokens.percents if not _is_effect(text, number)]
    times = [
        time
        for time in time_points(text)
        if time.point or text[: time.start].endswith(_BRACKETED) or _BESIDE.match(text, time.end)
    ]
    if not percents or not times:
        return
    for group in _runs(text, percents):
        codes = _listed_endpoints(text, group, endpoints, percents)
        for order, percent, time in _paired(text, group, times, percents):
            code = codes.get(percent) or _endpoint(endpoints, percent, time, carried)
            if code in _TIMED:
                yield Rate(sentence, percent, code, time, order)


def _listed_endpoints(
    text: str, run: list[Number], endpoints: list[tuple[str, int, int]], percents: list[Number]
) -> dict[Number, str]:
    """Endpoints that are listed like the percentages: "PFS and OS were 51% and 42%"."""
    floor = max((percent.end for percent in percents if percent.end <= run[0].start), default=0)
    before = [code for code, start, _ in endpoints if floor <= start < run[0].start and code in _TIMED]
    alike = len(run) > 1 and len(before) == len(run) == len(set(before))
    listed = alike and not _VERSUS.fullmatch(text[run[0].end : run[1].start])
    return dict(zip(run, before, strict=True)) if listed else {}


def _is_effect(text: str, number: Number) -> bool:
    """Whether a percentage is a difference or a share of people, no rate."""
    return bool(
        re.match(
            r"\s?(?:punkte|points|(?:der|von|of)\s(?:the\s|den\s)?\d)", text[number.end :], re.IGNORECASE
        )
    )


def _runs(text: str, percents: Sequence[Number]) -> list[list[Number]]:
    """Percentages that are listed one after another."""
    runs: list[list[Number]] = []
    for percent in percents:
        gap = text[runs[-1][-1].end : percent.start] if runs else None
        if gap is not None and (_LIST.fullmatch(gap) or _VERSUS.fullmatch(gap)):
            runs[-1].append(percent)
        else:
            runs.append([percent])
    return runs


def _paired(
    text: str, run: list[Number], times: list[TimePoint], percents: list[Number]
) -> Iterator[tuple[int, Number, TimePoint]]:
    """Each percentage of a run with its time point; ``order`` tells the sides of a comparison apart."""
    listed = _listed(text, run[0], times, percents)
    compared = len(run) > 1 and bool(_VERSUS.fullmatch(text[run[0].end : run[1].start]))
    if len(run) > 1 and len(listed) == len(run) and not compared:
        yield from ((0, percent, time) for percent, time in zip(run, listed, strict=True))
        return
    if len(run) == 1 and len(listed) > 1:
        yield from ((0, run[0], time) for time in listed)
        return
    for order, percent in enumerate(run):
        time = _behind(text, percent, times) or _before(run[0] if compared else percent, times)
        if time is not None:
            yield order if compared else 0, percent, time


def _listed(text: str, first: Number, times: list[TimePoint], percents: list[Number]) -> list[TimePoint]:
    """The time points that are listed right before a percentage: "1-, 2- und 3-Jahres", "2-J-PFS und 3-J-PFS"."""
    floor = max((percent.end for percent in percents if percent.end <= first.start), default=0)
    before = [time for time in times if floor <= time.start < first.start]
    behind = [time for time in times if time.start > first.end]
    if len(before) > 1 and all(_close(text, one, other) for one, other in pairwise(before)):
        return before
    same = [time for time in behind if behind and time.listed >= 0 and time.listed == behind[0].listed]
    return before or same


def _close(text: str, one: TimePoint, other: TimePoint) -> bool:
    return one.listed == other.listed >= 0 or bool(
        re.fullmatch(r"[\s-]?[\w-]{0,24}\s?(?:,|und|and|bzw\.|/|sowie)\s?", text[one.end : other.start])
    )


def _behind(text: str, percent: Number, times: list[TimePoint]) -> TimePoint | None:
    return next(
        (
            time
            for time in times
            if time.start >= percent.end and _BEHIND.fullmatch(text[percent.end : time.start])
        ),
        None,
    )


def _before(percent: Number, times: list[TimePoint]) -> TimePoint | None:
    return next((time for time in reversed(times) if time.end <= percent.start), None)


def _endpoint(endpoints: list[tuple[str, int, int]], percent: Number, time: TimePoint, carried: str) -> str:
    """The endpoint glued to the time point, else the last one before the percentage, else one behind it."""
    for code, start, _ in endpoints:
        if 0 <= start - time.end <= 22 and (start < percent.start or time.start > percent.end):  # noqa: PLR2004  one adjective
            between = [other for other, begin, _ in endpoints if time.end <= begin < percent.start]
            return code if time.start > percent.end or not between else between[-1]
    before = [
        code for code, start, _ in endpoints if start < percent.start and code not in ("followUp", "age")
    ]
    behind = [
        code for code, start, _ in endpoints if start >= percent.end and code not in ("followUp", "age")
    ]
    return before[-1] if before else behind[0] if behind else carried


def figures(
    passage: Passage, read: Sequence[tuple[Sentence, Tokens]], found: Sequence[Rate]
) -> Iterator[SurvivalFigure | Estimate]:
    """The facts of rates and medians, with the intervals around them."""
    for rate in found:
        tokens = next(tokens for sentence, tokens in read if sentence is rate.sentence)
        yield from _of_rate(passage, rate, tokens)
    carried = ""
    for sentence, tokens in read:
        for middle in middles(sentence, tokens, carried):
            if middle.kind == "median" and middle.endpoint in _TIMED:
                yield from _of_median(passage, sentence, tokens, middle)
        carried = next((code for code, _, _ in all_of("endpoints", sentence.masked) if code in _TIMED), "")


def _of_rate(passage: Passage, rate: Rate, tokens: Tokens) -> Iterator[SurvivalFigure | Estimate]:
    sentence, percent = rate.sentence, rate.percent
    estimation = _estimation(sentence)
    group = _group(sentence, percent.start, rate.order)
    start, end = min(percent.start, rate.time.start), max(percent.end, rate.time.end)
    yield SurvivalFigure(
        place=passage.place(sentence, start, end, group=group),
        endpoint=rate.endpoint,
        months=rate.time.months,
        rate=percent.value,
        analysis=find("analyses", sentence.text),
        estimation=estimation,
        rising=rate.endpoint in _RISING or estimation == "cumulativeIncidence",
        conditional=bool(find("conditional", sentence.text)),
    )
    yield from _interval(
        passage,
        sentence,
        tokens,
        percent.value,
        percent.start,
        percent.end,
        rate.endpoint,
        "rate",
        rate.time.months,
        group,
    )


def _estimation(sentence: Sentence) -> Estimation:
    said = find("estimators", sentence.text)
    return said if said in ("cumulativeIncidence", "weighted", "imputed") else "kaplanMeier"  # type: ignore[return-value]


def _group(sentence: Sentence, position: int, order: int) -> str:
    return group_at(sentence.masked, position) or (f"side {order + 1}" if order else "")


def _of_median(
    passage: Passage, sentence: Sentence, tokens: Tokens, middle: Middle
) -> Iterator[SurvivalFigure | Estimate]:
    group = _group(sentence, middle.end, middle.order)
    yield SurvivalFigure(
        place=passage.place(sentence, middle.start, middle.end, group=group),
        endpoint=middle.endpoint,
        median=middle.value,
        median_reached=middle.value is not None,
        analysis=find("analyses", sentence.text),
        conditional=bool(find("conditional", sentence.text)),
    )
    if middle.value is not None:
        yield from _interval(
            passage,
            sentence,
            tokens,
            middle.value,
            middle.start,
            middle.end,
            middle.endpoint,
            "median",
            None,
            group,
        )


def _interval(
    passage: Passage,
    sentence: Sentence,
    tokens: Tokens,
    value: Printed,
    start: int,
    end: int,
    endpoint: str,
    statistic: str,
    months: Decimal | None,
    group: str,
) -> Iterator[Estimate]:
    interval = interval_behind(sentence.masked, tokens, end, ("ci",))
    if interval is not None:
        yield Estimate(
            place=passage.place(sentence, start, interval.end, group=group),
            statistic=statistic,  # type: ignore[arg-type]  # rate or median
            estimate=value,
            ci_low=interval.low,
            ci_high=interval.high,
            ci_level=interval.level,
            ci_open=interval.open,
            endpoint=endpoint,
            months=months,
            label=" ".join(sentence.text[start : interval.end].split()),
        )
