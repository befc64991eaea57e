"""What changed between two generations, in words."""

from __future__ import annotations

import json
from pathlib import Path

from kg_build import generation as generations
from kg_build.authoring import difference
from kg_build.authoring.difference import Change


def between(home: Path, old: str | None, new: str | None) -> tuple[Path, Path, tuple[Change, ...]]:
    """Two generations and their difference; without names, the current one and the one before it."""
    newer = generations.named(home, new) if new else generations.current(home)
    older = generations.named(home, old) if old else generations.before(home, newer)
    return older, newer, difference.difference(older / "leitgraph.nq", newer / "leitgraph.nq")


def show(home: Path, old: str | None, new: str | None, form: str) -> None:
    """Print the difference of two generations."""
    older, newer, changes = between(home, old, new)
    if form == "json":
        print(json.dumps(difference.as_json(changes), ensure_ascii=False, indent=2))
    else:
        print(f"from {older.name} to {newer.name}")
        print("\n".join(difference.in_words(changes)) or "nothing changed")
