"""A document as Markdown: for a repository, a wiki, or a first look at the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.answers import markdown
from app.reports.document import Block, Box, Document, Heading, Paragraph, Table
from app.reports.forms.archive import clean

_MARKUP = re.compile(r"([\\`*_\[\]<>#~])")


def render(document: Document) -> bytes:
    """The content of the ``.md`` file."""
    return "\n\n".join(_parts(document)).encode() + b"\n"


def _parts(document: Document) -> Iterator[str]:
    yield f"# {_plain(document.title)}"
    if document.subtitle:
        yield _plain(document.subtitle)
    yield "\n".join(f"- {_plain(name)}: {_plain(document.told(cell))}" for name, cell in document.origin())
    before: Block | None = None
    for block in document.blocks:
        if isinstance(block, Table) and block.rows and not isinstance(before, Heading):
            yield f"**{_plain(block.caption)}**"
        yield from _block(document, block)
        before = block


def _block(document: Document, block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"{'#' * (level + 1)} {_plain(text)}"
        case Paragraph(text, kind):
            yield f"    {_line(text)}" if kind == "formula" else _plain(text)
        case Table() if not block.rows:
            yield _plain(block.empty)
        case Table():
            head = [_plain(column.title) for column in block.columns]
            yield markdown(head, ([_cell(document.told(cell)) for cell in row] for row in block.rows))
        case Box(title, facts, _):
            yield f"**{_plain(title)}**"
            yield "\n".join(f"- {_plain(name)}: {_plain(document.told(cell))}" for name, cell in facts)


def _plain(text: str) -> str:
    r"""Words in which nothing is markup, on one line.

    >>> _plain("p < 0.05 *")
    'p \\< 0.05 \\*'
    """
    return _MARKUP.sub(r"\\\1", _line(text))


def _cell(text: str) -> str:
    """The same inside a table, whose renderer escapes the backslash itself; lines stay lines."""
    lines = (part.strip().replace("<", "&lt;").replace("*", "∗") for part in clean(text).split("\n"))
    return "<br>".join(line for line in lines if line)


def _line(text: str) -> str:
    return "; ".join(part.strip() for part in clean(text).split("\n") if part.strip())
