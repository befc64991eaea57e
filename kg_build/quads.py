"""Model -> RDF and back: one generic writer, one generic reader, for every class of the model.

A triple is a string ``<s> <p> <o>``, escaped as N-Quads asks; the writer adds the graph and the dot.
Text is made, not terms, because building strings is several times cheaper than building term objects.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg_build.errors import InvalidRecord
from kg_build.model import CLASSES, Entity, FieldSpec, Text, Unit, specs
from ontology.namespaces import PREFIXES, curie, iri

_ESCAPES = str.maketrans(
    {'"': '\\"', "\\": "\\\\", **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}}
    | {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
)
_IRI_ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in '<>"{}|^`\\'} | {
    code: f"\\u{code:04X}" for code in range(0x21)
}
_TYPE = f"<{PREFIXES['rdf']}type>"
_IN_UNIT = f"<{PREFIXES['lg']}inUnit>"


def node(reference: str) -> str:
    """A CURIE or IRI as an N-Quads term.

    >>> node("lg:Study")
    '<https://w3id.org/leitgraph/ontology/Study>'
    """
    return f"<{iri(reference).translate(_IRI_ESCAPES)}>"


def _typed(datatype: str) -> Callable[[Any], str]:
    suffix = f'"^^<{PREFIXES["xsd"]}{datatype}>'
    return lambda value: f'"{value}{suffix}'


def _decimal(value: Decimal) -> str:
    return f'"{value:f}"^^<{PREFIXES["xsd"]}decimal>'


def string(value: str) -> str:
    """A plain string as an N-Quads literal.

    >>> string('Series "A"')
    '"Series \\\\"A\\\\""'
    """
    return f'"{value.translate(_ESCAPES)}"'


def integer(value: int) -> str:
    """A whole number as an N-Quads literal.

    >>> integer(39)
    '"39"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return _typed("integer")(value)


def texts(text: Text) -> Iterator[str]:
    """The one or two language-tagged literals of a text."""
    if text.de is not None:
        yield f"{string(text.de)}@de"
    if text.en is not None:
        yield f"{string(text.en)}@en"


_WRITERS: dict[str, Callable[[Any], str]] = {
    "ref": node,
    "code": lambda value: f"<{PREFIXES['lg']}{value}>",
    "string": string,
    "integer": integer,
    "decimal": _decimal,
    "date": _typed("date"),
    "owned": lambda value: node(value.id),
}


@cache
def _plan(entity_class: type[Entity]) -> tuple[tuple[FieldSpec, str, Callable[[Any], str] | None], ...]:
    return tuple((spec, node(spec.prop), _WRITERS.get(spec.kind)) for spec in specs(entity_class))


def triples(entity: Entity) -> Iterator[str]:
    """All triples of a record and of the records inside it.

    >>> from kg_build.model import Stratum
    >>> [t for t in triples(Stratum(id="stratum:s.iii", n=29)) if "/n>" in t]
    ['<https://w3id.org/leitgraph/id/stratum/s.iii> <https://w3id.org/leitgraph/ontology/n> "29"^^<http://www.w3.org/2001/XMLSchema#integer>']
    """
    subject = node(entity.id)
    yield f"{subject} {_TYPE} {node(entity.rdf_type)}"
    for spec, predicate, writer in _plan(type(entity)):
        for value in spec.values(entity):
            if writer is None:
                for literal in texts(value):
                    yield f"{subject} {predicate} {literal}"
            elif spec.inverse:
                yield f"{writer(value)} {predicate} {subject}"
            else:
                yield f"{subject} {predicate} {writer(value)}"
            if spec.kind == "owned":
                yield from triples(value)


def unit_triples(unit: Unit, records: Iterable[Entity]) -> Iterator[str]:
    """The content of one named graph: the records, each naming its unit, and the unit's provenance."""
    home = node(unit.id)
    yield from triples(unit)
    for record in records:
        yield from triples(record)
        for part in (record, *record.owned()):
            yield f"{node(part.id)} {_IN_UNIT} {home}"


def read(source: Iterable[ox.Triple | ox.Quad]) -> tuple[Entity, ...]:
    """The records of a graph that lie in no other record, sorted by id."""
    return _Reader(source).top_level()


class _Reader:
    """Puts records together again from their triples."""

    def __init__(self, source: Iterable[ox.Triple | ox.Quad]) -> None:
        self.forward: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self.backward: dict[tuple[str, str], list[str]] = defaultdict(list)
        for statement in source:
            subject, predicate = (
                curie(str(getattr(statement.subject, "value", ""))),
                curie(statement.predicate.value),
            )
            value = statement.object
            self.forward[subject][predicate].append(value)
            if isinstance(value, ox.NamedNode):
                self.backward[curie(value.value), predicate].append(subject)
        self.classes = {subject: found for subject in self.forward if (found := self._class(subject))}
        self.inside: set[str] = set()

    def _class(self, subject: str) -> type[Entity] | None:
        """The most specific class of the model that the record is said to belong to."""
        found = [
            CLASSES[name]
            for value in self.forward[subject]["rdf:type"]
            if (name := curie(value.value)) in CLASSES
        ]
        return max(found, key=lambda entity_class: len(entity_class.__mro__), default=None)

    def top_level(self) -> tuple[Entity, ...]:
        built = {subject: self._build(subject) for subject in sorted(self.classes)}
        return tuple(record for subject, record in built.items() if subject not in self.inside)

    def _build(self, subject: str) -> Entity:
        entity_class = self.classes[subject]
        fields: dict[str, Any] = {"id": subject}
        for spec in specs(entity_class):
            values = self._values(subject, spec)
            if values:
                fields[spec.name] = values if spec.many or spec.kind == "text" else values[0]
                if not spec.many and spec.kind != "text" and len(values) > 1:
                    raise InvalidRecord(f"{subject}: {spec.prop} has {len(values)} values; one is allowed")
            if spec.kind == "text" and values:
                fields[spec.name] = Text(**dict(values))
        return entity_class(**fields)

    def _values(self, subject: str, spec: FieldSpec) -> tuple[Any, ...]:
        if spec.kind == "owned":
            return self._children(subject, spec)
        terms = self.forward[subject][spec.prop]
        if spec.kind == "ref":
            return tuple(curie(term.value) for term in terms)
        if spec.kind == "code":
            return tuple(term.value.removeprefix(PREFIXES["lg"]) for term in terms)
        if spec.kind == "text":
            return tuple((term.language, term.value) for term in terms)
        return tuple(_PYTHON[spec.kind](term.value) for term in terms)

    def _children(self, subject: str, spec: FieldSpec) -> tuple[Entity, ...]:
        if spec.inverse:
            names = self.backward[subject, spec.prop]
        else:
            names = [curie(term.value) for term in self.forward[subject][spec.prop]]
        owned_class = spec.owned_class or Entity
        mine = [name for name in names if issubclass(self.classes.get(name, Unit), owned_class)]
        self.inside.update(mine)
        return tuple(self._build(name) for name in mine)


_PYTHON: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "decimal": Decimal,
    "date": dt.date.fromisoformat,
}
