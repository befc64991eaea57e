"""What a row judges: the level of evidence, the grade of a recommendation and its verb, the edition of a classification."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg_build.audit.claims import ClassificationUse, DesignClaim, GradeStrength, LevelUse, Wording
from kg_build.audit.classification import shipped
from kg_build.audit.reading import levels, stages
from kg_build.audit.table.record import Record


def of_record(record: Record, claimed: Sequence[DesignClaim]) -> Iterator[object]:
    """Levels, wordings and stages of a row; ``claimed`` are the designs of its study, over all its rows."""
    yield from _level(record, claimed)
    yield from _wording(record)
    yield from _stages(record)


def _level(record: Record, claimed: Sequence[DesignClaim]) -> Iterator[LevelUse | GradeStrength]:
    printed = record.text.get("level", "").strip()
    if not printed:
        return
    system, edition = levels.scheme_of(f"{record.text.get('scheme', '')} {printed}")
    level = levels.level_of(printed)
    if system and level:
        yield LevelUse(
            record.place("scheme", "level", "design"),
            record.study,
            system,
            level,
            edition,
            question=levels.question_of(record.text.get("scheme", "")),
            designs=tuple(dict.fromkeys(code for claim in claimed for code in claim.designs)),
            reason=levels.reason_of(" ".join((record.text.get("quote", ""), record.text.get("scheme", "")))),
        )
    grade = record.text.get("grade", "").strip()
    if grade:
        yield GradeStrength(
            record.place("grade", "level", "scheme"),
            levels.strength_of(grade),
            levels.certainty_of(level) or level,
            system,
            reason=levels.reason_of(record.text.get("quote", "")),
            consensus_based=levels.is_consensus(grade),
        )


def _wording(record: Record) -> Iterator[Wording]:
    verb = record.text.get("modality", "").strip()
    if verb:
        denied = bool(re.search(r"\b(?:nicht|not|kein\w*)\b", verb, re.IGNORECASE))
        yield Wording(
            record.place("modality", "grade"),
            levels.modality_of(verb) or verb,
            levels.strength_of(record.text.get("grade", "")),
            "against" if denied else "for",
            in_box=True,
            kind="recommendation",
        )


def _stages(record: Record) -> Iterator[ClassificationUse]:
    words = " ; ".join(record.text.get(name, "") for name in ("group", "endpoint"))
    terms = stages.terms(words)
    if terms:
        edition = stages.edition_of(record.text.get("tnm_edition", "")) or stages.edition_of(words)
        yield ClassificationUse(
            record.place("group", "endpoint", "tnm_edition"), terms, edition, shipped().counts(words)
        )
