"""How the parts of an audit document read: severity, status, place, inputs, decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app import units
from app.reports import arithmetic
from app.reports.document import Cell, Missing
from app.reports.phrasing import lines
from app.reports.tongue import Tongue
from app.words import words
from ontology.namespaces import BASE, curie

SEVERITIES = ("ERROR", "WARN", "INFO")
STATUSES = ("open", "accepted", "rejected", "deferred", "lapsed", "gone")
_RESTS_ON = {
    "text": ("den Text selbst", "the text itself"),
    "source": ("die Angaben der Quellen im Graphen", "the facts of the sources in the graph"),
}
_UNKNOWN: tuple[Any, ...] = (None, "", [], {})
#: The inputs whose values are codes.
_CODED = frozenset({
    "claim", "class", "design", "designs", "effects", "expected_class", "fields", "fit", "form", "forms", "kind", "known_designs",
    "nature", "other_what", "pairs", "phase", "question", "role", "status", "what",
})  # fmt: skip
_DECIDED = ("verdict", "reason", "by", "on")


@dataclass(frozen=True)
class AuditWords:
    """One audit document with its rules, told in one language.

    ``found`` has the keys ``generation``, ``findings``, ``untested``, ``counts``; ``rules`` gives for each rule its ``title``
    and ``rationale`` (by language), ``severity``, ``version`` and ``source``. The names are for people: what a file of
    ``passages`` is called, and what a record (by IRI) says or is called.
    """

    found: Mapping[str, Any]
    rules: Mapping[str, Mapping[str, Any]]
    say: Tongue
    passages: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def told(self, words: Any) -> str:
        """Words by language, or plain words."""
        return self.say.words(words) if isinstance(words, Mapping) else str(words or "")

    def text(self, words: Any) -> Cell:
        """Words, or that there are none."""
        return self.told(words) or Missing.NOT_APPLICABLE

    def severity(self, name: str) -> str:
        """ERROR, WARN or INFO in words."""
        return self.word(name) if name in SEVERITIES else name

    def status(self, finding: Mapping[str, Any]) -> str:
        """Open, or what was decided."""
        name = str(finding.get("status") or "open")
        return self.word(name) if name in STATUSES else name

    def word(self, name: str) -> str:
        """The word for a severity or a status, as the explorer has it."""
        return self.say.words(words()["audit"][name])

    def title(self, rule: str) -> str:
        """What the rule is about."""
        return self.told(self.rules.get(rule, {}).get("title"))

    def formula(self, finding: Mapping[str, Any]) -> Cell:
        """The arithmetic as people of the language read it."""
        return arithmetic.told(str(finding.get("formula") or ""), self.say.language) or Missing.NOT_APPLICABLE

    def rests_on(self, finding: Mapping[str, Any]) -> str:
        """Whether the text is held against itself or against the facts of a source."""
        name = str(finding.get("rests_on") or "text")
        return self.say(*_RESTS_ON[name]) if name in _RESTS_ON else name

    def places(self, finding: Mapping[str, Any]) -> Cell:
        """Where it stands: file and characters, or file, row and column."""
        return lines((self._place(anchor) for anchor in finding.get("anchors") or ()), Missing.NOT_RECORDED)

    def _place(self, anchor: Mapping[str, Any]) -> str:
        if "row" in anchor:
            return f"{anchor['file']}, {self.say('Zeile', 'row')} {anchor['row']}, {self.say('Spalte', 'column')} {anchor.get('column', '')}"
        return f"{anchor['file']}, {self.say('Zeichen', 'characters')} {anchor['start']}–{anchor['end']}"

    def about(self, finding: Mapping[str, Any]) -> Cell:
        """The records that a finding is about, or the study and group of a table's row."""
        inputs = finding.get("inputs") or {}
        named = " · ".join(str(inputs[key]) for key in ("study", "group") if inputs.get(key))
        subjects = (self._named(str(name)) for name in finding.get("subjects") or ())
        return lines([named, *subjects], Missing.NOT_APPLICABLE)

    def _named(self, subject: str) -> str:
        """A record by its short name, with what it says where that is known."""
        said = self.names.get(subject)
        return f"{curie(subject)}: {said}" if said else curie(subject)

    def inputs(self, finding: Mapping[str, Any]) -> Cell:
        """The numbers by name, each on a line."""
        return lines((f"{name} = {value}" for name, value in self.numbers(finding)), Missing.NOT_APPLICABLE)

    def numbers(self, finding: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What was reckoned with, as people name and read it; what is not known is left out."""
        for name, value in (finding.get("inputs") or {}).items():
            if value not in _UNKNOWN:
                yield self._input(name), self._value(value, name)

    def _input(self, name: str) -> str:
        known = words()["audit_input"]
        return self.say.words(known[name]) if name in known else name.replace("_", " ")

    def _value(self, value: object, of: str) -> str:
        """A value of an input without the brackets of JSON; a code in words, but nothing that is printed somewhere."""
        if isinstance(value, Mapping):
            if value.keys() == {"de", "en"}:
                return self.say.words(value)
            known = ((name, one) for name, one in value.items() if one not in _UNKNOWN)
            return ", ".join(f"{self._input(name)} = {self._value(one, name)}" for name, one in known)
        if isinstance(value, list | tuple):
            with_commas = any(isinstance(one, Mapping | list | tuple | float) for one in value)
            return ("; " if with_commas else ", ").join(self._value(one, of) for one in value)
        return self._word(value, of)

    def _word(self, value: object, of: str) -> str:
        if isinstance(value, bool):
            return self.say("ja", "yes") if value else self.say("nein", "no")
        if isinstance(value, float):
            return units.decimal(value, self.say.language)
        if of in _CODED:
            return arithmetic.term(str(value), self.say.language)
        return self._named(str(value)) if str(value).startswith(BASE) else str(value)

    def decision(self, finding: Mapping[str, Any]) -> Cell:
        """What was decided, why, by whom and when."""
        told = self.decided(finding)
        return (
            ", ".join(str(cell) for cell in told if not isinstance(cell, Missing))
            if told
            else self.say("noch keine", "none yet")
        )

    def decided(self, finding: Mapping[str, Any]) -> tuple[Cell, ...]:
        """Verdict, reason, author and day of a decision; nothing where there is none."""
        decision = finding.get("decision") or {}
        if not decision:
            return ()
        verdict, *rest = (str(decision.get(key) or "") for key in _DECIDED)
        shown = self.word(verdict) if verdict in STATUSES else verdict
        return tuple(text or Missing.NOT_RECORDED for text in (shown, *rest))
