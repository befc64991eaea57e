"""Voice 1 beside numbers: designs, levels, wordings, consensus, quantities and terms that a passage states, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from kg_build.audit.claims import (
    Assertion,
    Consensus,
    DesignClaim,
    GradeStrength,
    LevelUse,
    Quantifier,
    Wording,
)
from kg_build.audit.finding import Place
from kg_build.audit.from_corpus.places import Shelf, label, said_at
from kg_build.audit.from_corpus.reading import printed
from kg_build.model import (
    EvidenceLine,
    Group,
    LevelAssessment,
    Passage,
    PrintedValue,
    Proposition,
    Recommendation,
    ResearchRecommendation,
    Statement,
    Study,
)
from ontology.namespaces import iri

_NOT_A_DESIGN = {"designNotReported"}
_SYSTEMS = {"lev:oxford": "Oxford", "lev:grade": "GRADE", "lev:sign": "SIGN"}


def facts(shelf: Shelf) -> Iterator[object]:
    """What the passages state, beside what is known of the studies that they speak of."""
    for passage in shelf.passages:
        for statement in passage.statements:
            yield from _designs(shelf, passage, statement)
            yield from _recommended(shelf, passage, statement)
            yield from _asserted(shelf, passage, statement)
            yield from _quantities(shelf, passage, statement)
    yield from _known_designs(shelf)
    yield from _levels(shelf)


def _designs(shelf: Shelf, passage: Passage, statement: Statement) -> Iterator[DesignClaim]:
    study = shelf.study_about(statement)
    if study is not None and statement.claimed_design:
        yield DesignClaim(said_at(passage, statement, study), study.id, statement.claimed_design)


def _known_designs(shelf: Shelf) -> Iterator[DesignClaim]:
    """Voice 2: the designs that we hold from sources."""
    for study in shelf.studies:
        designs = tuple(code for code in study.design if code not in _NOT_A_DESIGN)
        if designs:
            place = Place((iri(study.id),), study=label(study), rests_on="source")
            yield DesignClaim(place, study.id, designs, by="source")


def _levels(shelf: Shelf) -> Iterator[LevelUse]:
    """Levels as they are stated, beside the designs that are held of their study, or those that the text claims."""
    for level in (record for record in shelf.records if isinstance(record, LevelAssessment)):
        study = _assessed(shelf, level)
        if study is None or level.system not in _SYSTEMS:
            continue
        known = tuple(code for code in study.design if code not in _NOT_A_DESIGN)
        said = shelf.said_of.get(study.id, ())
        claimed = dict.fromkeys(code for _, statement in said for code in statement.claimed_design)
        yield LevelUse(
            replace(stated(shelf, level.stated_in, study, level.id), rests_on="source" if known else "text"),
            study.id,
            _SYSTEMS[level.system],
            level.printed,
            edition=_edition(level),
            designs=known or tuple(claimed),
            verified=bool(known) and all(_verified(shelf, name) for name in study.design_readings),
        )


def _assessed(shelf: Shelf, level: LevelAssessment) -> Study | None:
    """The one study whose evidence a level is given to: itself, one of its records, or by way of an evidence line."""
    target = shelf.by_id.get(level.target)
    names = target.rests_on if isinstance(target, EvidenceLine) else (level.target,)
    studies = {shelf.study_of[name].id if name in shelf.study_of else name for name in names}
    found = [record for name in studies if isinstance(record := shelf.by_id.get(name), Study)]
    return found[0] if len(found) == len(studies) == 1 else None


def _edition(level: LevelAssessment) -> str:
    """The year in the name of a scheme: ``lev:oxford-2009-therapy``."""
    parts = (level.scheme or "").split("-")
    return next((part for part in parts if part.isdigit()), "")


def _verified(shelf: Shelf, name: str) -> bool:
    return getattr(shelf.by_id.get(name), "status", "") == "verified"


def stated(shelf: Shelf, names: Iterable[str], study: Study, *more: str) -> Place:
    """The place of a record that some statements give."""
    places = [said_at(*shelf.said[name], study, *more) for name in names if name in shelf.said]
    return Place.of_all(places) if places else Place(tuple(iri(name) for name in more), study=label(study))


def _recommended(shelf: Shelf, passage: Passage, statement: Statement) -> Iterator[object]:
    """A recommendation with its grade and its vote."""
    place = said_at(passage, statement, None)
    grade = (statement.grade or "").rpartition("-")[2]
    if isinstance(statement, Recommendation) and not isinstance(statement, ResearchRecommendation):
        in_box = statement.grade_status == "isPrinted"
        yield Wording(place, statement.modality, grade, _side(statement), in_box, "recommendation")
    if grade:
        for name in (statement.id, *statement.asserts):
            for level in shelf.levels_of.get(name, ()):
                yield GradeStrength(place, grade, level.printed, _SYSTEMS.get(level.system, ""))
    if statement.consensus_class:
        called = statement.consensus_class.partition("awmf-consensus-")[2]
        yield Consensus(place, called, printed(statement.consensus_percent, None))


def _side(statement: Statement) -> Literal["for", "against", "unknown"]:
    return statement.polarity if statement.polarity in ("for", "against") else "unknown"


def _asserted(shelf: Shelf, passage: Passage, statement: Statement) -> Iterator[Assertion]:
    """What a statement claims, by the matter that it is about."""
    for name in statement.asserts:
        proposition = shelf.by_id.get(name)
        if isinstance(proposition, Proposition) and proposition.effect != "descriptiveEffect":
            denied = statement.polarity == "against" and proposition.effect == "appropriate"
            condition = proposition.condition or statement.condition
            yield Assertion(
                said_at(passage, statement, shelf.study_about(statement), proposition.id),
                matter(proposition),
                "inappropriate" if denied else proposition.effect,
                condition=(condition and (condition.de or condition.en)) or "",
                endpoint=" ".join(proposition.outcomes),
            )


def matter(proposition: Proposition) -> tuple[str, ...]:
    """What a proposition is about: its patients, its intervention or factor, and what it is measured on."""
    patients = proposition.population.criteria if proposition.population else ()
    return (
        *sorted(f"{one.axis} {one.any_of} {one.none_of} {one.minimum} {one.maximum}" for one in patients),
        *sorted(f"{part.intervention} {part.targets}" for part in proposition.interventions),
        *sorted(one.axis for one in proposition.factor),
        *sorted(proposition.outcomes),
    )


def _quantities(shelf: Shelf, passage: Passage, statement: Statement) -> Iterator[Quantifier]:
    """A word for a quantity, with the number that the same text or the source it is compared with gives."""
    study = shelf.study_about(statement)
    for value in statement.printed_values:
        if value.approximator and study is not None:
            n, total, elsewhere = _counted(shelf, study, value)
            place = said_at(passage, statement, study, value.id)
            yield Quantifier(
                Place.of_all((place, *elsewhere)),
                value.approximator,
                n,
                total,
                printed(value.percent, value.percent_printed),
                value.measure,
            )


def _counted(
    shelf: Shelf, study: Study, value: PrintedValue
) -> tuple[int | None, int | None, Sequence[Place]]:
    """So many of so many: of the value itself, of the stratum it is compared with, or of the same text elsewhere."""
    for name in value.compares_with:
        parent = shelf.parent_of.get(name)
        group = shelf.by_id.get(name)
        if isinstance(group, Group) and parent is not None and group.n is not None and parent.n:
            return group.n, parent.n, ()
    if value.n is not None and value.denominators:
        return value.n, min(value.denominators), ()
    for passage, statement in shelf.said_of.get(study.id, ()):
        for other in statement.printed_values:
            if other.measure == value.measure and other.n is not None and other.denominators:
                where = said_at(passage, statement, study, other.id)
                return other.n, min(other.denominators), (where,)
    return None, None, ()
