"""A table in an Office Open XML workbook: each cell as its number format displays it; formulas are never calculated.

Where a cell holds a formula, the value that the spreadsheet program stored beside it is read. Archives that would
unpack to too much, and parts with a document type, are refused before anything is parsed.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
from defusedxml import DefusedXmlException, ElementTree

from kg_build.audit.table.sheet import MOST_COLUMNS, Sheet
from kg_build.errors import InvalidRecord

#: The most that an archive may unpack to, and how many times its own size a part may become.
MOST_UNPACKED = 400_000_000
MOST_RATIO = 250
MOST_PARTS = 5_000
#: A part of this size does no harm, however well it was packed.
HARMLESS = 1_000_000
_PLACES = re.compile(r"\.([0#?]+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def read(path: Path, content: bytes, is_known: Callable[[str], bool]) -> Sheet:
    """The worksheet with most known names in its first row."""
    _refuse_bombs(path, content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except (
        KeyError,
        ValueError,
        OSError,
        zipfile.BadZipFile,
        SyntaxError,
        TypeError,
        AttributeError,
    ) as error:
        raise InvalidRecord(
            f"{path}: no workbook: {error}", next_step="save the table anew as .xlsx"
        ) from error
    headers = {sheet.title: _header(sheet) for sheet in book.worksheets}
    if not headers:
        raise InvalidRecord(
            f"{path}: the workbook has no worksheet", next_step="save the table anew as .xlsx"
        )
    title = max(headers, key=lambda name: sum(is_known(cell) for cell in headers[name]))
    others = [name for name in headers if name != title]
    notes = (f"worksheet: {title}", *([f"worksheets not read: {', '.join(others)}"] if others else []))
    return Sheet(path.name, headers[title], _rows(book[title], len(headers[title])), notes)


def _refuse_bombs(path: Path, content: bytes) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise InvalidRecord(
            f"{path}: no .xlsx file: {error}", next_step="save the table anew as .xlsx"
        ) from error
    parts = archive.infolist()
    huge = [
        part.filename
        for part in parts
        if part.file_size > HARMLESS and part.file_size > MOST_RATIO * part.compress_size
    ]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or huge:
        raise InvalidRecord(
            f"{path}: the archive unpacks to more than a table holds {', '.join(huge)}",
            next_step="save the table as CSV, or split it",
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            _refuse_document_type(path, archive, part)


def _refuse_document_type(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    try:
        with archive.open(part) as stream:
            next(ElementTree.iterparse(stream, events=("start",), forbid_dtd=True), None)
    except DefusedXmlException as error:
        raise InvalidRecord(
            f"{path}: {part.filename} declares a document type", next_step="save the table anew as .xlsx"
        ) from error
    except (SyntaxError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise InvalidRecord(
            f"{path}: {part.filename}: {error}", next_step="save the table anew as .xlsx, without a password"
        ) from error


def _header(sheet: Any) -> tuple[str, ...]:
    first = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS), ())
    names = [shown(cell.value, "General").strip() for cell in first]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _rows(sheet: Any, wide: int) -> Iterator[tuple[int, Sequence[str]]]:
    for number, cells in enumerate(sheet.iter_rows(min_row=2, max_col=max(wide, 1)), 2):
        yield number, ["" if cell.value is None else shown(cell.value, cell.number_format) for cell in cells]


def shown(value: Any, number_format: str) -> str:
    """A value as its number format displays it, with a decimal point.

    >>> shown(0.74, "0%"), shown(62.1, "0.00"), shown(0.1 + 0.2, "General"), shown(39, "General")
    ('74%', '62.10', '0.3', '39')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    percent, places = _form(number_format)
    exact = Decimal(f"{value:.11g}") * (100 if percent else 1)
    if not exact.is_finite() or abs(exact.adjusted()) > 30:  # noqa: PLR2004  the longest that is read
        return str(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return format(exact.normalize() if places is None else exact, "f") + ("%" if percent else "")


@cache
def _form(number_format: str) -> tuple[bool, int | None]:
    """Whether a number format shows percent, and how many decimals; None where it leaves them open."""
    section = _QUOTED.sub("", number_format.split(";", maxsplit=1)[0])
    if not re.search("[0#?]", section) or "E" in section.upper():
        return False, None
    places = _PLACES.search(section)
    open_ended = places is not None and "#" in places[1]
    return "%" in section, None if open_ended else len(places[1]) if places else 0
