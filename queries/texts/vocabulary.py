"""All words of a generation, and which of them a typed word may mean."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from queries.texts.folding import stem

_SAME, _BEGINNING, _HEAD, _INSIDE, _LOOKS_LIKE = 1.0, 0.8, 0.7, 0.55, 0.45
_SHORTEST_PART = 4
_MOST = 80
_ALIKE = 0.74
_LINKS = ("", "s", "n", "en", "es")


class Vocabulary:
    """The words of an index; those of letters alone are also looked into for parts and for typing mistakes.

    >>> index = sqlite3.connect(":memory:")
    >>> _ = index.execute("CREATE VIRTUAL TABLE folded USING fts5(label)")
    >>> _ = index.execute("CREATE VIRTUAL TABLE term USING fts5vocab(folded, 'row')")
    >>> _ = index.execute("CREATE TABLE vocabulary (words, records)")
    >>> _ = index.execute("INSERT INTO folded VALUES ('hirnmetastasen hirn')")
    >>> _ = index.execute("INSERT INTO vocabulary VALUES (?, 1)", ["\\nhirn\\nhirnmetastasen\\n"])
    >>> Vocabulary(index).meanings("metastase")
    {'hirnmetastasen': 0.7}
    """

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._words, self._records = index.execute("SELECT words, records FROM vocabulary").fetchone()

    def meanings(self, word: str) -> Mapping[str, float]:
        """The words that a typed one may mean, each with how well it fits (0 to 1)."""
        root = stem(word)
        found = dict.fromkeys(self._beginning_with(word), _BEGINNING)
        if len(root) >= _SHORTEST_PART:
            found |= {term: _fit(term, root) for term in self._containing(root)}
        if word in found:
            found[word] = _SAME
        return found or self._looking_like(word)

    def rarity(self, words: Iterable[str]) -> float:
        """How much it says that a record has one of these words: about 1 where all have, more where few do."""
        wanted = list(words)
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT MAX(doc) FROM term WHERE term IN ({marks})"  # noqa: S608  question marks alone
        (most,) = self._index.execute(query, wanted).fetchone()
        return 1 + math.log(self._records / (most or self._records))

    def halves(self, word: str) -> tuple[str, str] | None:
        """A compound that nobody wrote as one word, as the two words that it is made of.

        The longest first part wins; what links the two (``-s-``, ``-en-``) is left out.
        """
        for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            for link in _LINKS:
                first, second = word[:cut].removesuffix(link), word[cut:]
                if len(first) >= _SHORTEST_PART and self._knows(first) and self._knows(second):
                    return first, second
        return None

    def _knows(self, word: str) -> bool:
        return f"\n{stem(word)}" in self._words

    def _beginning_with(self, word: str) -> Iterator[str]:
        if len(word) < 3:  # noqa: PLR2004  a shorter beginning says nothing; the word itself is looked up
            rows = self._index.execute("SELECT term FROM term WHERE term = ?", [word])
        else:
            span = [word, f"{word}\U0010ffff", _MOST]
            rows = self._index.execute("SELECT term FROM term WHERE term >= ? AND term < ? LIMIT ?", span)
        return (term for (term,) in rows)

    def _containing(self, part: str) -> list[str]:
        found: list[str] = []
        place = self._words.find(part)
        while place >= 0 and len(found) < 4 * _MOST:
            start, end = self._words.rfind("\n", 0, place) + 1, self._words.find("\n", place)
            found.append(self._words[start:end])
            place = self._words.find(part, end)
        return sorted(found, key=lambda term: (-_fit(term, part), len(term), term))[:_MOST]

    def _looking_like(self, word: str) -> dict[str, float]:
        if len(word) < _SHORTEST_PART or not word.isalpha():
            return {}
        near = process.extract(
            word, self._words.split(), scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=8
        )
        return {term: _LOOKS_LIKE * likeness for term, likeness, _ in near}


def _fit(term: str, root: str) -> float:
    if term.startswith(root):
        return _BEGINNING
    return _HEAD if stem(term).endswith(root) else _INSIDE
