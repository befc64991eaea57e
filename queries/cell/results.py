"""An answer as bytes: written by the store's own serialisers, and cut at the limits, well-formed and never silently."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import IO, cast

import pyoxigraph as ox

from queries.cell.messages import Kind
from queries.errors import Exhausted, WrongFormat

_QUOTED = rb'"(?:[^"\\]|\\.)*+"'
_NEVER = re.compile(rb"(?!)")


@dataclass(frozen=True)
class _Layout:
    """How the rows of a format are told apart in its bytes.

    A ``mark`` stands with each row; an answer of n rows has n + ``extra``. Where ``doubt`` is found, some may stand
    within strings; ``exact`` passes over those. An answer that is cut ends ``keep`` bytes into a mark, and ``tail``
    closes it.
    """

    mark: bytes
    exact: re.Pattern[bytes]
    doubt: re.Pattern[bytes]
    extra: int
    keep: int
    tail: bytes

    def places(self, body: bytes | bytearray) -> list[int]:
        """Where the marks stand."""
        pattern = (
            self.exact if self.doubt.search(body) else re.compile(b"(?P<mark>" + re.escape(self.mark) + b")")
        )
        return [match.start() for match in pattern.finditer(body) if match["mark"]]


_LAYOUTS = {
    # in doubt: a mark that is not between two rows with values, or after a quote that may not be the end of a string
    ox.QueryResultsFormat.JSON: _Layout(
        b"},{",
        re.compile(_QUOTED + rb"|(?P<mark>\},\{)", re.DOTALL),
        re.compile(rb'\},\{(?:(?!")|(?<=[\\:]"\}\},\{)|(?<!"\}\},\{))'),
        extra=-1,
        keep=1,
        tail=b"]}}",
    ),
    ox.QueryResultsFormat.XML: _Layout(
        b"<result>", _NEVER, _NEVER, extra=0, keep=0, tail=b"</results></sparql>"
    ),
    ox.QueryResultsFormat.CSV: _Layout(
        b"\r\n", re.compile(rb'"[^"]*+"|(?P<mark>\r\n)'), re.compile(rb'"'), extra=1, keep=2, tail=b""
    ),
    ox.QueryResultsFormat.TSV: _Layout(b"\n", _NEVER, _NEVER, extra=1, keep=1, tail=b""),
}


@dataclass(frozen=True)
class Written:
    """The bytes of an answer with the number of its rows or triples."""

    body: bytes
    kind: Kind
    rows: int
    truncated: bool = False


def write(
    answer: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, media_type: str, rows: int, size: int
) -> Written:
    """Write an answer in a format; what goes beyond the allowed rows or bytes is left out and said.

    >>> write(ox.Store().query("ASK {}"), "text/csv", 10, 1000).body
    b'true'
    """
    if isinstance(answer, ox.QueryTriples):
        return _graph(answer, _rdf_format(media_type), rows, size)
    form = ox.QueryResultsFormat.from_media_type(media_type)
    if form is None:
        raise WrongFormat(
            f"SELECT and ASK are not answered as {media_type}",
            next_step="ask for SPARQL results as JSON or XML, or for CSV or TSV",
        )
    if isinstance(answer, ox.QueryBoolean):
        return Written(cast("bytes", answer.serialize(format=form)), "boolean", 1)
    return _rows(answer, form, rows, size)


def _rdf_format(media_type: str) -> ox.RdfFormat:
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise WrongFormat(
            f"CONSTRUCT and DESCRIBE are not answered as {media_type}",
            next_step="ask for Turtle, N-Triples, RDF/XML, JSON-LD, TriG or N-Quads",
        )
    return form


class _Full(Exception):
    """The answer has reached a limit."""


class _Sheet:
    """Takes what a serialiser writes in pieces of some kilobytes, and stops it beyond so many bytes or rows."""

    def __init__(self, size: int, layout: _Layout | None = None, rows: int = 0) -> None:
        self.body = bytearray()
        self._size = size
        self._layout = layout
        self._marks = rows + (layout.extra if layout else 0)
        self._left = self._marks  # so many may still come

    def write(self, piece: bytes) -> int:
        """Keep a piece."""
        before = len(self.body)
        self.body += piece
        if self._layout:
            self._left -= self.body.count(self._layout.mark, max(0, before - len(self._layout.mark) + 1))
            if self._left < 0:
                self._left = self._marks - len(self._layout.places(self.body))
        if self._left < 0 or len(self.body) > self._size:
            raise _Full
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def _rows(answer: ox.QuerySolutions, form: ox.QueryResultsFormat, rows: int, size: int) -> Written:
    layout = _LAYOUTS[form]
    sheet = _Sheet(size, layout, rows)
    try:
        answer.serialize(cast("IO[bytes]", sheet), format=form)
    except _Full:
        return _cut(sheet.body, layout, rows, size)
    empty = layout.extra < 0 and sheet.body.endswith(b"[]}}")
    return Written(bytes(sheet.body), "rows", 0 if empty else len(layout.places(sheet.body)) - layout.extra)


def _cut(body: bytearray, layout: _Layout, rows: int, size: int) -> Written:
    """The first rows of an answer that went on beyond the limits."""
    whole = [place for place in layout.places(body) if place + layout.keep <= size]
    first = (
        1 if layout.extra < 0 else 0
    )  # which mark closes the first row: it stands between rows, or with each
    kept = min(rows, len(whole) - 1 + first)
    if kept < 1:
        raise _too_large(size)
    return Written(
        bytes(body[: whole[kept - first] + layout.keep]) + layout.tail, "rows", kept, truncated=True
    )


def _graph(answer: ox.QueryTriples, form: ox.RdfFormat, rows: int, size: int) -> Written:
    """A graph has no place at which it may be cut in any format, so the triples are taken first."""
    triples = list(islice(answer, rows + 1))
    truncated = len(triples) > rows
    del triples[rows:]
    while True:
        sheet = _Sheet(size)
        try:
            ox.serialize(triples, cast("IO[bytes]", sheet), format=form)
        except _Full:
            truncated = True
            del triples[len(triples) // 2 :]
            if not triples:
                raise _too_large(size) from None
        else:
            return Written(bytes(sheet.body), "graph", len(triples), truncated)


def _too_large(size: int) -> Exhausted:
    return Exhausted(
        f"a single row of the answer is larger than {size} bytes", next_step="ask for less of each value"
    )
