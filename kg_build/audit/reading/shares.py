"""Percentages of a paragraph, each with its count and the denominators that the paragraph declares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg_build.audit.numbers import Estimation, Proportion
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.sizes import Size, count_of
from kg_build.audit.reading.times import time_point
from kg_build.audit.reading.tokens import Number, Ratio, Tokens, people_follow
from kg_build.audit.reading.vocabulary import VOCABULARY, find

_SUBGROUP = re.compile(
    r"\b(?:davon|darunter|hiervon|von diesen|unter diesen|von denen|of whom|of which|of these|of those|among these|among them|including|von ihnen)\b",
    re.IGNORECASE,
)
#: How far before its percentage "davon" may stand.
REACH = 60
_OF_PEOPLE = re.compile(
    r"^\s*(?:der|von(?: den| allen)?|of(?: the| all)?|aller)\s+(?:insgesamt\s+)?$", re.IGNORECASE
)
_OF_TOTAL = re.compile(r"\)?,?\s?(?:out\s)?(?:der|von|of|aus)(?: the| den)?\s+")
_COUNTED_TOTAL = re.compile(r"\s?[;,]\s?n\s?[=:]\s?", re.IGNORECASE)
_BEGINS = re.compile(r"\s*(?:Von|Unter|Bei|Of|Among|In)\s+(?:den|the|diesen|these|allen|all|insgesamt)?\s*")


def proportions(
    passage: Passage,
    read: Sequence[tuple[Sentence, Tokens]],
    declared: Sequence[Size],
    claimed: frozenset[tuple[int, int]],
) -> Iterator[Proportion]:
    """Every percentage of the paragraph that is no survival figure (``claimed``), with its count and denominators."""
    counts: list[int] = []
    for sentence, tokens in read:
        for percent in tokens.percents:
            count = count_of(sentence, tokens, percent)
            rate = (sentence.start, percent.start) in claimed
            if not rate or isinstance(count, Ratio):
                yield _proportion(passage, sentence, tokens, percent, count, declared, counts, rate=rate)
            if isinstance(count, Number) and count.whole:
                counts.append(count.whole)
            elif isinstance(count, Ratio):
                counts.append(count.n)


def _proportion(
    passage: Passage,
    sentence: Sentence,
    tokens: Tokens,
    percent: Number,
    count: Number | Ratio | None,
    declared: Sequence[Size],
    counts: Sequence[int],
    *,
    rate: bool,
) -> Proportion:
    text = sentence.masked
    own = _own_total(text, tokens, percent, count)
    n = count.n if isinstance(count, Ratio) else count.whole if count else None
    sub = _SUBGROUP.search(text[max(0, percent.start - REACH) : percent.start]) if n is not None else None
    antecedent = (*counts[-1:], *_before_subgroup(tokens, percent, sub)) if sub else ()
    totals = tuple(dict.fromkeys((*(size.n for size in declared), *antecedent)))
    start = min(percent.start, count.start) if count else percent.start
    end = max(percent.end, count.end) if count else percent.end
    return Proportion(
        place=passage.place(sentence, start, end),
        label=" ".join(sentence.text[max(0, start - 30) : end + 30].split()),
        n=n,
        percent=percent.value,
        denominators=(own,) if own is not None else totals,
        own=own,
        estimation="kaplanMeier"
        if rate and not isinstance(count, Ratio)
        else _estimation(sentence, percent, n, own),
        multiple_response=bool(find("overlaps", sentence.text)),
    )


def _before_subgroup(tokens: Tokens, percent: Number, sub: re.Match[str]) -> tuple[int, ...]:
    """The last count before "davon": what the part is a part of."""
    at = max(0, percent.start - REACH) + sub.start()
    before = [number.whole for number in tokens.numbers if number.end <= at and number.whole]
    return tuple(before[-1:])


def _own_total(text: str, tokens: Tokens, percent: Number, count: Number | Ratio | None) -> int | None:
    """The denominator that stands right beside: "9 von 84", "13,6 % der 39 Patienten", "6 Fälle (13,5 %; n = 52)"."""
    if isinstance(count, Ratio):
        return count.total
    behind = [
        one
        for one in tokens.numbers
        if one.start >= percent.end and one is not count and one.whole is not None
    ]
    return next((one.whole for one in behind if _is_own(text, percent, count, one)), None) or (
        _leading(text, tokens, percent) if count is None else None
    )


def _is_own(text: str, percent: Number, count: Number | None, total: Number) -> bool:
    gap = text[percent.end : total.start]
    if total.of_all and re.fullmatch(r"\s?[(;,]\s?N\s?[=:]\s?", gap):
        return True
    if count is None:
        return bool(_OF_PEOPLE.match(gap)) and people_follow(text[total.end : total.end + 50])
    enough = (total.whole or 0) >= (count.whole or 0)
    return enough and bool(_OF_TOTAL.fullmatch(gap) or (total.counted and _COUNTED_TOTAL.fullmatch(gap)))


def _leading(text: str, tokens: Tokens, percent: Number) -> int | None:
    """The people that a sentence begins with: "Von den 37 Patienten waren 41,5 % Raucher"."""
    before = [one for one in tokens.numbers if one.end <= percent.start and one.whole is not None]
    begins = before and _BEGINS.fullmatch(text[: before[0].start])
    alone = len(before) == 1 and people_follow(text[before[0].end : before[0].end + 50])
    return before[0].whole if begins and alone else None


def _estimation(sentence: Sentence, percent: Number, n: int | None, own: int | None) -> Estimation:
    """How a percentage came about, by the words of its clause; counted where people of a number are meant."""
    clause = _clause(sentence.text, percent.start)
    said = find("estimators", clause)
    if said and said != "counted":
        return said  # type: ignore[return-value]  # the codes of the file are those of Estimation
    timed = find("endpoints", clause) in VOCABULARY["time_to_event"] or time_point(clause) is not None
    if timed:
        return "unknown" if n is not None else "kaplanMeier"
    return "counted" if said or n is not None or own is not None else "unknown"


def _clause(text: str, position: int) -> str:
    """The clause around a position: between semicolons, colons with blank, or commas that part main clauses."""
    start = max(
        (
            found.end()
            for found in re.finditer(r"[;:]\s|, (?:und|and|während|while|wobei)\s", text[:position])
        ),
        default=0,
    )
    end = re.search(r";\s|, (?:und|and|während|while)\s", text[position:])
    return text[start : position + end.start() if end else len(text)]
