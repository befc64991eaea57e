"""Results of studies side by side: for each result what it says, and what its group and its study are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from app import session
from app.widgets import groups, panel
from ontology.namespaces import curie
from queries.proportions import Counted, Why, counted

#: An IRI with its label.
Link = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """One result, as the question ``results_of_intervention`` gives it, with what other questions say of its study.

    Its groups are called so that no two of a study are called the same.
    """

    told: Mapping[str, Any]
    group: Link
    comparators: tuple[Link, ...]
    designs: tuple[Link, ...]
    treatments: tuple[Link, ...]
    levels: tuple[Mapping[str, Any], ...]
    year: int | None
    fit: str
    bounds: tuple[int, int] | None

    @property
    def study(self) -> Link:
        """The study."""
        return self.told["study"]  # type: ignore[no-any-return]

    @property
    def endpoint(self) -> Link:
        """The endpoint as it was reported."""
        return self.told["reported"]  # type: ignore[no-any-return]

    @property
    def versus(self) -> str:
        """The groups compared with, by their names."""
        return ", ".join(label for _, label in self.comparators)

    def code(self, name: str) -> str:
        """A code without its namespace: ``hazardRatio``."""
        return curie(self.told[name][0]).partition(":")[2]

    @property
    def whole(self) -> bool:
        """Whether both ends of an interval are reported."""
        return self.told["ciLow"] is not None and self.told["ciHigh"] is not None

    @property
    def open_end(self) -> bool:
        """Whether the upper end of the interval was not reached within the time of the study."""
        status = self.told["ciHighStatus"]
        reached = curie(status[0]).partition(":")[2] != "notReached" if status else True
        return self.told["ciLow"] is not None and not reached

    @property
    def percent(self) -> float | None:
        """The share of patients that the result gives; nothing where it gives none."""
        if self.told["value"] is None:
            return None
        if self.told["unit"] == "%" and self.code("statistic") in ("rate", "proportion"):
            return float(self.told["value"])
        found = self.counted
        return found.percent if isinstance(found, Counted) else None

    @cached_property
    def counted(self) -> Counted | Why:
        """How many of how many patients the result means, or why that cannot be said."""
        n, events, value = self.told["n"], self.told["events"], self.told["value"]
        if value is None:
            return "no_count"
        if self.code("statistic") == "count":
            if self.told["unit"] != "{patients}" or not n or value > n:
                return "no_count" if n else "no_number"
            return Counted(int(value), int(n), told=True)
        return counted(
            percent=Decimal(value), n=n, events=events, estimated=self.code("statistic") != "proportion"
        )


def rows(intervention: str, endpoint: str, population: str) -> list[Row]:
    """The results on an endpoint in groups with a treatment; with their fit where a population is asked for."""
    told = panel.asked("results_of_intervention", intervention=intervention, endpoint=endpoint)
    designs = _by(panel.asked("studies_of_intervention", intervention=intervention), "study", "design")
    treatments = _by(panel.asked("groups_of_intervention", intervention=intervention), "group", "treatment")
    years = {
        row["study"][0]: row["last"] for row in panel.asked("years_of_studies", intervention=intervention)
    }
    levels = _levels() if told else {}
    fits = _fits(intervention, population) if population else {}
    named = _named(told)
    return [
        Row(
            told=row,
            group=(row["group"][0], named.get(row["group"][0], row["group"][1])),
            comparators=tuple((iri, named.get(iri, label)) for iri, label in comparators),
            designs=designs.get(row["study"][0], ()),
            treatments=treatments.get(row["group"][0], ()),
            levels=tuple(levels.get(row["study"][0], ())),
            year=years.get(row["study"][0]),
            fit=fits[row["group"][0]][0] if row["group"][0] in fits else "",
            bounds=fits[row["group"][0]][1] if row["group"][0] in fits else None,
        )
        for row, comparators in _each_result(told)
    ]


def _levels() -> dict[str, list[Mapping[str, Any]]]:
    """The levels that were given, by the study that got them."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for level in panel.asked("levels_of_study"):
        found.setdefault(level["study"][0], []).append(level)
    return found


def _named(told: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Other names for the groups of studies in which two that are compared are called the same."""
    called: dict[Link, set[str]] = {}
    for row in told:
        for group in (row["group"], row["comparator"]):
            if group is not None:
                called.setdefault((row["study"][0], group[1]), set()).add(group[0])
    alike = {study for (study, _), ones in called.items() if len(ones) > 1}
    return {group: name for study in alike for group, name in groups.names(study).items()}


def _each_result(told: Sequence[Mapping[str, Any]]) -> Iterable[tuple[Mapping[str, Any], tuple[Link, ...]]]:
    """Each result once, with all that it is compared with."""
    comparators = _by(told, "result", "comparator")
    for row in {row["result"][0]: row for row in told}.values():
        yield row, comparators.get(row["result"][0], ())


def _by(told: Iterable[Mapping[str, Any]], key: str, name: str) -> dict[str, tuple[Link, ...]]:
    """What a column holds for each record of another one, each once."""
    found: dict[str, dict[Link, None]] = {}
    for row in told:
        if row[name] is not None:
            found.setdefault(row[key][0], {})[row[name]] = None
    return {record: tuple(links) for record, links in found.items()}


def _fits(intervention: str, population: str) -> dict[str, tuple[str, tuple[int, int] | None]]:
    """How the patients asked for fit each group, and how many of the group can be meant."""
    answer = session.four_blocks(intervention, population)
    return {
        entry["group"]: (entry["fit"], tuple(entry["bounds"]) if entry["bounds"] else None)
        for block in ("measured", "mixed", "silent_or_excluded")
        for entry in answer[block]
    }


def sharing(found: Iterable[Row]) -> list[tuple[str, str]]:
    """The pairs of the compared studies that report on the same patients, by their names."""
    names = {row.study[0] for row in found}
    return [
        (row["study"][1], row["other"][1])
        for row in panel.asked("studies_sharing_participants")
        if {row["study"][0], row["other"][0]} <= names
    ]
