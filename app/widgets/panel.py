"""A panel answers one question of the catalogue: what is asked, the rows, and the query behind it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox
import streamlit as st

from app import navigation, reasons, session
from app.language import language, plain, say, told, words
from app.widgets import download, figure, suggestion, table
from ontology.namespaces import PREFIXES, curie
from queries import library
from queries.errors import Busy, Exhausted, PartialAnswer, QueryTimeout
from queries.limits import Limits

Given = tuple[tuple[str, str], ...]
Rows = tuple[list[str], list[dict[str, Any]]]

_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float"))
_OURS = PREFIXES["lg"].removesuffix("ontology/")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_LINES, _HIGH = 14, 340  # lines of a query that are shown whole, and pixels of a longer one
_NAMED = 3_000  # records whose labels are looked up; beyond it rows show short names


def show(question: str, *, title: str = "", **given: str) -> int:
    """Show the answer of a question under its own words, or a title, with the query behind it; how many rows it has."""
    return _shown(question, title, given, drawn=False)


def show_drawn(question: str, **given: str) -> int:
    """The same for a page that is about the question: with a chart of the rows where one suits them, and as JSON."""
    return _shown(question, "", given, drawn=True)


def _shown(question: str, title: str, given: Mapping[str, str], *, drawn: bool) -> int:
    found = _found(question)
    filled = _asked(found, given)
    summary = found.header.summary[language()]
    st.header(title or plain(summary))
    ways = _on_its_own if drawn else _behind
    tried = _tried(question, tuple(sorted(filled.items())))
    if tried is None:
        ways(found, given)
        return 0
    head, rows = tried
    if not rows and found.header.empty:
        st.caption(told(found.header.empty))
    shown = _telling(head, rows, given.values())
    show_rows(summary, shown, rows, behind=lambda: ways(found, given), drawn=drawn)
    return len(rows)


def show_rows(
    caption: str,
    head: list[str],
    rows: list[dict[str, Any]],
    *,
    behind: Callable[[], None] = lambda: None,
    drawn: bool = False,
    whole: bool = False,
) -> None:
    """Rows as a table, and beside it as a chart where that is wanted and suits them; ``whole`` with each column that was asked for."""
    titles, links = _columns(head, rows, whole=whole)
    elsewhere = [name for name in titles if name not in links and _leads_elsewhere(name, rows)]
    rows = [row | {name: (row[name], row[name]) for name in elsewhere if row[name]} for row in rows]
    links += elsewhere
    chart = suggestion.of(rows, titles) if drawn else None
    if chart is None:
        table.show(caption, rows, titles=titles, links=links, behind=behind)
        return
    as_table, as_chart = st.tabs([say("query.as_table"), say("query.as_chart")])
    with as_table:
        table.show(caption, rows, titles=titles, links=links, behind=behind)
    with as_chart:
        figure.show(chart.chart, "leitgraph", alt_text=chart.words)


def _leads_elsewhere(name: str, rows: list[dict[str, Any]]) -> bool:
    """Whether a column holds nothing but addresses of the web."""
    found = [row[name] for row in rows if row[name]]
    return bool(found) and all(isinstance(one, str) and _ADDRESS.fullmatch(one) for one in found)


def written(question: library.Question, given: Mapping[str, str]) -> str:
    """The query of a question with its parameters in it, under what it asks; its other ``#+`` lines are for the catalogue."""
    lines = library.bind(session.backend(), question, _asked(question, given)).splitlines()
    asked = f"# {question.header.summary[language()]}"
    return "\n".join([asked, *(line for line in lines if not line.startswith("#+"))]) + "\n"


def _asked(question: library.Question, given: Mapping[str, str]) -> dict[str, str]:
    speaks = any(parameter.name == "language" for parameter in question.header.parameters)
    return {**given, **({"language": language()} if speaks else {})}


def behind(question: str, **given: str) -> None:
    """The query of a question, for what a page makes of more than one."""
    _behind(_found(question), given)


def asked(question: str, **given: str) -> list[dict[str, Any]]:
    """The rows of a question, in the language of the page where it has a say in it."""
    return answered(question, tuple(sorted(_asked(_found(question), given).items())))[1]


@session.kept
def _found(question: str) -> library.Question:
    """A question of the catalogue, kept: to find one, all of them are read."""
    return library.find(question, session.folder())


def answered(question: str, given: Given) -> Rows:
    """The columns and rows of an answer; a record is (IRI, label), a number a number.

    Where there is no answer in time, that is said here, and there are no rows.
    """
    return _tried(question, given) or ([], [])


def late(question: str) -> bool:
    """Whether this reader got no answer to a question in time: then that there is none is not known."""
    return any(question == asked for asked, _ in st.session_state.get("slow", {}))


