"""The forest plots of a comparison: hazard ratios, medians, and rates at one time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from app import intervals, units
from app.language import language, number, plain, say
from app.views.compare import forest, pooling
from app.views.compare.comparison import Row
from app.views.compare.forest import Line, Measure
from app.widgets import choice
from queries.proportions import Counted

_TICKS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0)
_ROOM = 1.15  # between the outermost limit and the edge of the plot
_MOST = 80  # rows that a plot shows; it stays legible on a sheet of paper
_BEYOND = 1e6  # past the edge of any plot, which holds marks back at its edge
#: The share of patients without a time: what was counted once.
_TIMELESS = "none"


def ratios(rows: Sequence[Row]) -> None:
    """Hazard ratios of treatments on a logarithmic axis."""
    found = [
        row
        for row in rows
        if row.code("statistic") == "hazardRatio" and row.code("role") == "effect" and row.told["value"]
    ]
    st.header(f"{say('compare.ratios')} ({len(found)})")
    if not found:
        st.info(say("compare.none"), icon=":material/info:")
        return
    shown = [1.0, *(end for row in found for end in _ends(row) if end > 0)]
    low, high = min(shown) / _ROOM, max(shown) * _ROOM
    measure = Measure(
        title=say("compare.ratio"),
        domain=(low, high),
        ticks=tuple(tick for tick in _TICKS if low <= tick <= high),
        logarithmic=True,
        reference=1,
        sides=(say("compare.sides"),),
        head=say("compare.ratio_head"),
    )
    _mixed(found)
    forest.show(_lines(found, _ratio), measure, "hazard_ratios")
    st.caption(say("compare.ratio_marks"))
    pooling.note(found, whole=True)


def medians(rows: Sequence[Row]) -> None:
    """Medians in months."""
    found = [row for row in rows if row.code("statistic") == "median" and row.told["unit"] == "mo"]
    if not found:
        return
    st.header(f"{say('compare.medians')} ({len(found)})")
    most = max(end for row in found for end in _ends(row))
    measure = Measure(title=say("compare.median"), domain=(0, most * 1.05), head=say("compare.median_head"))
    _mixed(found)
    forest.show(_lines(found, _median), measure, "medians")
    st.caption(say("compare.median_marks"))
    pooling.note(found)


def rates(rows: Sequence[Row]) -> None:
    """Rates at one time that the reader chooses; an interval that is computed looks other than a reported one."""
    known = [row for row in rows if row.percent is not None]
    if not known:
        return
    st.header(f"{say('compare.rates')} ({len(known)})")
    times = Counter(_time(row) for row in known)
    named = {time: f"{_time_words(time)} ({times[time]})" for time in sorted(times, key=_when)}
    first = min(times, key=lambda time: (-times[time], _when(time)))
    time = choice.among(say("compare.time"), named, "months", first)
    found = [row for row in known if _time(row) == time]
    measure = Measure(
        title=say("compare.rate", time=_time_words(time)),
        domain=(0, 100),
        head=say("compare.rate_head"),
    )
    _mixed(found)
    forest.show(_lines(found, _rate), measure, "rates")
    st.caption(say("compare.rate_marks"))
    pooling.note(found)


def _mixed(rows: Sequence[Row]) -> None:
    """Say so where different endpoints stand in one plot."""
    endpoints = sorted({row.endpoint[1] for row in rows})
    if len(endpoints) > 1:
        st.info(plain(say("compare.mixed", names="; ".join(endpoints))), icon=":material/call_split:")


def _lines(rows: Sequence[Row], drawn: Callable[[Row, tuple[str, ...]], Line]) -> list[Line]:
    """The rows in an order that stays the same: by endpoint, study, group, value."""
    mixed = len({row.endpoint for row in rows}) > 1
    ordered = sorted(
        rows, key=lambda row: (row.endpoint[1], row.study[1], row.group[1], row.told["result"][0])
    )[:_MOST]
    if len(rows) > _MOST:
        st.caption(say("compare.first_of_many", shown=_MOST, all=len(rows)))
    return [drawn(row, _names(row, with_endpoint=mixed)) for row in ordered]


def _names(row: Row, *, with_endpoint: bool) -> tuple[str, ...]:
    year = str(row.year) if row.year and str(row.year) not in row.study[1] else ""
    head = ", ".join(part for part in (row.study[1], year, row.endpoint[1] if with_endpoint else "") if part)
    fit = (say("compare.fit_line", fit=say(f"fit.{row.fit}")),) if row.fit else ()
    return head, row.group[1], *fit


def _ratio(row: Row, names: tuple[str, ...]) -> Line:
    versus = say("compare.versus", group=row.versus) if row.versus else say("compare.versus_unknown")
    p = say("compare.p", p=number(row.told["p"])) if row.told["p"] else ""
    return _line(row, (*names[:2], versus, *names[2:]), ", ".join(part for part in (p, _level(row)) if part))


def _median(row: Row, names: tuple[str, ...]) -> Line:
    return _line(row, names, _level(row))


def _level(row: Row) -> str:
    """The level of a reported interval, where that is reported too."""
    level = row.told["ciLevel"]
    return say("compare.level", level=number(level)) if intervals.ends(row.told) and level is not None else ""


def _line(row: Row, names: tuple[str, ...], note: str) -> Line:
    """A result with its reported interval; one whose upper end was not reached goes on to the edge of the plot."""
    low, high = row.told["ciLow"], row.told["ciHigh"]
    known = row.whole or row.open_end
    return Line(
        names=names,
        estimate=float(row.told["value"]),
        low=float(low) if known else None,
        high=(_BEYOND if row.open_end else float(high)) if known else None,
        origin="reported" if known else "none",
        open_end=row.open_end,
        n=_n(row),
        told=(f"{units.number(row.told, language())} {intervals.ends(row.told)}".strip(), note),
    )


def _rate(row: Row, names: tuple[str, ...]) -> Line:
    """A rate with the interval that is reported, else with Wilson's where it was counted, else with none."""
    if row.whole:
        return _line(row, names, say("compare.reported"))
    found = row.counted
    if not isinstance(found, Counted):
        return _line_of_share(row, names, None, say(f"compare.why_{found}"))
    words = say("compare.wilson" if found.told else "compare.wilson_inferred", k=found.k, n=found.n)
    return _line_of_share(row, names, found, words)


def _line_of_share(row: Row, names: tuple[str, ...], found: Counted | None, note: str) -> Line:
    share = row.percent or 0.0
    low, high = found.wilson if found else (None, None)
    ends = f" [{number(f'{low:.1f}')}; {number(f'{high:.1f}')}]" if found else ""
    told = units.number(row.told, language()) if row.told["unit"] == "%" else number(f"{share:.1f}")
    return Line(names, share, low, high, "computed" if found else "none", _n(row), (f"{told}{ends}", note))


def _n(row: Row) -> str:
    return "–" if row.told["n"] is None else str(row.told["n"])


def _ends(row: Row) -> list[float]:
    return [float(row.told[name]) for name in ("value", "ciLow", "ciHigh") if row.told[name] is not None]


def _time(row: Row) -> str:
    return _TIMELESS if row.told["months"] is None else str(row.told["months"])


def _when(time: str) -> float:
    return float("inf") if time == _TIMELESS else float(time)


def _time_words(time: str) -> str:
    return say("compare.no_time") if time == _TIMELESS else say("compare.at_months", months=number(time))
