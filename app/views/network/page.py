"""What stands around a record, or where it comes from: a picture of at most 150 records, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from app import navigation, session
from app.language import language, plain, say, words
from app.views.network import picture, placing
from app.views.network.picture import Node
from app.widgets import choice, figure, outline, seek, table
from ontology.errors import UnknownTerm
from ontology.namespaces import BASE, curie, iri
from queries import neighbourhood, origins
from queries.neighbourhood import Edge, Neighbourhood

_MODES = ("around", "provenance")


def render() -> None:
    """The record of the link, in the middle of what stands around it or at the beginning of where it comes from."""
    st.title(say("network.title"))
    named = seek.of_link(say("network.record"), say("network.first"))
    if not named:
        return
    centre = iri(named)
    left, right = st.columns([3, 2])
    with left:
        mode = _switch("mode", _MODES)
    if mode == "provenance":
        found = traced(centre)
    else:
        with right:
            steps = _switch("steps", ("1", "2"))
        found = around(centre, int(steps), _opened())
    _shown(found, centre, mode)


def _switch(name: str, choices: tuple[str, ...]) -> str:
    """One of a few choices beside each other, kept in the link."""
    named = {one: say(f"network.{one}") for one in choices}
    switch = partial(st.segmented_control, required=True, label_visibility="collapsed")
    return choice.among(say(f"network.{name}"), named, name, draw=switch)


def _opened() -> tuple[str, ...]:
    """The records of the link around which one looks a step further."""
    found = []
    for name in filter(None, st.query_params.get("expanded", "").split(",")):
        try:
            found.append(iri(name))
        except UnknownTerm:
            continue
    return tuple(found)


@session.kept
def around(centre: str, steps: int, opened: tuple[str, ...]) -> Neighbourhood:
    """The neighbourhood of one record."""
    return neighbourhood.around(session.guarded(), [centre], steps, opened=opened)


@session.kept
def traced(record: str) -> Neighbourhood:
    """Where one record comes from."""
    return origins.trace(session.guarded(), record)


def _shown(found: Neighbourhood, centre: str, mode: str) -> None:
    known = session.labels(tuple(found.kinds), language())
    kinds = _kinds(found)
    names = {name: known.get(name) or _short(name, kinds[name]) for name in found.kinds}
    called = plain(names[centre])
    st.header(say(f"network.head_{mode}", name=called))
    if not found.edges:
        st.info(say(f"network.nothing_{mode}", name=called))
        return
    number = say("network.shown", number=len(found.kinds), edges=len(found.edges))
    st.caption(f"{number} {say('network.left_out', number=found.left_out) if found.left_out else ''}")
    _picture(found, centre, names, mode)
    _go_on(found, centre, names, mode)
    properties = _properties(found.edges)
    rows = [
        {
            "start": (edge.start, names[edge.start]),
            "property": properties[edge.property],
            "end": (edge.end, names[edge.end]),
        }
        for edge in found.edges
    ]
    titles = {name: say(f"network.{name}") for name in ("start", "property", "end")}
    table.show(
        say(f"network.head_{mode}", name=names[centre]),
        rows,
        titles=titles,
        links=("start", "end"),
    )


def _short(name: str, kind: str) -> str:
    """What has no label: the end of its short name, with its class; a source elsewhere without the beginning of its address."""
    if not name.startswith(BASE):
        return name.partition("://")[2].removeprefix("www.").rstrip("/")
    rest = curie(name).partition(":")[2]
    return f"{rest.partition('.')[2] or rest} ({kind})".replace("_", " ")


def _properties(edges: tuple[Edge, ...]) -> Mapping[str, str]:
    """What the properties are called: those of ours as the graph says, others in words of the screen."""
    known = {edge.property: _whole(edge.property) for edge in edges}
    named = session.labels(tuple(sorted(set(known.values()))), language())
    ours = words()["property"]
    return {
        name: say(f"property.{name}") if name in ours else named.get(whole, name)
        for name, whole in known.items()
    }


def _whole(name: str) -> str:
    try:
        return iri(name)
    except UnknownTerm:
        return name


def _picture(found: Neighbourhood, centre: str, names: Mapping[str, str], mode: str) -> None:
    kinds = _kinds(found)
    place = placing.columns if mode == "provenance" else placing.rings
    places = place(list(found.kinds), found.edges, kinds)
    main = {centre, *_opened()}
    nodes = [
        Node(name, names[name], kinds[name], places[name], name in main)
        for name in found.kinds
        if name in places
    ]
    properties = _properties(found.edges)
    draw = picture.in_columns if mode == "provenance" else picture.in_rings
    chart = draw(nodes, [(edge, properties[edge.property]) for edge in found.edges], _styles())
    told = say("network.alt", number=len(found.kinds), edges=len(found.edges))
    shown = figure.show(chart, "network", alt_text=told, on_select=True)
    picked = [one.get("id") for one in (shown or {}).get("selection", {}).get("picked", [])]
    if picked and picked != st.session_state.get("network.picked"):
        st.session_state["network.picked"] = picked
        if mode == "around" and picked[0] in found.kinds:
            st.session_state["network.chosen"] = picked[0]
            _open(picked[0], centre)
            st.rerun()


def _kinds(found: Neighbourhood) -> dict[str, str]:
    """Each record with what its class is called; codes, categories and whatever else is no record is a term, or a source elsewhere."""
    of_records = _classes()
    whole = {kind: iri(kind) for kind in set(found.kinds.values()) if kind}
    known = session.labels(tuple(sorted(whole.values())), language())
    named = {kind: known.get(name, "") for kind, name in whole.items()}
    return {
        name: named[kind] if named.get(kind) in of_records else _other(name)
        for name, kind in found.kinds.items()
    }


def _other(name: str) -> str:
    return say("network.term" if name.startswith(BASE) else "network.source")


def _classes() -> list[str]:
    """What the classes of records are called, in one order for all pictures of a generation."""
    names = sorted(outline.whole().below(iri("lg:Record")))
    known = session.labels(tuple(names), language())
    return [known.get(name, curie(name)) for name in names]


def _styles() -> dict[str, int]:
    """The number of each class by which it is drawn."""
    return {
        kind: number for number, kind in enumerate((say("network.term"), say("network.source"), *_classes()))
    }


def _open(name: str, centre: str) -> None:
    """Open what stands around a record, or close it again; the link says which are open."""
    if name == centre:
        return
    opened = [one for one in _opened() if one != name]
    if len(opened) == len(_opened()):
        opened.append(name)
    if opened:
        st.query_params["expanded"] = ",".join(map(curie, opened))
    else:
        st.query_params.pop("expanded", None)


def _go_on(found: Neighbourhood, centre: str, names: Mapping[str, str], mode: str) -> None:
    """The same without a pointer: choose a record, then open it, make it the middle, or go to its page."""
    others = [name for name in found.kinds if name != centre]
    if st.session_state.get("network.chosen") not in others:
        st.session_state["network.chosen"] = None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            say("network.pick"),
            others,
            index=None,
            format_func=lambda one: names[one],
            key="network.chosen",
            placeholder=say("network.pick_hint"),
            width=420,
        )
        if chosen and mode == "around":
            is_open = chosen in _opened()
            st.button(
                say("network.collapse" if is_open else "network.expand"),
                on_click=_open,
                args=(chosen, centre),
                icon=":material/remove:" if is_open else ":material/add:",
            )
        if chosen:
            navigation.link("network", say("network.centre"), id=curie(chosen))
            navigation.to_record(chosen, say("network.open"))
        if mode == "around" and _opened():
            st.button(say("network.reset"), on_click=_close_all, type="tertiary")


def _close_all() -> None:
    st.query_params.pop("expanded", None)
