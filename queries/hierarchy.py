"""The hierarchies of the vocabulary: which terms stand directly below which, though the graph holds all that stand anywhere below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ontology.namespaces import BASE
from queries.store import Backend, rows

_PAIRS = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?narrower ?broader WHERE {
  VALUES ?by { rdfs:subClassOf rdfs:subPropertyOf lg:broaderClosure }
  ?narrower ?by ?broader .
  FILTER(ISIRI(?narrower) && ISIRI(?broader))
}"""
_LISTED = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?code ?list WHERE { ?list rdfs:subClassOf lg:Code . ?code a ?list FILTER(ISIRI(?code)) }"""
_OF_KIND = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
SELECT DISTINCT ?term WHERE {{ VALUES ?kind {{ {0} }} ?term a ?kind FILTER(ISIRI(?term)) }} ORDER BY ?term"""
CLASSES = "owl:Class"
PROPERTIES = "owl:ObjectProperty owl:DatatypeProperty"


@dataclass(frozen=True)
class Hierarchy:
    """Terms with all that are broader, as pairs (narrower, broader); terms that are equal are below each other."""

    pairs: Collection[tuple[str, str]]

    @cached_property
    def _above(self) -> dict[str, set[str]]:
        """What is broader than each term and not equal to it."""
        all_above: dict[str, set[str]] = defaultdict(set)
        for narrower, broader in self.pairs:
            all_above[narrower].add(broader)
        return {
            name: {one for one in above if name not in all_above.get(one, ()) and one != name}
            for name, above in all_above.items()
        }

    @cached_property
    def _parents(self) -> dict[str, tuple[str, ...]]:
        above = self._above
        return {
            name: tuple(
                sorted(one for one in broader if not any(one in above.get(near, ()) for near in broader))
            )
            for name, broader in above.items()
        }

    @cached_property
    def _children(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name, parents in sorted(self._parents.items()):
            for parent in parents:
                found[parent].append(name)
        return {name: tuple(below) for name, below in found.items()}

    def broader(self, name: str) -> tuple[str, ...]:
        """What stands directly above a term."""
        return self._parents.get(name, ())

    def narrower(self, name: str) -> tuple[str, ...]:
        """What stands directly below a term."""
        return self._children.get(name, ())

    def below(self, name: str) -> set[str]:
        """The term with all that stand anywhere below it."""
        return {name} | {narrower for narrower, broader in self.pairs if broader == name}

    def outline(self, among: Iterable[str]) -> Iterator[tuple[int, str]]:
        """Some terms with how deep each lies among them; one with two broader terms comes under both.

        >>> found = Hierarchy([("b", "a"), ("c", "a"), ("c", "b"), ("d", "a")])
        >>> list(found.outline("abcd"))
        [(0, 'a'), (1, 'b'), (2, 'c'), (1, 'd')]
        """
        wanted = list(dict.fromkeys(among))
        inside = set(wanted)

        def under(name: str, depth: int) -> Iterator[tuple[int, str]]:
            yield depth, name
            for child in self.narrower(name):
                if child in inside:
                    yield from under(child, depth + 1)

        for name in wanted:
            if not inside & set(self.broader(name)):
                yield from under(name, 0)


def load(backend: Backend) -> Hierarchy:
    """The hierarchies of all terms of ours: classes, properties, endpoints, and codes below their lists."""
    return Hierarchy(frozenset((*_ours(backend, _PAIRS), *_ours(backend, _LISTED))))


def of_kind(backend: Backend, kinds: str) -> tuple[str, ...]:
    """The terms of ours that are classes, or properties."""
    found = (row[0] for row in rows(backend, _OF_KIND.format(kinds)))
    return tuple(
        term.value for term in found if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)
    )


def _ours(backend: Backend, sparql: str) -> list[tuple[str, str]]:
    return [
        (narrower.value, broader.value)
        for narrower, broader in rows(backend, sparql)
        if narrower is not None
        and broader is not None
        and narrower.value.startswith(BASE)
        and broader.value.startswith(BASE)
    ]
