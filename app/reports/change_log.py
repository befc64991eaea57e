"""The change log between two generations: statements, results, levels and the rest, with the labels of the AWMF.

The differences are handed over by the command line, which alone may read two generations; here they are put into
words. In Word a changed value is a tracked change. A statement that did not change while its evidence did is named:
somebody should look at it again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Missing,
    Paragraph,
    Revision,
    Table,
    Turn,
)
from app.reports.evidence import Evidence, in_order
from app.reports.phrasing import Phrasing, lines, short
from app.reports.provenance import Provenance
from app.reports.tongue import Tongue
from ontology.errors import UnknownTerm
from ontology.namespaces import PREFIXES, iri

Changes = Sequence[Mapping[str, Any]]
#: section -> (German, English, kinds of records by the prefix of their name); what is in no other section comes last.
_SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Aussagen und Empfehlungen", "Statements and recommendations", ("statement", "proposition")),
    ("Ergebnisse", "Results", ("result",)),
    ("Evidenzgrade und Evidenzlinien", "Levels and evidence lines", ("level", "line")),
    ("Studien und Veröffentlichungen", "Studies and publications", ("study", "publication", "registration", "arm", "cohort", "analysis", "stratum")),
    ("Befunde der Prüfung", "Findings of the audit", ("finding", "decision")),
    ("Übrige Datensätze", "Other records", ()),
)  # fmt: skip
_AWMF = {
    "added": ("neu", "new"),
    "changed": ("modifiziert", "modified"),
    "removed": ("gestrichen", "withdrawn"),
}
_OF_ITSELF = ("type", "in unit")
#: Of these kinds the name says it all; the audit report tells the rest.
_NAMED_ONLY = ("finding", "decision")
#: What follows from the program and not from an edit: the audit report tells it.
_NOT_TOLD = ("rule", "untested")
#: Where the label of a field's property is looked for, and fields that no vocabulary of ours labels.
_VOCABULARIES = ("lg", "dcterms", "oa", "cito", "prov", "rdfs")
_FIELDS = {
    "label": ("Name", "label"),
    "comment": ("Bemerkung", "comment"),
    "title": ("Titel", "title"),
    "issued": ("erschienen", "issued"),
}


def document(
    evidence: Evidence, say: Tongue, provenance: Provenance, changes: Changes, since: str
) -> Document:
    """What changed from the generation ``since`` to the one that the evidence comes from."""
    log = ChangeLog(Phrasing(evidence, say), tuple(one for one in changes if _kind(one) not in _NOT_TOLD))
    return Document(
        title=say("Änderungsprotokoll", "Change log"),
        subtitle=say(f"gegenüber Generation {since}", f"since generation {since}"),
        tongue=say,
        provenance=provenance,
        blocks=(Turn(landscape=True), *log.blocks()),
        sheets=((say("Änderungen", "Changes"), log.table(say("Änderungen", "Changes"), log.changes)),),
    )


@dataclass(frozen=True)
class ChangeLog:
    """The changes, and the words to tell them."""

    words: Phrasing
    changes: Changes

    def blocks(self) -> Iterator[Block]:
        """A table for each kind of record that changed, then the statements to look at again."""
        say = self.words.say
        yield Paragraph(self._sentence())
        if not self.changes:
            return
        by_section = self._by_section()
        for number, (german, english, _) in enumerate(_SECTIONS):
            if by_section[number]:
                yield Heading(say(german, english))
                yield self.table(say(german, english), by_section[number])
        yield Heading(say("Erneut zu prüfen", "To be looked at again"))
        yield self.to_review()

    def _sentence(self) -> str:
        say = self.words.say
        statements = [c for c in self.changes if _kind(c) == "statement"]
        if not self.changes:
            return self._nothing()
        untouched = len(self.words.evidence.statements) - sum(c["what"] != "removed" for c in statements)
        return say(
            f"{len(self.changes)} Datensätze haben sich geändert, darunter {len(statements)} Aussagen; {untouched} Aussagen sind unverändert. "
            "„Geprüft“ heißt eine Aussage nur, wenn die Leitlinie selbst es sagt: unverändert ist nicht geprüft.",
            f"{len(self.changes)} records changed, among them {len(statements)} statements; {untouched} statements are unchanged. "
            'A statement is called "reaffirmed" only where the guideline itself says so: unchanged is not reaffirmed.',
        )

    def _nothing(self) -> str:
        return self.words.say(
            "Zwischen den beiden Generationen hat sich nichts geändert.",
            "Nothing changed between the two generations.",
        )

    def _by_section(self) -> dict[int, list[Mapping[str, Any]]]:
        found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
        for change in self.changes:
            at = [number for number, (_, _, kinds) in enumerate(_SECTIONS) if _kind(change) in kinds]
            found[at[0] if at else len(_SECTIONS) - 1].append(change)
        return found

    def table(self, caption: str, changes: Changes) -> Table:
        """A row for each value that changed; a record that came or went is one row."""
        say = self.words.say
        return Table(
            caption,
            (
                Column(say("Datensatz", "Record"), 34, say("Name und Adresse", "name and address")),
                Column(say("Status", "Status"), 14, say("neu, modifiziert oder gestrichen", "new, modified or withdrawn")),
                Column(say("Feld", "Field"), 24, say("was sich geändert hat", "what changed")),
                Column(say("alt → neu", "old → new"), 60, say("Wert vorher und nachher", "value before and after")),
                Column(say("kuratiert von, am", "curated by, on"), 24, say("wer die Datei verantwortet, und wann", "who answers for the file, and when")),
                Column(say("Grund", "Reason"), 16, say("Begründung der Änderung", "reason for the change")),
            ),
            tuple(row for change in changes for row in self._rows(change)),
            empty=self._nothing(),
        )  # fmt: skip

    def _rows(self, change: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
        head = f"{self._name(change)}\n{change['record']}"
        status = self.words.say(*_AWMF[change["what"]])
        tail = (self._curated(change["record"]), Missing.NOT_RECORDED)
        if change["what"] == "changed":
            for one in change["fields"]:
                yield (
                    head,
                    status,
                    self.field(one["name"]),
                    Revision(self._values(one["old"]), self._values(one["new"])),
                    *tail,
                )
        else:
            told = self._whole(change)
            revision = Revision("", told) if change["what"] == "added" else Revision(told, "")
            yield head, status, self.words.say("ganzer Datensatz", "whole record"), revision, *tail

    def _name(self, change: Mapping[str, Any]) -> str:
        named = self.words.evidence.labels.get(_full(change["record"]))
        return self.words.say.words(named) if named else change["label"] or short(change["record"])

    def _whole(self, change: Mapping[str, Any]) -> str:
        if _kind(change) in _NAMED_ONLY:
            return self._name(change)
        told = (
            f"{self.field(one['name'])}: {self._values((*one['old'], *one['new']))}"
            for one in change["fields"]
            if one["name"] not in _OF_ITSELF
        )
        return "; ".join(told) or self._name(change)

    def field(self, name: str) -> str:
        """What a field is called on the page: the label of its property, and the language where it has one."""
        base, _, language = name.partition(" (")
        camel = re.sub(r"[_ ](\w)", lambda found: found[1].upper(), base)
        labels = self.words.evidence.labels
        found = [
            labels[PREFIXES[prefix] + camel] for prefix in _VOCABULARIES if PREFIXES[prefix] + camel in labels
        ]
        return (self.words.say.words(found[0]) if found else self._plain_field(base)) + (
            f" ({language}" if language else ""
        )

    def _plain_field(self, name: str) -> str:
        return self.words.say(*_FIELDS[name]) if name in _FIELDS else name.replace("_", " ")

    def _values(self, values: Sequence[str]) -> str:
        return ", ".join(self._value(value) for value in values)

    def _value(self, value: str) -> str:
        """A code or a record by its label; any other value as it is."""
        labels = self.words.evidence.labels
        for name in (PREFIXES["lg"] + value, _full(value)):
            if name in labels:
                return self.words.say.words(labels[name])
        return value

    def _curated(self, record: str) -> Cell:
        units = self.words.evidence.units
        unit = units.get(self.words.evidence.unit_of.get(_full(record), ""))
        if unit is None:
            return Missing.NOT_RECORDED
        return lines([unit.one("dcterms:creator") or "", unit.one("dcterms:created") or ""])

    def to_review(self) -> Table:
        """The statements that did not change while evidence on what they assert did, with the records that changed."""
        evidence, say = self.words.evidence, self.words.say
        touched = {_full(change["record"]) for change in self.changes}
        rows = []
        for statement in in_order(evidence.statements.values(), evidence):
            behind = self._behind(statement.all("lg:asserts")) & touched
            if behind and statement.iri not in touched:
                told = sorted(
                    self.words.label(name) if name in evidence.labels else short(name) for name in behind
                )
                rows.append((short(statement.iri), say.words(statement.text("lg:paraphrase")), lines(told)))
        return Table(
            say("Aussagen, deren Evidenz sich geändert hat", "Statements whose evidence changed"),
            (
                Column(say("Nr.", "No."), 10, say("Nummer der Aussage", "number of the statement")),
                Column(say("Text (Wiedergabe)", "Text (paraphrase)"), 60, say("in unseren Worten", "in our words")),
                Column(say("geänderte Evidenz", "evidence that changed"), 50, say("Studien, Gruppen, Ergebnisse, Evidenzlinien", "studies, groups, results, evidence lines")),
            ),
            tuple(rows),
            empty=say("Keine unveränderte Aussage ruht auf geänderter Evidenz.", "No unchanged statement rests on evidence that changed."),
        )  # fmt: skip

    def _behind(self, propositions: Sequence[str]) -> set[str]:
        """All records that evidence lines on some propositions rest on, with their groups and results."""
        evidence = self.words.evidence
        judged = [line for name in propositions for line in evidence.lines_for.get(name, ())]
        studies = {study for line in judged for study in evidence.studies_behind(line)}
        groups = {group.iri for study in studies for group in evidence.groups_of.get(study, ())}
        results = {result.iri for study in studies for result in evidence.results_in(study)}
        levels = {
            level.iri
            for name in (*studies, *(line.iri for line in judged))
            for level in evidence.levels_on.get(name, ())
        }
        return {line.iri for line in judged} | studies | groups | results | levels


def _kind(change: Mapping[str, Any]) -> str:
    return str(change["record"]).partition(":")[0]


def _full(name: str) -> str:
    """The IRI of a CURIE; any other value as it is."""
    try:
        return iri(name)
    except UnknownTerm:
        return name
