"""A document as a Word file: named styles, repeated header rows, pages on their side where a table is wide.

No macros, no links, nothing from outside. A revision is a tracked change that Word and LibreOffice show as such.
"""

from __future__ import annotations

import io

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from app.reports.document import Block, Box, Document, Heading, Paragraph, Table, Turn
from app.reports.forms import word_styles, word_tables
from app.reports.forms.archive import clean, fixed

_STYLES = {"body": "Normal", "note": "Leitgraph Note", "formula": "Leitgraph Formula"}
_MARGIN = Cm(1.8)
_SIDE_MARGIN = Cm(1.2)  # of a page on its side: its tables need the room


def render(document: Document) -> bytes:
    """The content of the ``.docx`` file."""
    file = docx.Document()
    word_styles.define(file, document.tongue("de-DE", "en-GB"))
    _page(file, landscape=_begins_on_its_side(document))
    file.add_paragraph(clean(document.title), "Title")
    if document.subtitle:
        file.add_paragraph(clean(document.subtitle), "Subtitle")
    word_tables.facts(file, document, document.origin(), width=_text_width(file))
    _foot(file, document)
    before: Block | None = None
    for block in _after_the_first_turn(document):
        if isinstance(block, Table) and not isinstance(before, Heading):
            file.add_paragraph(clean(block.caption), "Caption")
        _add(file, document, block)
        before = block
    word_styles.number_revisions(file)
    about = file.core_properties
    about.title, about.author, about.last_modified_by = clean(document.title), "Leitgraph", "Leitgraph"
    about.comments, about.language = clean(document.provenance.short), document.tongue("de-DE", "en-GB")
    about.revision, about.keywords = 1, clean(document.provenance.sha256)
    out = io.BytesIO()
    file.save(out)
    return fixed(out.getvalue(), document.provenance.day)


def _begins_on_its_side(document: Document) -> bool:
    first = document.blocks[0] if document.blocks else None
    return isinstance(first, Turn) and first.landscape


def _after_the_first_turn(document: Document) -> tuple[Block, ...]:
    return (
        document.blocks[1:] if document.blocks and isinstance(document.blocks[0], Turn) else document.blocks
    )


def _add(file: WordDocument, document: Document, block: Block) -> None:
    match block:
        case Heading(text, level):
            file.add_paragraph(clean(text), f"Heading {level}")
        case Paragraph(text, kind):
            for line in clean(text).split("\n"):
                added = file.add_paragraph(line, _STYLES[kind])
                added.paragraph_format.keep_with_next = kind == "note"
        case Table():
            word_tables.table(file, document, block, _text_width(file))
        case Box():
            word_tables.box(file, document, block, _text_width(file))
        case Turn(landscape):
            file.add_section(WD_SECTION.NEW_PAGE)
            _page(file, landscape=landscape)


def _page(file: WordDocument, *, landscape: bool) -> None:
    """A4, standing or on its side."""
    section = file.sections[-1]
    long, short = Cm(29.7), Cm(21)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin = section.bottom_margin = _MARGIN
    section.left_margin = section.right_margin = _SIDE_MARGIN if landscape else _MARGIN


def _text_width(file: WordDocument) -> int:
    section = file.sections[-1]
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def _foot(file: WordDocument, document: Document) -> None:
    """Title, generation and page, at the foot of every page."""
    line: WordParagraph = file.sections[0].footer.paragraphs[0]
    line.style = "Leitgraph Foot"
    line.add_run(f"{clean(document.title)} · {clean(document.provenance.short)} · ")
    line.add_run(document.tongue("Seite ", "Page "))
    word_styles.field(line, "PAGE")
    line.add_run(document.tongue(" von ", " of "))
    word_styles.field(line, "NUMPAGES")
