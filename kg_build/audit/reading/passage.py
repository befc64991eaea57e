"""A paragraph to be read: its text, whose it is, and its sentences with the place of every stretch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg_build.audit.finding import Anchor, Place, TextAnchor
from kg_build.audit.reading.masks import masked

#: Abbreviations after which a full stop ends no sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:ca|bzw|z|z\.\s?B|d|h|u|a|o|ggf|inkl|insb|evtl|vs|Nr|Abb|Tab|Kap|al|Mo|Mon|J|Pat|Aufl|sog|usw|etc|resp|approx|Dr|Prof|e|i|g|n|k|k\.\s?A|St|Z|max|min|ed|Fig|No|med|std|Std|Ref|Bd|vgl|Vgl|mind))$"
)
#: No sentence is longer, in characters.
LONGEST = 1_500
#: What a full stop behind a number makes an ordinal before.
_ORDINAL = re.compile(
    r"\s(?:TNM|UICC|AJCC)?[- ]?(?:Auflage|Aufl|Edition|Fassung|Version|Monat|Jahr|Lebensjahr|Lebensjahrzehnt|Woche|Tag|Zyklus|Dekade|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
)
_END = re.compile(r"[.!?](?=[\s\])”\"„“']|$)")
_AUTHOR = re.compile(
    r"((?:De |Van |Di |Le )?[A-ZÄÖÜ][\wäöüßéèçñáíóø'-]+(?: [A-ZÄÖÜ][\w'-]+)?)\s+(?:et\s+al\.?|und Mitarbeiter\w*|und Kollegen|und Koll\.|u\.\s?a\.|and colleagues|and co-workers)"
    r"(?:,?\s*\(?(?:\w[\w .]*?)?((?:19|20)\d\d)\)?)?"
)


@dataclass(frozen=True)
class Sentence:
    """One sentence: its text, the same with all masked that measures nothing, and where it begins in the passage."""

    text: str
    masked: str
    start: int
    study: str = ""


@dataclass(frozen=True)
class Passage:
    """A paragraph. ``anchor`` makes an anchor of two positions; ``study`` and ``group`` are whose it is, where known."""

    text: str
    subjects: tuple[str, ...]
    anchor: Callable[[int, int], Anchor]
    unit: str = ""
    study: str = ""
    group: str = ""
    recommendation: bool = False

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, each with the study that it speaks of: named in it, else in one before."""
        blank = masked(self.text)
        study = self.study
        found = []
        for start, end in _bounds(self.text):
            study = self.study or named(self.text[start:end]) or study
            found.append(Sentence(self.text[start:end], blank[start:end], start, study))
        return tuple(found)

    def place(self, sentence: Sentence, start: int, end: int, *, group: str = "", unit: str = "") -> Place:
        """Where a stretch of a sentence stands."""
        anchor = self.anchor(sentence.start + start, sentence.start + end)
        study = sentence.study
        return Place(self.subjects, (anchor,), unit or self.unit, study, group or self.group)


def named(sentence: str) -> str:
    """The study that a sentence names by its first author, or nothing.

    >>> named("In der Studie von Muster et al. (Annals 2012) wurden"), named("Die Studie zeigt")
    ('Muster 2012', '')
    """
    found = _AUTHOR.search(sentence)
    return " ".join(part for part in found.groups() if part) if found else ""


def of_text(text: str, file: str = "text", subject: str = "urn:leitgraph:text") -> Passage:
    """A paragraph that stands in a file by itself."""
    return Passage(text, (subject,), lambda start, end: TextAnchor(file, start, end), unit=subject)


def _bounds(text: str) -> list[tuple[int, int]]:
    starts = [0]
    for found in _END.finditer(text):
        before = text[starts[-1] : found.start()]
        after = text[found.end() : found.end() + 3].lstrip(" )]”\"“'\n")
        short = found[0] == "." and (
            _ABBREVIATION.search(before[-12:])
            or (before[-1:].isdigit() and _ORDINAL.match(text, found.end()))
        )
        if not short and (not after or not after[0].islower()):
            starts.append(found.end())
    ends = [*starts[1:], len(text)]
    parts = (part for start, end in zip(starts, ends, strict=True) for part in _cut(text, start, end))
    return [(start, end) for start, end in parts if text[start:end].strip()]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or the pieces of what is far too long for one: pasted lists, or texts made to hold up a reader."""
    while end - start > LONGEST:
        blank = text.rfind(" ", start + 1, start + LONGEST)
        at = blank if blank > start else start + LONGEST
        yield start, at
        start = at
    yield start, end
