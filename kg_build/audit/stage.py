"""The audit of a build: corpora and what follows from them in, findings as a graph of their own out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg_build.audit.finding import Audit
from kg_build.audit.from_corpus import (
    claims,
    evidence,
    populations,
    printed_values,
    sources,
    superlatives,
    terms,
)
from kg_build.audit.from_corpus.endpoints import short_names
from kg_build.audit.from_corpus.patients import Patients
from kg_build.audit.from_corpus.places import Shelf
from kg_build.audit.judge import judge, rules
from kg_build.audit.records import graph, records
from kg_build.audit.snapshot import Snapshot
from kg_build.dataset import Dataset
from kg_build.load import Corpus
from ontology.namespaces import CURRENT_GRAPH, FINDINGS_GRAPH
from queries import axes
from queries.decisions import Decision
from queries.store import Backend, EmbeddedBackend


@dataclass(frozen=True)
class Audited:
    """The dataset with the graph of findings in it, and what the rules said."""

    dataset: Dataset
    audit: Audit

    @property
    def counts(self) -> Mapping[str, int]:
        """What the log says of it."""
        return self.audit.counts


def audit(
    corpora: Iterable[Corpus],
    dataset: Dataset,
    day: dt.date,
    decided: Iterable[Decision] = (),
    snapshot: Snapshot | None = None,
) -> Audited:
    """Put every rule to every fact of the corpora; ``day`` is that of the build, for how old a guideline is."""
    shelf = Shelf.of(corpora)
    said = judge(facts(shelf, _backend(dataset), day, snapshot))
    made = records(said, rules().values(), shelf.anchor_ids, decided)
    return Audited(dataset.with_graph(FINDINGS_GRAPH, sorted(set(graph(made)))), said)


def facts(shelf: Shelf, backend: Backend, day: dt.date, snapshot: Snapshot | None = None) -> Iterator[object]:
    """Everything that can be judged: what passages print and claim, then what sources hold."""
    endpoints, vocabulary = short_names(backend), axes.load(backend)
    yield from printed_values.facts(shelf, endpoints)
    yield from claims.facts(shelf)
    yield from terms.facts(shelf)
    yield from evidence.facts(shelf, day, snapshot)
    known = Patients.of(backend, vocabulary, shelf)
    yield from populations.facts(shelf, known)
    yield from superlatives.facts(shelf, known)
    yield from sources.facts(shelf, endpoints, vocabulary)


def _backend(dataset: Dataset) -> Backend:
    """What a plain query would see, in memory: vocabulary, records and what follows from them."""
    store = ox.Store()
    lines = "".join(f"{triple} <{CURRENT_GRAPH}> .\n" for triple in dataset.current())
    store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
    return EmbeddedBackend(store)
