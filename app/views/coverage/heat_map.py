"""The heat map of coverage: one cell for each category, treatment and endpoint, coloured by the patients measured in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from app.language import say
from app.widgets import figure
from queries.coverage import Cell

#: From how many patients on a cell is darker, and the colour up to there.
_SHADES = ((1, "#d4e4f1"), (50, "#8fbadb"), (200, "#4a8bbd"), (1000, "#174a70"))
_LIGHT_INK = (2, 3)  # the shades on which dark letters cannot be read
_KINDS = {"unnumbered": "#d9d9d9", "mixed": "#fdf0d5", "gap": "#f6e3ef"}
_DARK = "#1b1f24"
_ROW = 38  # pixels
_MARK = " ◆"
_INSIDE = alt.expr("bandwidth('x') - 4")  # a text that does not fit into its cell is cut
_GAP = alt.Scale(paddingInner=0.06, paddingOuter=0.03)


def chart(
    cells: Sequence[Cell],
    codes: Sequence[str],
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    designs: Mapping[str, str],
) -> figure.Spec:
    """The chart of cells with their codes; rows and columns come in their order, with their words.

    ``designs`` are the words for designs; where there are none, a cell has only its number.
    """
    values = [
        _value(cell, rows, columns, designs) | {"code": code} for cell, code in zip(cells, codes, strict=True)
    ]
    chosen = alt.selection_point(name="cell", fields=["code"], empty=False)
    base = alt.Chart(alt.InlineData(values=values), height=alt.Step(_ROW)).encode(
        x=alt.X("category:N", title=None, sort=list(columns.values()), scale=_GAP, axis=alt.Axis(orient="top", labelAngle=0 if designs else -30, labelLimit=160, labelOverlap=bool(designs))),
        y=alt.Y("row:N", title=None, sort=list(dict.fromkeys(rows.values())), scale=_GAP, axis=alt.Axis(labelLimit=260, labelOffset=-7, labelExpr="split(datum.label, ': ')")),
        tooltip=[alt.Tooltip(f"{name}:N", title=say(f"coverage.{name}")) for name in ("category", "row", "told", "design")],
    )  # fmt: skip
    boxes = base.mark_rect(cursor="pointer", cornerRadius=2).encode(
        color=_colour(),
        stroke=alt.when(chosen).then(alt.value("#d55e00")).otherwise(alt.value("transparent")),
        strokeWidth=alt.StrokeWidthValue(3),
    ).add_params(chosen)  # fmt: skip
    dashed = base.transform_filter(alt.datum.kind == say("coverage.kind_mixed")).mark_rect(
        filled=False, stroke="#8a5a00", strokeDash=[5, 3], strokeWidth=1.5, cornerRadius=2, tooltip=None
    )
    ink = alt.when(alt.FieldOneOfPredicate(field="kind", oneOf=[_shade(place) for place in _LIGHT_INK])).then(
        alt.value("white")
    ).otherwise(alt.value(_DARK))  # fmt: skip
    numbers = base.mark_text(dy=-6 if designs else 0, fontWeight="bold", limit=_INSIDE).encode(
        text=alt.Text("number:N"), color=ink
    )
    beneath = base.mark_text(dy=9, fontSize=10, limit=_INSIDE).encode(text=alt.Text("design:N"), color=ink)
    return figure.spec(alt.layer(boxes, dashed, numbers, beneath))


def _value(
    cell: Cell, rows: Mapping[str, str], columns: Mapping[str, str], designs: Mapping[str, str]
) -> dict[str, str]:
    measured = cell.alone.studies or cell.mixed.studies
    return {
        "row": rows[f"{cell.treatment} {cell.endpoint}"],
        "category": columns[cell.category],
        "kind": kind(cell),
        "number": number(cell),
        "design": designs.get(cell.design, "") if measured or not designs else say("coverage.gap"),
        "told": told(cell),
    }


def _colour() -> alt.Color:
    kinds = {_shade(place): colour for place, (_, colour) in enumerate(_SHADES)} | {
        say(f"coverage.kind_{name}"): colour for name, colour in _KINDS.items()
    }
    legend = alt.Legend(
        orient="bottom", columns=2, labelLimit=320, symbolStrokeColor="#9aa3ab", symbolSize=180
    )
    return alt.Color(
        "kind:N", title=None, scale=alt.Scale(domain=list(kinds), range=list(kinds.values())), legend=legend
    )


def _shade(place: int) -> str:
    low = _SHADES[place][0]
    if place + 1 == len(_SHADES):
        return say("coverage.kind_from", low=low)
    return say("coverage.kind_alone", low=low, high=_SHADES[place + 1][0] - 1)


def kind(cell: Cell) -> str:
    """What a cell is, in the words of the legend."""
    if cell.alone.studies and cell.alone.participants:
        return _shade(sum(low <= cell.alone.participants for low, _ in _SHADES) - 1)
    if cell.alone.studies:
        return say("coverage.kind_unnumbered")
    return say("coverage.kind_mixed" if cell.mixed.studies else "coverage.kind_gap")


def number(cell: Cell) -> str:
    """What stands in a cell: patients measured in the category alone, else how many of a mixed group can be meant."""
    mark = _MARK if cell.gaps else ""
    if cell.alone.studies:
        return f"{cell.alone.participants or 'n ?'}{mark}"
    if not cell.mixed.studies:
        return mark.strip()
    low, high = cell.mixed.meant
    meant = str(low) if low == high else f"{low}–{high}"
    said = say("coverage.of", meant=meant, n=cell.mixed.participants) if cell.mixed.participants else "n ?"
    return f"{said}{mark}"


def told(cell: Cell) -> str:
    """The same in a sentence."""
    alone, mixed = cell.alone, cell.mixed
    parts = [say("coverage.told_alone", n=alone.participants, studies=len(alone.studies)) if alone.studies else say("coverage.told_nobody")]  # fmt: skip
    if mixed.studies:
        low, high = mixed.meant
        parts.append(
            say("coverage.told_mixed", n=mixed.participants, low=low, high=high, studies=len(mixed.studies))
        )
    if alone.without_n or mixed.without_n:
        parts.append(say("coverage.told_without", number=alone.without_n + mixed.without_n))
    if cell.gaps:
        parts.append(say("coverage.told_gap"))
    return " ".join(parts)
