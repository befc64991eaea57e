"""A panel answers one question of the catalogue: what is asked, the rows, and the query behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox
import streamlit as st

from app import navigation, session
from app.language import language, plain, say, words
from app.widgets import table
from ontology.namespaces import PREFIXES, curie
from queries import library

_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_OURS = PREFIXES["lg"].removesuffix("ontology/")


def show(question: str, *, title: str = "", **given: str) -> int:
    """Show the answer of a question under its own words, or a title; how many rows it has."""
    found = library.find(question, session.folder())
    asked = _asked(found, given)
    st.subheader(title or plain(found.header.summary[language()]))
    head, rows = answered(question, tuple(sorted(asked.items())))
    shown, links = _columns(_telling(head, rows, given), rows)
    table.show(
        found.header.summary[language()],
        rows,
        titles=shown,
        links=links,
        behind=lambda: _behind(found, asked),
    )
    return len(rows)


def _asked(question: library.Question, given: Mapping[str, str]) -> dict[str, str]:
    speaks = any(parameter.name == "language" for parameter in question.header.parameters)
    return {**given, **({"language": language()} if speaks else {})}


@session.kept
def answered(question: str, given: tuple[tuple[str, str], ...]) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns and rows of an answer; a record is (IRI, label), a number a number."""
    backend = session.backend()
    solutions = library.ask(backend, library.find(question, session.folder()), dict(given))
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(f"{question} has no rows")
    head = [variable.value for variable in solutions.variables]
    rows = [{name: row[name] for name in head} for row in solutions]
    named = sorted({term.value for row in rows for term in row.values() if _is_record(term)})
    labels = session.labels(tuple(named), language())
    return head, [{name: _cell(term, labels) for name, term in row.items()} for row in rows]


def _is_record(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(_OURS)


def _cell(term: object, labels: Mapping[str, str]) -> Any:
    if isinstance(term, ox.NamedNode):
        return (term.value, labels.get(term.value) or curie(term.value)) if _is_record(term) else term.value
    if isinstance(term, ox.Literal):
        if term.datatype.value in _NUMBERS:
            try:
                number = Decimal(term.value)
            except InvalidOperation:
                return term.value
            return int(number) if number == number.to_integral_value() else number
        return term.value
    return None


def _telling(head: list[str], rows: list[dict[str, Any]], given: Mapping[str, str]) -> list[str]:
    """The columns without those that say in each row what was asked: the record that the page is about."""
    asked = set(given.values())
    named = {
        name: {curie(row[name][0]) if isinstance(row[name], tuple) else None for row in rows} for name in head
    }
    return [name for name in head if not (len(named[name]) == 1 and named[name] <= asked)]


def _columns(head: list[str], rows: list[dict[str, Any]]) -> tuple[dict[str, str], list[str]]:
    """The columns to show, with their titles: a label beside its record is one column with it."""
    links = [name for name in head if any(isinstance(row[name], tuple) for row in rows)]
    shown = [name for name in head if name in links or not _only_names(name, links, rows)]
    return _titles(shown), links


def _only_names(name: str, links: list[str], rows: list[dict[str, Any]]) -> bool:
    """Whether a column says nothing but what a record beside it is called."""
    if name.removesuffix("Label") in links:
        return True
    return any(all(row[link] and row[name] == row[link][1] for row in rows) for link in links)


def _titles(names: Sequence[str]) -> dict[str, str]:
    """The titles of columns; where two would be called the same, the later one shows its own name too."""
    titles: dict[str, str] = {}
    for name in names:
        title = say(f"column.{name}") if name in words()["column"] else name
        titles[name] = title if title not in titles.values() else f"{title} ({name})"
    return titles


def _behind(question: library.Question, given: Mapping[str, str]) -> None:
    with st.popover(say("shared.query_behind"), icon=":material/code:", type="tertiary", width="content"):
        written = library.bind(session.backend(), question, given)
        st.code(written, language="sparql", wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            navigation.link("query", say("shared.open_in_query"), question=question.name, **given)
            navigation.to_editor(written)
