"""The user's own copies of the guideline passages: their wording is shown to this user, and kept nowhere."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path


def folder() -> Path | None:
    """Where the copies lie: ``LEITGRAPH_SOURCES``; nothing where it is not set."""
    named = os.environ.get("LEITGRAPH_SOURCES", "")
    return Path(named) if named else None


def text(sha256: str) -> str | None:
    """The text of the file with that hash; nothing where there is no such copy."""
    place = folder()
    return None if place is None else _texts(place).get(sha256)


def wording(sha256: str, start: int, end: int) -> str | None:
    """The words of an anchor, counted in Unicode code points."""
    whole = text(sha256)
    return None if whole is None else whole[start:end]


@lru_cache(maxsize=4)
def _texts(place: Path) -> dict[str, str]:
    found = {}
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        if path.is_file():
            content = path.read_bytes()
            try:
                found[hashlib.sha256(content).hexdigest()] = content.decode("utf-8")
            except UnicodeDecodeError:
                continue  # a picture or an archive among the copies is no passage
    return found
