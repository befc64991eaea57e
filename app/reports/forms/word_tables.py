"""Tables of a Word file: fixed widths, header rows that come again on every page, boxes that stay together."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from app.reports.document import Box, Cell, Document, Missing, Revision, Table
from app.reports.forms import word_styles
from app.reports.forms.archive import clean

_TONES = {"neutral": "E8EEF1", "error": "F7DEDC", "warn": "FBEBCB", "info": "E1EBF7"}
_RULE = "BFC5CC"
#: A row of about this many lines may run over a page end; a shorter one is kept whole.
_LONG = 34
#: About how wide a letter is.
_LETTER = Cm(0.14)
_MANY_COLUMNS = 8


def table(file: WordDocument, document: Document, content: Table, width: int) -> None:
    """A table with its header; where it has no rows, the sentence that says so."""
    if not content.rows:
        file.add_paragraph(clean(content.empty), "Leitgraph Note")
        return
    many, total = len(content.columns) > _MANY_COLUMNS, sum(column.width for column in content.columns)
    made = _grid(file, content.caption, [column.width for column in content.columns], width)
    head = made.rows[0]
    _mark(head, "w:tblHeader")
    for cell, column in zip(head.cells, content.columns, strict=True):
        _shade(cell, word_styles.ACCENT)
        _fill(cell, document, column.title, "Leitgraph Small Header" if many else "Leitgraph Header")
    style = "Leitgraph Small" if many else "Leitgraph Cell"
    letters = [column.width * width / total / _LETTER for column in content.columns]
    for row in content.rows:
        _row(made, document, row, style, letters)
    file.add_paragraph(style="Leitgraph Note")


def _row(
    made: WordTable, document: Document, row: Sequence[Cell], style: str, letters: Sequence[float]
) -> None:
    added = _new_row(made)
    if max(_height(document.told(cell), across) for cell, across in zip(row, letters, strict=True)) < _LONG:
        _mark(added, "w:cantSplit")
    for target, cell in zip(added.cells, row, strict=True):
        _fill(target, document, cell, style)
        if isinstance(cell, int | Decimal):
            target.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _height(text: str, across: float) -> int:
    """About how many lines a text takes in a column that is so many letters wide."""
    return sum(1 + int(len(line) / across) for line in text.split("\n"))


def facts(file: WordDocument, document: Document, pairs: Sequence[tuple[str, Cell]], width: int) -> WordTable:
    """Named facts in two columns."""
    made = _grid(file, document.title, [24, 76], width)
    for number, (name, cell) in enumerate(pairs):
        row = made.rows[0] if not number else _new_row(made)
        _mark(row, "w:cantSplit")
        _fill(row.cells[0], document, name, "Leitgraph Cell", bold=True)
        _fill(row.cells[1], document, cell, "Leitgraph Cell")
    file.add_paragraph(style="Leitgraph Note")
    return made


def box(file: WordDocument, document: Document, content: Box, width: int) -> None:
    """A frame with a title and named facts, kept on one page as far as that goes."""
    made = _grid(file, content.title, [24, 76], width)
    title = made.rows[0].cells[0].merge(made.rows[0].cells[1])
    _shade(title, _TONES[content.tone])
    _fill(title, document, content.title, "Leitgraph Cell", bold=True)
    _mark(made.rows[0], "w:cantSplit")
    for name, cell in content.facts:
        row = _new_row(made)
        _mark(row, "w:cantSplit")
        _fill(row.cells[0], document, name, "Leitgraph Cell", bold=True)
        _fill(row.cells[1], document, cell, "Leitgraph Cell")
    for row in made.rows[:-1]:
        for framed in row.cells:
            for line in framed.paragraphs:
                line.paragraph_format.keep_with_next = True
    file.add_paragraph(style="Leitgraph Note")


def _grid(file: WordDocument, caption: str, shares: Sequence[int], width: int) -> WordTable:
    """An empty table of one row with fixed column widths, a thin rule, and a description for screen readers."""
    made: WordTable = file.add_table(rows=1, cols=len(shares))
    made.autofit = False
    for column, share in zip(made.columns, shares, strict=True):
        column.width = Emu(width * share // sum(shares))
    properties = made._tbl.tblPr  # noqa: SLF001  python-docx has no public way to borders and descriptions
    properties.append(_borders())
    properties.append(_cell_margins())
    for tag in ("w:tblCaption", "w:tblDescription"):
        described = OxmlElement(tag)
        described.set(qn("w:val"), clean(caption))
        properties.append(described)
    return made


def _borders() -> Any:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _RULE)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    return borders


def _cell_margins() -> Any:
    """Little room beside the words: wide tables need it themselves."""
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", "30"), ("left", "60"), ("bottom", "30"), ("right", "60")):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), twips)
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    return margins


def _new_row(made: WordTable) -> WordRow:
    row: WordRow = made.add_row()  # type: ignore[no-untyped-call]
    return row


def _mark(row: WordRow, tag: str) -> None:
    """Say of a row that it comes again on each page, or that it is not split."""
    row._tr.get_or_add_trPr().append(OxmlElement(tag))  # noqa: SLF001  no public way


def _shade(cell: WordCell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  no public way


def _fill(cell: WordCell, document: Document, content: Cell, style: str, *, bold: bool = False) -> None:
    """Write a cell, a paragraph for each line of its text."""
    line = cell.paragraphs[0]
    if isinstance(content, Missing):
        word_styles.missing(line, document.told(content))
    elif isinstance(content, Revision):
        day = document.provenance.day.isoformat()
        word_styles.revise(line, clean(content.old), clean(content.new), day)
    else:
        first, *rest = clean(document.told(content)).split("\n")
        line.add_run(first).bold = bold or None
        for text in rest:
            cell.add_paragraph(text)
    for paragraph in cell.paragraphs:
        word_styles.dress(paragraph, style)
