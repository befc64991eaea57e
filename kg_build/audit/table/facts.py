"""What one row of an evidence table claims with its numbers: the facts of the numeric rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from kg_build.audit.numbers import (
    Estimate,
    Estimation,
    Proportion,
    Statistic,
    Summary,
    SurvivalFigure,
    TwoByTwo,
)
from kg_build.audit.printed import Printed
from kg_build.audit.reading.times import time_point
from kg_build.audit.reading.vocabulary import VOCABULARY, find
from kg_build.audit.table.record import Record

_RATIOS = ("hazardRatio", "oddsRatio", "riskRatio", "meanDifference")
_TWO_BY_TWO = ("oddsRatio", "riskRatio", "riskDifference", "numberNeededToTreat")
#: Enrolled, evaluable, treated, analysed: a group seldom has more sizes than these.
_FEW_TOTALS = 4
_TIME_TO_EVENT = frozenset(VOCABULARY["time_to_event"])
_BY_TIME = frozenset(VOCABULARY["estimated_by_time"])


def of_record(record: Record, declared: tuple[int, ...]) -> Iterator[object]:
    """All numeric facts of a row; ``declared`` are the totals that the study names for the group elsewhere."""
    yield from _proportions(record, declared)
    yield from _survival(record)
    yield from _estimates(record)
    yield from _summaries(record)
    yield from _two_by_two(record)


def statistic_of(record: Record) -> str:
    """The code of the statistic that the row gives: its own column, else the header of the estimate, else its endpoint."""
    stated = record.text.get("statistic", "")
    if stated or "estimate" not in record.numbers:
        return find("statistics", stated)
    return find("statistics", record.names.get("estimate", "")) or find(
        "statistics", record.text.get("endpoint", "")
    )


def endpoint_of(record: Record) -> str:
    """The code of the endpoint, else its own words."""
    words = f"{record.text.get('endpoint', '')} {record.text.get('statistic', '')}".strip()
    return find("endpoints", words) or " ".join(record.text.get("endpoint", "").casefold().split())


def months_of(record: Record) -> Decimal | None:
    """The time point in months, from its column or from words such as "2-Jahres-OS"."""
    if "months" in record.numbers:
        return record.numbers["months"].value
    words = f"{record.text.get('endpoint', '')} {record.text.get('statistic', '')}"
    return time_point(words)


def estimation_of(record: Record) -> Estimation:
    """How a rate came about: what the row says, else estimated for times to an event, else counted.

    Of a percentage without a count the quoted sentence may say it too; one that is no share of patients at all
    (a change, a median, per cent of the predicted value) is of unknown role.
    """
    counted = "n" in record.counts
    names = (
        ("estimator", "statistic", "endpoint") if counted else ("estimator", "statistic", "endpoint", "quote")
    )
    said = find("estimators", " ; ".join(record.text.get(name, "") for name in names))
    if said:
        return said  # type: ignore[return-value]  # the codes of the file are those of Estimation
    endpoint = endpoint_of(record)
    if endpoint in _TIME_TO_EVENT or (endpoint in _BY_TIME and months_of(record) is not None):
        return "kaplanMeier"
    no_share = not counted and ("n" in record.text or find("no_shares", _words(record)))
    return "unknown" if no_share or months_of(record) is not None else "counted"


def rate_of(record: Record) -> Printed | None:
    """The percentage of the row, whether it stands in its own column or as an estimate of a rate."""
    stated = record.numbers.get("percent")
    if stated is not None:
        return _as_percent(record, stated)
    if statistic_of(record) == "rate" and (value := record.numbers.get("estimate")):
        return _as_percent(record, value)
    return None


def _as_percent(record: Record, value: Printed) -> Printed:
    """A share such as 0.74 as 74 %, where it is an estimate or the row's own counts give it."""
    share = not value.unit and value.decimals > 1 and 0 <= value.value <= 1
    n, total = record.counts.get("n"), record.counts.get("total")
    given = (
        n is not None
        and bool(total)
        and abs(Decimal(n) / Decimal(total or 1) - value.value) <= Decimal("0.02")
    )
    if share and (given or "percent" not in record.numbers):
        return Printed(value.text, value.value * 100, value.decimals - 2, value.comparator, "%")
    return value


