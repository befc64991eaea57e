"""The words that a reader of evidence must know, German and English, in one file: ``vocabulary.yaml``.

In the file ``*`` stands for any ending, a hyphen may be missing or be a blank, and blanks may be line breaks. Where two
words begin at one place, the kind that stands first in the file is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ontology.loader import loaded

#: Everything of the file, by kind of word.
VOCABULARY: dict[str, Any] = loaded(
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
    return (r"(?<!\w)" if word[0].isalnum() else "") + _pattern(word)


def _pattern(word: str) -> str:
    """A word of the file as an expression, without what must not stand before it."""
    inner = "".join({" ": r"[\s-]+", "-": r"[\s-]?", "*": r"\w*"}.get(sign, re.escape(sign)) for sign in word)
    return inner + (r"(?!\w)" if word[-1].isalnum() else "")


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
    return next((code for code, _, _ in all_of(kind, text)), "")


@lru_cache(maxsize=4096)
def all_of(kind: str, text: str) -> tuple[tuple[str, int, int], ...]:
    """Every word of a kind in a text: its code, where it begins and where it ends."""
    return tuple((found.lastgroup or "", found.start(), found.end()) for found in _found(kind, text))


def _found(kind: str, text: str) -> Iterator[re.Match[str]]:
    """The matches one after another; a plain expression looks where a word may stand, which is quicker."""
    small = text.lower()
    looked, known = _anywhere(kind), pattern(kind)
    if looked is None or len(small) != len(text):
        yield from known.finditer(text)
        return
    at = looked.search(small)
    while at:
        found = known.match(text, at.start())
        if found:
            yield found
        at = looked.search(small, max(found.end() if found else 0, at.start() + 1))


@cache
def _anywhere(kind: str) -> re.Pattern[str] | None:
    """All words of a kind in small letters, where each begins with a letter or with any word."""
    words = [word.lower() for words in VOCABULARY[kind].values() for word in words]
    if not all(word[0].isalnum() or word[0] == "*" for word in words):
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(_pattern(word) for word in sorted(words)) + ")")
