"""Where a generation lies in a store on another machine: graph names of its own, and one pointer that says which is current.

In its own store a graph is called ``.../graph/<name>``. Loaded by ``leitgraph push`` it is called
``.../graph/generation/<hash>/<name>``, in the data too, so that what joins here joins there. Queries are asked in these
names and answers come back in ours. A store that was loaded plainly has no pointer, and our names.

The pointer of a generation is a graph of its own with one triple. A switch adds the new pointer, then deletes the old
one: a reader finds one of them, or both, and never none. Two whole generations may both be current for a moment; each
reader keeps to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ontology.namespaces import BASE

GRAPHS = f"{BASE}graph/"
GENERATIONS = f"{GRAPHS}generation/"
_DATASET = f"{BASE}dataset"
_CURRENT = "http://www.w3.org/ns/dcat#hasCurrentVersion"
_OURS = re.compile(re.escape(GRAPHS) + "(?!generation/)")
_LENGTH = 16

#: Which generations are current, and which graph says so.
POINTERS = """PREFIX dcat: <http://www.w3.org/ns/dcat#>
SELECT ?pointer ?current WHERE { GRAPH ?pointer { <https://w3id.org/leitgraph/dataset> dcat:hasCurrentVersion ?current } }"""


@dataclass(frozen=True)
class Space:
    """The graph names of one generation in a store; of the empty name: our names as they are.

    >>> space = Space("0123456789abcdef")
    >>> space.there("ASK { GRAPH <https://w3id.org/leitgraph/graph/current> {} }")
    'ASK { GRAPH <https://w3id.org/leitgraph/graph/generation/0123456789abcdef/current> {} }'
    >>> space.here(space.there("<https://w3id.org/leitgraph/graph/current>").encode())
    b'<https://w3id.org/leitgraph/graph/current>'
    """

    name: str = ""

    @classmethod
    def of(cls, digest: str) -> Space:
        """The space of a generation, from the hash of its N-Quads."""
        return cls(digest[:_LENGTH])

    @property
    def prefix(self) -> str:
        """What the names of its graphs begin with."""
        return f"{GENERATIONS}{self.name}/" if self.name else GRAPHS

    @property
    def pointer(self) -> str:
        """The graph that says that this generation is current."""
        return f"{self.prefix}pointer"

    @property
    def pointing(self) -> bytes:
        """What stands in it, as N-Triples."""
        return f"<{_DATASET}> <{_CURRENT}> <{self.prefix}> .\n".encode()

    def there(self, text: str) -> str:
        """A query, or data, with the names of the store."""
        return _OURS.sub(self.prefix, text) if self.name else text

    def here(self, content: bytes) -> bytes:
        """An answer, or data, with our names; some stores escape the slashes."""
        return self._own_part.sub(b"", content) if self.name else content

    @cached_property
    def _own_part(self) -> re.Pattern[bytes]:
        return re.compile(rb"generation\\?/" + self.name.encode() + rb"\\?/")


def current(rows: Iterable[tuple[str, str]]) -> list[Space]:
    """The generations that are current, from the rows of ``POINTERS``; what other graphs claim does not count.

    >>> there = Space("0123456789abcdef")
    >>> current([(there.pointer, there.prefix), ("urn:somebody", there.prefix)])
    [Space(name='0123456789abcdef')]
    """
    pattern = re.compile(re.escape(GENERATIONS) + "([0-9a-f]+)/")
    found = ((pointer, pattern.fullmatch(name)) for pointer, name in rows)
    spaces = {Space(name[1]) for pointer, name in found if name and pointer == f"{name[0]}pointer"}
    return sorted(spaces, key=lambda space: space.name)
