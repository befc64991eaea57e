"""Patients of claims and of studies: the axes and groups of a store, and how a claim's criteria fit a group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg_build.audit.finding import Words
from kg_build.audit.from_corpus.places import Shelf
from kg_build.model import Criterion, Proposition, Statement
from ontology.namespaces import iri
from queries import groups as studied_groups
from queries import records
from queries.axes import Axes, Restriction
from queries.fit import FitClass, fit
from queries.groups import StudiedGroup
from queries.phrases import Question
from queries.populations.echo import in_words as axis_in_words
from queries.store import Backend, rows

_BELOW = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?one ?above WHERE {{ {0} ?one rdfs:subClassOf ?above . ?above rdfs:subClassOf lg:Intervention }}"""


@dataclass(frozen=True)
class Patients:
    """The axes and studied groups of a store, as the questions see them."""

    axes: Axes
    groups: Mapping[str, tuple[StudiedGroup, ...]]
    above: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, backend: Backend, axes: Axes, shelf: Shelf) -> Patients:
        """Read from a store; the hierarchy only of the interventions that the corpus names."""
        by_study: dict[str, list[StudiedGroup]] = {}
        for group in studied_groups.load(backend, axes):
            by_study.setdefault(group.study, []).append(group)
        named = {iri(name) for study in shelf.studies for name in study.interventions}
        named |= {iri(part.intervention) for one in propositions(shelf) for part in one.interventions}
        above: dict[str, set[str]] = {name: {name} for name in named}
        root = iri("lg:Intervention")
        if named:
            for one, higher in rows(
                backend, _BELOW.format(records.values(sorted(named)).join(("VALUES ?one { ", " }")))
            ):
                if one is not None and higher is not None and higher.value != root:
                    above[one.value].add(higher.value)
        return cls(
            axes,
            {name: tuple(found) for name, found in by_study.items()},
            {k: frozenset(v) for k, v in above.items()},
        )

    def related(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Whether interventions of both sides are kinds of one thing."""
        first, second = (
            {above for name in names for above in self.above.get(iri(name), ())} for names in (one, other)
        )
        return bool(first & second)

    @cached_property
    def tied(self) -> Mapping[str, frozenset[str]]:
        """The axes on which a group speaks of an axis: its variants, and those that follow from it by a rule."""
        found = {name: {name, one.variant_of} for name, one in self.axes.axes.items()}
        for name, one in self.axes.axes.items():
            if one.variant_of:
                found[one.variant_of].add(name)
        for rule in self.axes.rules:
            for part in rule.premises if len(rule.premises) == 1 else ():
                found[part.axis] |= {axis for one in rule.consequences for axis in self._wider(one.axis)}
        return {name: frozenset(axes) for name, axes in found.items()}

    def _wider(self, axis: str) -> tuple[str, ...]:
        return (axis, *self.axes.axes[axis].limits)

    def by_criterion(
        self, question: Sequence[Restriction], group: StudiedGroup
    ) -> dict[Restriction, FitClass]:
        """The fit of each criterion for itself: silence on one axis does not hide a mismatch on another.

        A group that only speaks on an axis because every patient has some value there does not speak on it here.
        """
        named = {part.axis for part in group.criteria}
        named |= {part.axis for counted in group.parts for part in counted.criteria}
        found: dict[Restriction, FitClass] = {}
        for part in question:
            if part in group.criteria:
                found[part] = "contained"
            elif not named & self.tied[part.axis]:
                found[part] = "not-reported"
            else:
                found[part] = fit(self.axes, Question((part,)), group).fit
        return found


def propositions(shelf: Shelf) -> Iterator[Proposition]:
    """All propositions."""
    return (record for record in shelf.records if isinstance(record, Proposition))


def proposition(shelf: Shelf, statement: Statement) -> Proposition | None:
    """The first proposition of a statement that says whom it is about."""
    found = (shelf.by_id.get(name) for name in statement.asserts)
    return next((one for one in found if isinstance(one, Proposition) and one.population), None)


def question(shelf: Shelf, statement: Statement) -> tuple[Restriction, ...]:
    """Whom a claim is about: its patients, and where it speaks of their prognosis those with its factor."""
    asserted = proposition(shelf, statement)
    if asserted is None or asserted.population is None:
        return ()
    factor = () if asserted.effect == "descriptiveEffect" else asserted.factor
    return tuple(restricted(one) for one in (*asserted.population.criteria, *factor))


def restricted(criterion: Criterion) -> Restriction:
    """A criterion of the model as the questions have it."""
    return Restriction(
        iri(criterion.axis),
        tuple(map(iri, criterion.any_of)),
        tuple(map(iri, criterion.none_of)),
        criterion.minimum,
        criterion.maximum,
    )


def in_words(axes: Axes, parts: Sequence[Restriction]) -> Words:
    """Restrictions in words, in both languages."""
    said = [axis_in_words(axes, part) for part in parts]
    return Words(*("; ".join(words[language] for words in said) for language in ("de", "en")))
