"""What stands around a record: a picture of at most 150 records, and the same as a table."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app import navigation, session
from app.language import language, plain, say
from app.widgets import table
from ontology.errors import UnknownTerm
from ontology.namespaces import curie, iri
from queries import neighbourhood
from queries.neighbourhood import Neighbourhood

#: A picture of more records than this names only the one in the middle; a name is cut after so many letters.
_NAMED, _LETTERS = 40, 40


def render() -> None:
    """The neighbourhood of the record of the link."""
    st.title(say("network.title"))
    left, right = st.columns([3, 1])
    with left:
        named = st.text_input(
            say("network.record"),
            say("network.first"),
            key="id",
            bind="query-params",
            help=say("network.help"),
        )
    with right:
        steps = st.segmented_control(say("network.steps"), [1, 2], default=1, required=True, key="steps")
    try:
        centre = iri((named or "").strip())
    except UnknownTerm as fault:
        st.warning(plain(str(fault)))
        return
    around = found(centre, int(steps or 1))
    if not around.edges:
        st.info(say("network.nothing", name=plain(named or "")))
        return
    names = session.labels(tuple(around.kinds), language())
    st.subheader(plain(names.get(centre, curie(centre))))
    if around.left_out:
        st.caption(say("network.left_out", number=around.left_out))
    _picture(around, centre, names)
    rows = [
        {"start": _cell(edge.start, names), "property": edge.property, "end": _cell(edge.end, names)}
        for edge in around.edges
    ]
    titles = {name: say(f"network.{name}") for name in ("start", "property", "end")}
    table.show(say("network.title"), rows, titles=titles, links=("start", "end"))


@session.kept
def found(centre: str, steps: int) -> Neighbourhood:
    """The neighbourhood of one record."""
    return neighbourhood.around(session.backend(), [centre], steps)


def _cell(name: str, names: Any) -> tuple[str, str]:
    return name, names.get(name, curie(name))


def _picture(around: Neighbourhood, centre: str, names: Any) -> None:
    order = list(around.kinds)
    kinds = sorted(set(around.kinds.values()))
    titles = session.labels(tuple(iri(kind) for kind in kinds if kind), language())
    spec = {
        "tooltip": {},
        "legend": [{"data": [titles.get(iri(kind), kind) if kind else say("network.other") for kind in kinds]}],
        "series": [
            {
                "type": "graph",
                "layout": "force",
                "roam": True,
                "selectedMode": "single",
                "force": {"repulsion": 160, "edgeLength": 90},
                "categories": [{"name": titles.get(iri(kind), kind) if kind else say("network.other")} for kind in kinds],
                "data": [
                    {
                        "name": curie(name),
                        "value": names.get(name, curie(name)),
                        "category": kinds.index(around.kinds[name]),
                        "symbolSize": 26 if name == centre else 14,
                        "label": {"show": len(order) <= _NAMED or name == centre, "formatter": names.get(name, curie(name))[:_LETTERS]},
                    }
                    for name in order
                ],
                "links": [{"source": curie(edge.start), "target": curie(edge.end)} for edge in around.edges],
                "edgeSymbol": ["none", "arrow"],
                "edgeSymbolSize": 6,
            }
        ],
    }  # fmt: skip
    told = say("network.alt", number=len(order), edges=len(around.edges))
    chosen: Any = st.echarts_chart(spec, height=560, on_select="rerun", key="picture", alt=told)
    _go_on(chosen, order, names)


def _go_on(chosen: Any, order: list[str], names: Any) -> None:
    """The record that was clicked, as a link to its own neighbourhood and to its page."""
    for part in (chosen or {}).get("selection", {}).get("data_indices", []) or []:
        index = part.get("index", part) if isinstance(part, dict) else part
        if isinstance(index, int) and index < len(order):
            name = order[index]
            with st.container(horizontal=True):
                navigation.link(
                    "network",
                    f"{say('network.expand')}: {plain(names.get(name, curie(name)))}",
                    id=curie(name),
                )
                navigation.to_record(name, say("network.open"))
