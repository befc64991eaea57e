"""The summary of findings: for each key question that weighs an intervention, what was found on each outcome.

The six elements of GRADE: outcome, risk with the comparator, effect (absolute and relative), participants and
studies, certainty, comments. Nothing is pooled here: each study speaks for itself, and patients are counted once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reports.document import Block, Cell, Column, Document, Heading, Missing, Paragraph, Table, Turn
from app.reports.evidence import Evidence
from app.reports.phrasing import Phrasing, lines
from app.reports.provenance import Provenance
from app.reports.tongue import Tongue
from queries.answer.participants import largest_independent_sum
from queries.records import Record

_WEIGHED = ("beneficial", "harmful", "noEffect", "appropriate")
_RELATIVE = ("hazardRatio", "oddsRatio", "riskRatio")
_ROLES = ("effect", "outcome", "harm")
_MOST_OUTCOMES = 7


def document(evidence: Evidence, say: Tongue, provenance: Provenance) -> Document:
    """A table for each key question that weighs an intervention and has evidence."""
    words = Phrasing(evidence, say)
    return Document(
        title=say("Ergebnisübersicht (Summary of Findings)", "Summary of findings"),
        subtitle=say.words(provenance.title),
        tongue=say,
        provenance=provenance,
        blocks=(Turn(landscape=True), *blocks(words)),
        sheets=((say("Ergebnisse", "Findings"), sheet(words)),),
    )


def asked(evidence: Evidence) -> list[tuple[str, str]]:
    """The key questions that weigh an intervention and have evidence: name and number."""
    return [
        (name, number)
        for name, number in evidence.question_numbers.items()
        if evidence.propositions[name].code("lg:hasEffect") in _WEIGHED and evidence.lines_for.get(name)
    ]


def sheet(words: Phrasing) -> Table:
    """All tables as one, each row with its key question."""
    say = words.say
    tables = [(f"{number}: {words.label(name)}", _of(words, name)) for name, number in asked(words.evidence)]
    columns = tables[0][1].columns if tables else ()
    return Table(
        say("Ergebnisse", "Findings"),
        (Column(say("Schlüsselfrage", "Key question"), 40), *columns),
        tuple((question, *row) for question, table in tables for row in table.rows),
        empty=_nothing(say),
    )


def _of(words: Phrasing, name: str) -> Table:
    return Findings(words, words.evidence.propositions[name]).table()


def _nothing(say: Tongue) -> str:
    return say(
        "Zu keiner Schlüsselfrage über eine Intervention steht Evidenz im Graphen.",
        "The graph holds evidence on no key question about an intervention.",
    )


def blocks(words: Phrasing, level: int = 1) -> Iterator[Block]:
    """The tables with what has to be said of them."""
    say = words.say
    yield Paragraph(
        say(
            "Keine Zahl ist zusammengefasst (gepoolt): je Zeile spricht eine Studie. Patienten, die in mehreren Studien stecken, "
            "sind einmal gezählt. Die Vertrauenswürdigkeit steht dort, wo jemand sie nach GRADE oder einem anderen Schema "
            "eingestuft hat; berechnet wird sie nicht. Unter „Bemerkungen“ steht, wohin die Evidenz dieser Studien zur "
            "Schlüsselfrage als ganzer weist.",
            "No figure is pooled: each line is one study. Patients who are in several studies are counted once. Certainty is "
            "given where somebody rated it by GRADE or another scheme; it is never computed. The comments say which way the "
            "evidence of these studies points on the key question as a whole.",
        ),
        "note",
    )
    found = asked(words.evidence)
    for name, number in found:
        yield Heading(f"{number}: {words.label(name)}", level)
        yield _of(words, name)
    if not found:
        yield Paragraph(_nothing(say))


@dataclass(frozen=True)
class Findings:
    """What was found on one key question."""

    words: Phrasing
    proposition: Record

    @property
    def judged(self) -> tuple[Record, ...]:
        """The evidence lines on the question."""
        return self.words.evidence.lines_for[self.proposition.iri]

    def table(self) -> Table:
        """A row for each outcome that the question names or that lies within one it names, else for each; at most seven."""
        say = self.words.say
        by_endpoint = self._by_endpoint()
        shown, left_out = by_endpoint[:_MOST_OUTCOMES], by_endpoint[_MOST_OUTCOMES:]
        more = say(
            f"; {len(left_out)} weitere Endpunkte: siehe Evidenztabelle",
            f"; {len(left_out)} further outcomes: see the evidence table",
        )
        return Table(
            self.words.label(self.proposition.iri) + (more if left_out else ""),
            (
                Column(say("Endpunkt", "Outcome"), 27, say("Nutzen oder Schaden", "benefit or harm")),
                Column(say("Mit Vergleich", "With comparator"), 38, say("absolutes Ergebnis der Vergleichsgruppe (angenommenes Risiko)", "absolute result of the comparator group (assumed risk)")),
                Column(say("Mit Intervention", "With intervention"), 48, say("absolutes Ergebnis der behandelten Gruppe", "absolute result of the treated group")),
                Column(say("Relativer Effekt", "Relative effect"), 35, say("Verhältnis mit Konfidenzintervall", "ratio with confidence interval")),
                Column(say("Teilnehmer (Studien)", "Participants (studies)"), 22, say("Patienten, einmal gezählt, und Zahl der Studien", "patients, counted once, and number of studies")),
                Column(say("Vertrauenswürdigkeit", "Certainty"), 34, say("wie eingestuft, mit Schema und Ausgabe", "as rated, with scheme and edition")),
                Column(say("Bemerkungen", "Comments"), 38, say("wohin die Evidenz dieser Studien zur Schlüsselfrage weist, und wie direkt sie ist", "which way the evidence of these studies points on the key question, and how direct it is")),
            ),
            tuple(self._row(endpoint, results) for endpoint, results in shown),
            empty=say("Die Studien zu dieser Frage haben kein Ergebnis mit Wert.", "The studies on this question have no result with a value."),
        )  # fmt: skip

    def _by_endpoint(self) -> list[tuple[str, list[Record]]]:
        evidence = self.words.evidence
        studies = sorted({study for line in self.judged for study in evidence.studies_behind(line)})
        found: dict[str, list[Record]] = {}
        for study in studies:
            for result in evidence.results_in(study):
                if result.code("lg:resultRole") in _ROLES:
                    found.setdefault(result.one("lg:endpoint") or "", []).append(result)
        named = set(self.proposition.all("lg:hasOutcome"))
        asked_for = {name: of for name, of in found.items() if named & set(evidence.wider.get(name, (name,)))}

        def standing(pair: tuple[str, list[Record]]) -> tuple[bool, int, str]:
            return pair[0] not in named, -len({self._study(result) for result in pair[1]}), pair[0]

        return sorted((asked_for or found).items(), key=standing)

    def _study(self, result: Record) -> str:
        return self.words.evidence.groups[result.one("lg:group") or ""].one("lg:ofStudy") or ""

    def _row(self, endpoint: str, results: Sequence[Record]) -> tuple[Cell, ...]:
        compared = {
            result.one("lg:comparator")
            for study in {self._study(result) for result in results}
            for result in self.words.evidence.results_in(study)
        }
        relative = [r for r in results if r.code("lg:statistic") in _RELATIVE]
        absolute = [r for r in results if r not in relative]
        return (
            self.words.label(endpoint),
            self._told([r for r in absolute if r.one("lg:group") in compared]),
            self._told([r for r in absolute if r.one("lg:group") not in compared]),
            self._told(relative),
            self._participants(results),
            self._certainty(),
            self._comments(results),
        )

    def _told(self, results: Sequence[Record]) -> Cell:
        """The results, each below its study; of a stratum the name is said."""
        told: list[str] = []
        for study in dict.fromkeys(self._study(result) for result in results):
            told.append(f"{self.words.label(study)}:")
            told += [f"• {self._one(result)}" for result in results if self._study(result) == study]
        return "\n".join(told) or Missing.NOT_RECORDED

    def _one(self, result: Record) -> str:
        say, group = self.words.say, self.words.evidence.groups[result.one("lg:group") or ""]
        months = result.number("lg:months")
        time = f"{say('nach', 'at')} {months} {say('Mon.', 'mo')}: " if months is not None else ""
        part = f"{self.words.label(group.iri)}: " if group.one("lg:stratumOf") else ""
        return part + time + (self.words.effect(result) or say("Wert nicht berichtet", "value not reported"))

    def _participants(self, results: Sequence[Record]) -> Cell:
        """The patients behind an outcome: in each study those of its widest groups, and no patient twice."""
        evidence, say = self.words.evidence, self.words.say
        groups = {
            name
            for r in results
            for name in (*r.all("lg:group"), *r.all("lg:comparator"))
            if name in evidence.groups
        }
        widest = [
            evidence.groups[name]
            for name in groups
            if evidence.groups[name].one("lg:stratumOf") not in groups
        ]
        counted: Counter[str] = Counter()
        for group in widest:
            counted[group.one("lg:ofStudy") or ""] += int(group.number("lg:n") or 0)
        weights = {study: n for study, n in counted.items() if n}
        shares = [
            (study, other)
            for study in counted
            for other in evidence.studies[study].all("lg:sharesParticipantsWith")
        ]
        total = sum(weights[study] for study in largest_independent_sum(weights, shares))
        without = len(counted) - len(weights)
        studies = f"{len(counted)} {say('Studie' if len(counted) == 1 else 'Studien', 'study' if len(counted) == 1 else 'studies')}"
        rest = say(f"; {without} ohne Zahl", f"; {without} without a number") if without else ""
        return f"{total or say('Zahl nicht berichtet', 'number not reported')} ({studies}{rest})"

    def _certainty(self) -> Cell:
        rated = [self.proposition.iri, *(line.iri for line in self.judged)]
        return lines(
            self.words.level(level) for name in rated for level in self.words.evidence.levels_on.get(name, ())
        )

    def _comments(self, results: Sequence[Record]) -> Cell:
        """Which way the evidence of these studies points, and how often its population is not the one in question."""
        studies = {self._study(result) for result in results}
        lines_here = [line for line in self.judged if studies & set(self.words.evidence.studies_behind(line))]
        directions = sorted({line.one("lg:direction") or "" for line in lines_here})
        pointing = [
            f"{self.words.label(name)}: {', '.join(self._names(lines_here, name))}" for name in directions
        ]
        return lines([*pointing, *self._indirect(lines_here)])

    def _indirect(self, judged: Sequence[Record]) -> Iterator[str]:
        """In how many of the evidence lines population, intervention, comparator or outcome is not the one asked for."""
        say, known = self.words.say, self.words.evidence.directness
        parts = [known[name] for line in judged for name in line.all("lg:directness") if name in known]
        limited = Counter(part.one("lg:directnessOf") for part in parts if part.code("lg:degree") != "direct")
        for element, number in sorted(limited.items(), key=str):
            told = say(f"{number} von {len(judged)} nicht direkt", f"{number} of {len(judged)} not direct")
            yield f"{say('Direktheit', 'directness')} ({self.words.label(element)}): {told}"

    def _names(self, judged: Sequence[Record], direction: str | None) -> list[str]:
        pointing = (line for line in judged if line.one("lg:direction") == direction)
        return sorted(
            {
                self.words.label(study)
                for line in pointing
                for study in self.words.evidence.studies_behind(line)
            }
        )
