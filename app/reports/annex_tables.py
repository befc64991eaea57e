"""The tables of the annex: sources, statements with their grading, contradictions, evidence gaps."""

from __future__ import annotations

from app.reports import recommendations
from app.reports.document import Cell, Column, Table
from app.reports.evidence import in_order
from app.reports.phrasing import Phrasing, lines, short
from queries.records import Record


def sources(words: Phrasing) -> Table:
    """The publications with what identifies them."""
    say = words.say
    found = sorted(
        words.evidence.publications.values(), key=lambda one: (words.label(one.one("lg:reportsOn")), one.iri)
    )
    return Table(
        say("Quellen", "References"),
        (
            Column(say("Studie", "Study"), 24, say("worüber berichtet wird", "what is reported on")),
            Column(say("Veröffentlichung", "Publication"), 60, say("bibliographische Angaben", "bibliographic details")),
            Column(say("Form", "Form"), 16, say("Art der Veröffentlichung", "kind of publication")),
            Column(say("Vermerk", "Notice"), 16, say("Rückzug, Bedenken, Korrektur", "retraction, concern, correction")),
        ),
        tuple(
            (
                words.label(one.one("lg:reportsOn")),
                words.reference(one),
                words.label(one.one("lg:publicationForm")),
                words.code(one, "lg:integrity"),
            )
            for one in found
        ),
        empty=say("Im Graphen steht keine Veröffentlichung.", "There is no publication in the graph."),
    )  # fmt: skip


def statements(words: Phrasing) -> Table:
    """Every statement with its kind, grade, level, consensus and status."""
    say = words.say
    return Table(
        say("Aussagen, Graduierung und Konsens", "Statements, grading and consensus"),
        (
            Column(say("Nr.", "No."), 8, say("Nummer der Aussage", "number of the statement")),
            Column(say("Art", "Kind"), 16, say("Art der Aussage", "kind of statement")),
            Column(say("Text (Wiedergabe)", "Text (paraphrase)"), 50, say("in unseren Worten", "in our words")),
            Column(say("Verbindlichkeit", "Modality"), 17, say("wie verbindlich es gesagt ist", "how binding it is said")),
            Column(say("Grad", "Grade"), 12, say("gedruckter Empfehlungsgrad", "printed grade")),
            Column(say("Evidenzgrad", "Level"), 18, say("mit Schema und Ausgabe", "with scheme and edition")),
            Column(say("Konsens", "Consensus"), 13, say("gedruckte Konsensstärke", "printed strength of consensus")),
            Column(say("Status", "Status"), 18, say("neu, modifiziert, geprüft", "new, modified, reaffirmed")),
        ),
        tuple(_statement(words, one) for one in in_order(words.evidence.statements.values(), words.evidence)),
        empty=say("Im Graphen steht keine Aussage.", "There is no statement in the graph."),
    )  # fmt: skip


def _statement(words: Phrasing, statement: Record) -> tuple[Cell, ...]:
    kinds = [
        name for name in statement.all("rdf:type") if short(name) not in ("Record", "Statement", "Entity")
    ]
    return (
        short(statement.iri),
        lines(words.label(name) for name in kinds),
        words.say.words(statement.text("lg:paraphrase")),
        words.label(statement.one("lg:modality")),
        recommendations.grade(words, statement),
        recommendations.levels(words, statement),
        recommendations.consensus(words, statement),
        recommendations.status(words, statement),
    )


def contradictions(words: Phrasing) -> Table:
    """Where records do not agree, in what, and whether that is explained."""
    say = words.say
    return Table(
        say("Widersprüche", "Contradictions"),
        (
            Column(say("zwischen", "between"), 26, say("Datensätze, die nicht übereinstimmen", "records that do not agree")),
            Column(say("verschieden in", "differ in"), 18, say("worin sie sich unterscheiden", "in what they differ")),
            Column(say("Stand", "State"), 12, say("offen, erklärt oder scheinbar", "open, explained or apparent")),
            Column(say("Erläuterung", "Explanation"), 60, say("in unseren Worten", "in our words")),
        ),
        tuple(
            (
                lines(_member(words, name) for name in one.all("lg:member")),
                words.code(one, "lg:differs"),
                words.label(one.one("lg:contradictionStatus")),
                say.words(one.text("lg:explanation")),
            )
            for one in words.evidence.contradictions.values()
        ),
        empty=say("Kein Widerspruch erfasst.", "No contradiction recorded."),
    )  # fmt: skip


def _member(words: Phrasing, name: str) -> str:
    return words.label(name) if name in words.evidence.labels else short(name)


def gaps(words: Phrasing) -> Table:
    """What was looked for and not found, and why."""
    say = words.say
    return Table(
        say("Evidenzlücken", "Evidence gaps"),
        (
            Column(say("Frage", "Question"), 26, say("wonach gesucht wurde", "what was looked for")),
            Column(say("Grund", "Reason"), 20, say("warum nichts gefunden wurde", "why nothing was found")),
            Column(say("Erläuterung", "Explanation"), 56, say("in unseren Worten", "in our words")),
            Column(say("könnte geschlossen werden durch", "may be closed by"), 20, say("laufende Studien", "studies under way")),
        ),
        tuple(
            (
                words.label(one.iri),
                words.label(one.one("lg:gapReason")),
                say.words(one.text("lg:explanation")),
                lines(words.label(name) for name in one.all("lg:mayBeClosedBy")),
            )
            for one in words.evidence.gaps.values()
        ),
        empty=say("Keine Evidenzlücke erfasst.", "No evidence gap recorded."),
    )  # fmt: skip
