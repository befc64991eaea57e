"""Counts of people in a paragraph: those beside a percentage, and those that declare how large a group is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg_build.audit.reading.passage import Sentence
from kg_build.audit.reading.tokens import Interval, Number, Ratio, Tokens, people_follow
from kg_build.audit.reading.vocabulary import VOCABULARY, all_of, alternatives, find, pattern

#: How far a count may stand from its percentage, in characters.
NEAR = 70
_OPENING = re.compile(
    r"^\s*[(\[]|^[\s\w]{0,24},?\s*(?:(?:das|dies|was|that|which)\s+)?(?:entsprechend|das sind|d\.\s?h\.|i\.\s?e\.|or|also|=|entspricht|equivalent to|corresponding to)(?!\w)",
    re.IGNORECASE,
)
_SIZE_WORDS = alternatives(VOCABULARY["groupsizes"]["size"])
_IS_SIZE = re.compile(rf"\s+(?:(?:were|waren|wurden|konnten)\s+)?{_SIZE_WORDS}", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:^|[;:,.(]\s*|\b(?:und|and|wobei|while)\s+)(?:bei|von|unter|of|among|in|from)\s+(?:(?:den|the|diesen|these|allen|all|insgesamt|a total of|all of the)\s+)*$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:i\.\s?e\.|d\.\s?h\.|ca\.|bzw\.|z\.\s?B\.|e\.\s?g\.)")
_SETTLED = re.compile(
    r"\b(?:umfasst\w*|bestand\w*|comprise[sd]?|consisted|includes?|included|gingen|wurden|were|reviewed|schloss\w*|Kollektiv|Kohorte|cohort|Studie|study|trial|series|Serie)\b",
    re.IGNORECASE,
)
_MEN_WOMEN = pattern("partitions", "sex")


@dataclass(frozen=True)
class Size:
    """A count that the paragraph declares for a group: 39 evaluable patients."""

    n: int
    sentence: Sentence
    start: int
    end: int


def sizes(read: Sequence[tuple[Sentence, Tokens]]) -> tuple[Size, ...]:
    """The sizes of groups that a paragraph declares: counts of people that no percentage belongs to.

    Where the words declare none, the largest count of people is taken for it.
    """
    found, people = [], []
    for sentence, tokens in read:
        taken = {count_of(sentence, tokens, percent) for percent in tokens.percents}
        for number in tokens.numbers:
            if number.whole and number not in taken:
                size = Size(number.whole, sentence, number.start, number.end)
                found += [size] if _is_size(sentence.masked, number) else []
                people += [size] if people_follow(sentence.masked[number.end : number.end + 50]) else []
        found += [size for ratio in tokens.ratios for size in _of_ratio(sentence, ratio)]
    return tuple(found) or tuple(sorted(people, key=lambda size: -size.n)[:1])


def _of_ratio(sentence: Sentence, ratio: Ratio) -> Iterator[Size]:
    """The whole of "29 of 39"; where 39 of 40 were evaluable, the part is the size of a group as well."""
    yield Size(ratio.total, sentence, ratio.end, ratio.end)
    before, after = sentence.masked[: ratio.start], sentence.masked[ratio.end :]
    clause = re.split(r"[,;:.(]", before)[-1] + " " + re.split(r"[,;:.(]", after)[0]
    if find("evaluated", clause):
        yield Size(ratio.n, sentence, ratio.start, ratio.start)


def _is_size(text: str, number: Number) -> bool:
    before, after = text[max(0, number.start - 60) : number.start], text[number.end : number.end + 60]
    if number.counted or _IS_SIZE.match(after):
        return True
    if _MEN_WOMEN.match(after.lstrip()) and not _LEADING.search(before):
        return False
    near = re.split(r"[,;:.(]", before)[-1] + " " + re.split(r"[,;:.(]", after)[0]
    settled = (
        any(code == "size" for code, _, _ in all_of("groupsizes", near))
        or _LEADING.search(before)
        or _SETTLED.search(before + after)
    )
    return people_follow(after) and bool(settled)


def count_of(sentence: Sentence, tokens: Tokens, percent: Number) -> Number | Ratio | None:
    """The count beside a percentage: 17 in "17 (33 %)", 51 in "84,8 % (n = 51)"."""
    text = sentence.masked
    before, after = text[: percent.start], text[percent.end :]
    candidates: list[Number | Ratio] = [
        *tokens.ratios,
        *(number for number in tokens.numbers if number.whole is not None and not number.of_all),
    ]
    inside = re.match(r"\s?[;,]?\s*(?:\(|\[|entsprechend|,\s?n)?[^()]{0,30}", after)
    opened = before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]")
    follows = [
        one
        for one in candidates
        if percent.end <= one.start <= percent.end + 40 and _joined(text, percent, one)
    ]
    left = [
        one
        for one in candidates
        if one.end <= percent.start
        and percent.start - one.end <= NEAR
        and _plain_between(text, tokens, one, percent)
    ]
    if opened and left:
        return left[-1]
    if follows and inside:
        return follows[0]
    gap = text[left[-1].end : percent.start] if left else ""
    return (
        left[-1]
        if left
        and (
            _OPENING.match(gap)
            or re.fullmatch(r"[\s(,=]*(?:\w+\s+){0,1}[\s(,=]*(?:oder|or|bzw\.|=|/|,)\s*", gap)
        )
        else None
    )


def _joined(text: str, percent: Number, one: Number | Ratio) -> bool:
    """Whether a count stands in the brackets that open behind a percentage."""
    gap = text[percent.end : one.start]
    counted = isinstance(one, Ratio) or one.counted or people_follow(text[one.end : one.end + 25])
    return counted and bool(
        re.match(
            r"^[^().;\d]{0,28}[;,]?\s*[(\[;,]\s*(?:n\s?[=:]\s?|entsprechend\s+|d\.\s?h\.\s+|i\.\s?e\.,?\s+|bei\s+)?$|^\s*[;,]?\s*$",
            gap,
        )
    )


def _plain_between(text: str, tokens: Tokens, one: Number | Ratio, percent: Number) -> bool:
    """Whether nothing stands between a count and a percentage that another number or sentence would claim."""
    between = _ABBREVIATED.sub("", text[one.end : percent.start])
    if between.strip() in (";", ","):
        return True
    spans: tuple[Number | Ratio | Interval, ...] = (*tokens.numbers, *tokens.ratios, *tokens.intervals)
    others = any(one.end <= span.start < percent.start for span in spans)
    return (
        not others
        and not re.search(r"[;.]\s|[)\]]\s*[,;]", between)
        and between.count("(") <= 1
        and not re.search(r"\)", between)
    )
