"""The key questions: what is claimed of whom, with what, against what and to what end (PICO), numbered P1, P2, ..."""

from __future__ import annotations

from app.reports.document import Cell, Column, Missing, Table
from app.reports.phrasing import Phrasing, lines, short
from queries.records import Record


def table(words: Phrasing) -> Table:
    """A row for each proposition, with the statements that assert it and how much evidence bears on it."""
    say = words.say
    return Table(
        say("Schlüsselfragen (PICO)", "Key questions (PICO)"),
        (
            Column(say("Nr.", "No."), 6, say("Nummer der Schlüsselfrage in diesem Dokument", "number of the key question in this document")),
            Column(say("Behauptung", "Proposition"), 30, say("was behauptet wird, in unseren Worten", "what is claimed, in our words")),
            Column(say("Population", "Population"), 26, say("von wem die Rede ist", "who is spoken of")),
            Column(say("Intervention oder Faktor", "Intervention or factor"), 22, say("Behandlung oder prognostisches Merkmal", "treatment or prognostic factor")),
            Column(say("Vergleich", "Comparator"), 16, say("wogegen verglichen wird", "what is compared against")),
            Column(say("Endpunkte", "Outcomes"), 20, say("woran gemessen wird", "what is measured")),
            Column(say("Aussagen", "Statements"), 13, say("Aussagen der Leitlinie, die es behaupten", "statements of the guideline that claim it")),
            Column(say("Studien", "Studies"), 10, say("Zahl der Studien mit Evidenz dazu", "number of studies with evidence on it")),
        ),
        tuple(_row(words, name, number) for name, number in words.evidence.question_numbers.items()),
        empty=say("Im Graphen steht keine Schlüsselfrage.", "There is no key question in the graph."),
    )  # fmt: skip


def _row(words: Phrasing, name: str, number: str) -> tuple[Cell, ...]:
    evidence, say = words.evidence, words.say
    record = evidence.propositions[name]
    population = evidence.populations.get(record.one("lg:population") or "")
    proposed = [words.treatment(evidence.components[one]) for one in record.all("lg:proposes")]
    factors = [words.criterion(evidence.criteria[one]) for one in record.all("lg:prognosticFactor")]
    behind = {study for line in evidence.lines_for.get(name, ()) for study in evidence.studies_behind(line)}
    statements = [short(one.iri) for one in evidence.statements_asserting.get(name, ())]
    return (
        number,
        words.label(name),
        _people(words, population) if population else Missing.NOT_RECORDED,
        lines([*proposed, say.words(record.text("lg:factor")), *factors]),
        lines([say.words(record.text("lg:comparatorText"))]),
        lines(words.label(one) for one in record.all("lg:hasOutcome")),
        lines([", ".join(sorted(statements))]),
        len(behind),
    )


def _people(words: Phrasing, population: Record) -> Cell:
    """A population as it is described; where it is not, by its criteria."""
    told = words.say.words(population.text("lg:describedAs"))
    return told or lines(words.criteria(population))
