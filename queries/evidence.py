"""The four-block answer: what was measured in these patients, what in mixed groups, what is silent, what is said.

An entry is a studied group that carries results, of a study of the intervention asked for. Where it stands
follows from how the asked population fits the group (see ``fit``): *measured* where the group lies inside the
question, *mixed* where only a part of it can, *silent or excluded* where nothing is reported or nobody fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ontology.namespaces import curie
from queries import axes, choices, fit, groups, phrases, records
from queries.answer import dossier, gap, guideline_side
from queries.answer.dossier import Dossier, Scope
from queries.answer.participants import counted
from queries.axes import Axes
from queries.errors import NotUnderstood
from queries.groups import StudiedGroup
from queries.store import Backend, rows

_BELOW = "?other rdfs:subClassOf ?asked"
_ABOVE = "?asked rdfs:subClassOf ?other"
#: The most general intervention is left out: it says nothing of what was done.
_RELATED = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?other WHERE {{
  VALUES ?asked {{ {asked} }} {edge} . ?other rdfs:subClassOf lg:Intervention . FILTER(?other != lg:Intervention)
}}"""

_BLOCKS = {
    "exact": "measured",
    "contained": "measured",
    "mixed": "mixed",
    "not-reported": "silent_or_excluded",
    "disjoint": "silent_or_excluded",
}


def answer(
    backend: Backend, intervention: str, population: str, outcome: str = "", known: Axes | None = None
) -> dict[str, Any]:
    """Answer *which evidence supports this intervention in these patients?* in four blocks.

    With an ``outcome`` only results on that endpoint count as evidence; ``known`` are the axes of the store, where
    somebody has read them before. The keys are those of ``leitgraph evidence --format json``; docs/answer.md explains each.
    """
    vocabulary = known or axes.load(backend)
    scope = understand(backend, intervention)
    question = phrases.understand(vocabulary, population)
    endpoint = _endpoint(backend, outcome) if outcome else ""
    files = _narrowed(dossier.load(backend, scope), endpoint)
    studied = {group.iri: group for group in groups.among(backend, files.groups)}
    fits = dict(zip(studied, fit.fit_all(vocabulary, question, tuple(studied.values())), strict=True))
    blocks = _blocks(files, scope, studied, fits)
    return {
        "question": {
            "intervention": scope.asked,
            "intervention_label": choices.label(backend, scope.asked),
            "population": population,
            "understood": question.echo,
            "outcome": endpoint or None,
        },
        **blocks,
        "guideline": guideline_side.load(backend, vocabulary, scope, question),
        "gap": gap.explain(backend, vocabulary, scope, question, blocks, endpoint),
        **_participants(files, studied, fits, [*blocks["measured"], *blocks["mixed"]]),
    }


def understand(backend: Backend, intervention: str) -> Scope:
    """The intervention asked for; one that is not understood is answered with near matches."""
    asked = _meant(backend, "lg:Intervention", intervention, "intervention")
    return Scope(
        asked=asked, narrower=_related(backend, _BELOW, asked), broader=_related(backend, _ABOVE, asked)
    )


def _endpoint(backend: Backend, outcome: str) -> str:
    return _meant(backend, "lg:Endpoint", outcome, "endpoint")


def _meant(backend: Backend, of_class: str, words: str, kind: str) -> str:
    """The one member of a class that some words name."""
    found = choices.find(backend, of_class, words)
    if len(found) != 1:
        raise NotUnderstood(
            f"{words!r} may mean {', '.join(curie(name) for name in found)}"
            if found
            else f"{words!r} is no {kind} of this graph",
            next_step=choices.nearest(backend, words, of_class) or "see: leitgraph queries",
        )
    return found[0]


def _narrowed(files: Dossier, endpoint: str) -> Dossier:
    """The same with results on one endpoint only."""
    if not endpoint:
        return files
    return replace(
        files,
        results={
            group: tuple(result for result in results if result.one("lg:endpoint") == endpoint)
            for group, results in files.results.items()
        },
    )


def _related(backend: Backend, edge: str, asked: str) -> frozenset[str]:
    """The interventions on one end of an edge from (or to) the one asked for, itself included."""
    found = rows(backend, _RELATED.format(asked=records.values([asked]), edge=edge))
    return frozenset({asked, *(row[0].value for row in found if row[0] is not None)})


def _blocks(
    files: Dossier, scope: Scope, studied: Mapping[str, StudiedGroup], fits: Mapping[str, fit.Fit]
) -> dict[str, list[dict[str, Any]]]:
    """The entries of the first three blocks, the best-designed and newest first."""
    blocks: dict[str, list[dict[str, Any]]] = {"measured": [], "mixed": [], "silent_or_excluded": []}
    for name in sorted(studied, key=lambda name: (-files.rank(name), -files.year(studied[name].study), name)):
        match = scope.match(files.treatments(name))
        if match and files.is_evidence(name):
            blocks[_BLOCKS[fits[name].fit]].append(files.entry(name, scope) | _fitted(fits[name], match))
    return blocks


def _fitted(found: fit.Fit, match: str) -> dict[str, Any]:
    """What the population fit adds to an entry."""
    return {
        "fit": found.fit,
        "n": found.n,
        "bounds": list(found.bounds) if found.bounds else None,
        "counted_by": found.counted_by,
        "bounds_by": {by: list(bounds) if bounds else None for by, bounds in found.bounds_by.items()},
        "explanation": [*found.read_as, *found.explanations],
        "intervention": match,
    }


def _participants(
    files: Dossier,
    studied: Mapping[str, StudiedGroup],
    fits: Mapping[str, fit.Fit],
    entries: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """How many different patients stand behind the entries, and how many of them can be those asked for."""
    by_study: dict[str, list[str]] = {}
    without = 0
    for entry in entries:
        if entry["n"] is None:
            without += 1
        else:
            by_study.setdefault(entry["study"], []).append(entry["group"])
    people = counted(by_study, studied, fits, files.shared_participants())
    return {
        "independent_participants": people.participants,
        "in_question": [people.low, people.high],
        "entries_without_n": without,
    }
