"""What the statements of a corpus stand on: references, support, integrity, superlatives, currency, trials."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from kg_build.audit.claims import Cited, Reference, ReferenceData
from kg_build.audit.evidence import (
    Currency,
    EvidenceType,
    Integrity,
    Notice,
    SecondaryCitation,
    Support,
    TrialStatus,
)
from kg_build.audit.finding import Place
from kg_build.audit.from_corpus.places import Shelf, label, said_at
from kg_build.audit.snapshot import Snapshot
from kg_build.model import (
    BackgroundStatement,
    CitationStatement,
    EvidenceStatement,
    Group,
    Guideline,
    GuidelineEdition,
    Publication,
    Recommendation,
    ResearchRecommendation,
    ResultReport,
    Statement,
    Study,
)
from ontology.namespaces import iri

_CITATION = re.compile(r"(?P<author>[^,\d]+?) et al\.?,? ?(?P<journal>[^\d,]*?),? ?(?P<year>(?:19|20)\d\d)$")
_EMPIRICAL = (EvidenceStatement, ResultReport, BackgroundStatement, Recommendation)
_NOT_EMPIRICAL = {"couldFuture", "definitional", "intended", "notAModality"}
_CITING = {"citedStudy", "impliedStudy", "seriesNamedByCentre", "classificationSystem"}
_NATURES = {
    "retracted": "retraction",
    "expressionOfConcern": "expressionOfConcern",
    "corrected": "correction",
}


def facts(shelf: Shelf, day: dt.date, snapshot: Snapshot | None = None) -> Iterator[object]:
    """All that references, studies and editions say of the ground that a guideline stands on, judged on a day."""
    yield from _references(shelf)
    yield from _citations(shelf)
    for passage, statement in shelf.statements:
        place = said_at(passage, statement, None)
        yield _support(place, statement, len(shelf.evidence_of(passage, statement)))
        yield from _second_hand(shelf, place, statement)
        yield from _forms(shelf, place, statement)
    yield from _integrity(shelf, day, snapshot)
    yield from _editions(shelf, day)
    yield from _trials(shelf)


def _references(shelf: Shelf) -> Iterator[Reference]:
    """Marks and cross-references of one passage's document, each once; passages are excerpts of it."""
    found: dict[tuple[str, str, Literal["marker", "crossReference"]], list[Place]] = defaultdict(list)
    for passage, statement in shelf.statements:
        place = said_at(passage, statement, None)
        for mark in statement.reference_markers:
            found[passage.part_of, mark, "marker"].append(place)
        for mark in statement.cross_references:
            found[passage.part_of, mark, "crossReference"].append(place)
        if statement.basis == "seriesNamedByCentre":
            yield Reference(
                place,
                passage.part_of,
                statement.cited_as or statement.id,
                "nameless",
                True,
                candidates=tuple(_candidates(shelf, statement)),
            )
    for (document, mark, role), places in found.items():
        yield Reference(Place.of_all(places), document, mark, role, excerpt=True)


def _candidates(shelf: Shelf, statement: Statement) -> Iterator[str]:
    """The publications that may be meant, doubtful ones left out."""
    for name in statement.cites:
        for link in shelf.candidates_for.get(name, ()):
            if link.likelihood != "doubtful":
                yield label(shelf.by_id.get(link.candidate))


def _citations(shelf: Shelf) -> Iterator[ReferenceData]:
    """Each reference with author and year once, beside the publications of its study."""
    found: dict[tuple[str, str], list[tuple[Place, bool]]] = defaultdict(list)
    for passage, statement in shelf.statements:
        studies = _studies(shelf, statement)
        if statement.cited_as and len(studies) == 1:
            place = said_at(passage, statement, studies[0])
            found[studies[0].id, statement.cited_as].append((place, isinstance(statement, CitationStatement)))
    for (name, words), places in found.items():
        match, study = _CITATION.fullmatch(words), shelf.by_id.get(name)
        if match and isinstance(study, Study):
            citing = [place for place, citation in places if citation]
            yield ReferenceData(
                replace(Place.of_all(citing or [place for place, _ in places]), rests_on="source"),
                study.id,
                Cited(match["journal"].strip(), int(match["year"]), author=match["author"].strip()),
                tuple(_known(one) for one in study.publications),
            )


