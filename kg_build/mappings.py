"""Our terms beside those of others: the SSSOM files as SKOS triples, in a graph of their own.

Never part of what HermiT reads: a match is a hint for people and programs, no axiom.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable

from kg_build.quads import node, string
from ontology import folder
from ontology.loader import loaded

_LABEL = node("skos:prefLabel")


def mappings(ontology: Iterable[str]) -> Iterator[str]:
    """The matches of the terms that an ontology holds, and the label of each of theirs.

    >>> held = [f"{node('lg:hazardRatio')} <urn:p> <urn:o>"]
    >>> sorted(triple.split()[-1] for triple in mappings(held) if "exactMatch" in triple)[0]
    '<http://purl.obolibrary.org/obo/NCIT_C93150>'
    """
    known = {triple.split(" ", 1)[0] for triple in ontology}
    for file in sorted((folder() / "mappings").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".sssom.tsv"):
            yield from _matches(file, known)


def _matches(file: Traversable, known: set[str]) -> Iterator[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    header = loaded("\n".join(line[1:] for line in lines if line.startswith("#")))
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), dialect="excel-tab")
    for row in rows:
        ours, relation, theirs = (
            node(_expanded(row[f"{part}_id"], header["curie_map"]))
            for part in ("subject", "predicate", "object")
        )
        if ours in known:
            yield f"{ours} {relation} {theirs}"
            if theirs not in known:
                yield f"{theirs} {_LABEL} {string(row['object_label'])}"


def _expanded(curie: str, prefixes: dict[str, str]) -> str:
    prefix, _, name = curie.partition(":")
    return prefixes[prefix] + name
