"""All that belongs to a studied group in an answer: results, treatment, levels, direction, citation, passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ontology.namespaces import curie
from queries import groups, records
from queries.answer import said
from queries.answer.said import Said, level_entry
from queries.records import Record
from queries.store import Backend, rows


@dataclass(frozen=True)
class Scope:
    """The intervention asked for, with those below it (which count) and above it (shown as broader)."""

    asked: str
    narrower: frozenset[str]
    broader: frozenset[str]

    def match(self, interventions: Iterable[str]) -> str | None:
        """How treatments relate to the one asked for: ``same``, ``narrower``, ``broader``, or not at all.

        >>> Scope("i:local", frozenset({"i:local", "i:surgery"}), frozenset({"i:local", "i:any"})).match(["i:surgery"])
        'narrower'
        """
        given = set(interventions)
        if self.asked in given:
            return "same"
        if given & self.narrower:
            return "narrower"
        return "broader" if given & self.broader else None


@dataclass(frozen=True)
class Dossier:
    """The records of all studied groups of an answer, fetched once."""

    groups: Mapping[str, Record]
    components: Mapping[str, Record]
    results: Mapping[str, tuple[Record, ...]]
    endpoints: Mapping[str, Record]
    studies: Mapping[str, Record]
    designs: Mapping[str, Record]
    publications: Mapping[str, tuple[Record, ...]]
    lines: Mapping[str, Record]
    proposed: Mapping[str, tuple[str, ...]]
    levels: Mapping[str, Record]
    statements: Said

    @cached_property
    def _groups_of(self) -> Mapping[str, tuple[Record, ...]]:
        return records.by(self.groups, "lg:ofStudy")

    @cached_property
    def _lines_by(self) -> Mapping[str, tuple[Record, ...]]:
        return records.by(self.lines, "lg:restsOn")

    @cached_property
    def _levels_by(self) -> Mapping[str, tuple[Record, ...]]:
        return records.by(self.levels, "lg:assesses")

    def study(self, group: str) -> Record:
        """The study that the group belongs to."""
        return self.studies[self.groups[group].all("lg:ofStudy")[0]]

    def treatments(self, group: str) -> tuple[str, ...]:
        """What the members received: the group's own record, else its parent's, else the study's.

        Where a study tells for some groups what they received, a group without a word of it (a control arm)
        is not taken to have received what the study is about.
        """
        record = self.groups[group]
        components = record.all("lg:received")
        if components:
            return tuple(name for c in components for name in self.components[c].all("lg:intervention"))
        parent = record.one("lg:stratumOf") or ""
        if parent in self.groups:
            return self.treatments(parent)
        study = self.study(group)
        if any(other.all("lg:received") for other in self._groups_of[study.iri]):
            return ()
        return study.all("lg:studiesIntervention")

    def is_evidence(self, group: str) -> bool:
        """Whether a group carries more than a description of itself (age, length of follow-up)."""
        return any(result.code("lg:resultRole") != "descriptive" for result in self.results.get(group, ()))

    def rank(self, group: str) -> int:
        """How well the study is designed: the best of the ranks that the ontology gives to its designs."""
        ranks = (self.designs[code].number("lg:designRank") for code in self.study(group).all("lg:hasDesign"))
        return max((int(rank) for rank in ranks if rank is not None), default=0)

    def year(self, study: str) -> int:
        """The year of the newest publication, 0 where none is known."""
        return max((int(y) for p in self.publications.get(study, ()) for y in p.all("lg:year")), default=0)

    def entry(self, group: str, scope: Scope) -> dict[str, Any]:
        """All that an answer shows of a group, but for its fit."""
        study = self.study(group)
        results = self.results.get(group, ())
        return {
            "study": study.iri,
            "group": group,
            "label": _joined(study.text("rdfs:label"), self.groups[group].text("rdfs:label")),
            "design": [curie(code).partition(":")[2] for code in study.all("lg:hasDesign")],
            "year": self.year(study.iri) or None,
            "results": [self._result(result) for result in sorted(results, key=_by_endpoint_and_time)],
            "prognostic": {result.code("lg:resultRole") for result in results} == {"prognostic"},
            "levels": self._levels(group),
            "direction": self._direction(group, scope),
            "condition": [text for result in results if (text := result.text("lg:condition"))],
            "citations": sorted(_citation(p) for p in self.publications.get(study.iri, ())),
            "anchors": self._anchors(group),
        }

    def _result(self, result: Record) -> dict[str, Any]:
        low, high = result.number("lg:ciLow"), result.number("lg:ciHigh")
        endpoint = result.one("lg:endpoint") or ""
        return {
            "result": result.iri,
            "endpoint": endpoint,
            "endpoint_label": self.endpoints[endpoint].text("rdfs:label"),
            "statistic": result.code("lg:statistic"),
            "role": result.code("lg:resultRole"),
            "printed": result.one("lg:printed"),
            "value": result.number("lg:value"),
            "value_status": result.code("lg:valueStatus"),
            "unit": result.one("lg:unit"),
            "months": result.number("lg:months"),
            "ci": None if low is None and high is None else [low, high],
            "ci_high_status": result.code("lg:ciHighStatus"),
            "ci_level": result.number("lg:ciLevel"),
            "p": result.one("lg:pPrinted"),
            "comparator": result.one("lg:comparator"),
            "factor": result.text("lg:factor"),
            "finding": result.text("lg:findingText"),
            "significance": result.code("lg:significance"),
            "condition": result.text("lg:condition"),
        }

    def _lines_on(self, group: str) -> list[Record]:
        """The evidence lines that rest on the study, on the group or on one of its results."""
        support = (self.study(group).iri, group, *(result.iri for result in self.results.get(group, ())))
        return _pointing(self._lines_by, support)

    def _direction(self, group: str, scope: Scope) -> str | None:
        """Which way the group's evidence points for the intervention; a prognostic result points nowhere."""
        if all(result.code("lg:resultRole") == "prognostic" for result in self.results.get(group, ())):
            return None
        directions = {
            line.code("lg:direction")
            for line in self._lines_on(group)
            if scope.match(self.proposed.get(line.one("lg:bearsOn") or "", ()))
        }
        return ", ".join(sorted(direction for direction in directions if direction)) or None

    def _levels(self, group: str) -> list[dict[str, Any]]:
        """The levels that somebody gave to this use of evidence, each with scheme and edition."""
        targets = (self.study(group).iri, group, *(line.iri for line in self._lines_on(group)))
        return [level_entry(level) for level in _pointing(self._levels_by, targets)]

    def _anchors(self, group: str) -> list[dict[str, Any]]:
        """Where the guideline speaks of the group, of its results, or of the study."""
        sources = [self.groups[group], *self.results.get(group, ())]
        stated = {*records.targets(sources, "lg:statedIn"), *self.statements.about(self.study(group).iri)}
        return [place for name in sorted(stated) for place in self.statements.anchors_of(name)]

    def shared_participants(self) -> list[tuple[str, str]]:
        """The pairs of studies that hold the same patients."""
        return [
            (name, other)
            for name, study in self.studies.items()
            for other in study.all("lg:sharesParticipantsWith")
        ]


