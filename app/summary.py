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


def show(generation: Path) -> None:
    """Print the generation and what it holds, one line a kind of record."""
    backend = store.open_generation(generation)
    print(f"generation {generation.name} in {generation.parent.parent}")
    for name, words in _SHOWN:
        count = store.rows(backend, _COUNTS.format(name))[0][0]
        print(f"  {count.value if count is not None else 0:>5} {words}")
