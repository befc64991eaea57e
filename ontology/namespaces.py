"""The prefix map, the only one: CURIE <-> IRI.

Every record of the graph has an IRI ``https://w3id.org/leitgraph/id/<kind>/<name>``, and the kind is
also its CURIE prefix, so that YAML, Python and SPARQL write the same short name.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from ontology.errors import UnknownTerm

BASE = "https://w3id.org/leitgraph/"

#: One prefix per kind of record; the class of the model with that ``kind`` makes them.
KINDS = (
    "anchor", "arm", "analysis", "candidate", "cohort", "component", "contradiction", "criterion",
    "decision", "directness", "edition", "finding", "gap", "guideline", "level", "line", "passage",
    "population", "printed", "proposition", "publication", "reading", "registration", "result", "rule",
    "section", "statement", "stratum", "study", "text", "unit", "untested",
)  # fmt: skip

_OURS = {
    "lg": f"{BASE}ontology/",
    "onc": f"{BASE}oncology/",
    "lev": f"{BASE}levels/",
    "shape": f"{BASE}shapes/",
    "graph": f"{BASE}graph/",
    "derivation": f"{BASE}id/derivation/",
}

_STANDARD = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "sh": "http://www.w3.org/ns/shacl#",
    "void": "http://rdfs.org/ns/void#",
    "fabio": "http://purl.org/spar/fabio/",
    "doco": "http://purl.org/spar/doco/",
    "cito": "http://purl.org/spar/cito/",
}

#: prefix -> namespace, for YAML, Turtle, SPARQL and the screen.
PREFIXES = MappingProxyType({**_OURS, **{k: f"{BASE}id/{k}/" for k in KINDS}, **_STANDARD})

CURRENT_GRAPH = f"{BASE}graph/current"
FINDINGS_GRAPH = f"{BASE}graph/findings"
INFERRED_GRAPH = f"{BASE}graph/inferred"
ONTOLOGY_GRAPH = f"{BASE}graph/ontology"
MAPPINGS_GRAPH = f"{BASE}graph/mappings"


def iri(curie: str) -> str:
    """Expand a CURIE; an absolute IRI comes back as it is.

    >>> iri("study:ashworth_2014")
    'https://w3id.org/leitgraph/id/study/ashworth_2014'
    """
    prefix, colon, name = curie.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + name
    if name.startswith("//") or prefix == "urn":
        return curie
    raise UnknownTerm(
        f"unknown prefix in {curie!r}",
        next_step="write prefix:name with one of " + ", ".join(sorted(PREFIXES)),
    )


_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))


@lru_cache(maxsize=10_000)
def curie(iri_: str) -> str:
    """Contract an IRI; one outside our prefix map comes back as it is.

    >>> curie("https://w3id.org/leitgraph/ontology/Study")
    'lg:Study'
    """
    for prefix, namespace in _LONGEST_FIRST:
        if iri_.startswith(namespace) and "/" not in iri_[len(namespace) :]:
            return f"{prefix}:{iri_[len(namespace) :]}"
    return iri_
