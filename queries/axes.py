"""The axes on which patients are described, as the domain module in the store declares them.

No axis is known to this program: which there are, their values, which values exclude each other, what follows from
what, and by which words people name them is read from the store. All names here are full IRIs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from ontology.errors import UnknownTerm
from ontology.namespaces import curie, iri
from queries import records
from queries.populations.taxonomy import Taxonomy
from queries.records import Record
from queries.store import Backend, rows

_KINDS = {iri(f"lg:{kind}Axis"): kind.lower() for kind in ("Category", "Hierarchy", "Range", "Flag")}
_PREFIXES = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_AXES = """
SELECT DISTINCT ?axis WHERE {
  VALUES ?kind { lg:CategoryAxis lg:HierarchyAxis lg:RangeAxis lg:FlagAxis } ?axis a ?kind
}"""
_EDGES = """
SELECT DISTINCT ?value ?edge ?other WHERE {{
  VALUES ?range {{ {0} }} ?value rdfs:subClassOf ?range .
  VALUES ?edge {{ rdfs:subClassOf owl:disjointWith lg:coveredBy }} ?value ?edge ?other
}}"""
_UNIONS = """
SELECT DISTINCT ?value ?union ?member WHERE {{
  VALUES ?range {{ {0} }} ?value rdfs:subClassOf ?range ; owl:equivalentClass ?union . ?union lg:coveredBy ?member
}}"""
_TOTAL = """
SELECT DISTINCT ?axis WHERE {
  lg:Patient rdfs:subClassOf ?restriction . ?restriction owl:onProperty ?axis ; owl:someValuesFrom ?any
}"""


@dataclass(frozen=True)
class Restriction:
    """What a question or a group asks of a patient on one axis; all parts hold together.

    >>> Restriction("urn:x:count", minimum=1, maximum=4).maximum
    4
    """

    axis: str
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class Axis:
    """One property of patients: its kind, whether a patient can have several values, and the words for it.

    ``total`` says that every patient has a value. That is so only where the module says it: a patient who was
    never operated on has no finding of the operation.
    """

    iri: str
    kind: str
    many: bool = False
    total: bool = False
    range: str = ""
    label: Mapping[str, str] = field(default_factory=dict, hash=False)
    patterns: tuple[tuple[str, str], ...] = ()
    variant_of: str = ""
    variant_label: Mapping[str, str] = field(default_factory=dict, hash=False)
    limits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Value:
    """One value of an axis, or one edition: its label, all words for it by language, and its edition."""

    iri: str
    label: Mapping[str, str] = field(default_factory=dict, hash=False)
    words: frozenset[tuple[str, str]] = frozenset()
    edition: str = ""


@dataclass(frozen=True)
class Rule:
    """What follows on some axes from facts on others, and the editions in which it holds."""

    iri: str
    premises: tuple[Restriction, ...]
    consequences: tuple[Restriction, ...]
    editions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Axes:
    """All axes of a store with their values and rules; read once, asked often."""

    axes: Mapping[str, Axis]
    values: Mapping[str, Value]
    taxonomy: Taxonomy
    rules: tuple[Rule, ...] = ()
    default_editions: tuple[str, ...] = ()
    editions: Mapping[str, Value] = field(default_factory=dict)

    def axis(self, name: str) -> Axis:
        """The axis of that IRI or CURIE."""
        try:
            return self.axes[iri(name)]
        except KeyError:
            raise UnknownTerm(
                f"{name} is no axis of this graph",
                next_step="use one of " + ", ".join(curie(known) for known in sorted(self.axes)),
            ) from None

    def values_of(self, axis: str) -> tuple[Value, ...]:
        """The values that a patient can have on an axis, the axis's range itself among them."""
        return self._by_range.get(self.axes[axis].range, ())

    def value_words(self, axis: str) -> Mapping[str, frozenset[str]]:
        """The words that name each value of an axis, in small letters."""
        return {
            value.iri: frozenset(word.casefold() for _, word in value.words) for value in self.values_of(axis)
        }

    def variants(self, axis: str) -> tuple[Axis, ...]:
        """The axes on which a question on this one may be read, by name."""
        found = (other for other in self.axes.values() if other.variant_of == axis)
        return tuple(sorted(found, key=lambda other: other.iri))

    @cached_property
    def _by_range(self) -> Mapping[str, tuple[Value, ...]]:
        found: dict[str, list[Value]] = defaultdict(list)
        for name in sorted(self.values):
            for top in self.taxonomy.above(name):
                found[top].append(self.values[name])
        return {top: tuple(values) for top, values in found.items()}

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """Answers worked out before, by what was asked: they depend on the axes and the question alone."""
        return {}


