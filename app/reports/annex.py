"""The annex of a guideline report: what the graph can fill of it, and plainly what it cannot."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from app.reports import annex_tables, key_questions
from app.reports.audit import AuditReport
from app.reports.audit_tables import AuditTables
from app.reports.document import Block, Box, Column, Document, Heading, Missing, Paragraph, Table, Turn
from app.reports.evidence import Evidence
from app.reports.evidence_table import EvidenceTable
from app.reports.phrasing import Phrasing, lines
from app.reports.provenance import Provenance
from app.reports.tongue import Tongue
from queries.records import Record

#: Parts of a guideline report on which the graph holds nothing: (German, English).
_NOT_HELD = (
    ("Autoren, Zusammensetzung der Leitliniengruppe", "authors, composition of the guideline group"),
    ("Finanzierung und redaktionelle Unabhängigkeit", "funding and editorial independence"),
    (
        "Suchstrategie (Datenbank, Suchzeile, Datum, Treffer)",
        "search strategy (database, string, date, hits)",
    ),
    ("Auswahl der Literatur (PRISMA-Zahlen)", "selection of literature (PRISMA counts)"),
    ("ausgeschlossene Volltexte mit Grund", "excluded full texts with reason"),
    ("Bewertung des Verzerrungsrisikos je Studie", "risk of bias of each study"),
    ("Formulierung und Konsensverfahren", "formulation and consensus process"),
    ("Qualitätsindikatoren", "quality indicators"),
    ("externe Begutachtung", "external review"),
    ("Interessenkonflikte und Umgang damit", "conflicts of interest and their management"),
    ("Verbreitung und Implementierung", "dissemination and implementation"),
)


def document(
    evidence: Evidence, say: Tongue, provenance: Provenance, audit: AuditTables | None = None
) -> Document:
    """The annex; with the audit protocol where there is one."""
    words = Phrasing(evidence, say)
    table = EvidenceTable(evidence, say)
    sheets = [
        (say("Schlüsselfragen", "Key questions"), key_questions.table(words)),
        (say("Studien", "Studies"), table.studies()),
        (say("Bewertung", "Appraisal"), table.appraisal()),
        (say("Aussagen", "Statements"), annex_tables.statements(words)),
        (say("Quellen", "References"), annex_tables.sources(words)),
        (say("Widersprüche", "Contradictions"), annex_tables.contradictions(words)),
        (say("Evidenzlücken", "Evidence gaps"), annex_tables.gaps(words)),
    ]
    if audit:
        sheets += [(say("Audit", "Audit"), audit.findings()), (say("Regeln", "Rules"), audit.rule_book())]
    return Document(
        title=say("Leitlinienreport: Anhang", "Guideline report: annex"),
        subtitle=say.words(provenance.title),
        tongue=say,
        provenance=provenance,
        blocks=tuple(_blocks(words, table, audit)),
        sheets=tuple(sheets),
    )


def _blocks(words: Phrasing, table: EvidenceTable, audit: AuditTables | None) -> Iterator[Block]:
    say = words.say
    yield Heading(say("1 Leitlinie und Fassungen", "1 Guideline and editions"))
    yield from _editions(words)
    yield Turn(landscape=True)
    yield Heading(say("2 Schlüsselfragen", "2 Key questions"))
    yield key_questions.table(words)
    yield Heading(say("3 Evidenzbasis", "3 Evidence base"))
    yield from _base(words)
    yield annex_tables.sources(words)
    yield Heading(say("4 Evidenztabellen", "4 Evidence tables"))
    yield from (block for block in table.blocks(2) if not _repeats(block, words))
    yield Heading(say("5 Aussagen, Graduierung und Konsens", "5 Statements, grading and consensus"))
    yield annex_tables.statements(words)
    yield Heading(say("6 Widersprüche und Evidenzlücken", "6 Contradictions and evidence gaps"))
    yield annex_tables.contradictions(words)
    yield annex_tables.gaps(words)
    yield Turn(landscape=False)
    yield Heading(say("7 Auditprotokoll", "7 Audit protocol"))
    if audit:
        yield from AuditReport(audit, level=2).blocks()
    else:
        yield Paragraph(say("Diesem Export lag keine Prüfung bei.", "No audit was at hand for this export."))
    yield Heading(say("8 Was hier fehlt", "8 What is missing here"))
    yield _missing(say)


def _repeats(block: Block, words: Phrasing) -> bool:
    """The key questions have a section of their own here."""
    named = words.say("Schlüsselfragen (PICO)", "Key questions (PICO)")
    return (isinstance(block, Heading) and block.text == named) or (
        isinstance(block, Table) and block.caption == named
    )


def _editions(words: Phrasing) -> Iterator[Block]:
    evidence, say = words.evidence, words.say
    for guideline in evidence.guidelines.values():
        yield Paragraph(
            f"{words.label(guideline.iri)}; {say('Register', 'register')}: {guideline.one('lg:registerNumber') or say('nicht erfasst', 'not recorded')}; "
            f"{say('Klasse', 'class')}: {words.label(guideline.one('lg:guidelineClass')) if guideline.one('lg:guidelineClass') else say('nicht erfasst', 'not recorded')}"
        )
        for edition in evidence.editions.values():
            if guideline.iri in edition.all("lg:editionOf"):
                yield _edition(words, edition)


def _edition(words: Phrasing, edition: Record) -> Box:
    say = words.say
    passages = [p for p in words.evidence.passages.values() if edition.iri in p.all("dcterms:isPartOf")]
    told = (
        f"{words.label(p.iri)}: {p.one('lg:fileName')} (SHA-256 {p.one('lg:fileSha256')})" for p in passages
    )
    return Box(
        words.label(edition.iri),
        (
            (say("Version", "Version"), edition.one("lg:version") or Missing.NOT_RECORDED),
            (
                say("erschienen", "issued"),
                _day(edition, "dcterms:issued") or edition.one("lg:year") or Missing.NOT_RECORDED,
            ),
            (
                say("Literatursuche bis", "searched until"),
                _day(edition, "lg:searchedUntil") or Missing.NOT_RECORDED,
            ),
            (say("gültig bis", "valid until"), _day(edition, "dcterms:valid") or Missing.NOT_RECORDED),
            (say("Textstellen", "Passages"), lines(told)),
            (
                say("Bemerkung", "Comment"),
                lines([say.words(edition.text("rdfs:comment"))], Missing.NOT_APPLICABLE),
            ),
        ),
    )


def _day(record: Record, prop: str) -> dt.date | None:
    value = record.one(prop)
    return dt.date.fromisoformat(value) if value else None


def _base(words: Phrasing) -> Iterator[Block]:
    """How many studies of which design, and where they come from."""
    evidence, say = words.evidence, words.say
    designs = Counter(name for study in evidence.studies.values() for name in study.all("lg:hasDesign"))
    yield Paragraph(
        say(
            f"{len(evidence.studies)} Studien und Dokumente, {len(evidence.publications)} Veröffentlichungen, {len(evidence.results)} Ergebnisse.",
            f"{len(evidence.studies)} studies and documents, {len(evidence.publications)} publications, {len(evidence.results)} results.",
        )
    )
    yield Table(
        say(
            "Studien nach Design (eine Studie kann mehrere Merkmale haben)",
            "Studies by design (a study may have several)",
        ),
        (Column("Design", 60), Column(say("Studien", "Studies"), 20)),
        tuple(
            (words.label(name), number)
            for name, number in sorted(designs.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        empty=say("Kein Design erfasst.", "No design recorded."),
    )


def _missing(say: Tongue) -> Table:
    return Table(
        say(
            "Teile eines Leitlinienreports, zu denen der Graph nichts enthält",
            "Parts of a guideline report on which the graph holds nothing",
        ),
        (Column(say("Teil", "Part"), 60), Column(say("im Graphen", "in the graph"), 20)),
        tuple((say(*part), Missing.NOT_RECORDED) for part in _NOT_HELD),
    )
