"""The store that is asked: a small protocol, and its embedded form, a finished generation opened read-only.

The other form, an endpoint on another machine, is in remote.py.

A plain query sees the current graph (``graph/current``) and nothing else; the unit graphs are there by
name for whoever writes GRAPH. A store that answers from a union of graphs would count a fact twice.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from ontology.namespaces import CURRENT_GRAPH
from queries.errors import QueryError, StoreMissing

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_CURRENT = ox.NamedNode(CURRENT_GRAPH)
#: A query that writes GRAPH: only then are the other graphs looked up (they may be many).
NAMES_A_GRAPH = re.compile(r"(?<![\w/])GRAPH(?![\w/:])", re.IGNORECASE)


class Backend(Protocol):
    """Anything that answers SPARQL 1.1 queries on the current graph."""

    def query(self, sparql: str) -> Answer:
        """Answer a query; raise QueryError where it is not SPARQL."""


class EmbeddedBackend:
    """A store of this process, on disk or in memory, that nobody writes to.

    >>> store = ox.Store()
    >>> bool(EmbeddedBackend(store).query("ASK {}"))
    True
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def query(self, sparql: str) -> Answer:
        """Answer a query on the current graph, with the other graphs by name."""
        names = self._store.named_graphs() if NAMES_A_GRAPH.search(sparql) else ()
        others = [name for name in names if name != _CURRENT]
        try:
            return self._store.query(sparql, default_graph=_CURRENT, named_graphs=others)
        except SyntaxError as fault:
            raise QueryError(
                f"the query is not SPARQL 1.1: {fault}", next_step="correct it at that place"
            ) from fault


def home() -> Path:
    """Where the generations are: ``LEITGRAPH_HOME``, or ``build/`` here."""
    return Path(os.environ.get("LEITGRAPH_HOME", "build"))


def open_generation(folder: Path) -> EmbeddedBackend:
    """Open one generation for reading."""
    store = folder / "store"
    if not store.is_dir():
        raise StoreMissing(f"no finished generation in {folder}", next_step="run: leitgraph build")
    try:
        return EmbeddedBackend(ox.Store.read_only(str(store)))
    except (OSError, RuntimeError) as fault:  # RocksDB reports corruption as RuntimeError
        raise StoreMissing(
            f"the store {store} does not open: {fault}",
            next_step="run: leitgraph verify, then leitgraph rollback",
        ) from fault


def open_current() -> EmbeddedBackend:
    """Open the generation that is current."""
    return open_generation(home() / "current")


Row = tuple[ox.NamedNode | ox.Literal | None, ...]


def rows(backend: Backend, sparql: str) -> list[Row]:
    """The rows of a SELECT, each in the order of its variables."""
    return list(each_row(backend, sparql))


def each_row(backend: Backend, sparql: str) -> Iterator[Row]:
    """The same one after another, for whoever does not keep them: many rows are slow to hold."""
    answer = backend.query(sparql)
    if not isinstance(answer, ox.QuerySolutions):
        raise QueryError("a SELECT query is needed here", next_step="ask for rows, not for a graph")
    return map(tuple, answer)