def _pointing(by: Mapping[str, tuple[Record, ...]], targets: Iterable[str]) -> list[Record]:
    """The records that point at one of the targets, each once, by name."""
    found = {record.iri: record for target in targets for record in by.get(target, ())}
    return [found[name] for name in sorted(found)]


def _joined(study: Mapping[str, str], group: Mapping[str, str]) -> dict[str, str]:
    """The study's label with the group's, in each language that the study's has."""
    return {
        language: f"{words}: {group[language]}" if language in group else words
        for language, words in study.items()
    }


_ROLES = ("outcome", "effect", "harm", "prognostic", "descriptive")


def _by_endpoint_and_time(result: Record) -> tuple[int, str, str, float, str]:
    """Outcomes first, descriptions last; within that by endpoint, statistic and time."""
    return (
        _ROLES.index(result.code("lg:resultRole") or "descriptive"),
        result.one("lg:endpoint") or "",
        result.one("lg:statistic") or "",
        float(result.number("lg:months") or 0),
        result.iri,
    )


def _citation(publication: Record) -> str:
    words = publication.text("rdfs:label")
    named = (
        publication.one("dcterms:title")
        or words.get("en")
        or words.get("de")
        or publication.code("lg:publicationForm")
    )
    parts = (publication.one("lg:authors"), named, publication.one("lg:journal"), publication.one("lg:year"))
    doi = publication.one("lg:doi")
    return ". ".join([*(part.rstrip(".") for part in parts if part), *([f"doi:{doi}"] if doi else [])])


