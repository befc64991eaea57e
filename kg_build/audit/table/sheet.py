"""A table as text: the header and the rows of a csv, xlsx or jsonl file, every cell as it is displayed.

Limits keep a hostile file from holding the machine: what exceeds them is refused with the row and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg_build.errors import InvalidRecord

#: The most that is read: bytes of a file, rows, columns, characters of a cell.
MOST_BYTES = 200_000_000
MOST_ROWS = 500_000
MOST_COLUMNS = 1_000
MOST_CHARACTERS = 100_000
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127), " ")


@dataclass(frozen=True)
class Sheet:
    """A table: its header (row 1) and its rows with their numbers; ``notes`` say what the reader had to choose."""

    file: str
    header: tuple[str, ...]
    rows: Iterable[tuple[int, Sequence[str]]]
    notes: tuple[str, ...] = ()


def checked(sheet: Sheet) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows, without empty ones and control characters; a row that is too long or a cell too large is refused."""
    wide = len(sheet.header)
    if wide > MOST_COLUMNS:
        raise InvalidRecord(f"{sheet.file}: {wide} columns", next_step=f"keep to {MOST_COLUMNS}")
    for number, cells in sheet.rows:
        if number > MOST_ROWS:
            raise InvalidRecord(f"{sheet.file}: more than {MOST_ROWS:,} rows", next_step="split the table")
        if any(cell.strip() for cell in cells[wide:]):
            raise InvalidRecord(
                f"{sheet.file}: row {number} has {len(cells)} cells, the header {wide}",
                next_step="put quotation marks around cells that hold the delimiter, such as decimal commas",
            )
        for column, cell in zip(sheet.header, cells, strict=False):
            if len(cell) > MOST_CHARACTERS:
                raise InvalidRecord(
                    f"{sheet.file}: row {number}, column {column!r}: {len(cell):,} characters",
                    next_step=f"keep a cell to {MOST_CHARACTERS:,} characters",
                )
        if any(cell.strip() for cell in cells):
            yield (
                number,
                [cell.translate(_CONTROL) if not cell.isprintable() else cell for cell in cells[:wide]],
            )
