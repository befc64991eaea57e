"""The editor for a query of one's own: YASGUI's, from this server, which sends the query to ``/sparql`` and the reply to the page.

So a query of a reader runs behind the same walls as one of a stranger: it is never evaluated in the process of the explorer.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import streamlit as st

from app import session
from app.language import language, say
from ontology.namespaces import PREFIXES
from queries import hierarchy
from queries.backend import named

_HERE = files("app.views.query")
_WORDS = ("run", "stop", "link", "keys", "label", "busy", "stopped", "unreached", "copied", "in_address")
_EDITOR = st.components.v2.component(
    "leitgraph_editor",
    html=(_HERE / "editor.html").read_text(encoding="utf-8"),
    css=(_HERE / "editor.css").read_text(encoding="utf-8"),
    js=(_HERE / "editor.js").read_text(encoding="utf-8"),
)
_FIRST = """PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?study ?label WHERE {
  ?study a lg:Study ; rdfs:label ?label .
  FILTER(LANG(?label) = "%s")
}
ORDER BY ?label
LIMIT 10
"""


def put(query: str) -> None:
    """Have the editor show a query when it is drawn next."""
    st.session_state["editor"] = {"query": query, "version": _shown()["version"] + 1}


def _shown() -> dict[str, Any]:
    return dict(st.session_state.get("editor") or {"query": _FIRST % language(), "version": 0})


@session.kept
def _terms() -> Mapping[str, Any]:
    """What the editor suggests: prefixes, classes and properties."""
    return {
        "prefixes": dict(PREFIXES),
        "classes": list(hierarchy.of_kind(session.backend(), hierarchy.CLASSES)),
        "properties": list(hierarchy.of_kind(session.backend(), hierarchy.PROPERTIES)),
    }


def show() -> Mapping[str, Any] | None:
    """The editor; what came back, in the run after a query was sent.

    A reply holds ``query``, ``status``, ``kind`` (its media type), ``body`` and whether it was ``cut``; where an endpoint on
    another machine is read, ``query`` alone, because the browser asks nobody else.
    """
    data = {
        **_shown(),
        "language": language(),
        "elsewhere": bool(named()),
        "terms": _terms(),
        "words": {name: say(f"editor.{name}") for name in _WORDS},
    }
    shown = _EDITOR(key="sparql", data=data, on_answer_change=lambda: None)
    answer: Mapping[str, Any] | None = shown.answer
    return answer
