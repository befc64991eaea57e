"""A table on a page: sortable, with links to the records in it, and to be taken along as CSV or workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, cast
from urllib.parse import quote

import streamlit as st

from app import navigation, session
from app.language import language, say
from app.reports import document as reports
from app.reports.forms.ending import FORMS
from app.reports.tongue import Tongue
from app.widgets import browser, download
from ontology.namespaces import BASE, curie

Row = Mapping[str, Any]
_WHOLE = 15  # rows that are shown at once, without a bar to scroll by
_PRINTED = 200  # rows that are on paper
_KINDS = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def linking() -> Callable[[str, str], str]:
    """What makes an address of a record, with its label behind the ``#`` for the cell to show; a source elsewhere has its own."""
    pages = {page: navigation.address(page) for page in navigation.PAGES}

    def linked(iri: str, label: str) -> str:
        if not iri.startswith(BASE) and iri.startswith(("http://", "https://")):
            return f"{iri}#{quote(label)}"
        return f"{pages[navigation.page_of(iri)]}&id={quote(curie(iri))}#{quote(label)}"

    return linked


def show(
    caption: str,
    rows: Sequence[Row],
    *,
    titles: Mapping[str, str],
    links: Sequence[str] = (),
    behind: Callable[[], None] = lambda: None,
) -> None:
    """Rows under titled columns; a cell of ``links`` holds (IRI, label) and leads to the record.

    ``behind`` draws what else stands in the line below the table, beside the downloads.
    """
    if not rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("shared.empty"), width="content")
            behind()
        return
    linked = linking()
    shown = [
        {titles[name]: linked(*row[name]) if name in links and row[name] else row[name] for name in titles}
        for row in rows
    ]
    st.dataframe(
        shown,
        height="content" if len(rows) <= _WHOLE else "auto",
        hide_index=True,
        placeholder="–",
        alt=caption,
        column_config={
            titles[name]: st.column_config.LinkColumn(display_text=r"#(.*)$")
            for name in links
            if name in titles
        },
    )
    on_paper(caption, rows, titles=titles, links=links)
    with st.container(horizontal=True, vertical_alignment="center"):
        _taken_along(caption, rows, titles, links)
        behind()


def on_paper(
    caption: str, rows: Sequence[Row], *, titles: Mapping[str, str], links: Sequence[str] = ()
) -> None:
    """The rows as they are on paper, and on the screen nothing: for a table that is folded away there."""

    def cell(name: str, value: Any) -> str:
        if value is None or value == "":
            return "–"
        return str(value[1] if name in links else value)

    cut = say("shared.more_rows", shown=_PRINTED, number=len(rows)) if len(rows) > _PRINTED else ""
    lines = [[cell(name, row[name]) for name in titles] for row in rows[:_PRINTED]]
    browser.printed(caption, list(titles.values()), lines, cut)


def _taken_along(caption: str, rows: Sequence[Row], titles: Mapping[str, str], links: Sequence[str]) -> None:
    for form, media_type in _KINDS.items():
        download.offer(
            form.upper(),
            lambda form=form: FORMS[f".{form}"](_document(caption, rows, titles, links)),  # type: ignore[misc]
            file_name=f"leitgraph.{form}",
            mime=media_type,
            key=f"{caption}.{form}",
        )


def _document(
    caption: str, rows: Sequence[Row], titles: Mapping[str, str], links: Sequence[str]
) -> reports.Document:
    def cell(name: str, value: Any) -> reports.Cell:
        if value is None or value == "":
            return reports.Missing.NOT_RECORDED
        return cast("reports.Cell", value[1] if name in links else value)

    table = reports.Table(
        caption,
        tuple(reports.Column(title) for title in titles.values()),
        tuple(tuple(cell(name, row[name]) for name in titles) for row in rows),
    )
    tongue = Tongue(cast('Literal["de", "en"]', language()))
    return reports.Document(caption, "", tongue, session.origin(), (table,))
