"""A record that was found, as it is shown: its label in the language asked for, and the place where the words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ontology.namespaces import curie
from queries.texts.folding import words
from queries.texts.roles import Text, kind

_LONGEST = 200
_BEFORE = 8
_LABELS = ("label", "paraphrase", "citation")


@dataclass(frozen=True)
class Hit:
    """One record that was found: its kind, its label in the language asked for, and where the words were found.

    ``score`` is 0 to about 2; above 1 the search is a whole name of the record.
    """

    iri: str
    kind: str
    label: str
    snippet: str
    found_in: str
    score: float


@dataclass(frozen=True)
class Telling:
    """The language that an answer is given in, and the folded words that were looked for.

    >>> texts = [("label", "en", "brain"), ("label", "de", "Gehirn"), ("synonym", "de", "Hirn")]
    >>> Telling("de", frozenset({"hirn"})).hit("urn:brain", texts, "synonym", 0.9)
    Hit(iri='urn:brain', kind='term', label='Gehirn', snippet='Hirn', found_in='synonym', score=0.9)
    """

    language: str
    wanted: frozenset[str]

    def hit(self, name: str, texts: Sequence[Text], role: str, score: float) -> Hit:
        """A record with its label, and an excerpt from its texts of the role in which the words were found."""
        own_first = sorted(texts, key=lambda text: (text[1] != self.language, text[1] != ""))
        labels = (text for wanted in _LABELS for found, _, text in own_first if found == wanted)
        told = [text for found, _, text in own_first if found == role]
        with_words = [text for text in told if self.wanted & set(words(text))]
        excerpt = self._excerpt(next(iter(with_words or told), ""))
        return Hit(name, kind(name), next(labels, curie(name)), excerpt, role, score)

    def _excerpt(self, text: str) -> str:
        """As much of a text as fits on two lines, from a little before the first word that was found."""
        if len(text) <= _LONGEST:
            return text
        parts = text.split(" ")
        first = next((i for i, part in enumerate(parts) if self.wanted & set(words(part))), 0)
        begin = max(0, first - _BEFORE)
        rest = " ".join(parts[begin:])
        shown = f"{rest[:_LONGEST].rpartition(' ')[0]} …" if len(rest) > _LONGEST else rest
        return f"… {shown}" if begin else shown