def _studies(shelf: Shelf, statement: Statement) -> list[Study]:
    return [one for name in statement.cites if isinstance(one := shelf.by_id.get(name), Study)]


def _known(publication: Publication) -> Cited:
    return Cited(
        publication.journal or "",
        publication.year,
        publication.title or "",
        publication.authors or "",
        publication.form,
    )


def _support(place: Place, statement: Statement, cited: int) -> Support:
    empirical = isinstance(statement, _EMPIRICAL) and not isinstance(statement, ResearchRecommendation)
    elsewhere = bool(statement.reference_markers or statement.cross_references)
    return Support(
        place,
        empirical and statement.modality not in _NOT_EMPIRICAL,
        cited=cited + elsewhere + (statement.basis in _CITING),
        by_statements=tuple(iri(name) for name in statement.rests_on_statements),
    )


def _second_hand(shelf: Shelf, place: Place, statement: Statement) -> Iterator[SecondaryCitation]:
    """A number for which another's work is cited; one that is held of this work itself is its own."""
    for study in _studies(shelf, statement):
        own = {part.id for part in study.owned()}
        for value in statement.printed_values:
            if isinstance(statement, ResultReport) and set(study.design) - {"designNotReported"}:
                pooled = bool(own & set(value.compares_with))
                yield SecondaryCitation(place, label(study), study.design, pooled, value.measure)


def _forms(shelf: Shelf, place: Place, statement: Statement) -> Iterator[EvidenceType]:
    for study in _studies(shelf, statement):
        if study.publications:
            yield EvidenceType(place, label(study), tuple(one.form for one in study.publications))


def _integrity(shelf: Shelf, day: dt.date, snapshot: Snapshot | None) -> Iterator[Integrity]:
    """Publications with a notice that is curated, and all that the snapshot knows; without it those cited stay open."""
    cited = {study.id for _, statement in shelf.statements for study in _studies(shelf, statement)}
    for study in shelf.studies:
        for one in study.publications:
            found = snapshot.notices(one.doi or "", one.pmid or "") if snapshot else ()
            curated = (Notice(_NATURES[one.integrity]),) if one.integrity else ()
            known = {notice.nature for notice in found}
            notices = (*found, *(notice for notice in curated if notice.nature not in known))
            state = snapshot.date if snapshot else (day if curated else None)
            if notices or study.id in cited:
                place = Place((iri(one.id), iri(study.id)), study=label(study), rests_on="source")
                yield Integrity(place, label(study), one.doi or "", one.pmid or "", notices, state)


def _editions(shelf: Shelf, day: dt.date) -> Iterator[Currency]:
    """The editions that the passages are from."""
    used = {passage.part_of for passage in shelf.passages}
    for guideline in (one for one in shelf.records if isinstance(one, Guideline)):
        for edition in guideline.editions:
            if edition.id in used:
                yield Currency(
                    Place((iri(edition.id),)),
                    label(edition),
                    day,
                    searched_until=edition.searched_until,
                    issued=edition.issued or end_of(edition.year),
                    valid_until=edition.valid_until,
                    reaffirmed=_reaffirmed(shelf, edition),
                )


def _reaffirmed(shelf: Shelf, edition: GuidelineEdition) -> dt.date | None:
    """When all statements of an edition that say so were reviewed last."""
    years = [
        statement.revision_year
        for passage, statement in shelf.statements
        if passage.part_of == edition.id
        and statement.revision_status == "reaffirmed"
        and statement.revision_year
    ]
    return end_of(min(years)) if years else None


def end_of(year: int | None, month: int = 12) -> dt.date | None:
    """The last day of a year: the latest that a year without a day can mean.

    >>> end_of(2014)
    datetime.date(2014, 12, 31)
    """
    return None if year is None else dt.date(year, month, calendar.monthrange(year, month)[1])


def _trials(shelf: Shelf) -> Iterator[TrialStatus]:
    for study in shelf.studies:
        results = any(part.results for part in study.owned() if isinstance(part, Group))
        for entry in study.registrations:
            place = Place((iri(study.id), iri(entry.id)), study=label(study), rests_on="source")
            yield TrialStatus(place, label(study), entry.number, study.progress, results)
