"""The dataset described for machines (VoID): what is in the current graph, how much, since when, under which licence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg_build.dataset import Dataset, partitions
from kg_build.quads import node, string
from ontology import VERSION
from ontology.namespaces import BASE, PREFIXES

_HEAD = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("dcterms", "owl", "void", "xsd"))


@dataclass(frozen=True)
class Description:
    """What stands in a generation beside its triples, questions of its corpora among it: from the input alone, never from clock or machine."""

    as_of: str
    title: Mapping[str, str]
    licences: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    questions: Mapping[str, bytes] = field(default_factory=dict)


def describe(dataset: Dataset, description: Description) -> str:
    """The whole file, in Turtle."""
    classes, properties = partitions(dataset.current())
    parts = [*_partitions("class", classes), *_partitions("property", properties)]
    return _HEAD + "\n" + " ;\n".join([*_about(description, sum(properties.values())), *parts]) + " .\n"


def _about(description: Description, triples: int) -> Iterator[str]:
    yield f"<{BASE}dataset> a void:Dataset"
    for language, title in sorted(description.title.items()):
        yield f"    dcterms:title {string(title)}@{language}"
    for licence in description.licences:
        yield f"    dcterms:license {node(licence)}"
    yield f'    dcterms:modified "{description.as_of}"^^xsd:date'
    yield f'    owl:versionInfo "{VERSION}"'
    yield f'    void:uriSpace "{BASE}id/"'
    for name in ("lg", "prov", "skos", "dcterms"):
        yield f"    void:vocabulary <{PREFIXES[name]}>"
    yield f"    void:triples {triples}"


def _partitions(kind: str, counts: Mapping[str, int]) -> Iterator[str]:
    number = "entities" if kind == "class" else "triples"
    for term, count in sorted(counts.items()):
        if term.startswith("<"):
            yield f"    void:{kind}Partition [ void:{kind} {term} ; void:{number} {count} ]"
