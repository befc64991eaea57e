"""The short names of endpoints (OS, PFS), by which survival figures are compared; the domain module declares them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ontology.namespaces import curie
from queries.store import Backend, rows

_SHORT = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]\d?")
_NAMES = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?endpoint ?name WHERE { ?endpoint a lg:Endpoint ; skos:altLabel ?name FILTER(LANG(?name) = "en") }
ORDER BY ?endpoint ?name"""


def short_names(backend: Backend) -> Mapping[str, str]:
    """Each endpoint (as CURIE) with its abbreviation in English; those that have none are not among them."""
    return {
        curie(endpoint.value): name.value
        for endpoint, name in rows(backend, _NAMES)
        if endpoint is not None and name is not None and _SHORT.fullmatch(name.value)
    }
