"""A table as JSON lines: an object for each row, its numbers kept as they are printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg_build.audit.table.sheet import MOST_COLUMNS, Sheet
from kg_build.errors import InvalidRecord


def read(path: Path, content: bytes, is_known: Callable[[str], bool]) -> Sheet:  # noqa: ARG001  all keys are names
    """A sheet of a file's bytes; the keys of all rows are its header, and the first object stands in row 2."""
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InvalidRecord(f"{path}: {error}", next_step="save the file in UTF-8") from error
    objects = [_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    header = tuple(dict.fromkeys(key for row in objects for key in row))
    if len(header) > MOST_COLUMNS:
        raise InvalidRecord(f"{path}: {len(header)} different keys", next_step=f"keep to {MOST_COLUMNS}")
    return Sheet(path.name, header, _cells(objects, header))


def _cells(objects: list[dict[str, Any]], header: tuple[str, ...]) -> Iterator[tuple[int, Sequence[str]]]:
    for number, row in enumerate(objects, 2):
        yield number, [_shown(row.get(key)) for key in header]


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line, parse_float=str, parse_int=str, parse_constant=str)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidRecord(
            f"{path}: line {number}: {error}", next_step="write one JSON object a line"
        ) from error
    if not isinstance(row, dict):
        raise InvalidRecord(f"{path}: line {number}: no object", next_step="write one JSON object a line")
    return row


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_shown(member) for member in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
