"""Where evidence is and where it is not: categories of patients against treatments and endpoints.

A cell says what Ask says of the same patients, treatment and endpoint: how many different patients were measured in the
category alone, how many only together with others and how many of these can be meant, by which studies and designs,
and where somebody looked and recorded a gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ontology.namespaces import curie
from queries import fit, groups, library, records
from queries.answer.gap import place
from queries.answer.guideline_side import populations
from queries.answer.participants import counted
from queries.axes import Axes, Restriction
from queries.fit import Fit
from queries.groups import StudiedGroup
from queries.phrases import Question
from queries.store import Backend, rows

_SHARED = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT DISTINCT ?study ?other WHERE { ?study lg:sharesParticipantsWith ?other }"""
_DESIGNS = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT DISTINCT ?study ?design ?rank WHERE {
  ?study lg:hasDesign ?design . OPTIONAL { ?design lg:designRank ?rank }
}"""
_BELOW = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?wide ?narrow WHERE { ?wide rdfs:subClassOf lg:Intervention . ?narrow rdfs:subClassOf ?wide }"""


@dataclass(frozen=True)
class Category:
    """One column: a value of the axis, or a stretch of a count, by its code."""

    code: str
    criterion: Restriction

    @property
    def question(self) -> Question:
        """All patients of this category."""
        return Question((self.criterion,))


@dataclass(frozen=True)
class Count:
    """Different patients of some groups; groups whose number nobody reported are counted apart.

    ``meant`` says how many of them can be of the category, at least and at most.
    """

    participants: int = 0
    meant: tuple[int, int] = (0, 0)
    studies: tuple[str, ...] = ()
    without_n: int = 0


