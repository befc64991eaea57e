"""A report before it is a file: blocks to be read one after the other, and sheets to be reckoned with.

Every form (Word, workbook, page, Markdown) renders the same blocks; so a new document is written once and can be
handed on in all of them. A cell says what is missing in so many words: an empty cell would look like "nothing".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Literal

from app.reports.provenance import Provenance
from app.reports.tongue import Tongue


class Missing(Enum):
    """Why a cell holds no value: nobody recorded it, the source does not report it, or it does not apply."""

    NOT_RECORDED = ("nicht erfasst", "not recorded")
    NOT_REPORTED = ("nicht berichtet", "not reported")
    NOT_APPLICABLE = ("entfällt", "not applicable")


@dataclass(frozen=True, slots=True)
class Revision:
    """A value that was replaced: what was there, and what is there now."""

    old: str
    new: str


#: What a cell can hold. A number of decimals is kept in the Decimal itself: ``Decimal("2.10")`` is shown with two.
Cell = str | int | Decimal | dt.date | Missing | Revision


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its share of the width, and what it holds (for the data dictionary)."""

    title: str
    width: int = 10
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header, with a caption. ``empty`` is what is said where there is no row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a ``note`` is set smaller, a ``formula`` in a face of fixed width."""

    text: str
    kind: Literal["body", "note", "formula"] = "body"


Tone = Literal["neutral", "error", "warn", "info"]


@dataclass(frozen=True, slots=True)
class Box:
    """A frame with a title and named facts: a recommendation, a finding. The words of ``tone`` stand in the title too."""

    title: str
    facts: tuple[tuple[str, Cell], ...]
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Turn:
    """From here on the page lies on its side, or stands again."""

    landscape: bool


Block = Heading | Paragraph | Table | Box | Turn


@dataclass(frozen=True)
class Document:
    """A report: title, where it comes from, blocks to read, and sheets for spreadsheets (the first is the main one).

    ``sheets`` pairs a short name with a table; where there are none, the tables among the blocks serve.
    """

    title: str
    subtitle: str
    tongue: Tongue
    provenance: Provenance
    blocks: tuple[Block, ...]
    sheets: tuple[tuple[str, Table], ...] = ()

    def tables(self) -> tuple[tuple[str, Table], ...]:
        """The tables for a spreadsheet, each with the name of its sheet."""
        if self.sheets:
            return self.sheets
        return tuple((block.caption, block) for block in self.blocks if isinstance(block, Table))

    def told(self, cell: Cell) -> str:
        """A cell as people read it in the document's language.

        >>> from app.reports.provenance import Provenance
        >>> Document("", "", Tongue("de"), Provenance(), ()).told(Decimal("2.10"))
        '2,10'
        """
        say = self.tongue
        if isinstance(cell, Missing):
            return say(*cell.value)
        if isinstance(cell, Revision):
            return f"{cell.old or '–'} → {cell.new or '–'}"
        if isinstance(cell, dt.date):
            return say.day(cell)
        return cell if isinstance(cell, str) else say.number(cell)

    def origin(self) -> tuple[tuple[str, Cell], ...]:
        """Where the document comes from, as named facts: for a sheet of its own, or the first page."""
        say, known = self.tongue, self.provenance
        return (
            (say("Bestand", "Holdings"), say.words(known.title) or Missing.NOT_RECORDED),
            (say("Datenstand", "Data as of"), known.as_of or Missing.NOT_RECORDED),
            (say("Quelle", "Source"), known.source or Missing.NOT_RECORDED),
            (
                say("Hash der Daten (SHA-256)", "Hash of the data (SHA-256)"),
                known.sha256 or Missing.NOT_RECORDED,
            ),
            (
                say("Umfang (Quads)", "Size (quads)"),
                known.quads if known.quads is not None else Missing.NOT_RECORDED,
            ),
            (say("Erzeugt mit", "Made with"), f"Leitgraph {known.version}"),
            (
                say("Lizenz der Inhalte", "Licence of the content"),
                "\n".join(known.licences) or Missing.NOT_RECORDED,
            ),
        )
