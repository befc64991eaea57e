"""Claims to be the only one or the first, beside the studies of the graph that may be rivals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg_build.audit.coverage import equals
from kg_build.audit.evidence import Candidate, Superlative
from kg_build.audit.from_corpus.evidence import end_of
from kg_build.audit.from_corpus.patients import Patients, in_words, proposition, question
from kg_build.audit.from_corpus.places import Shelf, label, said_at
from kg_build.model import GuidelineEdition, Passage, Statement, Study
from ontology.namespaces import iri
from queries.axes import Restriction
from queries.fit import FitClass


def facts(shelf: Shelf, known: Patients) -> Iterator[Superlative]:
    """Each such claim with all other studies beside it."""
    for passage, statement in shelf.statements:
        if statement.exclusivity:
            yield _superlative(shelf, known, passage, statement)


def _superlative(shelf: Shelf, known: Patients, passage: Passage, statement: Statement) -> Superlative:
    study, asserted = shelf.study_about(statement), proposition(shelf, statement)
    asked = question(shelf, statement)
    treatments = tuple(part.intervention for part in asserted.interventions) if asserted else ()
    if study is not None:
        treatments = (*treatments, *study.interventions)
    day, certain = _known_on(shelf, passage)
    own = {study.id, *study.shares_participants_with} if study else set()
    return Superlative(
        replace(said_at(passage, statement, study), rests_on="source"),
        statement.exclusivity or "only",
        study=label(study) if study else "",
        designs=statement.claimed_design,
        phase=statement.claimed_phase or "",
        known_on=day,
        uncertain=not certain,
        study_published=_published(study) if study else None,
        candidates=tuple(
            _candidate(known, statement, other, asked, treatments)
            for other in shelf.studies
            if other.id not in own
        ),
    )


def _candidate(
    known: Patients,
    claimed: Statement,
    other: Study,
    asked: tuple[Restriction, ...],
    treatments: Sequence[str],
) -> Candidate:
    """Another study beside a claim: whether it answers the same question, and on which axes it is wider or other."""
    equal = equals(claimed.claimed_design, claimed.claimed_phase or "", other.design, other.phase or "")
    measured = known.groups.get(iri(other.id), ()) if equal else ()
    fits = [known.by_criterion(asked, replace(group, n=None, whole_n=None)) for group in measured]
    best = _best(fits, asked)
    narrower = [part for part, found in best.items() if found not in ("exact", "contained")]
    return Candidate(
        label(other),
        _published(other),
        other.design,
        other.phase or "",
        same_question=bool(best) and known.related(treatments, other.interventions),
        narrowed_out=in_words(known.axes, narrower) if narrower else None,
    )


def _best(
    fits: Sequence[dict[Restriction, FitClass]], asked: Sequence[Restriction]
) -> dict[Restriction, FitClass]:
    """The fit of the group that answers best: in nothing others, and the same in two named criteria at least."""
    named = [part for part in asked if part.any_of]
    answering = [
        found
        for found in fits
        if "disjoint" not in found.values()
        and sum(found[part] in ("exact", "contained", "mixed") for part in named) >= min(2, len(named))
    ]
    return max(
        answering, key=lambda found: sum(one in ("exact", "contained") for one in found.values()), default={}
    )


def _published(study: Study) -> dt.date | None:
    """When a study was first published in full; a year without a day is taken as its last day."""
    full = [one for one in study.publications if one.form == "journalArticle"] or study.publications
    dates = [day for one in full if (day := one.issued or end_of(one.year))]
    return min(dates, default=None)


def _known_on(shelf: Shelf, passage: Passage) -> tuple[dt.date | None, bool]:
    """The day up to which the text can have known of a study: of its edition, else of an edition that it may be from."""
    edition = shelf.by_id.get(passage.part_of)
    day = _day_of(edition)
    if day:
        return day, True
    links = shelf.candidates_for.get(passage.part_of, ())
    possible = [day for link in links if (day := _day_of(shelf.by_id.get(link.candidate)))]
    return min(possible, default=None), False


def _day_of(edition: object) -> dt.date | None:
    if not isinstance(edition, GuidelineEdition):
        return None
    return edition.searched_until or edition.issued or end_of(edition.year)
