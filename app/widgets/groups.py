"""What the groups of a study are called, so that no two of them are called the same."""

from __future__ import annotations

from collections import Counter

from app.widgets import panel


def names(study: str) -> dict[str, str]:
    """The names of a study's groups by IRI; of parts with equal labels ("at most three") each says of what it is a part."""
    rows = {row["group"][0]: row for row in panel.asked("populations_of_study", study=study)}
    times = Counter(row["group"][1] for row in rows.values())
    return {
        name: f"{row['group'][1]} ({row['partOf'][1]})"
        if times[row["group"][1]] > 1 and row["partOf"]
        else str(row["group"][1])
        for name, row in rows.items()
    }
