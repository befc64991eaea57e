"""What a parameter may be: the members of a class, found in the graph, by IRI, CURIE, name or word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from ontology.errors import UnknownTerm
from ontology.namespaces import curie, iri
from queries import records
from queries.errors import BadParameter
from queries.header import Parameter
from queries.store import Backend, rows

_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?member WHERE {{ {{ ?member a <{0}> }} UNION {{ ?member rdfs:subClassOf <{0}> }} FILTER(ISIRI(?member)) }}"""
_MEMBERS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?member ?word WHERE {{
  {{ ?member a <{0}> }} UNION {{ ?member rdfs:subClassOf <{0}> }}
  {{ ?member rdfs:label ?word }} UNION {{ ?member skos:altLabel ?word }} UNION {{ ?member skos:prefLabel ?word }}
  UNION {{ ?member skos:notation ?word }} UNION {{ ?member a ?type BIND(STR(?member) AS ?word) }}
}}"""


_IS_MEMBER = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?there WHERE {{ {{ {0} a {1} }} UNION {{ {0} rdfs:subClassOf {1} }} BIND(1 AS ?there) }} LIMIT 1"""
_IS_THERE = "SELECT ?there WHERE {{ {{ {0} ?there ?value }} UNION {{ ?record ?there {0} }} }} LIMIT 1"


@dataclass(frozen=True)
class Choice:
    """One thing that may be meant, with all the words for it."""

    iri: str
    words: frozenset[str]

    @property
    def name(self) -> str:
        """The short name to type: the CURIE."""
        return curie(self.iri)


def plain(word: str) -> str:
    """A word as people type it: small letters, and one hyphen for anything between the words.

    >>> plain("LocalTherapy"), plain("lokale Therapie"), plain("local_therapy")
    ('local-therapy', 'lokale-therapie', 'local-therapy')
    """
    parted = re.sub(r"(?<=[a-zäöüß0-9])(?=[A-ZÄÖÜ][a-zäöüß])", "-", word.strip())
    return re.sub(r"[\s_\-/]+", "-", parted).casefold()


def names(backend: Backend, of_class: str) -> tuple[str, ...]:
    """The IRIs of all members of a class (individuals and subclasses)."""
    found = (row[0] for row in rows(backend, _NAMES.format(iri(of_class))))
    return tuple(sorted(name.value for name in found if name is not None))


def members(backend: Backend, of_class: str) -> tuple[Choice, ...]:
    """The same with all words for each, in both languages."""
    words: dict[str, set[str]] = {}
    for member, word in rows(backend, _MEMBERS.format(iri(of_class))):
        if isinstance(member, ox.NamedNode) and word is not None:
            local = re.split(r"[/#]", member.value)[-1]
            words.setdefault(member.value, {plain(local)}).add(plain(word.value))
    return tuple(Choice(name, frozenset(found)) for name, found in sorted(words.items()))


def label(backend: Backend, name: str) -> dict[str, str]:
    """The label of a term by language; without one, its CURIE."""
    return records.described(backend, [name])[name].text("rdfs:label") or {"en": curie(name)}


def resolve(backend: Backend, parameter: Parameter, value: str) -> ox.NamedNode:
    """The one member that a value names, by IRI, CURIE, local name, label or synonym."""
    found = find(backend, parameter.of_class, value)
    if len(found) == 1:
        return ox.NamedNode(found[0])
    raise BadParameter(
        f"parameter {parameter.name!r}: {_problem(value, parameter.of_class, found)}",
        next_step=nearest(backend, value, parameter.of_class) or "give a full IRI or prefix:name",
    ).because("no_member", value=value, kind=parameter.of_class)


def _problem(value: str, of_class: str, found: list[str]) -> str:
    if len(found) > 1:
        return f"{value!r} may mean {', '.join(curie(name) for name in found)}"
    return f"{value!r} is no {of_class or 'IRI'} in this graph"


def find(backend: Backend, of_class: str, value: str) -> list[str]:
    """The IRIs that a value names: by IRI or CURIE first, which needs no look at the words, else by any word."""
    name = _known(value)
    if name and rows(
        backend, (_IS_MEMBER if of_class else _IS_THERE).format(ox.NamedNode(name), _class(of_class))
    ):
        return [name]
    if not of_class:
        return []
    return [choice.iri for choice in members(backend, of_class) if plain(value) in choice.words]


def _class(name: str) -> str:
    return str(ox.NamedNode(iri(name))) if name else ""


def _known(value: str) -> str:
    try:
        return ox.NamedNode(iri(value)).value
    except (UnknownTerm, ValueError):
        return ""


def nearest(backend: Backend, value: str, of_class: str) -> str:
    """A sentence with the members whose words come nearest to what was typed."""
    if not of_class:
        return ""
    words = {word: choice.name for choice in members(backend, of_class) for word in choice.words}
    near = process.extract(plain(value), words.keys(), scorer=fuzz.WRatio, limit=8)
    names = dict.fromkeys(words[word] for word, *_ in near)
    return f"near matches: {', '.join(list(names)[:5])}" if names else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the names nearest to a mistyped one.

    >>> did_you_mean("evidnce_table", ["evidence_table", "gaps"])
    'did you mean evidence_table?'
    """
    near = process.extract(word, list(known), scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    return f"did you mean {', '.join(name for name, *_ in near)}?" if near else ""