def load(backend: Backend) -> Axes:
    """Read the axes, their values and their rules from a store."""
    found = rows(backend, _PREFIXES + _AXES)
    named = records.described(backend, [row[0].value for row in found if row[0] is not None])
    total = {row[0].value for row in rows(backend, _PREFIXES + _TOTAL) if row[0] is not None}
    axes = {name: _axis(record, total) for name, record in named.items()}
    ranges = records.values(axis.range for axis in axes.values() if axis.kind != "range")
    taxonomy = _taxonomy(backend, ranges)
    values = {
        name: _value(record) for name, record in records.described(backend, taxonomy.classes, _VALUE).items()
    }
    editions = records.of_class(backend, "lg:ClassificationEdition")
    return Axes(
        axes=MappingProxyType(axes),
        values=MappingProxyType(values),
        taxonomy=taxonomy,
        rules=_rules(backend),
        default_editions=_default_editions(backend),
        editions=MappingProxyType({name: _value(record) for name, record in editions.items()}),
    )


def _axis(record: Record, total: Iterable[str]) -> Axis:
    types = record.all("rdf:type")
    return Axis(
        iri=record.iri,
        kind=next(_KINDS[kind] for kind in types if kind in _KINDS),
        many=iri("owl:FunctionalProperty") not in types,
        total=record.iri in set(total),
        range=record.one("rdfs:range") or "",
        label=record.text("rdfs:label"),
        patterns=_words(record, "lg:phrasePattern"),
        variant_of=record.one("lg:variantOf") or "",
        variant_label=record.text("lg:variantLabel"),
        limits=record.all("lg:neverExceeds"),
    )


def _words(record: Record, prop: str) -> tuple[tuple[str, str], ...]:
    return tuple((getattr(term, "language", None) or "", term.value) for term in record.of(prop))


#: What is read of a value.
_VALUE = ("rdfs:label", "skos:altLabel", "skos:notation", "lg:ofEdition")


def _value(record: Record) -> Value:
    words = (_words(record, prop) for prop in ("rdfs:label", "skos:altLabel", "skos:notation"))
    return Value(
        iri=record.iri,
        label=record.text("rdfs:label"),
        words=frozenset(word for found in words for word in found),
        edition=record.one("lg:ofEdition") or "",
    )


def _taxonomy(backend: Backend, ranges: str) -> Taxonomy:
    edges: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for low, edge, high in rows(backend, _PREFIXES + _EDGES.format(ranges)):
        if low is not None and edge is not None and high is not None:
            edges[curie(edge.value)].add((low.value, high.value))
    covers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for whole, member in edges["lg:coveredBy"]:
        covers[whole, whole].add(member)
    for value, union, part in rows(backend, _PREFIXES + _UNIONS.format(ranges)):
        if value is not None and union is not None and part is not None:
            covers[value.value, union.value].add(part.value)
    return Taxonomy.of(
        edges["rdfs:subClassOf"],
        edges["owl:disjointWith"],
        [(whole, members) for (whole, _), members in sorted(covers.items())],
    )


def _rules(backend: Backend) -> tuple[Rule, ...]:
    rules = records.of_class(backend, "lg:Implication")
    sides = [name for rule in rules.values() for side in ("lg:if", "lg:then") for name in rule.all(side)]
    criteria = {
        name: restriction(record) for name, record in records.described(backend, sides, CRITERION).items()
    }
    return tuple(
        Rule(
            rule.iri,
            tuple(criteria[name] for name in rule.all("lg:if")),
            tuple(criteria[name] for name in rule.all("lg:then")),
            rule.all("lg:inEdition"),
        )
        for rule in rules.values()
    )


#: What is read of a criterion.
CRITERION = ("lg:onAxis", "lg:anyOf", "lg:noneOf", "lg:minimum", "lg:maximum")


def restriction(record: Record) -> Restriction:
    """A criterion of the graph as a restriction."""
    ends = (record.one(end) for end in ("lg:minimum", "lg:maximum"))
    low, high = (None if end is None else int(end) for end in ends)
    return Restriction(
        record.one("lg:onAxis") or "", record.all("lg:anyOf"), record.all("lg:noneOf"), low, high
    )


def _default_editions(backend: Backend) -> tuple[str, ...]:
    found = rows(backend, _PREFIXES + "SELECT DISTINCT ?edition WHERE { ?module lg:defaultEdition ?edition }")
    return tuple(sorted(row[0].value for row in found if row[0] is not None))
