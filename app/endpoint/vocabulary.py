"""The ontology's own files, whole: what a document address such as ``/ontology/`` gives to machines, and the shapes, which no graph holds."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import pyoxigraph as ox

from ontology import VERSION
from ontology.namespaces import PREFIXES

#: The namespace of each module, and its file.
MODULES = {
    PREFIXES["lg"]: "core.ttl",
    PREFIXES["onc"]: "oncology.ttl",
    PREFIXES["lev"]: "levels.ttl",
    PREFIXES["shape"]: "shapes.ttl",
}
_VERSIONS = {f"{namespace}{VERSION}": namespace for namespace in MODULES}


@lru_cache(maxsize=len(MODULES))
def module(namespace: str) -> tuple[ox.Triple, ...]:
    """All triples of the module with this namespace; none where there is no such module.

    >>> len(module(PREFIXES["lg"])) > 1000, module("urn:other")
    (True, ())
    """
    if namespace not in MODULES:
        return ()
    text = (files("ontology") / MODULES[namespace]).read_bytes()
    return tuple(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))


def described(iri: str) -> tuple[ox.Triple, ...]:
    """What the modules say of an IRI, blank nodes included.

    >>> described(f"{PREFIXES['shape']}StudyShape") != ()
    True
    """
    namespace = next((known for known in MODULES if iri.startswith(known)), "")
    answer = _store(namespace).query(f"DESCRIBE {ox.NamedNode(iri)}")
    return tuple(answer) if isinstance(answer, ox.QueryTriples) else ()


@lru_cache(maxsize=len(MODULES) + 1)
def _store(namespace: str) -> ox.Store:
    """A store of the module with this namespace."""
    store = ox.Store()
    store.extend(
        ox.Quad(each.subject, each.predicate, each.object, ox.DefaultGraph()) for each in module(namespace)
    )
    return store


def namespace_of(iri: str) -> str | None:
    """The namespace whose document an IRI names: without its slash, or by its version; None where it names none.

    >>> namespace_of("https://w3id.org/leitgraph/ontology")
    'https://w3id.org/leitgraph/ontology/'
    """
    return f"{iri}/" if f"{iri}/" in MODULES else _VERSIONS.get(iri)
