"""What server and worker say to each other: a header as JSON and a body as bytes, each behind its length.

No pickle: a worker evaluates what strangers wrote, and nothing that comes out of it may run in the server.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["rows", "boolean", "graph"]

JSON_RESULTS = "application/sparql-results+json"
_LENGTHS = struct.Struct("!II")
PREFIX = _LENGTHS.size
LARGEST_HEADER = 1 << 20


@dataclass(frozen=True)
class Request:
    """One query, the graphs that the protocol names for it (None: it names none), and the format of the answer.

    ``media_type`` is a format of rows for SELECT and ASK, one of RDF for CONSTRUCT and DESCRIBE.

    >>> Request("ASK {}").media_type
    'application/sparql-results+json'
    """

    sparql: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    media_type: str = JSON_RESULTS


@dataclass(frozen=True)
class Reply:
    """The bytes of an answer, and what they are.

    ``rows`` counts rows or triples. Where the answer was longer than the limits, ``truncated`` is True and the body
    ends, well-formed, after that many. ``seconds`` is processor time; ``generation`` is the one that answered.
    """

    body: bytes
    media_type: str
    kind: Kind
    truncated: bool
    rows: int
    seconds: float
    generation: str


@dataclass(frozen=True)
class Cell:
    """What a worker is told when it starts: which store, which graph a plain query sees, and what it may take.

    The ``inode`` tells a store from another that was put in its place later.
    """

    store: str
    inode: int
    generation: str
    default_graph: str | None
    rows: int
    answer_bytes: int
    memory: int
    stack: int


def pack(header: Mapping[str, Any], body: bytes = b"") -> bytes:
    """A message on its way."""
    head = json.dumps(header).encode()
    return _LENGTHS.pack(len(head), len(body)) + head + body


def lengths(prefix: bytes) -> tuple[int, int]:
    """How long header and body of the message are that begins so.

    >>> lengths(pack({}, b"abc")[:PREFIX])
    (2, 3)
    """
    header, body = _LENGTHS.unpack(prefix)
    return header, body
