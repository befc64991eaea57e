"""Push: the current generation into a store on another machine, so that its readers see the old one or the new one, whole.

Everything is written under graph names of its own (``queries.space``) while the old generation answers, and is held
against what was sent; then one pointer is switched, and only then the old one is removed. A push that was interrupted
leaves the old generation as it is; the next one goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg_build import generation as generations
from kg_build.errors import DamagedGeneration, PushFailed
from kg_build.pushing.content import Content, content
from kg_build.pushing.graph_store import GraphStore
from kg_build.pushing.pieces import pieces
from queries.remote import RemoteBackend
from queries.space import GENERATIONS, Space


@dataclass(frozen=True)
class Pushed:
    """What a push did: what lies there now, how many graphs were sent for it, how many of others were removed."""

    name: str
    graphs: int
    triples: int
    sent: int
    removed: int


@dataclass(frozen=True)
class Push:
    """One generation on its way into one store: the folder it is in, what is asked there, and what is written to."""

    source: Path
    asked: RemoteBackend
    store: GraphStore

    def run(self) -> Pushed:
        """Load, compare, switch, remove: in this order, so that whatever stops it leaves a whole generation current."""
        self.store.delete(f"{GENERATIONS}none")  # who may not write is told before anything is sent
        there = self.asked.counts()
        sent = self._load(
            name for name, number in self._graphs.items() if there.get(self._named(name)) != number
        )
        again = self._different(self._graphs)
        sent += self._load(again)
        if wrong := self._different(again):
            raise PushFailed(
                f"the store does not hold what was sent: {', '.join(wrong[:3])} ({len(wrong)} of {len(self._graphs)} graphs)",
                next_step="raise the limits of that store (rows, time), then push again; docs/remote.md says what is compared",
            )
        removed = self._switch()
        return Pushed(self._space.name, len(self._graphs), sum(self._graphs.values()), sent, removed)

    @cached_property
    def _manifest(self) -> Mapping[str, Any]:
        damage = generations.verify(self.source)
        if damage:
            raise DamagedGeneration(
                f"{self.source.name}: {damage[0]}", next_step="run: leitgraph verify, then leitgraph rollback"
            )
        return generations.read(self.source).manifest

    @property
    def _graphs(self) -> Mapping[str, int]:
        """Our graphs, with their numbers of triples."""
        graphs: Mapping[str, int] = self._manifest["graphs"]
        return graphs

    @cached_property
    def _space(self) -> Space:
        return Space.of(self._manifest["nquads_sha256"])

    @cached_property
    def _own(self) -> ox.Store:
        return ox.Store.read_only(str(self.source / "store"))

    def _named(self, name: str) -> str:
        """What one of our graphs is called there."""
        return self._space.there(name)

    def _load(self, names: Iterable[str]) -> int:
        """Send some graphs; each replaces what an interrupted push left of it."""
        sent = 0
        for sent, name in enumerate(names, start=1):  # noqa: B007  counted
            write = self.store.put
            for piece in pieces(self._triples(name)):
                write(self._named(name), self._space.there(piece.decode()).encode())
                write = self.store.add
        return sent

    def _triples(self, name: str) -> Iterator[ox.Triple]:
        quads = self._own.quads_for_pattern(None, None, None, ox.NamedNode(name))
        return (quad.triple for quad in quads)

    def _different(self, names: Iterable[str]) -> list[str]:
        """Those of the graphs that are not there as they are here."""
        return [name for name in names if self._there(name) != content(self._triples(name))]

    def _there(self, name: str) -> Content:
        lines = map(self._space.here, self.store.lines(self._named(name)))
        quads = (quad for piece in lines for quad in ox.parse(piece, format=ox.RdfFormat.N_TRIPLES))
        try:
            return content(quad.triple for quad in quads)
        except SyntaxError as fault:
            raise PushFailed(
                f"{self.store!r} gives {name} in a form that cannot be read: {fault}",
                next_step="look whether that is a graph store; docs/cluster.md says which were tried",
            ) from fault

    def _switch(self) -> int:
        """Point at the new generation, then no longer at others, then remove them; how many of their graphs there were."""
        before = [space for space in self.asked.spaces() if space != self._space]
        self.store.put(self._space.pointer, self._space.pointing)
        for space in before:
            self.store.delete(space.pointer)
        others = [name for name in self.asked.counts() if not name.startswith(self._space.prefix)]
        for name in others:
            self.store.delete(name)
        return len(others)
