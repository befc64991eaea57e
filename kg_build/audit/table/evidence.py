"""An evidence table from file to facts."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg_build.audit.finding import Untested
from kg_build.audit.table import cohorts, repeats
from kg_build.audit.table.headers import COLUMNS, column_of, recognise
from kg_build.audit.table.opening import open_sheet
from kg_build.audit.table.record import records
from kg_build.errors import InvalidRecord


@dataclass(frozen=True)
class EvidenceTable:
    """What a table claims, and what of it was not read: columns of no known name, cells that are no numbers."""

    file: str
    facts: tuple[object, ...]
    unread: tuple[Untested, ...]
    rows: int
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What the audit's document says of the table itself."""
        return {
            "file": self.file,
            "rows": self.rows,
            "columns": dict(self.columns),
            "unknown_columns": list(self.unknown),
            "notes": list(self.notes),
        }


def read(path: Path, mapping: Mapping[str, str] | None = None) -> EvidenceTable:
    """The facts of a csv, xlsx or jsonl file; ``mapping`` names columns that we do not know."""
    chosen = dict(mapping or {})
    sheet = open_sheet(path, lambda name: bool(chosen.get(name) or column_of(name)))
    headers = recognise(sheet.header, chosen)
    if not headers.position:
        raise InvalidRecord(
            f"{path}: row 1 holds no column that we know: {', '.join(map(repr, sheet.header[:12])) or 'it is empty'}",
            next_step=f"name the columns in row 1 ({', '.join(COLUMNS[:8])} ...), or give --mapping FILE",
        )
    _raise_for_mapping(path, chosen, sheet.header)
    rows = list(records(sheet.file, headers, sheet.rows))
    facts = tuple(cohorts.facts(rows))
    twice = () if headers.unknown else tuple(repeats.facts(rows, facts))
    return EvidenceTable(
        sheet.file,
        (*(fact for fact in facts if not isinstance(fact, Untested)), *twice),
        tuple(fact for fact in facts if isinstance(fact, Untested)),
        len(rows),
        {name: headers.names[index] for name, index in headers.position.items()},
        headers.unknown,
        sheet.notes,
    )


def _raise_for_mapping(path: Path, mapping: Mapping[str, str], header: tuple[str, ...]) -> None:
    for theirs in mapping:
        if theirs not in header:
            close = difflib.get_close_matches(theirs, header, 1)
            raise InvalidRecord(
                f"{path}: the mapping names a column {theirs!r} that row 1 does not have"
                + (f"; {close[0]!r}?" if close else ""),
                next_step="write the name as it stands in row 1",
            )
