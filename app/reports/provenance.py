"""Where a report comes from: which generation, which hash, which day. Never the clock: the same generation, the same file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ontology import VERSION
from queries.errors import StoreMissing
from queries.store import Backend, rows

#: The day of a report whose store tells none: the earliest that a ZIP archive can carry.
NO_DAY = dt.date(1980, 1, 1)


@dataclass(frozen=True)
class Provenance:
    """The generation (or the endpoint) that was read, as a report shows it."""

    source: str = ""
    sha256: str = ""
    as_of: dt.date | None = None
    quads: int | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    licences: tuple[str, ...] = ()
    version: str = VERSION

    @property
    def day(self) -> dt.date:
        """The day that stands in the file's own properties."""
        return self.as_of or NO_DAY

    @property
    def short(self) -> str:
        """The generation and the head of its hash, for the foot of a page."""
        return f"{self.source} ({self.sha256[:12]})" if self.sha256 else self.source


def of_generation(folder: Path) -> Provenance:
    """What the manifest of a generation says of it."""
    path = folder / "manifest.json"
    if not path.is_file():
        raise StoreMissing(f"no finished generation in {folder}", next_step="run: leitgraph build")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return Provenance(
        source=f"Generation {folder.resolve().name}",
        sha256=manifest["nquads_sha256"],
        as_of=dt.date.fromisoformat(manifest["as_of"]),
        quads=manifest["quads"],
        title=manifest["title"],
    )


_NEWEST = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT (MAX(?day) AS ?newest) WHERE { ?unit a lg:CuratedUnit ; dcterms:created ?day }"""


def of_endpoint(backend: Backend, address: str) -> Provenance:
    """What can be told of a store on another machine: its address, and the day of its newest unit; it has no manifest."""
    found = rows(backend, _NEWEST)[0][0]
    return Provenance(source=address, as_of=dt.date.fromisoformat(found.value) if found else None)


_LICENCES = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?licence WHERE { ?unit a lg:CuratedUnit ; dcterms:license ?licence } ORDER BY ?licence"""


def of_store(backend: Backend, address: str, generation: Path) -> Provenance:
    """Of the store that is asked, an endpoint where there is an address, else a generation; with the licences of its units."""
    known = of_endpoint(backend, address) if address else of_generation(generation)
    found = (row[0] for row in rows(backend, _LICENCES))
    return replace(known, licences=tuple(licence.value for licence in found if licence is not None))
