"""A document as one self-contained page: no script, nothing from outside, made to be read, heard and printed.

The page follows the reader's own choice of light or dark; on paper it is always light.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from app.reports.document import (
    Block,
    Box,
    Cell,
    Document,
    Heading,
    Missing,
    Paragraph,
    Revision,
    Table,
    Turn,
)
from app.reports.forms.archive import clean


def render(document: Document) -> bytes:
    """The content of the ``.html`` file."""
    return "\n".join(_page(document)).encode() + b"\n"


def _page(document: Document) -> Iterator[str]:
    title = _text(document.title)
    yield f'<!DOCTYPE html>\n<html lang="{document.tongue.language}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="generator" content="Leitgraph {_text(document.provenance.version)}">'
    yield f"<title>{title}</title>\n<style>\n{_style(document)}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>"
    if document.subtitle:
        yield f'<p class="subtitle">{_text(document.subtitle)}</p>'
    yield from _facts(document, document.origin())
    yield "</header>"
    yield from _contents(document)
    yield "<main>"
    for number, block in enumerate(document.blocks):
        yield from _block(document, block, number)
    yield f"</main>\n<footer><p>{title} · {_text(document.provenance.short)}</p></footer>\n</body>\n</html>"


def _style(document: Document) -> str:
    """The face of all pages; one with wide tables is printed on its side."""
    style = (files("app.reports.forms") / "webpage.css").read_text(encoding="utf-8")
    wide = any(isinstance(block, Turn) and block.landscape for block in document.blocks)
    return f"{style}@page {{ size: A4 landscape; }}\n" if wide else style


def _contents(document: Document) -> Iterator[str]:
    """The headings as a list to jump from; a page with few needs none."""
    heads = [(number, block) for number, block in enumerate(document.blocks) if isinstance(block, Heading)]
    tops = [(number, head) for number, head in heads if head.level == 1]
    if len(tops) > 1:
        yield f'<nav aria-label="{document.tongue("Inhalt", "Contents")}">\n<ol>'
        yield from (f'<li><a href="#s{number}">{_text(head.text)}</a></li>' for number, head in tops)
        yield "</ol>\n</nav>"


def _block(document: Document, block: Block, number: int) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f'<h{level + 1} id="s{number}">{_text(text)}</h{level + 1}>'
        case Paragraph(text, kind):
            yield f'<p class="{kind}">{_text(text)}</p>'
        case Table():
            yield from _table(document, block)
        case Box(title, facts, tone):
            yield f'<section class="box {tone}">\n<p class="head">{_text(title)}</p>'
            yield from _facts(document, facts)
            yield "</section>"


def _table(document: Document, table: Table) -> Iterator[str]:
    if not table.rows:
        yield f'<p class="note">{_text(table.empty)}</p>'
        return
    caption = _text(table.caption)
    yield f'<div class="wide" role="region" aria-label="{caption}" tabindex="0">\n<table>\n<caption>{caption}</caption>\n<thead>\n<tr>'
    yield from (f'<th scope="col">{_text(column.title)}</th>' for column in table.columns)
    yield "</tr>\n</thead>\n<tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(_cell(document, cell) for cell in row)}</tr>"
    yield "</tbody>\n</table>\n</div>"


def _cell(document: Document, cell: Cell) -> str:
    number = not isinstance(cell, str | Missing | Revision)
    return f"<td{' class=number' if number else ''}>{_told(document, cell)}</td>"


def _facts(document: Document, facts: Sequence[tuple[str, Cell]]) -> Iterator[str]:
    yield "<dl>"
    for name, cell in facts:
        yield f"<div><dt>{_text(name)}</dt><dd>{_told(document, cell)}</dd></div>"
    yield "</dl>"


def _told(document: Document, cell: Cell) -> str:
    if isinstance(cell, Missing):
        return f'<span class="missing">{_text(document.told(cell))}</span>'
    if isinstance(cell, Revision):
        old, new = (
            f"<{tag}>{_text(words)}</{tag}>" if words else ""
            for tag, words in (("del", cell.old), ("ins", cell.new))
        )
        return f"{old} {new}".strip()
    return _text(document.told(cell))


def _text(words: str) -> str:
    """Words as HTML: nothing of them is markup, and their lines stay lines.

    >>> _text("a<b" + chr(10) + "c")
    'a&lt;b<br>c'
    """
    return escape(clean(words)).replace("\n", "<br>")
