"""The patients of a claim beside those in whom its evidence was measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from kg_build.audit.claims import PopulationUse
from kg_build.audit.finding import Place, Words
from kg_build.audit.from_corpus.patients import Patients, in_words, proposition, question, restricted
from kg_build.audit.from_corpus.places import Shelf, label, said_at
from kg_build.model import Passage, Statement, Study
from ontology.namespaces import iri
from queries.axes import Restriction
from queries.fit import FitClass, fit
from queries.groups import StudiedGroup
from queries.phrases import Question

_GRAVEST: tuple[FitClass, ...] = ("disjoint", "mixed", "not-reported", "contained", "exact")


def facts(shelf: Shelf, known: Patients) -> Iterator[PopulationUse]:
    """Claims beside the groups of the studies that they cite, and beside the claims that they rest on.

    Claims about the same patients on the same evidence are one.
    """
    uses: dict[PopulationUse, list[Place]] = defaultdict(list)
    for passage, statement in shelf.statements:
        asked = question(shelf, statement)
        if asked:
            for use in (
                *_beside_studies(shelf, known, passage, statement, asked),
                *_beside_claims(shelf, known, passage, statement, asked),
            ):
                uses[replace(use, place=Place(()))].append(use.place)
    for use, places in uses.items():
        yield replace(use, place=Place.of_all(places))


def _beside_studies(
    shelf: Shelf, known: Patients, passage: Passage, statement: Statement, asked: tuple[Restriction, ...]
) -> Iterator[PopulationUse]:
    """For each study cited: the group that fits the claim best."""
    for name in shelf.evidence_of(passage, statement):
        study = shelf.by_id.get(name)
        measured = known.groups.get(iri(name), ())
        if not isinstance(study, Study) or not measured:
            continue
        uses = [_use(known, passage, statement, asked, group, study) for group in measured]
        best = max(uses, key=lambda use: (_GRAVEST.index(use.fit), use.n or 0))
        yield replace(best, place=replace(best.place, rests_on="source"))


def _beside_claims(
    shelf: Shelf, known: Patients, passage: Passage, statement: Statement, asked: tuple[Restriction, ...]
) -> Iterator[PopulationUse]:
    """For each statement that a claim rests on: its patients, as far as the text describes them."""
    for name in statement.rests_on_statements:
        _, other = shelf.said.get(name, (None, None))
        criteria = _patients(shelf, other) if other else ()
        if other and criteria and not set(other.about) & set(shelf.evidence_of(passage, statement)):
            group = StudiedGroup(
                iri(name), "", {}, None, criteria, "guideline", whole=iri(name), whole_criteria=criteria
            )
            yield _use(known, passage, statement, asked, group, None)


def _use(
    known: Patients,
    passage: Passage,
    statement: Statement,
    asked: tuple[Restriction, ...],
    group: StudiedGroup,
    study: Study | None,
) -> PopulationUse:
    fits = known.by_criterion(asked, group)
    gravest = min(fits.values(), key=_GRAVEST.index)
    off = [part for part, found in fits.items() if found == gravest and found in ("mixed", "disjoint")]
    whole = fit(known.axes, Question(tuple(off) or asked), group)
    return PopulationUse(
        said_at(passage, statement, study, group.iri),
        group.iri,
        gravest,
        claimed=in_words(known.axes, off or asked),
        studied=_described(known, group, off or asked, study),
        n=group.n,
        bounds=whole.bounds,
    )


def _described(
    known: Patients, group: StudiedGroup, off: Sequence[Restriction], study: Study | None
) -> Words:
    """The group by its name, and by what it says on the axes in question."""
    same = [part for part in group.criteria if any(part.axis in known.tied[one.axis] for one in off)]
    words = in_words(known.axes, same)
    name = Words(_name(study, group, "de"), _name(study, group, "en"))
    if not name.de:
        return words if same else in_words(known.axes, group.criteria)
    return Words(f"{name.de} ({words.de})", f"{name.en} ({words.en})") if same else name


def _name(study: Study | None, group: StudiedGroup, language: Literal["de", "en"]) -> str:
    return ", ".join(word for word in (label(study, language), group.label.get(language, "")) if word)


def _patients(shelf: Shelf, statement: Statement) -> tuple[Restriction, ...]:
    """The patients of a claim, whatever factor is compared among them."""
    asserted = proposition(shelf, statement)
    criteria = asserted.population.criteria if asserted and asserted.population else ()
    return tuple(restricted(one) for one in criteria)
