"""What stands around a record: a picture of at most 150 records, and the same as a table."""

from __future__ import annotations

from itertools import cycle
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
#: A class is told by its shape as well as by its colour.
_SHAPES = ("circle", "rect", "triangle", "diamond", "roundRect", "pin", "arrow")


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
    classes = _classes(around)
    shapes = dict(zip(sorted(set(classes.values())), cycle(_SHAPES), strict=False))
    spec = {
        "tooltip": {"renderMode": "richText"},  # never HTML
        "legend": [{"data": [{"name": name, "icon": shape} for name, shape in shapes.items()], "bottom": 0}],
        "series": [
            {
                "type": "graph",
                "layout": "force",
                "roam": True,
                "selectedMode": "single",
                "top": 10,
                "bottom": 110,
                "force": {"repulsion": 90, "edgeLength": [40, 110], "gravity": 0.25},
                "categories": [{"name": name, "symbol": shape} for name, shape in shapes.items()],
                "data": _nodes(order, centre, names, [list(shapes).index(classes[name]) for name in order]),
                "links": [{"source": curie(edge.start), "target": curie(edge.end)} for edge in around.edges],
                "edgeSymbol": ["none", "arrow"],
                "edgeSymbolSize": 6,
            }
        ],
    }
    told = say("network.alt", number=len(order), edges=len(around.edges))
    chosen: Any = st.echarts_chart(spec, height=680, on_select="rerun", key="picture", alt=told)
    _go_on(chosen, order, names)


def _classes(around: Neighbourhood) -> dict[str, str]:
    """Each record with what its class is called; what has no class of ours is *other*."""
    kinds = tuple(sorted({iri(kind) for kind in around.kinds.values() if kind}))
    known = session.labels(kinds, language())
    other = say("network.other")
    return {name: known.get(iri(kind), other) if kind else other for name, kind in around.kinds.items()}


def _nodes(order: list[str], centre: str, names: Any, categories: list[int]) -> list[dict[str, Any]]:
    """The records as the picture wants them; where there are many, only the one in the middle is named."""
    return [
        {
            "name": curie(name),
            "value": names.get(name, curie(name)),
            "category": category,
            "symbolSize": 26 if name == centre else 14,
            "label": {
                "show": len(order) <= _NAMED or name == centre,
                "formatter": names.get(name, curie(name))[:_LETTERS],
            },
        }
        for name, category in zip(order, categories, strict=True)
    ]


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
