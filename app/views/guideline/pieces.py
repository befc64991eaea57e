"""A text cut where its claims begin and end: claims overlap, and a piece of text may belong to several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """A claim's place in a text, from the first character to the one behind the last."""

    claim: str
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """A stretch of text with the claims that it belongs to, the shortest first; ``begins`` are those that begin here."""

    text: str
    claims: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def paragraphs(text: str, spans: Sequence[Span]) -> list[list[Piece]]:
    """The whole text in its paragraphs, each cut at the ends of the claims; what belongs to none stands between.

    >>> [[piece.text for piece in pieces] for pieces in paragraphs("One two.\\nThree.", [Span("a", 0, 8), Span("b", 4, 7)])]
    [['One ', 'two', '.'], ['Three.']]
    >>> paragraphs("One two.", [Span("a", 0, 8), Span("b", 4, 7)])[0][1]
    Piece(text='two', claims=('b', 'a'), begins=('b',))
    """
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(_cut(text, spans, start, start + len(line)))
        start += len(line) + 1
    return found


def _cut(text: str, spans: Sequence[Span], start: int, end: int) -> list[Piece]:
    inside = [span for span in spans if span.start < end and start < span.end]
    ends = {start, end} | {edge for span in inside for edge in (span.start, span.end) if start < edge < end}
    cuts = sorted(ends)
    return [_piece(text, inside, low, high) for low, high in pairwise(cuts)]


def _piece(text: str, spans: Sequence[Span], low: int, high: int) -> Piece:
    here = [span for span in spans if span.start <= low and high <= span.end]
    here.sort(key=lambda span: (span.end - span.start, span.claim))
    begins = [span.claim for span in reversed(here) if span.start == low]
    return Piece(text[low:high], tuple(span.claim for span in here), tuple(begins))
