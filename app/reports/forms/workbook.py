"""A document as a workbook: its tables as sheets, then a data dictionary and where it comes from.

Numbers are numbers, with a format that shows their decimals in the reader's own spelling. Text from the graph is
always text: what begins like a formula is stored as a string and marked so, and no cell holds a formula.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.reports.document import Cell, Column, Document, Missing, Table
from app.reports.forms.archive import clean, fixed

#: Excel takes 32,767 UTF-16 units in a cell; a longer text goes on in the row below.
_LONGEST = 16_000
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_NARROWEST, _WIDEST, _LETTERS = 9, 60, 1.15  # width in digits; letters are a little narrower
_LINE, _HIGHEST = 12.0, 409.0  # points; a spreadsheet has no higher row
#: So many letters across are legible on A4; twice as many on A3.
_WIDE, _A3, _A4 = 150, 8, 9
_EXACT_BELOW = 10**15  # a spreadsheet keeps 15 digits; a longer number is text


def render(document: Document) -> bytes:
    """The content of the ``.xlsx`` file."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for style in _styles():
        book.add_named_style(style)
    tables = document.tables()
    for name, table in (*tables, _dictionary(document, tables), _origin(document)):
        _sheet(book, document, name, table)
    about = book.properties
    about.title, about.creator, about.description = (
        clean(document.title),
        "Leitgraph",
        clean(document.provenance.short),
    )
    about.language = document.tongue("de-DE", "en-GB")
    out = io.BytesIO()
    book.save(out)
    return fixed(out.getvalue(), document.provenance.day)


def _styles() -> Iterator[NamedStyle]:
    """The named styles of our sheets: a header, a value, one that is missing, a number."""
    line = Border(bottom=Side(style="hair", color="BFC5CC"))
    top = Alignment(vertical="top", wrap_text=True)
    head = NamedStyle("Leitgraph Header")
    head.font, head.fill = (
        Font(name="Arial", size=9, bold=True, color="FFFFFF"),
        PatternFill("solid", fgColor="1F4E5F"),
    )
    head.alignment = Alignment(vertical="center", wrap_text=True)
    value = NamedStyle("Leitgraph Value")
    value.font, value.alignment, value.border = Font(name="Arial", size=9), top, line
    missing = NamedStyle("Leitgraph Missing")
    missing.font, missing.alignment, missing.border = (
        Font(name="Arial", size=9, italic=True, color="6B7280"),
        top,
        line,
    )
    number = NamedStyle("Leitgraph Number")
    number.font, number.border = Font(name="Arial", size=9), line
    number.alignment = Alignment(vertical="top", horizontal="right", indent=1)
    yield from (head, value, missing, number)


def _sheet(book: Workbook, document: Document, name: str, table: Table) -> None:
    sheet = book.create_sheet(_name(name, book.sheetnames))
    for number, column in enumerate(table.columns, 1):
        _put(sheet.cell(1, number), column.title, document, "Leitgraph Header")
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    at = 2
    for row in table.rows or ((table.empty,),):
        for part in _parts(row, document):
            for number, cell in enumerate(part, 1):
                if cell is not None:
                    _put(sheet.cell(at, number), cell, document)
            sheet.row_dimensions[at].height = _height(part, table, document)
            at += 1
    _page(sheet, document, len(table.columns), at - 1)


def _width(column: Column) -> int:
    """How many letters across."""
    return min(_WIDEST, max(_NARROWEST, column.width))


def _height(row: Sequence[Cell | None], table: Table, document: Document) -> float:
    """The height of a row in points: programs do not all reckon it themselves for text that wraps."""
    lines = (
        sum(1 + int(len(line) / (_LETTERS * _width(column))) for line in document.told(cell).split("\n"))
        for cell, column in zip(row, table.columns, strict=False)
        if cell is not None
    )
    return min(_HIGHEST, _LINE * max(lines, default=1) + 2)


