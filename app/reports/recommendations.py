"""The recommendations, each in a box: number, wording (ours), grade, modality, level, literature, consensus, status.

Grade, modality and consensus are facts apart; where the text prints none, the box says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.reports.document import Block, Box, Cell, Column, Document, Heading, Missing, Paragraph, Table
from app.reports.evidence import Evidence, in_order
from app.reports.phrasing import Phrasing, lines, short
from app.reports.provenance import Provenance
from app.reports.tongue import Tongue
from queries.records import Record

_RESEARCH = "ResearchRecommendation"


def document(evidence: Evidence, say: Tongue, provenance: Provenance) -> Document:
    """All recommendations in the order of the text."""
    words = Phrasing(evidence, say)
    return Document(
        title=say("Empfehlungen", "Recommendations"),
        subtitle=say.words(provenance.title),
        tongue=say,
        provenance=provenance,
        blocks=tuple(blocks(words)),
        sheets=((say("Empfehlungen", "Recommendations"), table(words)),),
    )


def table(words: Phrasing) -> Table:
    """The same facts for a spreadsheet: a row for each recommendation."""
    say = words.say
    boxes = [box(words, statement) for statement in recommended(words.evidence)]
    names = [name for name, _ in boxes[0].facts] if boxes else []
    return Table(
        say("Empfehlungen", "Recommendations"),
        (Column(say("Empfehlung", "Recommendation"), 26), *(Column(name, 30) for name in names)),
        tuple((one.title, *(cell for _, cell in one.facts)) for one in boxes),
        empty=say("Im Graphen steht keine Empfehlung.", "There is no recommendation in the graph."),
    )


def recommended(evidence: Evidence) -> list[Record]:
    """The recommendations in the order of the text."""
    found = (one for one in evidence.statements.values() if "Recommendation" in _kinds(one))
    return in_order(found, evidence)


def _kinds(statement: Record) -> set[str]:
    return {short(name) for name in statement.all("rdf:type")}


def blocks(words: Phrasing, level: int = 1) -> Iterator[Block]:
    """A box for each recommendation, below its passage."""
    say, passage = words.say, None
    found = recommended(words.evidence)
    yield Paragraph(
        say(
            "Der Wortlaut der Leitlinie steht nicht im Graphen: der Text ist unsere Wiedergabe, die Fundstelle nennt Datei und "
            "Zeichen. Wo Empfehlungsgrad, Konsens oder Überarbeitung nicht gedruckt sind, sagt der Kasten es.",
            "The guideline's own wording is not in the graph: the text is our paraphrase, the place gives file and characters. "
            "Where grade, consensus or revision are not printed, the box says so.",
        ),
        "note",
    )
    for statement in found:
        if statement.one("lg:statementOf") != passage:
            passage = statement.one("lg:statementOf")
            yield Heading(words.label(passage), level)
        yield box(words, statement)
    if not found:
        yield Paragraph(say("Im Graphen steht keine Empfehlung.", "There is no recommendation in the graph."))


def box(words: Phrasing, statement: Record) -> Box:
    """One recommendation."""
    say = words.say
    kind = (
        say("Forschungsempfehlung", "Research recommendation")
        if _RESEARCH in _kinds(statement)
        else say("Empfehlung", "Recommendation")
    )
    return Box(
        f"{kind} {short(statement.iri)}",
        (
            (say("Text (Wiedergabe)", "Text (paraphrase)"), say.words(statement.text("lg:paraphrase"))),
            (
                say("Bedingung", "Condition"),
                lines([say.words(statement.text("lg:condition"))], Missing.NOT_APPLICABLE),
            ),
            (
                say("Verbindlichkeit", "Modality"),
                _with_note(words, statement, "lg:modality", "lg:modalityNote"),
            ),
            (say("Empfehlungsgrad", "Grade"), grade(words, statement)),
            (say("Evidenzgrad", "Level of evidence"), levels(words, statement)),
            (say("Grundlage", "Basis"), _with_note(words, statement, "lg:basis", "lg:basisNote")),
            (say("Literatur", "Literature"), literature(words, statement)),
            (say("Konsensstärke", "Consensus"), consensus(words, statement)),
            (say("Status", "Status"), status(words, statement)),
            (say("Fundstelle", "Place"), words.place(statement)),
        ),
    )


def _with_note(words: Phrasing, statement: Record, prop: str, note: str) -> Cell:
    return lines([words.label(statement.one(prop)), words.say.words(statement.text(note))])


def _printed(words: Phrasing, statement: Record, prop: str) -> Cell:
    """Why a grade or a consensus is not given: not printed, or not to be expected."""
    if statement.code(prop) == "notApplicable":
        return Missing.NOT_APPLICABLE
    return words.label(statement.one(prop))


def grade(words: Phrasing, statement: Record) -> Cell:
    """The printed grade, or expert consensus as the text has it."""
    found = statement.one("lg:grade")
    return words.label(found) if found else _printed(words, statement, "lg:gradeStatus")


def levels(words: Phrasing, statement: Record) -> Cell:
    """The levels that stand in the statement, or were given to what its claim rests on."""
    evidence = words.evidence
    stated = [level for level in evidence.levels.values() if statement.iri in level.all("lg:statedIn")]
    judged = [line.iri for name in statement.all("lg:asserts") for line in evidence.lines_for.get(name, ())]
    rated = [level for name in (statement.iri, *judged) for level in evidence.levels_on.get(name, ())]
    return lines(words.level(level) for level in (*stated, *rated))


def literature(words: Phrasing, statement: Record) -> Cell:
    """What the statement cites; what the curators see as its evidence is said apart."""
    evidence, say = words.evidence, words.say
    cited = [words.label(name) for name in statement.all("cito:cites")]
    judged = [line for name in statement.all("lg:asserts") for line in evidence.lines_for.get(name, ())]
    behind = sorted({words.label(study) for line in judged for study in evidence.studies_behind(line)})
    return lines(
        [
            *cited,
            f"{say('in der Leitlinie als', 'in the guideline as')}: {statement.one('lg:citedAs')}"
            if statement.one("lg:citedAs")
            else "",
            f"{say('Evidenz im Graphen', 'evidence in the graph')}: {'; '.join(behind)}" if behind else "",
        ]
    )


def consensus(words: Phrasing, statement: Record) -> Cell:
    """Class and percentage of the vote, as printed."""
    percent = statement.number("lg:consensusPercent")
    found = statement.one("lg:consensusClass")
    share = (
        f"{str(percent).replace('.', words.say(',', '.'))}{words.say(' %', '%')}"
        if percent is not None
        else ""
    )
    told = [words.label(found) if found else "", share]
    return " ".join(part for part in told if part) or _printed(words, statement, "lg:consensusStatus")


def status(words: Phrasing, statement: Record) -> Cell:
    """New, modified or reaffirmed, with the year."""
    year = statement.one("lg:revisionYear")
    return words.label(statement.one("lg:revisionStatus")) + (f" ({year})" if year else "")
