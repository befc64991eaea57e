"""T7: a string stays a string, through every parameter of catalogue, command line and HTTP interface."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from ontology.errors import LeitgraphError
from queries import evidence, library
from queries.header import Parameter
from queries.library import Question
from queries.store import Backend
from tests.hostile.case import Answer, Case, got, status
from tests.hostile.payloads import STRINGS
from tests.hostile.server import Count

_TEXT = Question(
    "by_label",
    "injection",
    library.find("studies_by_design").header.__class__({}, (), (), (Parameter("label", "text"),)),
    "SELECT ?s ?label WHERE { ?s <urn:label> ?label }",
)


def shape(sparql: str) -> object:
    """The tree of a query as rdflib's parser has it, with terms replaced by their kind."""
    return _shape(parseQuery(sparql))


def _shape(node: object) -> object:
    if isinstance(node, CompValue):
        return (
            node.name,
            *((key, _shape(value)) for key, value in sorted(node.items()) if key != "datatype"),
        )
    if isinstance(node, Literal | URIRef):
        return type(node).__name__
    if hasattr(node, "__iter__") and not isinstance(node, str):
        return [_shape(each) for each in node]
    return str(node)


def through_the_catalogue(backend: Backend, strings: tuple[str, ...] = STRINGS) -> Count:
    """Each string as the value of each parameter of each question: refused by name, or bound as one term."""
    count = Count("T7 catalogue")
    for question in library.catalogue():
        examples = {each.name: each.example or each.default for each in question.header.parameters}
        given = {name: value for name, value in examples.items() if value}
        usual = shape(library.bind(backend, question, given)) if given else None
        for name in examples:
            for string in strings:
                count.inputs += 1
                _bound(count, backend, question, {**given, name: string}, usual)
    return count


def _bound(count: Count, backend: Backend, question: Question, given: dict[str, str], usual: object) -> None:
    try:
        sparql = library.bind(backend, question, given)
    except LeitgraphError as fault:
        count.note("refused" if str(fault) else "without a word")
        return
    count.note("bound")
    if usual is not None and shape(sparql) != usual:
        count.faults.append(f"{question.name} {given}: the query has another shape")
    backend.query(sparql)


def as_text(strings: tuple[str, ...] = STRINGS) -> Count:
    """Each string as a parameter of type text finds exactly the record that has it as its label."""
    count = Count("T7 text")
    store = ox.Store()
    for number, string in enumerate(strings):
        store.add(ox.Quad(ox.NamedNode(f"urn:{number}"), ox.NamedNode("urn:label"), ox.Literal(string)))
    usual = shape(library.bind(store, _TEXT, {"label": "x"}))
    for number, string in enumerate(strings):
        count.inputs += 1
        try:
            sparql = library.bind(store, _TEXT, {"label": string})
        except LeitgraphError:
            count.note("refused")
            continue
        count.note("bound")
        found = [row["s"].value for row in store.query(sparql)]
        if found != [f"urn:{number}"]:
            count.faults.append(f"{string!r} found {found[:3]}")
        if shape(sparql) != usual:
            count.faults.append(f"{string!r}: the query has another shape")
    return count


def as_words(backend: Backend, strings: tuple[str, ...] = STRINGS) -> Count:
    """Each string as population and as intervention of the first question: understood, or refused by name."""
    count = Count("T7 first question")
    for string in strings:
        for intervention, population in (("local-therapy", string), (string, "N3")):
            count.inputs += 1
            try:
                evidence.answer(backend, intervention, population)
                count.note("understood")
            except LeitgraphError as fault:
                count.note("refused" if str(fault) else "without a word")
    return count


def _literal(string: str) -> object:
    """Nothing of it is acted on, and none of it stands unescaped in a page."""

    def held(answer: Answer) -> str:
        if answer.status not in (200, 302, 303, 307, 400, 403, 404, 406, 422, 503, 504):
            return f"HTTP {answer.status}"
        page = answer.headers.get("content-type", "").startswith("text/html")
        raw = string.encode("utf-8", "surrogatepass")
        return (
            "it stands in the page as it is"
            if page and "<" in string and len(raw) > 3 and raw in answer.body
            else ""
        )

    return held


def cases(strings: tuple[str, ...] = STRINGS) -> list[Case]:
    """Each string through each parameter of the HTTP interface."""
    return list(_cases(strings))


def _cases(strings: tuple[str, ...]) -> Iterator[Case]:
    page = {"Accept": "text/html"}
    for string in strings:
        held = _literal(string)
        name = string[:30]
        yield got(f"query {name!r}", held=_literal(string), query=string) if string else Case("empty")
        for parameter in ("default_graph_uri", "named_graph_uri", "format", "output", "callback", "language"):
            yield got(f"{parameter} {name!r}", held, query="ASK {}", **{parameter: string})
        yield got(f"q {name!r}", held, "/search", q=string)
        path = quote(string, safe="")
        for space in ("id/study", "id", "graph", "ontology", ".well-known/sparql-examples", "dumps/current"):
            yield Case(f"{space}/{name!r}", f"/{space}/{path}", headers=page, held=held)
        header = "".join(char for char in string if " " <= char <= "~")
        yield Case(f"Accept {name!r}", "/sparql?query=ASK%7B%7D", headers={"Accept": header}, held=held)
        yield Case(
            f"Host {name!r}",
            "/dataset",
            headers={"Host": header or "x"},
            held=status(200, 303, 400, 404, 406),
        )
