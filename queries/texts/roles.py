"""Which properties hold a text that can be found, and what part each plays in a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ontology.namespaces import BASE, curie, iri
from queries.texts import folding

#: role -> the weight of a word that is found there.
WEIGHTS = MappingProxyType(
    {
        "label": 1.0,
        "synonym": 0.9,
        "paraphrase": 0.7,
        "citation": 0.7,
        "context": 0.5,
        "identifier": 0.5,
        "definition": 0.4,
    }
)
_PROPERTIES = {
    "label": ("rdfs:label", "skos:prefLabel"),
    "synonym": ("skos:altLabel", "skos:notation", "lg:variantLabel", "lg:registerCode"),
    "paraphrase": ("lg:paraphrase",),
    "citation": ("lg:citedAs", "dcterms:title", "lg:authors", "lg:journal", "lg:year", "dcterms:issued"),
    "context": (
        "lg:condition", "lg:explanation", "lg:describedAs", "lg:diseaseDefinition", "lg:factor", "lg:findingText",
        "lg:reason", "lg:message", "lg:suggestion", "lg:rationale",
    ),
    "identifier": ("lg:doi", "lg:pmid", "lg:pmcid", "lg:registrationNumber", "lg:registerNumber"),
    "definition": ("skos:definition", "skos:scopeNote", "rdfs:comment"),
}  # fmt: skip
#: property IRI -> role
ROLES = MappingProxyType({iri(name): role for role, names in _PROPERTIES.items() for name in names})
_KIND = re.compile(re.escape(f"{BASE}id/") + r"([a-z]+)/")

#: One text: the role that it plays, its language (or none), its words.
Text = tuple[str, str, str]


def kind(name: str) -> str:
    """The kind of a record, as its IRI says; whatever is no record of ours is a term of an ontology.

    >>> kind("https://w3id.org/leitgraph/id/study/ashworth_2014"), kind("https://w3id.org/leitgraph/oncology/N3")
    ('study', 'term')
    """
    found = _KIND.match(name)
    return found[1] if found else "term"


def names(name: str) -> list[Text]:
    """The short name of an IRI and its last part as texts: ``LocalTherapy`` is also found as "local therapy".

    >>> names("https://w3id.org/leitgraph/oncology/LocalTherapy")
    [('identifier', '', 'onc:LocalTherapy'), ('identifier', '', 'Local-Therapy')]
    """
    last = re.split(r"[/#]", name)[-1]
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "-", last)
    return [("identifier", "", words) for words in (curie(name), parted) if words]


def folded(texts: Iterable[Text]) -> tuple[str, ...]:
    """The folded words of each role, in the order of the weights; a line for each text, so that whole names can be told apart."""
    lines: Mapping[str, dict[str, None]] = {role: {} for role in WEIGHTS}
    for role, _, words in texts:
        lines[role][" ".join(folding.words(words))] = None
    return tuple("\n".join(line) for line in lines.values())
