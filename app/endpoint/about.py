"""What the endpoint shows of itself: the query page, the service description, the data described, the examples, its limits."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import pyoxigraph as ox
from starlette.requests import Request

from app.endpoint import description
from app.endpoint.asking import aside
from app.endpoint.dumps import FILES
from app.endpoint.errors import NothingThere
from app.endpoint.messages import Document
from app.endpoint.pages import Pages
from app.endpoint.resources import Graph, Resource, members
from app.endpoint.truncation import TRUNCATED
from app.endpoint.view import editor
from app.endpoint.words import Language
from app.endpoint.writer import Writer, is_page, see_other, tongue
from ontology.namespaces import BASE
from queries import examples
from queries.library import Question, catalogue
from queries.limits import Limits

_HOST = re.compile(r"[A-Za-z0-9._-]+(?::[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](?::[0-9]{1,5})?")
_EDITOR_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
#: What stands in the editor of whoever comes for the first time.
_FIRST = """PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?study ?label WHERE {
  ?study a lg:Study ; rdfs:label ?label
  FILTER(LANG(?label) = "en")
}
ORDER BY ?label
LIMIT 10
"""
#: Of each of these kinds one record is named as an example.
_SAMPLES = ("guideline", "statement", "study", "result")


@dataclass(frozen=True)
class About:
    """The documents about the endpoint; ``public_url`` is its address where a proxy stands before it."""

    writer: Writer
    pages: Pages
    graph: Graph
    limits: Limits
    public_url: str = ""

    async def sparql(self, request: Request) -> Document:
        """``/sparql`` without a query: a page to ask on, or the service description."""
        page = is_page(request, request.query_params.get("format", ""))
        return await aside(self._query_page if page else self._description, request)

    def _description(self, request: Request) -> Document:
        generation = self.writer.current.generation()
        said = description.service(self.root(request), generation, limits_in_words(self.limits))
        return self.writer.rdf(request, said)

    def _query_page(self, request: Request) -> Document:
        generation = self.writer.current.generation()
        topics = [
            (topic, [_Example.of(question, tongue(request)) for question in questions])
            for topic, questions in groupby(catalogue(generation.path), key=attrgetter("topic"))
        ]
        return self.writer.page(
            request,
            "query",
            policy=_EDITOR_POLICY,
            title="SPARQL",
            endpoint=f"{self.root(request)}/sparql",
            topics=topics,
            limits=limits_in_words(self.limits)[tongue(request)],
            base=BASE,
            first=_FIRST,
            asked=request.query_params.get("query", ""),
        )

    async def dataset(self, request: Request) -> Document:
        """The data described (VoID)."""
        root, generation = self.root(request), self.writer.current.generation()
        dumps = [f"{root}/dumps/{generation.name}/{name}" for name in FILES]
        samples = await asyncio.gather(*(members(self.graph, f"{BASE}id/{kind}/", 1) for kind in _SAMPLES))
        records = [iri for found in samples for iri in found]
        said = await aside(description.void, root, generation, dumps, records)
        name = request.query_params.get("format", "")
        return await self.pages.shown(request, Resource(description.DATASET.value, tuple(said)), name)

    async def root_of_data(self, _: Request) -> Document:
        """Where a program that comes to the root finds everything else."""
        return see_other("/.well-known/void")

    async def examples(self, request: Request) -> Document:
        """The questions of the catalogue as the SIB endpoints publish theirs; one alone under its own address."""
        name = request.path_params.get("name", "")
        if is_page(request, request.query_params.get("format", "")):
            return see_other(f"/sparql#{name or 'catalogue'}")
        endpoint = f"{self.root(request)}/sparql"
        triples = await aside(_examples, self.writer.current.generation().path, endpoint)
        if name:
            iri = f"{self.root(request)}/.well-known/sparql-examples/{name}"
            triples = tuple(triple for triple in triples if str(triple.subject) == f"<{iri}>")
        if not triples:
            raise NothingThere(
                f"no question is called {name!r}", next_step="see /.well-known/sparql-examples"
            )
        return self.writer.rdf(request, triples)

    async def truncated(self, request: Request) -> Document:
        """What it means that an answer was cut, and how to get the rest."""
        told = limits_in_words(self.limits)[tongue(request)]
        return self.writer.page(
            request, "truncated", title=TRUNCATED.removeprefix(BASE), limits=told, rows=self.limits.rows
        )

    def root(self, request: Request) -> str:
        """The address of this server, as the client wrote it."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = request.headers.get("host", "")
        if not _HOST.fullmatch(host):
            host = ":".join(str(part) for part in request.scope.get("server") or ("localhost",))
        return f"{request.scope['scheme']}://{host}"


@lru_cache(maxsize=8)
def _examples(generation: Path, endpoint: str) -> tuple[ox.Triple, ...]:
    text = examples.turtle(catalogue(generation), endpoint)
    return tuple(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))


@dataclass(frozen=True)
class _Example:
    """A question of the catalogue as the query page shows it."""

    name: str
    summary: str
    other_summary: str
    parameters: tuple[Mapping[str, str], ...]
    sparql: str
    link: str

    @classmethod
    def of(cls, question: Question, language: Language) -> _Example:
        header = question.header
        text = examples.sparql(question)
        parameters = tuple(
            {"name": known.name, "type": known.type, "example": known.example or known.default,
             "required": "required" if known.required else ""}
            for known in header.parameters
        )  # fmt: skip
        other = header.summary["en" if language == "de" else "de"]
        return cls(question.name, header.summary[language], other, parameters, text, editor(text))


def limits_in_words(limits: Limits) -> dict[str, str]:
    """The limits as they are published."""
    kib, mb = limits.query_bytes // 1024, limits.answer_bytes / 1_000_000
    return {
        "en": (
            f"Queries only, of up to {kib} KiB, {limits.nesting} nested brackets and {limits.patterns} patterns. A query may take "
            f"{limits.seconds:g} s; an answer has up to {limits.rows} rows or triples and {mb:g} MB, and says so where it was cut. "
            f"No SERVICE, no LOAD, no update. A client has {limits.client_seconds:g} s of processor time and "
            f"{limits.client_errors:g} errors a minute, and {limits.client_parallel} queries at once."
        ),
        "de": (
            f"Nur Abfragen, bis {kib} KiB, {limits.nesting} Klammern ineinander und {limits.patterns} Muster. Eine Abfrage darf "
            f"{limits.seconds:g} s dauern; eine Antwort hat bis zu {limits.rows} Zeilen oder Tripel und {mb:g} MB und sagt, wenn sie "
            f"gekürzt ist. Kein SERVICE, kein LOAD, keine Änderung. Ein Client hat {limits.client_seconds:g} s Rechenzeit und "
            f"{limits.client_errors:g} Fehler in der Minute, und {limits.client_parallel} Abfragen zugleich."
        ),
    }
