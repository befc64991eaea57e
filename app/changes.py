"""What changed between two generations, in words."""

from __future__ import annotations

import json
from pathlib import Path

from kg_build import generation as generations
from kg_build.authoring import difference


def show(home: Path, old: str | None, new: str | None, form: str) -> None:
    """Print the difference of two generations; without names, of the current one and the one before it."""
    newer = generations.named(home, new) if new else generations.current(home)
    older = generations.named(home, old) if old else generations.before(home, newer)
    changes = difference.difference(older / "leitgraph.nq", newer / "leitgraph.nq")
    if form == "json":
        print(json.dumps(difference.as_json(changes), ensure_ascii=False, indent=2))
    else:
        print(f"from {older.name} to {newer.name}")
        print("\n".join(difference.in_words(changes)) or "nothing changed")
