"""The evidence table: study by study, in the columns that guideline institutes use, with a line for each outcome.

To be read it is two tables: what was done and found (the columns of NICE and GIN), then how it is judged and where
the guideline uses it. For a spreadsheet each result, each group and each study is a row of its own, numbers as numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.reports import evidence_rows, key_questions
from app.reports.document import Cell, Column, Document, Heading, Missing, Paragraph, Table, Turn
from app.reports.evidence import Evidence
from app.reports.phrasing import Phrasing, lines, short
from app.reports.provenance import Provenance
from app.reports.tongue import Tongue
from queries import records
from queries.records import Record

#: By this English name an endpoint is known as the length of follow-up, whatever the field calls it.
_FOLLOW_UP = "follow-up"


def document(evidence: Evidence, say: Tongue, provenance: Provenance) -> Document:
    """The evidence table of all studies in the graph."""
    table = EvidenceTable(evidence, say)
    return Document(
        title=say("Evidenztabelle", "Evidence table"),
        subtitle=say.words(provenance.title),
        tongue=say,
        provenance=provenance,
        blocks=(Turn(landscape=True), *table.blocks()),
        sheets=(
            (say("Ergebnisse", "Results"), evidence_rows.results(table.words)),
            (say("Gruppen", "Groups"), evidence_rows.groups(table.words)),
            (say("Studien", "Studies"), table.studies()),
            (say("Bewertung", "Appraisal"), table.appraisal()),
            (say("Schlüsselfragen", "Key questions"), key_questions.table(table.words)),
        ),
    )


@dataclass(frozen=True)
class EvidenceTable:
    """The parts of an evidence table, in one language."""

    evidence: Evidence
    say: Tongue

    @property
    def words(self) -> Phrasing:
        """How records read."""
        return Phrasing(self.evidence, self.say)

    def blocks(self, level: int = 1) -> tuple[Heading | Paragraph | Table, ...]:
        """Both tables with what has to be said of them, for a page that lies on its side."""
        say = self.say
        return (
            Heading(say("Studien: Methodik und Ergebnisse", "Studies: methods and results"), level),
            Paragraph(
                say(
                    "„Nicht erfasst“ heißt: steht nicht im Graphen; „nicht berichtet“: die Quelle sagt es nicht; „entfällt“: "
                    "kommt hier nicht in Betracht. Jede Zeile unter „Endpunkte und Effekte“ ist ein Ergebnis.",
                    '"Not recorded" means: not in the graph; "not reported": the source does not say; "not applicable": does '
                    'not arise here. Each line under "Outcomes and effects" is one result.',
                ),
                "note",
            ),
            self.studies(),
            Heading(
                say(
                    "Studien: Bewertung und Bezug zur Leitlinie",
                    "Studies: appraisal and use in the guideline",
                ),
                level,
            ),
            self.appraisal(),
            Heading(say("Schlüsselfragen (PICO)", "Key questions (PICO)"), level),
            key_questions.table(self.words),
        )

    def studies(self) -> Table:
        """What was done and found: a row for each study."""
        say = self.say
        return Table(
            say("Studien: Methodik und Ergebnisse", "Studies: methods and results"),
            (
                Column(say("Referenz", "Reference"), 30, say("Studie und ihre Veröffentlichungen", "study and its publications")),
                Column(say("Studientyp", "Study type"), 20, say("Design, Phase, Stand", "design, phase, progress")),
                Column(say("Patienten je Gruppe", "Patients per group"), 26, say("Gruppe und Zahl; aufgenommen und abgeschlossen, soweit getrennt gezählt", "group and number; started and completed as far as counted apart")),
                Column(say("Ein- und Ausschluss", "In- and exclusion"), 28, say("Kriterien, wie die Quelle sie nennt", "criteria as the source gives them")),
                Column(say("Merkmale", "Characteristics"), 22, say("beschreibende Angaben und gezählte Teilgruppen", "descriptive figures and counted strata")),
                Column(say("Intervention", "Intervention"), 24, say("was die Gruppen erhielten", "what the groups received")),
                Column(say("Vergleich", "Comparison"), 20, say("die Gruppen, gegen die verglichen wird", "the groups compared against")),
                Column(say("Follow-up", "Follow-up"), 19, say("Dauer der Nachbeobachtung", "length of follow-up")),
                Column(say("Endpunkte und Effekte", "Outcomes and effects"), 46, say("je Zeile ein Ergebnis", "a line for each result")),
                Column(say("Förderung", "Funding"), 18, say("Finanzierung der Studie", "source of funding")),
                Column(say("Bemerkungen", "Comments"), 26, say("Anmerkungen der Kuratoren", "remarks of the curators")),
            ),
            tuple(self._study(study) for study in self.words.studies()),
            empty=say("Im Graphen steht keine Studie.", "There is no study in the graph."),
        )  # fmt: skip

    def _study(self, study: Record) -> tuple[Cell, ...]:
        words, say = self.words, self.say
        groups = self.evidence.groups_of.get(study.iri, ())
        whole = [group for group in groups if not group.one("lg:stratumOf")]
        results = self.evidence.results_in(study.iri)
        follow_up = [result for result in results if self.is_follow_up(result)]
        described = [r for r in results if r.code("lg:resultRole") == "descriptive" and r not in follow_up]
        found = [r for r in results if r.code("lg:resultRole") != "descriptive"]
        return (
            lines(
                [
                    words.label(study.iri),
                    *(words.reference(p) for p in self.evidence.publications_of.get(study.iri, ())),
                ]
            ),
            self._type(study),
            lines(words.group(group) for group in whole),
            self._criteria(study, whole),
            lines(
                [*(words.outcome(r) for r in described), *(words.group(g) for g in groups if g not in whole)]
            ),
            self._intervention(study, groups),
            self.comparison(study, results),
            lines(words.effect(result) for result in follow_up),
            self._found(groups, found),
            Missing.NOT_RECORDED,
            lines([say.words(study.text("rdfs:comment"))]),
        )

    def is_follow_up(self, result: Record) -> bool:
        """Whether a result is the length of follow-up."""
        return _FOLLOW_UP in self.evidence.label(result.one("lg:endpoint")).get("en", "").lower()

    def _found(self, groups: Sequence[Record], results: Sequence[Record]) -> Cell:
        """A line for each result, below the name of its group where the study has more than one."""
        told: list[str] = []
        for group in groups:
            of_group = [self.words.outcome(r) for r in results if r.one("lg:group") == group.iri]
            if of_group and len(groups) > 1:
                told += [f"{self.words.label(group.iri)}:", *(f"• {line}" for line in of_group)]
            else:
                told += of_group
        return "\n".join(told) or Missing.NOT_RECORDED

    def _type(self, study: Record) -> Cell:
        designs = [self.words.label(name) for name in study.all("lg:hasDesign")]
        start, end = study.number("lg:recruitedFrom"), study.number("lg:recruitedTo")
        years = (
            f"{self.say('Rekrutierung', 'recruitment')} {start or '?'}–{end or '?'}" if start or end else ""
        )
        phase = self.words.label(study.one("lg:phase")) if study.one("lg:phase") else ""
        known = study.code("lg:progress") not in ("progressNotReported", "progressUnknown")
        return lines([*designs, phase, years, self.words.label(study.one("lg:progress")) if known else ""])

    def _criteria(self, study: Record, groups: Iterable[Record]) -> Cell:
        words, say = self.words, self.say
        told = [
            say.words(study.text("lg:diseaseDefinition")),
            *(say.words(g.text("lg:describedAs")) for g in groups),
        ]
        inside = [one for group in groups for one in words.criteria(group)]
        outside = [one for group in groups for one in words.criteria(group, excluding=True)]
        return lines([*told, *inside, *(f"{say('Ausschluss', 'excluded')}: {one}" for one in outside)])

    def _intervention(self, study: Record, groups: Iterable[Record]) -> Cell:
        components = [self.evidence.components[name] for group in groups for name in group.all("lg:received")]
        told = [self.words.treatment(component) for component in components]
        return lines(told or [self.words.label(name) for name in study.all("lg:studiesIntervention")])

    def comparison(self, study: Record, results: Iterable[Record]) -> Cell:
        """The groups that effects are held against; a study with one arm has none."""
        names = [
            r.one("lg:comparator") or "" for r in results if r.code("lg:resultRole") in ("effect", "harm")
        ]
        single = "singleArm" in map(short, study.all("lg:hasDesign"))
        return lines(
            (self.words.label(name) for name in sorted(set(names)) if name),
            Missing.NOT_APPLICABLE if single else Missing.NOT_RECORDED,
        )

    def appraisal(self) -> Table:
        """How it is judged and where the guideline uses it: a row for each study."""
        say = self.say
        return Table(
            say("Studien: Bewertung und Bezug zur Leitlinie", "Studies: appraisal and use in the guideline"),
            (
                Column(say("Studie", "Study"), 15, say("Name der Studie", "name of the study")),
                Column(say("Schlüsselfragen (PICO)", "Key questions (PICO)"), 18, say("Nummern der Schlüsselfragen, zu denen die Studie Evidenz gibt", "numbers of the key questions that the study gives evidence on")),
                Column(say("Evidenzgrad", "Level of evidence"), 11, say("Grad mit Schema und Ausgabe, wie angegeben", "level with scheme and edition, as stated")),
                Column(say("Verzerrungsrisiko", "Risk of bias"), 9, say("Instrument und Urteil", "tool and judgement")),
                Column(say("Interessenkonflikte", "Conflicts of interest"), 9, say("Erklärung der Autoren", "declaration of the authors")),
                Column(say("Klassifikation, Ausgabe", "Classification, edition"), 10, say("Ausgaben, nach denen die Gruppen eingeteilt sind", "editions by which the groups are staged")),
                Column(say("Register", "Registry"), 10, say("Nummer im Studienregister", "number in the trial register")),
                Column(say("Rückzug, Bedenken, Korrektur", "Retraction, concern, correction"), 11, say("Vermerk des Verlags zu einer Veröffentlichung", "the publisher's notice on a publication")),
                Column(say("Aussagen der Leitlinie", "Statements"), 12, say("Aussagen, die auf der Studie ruhen oder von ihr sprechen", "statements that rest on the study or speak of it")),
            ),
            tuple(self._appraised(study) for study in self.words.studies()),
            empty=say("Im Graphen steht keine Studie.", "There is no study in the graph."),
        )  # fmt: skip

    def _appraised(self, study: Record) -> tuple[Cell, ...]:
        words, evidence = self.words, self.evidence
        judged = evidence.lines_on.get(study.iri, ())
        questions = set(records.targets(judged, "lg:bearsOn"))
        return (
            words.label(study.iri),
            lines(
                [", ".join(sorted((evidence.question_numbers[name] for name in questions), key=_in_numbers))]
            ),
            self.levels(study),
            Missing.NOT_RECORDED,
            Missing.NOT_RECORDED,
            self.editions(study),
            lines(
                one.one("lg:registrationNumber") or "" for one in evidence.registrations_of.get(study.iri, ())
            ),
            self.integrity(study),
            lines([", ".join(short(name) for name in evidence.statements_on.get(study.iri, ()))]),
        )

    def levels(self, study: Record) -> Cell:
        """The levels given to the study or to a use of it."""
        rated = [study.iri, *(line.iri for line in self.evidence.lines_on.get(study.iri, ()))]
        return lines(
            self.words.level(level) for name in rated for level in self.evidence.levels_on.get(name, ())
        )

    def editions(self, study: Record) -> Cell:
        """The editions of a classification by which the groups of a study are told apart."""
        criteria = [
            self.evidence.criteria[name]
            for group in self.evidence.groups_of.get(study.iri, ())
            for name in group.all("lg:hasCriterion")
        ]
        used = [
            name
            for one in criteria
            for name in (*one.all("lg:onAxis"), *one.all("lg:anyOf"), *one.all("lg:noneOf"))
        ]
        found = {edition for name in used for edition in self.evidence.edition_of.get(name, ())}
        return lines(self.words.label(edition) for edition in sorted(found))

    def integrity(self, study: Record) -> Cell:
        """What publishers noted on the publications: retraction, expression of concern, correction."""
        noted = [p for p in self.evidence.publications_of.get(study.iri, ()) if p.one("lg:integrity")]
        return lines(f"{self.words.label(p.one('lg:integrity'))} ({self.words.label(p.iri)})" for p in noted)


def _in_numbers(name: str) -> int:
    """P2 before P10."""
    return int(name[1:])
