"""How to get a four-block answer again: the queries that fetched its data, the command line, the answer as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, say
from app.widgets import download
from ontology.namespaces import curie
from queries import library

_SHORT = "evidence_for_intervention"  # the name of the question in the catalogue
_LONGEST = 50_000  # characters of a query that a page shows; a query may name many thousand records
_HEAD = 1_000  # characters in which what it asks for begins


def show(answer: Mapping[str, Any]) -> None:
    """The queries as they were asked, each to be opened in the editor, and the other ways to the same answer."""
    question = answer["question"]
    asked = (
        curie(question["intervention"]),
        question["population"],
        curie(question["outcome"]) if question["outcome"] else "",
    )
    with st.expander(
        say("shared.query_behind"), icon=":material/code:", on_change="rerun", key="behind"
    ) as opened:
        if not opened.open:
            return
        st.caption(say("ask.catalogue"))
        _short(asked[0])
        st.caption(say("ask.how"))
        with st.spinner(say("shared.busy")):
            queries = session.behind_four_blocks(*asked)
        _queries(queries, question["intervention"])
        st.caption(say("ask.command"))
        st.code(_command(*asked), language="bash", wrap_lines=True)
        _taken_along(answer, queries)


def _short(intervention: str) -> None:
    """The question of the catalogue that comes nearest, with the treatment in it."""
    found = library.find(_SHORT, session.folder())
    written = library.bind(session.backend(), found, {"intervention": intervention, "language": language()})
    st.code(written, language="sparql", wrap_lines=True, height=200)
    with st.container(horizontal=True, gap="small"):
        navigation.link("query", say("shared.open_in_query"), question=_SHORT, intervention=intervention)
        navigation.to_editor(written)


def _queries(queries: tuple[str, ...], intervention: str) -> None:
    """All queries as they were asked; first that for the studies of the treatment."""
    of_studies = (
        number for number, query in enumerate(queries) if intervention in query and "?study" in query
    )
    number = st.selectbox(
        say("ask.queries", number=len(queries)),
        range(len(queries)),
        index=next(of_studies, 0),
        format_func=lambda one: f"{one + 1}: {_head(queries[one])}",
        key="behind.query",
    )
    whole = queries[number or 0].strip()
    st.code(whole[:_LONGEST], language="sparql", wrap_lines=True, height=260)
    if len(whole) > _LONGEST:
        st.caption(say("ask.cut", number=len(whole)))
    else:
        navigation.to_editor(whole)


def _head(query: str) -> str:
    """What a query asks for, in one line without its prefixes."""
    lines = [
        line.strip() for line in query[:_HEAD].splitlines() if not line.strip().upper().startswith("PREFIX")
    ]
    return " ".join(" ".join(lines).split())[:90]


def _command(intervention: str, population: str, outcome: str) -> str:
    quoted = population.replace("'", "'\\''")
    wanted = f" --outcome {outcome}" if outcome else ""
    return f"leitgraph evidence --intervention {intervention} --population '{quoted}'{wanted} --language {language()}"


def _taken_along(answer: Mapping[str, Any], queries: tuple[str, ...]) -> None:
    texts = {
        "JSON": ("answer.json", "application/json", lambda: json.dumps(answer, ensure_ascii=False, indent=2)),
        "SPARQL": ("queries.rq", "application/sparql-query", lambda: "\n\n# ----\n\n".join(queries)),
    }
    with st.container(horizontal=True, gap="small"):
        for form, (name, media_type, text) in texts.items():
            download.offer(form, text, file_name=name, mime=media_type, key=name)
