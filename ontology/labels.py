"""What the codes of the core and of the level schemes are called, in both languages, read from the files that ship."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import cast

import pyoxigraph as ox

from ontology import CORE_MODULES, folder
from ontology.namespaces import PREFIXES, curie

_LABELS = "SELECT ?code ?label WHERE { ?code a owl:NamedIndividual ; rdfs:label ?label }"


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """The labels of each code by its CURIE, and then by language; what a code is and no class or property.

    >>> labels()["lg:singleArm"]["de"]
    'einarmig'
    """
    store = ox.Store()
    for module in CORE_MODULES:
        store.load((folder() / module).read_bytes(), format=ox.RdfFormat.TURTLE)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for code, label in cast("ox.QuerySolutions", store.query(_LABELS, prefixes=dict(PREFIXES))):
        found[curie(code.value)][label.language] = label.value
    return found
