"""Counts and percentages of a paragraph, with the denominators that it declares; parts of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg_build.audit.numbers import Estimation, Part, Partition, Proportion
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.times import time_point
from kg_build.audit.reading.tokens import Number, Ratio, Tokens, people_follow
from kg_build.audit.reading.vocabulary import VOCABULARY, alternatives, find, pattern

#: How far a count may stand from its percentage, in characters.
NEAR = 70
_OPENING = re.compile(
    r"^\s*[(\[]|^\s*,?\s*(?:entsprechend|das sind|d\.\s?h\.|i\.\s?e\.|or|also|=|entspricht|equivalent to|corresponding to)\b",
    re.IGNORECASE,
)
_SUBGROUP = re.compile(
    r"\b(?:davon|darunter|hiervon|von diesen|unter diesen|von denen|of whom|of which|of these|of those|among these|among them|including|von ihnen)\b",
    re.IGNORECASE,
)
_SIZE_WORDS = re.compile(
    alternatives(
        word
        for word in VOCABULARY["groupsizes"]
        if word not in ("patients", "total", "Patienten", "participants")
    ),
    re.IGNORECASE,
)
_IS_SIZE = re.compile(rf"\s+(?:(?:were|waren|wurden|konnten)\s+)?{_SIZE_WORDS.pattern}", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:^|[;:,.(]\s*|\b(?:und|and|wobei|while)\s+)(?:bei|von|unter|of|among|in|from)\s+(?:(?:den|the|diesen|these|allen|all|insgesamt|a total of|all of the)\s+)*$",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:umfasst\w*|bestand\w*|comprise[sd]?|consisted|includes?|included|gingen|wurden|were|reviewed|schloss\w*|Kollektiv|Kohorte|cohort|Studie|study|trial|series|Serie)\b",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(
    r"^\s*(?:der|von(?: den| allen)?|of(?: the| all)?|aller)\s+(?:insgesamt\s+)?$", re.IGNORECASE
)
_MEN_WOMEN = pattern("partitions", "sex")
_ARM = re.compile(
    r"\b(?:Arm|Gruppe|group|arm)\s+(?P<name>[A-D1-4])\b|\b(?P<word>Interventions|Kontroll|Verum|Placebo|intervention|control|treatment|experimental)[- ]?(?:gruppe|arm|group)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Size:
    """A count that the paragraph declares for a group: 39 evaluable patients."""

    n: int
    sentence: Sentence
    start: int
    end: int


def sizes(read: Sequence[tuple[Sentence, Tokens]]) -> tuple[Size, ...]:
    """The sizes of groups that a paragraph declares: counts of people that no percentage belongs to."""
    found = []
    for sentence, tokens in read:
        taken = {_count_of(sentence, tokens, percent) for percent in tokens.percents}
        for number in tokens.numbers:
            if number.whole and number not in taken and _is_size(sentence.masked, number):
                found.append(Size(number.whole, sentence, number.start, number.end))
        found += [Size(ratio.total, sentence, ratio.end, ratio.end) for ratio in tokens.ratios]
    return tuple(found)


def _is_size(text: str, number: Number) -> bool:
    before, after = text[max(0, number.start - 60) : number.start], text[number.end : number.end + 60]
    if number.counted or _IS_SIZE.match(after):
        return True
    near = re.split(r"[,;:.(]", before)[-1] + " " + re.split(r"[,;:.(]", after)[0]
    settled = _SIZE_WORDS.search(near) or _LEADING.search(before) or _SETTLED.search(before + after)
    return people_follow(after) and bool(settled)


def _count_of(sentence: Sentence, tokens: Tokens, percent: Number) -> Number | Ratio | None:
    """The count beside a percentage: 17 in "17 (33 %)", 51 in "84,8 % (n = 51)"."""
    text = sentence.masked
    before, after = text[: percent.start], text[percent.end :]
    candidates: list[Number | Ratio] = [
        *tokens.ratios,
        *(number for number in tokens.numbers if number.whole is not None),
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
    between = text[one.end : percent.start]
    others = any(
        one.end <= number.start < percent.start
        for number in (*tokens.numbers, *tokens.ratios, *tokens.intervals)
    )
    return (
        not others
        and not re.search(r"[;.]\s|[)\]]\s*[,;]", between)
        and between.count("(") <= 1
        and not re.search(r"\)", between)
    )


def proportions(
    passage: Passage, read: Sequence[tuple[Sentence, Tokens]], claimed: frozenset[tuple[int, int]]
) -> Iterator[Proportion]:
    """Every percentage of the paragraph that is no survival figure (``claimed``), with its count and denominators."""
    declared = sizes(read)
    counts: list[int] = []
    for sentence, tokens in read:
        for percent in tokens.percents:
            count = _count_of(sentence, tokens, percent)
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
    sub = _SUBGROUP.search(text[max(0, percent.start - 60) : percent.start]) if n is not None else None
    antecedent = tuple(counts[-1:]) if sub else ()
    totals = tuple(dict.fromkeys((*(size.n for size in declared), *antecedent)))
    start = min(percent.start, count.start) if count else percent.start
    end = max(percent.end, count.end) if count else percent.end
    return Proportion(
        place=passage.place(sentence, start, end),
        label=" ".join(sentence.text[max(0, start - 30) : end + 30].split()),
        n=n,
        percent=percent.value,
        denominators=(own,)
        if own is not None
        else tuple(total for total in totals if n is None or total >= n),
        own=own,
        estimation="kaplanMeier"
        if rate and not isinstance(count, Ratio)
        else _estimation(sentence, percent, n, own),
        multiple_response=bool(find("overlaps", sentence.text)),
    )


def _own_total(text: str, tokens: Tokens, percent: Number, count: Number | Ratio | None) -> int | None:
    """The denominator that stands right beside: "9 von 84", "13,6 % der 39 Patienten", "6 Fälle (13,5 %; n = 52)"."""
    if isinstance(count, Ratio):
        return count.total
    for number in tokens.numbers:
        gap = text[percent.end : number.start] if number.start >= percent.end else None
        if gap is None or number is count or number.whole is None:
            continue
        if count is None and _OF_PEOPLE.match(gap) and people_follow(text[number.end : number.end + 50]):
            return number.whole
        if (
            count is not None
            and number.counted
            and re.fullmatch(r"\s?[;,]\s?n\s?[=:]\s?", gap, re.IGNORECASE)
        ):
            return number.whole
        if (
            count is not None
            and re.fullmatch(r"\s?(?:der|von|of)(?: the| den)?\s+", gap)
            and number.whole >= (_n(count) or 0)
        ):
            return number.whole
    return None


def _n(count: Number | Ratio) -> int | None:
    return count.n if isinstance(count, Ratio) else count.whole


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


def partitions(passage: Passage, read: Sequence[tuple[Sentence, Tokens]]) -> Iterator[Partition]:
    """Men and women, or the arms of a trial, with the total that is declared for them."""
    declared = sizes(read)
    for sentence, tokens in read:
        for parts, spans in (_men_and_women(sentence, tokens), _arms(sentence, tokens)):
            totals = [
                size
                for size in declared
                if not any(start <= size.start < end for start, end in spans) or size.sentence != sentence
            ]
            totals = [size for size in totals if size.n not in {part.n for part in parts}]
            if len(parts) > 1 and totals:
                nearest = _nearest(sentence, spans[0][0], totals)
                others = tuple(dict.fromkeys(size.n for size in totals if size.n != nearest))
                place = passage.place(
                    sentence, min(start for start, _ in spans), max(end for _, end in spans)
                )
                yield Partition(
                    place,
                    tuple(parts),
                    nearest,
                    exhaustive=True,
                    overlapping=bool(find("overlaps", sentence.text)),
                    other_totals=others,
                )


def _nearest(sentence: Sentence, position: int, totals: Sequence[Size]) -> int:
    absolute = sentence.start + position
    return min(totals, key=lambda size: abs(size.sentence.start + size.start - absolute)).n


def _men_and_women(sentence: Sentence, tokens: Tokens) -> tuple[list[Part], list[tuple[int, int]]]:
    found: dict[str, tuple[Part, tuple[int, int]]] = {}
    for word in _MEN_WOMEN.finditer(sentence.text):
        if len(word[0]) < 3:  # noqa: PLR2004  a single letter is no word here
            continue
        number = _beside(sentence.masked, tokens, word.start(), word.end())
        if number and number.whole is not None and word.lastgroup:
            span = (min(number.start, word.start()), max(number.end, word.end()))
            found.setdefault(word.lastgroup, (Part(word.lastgroup, number.whole), span))
    return [part for part, _ in found.values()], [span for _, span in found.values()]


def _beside(text: str, tokens: Tokens, start: int, end: int) -> Number | None:
    """The count right before a word ("18 Männer"), or behind it ("Männer: 18", "men (n = 18)", "Männer (46 %; n = 18)")."""
    for number in tokens.numbers:
        if (
            number.whole is not None
            and number.end <= start
            and re.fullmatch(
                r"\s+(?:\([^()]*\)\s+)?(?:\w+\s+)?(?:waren\s+|were\s+)?", text[number.end : start]
            )
        ):
            return number
    for number in tokens.numbers:
        if (
            number.whole is not None
            and number.start >= end
            and re.fullmatch(r"\s?[:=(]\s?(?:n\s?=\s?)?", text[end : number.start])
        ):
            return number
    return None


def _arms(sentence: Sentence, tokens: Tokens) -> tuple[list[Part], list[tuple[int, int]]]:
    """The arms of a trial with their sizes: "Arm A: n = 108, Arm B: n = 106"."""
    parts: dict[str, tuple[Part, tuple[int, int]]] = {}
    for arm in _ARM.finditer(sentence.masked):
        name = (arm["name"] or arm["word"]).casefold()
        for number in tokens.numbers:
            behind = number.start >= arm.end() and re.fullmatch(
                r"\s?[:(,]?\s?\(?(?:n\s?=\s?)?", sentence.masked[arm.end() : number.start], re.IGNORECASE
            )
            ahead = number.end <= arm.start() and re.fullmatch(
                r"\s+(?:Patienten\s+|patients\s+)?(?:in|im|to|zu|auf)?\s*(?:dem|den|der|the)?\s*",
                sentence.masked[number.end : arm.start()],
            )
            if number.whole is not None and (behind or ahead):
                parts.setdefault(
                    name,
                    (
                        Part(arm[0], number.whole),
                        (min(arm.start(), number.start), max(arm.end(), number.end)),
                    ),
                )
    declares = re.search(
        r"randomi|zugeteilt|zugewiesen|allocated|assigned|aufgeteilt", sentence.text, re.IGNORECASE
    )
    return (
        ([part for part, _ in parts.values()], [span for _, span in parts.values()]) if declares else ([], [])
    )
