"""The main table of a document as a CSV file for spreadsheets: semicolons, a byte order mark, no formulas.

A cell that begins like a formula is given an apostrophe, so that opening the file runs nothing. For programs there is
``leitgraph ask NAME --format csv``, which changes nothing.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from app.reports.document import Cell, Document
from app.reports.forms.archive import clean
from ontology.errors import LeitgraphError

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


def render(document: Document) -> bytes:
    """The content of the ``.csv`` file."""
    tables = document.tables()
    if not tables:
        raise LeitgraphError(
            f"{document.title}: there is no table in it", next_step="choose .docx, .html or .md"
        )
    _, table = tables[0]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(neutral(column.title) for column in table.columns)
    writer.writerows([_field(document, cell) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _field(document: Document, cell: Cell) -> str:
    """A number as the reader's own spreadsheet reads it, without groups; any other cell as text that runs nothing."""
    if isinstance(cell, int | Decimal):
        return f"{cell:f}".replace(".", document.tongue(",", ".")) if isinstance(cell, Decimal) else str(cell)
    return neutral(document.told(cell))


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> neutral("=1+1"), neutral("a=1")
    ("'=1+1", 'a=1')
    """
    return clean(f"'{text}" if text.startswith(_FORMULA) else text)
