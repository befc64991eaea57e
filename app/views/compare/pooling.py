"""Why results are not pooled: what differs between just those that are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import streamlit as st

from app import units
from app.language import language, number, plain, say
from app.views.compare import comparison
from app.views.compare.comparison import Row

_NAMED = 5  # values that a reason names


def note(rows: Sequence[Row], *, whole: bool = False) -> None:
    """The reasons as a list, folded away unless they are to be seen whole; nothing where there is only one result."""
    if len(rows) < 2:  # noqa: PLR2004  one result cannot be pooled
        return
    found = reasons(rows) or [say("compare.no_reason")]
    with st.expander(
        say("compare.not_pooled", number=len(found)), expanded=whole, icon=":material/functions:"
    ):
        st.markdown("\n".join(f"- {plain(reason)}" for reason in found))


def reasons(rows: Sequence[Row]) -> list[str]:
    """What speaks against one number for all of them, each reason with the studies or values that it rests on."""
    found = []
    if twice := [name for name, times in Counter(row.study[1] for row in rows).items() if times > 1]:
        found.append(say("compare.same_study", names=_listed(twice)))
    if pairs := comparison.sharing(rows):
        found.append(say("compare.sharing", names=_listed(f"{one} / {other}" for one, other in pairs)))
    for key, values in _differing(rows).items():
        if len(values) > 1:
            found.append(say(f"compare.{key}", names=_listed(sorted(values))))
    return found + _intervals(rows)


def _differing(rows: Sequence[Row]) -> dict[str, set[str]]:
    return {
        "endpoints_differ": {row.endpoint[1] for row in rows},
        "designs_differ": {" + ".join(label for _, label in row.designs) for row in rows if row.designs},
        "treatments_differ": {" + ".join(label for _, label in row.treatments) for row in rows},
        "comparators_differ": {row.versus for row in rows if row.versus},
        "fits_differ": {say(f"fit.{row.fit}") for row in rows if row.fit},
    }


def _intervals(rows: Sequence[Row]) -> list[str]:
    """How many have no interval, and whether the others are of one level."""
    without = sum(not row.whole for row in rows)
    found = [say("compare.without_interval", without=without, all=len(rows))] if without else []
    levels = {row.told["ciLevel"] for row in rows if row.whole}
    if len(levels) > 1:
        words = [
            units.amount(number(level), "%", language())
            for level in sorted(level for level in levels if level is not None)
        ]
        found.append(
            say(
                "compare.levels_differ",
                names=_listed([*words, *([say("shared.not_reported")] if None in levels else [])]),
            )
        )
    return found


def _listed(names: Iterable[str]) -> str:
    """Names one after the other, the first of many."""
    listed = list(names)
    more = [say("ask.more", number=len(listed) - _NAMED)] if len(listed) > _NAMED else []
    return "; ".join([*listed[:_NAMED], *more])
