"""Questions of the catalogue by words, in both languages, with typing mistakes."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from queries.library import Question
from queries.texts.folding import stem, telling, words

_PART = 4  # letters of a word that is also looked for inside longer ones
_LIKE = 80  # how much a mistyped word has to look like a right one, of 100


def matching(questions: Sequence[Question], text: str) -> tuple[Question, ...]:
    """The questions in which every word is found, best first; where there is none, those with any of the words."""
    asked = [stem(word) for word in telling(words(text))]
    if not asked:
        return tuple(questions)
    found = [(question, [_weight(word, _words(question)) for word in asked]) for question in questions]
    every = [(question, weights) for question, weights in found if all(weights)]
    some = every or [(question, weights) for question, weights in found if any(weights)]
    return tuple(question for question, _ in sorted(some, key=lambda pair: -sum(pair[1])))


def _words(question: Question) -> frozenset[str]:
    header = question.header
    said = " ".join((question.name.replace("_", " "), question.topic, *header.summary.values(), *header.tags))
    return frozenset(map(stem, words(said)))


def _weight(word: str, known: frozenset[str]) -> float:
    """How surely a word is meant by one of the known ones: as it stands, as a part, or mistyped; 0 where by none."""
    if word in known:
        return 1
    if len(word) < _PART:
        return 0
    if any(one.startswith(word) for one in known):
        return 0.9
    if any(word in one for one in known):
        return 0.8
    best = max(fuzz.ratio(word, one) for one in known)
    return best / 125 if best >= _LIKE else 0
