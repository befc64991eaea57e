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

_PREFIXES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_NAMES = _PREFIXES + "SELECT DISTINCT ?member WHERE {{ {is_a} FILTER(ISIRI(?member)) }}"
_MEMBERS = (
    _PREFIXES
    + """
SELECT ?member ?word WHERE {{
  {is_a}
  {{ ?member rdfs:label ?word }} UNION {{ ?member skos:altLabel ?word }} UNION {{ ?member skos:prefLabel ?word }}
  UNION {{ ?member skos:notation ?word }} UNION {{ ?member a ?type BIND(STR(?member) AS ?word) }}
}}"""
)
_IS_MEMBER = _PREFIXES + "SELECT ?there WHERE {{ {is_a} BIND(1 AS ?there) }} LIMIT 1"
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


def _is_a(member: str, of_class: str, *, kinds: bool) -> str:
    """The pattern of a member: an individual; of a class that has none, as of treatments, or for ``kinds`` a class below it."""
    below = f"{member} rdfs:subClassOf {of_class}"
    if kinds:
        return below
    return f"{{ {member} a {of_class} }} UNION {{ {below} FILTER NOT EXISTS {{ ?individual a {of_class} }} }}"


def names(backend: Backend, of_class: str, *, kinds: bool = False) -> tuple[str, ...]:
    """The IRIs of all members of a class, or of its kinds."""
    is_a = _is_a("?member", _class(of_class), kinds=kinds)
    found = (row[0] for row in rows(backend, _NAMES.format(is_a=is_a)))
    return tuple(sorted(name.value for name in found if name is not None))


def members(backend: Backend, of_class: str, *, kinds: bool = False) -> tuple[Choice, ...]:
    """The same with all words for each, in both languages."""
    words: dict[str, set[str]] = {}
    is_a = _is_a("?member", _class(of_class), kinds=kinds)
    for member, word in rows(backend, _MEMBERS.format(is_a=is_a)):
        if isinstance(member, ox.NamedNode) and word is not None:
            local = re.split(r"[/#]", member.value)[-1]
            words.setdefault(member.value, {plain(local)}).add(plain(word.value))
    return tuple(Choice(name, frozenset(found)) for name, found in sorted(words.items()))


def label(backend: Backend, name: str) -> dict[str, str]:
    """The label of a term by language; without one, its CURIE."""
    return records.described(backend, [name])[name].text("rdfs:label") or {"en": curie(name)}


def resolve(backend: Backend, parameter: Parameter, value: str) -> ox.NamedNode:
    """The one member that a value names, by IRI, CURIE, local name, label or synonym."""
    found = find(backend, parameter.of_class, value, kinds=parameter.kinds)
    if len(found) == 1:
        return ox.NamedNode(found[0])
    raise BadParameter(
        f"parameter {parameter.name!r}: {_problem(value, parameter.of_class, found)}",
        next_step=nearest(backend, value, parameter.of_class, kinds=parameter.kinds)
        or "give a full IRI or prefix:name",
    ).because("no_member", value=value, kind=parameter.of_class)


def _problem(value: str, of_class: str, found: list[str]) -> str:
    if len(found) > 1:
        return f"{value!r} may mean {', '.join(curie(name) for name in found)}"
    return f"{value!r} is no {of_class or 'IRI'} in this graph"


def find(backend: Backend, of_class: str, value: str, *, kinds: bool = False) -> list[str]:
    """The IRIs that a value names: by IRI or CURIE first, which needs no look at the words, else by any word."""
    name = _known(value)
    if name and rows(backend, _there(str(ox.NamedNode(name)), of_class, kinds=kinds)):
        return [name]
    if not of_class:
        return []
    return [choice.iri for choice in members(backend, of_class, kinds=kinds) if plain(value) in choice.words]


def _there(name: str, of_class: str, *, kinds: bool) -> str:
    """The query whether a name is a member of the class, or, with no class, anywhere in the graph."""
    if not of_class:
        return _IS_THERE.format(name)
    return _IS_MEMBER.format(is_a=_is_a(name, _class(of_class), kinds=kinds))


def _class(name: str) -> str:
    return str(ox.NamedNode(iri(name)))


def _known(value: str) -> str:
    try:
        return ox.NamedNode(iri(value)).value
    except (UnknownTerm, ValueError):
        return ""


def nearest(backend: Backend, value: str, of_class: str, *, kinds: bool = False) -> str:
    """A sentence with the members whose words come nearest to what was typed."""
    if not of_class:
        return ""
    words = {word: choice.name for choice in members(backend, of_class, kinds=kinds) for word in choice.words}
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
