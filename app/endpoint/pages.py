"""Every IRI of ours leads somewhere: a page for people, RDF for machines, by the same address.

The path of an IRI behind ``https://w3id.org/leitgraph/`` is its path on this server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request

from app.endpoint import vocabulary
from app.endpoint.asking import aside
from app.endpoint.errors import BadRequest, NothingThere
from app.endpoint.formats import GRAPHS, suffixed
from app.endpoint.messages import Document
from app.endpoint.resources import Graph, Labels, Resource, Surroundings, find, labels, members, surroundings
from app.endpoint.view import Link, View, editor, local
from app.endpoint.words import words
from app.endpoint.writer import Writer, is_page, see_other, tongue
from ontology.namespaces import BASE, KINDS, PREFIXES, curie

_AT_ONCE = 200
_TERMS = 2_000
_KINDS = frozenset({*KINDS, "derivation"})
_ALL = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {0} {{ ?s ?p ?o }} }}"
_SHOW = "SELECT * WHERE {{\n  GRAPH {0} {{ ?s ?p ?o }}\n}}\nLIMIT 100"


class Pages:
    """The pages of records, terms and graphs of the generation that is current."""

    def __init__(self, writer: Writer, graph: Graph, largest: int) -> None:
        self._writer = writer
        self._graph = graph
        self._largest = largest

    async def resource(self, request: Request) -> Document:
        """A record or a term: ``/id/study/gomez_2016``, ``/ontology/Study``, ``/ontology/``."""
        path, format_name = _wanted(request)
        iri = _iri(path)
        if document := vocabulary.namespace_of(iri):
            return see_other(local(document))
        if (module := vocabulary.module(iri)) and not is_page(request, format_name):
            return await aside(self._writer.rdf, request, module, format_name)
        return await self.shown(request, await self._found(iri), format_name)

    async def _found(self, iri: str) -> Resource:
        try:
            return await find(self._graph, iri)
        except NothingThere:
            if own := await aside(vocabulary.described, iri):
                return Resource(iri, own)
            raise

    async def shown(
        self, request: Request, resource: Resource, format_name: str = "", **more: Any
    ) -> Document:
        """A resource as a page, or as RDF."""
        if not is_page(request, format_name):
            return await aside(self._writer.rdf, request, resource.triples, format_name)
        around = await surroundings(self._graph, resource)
        terms = await members(self._graph, resource.iri, _TERMS) if resource.iri.endswith("/") else ()
        view = View({**await labels(self._graph, terms), **around.labels}, tongue(request))
        named = {"terms": [view.link(term) for term in terms], "triples": None, "listing": "", **more}
        return await aside(self._page, request, resource, around, view, named)

    def _page(
        self, request: Request, resource: Resource, around: Surroundings, view: View, named: dict[str, Any]
    ) -> Document:
        return self._writer.page(
            request,
            "resource",
            formats=GRAPHS,
            title=view.label(resource.iri) or curie(resource.iri),
            iri=resource.iri,
            kinds=[view.link(kind) for kind in around.kinds],
            definition=view.definition(resource.triples, resource.iri),
            outside=[view.link(graph) for graph in resource.outside],
            properties=view.properties(resource),
            incoming=view.incoming(resource.iri, around),
            **named,
        )

    async def graph(self, request: Request) -> Document:
        """A graph by its name: what is said of it, and, as RDF, what stands in it."""
        path, format_name = _wanted(request)
        iri = _iri(path)
        triples = self._writer.current.generation().manifest["graphs"].get(iri)
        if triples is None:
            raise NothingThere(
                f"there is no graph of the name {iri}", next_step="see the list of graphs under /graph/"
            )
        name = ox.NamedNode(iri)
        if is_page(request, format_name):
            said = await self._graph.triples(f"DESCRIBE {name}")
            more = {"triples": triples, "listing": editor(_SHOW.format(name))}
            return await self.shown(request, Resource(iri, tuple(said)), format_name, **more)
        if triples > self._largest:
            return see_other("/dumps/")
        return self._writer.rdf(request, await self._graph.triples(_ALL.format(name)), format_name)

    async def graphs(self, request: Request) -> Document:
        """All graphs with their sizes: ``/graph/``."""
        if not is_page(request, ""):
            return see_other("/dataset")
        sizes = self._writer.current.generation().manifest["graphs"]
        rows = [
            (Link(local(iri), iri.removeprefix(f"{BASE}graph/"), iri), size) for iri, size in sizes.items()
        ]
        return self._listed(request, words(tongue(request))["graphs"], rows)

    async def kinds(self, request: Request) -> Document:
        """All kinds of records: ``/id/``."""
        if not is_page(request, ""):
            return see_other("/dataset")
        rows = [(Link(f"/id/{kind}/", kind, f"{kind}:"), "") for kind in sorted(_KINDS)]
        return self._listed(request, words(tongue(request))["kinds"], rows)

    async def records(self, request: Request) -> Document:
        """The records of one kind: ``/id/study/``."""
        kind = request.path_params["kind"]
        if kind not in _KINDS:
            raise NothingThere(
                f"there is no kind of record called {kind!r}", next_step="see the kinds under /id/"
            )
        start = _start(request)
        found = await members(self._graph, f"{BASE}id/{kind}/", _AT_ONCE + 1, start)
        listed = found[:_AT_ONCE]
        named = await labels(self._graph, listed)
        format_name = request.query_params.get("format", "")
        if not is_page(request, format_name):
            return self._writer.rdf(request, _labelled(listed, named), format_name)
        view = View(named, tongue(request))
        before = f"?start={max(start - _AT_ONCE, 0)}" if start else ""
        after = f"?start={start + _AT_ONCE}" if len(found) > _AT_ONCE else ""
        return self._listed(request, kind, [(view.link(iri), "") for iri in listed], before, after)

    def _listed(
        self,
        request: Request,
        title: str,
        rows: Sequence[tuple[Link, int | str]],
        before: str = "",
        after: str = "",
    ) -> Document:
        return self._writer.page(request, "list", title=title, rows=rows, before=before, after=after)


def _wanted(request: Request) -> tuple[str, str]:
    """The path without a suffix that names a format, and the name of the format that address or suffix give."""
    path, by_suffix = suffixed(request.scope["path"])
    if path.endswith(".html"):
        return path.removesuffix(".html"), "html"
    return path, by_suffix.name if by_suffix else request.query_params.get("format", "")


def _iri(path: str) -> str:
    """The IRI that is shown at a path."""
    iri = BASE + path.removeprefix("/")
    try:
        return ox.NamedNode(iri).value
    except ValueError as fault:
        raise NothingThere(f"{iri!r} is no IRI", next_step="see the kinds of records under /id/") from fault


def _start(request: Request) -> int:
    asked = request.query_params.get("start", "0")
    if not re.fullmatch(r"[0-9]{1,9}", asked):
        raise BadRequest(f"start={asked!r} is no number", next_step="leave it out to begin at the first")
    return int(asked)


def _labelled(listed: Iterable[str], named: Labels) -> Iterator[ox.Triple]:
    record, label = ox.NamedNode(f"{PREFIXES['lg']}Record"), ox.NamedNode(f"{PREFIXES['rdfs']}label")
    for iri in listed:
        yield ox.Triple(ox.NamedNode(iri), ox.NamedNode(f"{PREFIXES['rdf']}type"), record)
        for tag, text in named.get(iri, {}).items():
            yield ox.Triple(ox.NamedNode(iri), label, ox.Literal(text, language=tag or None))