def _proportions(record: Record, declared: tuple[int, ...]) -> Iterator[Proportion]:
    n, total, rate = record.counts.get("n"), record.counts.get("total"), rate_of(record)
    if rate is None:
        return
    yield Proportion(
        place=record.place(
            "n",
            "total",
            "percent" if "percent" in record.numbers else "estimate",
            unit=f"{record.study}|{record.group}",
        ),
        label=record.text.get("endpoint", "") or record.group,
        n=n,
        percent=rate,
        denominators=_denominators(total, declared),
        own=total,
        estimation=estimation_of(record),
        multiple_response=find("overlaps", record.text.get("quote", "")) == "multiple",
    )


def _denominators(total: int | None, declared: tuple[int, ...]) -> tuple[int, ...]:
    """The row's own total, and the others that the study names for the group; of very many totals each row has one."""
    if total is None:
        return declared
    others = declared if len(declared) <= _FEW_TOTALS else ()
    return tuple(dict.fromkeys((total, *others)))


def _survival(record: Record) -> Iterator[SurvivalFigure]:
    endpoint, statistic, rate = endpoint_of(record), statistic_of(record), rate_of(record)
    timed = endpoint in _TIME_TO_EVENT or (endpoint in _BY_TIME and months_of(record) is not None)
    median = record.numbers.get("median") or (
        record.numbers.get("estimate") if statistic == "median" else None
    )
    unreached = record.unreached("median") or (statistic == "median" and record.unreached("estimate"))
    if not timed or (rate is None and median is None and not unreached):
        return
    yield SurvivalFigure(
        place=record.place("endpoint", "months", "percent", "median", "estimate"),
        endpoint=endpoint,
        months=months_of(record) if rate is not None else None,
        rate=rate,
        median=median,
        median_reached=not unreached,
        analysis=find_analysis(record),
        estimation=estimation_of(record),
        rising=endpoint in VOCABULARY["rising"] or estimation_of(record) == "cumulativeIncidence",
        conditional=endpoint == "conditionalSurvival" or bool(find("conditional", _words(record))),
        events=record.counts.get("events_t") if "events_c" not in record.counts else None,
        total=record.counts.get("total_t") if "events_c" not in record.counts else None,
    )


def find_analysis(record: Record) -> str:
    """What tells one analysis of a study from another: set, cut-off, subgroup; figures of two are not compared."""
    return find("analyses", _words(record))


def _words(record: Record) -> str:
    return " ; ".join(record.text.get(name, "") for name in ("estimator", "statistic", "endpoint"))


def _estimates(record: Record) -> Iterator[Estimate]:
    numbers = record.numbers
    bounds = {"ci_low", "ci_high"} & set(numbers)
    statistic = statistic_of(record)
    value = numbers.get("estimate") or _middle(record)
    if not bounds and not (statistic in _RATIOS and "p" in numbers and value):
        return
    words = f"{_words(record)} {record.text.get('p', '')}"
    tested = find("tests", words)
    yield Estimate(
        place=record.place(
            "statistic", "estimate", "percent", "mean", "median", "ci_low", "ci_high", "ci_level", "p"
        ),
        statistic=_surrounded(record, statistic),
        estimate=value,
        ci_low=numbers.get("ci_low"),
        ci_high=numbers.get("ci_high"),
        ci_level=_level(record),
        ci_open=record.unreached("ci_low") or record.unreached("ci_high"),
        p=numbers.get("p"),
        called_significant=_called(record.text.get("p", "")),
        p_from=tested or "unknown",  # type: ignore[arg-type]  # the codes of the file are those of the field
        adjusted=find("estimators", re.sub(r"\bCox\b", "", words)) == "adjusted",
        one_sided=bool(find("one_sided", words)),
        endpoint=endpoint_of(record),
        months=months_of(record),
        label=" ".join(filter(None, (record.text.get("statistic", ""), record.text.get("endpoint", "")))),
    )


