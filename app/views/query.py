"""Ask in SPARQL: a question of the catalogue with its parameters, or a query of one's own."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import session
from app.language import language, plain, say, words
from app.widgets import panel
from queries import library
from queries.header import Parameter
from queries.library import Question


def render() -> None:
    """Choose a question, give its parameters, see the rows and the query; the editor is one step away."""
    st.title(say("query.title"))
    known = {question.name: question for question in library.catalogue(session.folder())}
    names = list(known)
    asked = st.query_params.get("question", "")
    name = st.selectbox(
        say("query.question"),
        names,
        index=names.index(asked) if asked in known else 0,
        format_func=lambda one: f"{known[one].topic}: {known[one].header.summary[language()]}",
        key=f"question.{asked}",
    )
    if name is None:
        st.stop()
    if name != asked:
        st.query_params["question"] = name
    question = known[name]
    given = _given(question)
    missing = [one.name for one in question.header.parameters if one.required and one.name not in given]
    if missing:
        st.info(say("query.missing", names=", ".join(missing)))
        return
    panel.show(name, **given)


def _given(question: Question) -> Mapping[str, str]:
    found = {}
    for parameter in question.header.parameters:
        if parameter.type != "language" and (value := _value(question, parameter)):
            found[parameter.name] = value
    return found


def _value(question: Question, parameter: Parameter) -> str:
    key = f"{question.name}.{parameter.name}"
    known_as = say(f"column.{parameter.name}") if parameter.name in words()["column"] else parameter.name
    label = f"{known_as}{' *' if parameter.required else ''}"
    first = st.query_params.get(parameter.name) or (parameter.example if parameter.required else "") or ""
    if parameter.type in ("IRI", "code") and parameter.of_class:
        known = session.members(parameter.of_class, language())
        names = ["", *known]
        return str(
            st.selectbox(
                plain(label),
                names,
                index=names.index(first) if first in known else 0,
                format_func=lambda one: known.get(one, say("query.any")),
                key=key,
            )
            or ""
        )
    return (st.text_input(plain(label), first, key=key) or "").strip()
