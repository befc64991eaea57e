"""Rows for people and for programs: a table on the screen, Markdown, or the standard SPARQL result formats."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import pyoxigraph as ox

from ontology.namespaces import curie
from queries.header import Parameter
from queries.library import Question
from queries.store import Answer

_STANDARD = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}


def show(answer: Answer, form: str) -> None:
    """Print the answer of a query; a graph is printed as Turtle whatever the form."""
    if isinstance(answer, ox.QueryTriples):
        _write(answer.serialize(format=ox.RdfFormat.TURTLE))
    elif form in _STANDARD:
        _write(answer.serialize(format=_STANDARD[form]))
        if form == "json":
            _write(b"\n")
    elif isinstance(answer, ox.QueryBoolean):
        print("yes" if answer else "no")
    else:
        head = [variable.value for variable in answer.variables]
        body = [[cell(row[i]) for i in range(len(head))] for row in answer]
        print_rows(head, body, form)


def _write(content: bytes | None) -> None:
    sys.stdout.buffer.write(content or b"")
    sys.stdout.flush()


def cell(term: object) -> str:
    """A term as people read it: a CURIE, the words of a literal, or nothing.

    >>> cell(ox.NamedNode("https://w3id.org/leitgraph/id/study/ashworth_2014"))
    'study:ashworth_2014'
    """
    if isinstance(term, ox.NamedNode):
        return curie(term.value)
    return term.value if isinstance(term, ox.Literal | ox.BlankNode) else ""


def print_rows(head: Sequence[str], body: Iterable[Sequence[str]], form: str) -> None:
    """Print rows as a table for the screen, or as Markdown."""
    rows = [list(row) for row in body]
    if form == "md":
        print(markdown(head, rows))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in head:
        table.add_column(name, overflow="fold")  # an identifier that is cut off cannot be typed
    for row in rows:
        table.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 200, markup=False, highlight=False).print(table)
    print(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""A Markdown table; bars and line ends inside a cell are escaped.

    >>> print(markdown(["a"], [["x|y"]]))
    | a |
    | --- |
    | x\|y |
    """

    def line(cells: Sequence[str]) -> str:
        escaped = (text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for text in cells)
        return f"| {' | '.join(escaped)} |"

    return "\n".join([line(head), line(["---"] * len(head)), *(line(row) for row in rows)])


def show_catalogue(questions: Iterable[Question], form: str) -> None:
    """Print the questions with their parameters."""
    if form == "json":
        print(json.dumps([_described(question) for question in questions], ensure_ascii=False, indent=2))
        return
    if form == "md":
        print("\n\n".join(_page(tuple(questions))))
        return
    body = [
        [question.name, question.topic, question.header.summary["en"], " ".join(_parameters(question))]
        for question in questions
    ]
    print_rows(["name", "topic", "question", "parameters (* required)"], body, "table")


def _page(questions: Sequence[Question]) -> Iterator[str]:
    """The catalogue as a page of documentation: a table for each topic."""
    yield "# The questions of the catalogue"
    yield (
        f"{len(questions)} questions, by topic. Each is asked by name: `leitgraph ask NAME -p parameter=value`. "
        "A parameter with a star must be given;\nof the others, one that is not given leaves its column open. "
        "This page is made by `leitgraph queries --format md`."
    )
    for topic, of_topic in groupby(questions, key=lambda question: question.topic):
        yield f"## {topic.capitalize()}"
        rows = [
            [
                f"`{question.name}`",
                *(_summary(question, language) for language in ("en", "de")),
                ", ".join(question.header.users),
                "; ".join(_example(parameter) for parameter in question.header.parameters),
            ]
            for question in of_topic
        ]
        yield markdown(["name", "question", "Frage", "for", "parameters"], rows)


def _summary(question: Question, language: str) -> str:
    header = question.header
    return f"{header.summary[language]} {header.empty.get(language, '')}".rstrip()


def _example(parameter: Parameter) -> str:
    """A parameter with its type and a value that it may have: ``statement* (IRI, e.g. statement:S0.08)``."""
    value = parameter.example or parameter.default
    return f"{parameter.name}{'*' if parameter.required else ''} ({parameter.type}, e.g. `{value}`)"


def _parameters(question: Question) -> list[str]:
    return [f"{p.name}:{p.type}{'*' if p.required else ''}" for p in question.header.parameters]


def _described(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "topic": question.topic,
        "users": list(question.header.users),
        "summary": question.header.summary,
        "parameters": [
            {
                "name": p.name,
                "type": p.type,
                "required": p.required,
                "class": p.of_class,
                "example": p.example,
            }
            for p in question.header.parameters
        ],
    }
