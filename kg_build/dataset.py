"""The graphs of a generation: which triples, as text, stand in which named graph.

A triple is the string ``<s> <p> <o>`` of ``kg_build.quads``. Lines come out sorted, each once, so that the
same input gives the same bytes, whatever the order of files, of records or of Python's hashes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import pyoxigraph as ox

from kg_build.quads import node
from ontology.namespaces import CURRENT_GRAPH, INFERRED_GRAPH, PREFIXES

#: The graphs that hold one triple, and whether a plain query sees it.
Places = tuple[str, ...]
_TYPE = f"<{PREFIXES['rdf']}type>"


@dataclass(frozen=True)
class Dataset:
    """What the store will hold: named graphs, and the names of those that a plain query sees.

    Superseded and retracted units stay in graphs of their own; they are not among the ``visible``.

    >>> data = Dataset({"urn:g": ["<urn:s> <urn:p> <urn:o>"]}, visible=frozenset({"urn:g"}))
    >>> [line.split()[3] for line in data.lines()]
    ['<https://w3id.org/leitgraph/graph/current>', '<urn:g>']
    """

    graphs: Mapping[str, Iterable[str]]
    visible: frozenset[str]

    @cached_property
    def places(self) -> dict[str, Places]:
        """Each triple with the names of the graphs that hold it."""
        found: dict[str, Places] = {}
        for name in sorted(self.graphs):
            alone = (name,)
            for triple in self.graphs[name]:
                before = found.get(triple)
                if before is None:
                    found[triple] = alone
                elif before[-1] != name:
                    found[triple] = (*before, name)
        return found

    def full(self, places: Places) -> Places:
        """All graphs of a triple, the current one among them where a plain query sees the triple."""
        current = () if self.visible.isdisjoint(places) else (CURRENT_GRAPH,)
        return tuple(sorted((*places, *current), key=node))

    def lines(self) -> Iterator[str]:
        """The sorted lines of the N-Quads file."""
        ends = {
            places: [f" {node(name)} .\n" for name in self.full(places)]
            for places in set(self.places.values())
        }
        places = self.places
        for triple in sorted(places):
            for end in ends[places[triple]]:
                yield triple + end

    def current(self) -> Iterator[str]:
        """The triples that a plain query sees, each once."""
        seen = {places for places in set(self.places.values()) if not self.visible.isdisjoint(places)}
        return (triple for triple, places in self.places.items() if places in seen)

    def asserted(self) -> Iterator[str]:
        """What a plain query sees without what was inferred."""
        return chain.from_iterable(
            self.graphs[name] for name in sorted(self.visible) if name != INFERRED_GRAPH
        )

    def counts(self) -> dict[str, int]:
        """How many triples each graph holds."""
        total: Counter[str] = Counter()
        for places, number in Counter(self.places.values()).items():
            for name in self.full(places):
                total[name] += number
        return dict(sorted(total.items()))

    def with_graph(self, name: str, triples: Iterable[str]) -> Dataset:
        """The same with one more graph that a plain query sees."""
        return Dataset({**self.graphs, name: tuple(triples)}, self.visible | {name})


def partitions(triples: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each class and each property occurs.

    >>> partitions(["<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:C>"])[0]
    Counter({'<urn:C>': 1})
    """
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    for triple in triples:
        _, predicate, value = triple.split(" ", 2)
        properties[predicate] += 1
        if predicate == _TYPE:
            classes[value] += 1
    return classes, properties


def parsed(triples: Iterable[str]) -> Iterator[ox.Triple]:
    """Triples of text as terms."""
    text = "".join(f"{triple} .\n" for triple in triples)
    return (quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES))


def from_turtle(modules: Iterable[bytes]) -> tuple[str, ...]:
    """The triples of some Turtle files together, sorted; blank nodes get names that depend on content alone.

    >>> from_turtle([b"<urn:a> <urn:p> [ <urn:q> 1 ] ."])[0]
    '<urn:a> <urn:p> _:c14n0'
    """
    together = ox.Dataset()
    for module in modules:
        for quad in ox.parse(module, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            together.add(quad)
    together.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(str(quad.triple) for quad in together))
