"""All records that a report may show, fetched once: one query for each kind of record, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from app.reports.tongue import Tongue
from ontology.namespaces import curie, iri
from queries import records
from queries.choices import did_you_mean
from queries.errors import BadParameter
from queries.records import Record
from queries.store import Backend, rows

Named = Mapping[str, Record]
_LABELS = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?record ?label WHERE { ?record rdfs:label ?label }"
_EDGES = "SELECT ?from ?to WHERE {{ ?from <{0}> ?to }} ORDER BY ?from ?to"


@dataclass(frozen=True)
class Evidence:
    """The records by kind and IRI, with the words for every term.

    ``edition_of`` ties a value to the edition of its classification, ``wider`` an endpoint to all that contain it, itself
    among them.
    """

    labels: Mapping[str, Mapping[str, str]]
    edition_of: Mapping[str, tuple[str, ...]]
    wider: Mapping[str, tuple[str, ...]]
    guidelines: Named
    editions: Named
    passages: Named
    anchors: Named
    statements: Named
    propositions: Named
    populations: Named
    studies: Named
    publications: Named
    registrations: Named
    groups: Named
    criteria: Named
    components: Named
    results: Named
    lines: Named
    directness: Named
    levels: Named
    contradictions: Named
    gaps: Named
    units: Named

    @cached_property
    def publications_of(self) -> Mapping[str, tuple[Record, ...]]:
        """The publications of each study."""
        return records.by(self.publications, "lg:reportsOn")

    @cached_property
    def registrations_of(self) -> Mapping[str, tuple[Record, ...]]:
        """The entries of each study in trial registers."""
        return records.by(self.registrations, "lg:registers")

    @cached_property
    def groups_of(self) -> Mapping[str, tuple[Record, ...]]:
        """The groups and strata of each study; those that were counted otherwise elsewhere and are not used stay out."""
        used = {name: group for name, group in self.groups.items() if group.code("lg:use") != "notUsed"}
        return records.by(used, "lg:ofStudy")

    @cached_property
    def results_of(self) -> Mapping[str, tuple[Record, ...]]:
        """The results of each group."""
        return records.by(self.results, "lg:group")

    @cached_property
    def lines_on(self) -> Mapping[str, tuple[Record, ...]]:
        """The evidence lines that rest on a study itself, on one of its groups or on one of their results."""
        found: dict[str, dict[str, Record]] = defaultdict(dict)
        for line in self.lines.values():
            for study in self.studies_behind(line):
                found[study][line.iri] = line
        return {study: tuple(lines.values()) for study, lines in found.items()}

    @cached_property
    def lines_for(self) -> Mapping[str, tuple[Record, ...]]:
        """The evidence lines that bear on each proposition."""
        return records.by(self.lines, "lg:bearsOn")

    @cached_property
    def statements_asserting(self) -> Mapping[str, tuple[Record, ...]]:
        """The statements that assert each proposition."""
        return records.by(self.statements, "lg:asserts")

    @cached_property
    def statements_on(self) -> Mapping[str, tuple[str, ...]]:
        """The statements that cite a study, speak of it, or assert what its evidence bears on."""
        found: dict[str, set[str]] = defaultdict(set)
        for statement in self.statements.values():
            for study in (*statement.all("cito:cites"), *statement.all("lg:about")):
                found[study].add(statement.iri)
        for study, lines in self.lines_on.items():
            for proposition in records.targets(lines, "lg:bearsOn"):
                found[study].update(record.iri for record in self.statements_asserting.get(proposition, ()))
        return {study: tuple(sorted(names)) for study, names in found.items()}

    @cached_property
    def levels_on(self) -> Mapping[str, tuple[Record, ...]]:
        """The levels that somebody gave to each record."""
        return records.by(self.levels, "lg:assesses")

    @cached_property
    def unit_of(self) -> Mapping[str, str]:
        """The curated unit of each record."""
        kinds = (getattr(self, field) for field in _KINDS)
        return {
            name: unit for kind in kinds for name, record in kind.items() if (unit := record.one("lg:inUnit"))
        }

    @cached_property
    def question_numbers(self) -> Mapping[str, str]:
        """The propositions as key questions P1, P2, ... in the order in which the text comes to them."""
        asked = [name for one in in_order(self.statements.values(), self) for name in one.all("lg:asserts")]
        names = dict.fromkeys([*asked, *sorted(self.propositions)])
        return {name: f"P{at}" for at, name in enumerate(names, 1) if name in self.propositions}

    def behind(self, statement: str) -> Evidence:
        """What one statement rests on: what it asserts, and the studies that it cites or that evidence lines name for it.

        The key questions keep the numbers that they have in the whole.
        """
        record = self.statements.get(iri(statement) if ":" in statement else iri(f"statement:{statement}"))
        if record is None:
            known = sorted(curie(name) for name in self.statements)
            raise BadParameter(
                f"there is no statement {statement!r}",
                next_step=did_you_mean(statement, known)
                or "find it with: leitgraph search WORDS --kind statement",
            )
        asserted = {
            name: self.propositions[name] for name in record.all("lg:asserts") if name in self.propositions
        }
        judged = [line for name in asserted for line in self.lines_for.get(name, ())]
        studies = {
            *record.all("cito:cites"),
            *(study for line in judged for study in self.studies_behind(line)),
        }
        return replace(
            self,
            studies={name: self.studies[name] for name in sorted(studies & self.studies.keys())},
            propositions=asserted,
            lines={line.iri: line for line in judged},
        )

    def studies_behind(self, line: Record) -> list[str]:
        """The studies that an evidence line rests on, directly or by a group or a result."""
        return sorted(set(line.all("lg:restsOnStudy")) & self.studies.keys())

    def results_in(self, study: str) -> list[Record]:
        """All results of a study, in any of its groups."""
        return [
            result for group in self.groups_of.get(study, ()) for result in self.results_of.get(group.iri, ())
        ]

    def passage_names(self, say: Tongue) -> dict[str, str]:
        """What the passages are called, by the name of their file."""
        return {
            file: say.words(self.label(name))
            for name, record in self.passages.items()
            if (file := record.one("lg:fileName"))
        }

    def names(self, say: Tongue) -> dict[str, str]:
        """What each statement says (in our words), and what other records are called."""
        called = {name: say.words(words) for name, words in self.labels.items()}
        return called | {name: say.words(one.text("lg:paraphrase")) for name, one in self.statements.items()}

    def label(self, name: str | None) -> Mapping[str, str]:
        """The words for a term or record; one that has none is called by its name."""
        return self.labels.get(name or "") or {"": curie(name or "")}


#: field of Evidence -> class of records
_KINDS = {
    "guidelines": "lg:Guideline",
    "editions": "lg:GuidelineEdition",
    "passages": "lg:Passage",
    "anchors": "lg:Anchor",
    "statements": "lg:Statement",
    "propositions": "lg:Proposition",
    "populations": "lg:Population",
    "studies": "lg:Study",
    "publications": "lg:Publication",
    "registrations": "lg:Registration",
    "groups": "lg:Group",
    "criteria": "lg:Criterion",
    "components": "lg:InterventionComponent",
    "results": "lg:Result",
    "lines": "lg:EvidenceLine",
    "directness": "lg:Directness",
    "levels": "lg:LevelAssessment",
    "contradictions": "lg:Contradiction",
    "gaps": "lg:EvidenceGap",
    "units": "lg:CuratedUnit",
}


def load(backend: Backend) -> Evidence:
    """Fetch everything that a report may show."""
    found = {field: records.of_class(backend, name) for field, name in _KINDS.items()}
    return Evidence(
        labels=_labels(backend),
        edition_of=_edges(backend, "lg:ofEdition"),
        wider=_edges(backend, "lg:broaderClosure"),
        **found,
    )


def _edges(backend: Backend, prop: str) -> dict[str, tuple[str, ...]]:
    """All that a property leads to, from each record."""
    found: dict[str, list[str]] = defaultdict(list)
    for start, end in rows(backend, _EDGES.format(iri(prop))):
        if start is not None and end is not None:
            found[start.value].append(end.value)
    return {start: tuple(ends) for start, ends in found.items()}


def _labels(backend: Backend) -> dict[str, dict[str, str]]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for record, label in rows(backend, _LABELS):
        if record is not None and label is not None:
            labels[record.value][getattr(label, "language", None) or ""] = label.value
    return dict(labels)


def in_order(statements: Iterable[Record], evidence: Evidence) -> list[Record]:
    """Statements as the text has them: by passage, then by place."""

    def place(statement: Record) -> tuple[str, int, str]:
        starts = [int(evidence.anchors[name].number("oa:start") or 0) for name in statement.all("lg:anchor")]
        return statement.one("lg:statementOf") or "", min(starts, default=0), statement.iri

    return sorted(statements, key=place)
