"""What a record gives as printed, held against the words that it is anchored to.

A number that the passage does not print is a slip of the pen, or was calculated and belongs in another field.
The check needs the user's copy of the source; it names the number and never shows the wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg_build.anchors import copies, passages
from kg_build.errors import InvalidRecord
from kg_build.load import Corpus
from kg_build.model import PrintedValue, Statement


@dataclass(frozen=True, order=True)
class NotPrinted:
    """A value that a record gives as printed and that its anchored words do not contain."""

    statement: str
    record: str
    field: str
    given: str

    def __str__(self) -> str:
        return f"{self.statement}: {self.record}: {self.field} {self.given!r} does not stand in the anchored words"


def raise_for_numbers(corpora: Iterable[Corpus], sources: Path) -> None:
    """Stop where a record gives a number as printed that its passage does not print."""
    problems = numbers_in_span(corpora, sources)
    if problems:
        raise InvalidRecord(
            "\n".join(str(problem) for problem in problems),
            next_step="correct the printed value, or the anchor of its statement",
        )


def numbers_in_span(corpora: Iterable[Corpus], sources: Path) -> tuple[NotPrinted, ...]:
    """Every printed value whose number or wording its own anchors do not contain; files that are missing are left out."""
    there = copies(sources)
    return tuple(
        sorted(
            problem
            for passage in passages(corpora)
            if passage.file_sha256 in there
            for statement in passage.statements
            for problem in _problems(statement, there[passage.file_sha256][1])
        )
    )


def _problems(statement: Statement, text: str) -> Iterator[NotPrinted]:
    spans = tuple(text[anchor.start : anchor.end] for anchor in statement.anchors)
    for value in statement.printed_values:
        for field, given in _printed(value):
            if not any(stands_in(given, span) for span in spans):
                yield NotPrinted(statement.id, value.id, field, given)


def _printed(value: PrintedValue) -> Iterator[tuple[str, str]]:
    for field in ("printed", "percent_printed", "n"):
        given = getattr(value, field)
        if given is not None:
            yield field, str(given)


def stands_in(given: str, span: str) -> bool:
    """Whether a printed string stands in a span as a token: 3 does not stand in 13, in 3,5 nor in 1.300.

    >>> stands_in("13,5", "im Median 13,5 Monate"), stands_in("13", "im Median 13,5 Monate")
    (True, False)
    """
    words = r"\s+".join(re.escape(word) for word in given.split())
    start, end = r"(?<!\w)(?<!\d[.,])", r"(?!\w)(?![.,]\d)"
    return re.search(start + words + end, span, re.IGNORECASE) is not None
