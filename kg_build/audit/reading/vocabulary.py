"""The words that a reader of evidence must know, German and English, in one file: ``vocabulary.yaml``.

In the file ``*`` stands for any ending, a hyphen may be missing or be a blank, and blanks may be line breaks. Where two
words begin at one place, the kind that stands first in the file is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

#: Everything of the file, by kind of word.
VOCABULARY: dict[str, Any] = yaml.safe_load(
    (files("kg_build.audit.reading") / "vocabulary.yaml").read_text(encoding="utf-8")
)


def _spelled() -> dict[str, int]:
    """The file's numbers, and those that both languages put together of a ten and a one."""
    simple: dict[str, int] = VOCABULARY["numbers"]
    tens = {word: value for word, value in simple.items() if value in range(20, 100, 10)}
    ones = {word: value for word, value in simple.items() if value in range(1, 10)}
    english = {f"{ten}-{one}": value + rest for ten, value in tens.items() for one, rest in ones.items()}
    german = {f"{one}und{ten}": value + rest for ten, value in tens.items() for one, rest in ones.items()}
    return {**english, **german, **simple}


#: Spelled numbers up to a hundred.
SPELLED = _spelled()


def alternatives(words: Iterable[str]) -> str:
    r"""A regular expression that matches any of these words whole, the longest first.

    >>> bool(re.fullmatch(alternatives(["progressions-frei* Überleben"]), "progressionsfreies  Überleben"))
    True
    """
    return "(?:" + "|".join(_whole(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


def _whole(word: str) -> str:
    inner = "".join({" ": r"[\s-]+", "-": r"[\s-]?", "*": r"\w*"}.get(sign, re.escape(sign)) for sign in word)
    start = r"(?<!\w)" if word[0].isalnum() else ""
    end = r"(?!\w)" if word[-1].isalnum() else ""
    return start + inner + end


@cache
def pattern(kind: str, *within: str) -> re.Pattern[str]:
    """One expression for all words of a kind (or of one within it); ``lastgroup`` of a match is the code."""
    words_by_code = VOCABULARY[kind]
    for name in within:
        words_by_code = words_by_code[name]
    groups = (f"(?P<{code}>{alternatives(words)})" for code, words in words_by_code.items())
    return re.compile("|".join(groups), re.IGNORECASE)


def find(kind: str, text: str) -> str:
    """The code of the first word of a kind in a text, or nothing.

    >>> find("endpoints", "1-J-OS"), find("endpoints", "medianes Alter"), find("statistics", "Hazard Ratio")
    ('OS', 'age', 'hazardRatio')
    """
    found = pattern(kind).search(text)
    return (found.lastgroup or "") if found else ""


def all_of(kind: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Every word of a kind in a text: its code, where it begins and where it ends."""
    for found in pattern(kind).finditer(text):
        yield found.lastgroup or "", found.start(), found.end()
