"""The catalogue: find a question by name, bind its parameters as terms, ask a store.

A parameter never becomes text of the query: it is checked against its type, made an RDF term, and put
into a VALUES block at the head of the WHERE group. A generation may hold questions of its own (those of
a corpus from another field); they stand beside ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

from ontology.namespaces import PREFIXES
from queries import choices
from queries.errors import BadParameter, QueryError, UnknownQuery
from queries.header import Header, Parameter, read
from queries.store import Answer, Backend

_XSD = PREFIXES["xsd"]
_OURS = Path(str(files("queries"))) / "catalogue"
_SKIPPED = r"""#[^\n]*|<[^<>"{}|^`\\\s]*>|\"{3}.*?\"{3}|'{3}.*?'{3}|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
_ESCAPED = re.compile(r"\\\\([uU])|\\.", re.DOTALL)
_WHERE = re.compile(rf"(?:{_SKIPPED})|(?P<where>\bWHERE\s*\{{)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Question:
    """One question of the catalogue: its name, its topic, what its header says, and its SPARQL."""

    name: str
    topic: str
    header: Header
    sparql: str


def catalogue(generation: Path | None = None) -> tuple[Question, ...]:
    """All questions, ours and those that a generation brought along, by topic and name."""
    own = (generation / "questions").resolve() if generation else None
    folders = [_OURS, *([own] if own and own.is_dir() else [])]
    found = [question for folder in folders for question in _questions(folder)]
    return tuple(sorted(found, key=lambda question: (question.topic, question.name)))


@lru_cache(maxsize=4)
def _questions(folder: Path) -> tuple[Question, ...]:
    """The questions of a folder, read once: neither ours nor those of a generation change."""
    return tuple(_read(folder))


def _read(folder: Path) -> Iterator[Question]:
    for topic in folder.iterdir():
        if topic.is_dir():
            for file in topic.iterdir():
                if file.name.endswith(".rq"):
                    yield _question(file, topic.name)


def _question(file: Path, topic: str) -> Question:
    text = file.read_text(encoding="utf-8")
    name = file.name.removesuffix(".rq")
    return Question(name, topic, read(text, name), text)


def find(name: str, generation: Path | None = None) -> Question:
    """The question of that name; an unknown name is answered with near ones."""
    questions = {question.name: question for question in catalogue(generation)}
    if name in questions:
        return questions[name]
    raise UnknownQuery(
        f"no question is called {name!r}",
        next_step=choices.did_you_mean(name, questions) or "run: leitgraph queries",
    )


def parameters(given: Iterable[str]) -> dict[str, str]:
    """The ``name=value`` words of a command line as a mapping.

    >>> parameters(["study=study:ashworth_2014"])
    {'study': 'study:ashworth_2014'}
    """
    pairs = [word.partition("=") for word in given]
    for name, equals, _ in pairs:
        if not equals:
            raise BadParameter(f"{name!r} is not name=value", next_step=f"write: -p {name}=...")
    return {name: value for name, _, value in pairs}


def ask(backend: Backend, question: Question, given: Mapping[str, str]) -> Answer:
    """Ask a question of the catalogue with the given parameters."""
    return backend.query(bind(backend, question, given))


def bind(backend: Backend, question: Question, given: Mapping[str, str]) -> str:
    """The query with one VALUES block for each given parameter.

    A parameter that is not given leaves its variable free, unless it is required.
    """
    known = {parameter.name: parameter for parameter in question.header.parameters}
    given = {name: known[name].default for name in known if known[name].default} | dict(given)
    for name in given:
        if name not in known:
            raise BadParameter(
                f"{question.name} has no parameter {name!r}",
                next_step=choices.did_you_mean(name, known) or f"it takes: {', '.join(known) or 'none'}",
            )
    for parameter in known.values():
        if parameter.required and parameter.name not in given:
            raise BadParameter(
                f"{question.name} needs the parameter {parameter.name!r} ({parameter.type})",
                next_step=f"add: -p {parameter.name}={parameter.example or '...'}",
            )
    return with_values(question, {name: term(backend, known[name], value) for name, value in given.items()})


def _written(value: ox.NamedNode | ox.Literal) -> str:
    r"""A term as SPARQL, also for parsers that look for codes like ``\u0022`` before they read strings.

    The letter behind a backslash of the text is written by its code: so no code is found there that was none.

    >>> print(_written(ox.Literal(r"\u0022")))
    "\\\U000000750022"
    """
    return _ESCAPED.sub(lambda found: f"\\\\\\U{ord(found[1]):08X}" if found[1] else found[0], str(value))


def with_values(question: Question, terms: Mapping[str, ox.NamedNode | ox.Literal]) -> str:
    """The query with one line ``VALUES ?name { term }`` for each term, at the head of its WHERE group."""
    block = "".join(f"\n  VALUES ?{name} {{ {_written(value)} }}" for name, value in terms.items())
    for match in _WHERE.finditer(question.sparql):
        if match["where"]:
            return f"{question.sparql[: match.end()]}{block}{question.sparql[match.end() :]}"
    raise QueryError(
        f"{question.name}: no WHERE group to bind parameters in",
        next_step="write WHERE { ... } in the .rq file",
    )


def term(backend: Backend, parameter: Parameter, value: str) -> ox.NamedNode | ox.Literal:
    """A given value as an RDF term of the parameter's type, found in the graph where it names something there."""
    if parameter.type in ("IRI", "code"):
        return choices.resolve(backend, parameter, value)
    return literal(parameter, value)


def literal(parameter: Parameter, value: str) -> ox.Literal:
    """A given value as a literal of the parameter's type.

    >>> print(literal(Parameter("months", "number"), "24"))
    "24"^^<http://www.w3.org/2001/XMLSchema#decimal>
    """
    pattern, datatype = _LITERALS[parameter.type]
    if not re.fullmatch(pattern, value):
        like = _EXAMPLES[parameter.type]
        raise BadParameter(
            f"parameter {parameter.name!r} is a {parameter.type}; found {value!r}",
            next_step=f"write it like {' or '.join(like)}",
        ).because("no_value", value=value, like=like)
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))


_LITERALS = {
    "number": (r"[+-]?\d+(\.\d+)?", "decimal"),
    "date": (r"\d{4}-\d\d-\d\d", "date"),
    "language": (r"de|en", "string"),
    "text": (r"[^\x00-\x08\x0b\x0c\x0e-\x1f]+", "string"),
}
_EXAMPLES = {
    "number": ("24", "0.35"),
    "date": ("2026-01-31",),
    "language": ("de", "en"),
    "text": ("a few words",),
}