def _called(p: str) -> bool | None:
    """What the column of p values says in words: "n.s.", "significant"."""
    words = re.fullmatch(r"\s*(n\.?\s?s\.?|(?:nicht|not|non-?)\s*signi\w+)|(signi\w+)\s*", p, re.IGNORECASE)
    return None if words is None else words[1] is None


def _middle(record: Record) -> Printed | None:
    return rate_of(record) or record.numbers.get("median") or record.numbers.get("mean")


def _surrounded(record: Record, statistic: str) -> Statistic:
    if statistic in (*_RATIOS, "rate", "median", "mean"):
        return statistic  # type: ignore[return-value]
    if "estimate" in record.numbers:
        return "other"
    middles: tuple[tuple[str, Statistic], ...] = (("percent", "rate"), ("median", "median"), ("mean", "mean"))
    return next((code for column, code in middles if column in record.numbers), "other")


def _level(record: Record) -> Decimal | None:
    stated = record.numbers.get("ci_level")
    if stated is None:
        return None
    return stated.value * 100 if stated.value < 1 else stated.value


def _summaries(record: Record) -> Iterator[Summary]:
    numbers = record.numbers
    endpoint, statistic = endpoint_of(record), statistic_of(record)
    mean = numbers.get("mean") or (numbers.get("estimate") if statistic == "mean" else None)
    median = numbers.get("median") or (numbers.get("estimate") if statistic == "median" else None)
    if endpoint in _TIME_TO_EVENT and mean is None and not {"min", "max"} & set(numbers):
        return
    if mean is None and median is None and not {"min", "max", "sd"} & set(numbers):
        return
    n = record.counts.get("n") if rate_of(record) is None else None
    yield Summary(
        place=record.place("n", "total", "mean", "sd", "median", "min", "max", "estimate"),
        label=record.text.get("endpoint", ""),
        n=n if n is not None else record.counts.get("total"),
        mean=mean,
        sd=numbers.get("sd"),
        median=median,
        minimum=numbers.get("min"),
        maximum=numbers.get("max"),
        lower_quartile=numbers.get("lower_quartile"),
        upper_quartile=numbers.get("upper_quartile"),
        whole=True if endpoint in VOCABULARY["whole_numbered"] or _yes_or_no(numbers) else None,
        spread=_spread(record),
        unit=mean.unit if mean else "",
    )


def _yes_or_no(numbers: Mapping[str, Printed]) -> bool:
    """Whether what was measured is yes or no: it runs from 0 to 1, both printed without decimals."""
    ends = [numbers.get(name) for name in ("min", "max")]
    return [end.text.strip() for end in ends if end is not None] == ["0", "1"]


def _spread(record: Record) -> Literal["sd", "se"]:
    header = record.names.get("sd", "")
    return "se" if find("standard_error", f"{header} {_words(record)}") else "sd"


def _two_by_two(record: Record) -> Iterator[TwoByTwo]:
    cells = [record.counts.get(name) for name in ("events_t", "total_t", "events_c", "total_c")]
    events_t, total_t, events_c, total_c = cells
    if events_t is None or total_t is None or events_c is None or total_c is None:
        return
    statistic = statistic_of(record)
    yield TwoByTwo(
        place=record.place(
            "events_t", "total_t", "events_c", "total_c", "statistic", "estimate", "ci_low", "ci_high"
        ),
        events_treated=events_t,
        total_treated=total_t,
        events_control=events_c,
        total_control=total_c,
        statistic=statistic if statistic in _TWO_BY_TWO else "other",  # type: ignore[arg-type]
        estimate=record.numbers.get("estimate"),
        ci_low=record.numbers.get("ci_low"),
        ci_high=record.numbers.get("ci_high"),
        ci_level=_level(record),
        adjusted=estimation_of(record) in ("adjusted", "weighted"),
    )
