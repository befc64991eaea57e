"""What a column of an evidence table is, whatever people call it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from kg_build.errors import InvalidRecord
from ontology.loader import loaded

_NAMES: dict[str, list[str]] = loaded(
    (files("kg_build.audit.table") / "columns.yaml").read_text(encoding="utf-8")
)
_ASIDE = re.compile(r"[(\[].*?[)\]]|±.*")
#: The columns by their own names.
COLUMNS = tuple(_NAMES)


@dataclass(frozen=True)
class Headers:
    """Which column of the file is which: name of ours to position; and what the file has beside."""

    names: tuple[str, ...]
    position: Mapping[str, int]
    unknown: tuple[str, ...]


def recognise(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Headers:
    """The columns of a header; ``mapping`` (their name to ours) goes before our list. The first of two alike counts.

    >>> recognise(["Studie", "N", "n", "Anteil (%)", "Farbe"]).position
    {'study': 0, 'total': 1, 'n': 2, 'percent': 3}
    """
    chosen = {_plain(theirs): ours for theirs, ours in (mapping or {}).items()}
    position: dict[str, int] = {}
    unknown = []
    for index, name in enumerate(header):
        column = chosen.get(_plain(name)) or column_of(name)
        if column and column not in position:
            position[column] = index
        elif name.strip():
            unknown.append(name)
    return Headers(tuple(header), position, tuple(unknown))


def column_of(name: str) -> str:
    """Our name for a header, or nothing.

    What stands in brackets or behind "±" may be left out: it says what the cells hold beside.

    >>> column_of("95 %-KI unten"), column_of("Median (Range)"), column_of("Farbe")
    ('ci_low', 'median', '')
    """
    short = _ASIDE.sub("", name)
    known = _by_name()
    return known.get(name.strip()) or known.get(_plain(name)) or known.get(_plain(short), "")


@cache
def _by_name() -> dict[str, str]:
    names = {_plain(name): column for column, own in _NAMES.items() for name in (column, *own)}
    return {**names, "N": "total", "n": "n"}


def _plain(name: str) -> str:
    """Letters, digits and the percent sign, without case."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[^\w%]|_", "", folded)


def mapping_of(path: Path) -> dict[str, str]:
    """A mapping file: YAML, a line for each column, ``their name: ours``."""
    try:
        content = loaded(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidRecord(
            f"{path}: {error}", next_step="give a YAML file with lines `their name: ours`"
        ) from error
    if not isinstance(content, dict):
        raise InvalidRecord(
            f"{path}: no mapping", next_step="write lines `their name: ours`, such as `Pat.: n`"
        )
    mapping = {str(theirs): str(ours) for theirs, ours in content.items()}
    for theirs, ours in mapping.items():
        if ours not in COLUMNS:
            close = difflib.get_close_matches(ours, COLUMNS, 1)
            raise InvalidRecord(
                f"{path}: {theirs!r} is mapped to {ours!r}, which is no column"
                + (f"; {close[0]!r}?" if close else ""),
                next_step=f"take one of {', '.join(COLUMNS)}",
            )
    return mapping
