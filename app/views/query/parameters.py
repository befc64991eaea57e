"""The parameters of a question as widgets, kept in the link of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from app import session
from app.language import language, plain, say, words
from app.widgets import seek
from queries.header import Parameter
from queries.library import Question

_ACROSS = 3  # widgets in one line
_CHOICES = 500  # of more than this one chooses by words


def given(question: Question) -> Mapping[str, str]:
    """The values of the parameters that have one."""
    asked = [one for one in question.header.parameters if one.type != "language"]
    columns = st.columns(min(_ACROSS, len(asked))) if asked else []
    found = {}
    for index, parameter in enumerate(asked):
        with columns[index % _ACROSS]:
            value = _value(question, parameter)
        if value:
            found[parameter.name] = st.query_params[parameter.name] = value
        else:
            st.query_params.pop(parameter.name, None)
    return found


def missing(question: Question, given: Mapping[str, str]) -> list[str]:
    """What the question cannot be asked without, in words."""
    return [_named(one) for one in question.header.parameters if one.required and one.name not in given]


def forget() -> None:
    """Let the link begin anew: the values of another question go."""
    for name in list(st.query_params):
        if name not in ("lang", "mode", "find", "topic"):
            del st.query_params[name]


def _named(parameter: Parameter) -> str:
    known = words()["column"]
    return plain(say(f"column.{parameter.name}") if parameter.name in known else parameter.name)


def _value(question: Question, parameter: Parameter) -> str:
    key = f"{question.name}.{parameter.name}"
    label = _named(parameter) + (" \\*" if parameter.required else "")
    first = st.query_params.get(parameter.name) or (parameter.example if parameter.required else "")
    match parameter.type:
        case "IRI" | "code":
            return _term(parameter, label, first, key)
        case "date":
            chosen = st.date_input(label, _day(first), key=key, format="YYYY-MM-DD")
            return chosen.isoformat() if isinstance(chosen, date) else ""
        case _:
            return st.text_input(label, first, key=key, placeholder=parameter.example).strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _term(parameter: Parameter, label: str, first: str, key: str) -> str:
    known = (
        session.members(parameter.of_class, language(), kinds=parameter.kinds) if parameter.of_class else {}
    )
    if not known or len(known) > _CHOICES:
        return seek.record(label, first, key)
    names = list(known)
    return (
        st.selectbox(
            label,
            names,
            index=names.index(first) if first in known else None,
            placeholder=say("query.any"),
            format_func=known.__getitem__,
            key=key,
        )
        or ""
    )
