"""Parts of a whole in a paragraph: men and women, the arms of a trial, with the total that is declared for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg_build.audit.numbers import Part, Partition
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.sizes import Size
from kg_build.audit.reading.tokens import Number, Tokens
from kg_build.audit.reading.vocabulary import find, pattern

_MEN_WOMEN = pattern("partitions", "sex")
_HINT = re.compile("änn|rau|lich|men|ale")
_ARM = re.compile(
    r"\b(?:Arm|Gruppe|group|arm)\s+(?P<name>[A-D1-4])\b|\b(?P<word>Interventions|Kontroll|Verum|Placebo|intervention|control|treatment|experimental)[- ]?(?:gruppe|arm|group)\b",
    re.IGNORECASE,
)


def partitions(
    passage: Passage, read: Sequence[tuple[Sentence, Tokens]], declared: Sequence[Size]
) -> Iterator[Partition]:
    """Men and women, or the arms of a trial, with the total that is declared for them."""
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
    if not _HINT.search(sentence.text):
        return [], []
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
