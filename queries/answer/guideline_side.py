"""What the guideline itself says on an intervention and a population: the fourth block of the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from queries import axes, fit, phrases, records
from queries.answer import said
from queries.answer.dossier import Scope
from queries.axes import Axes
from queries.groups import StudiedGroup
from queries.records import Record
from queries.store import Backend, rows

_SAID = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT DISTINCT ?statement ?proposition WHERE {{
  VALUES ?intervention {{ {0} }}
  {{ ?component lg:intervention ?intervention . ?proposition lg:proposes ?component }}
  UNION
  {{ ?criterion lg:anyOf ?intervention . ?proposition lg:conditionCriterion ?criterion }}
  ?statement lg:asserts ?proposition .
}}"""

#: What is read of a statement, of what it asserts, and of the patients that this is about.
_STATEMENT = (
    "lg:paraphrase", "lg:modality", "lg:polarity", "lg:grade", "lg:gradeStatus", "lg:consensusClass", "lg:consensusPercent",
    "lg:consensusStatus", "lg:condition", "lg:basis", "lg:about",
)  # fmt: skip
_PROPOSITION = ("lg:population", "lg:prognosticFactor", "lg:condition", "lg:hasEffect")
_POPULATION = ("lg:describedAs", "lg:hasCriterion")


class _Found(NamedTuple):
    """What a statement asserts on the intervention, how the asked population fits, and whether it speaks of it."""

    proposition: Record
    fit: str
    speaks: bool


def load(
    backend: Backend, vocabulary: Axes, scope: Scope, question: phrases.Question
) -> list[dict[str, Any]]:
    """The statements on the intervention whose population the question does not exclude.

    Each with modality, grade, level and consensus as four facts, with its condition, and with how the asked
    population fits the one that the statement speaks of. Those that speak of these patients come first
    (``speaks``), in their population or as the factor that they judge; within that, the order of the text.
    """
    found = _found(backend, vocabulary, scope, question)
    statements = said.load(backend, found, more=_STATEMENT)
    levels = records.by(records.pointing_at(backend, "lg:statedIn", found, said.LEVEL), "lg:statedIn")
    entries = (_entry(statements, levels.get(name, ()), name, one) for name, one in found.items())
    return sorted(entries, key=_speaking_first)


def _found(backend: Backend, vocabulary: Axes, scope: Scope, question: phrases.Question) -> dict[str, _Found]:
    """The statements that are not excluded, each once: of the others no more is read."""
    found_by = rows(backend, _SAID.format(records.values(scope.narrower | scope.broader)))
    pairs = [(row[0].value, row[1].value) for row in found_by if row[0] is not None and row[1] is not None]
    propositions = records.described(backend, [proposition for _, proposition in pairs], _PROPOSITION)
    spoken_of = populations(backend, propositions)
    factors = records.pointed_at(backend, propositions, "lg:prognosticFactor", axes.CRITERION)
    asked = {part.axis for part in question.criteria}
    found: dict[str, _Found] = {}
    for statement, name in sorted(pairs):
        proposition = propositions[name]
        group = spoken_of.get(proposition.one("lg:population") or "")
        fits = fit.fit(vocabulary, question, group).fit if group else "not-reported"
        if fits != "disjoint" and statement not in found:
            judged = {factors[one].one("lg:onAxis") for one in proposition.all("lg:prognosticFactor")}
            speaks = fits != "not-reported" or bool(judged & asked)
            found[statement] = _Found(proposition, fits, speaks)
    return found


def _speaking_first(entry: Mapping[str, Any]) -> tuple[bool, list[tuple[str, int]]]:
    return not entry["speaks"], [(place["file"], place["start"]) for place in entry["anchors"]]


def populations(backend: Backend, speaking: Mapping[str, Record]) -> dict[str, StudiedGroup]:
    """The populations that propositions or gaps speak of, as groups without a number."""
    described = records.pointed_at(backend, speaking, "lg:population", _POPULATION)
    found = records.pointed_at(backend, described, "lg:hasCriterion", axes.CRITERION)
    criteria = {name: axes.restriction(record) for name, record in found.items()}
    return {
        name: StudiedGroup(
            iri=name,
            study="",
            label=record.text("lg:describedAs"),
            n=None,
            criteria=tuple(criteria[one] for one in record.all("lg:hasCriterion")),
            asserter="guideline",
        )
        for name, record in described.items()
    }


def _entry(statements: said.Said, levels: Iterable[Record], name: str, found: _Found) -> dict[str, Any]:
    record = statements.statements[name]
    return {
        "statement": name,
        "paraphrase": record.text("lg:paraphrase"),
        "modality": record.code("lg:modality"),
        "polarity": record.code("lg:polarity"),
        "grade": record.one("lg:grade"),
        "grade_status": record.code("lg:gradeStatus"),
        "consensus": record.one("lg:consensusClass"),
        "consensus_percent": record.number("lg:consensusPercent"),
        "consensus_status": record.code("lg:consensusStatus"),
        "levels": [said.level_entry(level) for level in levels if level.all("lg:levelSystem")],
        "condition": [
            text for text in (record.text("lg:condition") or found.proposition.text("lg:condition"),) if text
        ],
        "effect": found.proposition.code("lg:hasEffect"),
        "fit": found.fit,
        "basis": record.code("lg:basis"),
        "about": list(record.all("lg:about")),
        "anchors": statements.anchors_of(name),
        "speaks": found.speaks,
    }
