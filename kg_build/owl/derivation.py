"""A fact that was inferred, and the record that says by which rule and from what.

A derived fact is of another kind than an asserted one: it stands in the inferred graph, and beside it a
``lg:Derivation`` whose name depends on the fact alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg_build.quads import node, string
from ontology.namespaces import PREFIXES

_TYPE = f"<{PREFIXES['rdf']}type>"
_DERIVATION, _RULE, _FROM = node("lg:Derivation"), node("lg:byRule"), node("prov:wasDerivedFrom")
_PARTS = tuple(map(node, ("lg:derivedSubject", "lg:derivedPredicate", "lg:derivedObject")))


@dataclass(frozen=True, order=True)
class Inference:
    """One inferred triple (CURIEs or IRIs), the rule in words, and the records or terms that it follows from."""

    subject: str
    predicate: str
    value: str
    rule: str
    sources: tuple[str, ...]

    @property
    def triple(self) -> str:
        """The inferred triple as text."""
        return f"{node(self.subject)} {node(self.predicate)} {node(self.value)}"

    def derivation(self) -> Iterator[str]:
        """The record of the inference.

        >>> next(Inference("urn:x:A", "rdfs:subClassOf", "urn:x:C", "by way of B", ("urn:x:B",)).derivation())
        '<https://w3id.org/leitgraph/id/derivation/1dbff03e0e308f59> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/leitgraph/ontology/Derivation>'
        """
        name = node(f"derivation:{hashlib.sha256(self.triple.encode()).hexdigest()[:16]}")
        yield f"{name} {_TYPE} {_DERIVATION}"
        for part, term in zip(_PARTS, (self.subject, self.predicate, self.value), strict=True):
            yield f"{name} {part} {node(term)}"
        yield f"{name} {_RULE} {string(self.rule)}"
        for source in self.sources:
            yield f"{name} {_FROM} {node(source)}"


def triples(inferences: Iterable[Inference]) -> Iterator[str]:
    """All inferred triples with the records behind them."""
    for inference in inferences:
        yield inference.triple
        if inference.subject != inference.value:  # that a class lies within itself is derived from nothing
            yield from inference.derivation()
