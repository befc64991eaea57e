"""A table as delimited text: comma, semicolon, tab or bar, whichever makes most of the header known."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg_build.audit.table.sheet import MOST_BYTES, Sheet
from kg_build.errors import InvalidRecord

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def read(path: Path, content: bytes, is_known: Callable[[str], bool]) -> Sheet:
    """A sheet of a file's bytes; a line ``sep=;`` that spreadsheets write before the header is heeded."""
    text, notes = _decoded(path, content)
    csv.field_size_limit(MOST_BYTES)
    delimiter = ""
    if text[:4].casefold() == "sep=":
        head, _, text = text.partition("\n")
        delimiter = head[4:5]
    delimiter = delimiter or max(_DELIMITERS, key=lambda sign: _fit(_header(text, sign), is_known))
    rows = _rows(path, text, delimiter)
    header = next(rows, (1, ()))[1]
    shown = f"delimiter: {_DELIMITERS.get(delimiter, delimiter)}"
    return Sheet(path.name, tuple(cell.strip() for cell in header), rows, (*notes, shown))


def _decoded(path: Path, content: bytes) -> tuple[str, tuple[str, ...]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace"), ("encoding: UTF-16",)
    if b"\0" in content[:4096]:
        raise InvalidRecord(
            f"{path}: this is no text file", next_step="save the table as CSV in UTF-8, or as .xlsx"
        )
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        note = f"encoding: line {line} is no UTF-8; the file was read as Windows-1252, check its umlauts"
        return content.decode("cp1252", errors="replace"), (note,)


def _header(text: str, delimiter: str) -> Sequence[str]:
    return next(csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter), [])


def _fit(header: Sequence[str], is_known: Callable[[str], bool]) -> tuple[int, int]:
    return sum(is_known(name) for name in header), len(header)


def _rows(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(reader, 1)
    except csv.Error as error:
        raise InvalidRecord(
            f"{path}: line {reader.line_num}: {error}", next_step="check the quotation marks of this line"
        ) from error
