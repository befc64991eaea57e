"""Voice 2: the numbers that we hold from the sources of a study, so that a source that does not fit itself is found too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import reduce
from itertools import combinations
from operator import add

from kg_build.audit.from_corpus.places import Shelf, held_at, label
from kg_build.audit.from_corpus.reading import printed
from kg_build.audit.numbers import (
    Estimate,
    Part,
    Partition,
    Proportion,
    Statistic,
    Summary,
    SurvivalFigure,
)
from kg_build.audit.printed import Printed
from kg_build.model import Group, Result, Stratum, Study
from ontology.namespaces import iri
from queries.axes import Axes

_EFFECTS: Mapping[str, Statistic] = {
    "hazardRatio": "hazardRatio", "oddsRatio": "oddsRatio", "riskRatio": "riskRatio",
    "meanDifference": "meanDifference", "rate": "rate", "median": "median", "mean": "mean",
}  # fmt: skip


def facts(shelf: Shelf, endpoints: Mapping[str, str], axes: Axes) -> Iterator[object]:
    """What each source gives of its groups: counts, parts, measurements, rates and comparisons."""
    for study in shelf.studies:
        sizes = tuple(sorted({g.n for g in study.groups if g.n is not None}))
        for group in (part for part in study.owned() if isinstance(part, Group)):
            if group.use == "used":
                yield from _counts(shelf, study, group, sizes)
                yield from _partitions(shelf, study, group, axes)
                yield from _results(shelf, study, group, endpoints)


def _counts(shelf: Shelf, study: Study, group: Group, sizes: tuple[int, ...]) -> Iterator[Proportion]:
    """A stratum with the percentage that the source prints beside its count: "29 (74%)" of the group, or of another."""
    parent = shelf.parent_of.get(group.id)
    percent = _percent_beside(group)
    if isinstance(group, Stratum) and parent is not None and percent is not None:
        whole = tuple(sorted({*sizes, *([parent.n] if parent.n is not None else [])}))
        yield Proportion(
            held_at(shelf, study, group),
            label=group.id,
            n=group.n,
            percent=percent,
            denominators=whole,
            estimation="counted",
        )


def _percent_beside(group: Group) -> Printed | None:
    words = group.n_printed or ""
    if group.n is None or "(" not in words or not words.startswith(f"{group.n} "):
        return None
    inside = words.partition("(")[2].rstrip(")")
    digits = inside.rstrip("% ")
    if "%" not in inside or not digits.replace(".", "", 1).isdigit():
        return None
    return printed(Decimal(digits), inside)


def _partitions(shelf: Shelf, study: Study, group: Group, axes: Axes) -> Iterator[Partition]:
    """Strata on one axis that exclude each other and together leave nobody out."""
    by_axis: dict[tuple[str, str | None], list[tuple[str, Stratum]]] = defaultdict(list)
    for stratum in group.strata:
        named = [name for criterion in stratum.criteria for name in criterion.any_of]
        if len(named) == len(stratum.criteria) == 1 and stratum.use == "used" and stratum.n is not None:
            by_axis[stratum.criteria[0].axis, stratum.asserted_by].append((iri(named[0]), stratum))
    for (axis, _), found in by_axis.items():
        if _whole(axes, axis, [name for name, _ in found]):
            places = [held_at(shelf, study, stratum) for _, stratum in found]
            yield Partition(
                replace(reduce(add, places), group=label(group)),
                tuple(Part(stratum.id, stratum.n) for _, stratum in found),
                group.n,
                exhaustive=True,
            )


def _whole(axes: Axes, axis: str, names: Sequence[str]) -> bool:
    """Whether every patient has exactly one of these values on an axis: they exclude each other and no value is left."""
    found, taxonomy = axes.axis(axis), axes.taxonomy
    if not found.total or found.many or found.kind == "range":
        return False
    named = {below for name in names for below in taxonomy.below(name)}
    apart = not any(taxonomy.together({one, other}) for one, other in combinations(names, 2))
    return apart and taxonomy.below(found.range) - {found.range} <= named


def _results(shelf: Shelf, study: Study, group: Group, endpoints: Mapping[str, str]) -> Iterator[object]:
    for result in group.results:
        place = held_at(shelf, study, group, result.id)
        shown = printed(result.value, result.printed)
        survival = result.endpoint in endpoints and result.role == "outcome"
        if survival and result.statistic in ("rate", "median"):
            yield SurvivalFigure(
                place,
                endpoints[result.endpoint],
                months=result.months if result.statistic == "rate" else None,
                rate=shown if result.statistic == "rate" else None,
                median=shown if result.statistic == "median" else None,
                median_reached=result.value_status != "notReached",
                analysis=result.asserted_by or "",
                estimation="unknown",
            )
        if result.statistic in _EFFECTS and (result.ci_low is not None or result.p_printed):
            yield _estimate(shelf, study, group, result, endpoints)
        if result.statistic == "proportion" and result.events is not None and result.unit == "%":
            yield Proportion(  # not everybody of a group need have been assessed: only the result's own n counts
                replace(place, unit=result.id),
                label=result.id,
                n=result.events,
                percent=shown,
                denominators=() if result.n is None else (result.n,),
                estimation="counted",
            )
    yield from _summaries(shelf, study, group)


def _estimate(
    shelf: Shelf, study: Study, group: Group, result: Result, endpoints: Mapping[str, str]
) -> Estimate:
    p = result.p_printed
    digits = (p or "").lstrip("<>=≤≥p P")
    return Estimate(
        held_at(shelf, study, group, result.id),
        _EFFECTS[result.statistic],
        estimate=printed(result.value, result.printed),
        ci_low=printed(result.ci_low, None),
        ci_high=printed(result.ci_high, None),
        ci_level=result.ci_level,
        ci_open=result.ci_high_status is not None,
        p=printed(Decimal(digits), p) if p and digits.replace(".", "", 1).isdigit() else None,
        endpoint=endpoints.get(result.endpoint, result.endpoint),
        months=result.months,
        label=result.id,
    )


def _summaries(shelf: Shelf, study: Study, group: Group) -> Iterator[Summary]:
    """The middle and the range of one measurement of a group, put together from its results."""
    kinds: dict[tuple[str, str | None], dict[str, Result]] = defaultdict(dict)
    for result in group.results:
        if result.role == "descriptive" and result.statistic in ("mean", "median", "range"):
            kinds[result.endpoint, result.asserted_by].setdefault(result.statistic, result)
    for (endpoint, _), found in kinds.items():
        mean, median, span = (found.get(name) for name in ("mean", "median", "range"))
        yield Summary(
            held_at(shelf, study, group, *sorted(result.id for result in found.values())),
            label=endpoint,
            n=group.n,
            mean=printed(mean.value, mean.printed) if mean else None,
            median=printed(median.value, median.printed) if median else None,
            minimum=printed(span.value, span.printed) if span else None,
            maximum=printed(span.value_high, span.printed) if span else None,
            unit=next(iter(found.values())).unit or "",
        )
