"""A network as a picture: each class with a shape and a colour of its own, names where there is room, all else at the pointer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from app.views.network import placing
from app.views.network.placing import Place
from app.widgets import figure
from queries.neighbourhood import Edge

#: A class has a pair of these by its number; with 9 and 8 of them no pair comes twice before the 72nd class.
SHAPES = (
    "circle", "square", "diamond", "triangle-up", "cross", "triangle-down",
    "M0,-1.2L0.35,-0.37L1.14,-0.37L0.5,0.14L0.7,0.97L0,0.5L-0.7,0.97L-0.5,0.14L-1.14,-0.37L-0.35,-0.37Z",
    "triangle-right", "M-1,0L-0.5,-0.87L0.5,-0.87L1,0L0.5,0.87L-0.5,0.87Z",
)  # fmt: skip
_LINE = "#8a929a"
_HIGH = 760  # pixels of the rings with names and legend
_ACROSS, _ALONG = (
    1.62,
    1.66,
)  # where the picture ends, in rings, so that names have room beside them and above
_MANY = 60  # records on a ring beyond which names are small
_SIDE, _TOP, _MOST_LETTERS = (
    27,
    18,
    60,
)  # letters of a name beside the rings, above them, and of one that stands alone
_ROW, _LEGEND = 34, 120  # pixels of a record in a column; of the legend
_SPACE = 24  # pixels between a name and what stands beside it


@dataclass(frozen=True)
class Node:
    """A record in the picture; ``main`` is drawn large: the one in the middle and those that were opened."""

    name: str
    label: str
    kind: str
    place: Place
    main: bool = False

    def row(self) -> dict[str, Any]:
        """As the chart wants it."""
        at = self.place
        return {
            "id": self.name,
            "label": self.label,
            "kind": self.kind,
            "x": at.x,
            "y": at.y,
            "main": self.main,
        }


def in_rings(
    nodes: Sequence[Node], edges: Sequence[tuple[Edge, str]], styles: Mapping[str, int]
) -> figure.Spec:
    """A picture of records around one of them."""
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-_ACROSS, _ACROSS], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-_ALONG, _ALONG], nice=False))
    outside = [node for node in nodes if node.place.last and not node.main]
    right = [_turned(node) for node in outside if node.place.x >= 0]
    left = [_turned(node) for node in outside if node.place.x < 0]
    size = 9 if len(outside) > _MANY else 11
    room = alt.ExprRef(f"width / 2 * {1 - 1 / _ACROSS:.3f} - {_SPACE / 2}")
    layers = [
        _lines(nodes, edges, x, y),
        _points(nodes, styles, x, y),
        _names(right, x, y, align="left", dx=9, fontSize=size, limit=room),
        _names(left, x, y, align="right", dx=-9, fontSize=size, limit=room),
        _names([_cut(node) for node in nodes if node.main], x, y, dy=-19, fontSize=13, fontWeight="bold"),
    ]
    return _layered(layers, _HIGH)


def in_columns(
    nodes: Sequence[Node], edges: Sequence[tuple[Edge, str]], styles: Mapping[str, int]
) -> figure.Spec:
    """A picture of records from left to right."""
    last = max(node.place.step for node in nodes) or 1
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.1, last + 0.9], nice=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[1, 0], nice=False))
    counts = [sum(node.place.step == step for node in nodes) for step in range(last + 1)]
    names = _names(
        [_cut(node) for node in nodes],
        x,
        y,
        align="left",
        dx=8,
        dy=-9,
        fontSize=11,
        limit=alt.ExprRef(f"width / {last + 1} - {_SPACE}"),
    )
    layers = [_lines(nodes, edges, x, y), _points(nodes, styles, x, y), names]
    height = _LEGEND + max(150, _ROW * max(counts))
    return _layered(layers, height)


def _layered(layers: Sequence[alt.Chart], height: int) -> figure.Spec:
    return figure.spec(alt.layer(*layers).properties(height=height).configure_view(stroke=None))


def _lines(nodes: Sequence[Node], edges: Sequence[tuple[Edge, str]], x: alt.X, y: alt.Y) -> alt.Chart:
    at = {node.name: node for node in nodes}
    rows = [
        {
            **dict(zip(("x", "y"), (at[edge.start].place.x, at[edge.start].place.y), strict=True)),
            **dict(zip(("x2", "y2"), (at[edge.end].place.x, at[edge.end].place.y), strict=True)),
            "says": f"{at[edge.start].label} → {said} → {at[edge.end].label}",
        }
        for edge, said in edges
        if edge.start in at and edge.end in at
    ]
    lines: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_rule(color=_LINE, opacity=0.45, strokeWidth=1.4)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", tooltip=alt.Tooltip("says:N", title="→"))
    )
    return lines


def _points(nodes: Sequence[Node], styles: Mapping[str, int], x: alt.X, y: alt.Y) -> alt.Chart:
    kinds = [kind for kind in styles if any(node.kind == kind for node in nodes)]
    colour = alt.Scale(
        domain=kinds, range=[figure.COLOURS[styles[kind] % len(figure.COLOURS)] for kind in kinds]
    )
    shape = alt.Scale(domain=kinds, range=[SHAPES[styles[kind] % len(SHAPES)] for kind in kinds])
    legend = alt.Legend(
        title=None,
        orient="bottom",
        columns=4,
        symbolSize=110,
        labelLimit=190,
        symbolLimit=0,
        symbolStrokeWidth=0.5,
    )
    points: alt.Chart = (
        alt.Chart(alt.InlineData(values=[node.row() for node in nodes]))
        .mark_point(filled=True, opacity=1, stroke=_LINE, strokeWidth=0.8, cursor="pointer")
        .encode(
            x=x,
            y=y,
            color=alt.Color("kind:N", scale=colour, legend=legend),
            shape=alt.Shape("kind:N", scale=shape, legend=legend),
            size=alt.condition("datum.main", alt.value(420), alt.value(120)),
            tooltip=[alt.Tooltip("label:N", title=" "), alt.Tooltip("kind:N", title="  ")],
        )
        .add_params(alt.selection_point(name="picked", fields=["id"], toggle=False, empty=False))
    )
    return points


def _names(rows: list[dict[str, Any]], x: alt.X, y: alt.Y, **manner: Any) -> alt.Chart:
    turned = {"angle": alt.Angle("turn:Q", scale=None)} if rows and "turn" in rows[0] else {}
    chart = alt.Chart(alt.InlineData(values=rows)).mark_text(baseline="middle", **manner)
    names: alt.Chart = chart.encode(x=x, y=y, text="short:N", **turned)
    return names


def _cut(node: Node) -> dict[str, Any]:
    return {**node.row(), "short": _short(node.label, _MOST_LETTERS)}


def _turned(node: Node) -> dict[str, Any]:
    """A name that points away from the middle; on the left it is turned by half, so that nothing stands on its head."""
    at = math.atan2(node.place.y, node.place.x * placing.WIDER)
    letters = round(_TOP + (_SIDE - _TOP) * abs(math.cos(at)))
    turn = -math.degrees(at) + (0 if node.place.x >= 0 else 180)
    return {**node.row(), "short": _short(node.label, letters), "turn": turn}


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
