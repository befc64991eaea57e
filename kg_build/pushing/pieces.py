"""A graph of a generation in requests of some size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

#: About the most bytes of one request.
LARGEST = 4_000_000


def pieces(triples: Iterable[ox.Triple], largest: int = LARGEST) -> Iterator[bytes]:
    """Triples as N-Triples, in pieces; all with blank nodes in one, the last, for their names hold within one request only.

    >>> [piece.count(b"\\n") for piece in pieces(quad.triple for quad in ox.parse(
    ...     b"<urn:a> <urn:p> 1, [], 2 .", format=ox.RdfFormat.TURTLE))]
    [3]
    """
    named: list[bytes] = []
    nameless: list[bytes] = []
    size = 0
    for triple in triples:
        line = f"{triple} .\n".encode()
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            nameless.append(line)
            continue
        named.append(line)
        size += len(line)
        if size >= largest:
            yield b"".join(named)
            named, size = [], 0
    yield b"".join((*nameless, *named))
