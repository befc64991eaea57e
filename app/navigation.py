"""The pages of the explorer and the links between them; each link carries the language and all that reproduces a view."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st

from app.language import language, say
from ontology.namespaces import BASE, PREFIXES, curie

#: The pages by name, with their icons; the first is the start page. A page of one thing is not in the menu.
PAGES = {
    "ask": "help_center",
    "guideline": "menu_book",
    "compare": "compare_arrows",
    "coverage": "grid_on",
    "audit": "fact_check",
    "network": "hub",
    "query": "terminal",
    "vocabulary": "account_tree",
    "about": "info",
    "statement": "format_quote",
    "study": "science",
}
OF_ONE_THING = ("statement", "study")
START = "ask"
#: The parameter that tells the start page which address has no page.
MISSING = "missing"


#: Where the terms of ours have their names; records and graphs have theirs elsewhere.
_TERMS = tuple(
    name
    for name in PREFIXES.values()
    if name.startswith(BASE) and not name.startswith((f"{BASE}id/", f"{BASE}graph/"))
)


def pages() -> list[Any]:
    """The pages that there are, titled in the language of the session."""
    st.session_state["pages"] = {
        name: st.Page(
            import_module(f"app.views.{name}").render,
            title=say(f"shared.{name}"),
            icon=f":material/{icon}:",
            url_path="" if name == START else name,
            default=name == START,
            visibility="hidden" if name in OF_ONE_THING else "visible",
        )
        for name, icon in PAGES.items()
    }
    return list(st.session_state["pages"].values())


def link(page: str, label: str, **values: str) -> None:
    """A link to a page as it stands with these values; the label is Markdown, so words of the graph come escaped."""
    st.page_link(
        st.session_state["pages"][page],
        label=label,
        query_params={**values, "lang": language()},
        width="content",
    )


def to_editor(query: str) -> None:
    """A link to the editor with a query in it, which it shows and does not run; behind the ``#`` no server sees it."""
    st.link_button(
        say("shared.open_in_editor"),
        f"{address('query', mode='own')}#query={quote(query)}",
        icon=":material/terminal:",
        type="tertiary",
    )


def address(page: str, **values: str) -> str:
    """The address of a page with these values, for a cell of a table."""
    return f"/{'' if page == START else page}?{urlencode({**values, 'lang': language()})}"


def origin(iri: str) -> str:
    """The address of the way from a record to its sources."""
    return address("network", id=curie(iri), mode="provenance")


def page_of(iri: str) -> str:
    """The page that shows a record: statements and studies have one of their own, terms are in the vocabulary, all others in the graph."""
    kind = curie(iri).partition(":")[0]
    if kind in OF_ONE_THING:
        return kind
    return "vocabulary" if iri.startswith(_TERMS) else "network"


def to_record(iri: str, label: str) -> None:
    """A link to the page of a record."""
    link(page_of(iri), label, id=curie(iri))


def to_place(statement: str, passage: str) -> None:
    """A link to the place of a statement in the text of its passage."""
    link("guideline", say("guideline.in_place"), id=curie(passage), claim=curie(statement))
