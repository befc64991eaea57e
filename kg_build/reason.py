"""What follows from what was asserted: a graph of its own, each inference with what it was derived from.

The closure of the vocabulary and the types of records are plain rules; that the ontology and our own populations
are free of contradiction, and which population lies in which, is proved by HermiT where there is a Java.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import structlog

from kg_build.assemble import Asserted
from kg_build.dataset import Dataset
from kg_build.edges import plain_edges
from kg_build.model import Entity, EvidenceGap, Population, Proposition
from kg_build.owl import hermit
from kg_build.owl.closure import closure
from kg_build.owl.derivation import Inference, triples
from kg_build.owl.populations import Described, described
from kg_build.owl.prove import inclusions, ontology_edges
from kg_build.quads import node
from ontology.namespaces import INFERRED_GRAPH, PREFIXES, curie

_TYPE = f"<{PREFIXES['rdf']}type>"
_BY_CLASS = "an instance of the narrower class is one of the wider class"
_BY_HERMIT = "HermiT: the axioms of the ontology"
_BY_CRITERIA = "HermiT: the criteria of the one population lie within those of the other"


@dataclass(frozen=True)
class Inferred:
    """The dataset with the inferred graph in it, and how the OWL step went."""

    dataset: Dataset
    owl: str

    @property
    def counts(self) -> Mapping[str, int | str]:
        """What the log says of it."""
        return {"triples": len(tuple(self.dataset.graphs[INFERRED_GRAPH])), "owl": self.owl}


def reason(asserted: Asserted, *, owl: bool = True) -> Inferred:
    """The asserted graphs with what follows from them."""
    edges = {inference.triple: inference for inference in closure(asserted.ontology)}
    populations = tuple(described(asserted.records))
    step = owl_step(owl, len(populations))
    if step.startswith("done"):
        for inference in _proved(asserted, populations):
            edges.setdefault(inference.triple, inference)
    types, classes = _types(asserted, edges.values())
    known = set(asserted.ontology)
    kept = sorted(inference for triple, inference in edges.items() if triple not in known)
    inferred = chain(
        triples(kept),
        types,
        *(inference.derivation() for inference in classes),
        plain_edges(asserted.records),
    )
    return Inferred(asserted.dataset.with_graph(INFERRED_GRAPH, inferred), step)


def owl_step(wanted: bool, populations: int) -> str:
    """What the manifest says of the OWL step; that it is left out is said aloud, never silently."""
    if wanted and hermit.java():
        return f"done: HermiT, ontology and {populations} populations"
    reason_ = "no Java" if wanted else "asked for"
    structlog.get_logger().warning("the OWL step is left out", reason=reason_)
    return f"left out: {reason_}"


def _proved(asserted: Asserted, populations: tuple[Described, ...]) -> Iterator[Inference]:
    """What HermiT proves; of the populations, which lie within one that a proposition or a gap speaks of.

    Those are the pairs that an evidence line compares; all pairs would grow with the square of the corpus.
    """
    for narrow, wide in ontology_edges(asserted.ontology):
        yield Inference(
            curie(narrow), "rdfs:subClassOf", curie(wide), _BY_HERMIT, (curie(narrow), curie(wide))
        )
    spoken_of = {part.id for record in asserted.records for part in _spoken_of(record)}
    for narrow, wide in inclusions(asserted.ontology, populations):
        if wide in spoken_of:
            yield Inference(narrow, "lg:includedIn", wide, _BY_CRITERIA, (narrow, wide))


def _spoken_of(record: Entity) -> tuple[Entity, ...]:
    """The population of a proposition or a gap, and a population that stands for itself."""
    if isinstance(record, Proposition | EvidenceGap):
        return (record.population,) if record.population else ()
    return (record,) if type(record) is Population else ()


def _types(asserted: Asserted, edges: Iterable[Inference]) -> tuple[list[str], list[Inference]]:
    """Each record as an instance of the wider classes too; one derivation for each pair of classes."""
    wider: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.predicate == "rdfs:subClassOf" and edge.subject != edge.value:
            wider[node(edge.subject)].add(edge.value)
    found = []
    used: set[tuple[str, str]] = set()
    for triple in asserted.dataset.current():
        subject, predicate, kind = triple.split(" ", 2)
        if predicate == _TYPE and kind in wider:
            found += [f"{subject} {_TYPE} {node(wide)}" for wide in wider[kind]]
            used |= {(kind, wide) for wide in wider[kind]}
    pairs = sorted((curie(kind[1:-1]), wide) for kind, wide in used)
    return found, [Inference(kind, "rdf:type", wide, _BY_CLASS, (kind,)) for kind, wide in pairs]
