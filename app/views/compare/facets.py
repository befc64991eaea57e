"""Facets of a comparison: what the results have in common or not, each with its count, and a choice among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from app.language import plain, say
from app.views.compare import linked
from app.views.compare.comparison import Row
from ontology.namespaces import curie

_Values = Callable[[Row], Mapping[str, str]]
#: For a study without any level of evidence.
_WITHOUT = "none"


def chosen(rows: Sequence[Row]) -> list[Row]:
    """Draw the facets that divide the rows, and give those rows that are chosen; all where nothing is chosen."""
    named = {key: _named(rows, values) for key, values in _FACETS.items()}
    wanted = {key: set(linked.of(key, known)) for key, known in named.items()}
    dividing = [key for key, known in named.items() if len(known) > 1]
    years = sorted({row.year for row in rows if row.year is not None})
    if not dividing and len(years) < 2:  # noqa: PLR2004  one year divides nothing
        return list(rows)
    with st.container(border=True):
        left, right = st.columns([2, 3], gap="large")
        if len(years) > 1:
            with left:
                low, high = linked.span(say("compare.years"), years[0], years[-1], "year")
            rows = [row for row in rows if _within(row, low, high, (years[0], years[-1]))]
        for key in dividing:
            counts = Counter(
                code for row in _passing(rows, wanted, besides=key) for code in _FACETS[key](row)
            )
            labels = {code: f"{plain(label)} ({counts[code]})" for code, label in named[key].items()}
            with left if key in _NARROW else right:
                linked.many(say(f"compare.facet_{key}"), labels, key)
    return _passing(rows, wanted)


def _within(row: Row, low: int, high: int, whole: tuple[int, int]) -> bool:
    """Whether the year lies in the span; a study without a year stays as long as the span is whole."""
    return low <= row.year <= high if row.year is not None else (low, high) == whole


def _passing(rows: Sequence[Row], wanted: Mapping[str, set[str]], besides: str = "") -> list[Row]:
    return [
        row
        for row in rows
        if all(not codes or key == besides or codes & set(_FACETS[key](row)) for key, codes in wanted.items())
    ]


def _named(rows: Sequence[Row], values: _Values) -> dict[str, str]:
    """The values of a facet with their labels, by label."""
    found = {code: label for row in rows for code, label in values(row).items()}
    return dict(sorted(found.items(), key=lambda one: one[1]))


def _designs(row: Row) -> dict[str, str]:
    return {curie(iri): label for iri, label in row.designs}


def _fit(row: Row) -> dict[str, str]:
    return {row.fit: say(f"fit.{row.fit}")} if row.fit else {}


def _measure(row: Row) -> dict[str, str]:
    iri, label = row.told["statistic"]
    return {curie(iri): label}


def _endpoint(row: Row) -> dict[str, str]:
    return {curie(row.endpoint[0]): row.endpoint[1]}


def _scheme(row: Row) -> dict[str, str]:
    """The schemes in which the study was graded, each as precisely as it is stated."""
    found = [level["scheme"] or level["system"] for level in row.levels]
    return {curie(iri): label for iri, label in found} or {_WITHOUT: say("compare.ungraded")}


#: Facets of few values, beside the years.
_NARROW = ("fit", "scheme")
_FACETS: Mapping[str, _Values] = {
    "fit": _fit,
    "design": _designs,
    "measure": _measure,
    "reported": _endpoint,
    "scheme": _scheme,
}
