"""What was typed into a search, as groups of words: each group is one thing that is looked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from queries.errors import BadParameter
from queries.texts import folding
from queries.texts.vocabulary import Vocabulary

LONGEST = 500
MOST_WORDS = 40
_LONGEST_TERM = 6
_SYNONYM = 0.8
_HALVES = 0.7
#: Below this a word is not in the texts: there are only others that look like it.
_KNOWN = 0.5


@dataclass(frozen=True)
class Way:
    """One way to say a thing: words that must all be there, each with what it may mean; and how near it is to what was typed."""

    words: tuple[Mapping[str, float], ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Group:
    """One thing that is looked for: any of these ways will do; what is rare in the texts weighs more."""

    ways: tuple[Way, ...]
    rarity: float = 1.0

    @property
    def words(self) -> frozenset[str]:
        """Every word by which it is looked for."""
        return frozenset(word for way in self.ways for meanings in way.words for word in meanings)


def read(text: str, index: sqlite3.Connection) -> tuple[Group, ...]:
    """The groups of a search; what the ontology has a term for stays together."""
    vocabulary = Vocabulary(index)
    return tuple(_group(term, others, vocabulary) for term, others in _terms(typed(text), index))


def typed(text: str) -> list[str]:
    """The folded words of a search that say something.

    >>> typed("Therapie von Hirnmetastasen")
    ['therapie', 'hirnmetastasen']
    """
    if len(text) > LONGEST:
        raise BadParameter(
            f"the search has {len(text)} characters", next_step=f"search for at most {LONGEST}"
        ).because("long_search", number=len(text), most=LONGEST)
    found = list(dict.fromkeys(folding.telling(folding.words(text))))
    if not found:
        raise BadParameter("no word to search for", next_step="type at least one letter or digit").because(
            "no_word"
        )
    if len(found) > MOST_WORDS:
        raise BadParameter(
            f"the search has {len(found)} words", next_step=f"search for at most {MOST_WORDS}"
        ).because("many_words", number=len(found), most=MOST_WORDS)
    return found


def _terms(found: list[str], index: sqlite3.Connection) -> Iterator[tuple[list[str], list[list[str]]]]:
    """The longest runs of words that are a term of the ontology, with its other names; else single words."""
    start = 0
    while start < len(found):
        for size in range(min(_LONGEST_TERM, len(found) - start), 0, -1):
            run = found[start : start + size]
            others = _synonyms(run, index)
            if others or size == 1:
                yield run, others
                start += size
                break


def _synonyms(run: list[str], index: sqlite3.Connection) -> list[list[str]]:
    key = " ".join(folding.stem(word) for word in run)
    query = """SELECT DISTINCT other.words FROM name JOIN name AS other ON other.record = name.record
               WHERE name.phrase = ? AND other.phrase <> ? ORDER BY other.words LIMIT 20"""
    return [folding.telling(words.split()) for (words,) in index.execute(query, [key, key])]


def _group(run: list[str], others: list[list[str]], vocabulary: Vocabulary) -> Group:
    typed = Way(tuple(vocabulary.meanings(word) for word in run))
    named = (Way(tuple({word: 1.0} for word in other), _SYNONYM) for other in others)
    unknown = len(run) == 1 and max(typed.words[0].values(), default=0.0) < _KNOWN
    halves = vocabulary.halves(run[0]) if unknown else None
    parted = [Way(tuple(vocabulary.meanings(half) for half in halves), _HALVES)] if halves else []
    ways = tuple(way for way in (typed, *named, *parted) if all(way.words))
    return Group(ways, vocabulary.rarity(typed.words[0]))


def all_words(groups: Iterable[Group]) -> frozenset[str]:
    """Every word by which something is looked for."""
    return frozenset().union(*(group.words for group in groups))
