"""The audit report: what does not fit, passage by passage, with its arithmetic; decisions; what was not tested; method.

It is made of the one document that ``leitgraph audit --format json`` prints, whether that came from the graph or from
a table, and of what is known of each rule. It says "does not agree with", never who is at fault.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from app.reports.audit_tables import AuditTables
from app.reports.document import Block, Box, Cell, Document, Heading, Missing, Paragraph, Tone
from app.reports.evidence import Evidence
from app.reports.forms.ending import FORMS
from app.reports.phrasing import lines
from app.reports.provenance import Provenance
from app.reports.tongue import Language, Tongue

#: Findings that are shown in boxes; a report with more says so, and the workbook and the JSON form hold all.
_MOST_BOXES = 400
_TONES: Mapping[str, Tone] = {"ERROR": "error", "WARN": "warn", "INFO": "info"}
_GRAVITY = ("ERROR", "WARN", "INFO")


def render(
    found: Mapping[str, Any],
    rules: Mapping[str, Mapping[str, Any]],
    language: Language,
    ending: str,
    *,
    provenance: Provenance | None = None,
    held: Evidence | None = None,
) -> bytes:
    """The content of a report file: ``.docx``, ``.xlsx``, ``.html``, ``.md`` or ``.csv``.

    ``held`` are the records that were audited: with them the report names passages and says what statements say.
    Without ``provenance`` it names the generation of the audit document and no hash.

    >>> nothing = {"generation": "000001", "findings": [], "untested": [], "counts": {}}
    >>> render(nothing, {}, "en", ".md").decode().splitlines()[0]
    '# Audit report'
    """
    known = provenance or Provenance(source=str(found.get("generation") or ""))
    return FORMS[ending](document(tables(found, rules, Tongue(language), held), known))


def tables(
    found: Mapping[str, Any],
    rules: Mapping[str, Mapping[str, Any]],
    say: Tongue,
    held: Evidence | None = None,
) -> AuditTables:
    """The tables of an audit, with what passages and records are called where the records are at hand."""
    return (
        AuditTables(found, rules, say, held.passage_names(say), held.names(say))
        if held
        else AuditTables(found, rules, say)
    )


def document(audited: AuditTables, provenance: Provenance) -> Document:
    """The report on the findings of one audit."""
    say = audited.say
    return Document(
        title=say("Auditbericht", "Audit report"),
        subtitle=say.words(provenance.title),
        tongue=say,
        provenance=provenance,
        blocks=tuple(AuditReport(audited).blocks()),
        sheets=(
            (say("Befunde", "Findings"), audited.findings()),
            (say("Zusammenfassung", "Summary"), audited.by_rule()),
            (say("Entscheidungen", "Decisions"), audited.decisions()),
            (say("Nicht geprüft", "Untested"), audited.untested()),
            (say("Regeln", "Rules"), audited.rule_book()),
        ),
    )


@dataclass(frozen=True)
class AuditReport:
    """The report as blocks; the annex of a guideline report takes them too, one level lower."""

    tables: AuditTables
    level: int = 1

    def blocks(self) -> Iterator[Block]:
        """Summary, findings by passage, decisions, what was not tested, method."""
        say = self.tables.say
        yield Heading(say("Zusammenfassung", "Summary"), self.level)
        yield Paragraph(self._sentence())
        yield self.tables.by_severity()
        yield self.tables.by_rule()
        yield Heading(say("Befunde nach Textstelle", "Findings by passage"), self.level)
        yield from self._by_place()
        yield Heading(say("Entscheidungen der Autoren", "Decisions of the authors"), self.level)
        yield self.tables.decisions()
        yield Heading(say("Nicht geprüft", "Not tested"), self.level)
        yield Paragraph(
            say("Was keine Regel prüfen konnte, mit dem Grund. Es gilt nicht als richtig.",
                "What no rule could test, with the reason. It does not count as right."), "note",
        )  # fmt: skip
        yield self.tables.untested_by_reason()
        yield Heading(say("Methode", "Method"), self.level)
        yield Paragraph(self._method())
        yield self.tables.rule_book()

    def _sentence(self) -> str:
        say, found = self.tables.say, self.tables.found
        counts = Counter(str(finding["severity"]) for finding in found["findings"])
        told = ", ".join(f"{counts[one]} {self.tables.severity(one)}" for one in _GRAVITY)
        open_ = sum(finding.get("status", "open") == "open" for finding in found["findings"])
        if not found["findings"]:
            return say(
                "Keine der Regeln hat etwas gefunden, was nicht zusammenpasst.",
                "None of the rules found anything that does not agree.",
            )
        number = len(found["findings"])
        return say(
            f"{number} {'Befund' if number == 1 else 'Befunde'} ({told}), davon {open_} offen. Nicht geprüft "
            f"werden konnten {len(found['untested'])} Angaben.",
            f"{number} {'finding' if number == 1 else 'findings'} ({told}), of which {open_} open. "
            f"{len(found['untested'])} facts could not be tested.",
        )

    def _method(self) -> str:
        return self.tables.say(
            "Die Regeln rechnen mit den Zahlen, wie sie gedruckt sind; kaufmännisches, mathematisches und abrundendes Runden der "
            "Hälfte gelten als richtig. „Fehler“ heißt ein Befund nur, wenn keine Lesart der Rundung, des Nenners oder "
            "des Designs den Wert rettet. Jede Regel hat eine Version; ihre Quelle ist eine Veröffentlichung oder, wo sie nur "
            "rechnet, die Definition. Ein Befund sagt, was nicht vereinbar ist; was davon stimmt, entscheidet die "
            "Leitliniengruppe.",
            "The rules reckon with the numbers as printed; rounding half up, half to even and half down all count as correct. "
            "A finding is an error only where no reading of rounding, denominator or design rescues the value. Each rule has a "
            "version; its source is a publication or, where it is arithmetic, the definition. A finding says what does not "
            "agree; which of it is right is for the guideline group to decide.",
        )

    def _by_place(self) -> Iterator[Block]:
        say, findings = self.tables.say, self.tables.found["findings"]
        by_place: dict[tuple[int, str], list[Mapping[str, Any]]] = defaultdict(list)
        for finding in sorted(findings, key=_gravity)[:_MOST_BOXES]:
            by_place[self._where(finding)].append(finding)
        for (_, title), here in sorted(by_place.items(), key=itemgetter(0)):
            yield Heading(title, self.level + 1)
            yield from (self.box(finding) for finding in sorted(here, key=_place))
        if len(findings) > _MOST_BOXES:
            yield Paragraph(
                say(f"{len(findings) - _MOST_BOXES} weitere Befunde stehen in der Arbeitsmappe (.xlsx) und in der JSON-Form.",
                    f"{len(findings) - _MOST_BOXES} further findings are in the workbook (.xlsx) and in the JSON form."),
                "note",
            )  # fmt: skip
        if not findings:
            yield Paragraph(say("Keine.", "None."))

    def _where(self, finding: Mapping[str, Any]) -> tuple[int, str]:
        """The passage or table of a finding; one without goes by its study, and those come after the passages."""
        anchors = finding.get("anchors") or ()
        if anchors:
            file = str(anchors[0]["file"])
            named = self.tables.passages.get(file)
            return 0, f"{named} ({file})" if named else file
        study = (finding.get("inputs") or {}).get("study")
        if study:
            return 1, self.tables.say(f"Studie: {study}", f"Study: {study}")
        return 2, self.tables.say("ohne Textstelle", "without a passage")

    def box(self, finding: Mapping[str, Any]) -> Box:
        """One finding with its arithmetic, its place and what to look at."""
        tables, say = self.tables, self.tables.say
        severity = str(finding["severity"])
        title = f"{finding['rule']} · {tables.severity(severity)} · {tables.status(finding)}"
        named = tables.title(finding["rule"])
        facts: list[tuple[str, Cell]] = [
            (say("Befund", "Finding"), tables.text(finding.get("message"))),
            (say("Rechnung", "Arithmetic"), tables.formula(finding)),
            (say("Stelle", "Place"), tables.places(finding)),
            (say("Gehalten gegen", "Held against"), tables.rests_on(finding)),
            (say("Betrifft", "About"), tables.about(finding)),
            (say("Eingaben", "Inputs"), tables.inputs(finding)),
            (
                say("Annahmen", "Assumptions"),
                lines(map(tables.told, finding.get("assumptions") or ()), Missing.NOT_APPLICABLE),
            ),
            (say("Vorschlag", "Suggestion"), tables.text(finding.get("suggestion"))),
            (say("Entscheidung", "Decision"), tables.decision(finding)),
            (say("Kennung", "Identifier"), str(finding["id"])),
        ]
        if members := finding.get("members"):
            facts.insert(2, (say("umfasst", "comprises"), lines(map(str, members))))
        told = tuple(fact for fact in facts if fact[1] is not Missing.NOT_APPLICABLE)
        return Box(f"{title} · {named}" if named else title, told, _TONES.get(severity, "neutral"))


def _gravity(finding: Mapping[str, Any]) -> tuple[int, str, str]:
    severity = str(finding["severity"])
    return (
        _GRAVITY.index(severity) if severity in _GRAVITY else len(_GRAVITY),
        str(finding["rule"]),
        str(finding["id"]),
    )


def _place(finding: Mapping[str, Any]) -> tuple[int, tuple[int, str, str]]:
    """The order of the text, or of the rows of a table."""
    anchors: Sequence[Mapping[str, Any]] = finding.get("anchors") or ({},)
    return int(anchors[0].get("start") or anchors[0].get("row") or 0), _gravity(finding)
