"""The forms in which an answer can be written, with the names that people and programs give them.

The first form of each list is the one that is sent to a client that does not mind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

#: What a query asks for: rows, yes or no, or a graph.
Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]


@dataclass(frozen=True)
class Format:
    """One form of an answer: its short name, its media type, its page among the formats of the W3C, and other names for it.

    >>> RESULTS[0].name, RESULTS[0].media_type
    ('json', 'application/sparql-results+json')
    """

    name: str
    media_type: str
    iri: str
    suffix: str
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types under which a client may ask for it, its own first."""
        return (self.media_type, *self.aliases)

    def called(self, name: str) -> bool:
        """Whether a client that writes ``format=name`` means this one."""
        return name.lower() in (self.name, self.suffix, *self.names, *self.media_types)

    def header(self, media_type: str = "") -> str:
        """The Content-Type header, under the name that the client used."""
        name = media_type or self.media_type
        return f"{name}; charset=utf-8" if name.startswith("text/") else name


_FORMATS = "http://www.w3.org/ns/formats/"
_R, _G = ox.QueryResultsFormat, ox.RdfFormat

#: For rows, and for the answer to ASK.
RESULTS = (
    Format("json", _R.JSON.media_type, f"{_FORMATS}SPARQL_Results_JSON", "srj", ("application/json",)),
    Format("xml", _R.XML.media_type, f"{_FORMATS}SPARQL_Results_XML", "srx", ("application/xml", "text/xml")),
    Format("csv", "text/csv", f"{_FORMATS}SPARQL_Results_CSV", "csv"),
    Format("tsv", "text/tab-separated-values", f"{_FORMATS}SPARQL_Results_TSV", "tsv"),
)

#: For graphs.
GRAPHS = (
    Format("turtle", _G.TURTLE.media_type, f"{_FORMATS}Turtle", "ttl", ("application/x-turtle",), ("n3",)),
    Format("ntriples", _G.N_TRIPLES.media_type, f"{_FORMATS}N-Triples", "nt", ("text/plain",), ("n-triples",)),
    Format(
        "rdfxml", _G.RDF_XML.media_type, f"{_FORMATS}RDF_XML", "rdf",
        ("application/xml", "text/xml"), ("xml", "rdf+xml", "rdf-xml"),
    ),
    Format(
        "jsonld", _G.JSON_LD.media_type, f"{_FORMATS}JSON-LD", "jsonld", ("application/json",), ("json", "json-ld")
    ),
    Format("trig", _G.TRIG.media_type, f"{_FORMATS}TriG", "trig"),
    Format("nquads", _G.N_QUADS.media_type, f"{_FORMATS}N-Quads", "nq", (), ("n-quads",)),
)  # fmt: skip


def formats_of(form: Form) -> Sequence[Format]:
    """The formats in which the answer to such a query can be written."""
    return RESULTS if form in ("SELECT", "ASK") else GRAPHS


def suffixed(path: str) -> tuple[str, Format | None]:
    """A path without the suffix that names a graph format, and that format.

    >>> suffixed("/id/study/gomez_2016.ttl")[0]
    '/id/study/gomez_2016'
    """
    stem, dot, suffix = path.rpartition(".")
    found = next((known for known in GRAPHS if dot and known.suffix == suffix), None)
    return (stem, found) if found else (path, None)
