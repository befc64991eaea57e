"""Rows that give the same survival figure twice: same study, group, endpoint, time and wording, and another value."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from kg_build.audit.finding import CellAnchor
from kg_build.audit.numbers import Repeated, SurvivalFigure
from kg_build.audit.reading.vocabulary import find
from kg_build.audit.table.record import Record

#: What tells one row from another; the quoted sentence does so only by the analysis that it names.
_TELLING = ("study", "group", "design", "endpoint", "statistic", "estimator", "tnm_edition")


def facts(rows: Sequence[Record], read: Iterable[object]) -> Iterator[Repeated]:
    """Each later figure of a pair beside the first; of a table with columns that we do not know, none should be asked."""
    told = {row.row: _told(row) for row in rows}
    first: dict[Hashable, SurvivalFigure] = {}
    for fact in read:
        if isinstance(fact, SurvivalFigure) and (row := _row(fact)) and (fact.rate or fact.median):
            key = told[row], fact.endpoint, fact.months, fact.median is None, fact.conditional
            twin = first.setdefault(key, fact)
            if twin is not fact:
                yield from _pair(twin, fact)


def _told(row: Record) -> Hashable:
    words = tuple(" ".join(row.text.get(name, "").casefold().split()) for name in _TELLING[1:])
    return row.study, words, find("analyses", row.text.get("quote", ""))


def _row(fact: SurvivalFigure) -> int | None:
    """The row of a figure that stands in columns of its own, and not in a quoted sentence."""
    anchors = [anchor for anchor in fact.place.anchors if isinstance(anchor, CellAnchor)]
    return anchors[0].row if anchors and not any(anchor.end for anchor in anchors) else None


def _pair(first: SurvivalFigure, later: SurvivalFigure) -> Iterator[Repeated]:
    for value, other in ((first.rate, later.rate), (first.median, later.median)):
        if value is not None and other is not None:
            name = f"{first.endpoint} {first.months or 'median'}"
            yield Repeated(first.place, later.place, name, value, other)
