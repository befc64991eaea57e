"""The wording of the sources, to prove that it is nowhere: eight or more consecutive words of a source.

The sources are under copyright. Records paraphrase them; whatever the project keeps or writes can be held
against the windows of eight words that this module cuts out of the user's own copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg_build.anchors import copies

#: So many consecutive words of a source are its wording.
WORDS = 8
_WORD = re.compile(r"[^\W_]+")


def windows(text: str) -> Iterator[str]:
    """Every run of eight words, without case and punctuation.

    >>> list(windows("One, two, three four five six (seven) eight NINE."))
    ['one two three four five six seven eight', 'two three four five six seven eight nine']
    """
    words = _WORD.findall(text.casefold())
    return (" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1))


def wording(sources: Path) -> frozenset[str]:
    """All runs of eight words of all files in a folder of sources."""
    return frozenset(window for _, text in copies(sources).values() for window in windows(text))


def find_wording(text: str, of_sources: frozenset[str]) -> tuple[str, ...]:
    """The runs of eight words of a text that stand in a source.

    >>> find_wording("He said: one two three four five six seven eight.", frozenset(windows("One two three four five six seven eight")))
    ('one two three four five six seven eight',)
    """
    return tuple(window for window in windows(text) if window in of_sources)
