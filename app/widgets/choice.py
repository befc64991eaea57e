"""A choice of one record of a class, kept in the link of the page as ``id``."""

from __future__ import annotations

import streamlit as st

from app import session
from app.language import language


def of(label: str, of_class: str, first: str = "") -> str:
    """The CURIE of the record that is chosen; the link says which, else the first."""
    known = session.members(of_class, language())
    names = list(known)
    asked = st.query_params.get("id", "")
    start = asked if asked in known else first
    name = st.selectbox(
        label,
        names,
        index=names.index(start) if start in known else 0,
        format_func=lambda one: known[one],
        key=f"choice.{of_class}.{asked}",
    )
    if name is None:
        st.stop()
    if name != asked:
        st.query_params["id"] = name
    return name


def beside(label: str, of_class: str, first: str = "") -> str:
    """A choice that is one of several on a page, kept in the link under the name of its class."""
    known = session.members(of_class, language())
    names = list(known)
    name = st.selectbox(
        label,
        names,
        index=names.index(first) if first in known else 0,
        format_func=lambda one: known[one],
        key=of_class.partition(":")[2].lower(),
        bind="query-params",
    )
    if name is None:
        st.stop()
    return name
