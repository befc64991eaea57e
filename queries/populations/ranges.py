"""Numbers as people write them, in German and English: "2-4", "up to five", "mindestens 2", "a single"."""

from __future__ import annotations

import re

Range = tuple[int | None, int | None]

_ONE = "one a an single solitary isolated ein eine einen einem einer eines einzelne einzelner einzelnes einzelnen einzige einziger einzigen solitäre solitärer solitären"
_NUMBERS = (
    "zero no none null kein keine keinen keiner keinem",
    _ONE,
    "two zwei", "three drei", "four vier", "five fünf", "six sechs", "seven sieben", "eight acht", "nine neun",
    "ten zehn", "eleven elf", "twelve zwölf",
)  # fmt: skip
_WORDS = {word: number for number, words in enumerate(_NUMBERS) for word in words.split()}
_N = r"(\d+|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
_SHAPES: tuple[tuple[str, int | None, int | None], ...] = (
    (rf"(?:exactly |genau |nur |only |= ?)?(?:(?:a|an|ein|eine|einer|einen) (?=single|solitary|isolated|einzel|einzig|solitär))?{_N}", 0, 0),
    (rf"(?:from |von |between |zwischen )?{_N} ?(?:-|to|bis|and|und|through) ?{_N}", 0, 0),
    (rf"(?:up to|at most|no more than|not more than|maximal|maximum|max\.?|bis zu|bis|höchstens|nicht mehr als|<=|≤) ?{_N}", None, 0),
    (rf"{_N} (?:or less|or fewer|oder weniger|at most|höchstens)", None, 0),
    (rf"(?:less than|fewer than|under|below|weniger als|unter|<) ?{_N}", None, -1),
    (rf"(?:at least|no less than|no fewer than|not fewer than|mindestens|wenigstens|ab|from|>=|≥) ?{_N}", 0, None),
    (rf"{_N} ?(?:or more|oder mehr|and more|und mehr|or older|oder älter|\+)", 0, None),
    (rf"(?:more than|over|above|mehr als|über|>) ?{_N}", 1, None),
)  # fmt: skip
_SEVERAL = {"several", "multiple", "mehrere", "many", "mehr als eine", "more than one"}
_COMPILED = [(re.compile(shape), low, high) for shape, low, high in _SHAPES]


def number_range(text: str) -> Range | None:
    """The numbers that some words mean, both ends included, or None where they mean no numbers.

    >>> number_range("2 to 4"), number_range("bis zu fünf"), number_range("mehr als 2"), number_range("some")
    ((2, 4), (None, 5), (3, None), None)
    """
    plain = text.strip()
    if plain in _SEVERAL:
        return 2, None
    for shape, low, high in _COMPILED:
        found = shape.fullmatch(plain)
        if found:
            first, last = _value(found[1]), _value(found[found.lastindex or 1])
            return _ordered(None if low is None else first + low, None if high is None else last + high)
    return None


def _value(word: str) -> int:
    return _WORDS[word] if word in _WORDS else int(word)


def _ordered(low: int | None, high: int | None) -> Range | None:
    """A range whose end lies before its beginning means nothing."""
    return None if low is not None and high is not None and low > high else (low, high)
