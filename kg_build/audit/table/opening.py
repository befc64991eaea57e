"""A table file opened by its ending, within limits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg_build.audit.table import delimited, lines, workbook
from kg_build.audit.table.sheet import MOST_BYTES, Sheet, checked
from kg_build.errors import InvalidRecord


def open_sheet(path: Path, is_known: Callable[[str], bool]) -> Sheet:
    """A file by its ending; ``is_known`` tells a header's name, to find delimiter and worksheet by."""
    opener = {
        ".xlsx": workbook.read,
        ".xlsm": workbook.read,
        ".jsonl": lines.read,
        ".ndjson": lines.read,
    }.get(path.suffix.casefold(), delimited.read)
    if path.suffix.casefold() in {".xls", ".ods", ".docx", ".pdf", ".json"}:
        raise InvalidRecord(
            f"{path}: a {path.suffix} file is not read", next_step="save the table as .xlsx, .csv or .jsonl"
        )
    sheet = opener(path, content(path), is_known)
    return Sheet(sheet.file, sheet.header, checked(sheet), sheet.notes)


def content(path: Path) -> bytes:
    """The bytes of a file that is not too large."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InvalidRecord(
                f"{path}: {size:,} bytes, more than {MOST_BYTES:,}",
                next_step="split the table into several files",
            )
        return path.read_bytes()
    except OSError as error:
        raise InvalidRecord(f"{path}: {error.strerror}", next_step="check the path") from error
