"""The tables of an audit report: findings, decisions, what was not tested, the rules."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.reports.audit_words import SEVERITIES, STATUSES, AuditWords
from app.reports.document import Cell, Column, Missing, Table
from app.reports.phrasing import lines
from ontology.namespaces import curie

_MOST_SUBJECTS = 12


@dataclass(frozen=True)
class AuditTables(AuditWords):
    """The same audit as tables."""

    def by_severity(self) -> Table:
        """How many findings of each severity are open, decided, or lapsed."""
        say, findings = self.say, self.found["findings"]
        statuses = [
            name for name in STATUSES if name == "open" or any(f.get("status") == name for f in findings)
        ]
        counts = Counter((str(f["severity"]), str(f.get("status") or "open")) for f in findings)
        head = (
            Column(say("Schwere", "Severity"), 20),
            *(Column(self.word(name), 16) for name in statuses),
            Column(say("gesamt", "total"), 12),
        )
        rows: list[tuple[Cell, ...]] = [
            (
                self.severity(one),
                *(counts[one, name] for name in statuses),
                sum(n for (kind, _), n in counts.items() if kind == one),
            )
            for one in SEVERITIES
        ]
        return Table(say("Befunde nach Schwere", "Findings by severity"), head, tuple(rows))

    def by_rule(self) -> Table:
        """For each rule: what it found and what it could not test."""
        say = self.say
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for finding in self.found["findings"]:
            found[str(finding["rule"])][str(finding["severity"])] += 1
        untested = Counter(str(one["rule"]) for one in self.found["untested"])
        rules = sorted({*found, *untested}, key=_in_order)
        return Table(
            say("Befunde nach Regel", "Findings by rule"),
            (
                Column(say("Regel", "Rule"), 9, say("Kürzel der Regel", "code of the rule")),
                Column(say("Titel", "Title"), 46, say("was die Regel prüft", "what the rule tests")),
                *(Column(self.severity(one), 11, say("Zahl der Befunde", "number of findings")) for one in SEVERITIES),
                Column(say("nicht geprüft", "not tested"), 12, say("Zahl der Angaben, die die Regel nicht prüfen konnte", "number of facts that the rule could not test")),
            ),
            tuple((rule, self.title(rule), *(found[rule][one] for one in SEVERITIES), untested[rule]) for rule in rules),
            empty=say("Keine Regel hat etwas gefunden oder nicht prüfen können.", "No rule found anything or could not test anything."),
        )  # fmt: skip

    def findings(self) -> Table:
        """A row for each finding."""
        say = self.say
        return Table(
            say("Befunde", "Findings"),
            (
                Column(say("Kennung", "Identifier"), 24, say("bleibt über Neubauten gleich", "stays the same over builds")),
                Column(say("Regel", "Rule"), 8, say("Kürzel der Regel", "code of the rule")),
                Column(say("Titel", "Title"), 30, say("was die Regel prüft", "what the rule tests")),
                Column(say("Schwere", "Severity"), 11, say("Fehler, Warnung oder Hinweis", "error, warning or information")),
                Column(say("Status", "Status"), 14, say("offen oder entschieden", "open or decided")),
                Column(say("Befund", "Finding"), 50, say("was nicht vereinbar ist", "what does not agree")),
                Column(say("Rechnung", "Arithmetic"), 40, say("mit den Zahlen", "with its numbers")),
                Column(say("Stelle", "Place"), 34, say("Datei und Zeichen, oder Zeile und Spalte", "file and characters, or row and column")),
                Column(say("gehalten gegen", "held against"), 20, say("Text selbst oder Quellen", "text itself or sources")),
                Column(say("betrifft", "about"), 34, say("Datensätze oder Zeile der Tabelle", "records or row of the table")),
                Column(say("Eingaben", "Inputs"), 34, say("Zahlen mit Namen", "numbers by name")),
                Column(say("Vorschlag", "Suggestion"), 40, say("was anzusehen ist", "what to look at")),
                Column(say("Entscheidung", "Decision"), 30, say("mit Grund, von wem und wann", "with reason, by whom and when")),
            ),
            tuple(self._finding(finding) for finding in self.found["findings"]),
            empty=say("Kein Befund.", "No finding."),
        )  # fmt: skip

    def _finding(self, finding: Mapping[str, Any]) -> tuple[Cell, ...]:
        return (
            str(finding["id"]),
            str(finding["rule"]),
            self.title(str(finding["rule"])),
            self.severity(str(finding["severity"])),
            self.status(finding),
            self.text(finding.get("message")),
            self.formula(finding),
            self.places(finding),
            self.rests_on(finding),
            self.about(finding),
            self.inputs(finding),
            self.text(finding.get("suggestion")),
            self.decision(finding),
        )

    def decisions(self) -> Table:
        """What authors decided, on which finding."""
        say = self.say
        decided = [f for f in self.found["findings"] if f.get("decision")]
        return Table(
            say("Entscheidungen der Autoren", "Decisions of the authors"),
            (
                Column(say("Befund", "Finding"), 24, say("Kennung des Befunds", "identifier of the finding")),
                Column(say("Entscheidung", "Decision"), 19, say("angenommen, verworfen oder zurückgestellt", "accepted, rejected or deferred")),
                Column(say("Grund", "Reason"), 34, say("Begründung der Autoren", "the authors' reason")),
                Column(say("von", "by"), 16, say("wer entschied", "who decided")),
                Column(say("am", "on"), 12, say("wann", "when")),
                Column(say("Stand", "State"), 19, say("ob die Entscheidung noch gilt", "whether the decision still holds")),
            ),
            tuple((str(f["id"]), *self.decided(f), self.status(f)) for f in decided),
            empty=say("Noch ist über keinen Befund entschieden.", "No finding has been decided on yet."),
        )  # fmt: skip

    def untested(self) -> Table:
        """A row for each fact that a rule could not test."""
        say = self.say
        return Table(
            say("Nicht geprüft", "Not tested"),
            (
                Column(say("Regel", "Rule"), 8, say("Kürzel der Regel", "code of the rule")),
                Column(say("Grund", "Reason"), 50, say("warum nicht geprüft werden konnte", "why it could not be tested")),
                Column(say("betrifft", "about"), 50, say("Datensätze", "records")),
            ),
            tuple((str(one["rule"]), self.told(one["reason"]), lines(map(_name, one.get("subjects") or ()))) for one in self.found["untested"]),
            empty=say("Alles, was eine Regel betrifft, konnte sie prüfen.", "Every rule could test all that concerns it."),
        )  # fmt: skip

    def untested_by_reason(self) -> Table:
        """The same by rule and reason, with the first records of each."""
        say = self.say
        by_reason: dict[tuple[str, str], list[str]] = defaultdict(list)
        counts: Counter[tuple[str, str]] = Counter()
        for one in self.found["untested"]:
            key = str(one["rule"]), self.told(one["reason"])
            counts[key] += 1
            by_reason[key] += map(_name, one.get("subjects") or ())
        return Table(
            say("Nicht geprüft", "Not tested"),
            (Column(say("Regel", "Rule"), 8), Column(say("Grund", "Reason"), 38), Column(say("Zahl", "Number"), 8), Column(say("betrifft", "about"), 46)),
            tuple((*key, counts[key], self._few(by_reason[key])) for key in sorted(counts, key=lambda k: (_in_order(k[0]), k))),
            empty=say("Alles, was eine Regel betrifft, konnte sie prüfen.", "Every rule could test all that concerns it."),
        )  # fmt: skip

    def _few(self, subjects: Sequence[str]) -> Cell:
        names = list(dict.fromkeys(subjects))
        more = len(names) - _MOST_SUBJECTS
        rest = [self.say(f"und {more} weitere", f"and {more} more")] if more > 0 else []
        return lines([", ".join([*names[:_MOST_SUBJECTS], *rest])])

    def rule_book(self) -> Table:
        """The rules with version, severity, rationale and source."""
        say = self.say
        return Table(
            say("Regeln", "Rules"),
            (
                Column(say("Regel", "Rule"), 7, say("Kürzel der Regel", "code of the rule")),
                Column(say("Version", "Version"), 8, say("Version der Regel", "version of the rule")),
                Column(say("Schwere", "Severity"), 11, say("Schwere eines Verstoßes, wenn nichts anderes gesagt ist", "severity of a breach unless said otherwise")),
                Column(say("Titel", "Title"), 24, say("was die Regel prüft", "what the rule tests")),
                Column(say("Begründung", "Rationale"), 36, say("warum", "why")),
                Column(say("Quelle", "Source"), 20, say("Veröffentlichung, oder Definition", "publication, or definition")),
            ),
            tuple(self._rule(name) for name in sorted(self.rules, key=_in_order)),
            empty=say("Zu den Regeln ist nichts angegeben.", "Nothing is given on the rules."),
        )  # fmt: skip

    def _rule(self, name: str) -> tuple[Cell, ...]:
        rule = self.rules[name]
        source = str(rule.get("source") or "")
        return (
            name,
            int(rule.get("version") or 1),
            self.severity(str(rule.get("severity") or "")),
            self.text(rule.get("title")),
            self.text(rule.get("rationale")),
            (self.say("per Definition", "by definition") if source == "by definition" else source)
            or Missing.NOT_RECORDED,
        )


def _in_order(rule: str) -> tuple[str, int, str]:
    """N2 before N10."""
    letters = rule.rstrip("0123456789")
    digits = rule[len(letters) :]
    return letters, int(digits or 0), rule


def _name(subject: object) -> str:
    return curie(str(subject))
