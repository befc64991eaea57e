"""A figure on a page: what it shows in words too, its colours, and SVG and PNG to take along."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import altair as alt
import streamlit as st
import vl_convert

from app.language import language
from app.widgets import download

#: Altair looks whether pandas is loaded and uses it; half loaded, by the session of somebody else, it would fail there.
import_module("pandas")

#: Colours that differ for people who see few colours too, and stand out on white and on dark, in the order in which they are used.
COLOURS = ("#2b7bb9", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#7a6f00", "#7d858d")
#: What is certain, what is possible, what is another matter.
CERTAIN, POSSIBLE, OTHER = "#2b7bb9", "#e69f00", "#b8bec5"
#: A line that is only there to compare with.
NEUTRAL = "#7d858d"
#: What is drawn without a colour of its own: marks and letters, on white and on dark.
_INKS = {False: ("#1f5f8b", "#1d2329"), True: ("#56b4e9", "#e8ebee")}
_SCALE = 2  # pixels of a PNG for each pixel on the screen
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}
_WIDTH = 900  # of a figure that is taken along and takes the width of the page on the screen


Chart = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart
#: A chart as Vega-Lite has it: what is kept, shown and taken along.
Spec = Mapping[str, Any]


def spec(chart: Chart) -> Spec:
    """A chart as Vega-Lite has it; it is ours, so it is not checked against the schema each time.

    >>> spec(alt.Chart(alt.InlineData(values=[{"n": 29}])).mark_bar().encode(x="n:Q"))["encoding"]
    {'x': {'field': 'n', 'type': 'quantitative'}}
    """
    return chart.to_dict(validate=False)


def show(chart: Spec, name: str, *, alt_text: str, on_select: bool = False) -> Any:
    """Show a chart and let it be taken along; what was selected in it, where it lets select.

    ``name`` is the name of its files and must be the only one on its page; ``alt_text`` says all that the chart shows.
    """
    written = _written(chart, dark=st.context.theme.type == "dark")
    shown: Mapping[str, Any] = {"alt": alt_text, "key": f"figure.{name}"}
    selected = (
        st.vega_lite_chart(written, on_select="rerun", **shown)
        if on_select
        else st.vega_lite_chart(written, **shown)
    )
    with st.container(horizontal=True, gap="small"):
        for form, media_type in _TYPES.items():
            download.offer(
                form.upper(),
                lambda form=form: drawn(_written(chart, dark=False), form),  # type: ignore[misc]
                file_name=f"{name}.{form}",
                mime=media_type,
                key=f"figure.{name}.{form}",
                icon="image",
            )
    return selected


def _written(chart: Spec, *, dark: bool) -> dict[str, Any]:
    """The chart in the ink of the theme, with its numbers written as the language of the page writes them."""
    decimal, thousands = (",", ".") if language() == "de" else (".", ",")
    marks, letters = _INKS[dark]
    numbers = {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}
    inks = {
        # the alternative text says all; a hundred marks read aloud say less
        "mark": {"color": marks, "aria": False},
        "rule": {"color": marks},
        "text": {"color": letters},
    }
    return {**chart, "config": inks | chart["config"] | {"locale": {"number": numbers}}}


def drawn(chart: Spec, form: str) -> bytes:
    """A chart as SVG or PNG on white, drawn here and not in the browser.

    >>> chart = spec(alt.Chart(alt.InlineData(values=[{"n": 29}])).mark_bar().encode(x="n:Q"))
    >>> drawn(chart, "svg")[:4], drawn(chart, "png")[1:4]
    (b'<svg', b'PNG')
    """
    alone = {"width": _WIDTH} if "mark" in chart or "layer" in chart else {}
    whole = {**alone, **chart, "background": "white"}
    if form == "svg":
        return vl_convert.vegalite_to_svg(whole).encode()
    return vl_convert.vegalite_to_png(whole, scale=_SCALE)
