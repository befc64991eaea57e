"""What runs in a worker: it opens a store, shuts itself in, and answers one query after the other until it is told to end.

Started by ``queries.cell.process`` as a process of its own, with a socket to the server. The thread that evaluates has
a stack as large as the limits say: a query that is nested deeply overflows the usual one, and the process dies.
"""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from ontology.namespaces import BASE
from queries.cell import results, walls
from queries.cell.messages import PREFIX, Cell, lengths, pack
from queries.errors import Exhausted, MalformedQuery, QueryError, StoreMissing

_SAID = 200
_STORE = re.compile(r"Corruption|IO error")
#: What a relative IRI of a query without BASE begins with: the same on every server, so that an answer is the same.
BASE_IRI = f"{BASE}sparql"
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Desk:
    """The store, read-only, and the answers to the requests that come in."""

    def __init__(self, cell: Cell) -> None:
        self._cell = cell
        self._store = ox.Store.read_only(cell.store)
        self._current = ox.NamedNode(cell.default_graph) if cell.default_graph else None
        self._others: list[ox.NamedNode | ox.BlankNode] | None = None

    def answer(self, asked: Mapping[str, Any]) -> bytes:
        """The message that answers a request."""
        start = time.thread_time()
        try:
            found = self._store.query(asked["sparql"], base_iri=BASE_IRI, **self._dataset(asked))
            done = results.write(found, asked["media_type"], self._cell.rows, self._cell.answer_bytes)
            header = {"kind": done.kind, "rows": done.rows, "truncated": done.truncated}
            body = done.body
        except QueryError as fault:
            header, body = _said(fault), b""
        except (Exception, MemoryError) as fault:  # noqa: BLE001  whatever a stranger's query raises is an answer to it
            header, body = _said(_meaning(fault)), b""
        return pack(header | {"seconds": time.thread_time() - start}, body)

    def _dataset(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """The graphs that the protocol names, else those that the query names, else the current one and the others by name."""
        default, named = asked["default_graphs"], asked["named_graphs"]
        if default is not None or named is not None:
            return {"default_graph": _nodes(default), "named_graphs": _nodes(named)}
        if asked["dataset"] or self._current is None:
            return {}
        return {"default_graph": self._current, "named_graphs": self._named() if asked["graphs"] else []}

    def _named(self) -> list[ox.NamedNode | ox.BlankNode]:
        if self._others is None:
            self._others = [name for name in self._store.named_graphs() if name != self._current]
        return self._others


def _nodes(names: list[str] | None) -> list[ox.NamedNode]:
    return [ox.NamedNode(name) for name in names or ()]


def _said(fault: QueryError) -> dict[str, Any]:
    return {
        "error": type(fault).__name__,
        "message": fault.message,
        "next_step": fault.next_step,
        "line": fault.line,
        "column": fault.column,
    }


def _meaning(fault: BaseException) -> QueryError:
    """What the store raised, as an error of ours; without the paths that its own may name."""
    place = _PLACE.match(str(fault))
    if isinstance(fault, SyntaxError) and place:
        line, column = int(place[1]), int(place[2])
        text = f"the query is not SPARQL 1.1: line {line}, column {column}: {_short(place[3])}"
        return MalformedQuery(text, next_step="correct it at that place").at(line, column)
    if isinstance(fault, SyntaxError | ValueError):
        return MalformedQuery(
            f"the query is not SPARQL 1.1: {_short(str(fault))}", next_step="correct it there"
        )
    if isinstance(fault, MemoryError):
        return Exhausted("the query needs more memory than it may have", next_step="ask for less, with LIMIT")
    if isinstance(fault, OSError | RuntimeError) and _STORE.match(str(fault)):
        return StoreMissing("the store cannot be read", next_step="whoever runs it: leitgraph verify")
    return QueryError(
        f"the query could not be answered: {_short(str(fault))}",
        next_step="write it with what SPARQL 1.1 has, and nothing that is fetched from elsewhere",
    )


def _short(text: str) -> str:
    """What the parser says, on one line; it may list a hundred things that it would have expected."""
    line = " ".join(text.split())
    return line if len(line) <= _SAID else f"{line[:_SAID]} ..."


def main() -> None:
    """Open, shut in, answer."""
    door = socket.socket(fileno=int(sys.argv[1]))
    cell = Cell(**json.loads(sys.argv[3]))
    standing = walls.raise_walls(int(sys.argv[2]))
    try:
        desk = Desk(cell)
    except (OSError, RuntimeError, ValueError) as fault:
        door.sendall(pack({"error": "StoreMissing", "message": f"the store does not open: {fault}"}))
        return
    walls.cap(cell.memory + cell.stack)
    threading.stack_size(cell.stack)
    thread = threading.Thread(target=_serve, args=(door, desk, standing))
    thread.start()
    thread.join()


def _serve(door: socket.socket, desk: Desk, standing: list[str]) -> None:
    door.sendall(pack({"walls": standing, "thread": threading.get_native_id()}))
    while (prefix := _read(door, PREFIX)) is not None:
        header = _read(door, lengths(prefix)[0])
        if header is None:
            return
        door.sendall(desk.answer(json.loads(header)))


def _read(door: socket.socket, size: int) -> bytes | None:
    """So many bytes, or None where the server has closed."""
    piece = door.recv(size, socket.MSG_WAITALL)
    return piece if len(piece) == size else None


if __name__ == "__main__":
    main()