_STUDIES = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT DISTINCT ?study WHERE {{
  VALUES ?intervention {{ {0} }}
  {{ ?component lg:intervention ?intervention . ?group lg:received ?component ; lg:ofStudy ?study }}
  UNION
  {{ ?study lg:studiesIntervention ?intervention }}
}}"""

#: What is read of each kind of record.
_STUDY = ("rdfs:label", "lg:hasDesign", "lg:studiesIntervention", "lg:sharesParticipantsWith")
_GROUP = (*groups.READ, "lg:received", "lg:statedIn")
_RESULT = (
    "lg:endpoint", "lg:statistic", "lg:resultRole", "lg:printed", "lg:value", "lg:valueStatus", "lg:unit", "lg:months", "lg:ciLow",
    "lg:ciHigh", "lg:ciHighStatus", "lg:ciLevel", "lg:pPrinted", "lg:comparator", "lg:factor", "lg:findingText", "lg:significance",
    "lg:condition", "lg:statedIn",
)  # fmt: skip
_PUBLICATION = (
    "rdfs:label", "dcterms:title", "lg:publicationForm", "lg:authors", "lg:journal", "lg:year", "lg:doi",
)  # fmt: skip
_INTERVENTION = ("lg:intervention",)


def load(backend: Backend, scope: Scope) -> Dossier:
    """Fetch what an answer may show on the studies of an intervention, with one query for each kind of record."""
    related = records.values(scope.narrower | scope.broader)
    studies = [row[0].value for row in rows(backend, _STUDIES.format(related)) if row[0] is not None]
    described = records.described(backend, studies, _STUDY)
    studied = records.pointing_at(backend, "lg:ofStudy", studies, _GROUP)
    results = records.pointing_at(backend, "lg:group", studied, _RESULT)
    lines = records.pointing_at(
        backend, "lg:restsOn", [*studies, *studied, *results], ("lg:direction", "lg:bearsOn")
    )
    stated = records.targets([*studied.values(), *results.values()], "lg:statedIn")
    publications = records.pointing_at(backend, "lg:reportsOn", studies, _PUBLICATION)
    return Dossier(
        groups=studied,
        components=records.pointed_at(backend, studied, "lg:received", _INTERVENTION),
        results=records.by(results, "lg:group"),
        endpoints=records.pointed_at(backend, results, "lg:endpoint", ("rdfs:label",)),
        studies=described,
        designs=records.pointed_at(backend, described, "lg:hasDesign", ("lg:designRank",)),
        publications=records.by(publications, "lg:reportsOn"),
        lines=lines,
        proposed=_proposed(backend, lines),
        levels=records.pointing_at(backend, "lg:assesses", [*studies, *studied, *lines], said.LEVEL),
        statements=said.load(backend, stated, studies),
    )


def _proposed(backend: Backend, lines: Mapping[str, Record]) -> dict[str, tuple[str, ...]]:
    """The interventions that the propositions of some evidence lines judge; a mere description judges none."""
    propositions = records.pointed_at(backend, lines, "lg:bearsOn", ("lg:proposes", "lg:hasEffect"))
    components = records.pointed_at(backend, propositions, "lg:proposes", _INTERVENTION)
    return {
        name: tuple(records.targets((components[c] for c in record.all("lg:proposes")), "lg:intervention"))
        for name, record in propositions.items()
        if record.code("lg:hasEffect") != "descriptiveEffect"
    }