def _tried(question: str, given: Given) -> Rows | None:
    """The answer, or a word on why there is none; what took too long is not asked again by the same reader."""
    slow = st.session_state.setdefault("slow", {})
    if (question, given) not in slow:
        try:
            with st.spinner(say("shared.busy"), show_time=True):
                found = _answered(question, given, language())
        except (QueryTimeout, Exhausted, Busy, PartialAnswer) as fault:
            slow[question, given] = fault.with_traceback(None)  # with it all that was at work would be kept
        else:
            if len(found[1]) >= Limits.given().rows:
                st.caption(say("shared.cut", number=len(found[1])))
            return found
    said = f"{say('shared.too_slow')} {reasons.why(slow[question, given])}"
    st.warning(said, icon=":material/hourglass_disabled:")
    st.caption(say("shared.next_step", step=say("shared.ask_less")))
    return None


@session.kept
def _answered(
    question: str,
    given: Given,
    spoken: str,  # noqa: ARG001  part of what is kept: labels are looked up in it also where the question has no say in it
) -> Rows:
    query = library.bind(session.backend(), _found(question), dict(given))
    solutions = session.guarded().query(query)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(f"{question} has no rows")
    return cells(solutions)


def cells(solutions: ox.QuerySolutions, *, named: bool = True) -> Rows:
    """The columns and rows of solutions, with the labels of their records, or with short names alone."""
    head = [variable.value for variable in solutions.variables]
    rows = [{name: row[name] for name in head} for row in solutions]
    ours = sorted({term.value for row in rows for term in row.values() if _is_record(term)}) if named else []
    labels = session.labels(tuple(ours), language()) if len(ours) <= _NAMED else {}
    found = [{name: _cell(term, labels) for name, term in row.items()} for row in rows]
    for name in head:
        _of_one_kind(name, found)
    return head, found


def _of_one_kind(name: str, rows: list[dict[str, Any]]) -> None:
    """A column holds either records, or text: where both come, records stand by their labels."""
    kinds = {isinstance(row[name], tuple) for row in rows if row[name] is not None}
    if len(kinds) > 1:
        for row in rows:
            row[name] = str(row[name][1] if isinstance(row[name], tuple) else row[name] or "")


def _is_record(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(_OURS)


def _cell(term: object, labels: Mapping[str, str]) -> Any:
    if isinstance(term, ox.NamedNode):
        if _is_record(term):
            return (term.value, labels.get(term.value) or curie(term.value))
        known = curie(term.value)
        return say(f"property.{known}") if known in words()["property"] else term.value
    if isinstance(term, ox.Literal):
        if term.datatype.value in _NUMBERS:
            try:
                number = Decimal(term.value)
            except InvalidOperation:
                return term.value
            return int(number) if number == number.to_integral_value() else number
        return term.value
    return None


def _telling(head: list[str], rows: list[dict[str, Any]], given: Collection[str]) -> list[str]:
    """The columns without those that say in each row what was asked, the record that the page is about, and its label."""
    asked = set(given)
    named = {
        name: {curie(row[name][0]) if isinstance(row[name], tuple) else None for row in rows} for name in head
    }
    said = {name for name in head if len(named[name]) == 1 and named[name] <= asked}
    return [name for name in head if not {name, name.removesuffix("Label")} & said]


def _columns(head: list[str], rows: list[dict[str, Any]], *, whole: bool) -> tuple[dict[str, str], list[str]]:
    """The columns to show, with their titles: a label beside its record is one column with it."""
    links = [name for name in head if any(isinstance(row[name], tuple) for row in rows)]
    shown = [name for name in head if whole or name in links or not _only_names(name, links, rows)]
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
    """The query behind a panel, and the ways to go on with it."""
    with st.popover(say("shared.query_behind"), icon=":material/code:", type="tertiary", width="content"):
        query = written(question, given)
        with st.container(horizontal=True, gap="small"):
            navigation.link("query", say("shared.open_in_query"), question=question.name, **given)
            navigation.to_editor(query)
        _code(query)


def _code(query: str) -> None:
    """A query in a popover, which does not grow beyond the window."""
    st.code(
        query, language="sparql", wrap_lines=True, height=_HIGH if query.count("\n") > _LINES else "content"
    )


def _on_its_own(question: library.Question, given: Mapping[str, str]) -> None:
    """The rows as SPARQL results in JSON, and the query."""
    download.offer(
        "JSON",
        lambda: _as_json(question, given),
        file_name=f"{question.name}.srj",
        mime=ox.QueryResultsFormat.JSON.media_type,
        key=f"{question.name}.json",
    )
    with st.popover(say("shared.query_behind"), icon=":material/code:", type="tertiary", width="content"):
        _code(written(question, given))


def _as_json(question: library.Question, given: Mapping[str, str]) -> bytes:
    found = session.guarded().query(written(question, given))
    return (
        found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        if isinstance(found, ox.QuerySolutions)
        else b""
    )
