"""The whole graph as one file for others: TriG, and JSON-LD with a context that makes it legible.

Both hold every named graph of a generation, so that whoever loads them has the same dataset. In the JSON-LD a
property goes by its short name, a record by its CURIE, words by their language.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ontology.namespaces import PREFIXES, curie
from queries.errors import StoreMissing

#: One record of a graph: its values by property.
Subject = dict[str, list[Any]]
_TYPE = f"{PREFIXES['rdf']}type"
_STRING = f"{PREFIXES['xsd']}string"
_TAKEN = {"id", "type", "graph", "value", "language", "context"}


def quads(generation: Path) -> list[ox.Quad]:
    """All quads of a generation, graph by graph and in a fixed order."""
    file = generation / "leitgraph.nq"
    if not file.is_file():
        raise StoreMissing(f"no finished generation in {generation}", next_step="run: leitgraph build")
    with file.open(encoding="utf-8", newline="\n") as lines_of_file:  # words may hold other line ends
        lines = list(lines_of_file)
    lines.sort(key=lambda line: line.rsplit(" ", 2)[1])  # by graph; the file itself goes by subject
    return list(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS))


def trig(generation: Path) -> bytes:
    """The content of the ``.trig`` file."""
    return ox.serialize(quads(generation), format=ox.RdfFormat.TRIG, prefixes=dict(PREFIXES)) or b""


def json_ld(generation: Path) -> bytes:
    """The content of the ``.jsonld`` file: a context, then each graph with a record on each line."""
    found = quads(generation)
    terms = _terms(found)
    context = {
        "id": "@id",
        "type": "@type",
        **PREFIXES,
        **dict(terms.values()),
    }
    parts = ",\n".join(_graph(name, subjects, terms) for name, subjects in _by_graph(found).items())
    return f'{{"@context": {json.dumps(context, indent=1)},\n"@graph": [\n{parts}\n]}}\n'.encode()


def _by_graph(found: Iterable[ox.Quad]) -> dict[str, dict[str, Subject]]:
    graphs: dict[str, dict[str, Any]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for quad in found:
        graphs[_name(quad.graph_name)][_name(quad.subject)][quad.predicate.value].append(quad.object)
    return graphs


def _terms(found: Iterable[ox.Quad]) -> dict[str, tuple[str, dict[str, str]]]:
    """For each property its short name, and what its values have in common: all records, one datatype, or words."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for quad in found:
        kinds[quad.predicate.value].add(_kind(quad.object))
    terms, taken = {}, set(_TAKEN)
    for prop, kind in sorted(kinds.items()):
        if prop != _TYPE:
            short = prop.removeprefix(PREFIXES["lg"])
            name = curie(prop) if short == prop or short in taken or short in PREFIXES else short
            taken.add(name)
            terms[prop] = name, {"@id": curie(prop), **_coercion(kind)}
    return terms


def _kind(value: object) -> str:
    if not isinstance(value, ox.Literal):
        return "@id"
    return "@language" if value.language else value.datatype.value


def _coercion(kinds: set[str]) -> dict[str, str]:
    if kinds == {"@language"}:
        return {"@container": "@language"}
    if len(kinds) == 1 and kinds != {_STRING}:
        only = next(iter(kinds))
        return {"@type": only if only == "@id" else curie(only)}
    return {}


def _graph(
    name: str, subjects: Mapping[str, Subject], terms: Mapping[str, tuple[str, dict[str, str]]]
) -> str:
    nodes = ",\n".join(
        json.dumps(_node(subject, facts, terms), ensure_ascii=False) for subject, facts in subjects.items()
    )
    return f'{{"id": {json.dumps(name)}, "@graph": [\n{nodes}\n]}}' if name else nodes


def _node(
    subject: str, facts: Mapping[str, list[Any]], terms: Mapping[str, tuple[str, dict[str, str]]]
) -> dict[str, Any]:
    node: dict[str, Any] = {"id": subject}
    if types := facts.get(_TYPE):
        node["type"] = _alone([_name(value) for value in types])
    for prop, values in facts.items():
        if prop != _TYPE:
            name, definition = terms[prop]
            node[name] = (
                _words(values)
                if "@container" in definition
                else _alone([_value(v, definition) for v in values])
            )
    return node


def _words(values: Iterable[ox.Literal]) -> dict[str, Any]:
    by_language: dict[str, list[str]] = defaultdict(list)
    for value in values:
        by_language[value.language or ""].append(value.value)
    return {language: _alone(words) for language, words in sorted(by_language.items())}


def _value(value: Any, definition: Mapping[str, str]) -> Any:
    """A value as short as the property's definition allows."""
    if not isinstance(value, ox.Literal):
        return _name(value) if definition.get("@type") == "@id" else {"id": _name(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if "@type" in definition or datatype == _STRING:
        return value.value
    return {"@value": value.value, "@type": curie(datatype)}


def _name(term: object) -> str:
    """A record or graph by its CURIE or IRI, a blank node by its label, the default graph by nothing."""
    if isinstance(term, ox.NamedNode):
        return curie(term.value)
    return str(term) if isinstance(term, ox.BlankNode) else ""


def _alone(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
