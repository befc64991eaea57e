"""Model -> graphs: the ontology with its domain modules, and one named graph for each curated unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg_build.dataset import Dataset, from_turtle
from kg_build.load import Corpus
from kg_build.mappings import mappings
from kg_build.model import Entity, Unit
from kg_build.quads import unit_triples
from ontology import CORE_MODULES, folder
from ontology.namespaces import MAPPINGS_GRAPH, ONTOLOGY_GRAPH, iri


@dataclass(frozen=True)
class Asserted:
    """What was asserted: the graphs, and the records of the current units."""

    dataset: Dataset
    records: tuple[Entity, ...]

    @property
    def ontology(self) -> tuple[str, ...]:
        """The triples of the ontology."""
        return tuple(self.dataset.graphs[ONTOLOGY_GRAPH])

    @property
    def counts(self) -> Mapping[str, int]:
        """What the log says of it."""
        return {"graphs": len(self.dataset.graphs), "records": len(self.records)}


def assemble(corpora: Iterable[Corpus]) -> Asserted:
    """All graphs that were asserted; superseded and retracted units are there, but a plain query does not see them."""
    corpora = tuple(corpora)
    units = [(unit, records) for corpus in corpora for unit, records in corpus.units]
    replaced = {unit.supersedes for unit, _ in units if unit.unit_status == "currentUnit"}
    current = [(unit, records) for unit, records in units if _is_current(unit, replaced)]
    graphs = {iri(unit.id): tuple(unit_triples(unit, records)) for unit, records in units}
    graphs[ONTOLOGY_GRAPH] = ontology(corpora)
    graphs[MAPPINGS_GRAPH] = tuple(mappings(graphs[ONTOLOGY_GRAPH]))
    visible = frozenset({ONTOLOGY_GRAPH, MAPPINGS_GRAPH, *(iri(unit.id) for unit, _ in current)})
    return Asserted(Dataset(graphs, visible), tuple(record for _, records in current for record in records))


def _is_current(unit: Unit, replaced: Iterable[str | None]) -> bool:
    return unit.unit_status == "currentUnit" and unit.id not in replaced


def ontology(corpora: Iterable[Corpus]) -> tuple[str, ...]:
    """The triples of the core and of every domain module that a corpus names, each module once."""
    shipped = {name: (folder() / name).read_bytes() for name in CORE_MODULES}
    for corpus in corpora:
        shipped |= corpus.modules()
    return from_turtle(shipped[name] for name in sorted(shipped))