def _page(sheet: Worksheet, document: Document, width: int, height: int) -> None:
    """The header stays on the screen and on every printed page; a wide sheet is printed on larger or on more pages."""
    sheet.row_dimensions[1].height = 2 * _LINE + 4
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(width)}{max(height, 1)}"
    sheet.print_title_rows = "1:1"
    across = sum(dimension.width for dimension in sheet.column_dimensions.values())
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4 if across <= _WIDE else _A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1 + int(across // (2 * _WIDE)), 0
    if sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = "A:B"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if (foot := sheet.oddFooter) is not None:
        foot.left.text = clean(document.provenance.short).replace("&", "&&")
        foot.right.text = "&P / &N"


def _parts(row: Sequence[Cell], document: Document) -> Iterator[tuple[Cell | None, ...]]:
    """A row, and further rows for what does not fit into one cell."""
    pieces = [_pieces(cell) if isinstance(cell, str) else [_plain(cell, document)] for cell in row]
    yield from zip_longest(*pieces)


def _pieces(text: str) -> list[str]:
    return [text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST)] or [""]


def _plain(cell: Cell, document: Document) -> Cell:
    return cell if isinstance(cell, int | Decimal | dt.date | Missing) else document.told(cell)


def _put(target: SheetCell, cell: Cell, document: Document, style: str = "Leitgraph Value") -> None:
    """Write one value with its type and format; text stays text whatever it begins with."""
    target.style = "Leitgraph Missing" if isinstance(cell, Missing) else style
    if isinstance(cell, int | Decimal) and -_EXACT_BELOW < cell < _EXACT_BELOW:
        target.style = "Leitgraph Number"
        target.value, target.number_format = cell, _format(cell)
    elif isinstance(cell, dt.date):
        target.value, target.number_format = cell, document.tongue("DD.MM.YYYY", "YYYY-MM-DD")
    else:
        text = clean(document.told(cell))
        target.value = text
        if text.startswith("="):
            target.data_type = "s"
        if text[:1] in ("=", "+", "-", "@"):
            target.quotePrefix = True


def _format(value: int | Decimal) -> str:
    """A number format with as many decimals as the source printed; the comma is the reader's own.

    >>> _format(Decimal("2.10")), _format(39)
    ('0.00', '0')
    """
    decimals = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    return f"0.{'0' * decimals}" if decimals > 0 else "0"


def _name(wanted: str, taken: Sequence[str]) -> str:
    """A name that a sheet may have, and that no other has."""
    name = _NOT_IN_NAMES.sub(" ", clean(wanted))[:_LONGEST_NAME] or "-"
    number = 1
    while name.lower() in {other.lower() for other in taken}:
        number += 1
        name = f"{name[: _LONGEST_NAME - 4]} ({number})"
    return name


def _dictionary(document: Document, tables: Sequence[tuple[str, Table]]) -> tuple[str, Table]:
    say = document.tongue
    name = say("Datenwörterbuch", "Data dictionary")
    columns = (
        Column(say("Blatt", "Sheet"), 22),
        Column(say("Spalte", "Column"), 28),
        Column(say("Bedeutung", "Meaning"), 60),
    )
    rows = [
        (sheet, column.title, column.meaning or Missing.NOT_APPLICABLE)
        for sheet, table in tables
        for column in table.columns
    ]
    told = say("in allen Blättern", "in all sheets")
    rows += [
        (told, say(*Missing.NOT_RECORDED.value), say("steht nicht im Graphen", "is not in the graph")),
        (told, say(*Missing.NOT_REPORTED.value), say("die Quelle sagt es nicht", "the source does not say")),
        (
            told,
            say(*Missing.NOT_APPLICABLE.value),
            say("kommt hier nicht in Betracht", "does not arise here"),
        ),
    ]
    return name, Table(name, columns, tuple(rows))


def _origin(document: Document) -> tuple[str, Table]:
    name = document.tongue("Herkunft", "Provenance")
    columns = (Column(document.tongue("Angabe", "Item"), 30), Column(document.tongue("Wert", "Value"), 60))
    return name, Table(name, columns, document.origin())
