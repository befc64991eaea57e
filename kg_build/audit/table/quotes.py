"""The sentence that a row quotes, read as prose and held against the row's own columns.

What the columns give already is not counted twice; where the quote gives another value for it, both are told (N17).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from multiprocessing import get_context

from kg_build.audit.claims import ClassificationUse, LevelUse, Wording
from kg_build.audit.finding import CellAnchor, Place
from kg_build.audit.numbers import Estimate, Proportion, Repeated, Summary, SurvivalFigure, TwoByTwo
from kg_build.audit.printed import Printed
from kg_build.audit.reading import prose, stages
from kg_build.audit.reading.passage import Passage
from kg_build.audit.reading.vocabulary import find
from kg_build.audit.table.record import Record
from kg_build.cores import cores

#: Of two facts of one kind, the fields that say whether they are the same, and those that should then agree.
_SAME: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    SurvivalFigure: (("endpoint", "months"), ("rate", "median")),
    Estimate: (("statistic", "endpoint", "months"), ("estimate", "ci_low", "ci_high", "p")),
    Summary: ((), ("mean", "sd", "median", "minimum", "maximum")),
    TwoByTwo: (("statistic",), ("estimate",)),
}
_BY_COLUMN: dict[type, str] = {LevelUse: "level", Wording: "modality"}


#: From so many quotes on it pays to read them in several processes.
MANY = 4_000
#: A quote is one where study, group and words are.
Key = tuple[str, str, str]


def read(rows: Iterable[Record]) -> Mapping[Key, tuple[object, ...]]:
    """The facts of every quote of a table, each read once."""
    first: dict[Key, Record] = {}
    for row in rows:
        if row.text.get("quote", "").strip():
            first.setdefault(_key(row), row)
    workers = min(cores(), 8) if len(first) >= MANY else 1
    if workers == 1:
        return {key: _read(row) for key, row in first.items()}
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return dict(zip(first, pool.map(_read, first.values(), chunksize=250), strict=True))


def _key(row: Record) -> Key:
    return row.study, row.group, row.text["quote"]


def _read(row: Record) -> tuple[object, ...]:
    return tuple(prose.facts(_passage(row)))


def facts(
    rows: Sequence[Record], stated: Sequence[object], quoted: Mapping[Key, tuple[object, ...]]
) -> Iterator[object]:
    """What the quotes of a study add to ``stated``, the facts of its columns."""
    by_quote: dict[Key, list[Record]] = defaultdict(list)
    for row in rows:
        if row.text.get("quote", "").strip():
            by_quote[_key(row)].append(row)
    for key, quoting in by_quote.items():
        subjects = {row.subject for row in quoting}
        own = [fact for fact in stated if subjects & set(_place(fact).subjects)]
        for said in quoted[key]:
            if _in_a_column(said, quoting):
                continue
            fact = _of_edition(said, quoting)
            twins = [other for other in own if _same(fact, other)]
            yield from _repeated(fact, twins) if twins else (fact,)


def _of_edition(fact: object, rows: Iterable[Record]) -> object:
    """A term that the quote leaves without an edition is of the edition that a column of its row names."""
    if not isinstance(fact, ClassificationUse) or fact.edition:
        return fact
    named = {stages.edition_of(row.text.get("tnm_edition", "")) for row in rows} - {""}
    return replace(fact, edition=named.pop()) if len(named) == 1 else fact


def _in_a_column(fact: object, rows: Iterable[Record]) -> bool:
    columns = [column for kind, column in _BY_COLUMN.items() if isinstance(fact, kind)]
    return any(column in row.text for row in rows for column in columns)


def _passage(row: Record) -> Passage:
    column = row.names["quote"]
    return Passage(
        row.text["quote"],
        (row.subject,),
        lambda start, end: CellAnchor(row.file, row.row, column, start, end),
        unit=f"{row.study}|{row.group}|{row.row}",
        study=row.study,
        group=row.group,
    )


def _place(fact: object) -> Place:
    place: Place = fact.place  # type: ignore[attr-defined]  # every fact has one
    return place


def _same(fact: object, other: object) -> bool:
    """Whether a fact of the quote is one that a column gives."""
    if type(fact) is not type(other):
        return False
    if isinstance(fact, Proportion) and isinstance(other, Proportion):
        return _same_share(fact, other)
    if isinstance(fact, Summary) and isinstance(other, Summary):
        return find("endpoints", fact.label) == find("endpoints", other.label)
    keys, values = _SAME.get(type(fact), ((), ()))
    alike = all(
        not getattr(fact, key) or not getattr(other, key) or getattr(fact, key) == getattr(other, key)
        for key in keys
    )
    return alike and any(getattr(fact, value) and getattr(other, value) for value in values)


def _same_share(fact: Proportion, other: Proportion) -> bool:
    """A share is the same where count or percentage is; two that differ in both are two."""
    if fact.n is not None and other.n is not None:
        return fact.n == other.n or (
            _value(fact.percent) is not None and _value(fact.percent) == _value(other.percent)
        )
    return _value(fact.percent) is not None and _value(fact.percent) == _value(other.percent)


def _value(printed: Printed | None) -> object:
    return printed.value if printed else None


def _repeated(fact: object, twins: Iterable[object]) -> Iterator[Repeated]:
    for twin in twins:
        for name, value, other in _values(fact, twin):
            if value.value != other.value:
                yield Repeated(
                    place=_place(twin),
                    other_place=_place(fact),
                    key=name,
                    value=other,
                    other=value,
                    what=name,
                    other_what=name,
                )


def _values(fact: object, twin: object) -> Iterator[tuple[str, Printed, Printed]]:
    if isinstance(fact, Proportion) and isinstance(twin, Proportion):
        if fact.percent and twin.percent:
            yield "percent", fact.percent, twin.percent
        if fact.n is not None and twin.n is not None:
            yield "n", _count(fact.n), _count(twin.n)
        return
    for name in _SAME[type(fact)][1]:
        value, other = getattr(fact, name), getattr(twin, name)
        if value is not None and other is not None:
            yield name, value, other


def _count(number: int) -> Printed:
    return Printed(str(number), Decimal(number), 0)
