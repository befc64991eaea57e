"""The corpus that ships, with a payload in each text of it: labels, paraphrases, comments, citations, addresses."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pyoxigraph as ox

from kg_build.dataset import Dataset
from kg_build.void import Description
from kg_build.write import workshop, write
from ontology.namespaces import CURRENT_GRAPH, iri
from tests.hostile.markup import as_iri
from tests.hostile.payloads import LINKS, MARKUP

#: Texts without a language that people wrote.
_WRITTEN = frozenset(
    iri(name)
    for name in ("dcterms:title", "lg:authors", "lg:journal", "lg:printed", "lg:readValue", "lg:fileName", "lg:doi",
                 "lg:registerCode", "lg:suggestion", "lg:message", "lg:roleInCorpus", "lg:unit", "lg:pPrinted")
)  # fmt: skip
_ADDRESSES = frozenset(iri(name) for name in ("dcterms:source", "rdfs:seeAlso"))
#: By these the words of a question are understood: the first of them stays as it is.
_UNDERSTOOD = frozenset(iri(name) for name in ("skos:altLabel", "skos:notation", "lg:phrasePattern"))


def home(folder: Path, built: Path) -> Path:
    """A home like the one that was built, with the payloads in it."""
    texts, links = cycle(MARKUP), cycle(LINKS)
    graphs: dict[str, list[str]] = {}
    visible = set()
    current = set()
    for quad in ox.parse(path=str(built / "current" / "leitgraph.nq")):
        name = quad.graph_name.value
        if name == CURRENT_GRAPH:
            current.add(quad.triple)
        else:
            graphs.setdefault(name, []).append(quad.triple)
    for name, triples in graphs.items():
        if all(triple in current for triple in triples):
            visible.add(name)
    written = {
        name: [f"{one.subject} {one.predicate} {_hostile(one, texts, links)}" for one in triples]
        for name, triples in graphs.items()
    }
    facts = dict.fromkeys(("corpora", "owl", "sources"), MARKUP[2])
    described = Description("2026-11-26", {"en": MARKUP[0], "de": MARKUP[1]}, ("urn:licence",), facts)
    with workshop(folder) as aside:
        write(Dataset(written, frozenset(visible)), described, folder, aside)
    return folder


def _hostile(triple: ox.Triple, texts, links) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    prop, value = triple.predicate.value, triple.object
    if prop in _UNDERSTOOD:
        return value
    if prop in _ADDRESSES:
        return as_iri(next(links))
    if isinstance(value, ox.Literal):
        if value.language:
            return ox.Literal(f"{next(texts)} {value.value}", language=value.language)
        if prop in _WRITTEN:
            return ox.Literal(f"{next(texts)} {value.value}")
    return value
