"""Voice 1: the numbers that a passage prints, each with all denominators that a reader may think of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg_build.audit.finding import Place
from kg_build.audit.from_corpus.places import Shelf, held_at, said_at
from kg_build.audit.from_corpus.reading import printed
from kg_build.audit.numbers import Estimation, Proportion, Repeated, Summary, SurvivalFigure
from kg_build.audit.printed import Printed
from kg_build.model import Group, PrintedValue, Result, Statement, Study
from kg_build.model.guideline import Passage

_ESTIMATION: dict[str | None, Estimation] = {"counted": "counted", "estimated": "kaplanMeier"}


def facts(shelf: Shelf, endpoints: Mapping[str, str]) -> Iterator[object]:
    """What the passages print, one by one, and beside it the value of the source that each is compared with."""
    for passage in shelf.passages:
        for statement in passage.statements:
            for value in statement.printed_values:
                yield from _facts(shelf, endpoints, passage, statement, value)


def _facts(
    shelf: Shelf, endpoints: Mapping[str, str], passage: Passage, statement: Statement, value: PrintedValue
) -> Iterator[object]:
    place = said_at(passage, statement, _study(shelf, statement, value), value.id)
    if value.percent is not None:
        yield _proportion(place, value)
    elif value.statistic in ("rate", "median") and (endpoint := endpoints.get(value.endpoint or "")):
        yield _survival(place, endpoint, value)
    elif value.statistic == "median" or (value.statistic == "mean" and value.value is not None):
        yield _summary(shelf, place, value)
    yield from _repeated(shelf, place, value)


def _study(shelf: Shelf, statement: Statement, value: PrintedValue) -> Study | None:
    """The study that a number is about: that of the record it is compared with, else that of the statement."""
    found = [shelf.study_of[name] for name in value.compares_with if name in shelf.study_of]
    named = [shelf.by_id.get(name) for name in statement.about]
    return next((study for study in (*found, *named) if isinstance(study, Study)), None)


def _estimation(value: PrintedValue) -> Estimation:
    return _ESTIMATION.get(value.kaplan_meier, "unknown")


def _proportion(place: Place, value: PrintedValue) -> Proportion:
    return Proportion(
        place,
        label=value.measure,
        n=value.n,
        percent=printed(value.percent, value.percent_printed, value.approximator),
        denominators=value.denominators,
        estimation=_estimation(value),
    )


def _survival(place: Place, endpoint: str, value: PrintedValue) -> SurvivalFigure:
    shown = printed(value.value, value.printed, value.approximator)
    rate = value.statistic == "rate"
    return SurvivalFigure(
        place,
        endpoint,
        months=value.months if rate else None,
        rate=shown if rate else None,
        median=None if rate else shown,
        estimation=_estimation(value),
    )


def _summary(shelf: Shelf, place: Place, value: PrintedValue) -> Summary:
    shown = printed(value.value, value.printed, value.approximator)
    beside = [shelf.parent_of.get(name) for name in value.compares_with]
    return Summary(
        place,
        label=value.measure,
        n=next((group.n for group in beside if group is not None), None),
        mean=shown if value.statistic == "mean" else None,
        median=shown if value.statistic == "median" else None,
        minimum=printed(value.minimum, None),
        maximum=printed(value.maximum, None),
        unit=value.unit or "",
    )


def _repeated(shelf: Shelf, place: Place, value: PrintedValue) -> Iterator[Repeated]:
    """The same fact as sources give it, in the counts of their groups and in their results.

    A number may be compared with several records; where one of them has it, the others are of something else.
    """
    found = list(_comparisons(shelf, place, value))
    agreeing = [
        fact for fact in found if fact.what == fact.other_what and fact.value.value == fact.other.value
    ]
    kinds = {fact.what for fact in agreeing}
    yield from (fact for fact in found if fact in agreeing or fact.what not in kinds)


def _comparisons(shelf: Shelf, place: Place, value: PrintedValue) -> Iterator[Repeated]:
    for name in value.compares_with:
        record, study = shelf.by_id.get(name), shelf.study_of.get(name)
        if study is None or not isinstance(record, Group | Result) or not _held(record):
            continue
        group = record if isinstance(record, Group) else shelf.parent_of[name]
        for mine, what, other, other_what in _pairs(value, record):
            if mine is not None and other is not None:
                yield Repeated(
                    place,
                    held_at(shelf, study, group, record.id),
                    key=f"{study.id} {value.measure} {other_what}",
                    value=mine,
                    other=other,
                    what=what,
                    other_what=other_what,
                    label=value.measure,
                )


def _held(record: Group | Result) -> bool:
    """Whether this is what we hold to be so, from a source other than the guideline itself."""
    used = not isinstance(record, Group) or record.use == "used"
    return used and not (record.asserted_by or "").startswith("edition:")


_Pair = tuple[Printed | None, str, Printed | None, str]


def _pairs(value: PrintedValue, record: Group | Result) -> Iterator[_Pair]:
    """The numbers of a text and of a source that mean the same, each with what kind of number it is said to be."""
    if isinstance(record, Group):
        yield printed(value.n, value.printed), "count", printed(record.n, record.n_printed), "count"
    elif record.statistic == "range":
        shown = record.printed
        yield printed(value.minimum, value.printed), "minimum", printed(record.value, shown), "minimum"
        yield printed(value.maximum, value.printed), "maximum", printed(record.value_high, shown), "maximum"
    elif value.percent is not None and record.unit == "%":
        percent = printed(value.percent, value.percent_printed, value.approximator)
        yield percent, "percent", printed(record.value, record.printed), "percent"
    else:
        mine = printed(value.value, value.printed, value.approximator)
        yield mine, value.statistic or "", printed(record.value, record.printed), record.statistic
