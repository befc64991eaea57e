"""The vocabulary with all that follows from it by plain rules, as edges between named terms.

A clinician who asks for local therapy means surgery too; whoever asks a store should not have to walk RDF lists
or paths for that. So each class gets an edge to all classes that contain it, each pair of classes that exclude
each other an edge both ways, and each class that is the union of others an edge to every one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg_build.dataset import parsed
from kg_build.owl.derivation import Inference
from ontology.namespaces import curie, iri

_WITHIN = "a class lies within itself, within its parents, and within all that contain these"
_EQUAL = "classes that are declared equivalent lie within each other"
_APART = "values that are declared disjoint have no common member, nor have those within them"
_UNION = "a class that is declared the union of others is covered by them"
_BROADER = "a concept is as broad as itself, and narrower than all that is broader than its broader ones"

Edges = Mapping[str, set[str]]


class _Declared:
    """What the modules declare, with the RDF lists read."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for triple in triples:
            if not isinstance(triple.object, ox.Literal):
                subject, predicate, value = str(triple.subject), triple.predicate.value, str(triple.object)
                self.pairs[curie(predicate)].append((subject, value))
        self.first = dict(self.pairs["rdf:first"])
        self.rest = dict(self.pairs["rdf:rest"])

    def named(self, predicate: str) -> Iterator[tuple[str, str]]:
        """The pairs of named terms that a property ties."""
        for subject, value in sorted(self.pairs[predicate]):
            if _is_named(subject) and _is_named(value):
                yield _name(subject), _name(value)

    def listed(self, predicate: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """A term (or a blank node) with the named members of each list that a property gives it."""
        for subject, head in sorted(self.pairs[predicate]):
            yield subject, tuple(sorted(_name(member) for member in self._members(head) if _is_named(member)))

    def _members(self, head: str) -> Iterator[str]:
        while head in self.rest:
            yield self.first[head]
            head = self.rest[head]

    def typed(self, name: str) -> Iterator[str]:
        """The named terms of a type."""
        return (subject for subject, kind in self.named("rdf:type") if kind == name)


def _is_named(term: str) -> bool:
    return term.startswith("<")


def _name(term: str) -> str:
    return curie(term[1:-1])


def closure(ontology: Iterable[str]) -> Iterator[Inference]:
    """All edges that follow from the triples of the modules, each once and in a fixed order.

    >>> from ontology.namespaces import PREFIXES
    >>> below = f"<{PREFIXES['rdfs']}subClassOf>"
    >>> found = closure([f"<urn:x:a> {below} <urn:x:b>", f"<urn:x:b> {below} <urn:x:c>"])
    >>> [(edge.subject, edge.value) for edge in found if edge.subject == "urn:x:a"]
    [('urn:x:a', 'urn:x:a'), ('urn:x:a', 'urn:x:b'), ('urn:x:a', 'urn:x:c')]
    """
    declared = _Declared(parsed(ontology))
    unions = list(_unions(declared))
    direct = _parents(declared, unions)
    above = {term: reached(term, direct) for term in sorted(direct)}
    yield from _edges(above, direct, "rdfs:subClassOf", _WITHIN)
    yield from _equivalent(above)
    yield from _disjoint(_apart(declared), above, _values(declared, above))
    yield from _covered(unions)
    broader = _graph(declared.named("skos:broader"), declared.typed("lg:Endpoint"))
    broad = {term: reached(term, broader) for term in declared.typed("lg:Endpoint")}
    yield from _edges(broad, broader, "lg:broaderClosure", _BROADER)


def _graph(pairs: Iterable[tuple[str, str]], terms: Iterable[str] = ()) -> dict[str, set[str]]:
    edges: dict[str, set[str]] = {term: set() for term in terms}
    for low, high in pairs:
        edges.setdefault(low, set()).add(high)
        edges.setdefault(high, set())
    return edges


def _parents(declared: _Declared, unions: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, set[str]]:
    """The classes right above each class: parents, equivalents, and the unions it is a member of."""
    pairs = [*declared.named("rdfs:subClassOf"), *declared.named("owl:equivalentClass")]
    pairs += [(high, low) for low, high in declared.named("owl:equivalentClass")]
    pairs += [(member, whole) for whole, members in unions for member in members]
    kept = [(low, high) for low, high in pairs if high != "owl:Thing"]
    return _graph(kept, declared.typed("owl:Class"))


def _unions(declared: _Declared) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each class with the classes that together make it up."""
    anonymous = dict(declared.listed("owl:unionOf"))
    for whole, members in declared.listed("owl:disjointUnionOf"):
        yield _name(whole), members
    for whole, node in sorted(declared.pairs["owl:equivalentClass"]):
        if node in anonymous and _is_named(whole):
            yield _name(whole), anonymous[node]


def reached(start: str, direct: Edges) -> frozenset[str]:
    """All that lies above a name by any number of steps, the name itself included.

    >>> sorted(reached("a", {"a": {"b"}, "b": {"c"}}))
    ['a', 'b', 'c']
    """
    seen, waiting = {start}, [start]
    while waiting:
        for high in direct.get(waiting.pop(), ()):
            if high not in seen:
                seen.add(high)
                waiting.append(high)
    return frozenset(seen)


def _edges(
    above: Mapping[str, frozenset[str]], direct: Edges, predicate: str, rule: str
) -> Iterator[Inference]:
    for low in sorted(above):
        for high in sorted(above[low]):
            way = {step for step in direct.get(low, ()) if high in above.get(step, ())}
            yield Inference(low, predicate, high, rule, tuple(sorted({low, high, *way})))


def _equivalent(above: Mapping[str, frozenset[str]]) -> Iterator[Inference]:
    for one in sorted(above):
        for other in sorted(above[one] - {one}):
            if one in above.get(other, ()):
                yield Inference(one, "owl:equivalentClass", other, _EQUAL, (one, other))


def _apart(declared: _Declared) -> Iterator[tuple[str, str]]:
    """The pairs that are declared to exclude each other, directly or as members of a list."""
    yield from declared.named("owl:disjointWith")
    of_lists = {
        subject for subject, kind in declared.pairs["rdf:type"] if kind.endswith("#AllDisjointClasses>")
    }
    lists = [members for subject, members in declared.listed("owl:members") if subject in of_lists]
    lists += [members for _, members in declared.listed("owl:disjointUnionOf")]
    for members in lists:
        yield from ((one, other) for one in members for other in members if one != other)


def _values(declared: _Declared, above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The classes that are values of an axis: elsewhere nobody asks for pairs, and there are many."""
    kinds = ("lg:CategoryAxis", "lg:HierarchyAxis", "lg:FlagAxis")
    axes = {axis for kind in kinds for axis in declared.typed(kind)}
    ranges = {top for axis, top in declared.named("rdfs:range") if axis in axes}
    return frozenset(low for low, high in above.items() if high & ranges)


def _disjoint(
    pairs: Iterable[tuple[str, str]], above: Mapping[str, frozenset[str]], among: frozenset[str]
) -> Iterator[Inference]:
    below: dict[str, set[str]] = defaultdict(set)
    for low in among:
        for high in above[low]:
            below[high].add(low)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for one, other in sorted(pairs):
        for left in below[one]:
            for right in below[other]:
                found.setdefault((left, right), (one, other))
                found.setdefault((right, left), (one, other))
    for (left, right), sources in sorted(found.items()):
        yield Inference(left, "owl:disjointWith", right, _APART, tuple(sorted({left, right, *sources})))


def _covered(unions: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[Inference]:
    """The members of each union; a second union of one class gets a name of its own that is equivalent to it.

    Two unions of one class say more than the union of both, and plain edges of one name would mix them.
    """
    seen: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for whole, members in sorted(unions):
        if members in seen[whole]:
            continue
        name = whole if not seen[whole] else f"{iri(whole)}.union{len(seen[whole]) + 1}"
        seen[whole].add(members)
        if name != whole:
            yield Inference(name, "owl:equivalentClass", whole, _UNION, (whole,))
            yield Inference(whole, "owl:equivalentClass", name, _UNION, (whole,))
        for member in members:
            yield Inference(name, "lg:coveredBy", member, _UNION, (whole, member))
