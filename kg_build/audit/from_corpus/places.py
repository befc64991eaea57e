"""Where a record of a corpus stands: its anchors, its passage, and the labels of studies and groups for people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from kg_build.audit.finding import Place, TextAnchor
from kg_build.load import Corpus
from kg_build.model import (
    CandidateLink,
    Entity,
    EvidenceLine,
    Group,
    LevelAssessment,
    Passage,
    Statement,
    Study,
)
from ontology.namespaces import iri

_Record = TypeVar("_Record", bound=Entity)


@dataclass(frozen=True)
class Shelf:
    """All current records of some corpora by id, with the passage of each statement and the study of each group."""

    records: tuple[Entity, ...]

    @classmethod
    def of(cls, corpora: Iterable[Corpus]) -> Shelf:
        """The records of the units that a plain query sees."""
        units = [unit for corpus in corpora for unit in corpus.units]
        replaced = {unit.supersedes for unit, _ in units if unit.unit_status == "currentUnit"}
        return cls(
            tuple(
                record
                for unit, records in units
                if unit.unit_status == "currentUnit" and unit.id not in replaced
                for record in records
            )
        )

    @cached_property
    def by_id(self) -> Mapping[str, Entity]:
        """Every record, those inside others too."""
        return {part.id: part for record in self.records for part in (record, *record.owned())}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages."""
        return tuple(record for record in self.records if isinstance(record, Passage))

    @cached_property
    def said(self) -> Mapping[str, tuple[Passage, Statement]]:
        """Each statement with its passage, by id."""
        return {one.id: (passage, one) for passage in self.passages for one in passage.statements}

    @cached_property
    def studies(self) -> tuple[Study, ...]:
        """The studies."""
        return tuple(record for record in self.records if isinstance(record, Study))

    @cached_property
    def study_of(self) -> Mapping[str, Study]:
        """The study of each of its groups, results and readings, by id."""
        return {part.id: study for study in self.studies for part in study.owned()}

    @cached_property
    def parent_of(self) -> Mapping[str, Group]:
        """The group that a stratum is part of, and the group that a result belongs to, by id."""
        groups = (part for study in self.studies for part in study.owned() if isinstance(part, Group))
        return {part.id: group for group in groups for part in (*group.strata, *group.results)}

    @cached_property
    def statements(self) -> tuple[tuple[Passage, Statement], ...]:
        """All statements with their passages."""
        return tuple(self.said.values())

    @cached_property
    def said_of(self) -> Mapping[str, tuple[tuple[Passage, Statement], ...]]:
        """The statements about each study, by its id; those about several studies are left out."""
        found: dict[str, list[tuple[Passage, Statement]]] = defaultdict(list)
        for passage, statement in self.statements:
            study = self.study_about(statement)
            if study is not None:
                found[study.id].append((passage, statement))
        return {name: tuple(known) for name, known in found.items()}

    def study_about(self, statement: Statement) -> Study | None:
        """The one study that a statement is about; none where it is about several."""
        found = [record for name in statement.about if isinstance(record := self.by_id.get(name), Study)]
        return found[0] if len(found) == 1 else None

    @cached_property
    def levels_of(self) -> Mapping[str, tuple[LevelAssessment, ...]]:
        """The levels that are given to a record, by its id."""
        return _by((one.target, one) for one in self.records if isinstance(one, LevelAssessment))

    @cached_property
    def candidates_for(self) -> Mapping[str, tuple[CandidateLink, ...]]:
        """What a record may stand for, by its id."""
        return _by((one.candidate_for, one) for one in self.records if isinstance(one, CandidateLink))

    def evidence_of(self, passage: Passage, statement: Statement) -> tuple[str, ...]:
        """The studies that a statement cites, and those that its edition gives as evidence for what it asserts."""
        resting = (
            name
            for asserted in statement.asserts
            for line in self.lines_on.get(asserted, ())
            if line.asserted_by == passage.part_of
            for name in line.rests_on
        )
        studies = (self.study_of[name].id if name in self.study_of else name for name in resting)
        return tuple(dict.fromkeys((*statement.cites, *studies)))

    @cached_property
    def lines_on(self) -> Mapping[str, tuple[EvidenceLine, ...]]:
        """The evidence lines that bear on a proposition, by its id."""
        return _by((one.bears_on, one) for one in self.records if isinstance(one, EvidenceLine))

    @cached_property
    def anchor_ids(self) -> Mapping[TextAnchor, str]:
        """The record of each anchor."""
        return {
            anchor: record.id
            for passage in self.passages
            for statement in passage.statements
            for anchor, record in zip(anchors(passage, statement), statement.anchors, strict=True)
        }


def _by(pairs: Iterable[tuple[str, _Record]]) -> dict[str, tuple[_Record, ...]]:
    found: dict[str, list[_Record]] = defaultdict(list)
    for name, record in pairs:
        found[name].append(record)
    return {name: tuple(records) for name, records in found.items()}


def label(record: Entity | None, language: Literal["de", "en"] = "de") -> str:
    """What people call a record: its label in the language, else in the other, else its id."""
    if record is None:
        return ""
    words = record.label
    return (words and (getattr(words, language) or words.de or words.en)) or record.id


def anchors(passage: Passage, statement: Statement) -> tuple[TextAnchor, ...]:
    """Where a statement stands in its file."""
    return tuple(TextAnchor(passage.file_name, anchor.start, anchor.end) for anchor in statement.anchors)


def said_at(passage: Passage, statement: Statement, study: Study | None, *more: str) -> Place:
    """The place of what a statement says of a study: percentages of one passage and study belong together."""
    return Place(
        subjects=tuple(iri(name) for name in (statement.id, *more)),
        anchors=anchors(passage, statement),
        unit=f"{passage.id} {study.id if study else ''}",
        study=label(study),
    )


def held_at(shelf: Shelf, study: Study, group: Group, *more: str) -> Place:
    """The place of what is held of a group of a study; a count that only the guideline gives is the text's own."""
    own = (group.asserted_by or "").startswith("edition:")
    stated = [shelf.said[name] for name in group.stated_in if name in shelf.said] if own else []
    return Place(
        subjects=tuple(iri(name) for name in (more or (group.id,)))
        + tuple(iri(statement.id) for _, statement in stated),
        anchors=tuple(anchor for said in stated for anchor in anchors(*said)),
        unit=f"{study.id} {group.id}",
        study=label(study),
        group=label(group),
        rests_on="text" if own else "source",
    )
