"""A resource as a page shows it: each property once, with its values; blank nodes as groups within; links that lead somewhere.

Only ``http`` and ``https`` become links, and whatever leads out of here says so to the browser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pyoxigraph as ox

from app.endpoint.resources import Labels, Resource, Surroundings
from app.endpoint.words import Language
from ontology.namespaces import BASE, PREFIXES, curie

_RDF, _RDFS, _SKOS, _DCTERMS = (PREFIXES[name] for name in ("rdf", "rdfs", "skos", "dcterms"))
_DEFINITIONS = (
    f"{_SKOS}definition",
    f"{_DCTERMS}description",
    f"{PREFIXES['lg']}paraphrase",
    f"{_RDFS}comment",
)
_FIRST = (f"{_RDFS}label", *_DEFINITIONS)
_LAST = (f"{_RDF}type", f"{_RDFS}subClassOf", f"{PREFIXES['owl']}disjointWith")
_SHOWN = 25
_DEEPEST = 6
_WHO = "SELECT ?record WHERE {{\n  ?record {0} {1}\n}}\nLIMIT 1000"


Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True)
class Link:
    """An IRI to click on: where it leads (nowhere where it is no web address), what it is called, and its short name."""

    href: str
    label: str
    name: str

    @property
    def outside(self) -> bool:
        """Whether it leads away from here."""
        return bool(self.href) and not self.href.startswith("/")


@dataclass(frozen=True)
class Value:
    """One value of a property: a link, a text in its language or datatype, a group of properties, or a list."""

    link: Link | None = None
    text: str = ""
    language: str = ""
    datatype: str = ""
    group: tuple[Property, ...] = ()
    members: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Property:
    """A property with its values."""

    link: Link
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Incoming:
    """Who points here by one property: the first of them, how many in all, and the query that lists all."""

    link: Link
    subjects: tuple[Link, ...]
    count: int
    query: str


def local(iri: str) -> str:
    """Where an IRI is shown: ours on this server, others where they are; empty where no browser should go.

    >>> local("https://w3id.org/leitgraph/id/study/gomez_2016"), local("javascript:alert(1)")
    ('/id/study/gomez_2016', '')
    """
    if iri.startswith(BASE):
        return "/" + quote(iri.removeprefix(BASE), safe="/:@!$&'()*+,;=~")
    return iri if iri.startswith(("http://", "https://")) else ""


def editor(sparql: str) -> str:
    """The address that opens a query in the editor without running it; what stands behind the sign # is sent to no server."""
    return "/sparql#" + urlencode({"query": sparql}, quote_via=quote)


_Triples = dict[Term, dict[str, list[Term]]]


def _members(graph: _Triples, node: Term) -> Iterator[Term]:
    """The members of an RDF list; none where the node begins no list."""
    seen = set()
    while node not in seen and (first := graph.get(node, {}).get(f"{_RDF}first")):
        seen.add(node)
        yield first[0]
        node = graph[node].get(f"{_RDF}rest", [node])[0]


class View:
    """How terms are shown to readers of one language, with the labels that were found."""

    def __init__(self, labels: Labels, language: Language) -> None:
        self._labels = labels
        self._language = language

    def link(self, iri: str) -> Link:
        """An IRI by its label."""
        return Link(local(iri), self.label(iri) or curie(iri), curie(iri))

    def label(self, iri: str) -> str:
        """The label in the reader's language, else in any; empty where there is none."""
        found = self._labels.get(iri, {})
        return found.get(self._language) or found.get("") or next(iter(found.values()), "")

    def definition(self, triples: Iterable[ox.Triple], iri: str) -> str:
        """What it is, in a sentence, where the graph says so."""
        texts = {
            (triple.predicate.value, triple.object.language): triple.object.value
            for triple in triples
            if isinstance(triple.object, ox.Literal) and triple.subject == ox.NamedNode(iri)
        }
        languages = (self._language, None, "en", "de")
        return next((texts[p, tag] for p in _DEFINITIONS for tag in languages if (p, tag) in texts), "")

    def properties(self, resource: Resource) -> tuple[Property, ...]:
        """All properties of the resource itself: names and definitions first, kinds last."""
        graph: _Triples = {}
        for triple in resource.triples:
            graph.setdefault(triple.subject, {}).setdefault(triple.predicate.value, []).append(triple.object)
        return self._group(graph, ox.NamedNode(resource.iri), _DEEPEST)

    def _group(self, graph: _Triples, subject: Term, depth: int) -> tuple[Property, ...]:
        found = graph.get(subject, {})
        return tuple(
            Property(
                self.link(name),
                tuple(sorted((self._value(graph, term, depth) for term in found[name]), key=self._order)),
            )
            for name in sorted(found, key=self._place)
        )

    def _place(self, name: str) -> tuple[int, int, str]:
        for order, names in ((0, _FIRST), (2, _LAST)):
            if name in names:
                return (order, names.index(name), "")
        return (1, 0, self.label(name) or name)

    def _order(self, value: Value) -> tuple[bool, str]:
        text = value.link.label if value.link else value.text
        return (value.language not in ("", self._language), text)

    def _value(self, graph: _Triples, term: Term, depth: int) -> Value:
        if isinstance(term, ox.NamedNode):
            return Value(link=self.link(term.value))
        if isinstance(term, ox.BlankNode):
            return self._anonymous(graph, term, depth - 1)
        if isinstance(term, ox.Triple):
            return Value(text=str(term))
        plain = term.language or term.datatype.value == f"{PREFIXES['xsd']}string"
        datatype = "" if plain else curie(term.datatype.value)
        return Value(text=term.value, language=term.language or "", datatype=datatype)

    def _anonymous(self, graph: _Triples, node: ox.BlankNode, depth: int) -> Value:
        """A blank node: the members of the list that begins with it, else its properties."""
        if not depth:
            return Value(text="…")
        members = list(_members(graph, node))
        if members:
            return Value(members=tuple(self._value(graph, member, depth) for member in members))
        return Value(group=self._group(graph, node, depth))

    def incoming(self, iri: str, around: Surroundings) -> tuple[Incoming, ...]:
        """Who points to an IRI, by property."""
        return tuple(
            Incoming(
                self.link(name),
                tuple(self.link(subject) for subject in around.incoming.get(name, ())[:_SHOWN]),
                count,
                editor(_WHO.format(ox.NamedNode(name), ox.NamedNode(iri))),
            )
            for name, count in around.counts.items()
        )
