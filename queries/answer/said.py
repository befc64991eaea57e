"""What passages say: statements with the stretch of text that each stands in, and how a level is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from queries import records
from queries.records import Record
from queries.store import Backend

#: What is read of a statement to know what it speaks of and where it stands, of its anchor, and of a level.
_PLACED = ("lg:about", "lg:anchor", "lg:statementOf")
_ANCHOR = ("oa:start", "oa:end")
LEVEL = ("lg:levelSystem", "lg:levelScheme", "lg:editionStatus", "lg:printed", "lg:assertedBy")


@dataclass(frozen=True)
class Said:
    """Some statements, with their anchors and passages, fetched together."""

    statements: Mapping[str, Record]
    anchors: Mapping[str, Record]
    passages: Mapping[str, Record]

    @cached_property
    def _about(self) -> Mapping[str, tuple[Record, ...]]:
        return records.by(self.statements, "lg:about")

    def about(self, study: str) -> list[str]:
        """The statements that speak of a study."""
        return [record.iri for record in self._about.get(study, ())]

    def anchors_of(self, statement: str) -> list[dict[str, Any]]:
        """Where a statement stands: its file and the offsets in Unicode code points."""
        record = self.statements.get(statement)
        if record is None:
            return []
        passage = self.passages.get(record.one("lg:statementOf") or "")
        found = [
            {
                "statement": statement,
                "file": passage.one("lg:fileName") if passage else None,
                "start": self.anchors[anchor].number("oa:start"),
                "end": self.anchors[anchor].number("oa:end"),
            }
            for anchor in record.all("lg:anchor")
        ]
        return sorted(found, key=lambda place: (place["file"], place["start"]))


def load(
    backend: Backend, names: Iterable[str], studies: Iterable[str] = (), more: Iterable[str] = ()
) -> Said:
    """The statements of these names, and those that speak of one of the studies: where they stand, and what ``more`` is read of them."""
    props = (*_PLACED, *more)
    statements = records.pointing_at(backend, "lg:about", studies, props) | records.described(
        backend, names, props
    )
    return Said(
        statements=statements,
        anchors=records.pointed_at(backend, statements, "lg:anchor", _ANCHOR),
        passages=records.pointed_at(backend, statements, "lg:statementOf", ("lg:fileName",)),
    )


def level_entry(level: Record) -> dict[str, Any]:
    """A level as stated, with the system and the edition of its scheme, or that none is stated."""
    return {
        "system": level.one("lg:levelSystem"),
        "scheme": level.one("lg:levelScheme"),
        "edition": level.code("lg:editionStatus"),
        "level": level.one("lg:printed"),
        "asserted_by": level.one("lg:assertedBy"),
    }