@dataclass(frozen=True)
class Cell:
    """What is known of one category, treatment and endpoint; ``design`` is the one that answers list first."""

    category: str
    treatment: str
    endpoint: str
    alone: Count
    mixed: Count
    design: str = ""
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A gap that somebody recorded: for whom, of which treatments and which outcomes (none: of all).

    ``treatments`` are those it is ``of`` and all below them.
    """

    iri: str
    population: StudiedGroup
    of: tuple[str, ...]
    treatments: frozenset[str]
    outcomes: frozenset[str]


@dataclass(frozen=True)
class Holdings:
    """The groups with results of a store and all that a cell is made of, read once."""

    groups: Mapping[str, StudiedGroup]
    measured: Mapping[tuple[str, str], frozenset[str]]
    below: Mapping[str, frozenset[str]]
    shared: Mapping[str, frozenset[str]]
    designs: Mapping[str, tuple[int, str]]
    gaps: tuple[Gap, ...] = ()

    @cached_property
    def spoken(self) -> frozenset[Restriction]:
        """The criteria that groups, their parts and gaps speak of."""
        described = [
            criteria
            for group in self.groups.values()
            for criteria in (group.criteria, group.whole_criteria, *(part.criteria for part in group.parts))
        ]
        return frozenset().union(*described, *(gap.population.criteria for gap in self.gaps))

    def rows(self, treatment: str) -> dict[tuple[str, str], frozenset[str]]:
        """The groups by treatment and endpoint: of the treatment with all below it, and of each below it that was given.

        What only a gap speaks of is a row without groups.
        """
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (given, endpoint), names in self.measured.items():
            if given in self.below[treatment]:
                for row in {treatment, given}:
                    found[row, endpoint] |= names
        for gap in self.gaps:
            for given in self.below[treatment].intersection(gap.of):
                for outcome in gap.outcomes:
                    found[given, outcome] |= set()
        return {row: frozenset(names) for row, names in sorted(found.items())}


def load(backend: Backend, axes: Axes) -> Holdings:
    """Read the groups with what they received and what was measured in them."""
    known = {group.iri: group for group in groups.load(backend, axes)}
    below = _pairs(backend, _BELOW)
    measured: dict[tuple[str, str], set[str]] = defaultdict(set)
    found = rows(backend, library.bind(backend, library.find("groups_with_results"), {}))
    for _, group, treatment, endpoint in found:
        if treatment is not None and endpoint is not None and group is not None and group.value in known:
            measured[treatment.value, endpoint.value].add(group.value)
    return Holdings(
        groups=known,
        measured={row: frozenset(names) for row, names in measured.items()},
        below=below,
        shared=_pairs(backend, _SHARED),
        designs=_designs(backend),
        gaps=_gaps(backend, below),
    )


def _pairs(backend: Backend, sparql: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other in rows(backend, sparql):
        if one is not None and other is not None:
            found[one.value].add(other.value)
    return {name: frozenset(others) for name, others in found.items()}


def _designs(backend: Backend) -> dict[str, tuple[int, str]]:
    """Of each study the design that the ontology lets answers list first, with its rank."""
    best: dict[str, tuple[int, str]] = {}
    for study, design, rank in rows(backend, _DESIGNS):
        if study is not None and design is not None and rank is not None:
            one = (int(rank.value), design.value)
            best[study.value] = max(one, best.get(study.value, one))
    return best


def _gaps(backend: Backend, below: Mapping[str, frozenset[str]]) -> tuple[Gap, ...]:
    """The recorded gaps; one for a treatment is one for each below it."""
    found = records.of_class(backend, "lg:EvidenceGap")
    asked_of = populations(backend, found)
    return tuple(
        Gap(
            name,
            asked_of[record.all("lg:population")[0]],
            record.all("lg:intervention"),
            frozenset(one for wide in record.all("lg:intervention") for one in below.get(wide, (wide,))),
            frozenset(record.all("lg:hasOutcome")),
        )
        for name, record in found.items()
        if record.all("lg:population")
    )


def categories(axes: Axes, holdings: Holdings, axis: str) -> tuple[Category, ...]:
    """The columns of an axis: the values, or the stretches of a count, that groups and gaps speak of."""
    known = axes.axis(axis)
    names = {known.iri, *(variant.iri for variant in axes.variants(known.iri))}
    spoken = [one for one in holdings.spoken if one.axis in names]
    if known.kind == "range":
        return tuple(_stretches(known.iri, spoken))
    named = {value for one in spoken for value in (*one.any_of, *one.none_of)}
    values = [value for value in axes.values_of(known.iri) if value.iri in named and value.iri != known.range]
    return tuple(Category(curie(value.iri), Restriction(known.iri, (value.iri,))) for value in values)


def _stretches(axis: str, spoken: Iterable[Restriction]) -> Iterator[Category]:
    """The stretches between all ends that are spoken of; the last one is open where one of these is."""
    ends = {one.minimum for one in spoken} | {one.maximum + 1 for one in spoken if one.maximum is not None}
    cuts = sorted(end for end in ends if end is not None)
    for low, above in pairwise(cuts):
        yield Category(f"{low}-{above - 1}", Restriction(axis, minimum=low, maximum=above - 1))
    if cuts and any(one.minimum is not None and one.maximum is None for one in spoken):
        yield Category(f"{cuts[-1]}-", Restriction(axis, minimum=cuts[-1]))


def matrix(axes: Axes, holdings: Holdings, axis: str, treatment: str) -> tuple[Cell, ...]:
    """The cells of an axis for a treatment and those below it; one without evidence and without a gap is left out."""
    by_row = holdings.rows(treatment)
    studied = tuple(holdings.groups[name] for name in sorted(set().union(*by_row.values())))
    cells = []
    for category in categories(axes, holdings, axis):
        fitted = fit.fit_all(axes, category.question, studied)
        fits = {group.iri: one for group, one in zip(studied, fitted, strict=True)}
        lacking = [gap for gap in holdings.gaps if place(axes, category.question, gap.population) is not None]
        found = (_cell(holdings, category.code, row, names, fits, lacking) for row, names in by_row.items())
        cells += [cell for cell in found if cell]
    return tuple(cells)


def _cell(
    holdings: Holdings,
    category: str,
    row: tuple[str, str],
    names: Iterable[str],
    fits: Mapping[str, Fit],
    lacking: Iterable[Gap],
) -> Cell | None:
    treatment, endpoint = row
    alone = _count(holdings, [name for name in names if fits[name].fit in ("exact", "contained")], fits)
    mixed = _count(holdings, [name for name in names if fits[name].fit == "mixed"], fits)
    gaps = () if alone.studies else tuple(
        gap.iri for gap in lacking if treatment in gap.treatments and (not gap.outcomes or endpoint in gap.outcomes)
    )  # fmt: skip
    if not (alone.studies or mixed.studies or gaps):
        return None
    designs = [
        holdings.designs[study] for study in alone.studies or mixed.studies if study in holdings.designs
    ]
    return Cell(category, treatment, endpoint, alone, mixed, max(designs, default=(0, ""))[1], gaps)


def _count(holdings: Holdings, names: Sequence[str], fits: Mapping[str, Fit]) -> Count:
    by_study: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_study[holdings.groups[name].study] += [name] if holdings.groups[name].n is not None else []
    numbered = {study: known for study, known in by_study.items() if known}
    shares = [
        (study, other) for study in numbered for other in holdings.shared.get(study, ()) if other in numbered
    ]
    people = counted(numbered, holdings.groups, fits, shares)
    without = sum(holdings.groups[name].n is None for name in names)
    return Count(people.participants, (people.low, people.high), tuple(sorted(by_study)), without)
