"""What a finished build holds, in a few lines."""

from __future__ import annotations

from pathlib import Path

from queries import store

_COUNTS = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT (COUNT(DISTINCT ?record) AS ?n) WHERE {{ ?record a lg:{0} }}"""

_SHOWN = (
    ("Statement", "statements"),
    ("Study", "studies and documents"),
    ("Group", "groups and strata"),
    ("Result", "results"),
    ("Reading", "readings"),
    ("EvidenceLine", "evidence lines"),
    ("Contradiction", "contradictions"),
    ("EvidenceGap", "evidence gaps"),
)


def lines(generation: Path) -> list[str]:
    """The generation and what it holds, one line a kind of record."""
    backend = store.open_generation(generation)
    counts = [(words, store.rows(backend, _COUNTS.format(name))[0][0]) for name, words in _SHOWN]
    return [
        f"generation {generation.name}",
        *(f"  {count.value if count is not None else 0:>5} {words}" for words, count in counts),
    ]
