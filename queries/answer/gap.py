"""Why nothing was measured: an empty answer is an answer, and it needs a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from queries import fit, phrases, records
from queries.answer.dossier import Scope
from queries.answer.guideline_side import populations
from queries.axes import Axes
from queries.groups import StudiedGroup
from queries.store import Backend

#: A gap that names no outcome is a gap for every outcome; of two gaps the one with more outcomes answers.
_ALL_OUTCOMES = 1000

_COMPUTED = {
    "notSeparable": {
        "de": "Untersucht wurden nur gemischte Gruppen; Ergebnisse allein für diese Patienten sind nicht abgetrennt berichtet.",
        "en": "Only mixed groups were studied; results for these patients alone are not reported separately.",
    },
    "notReported": {
        "de": "Die Studien der Intervention berichten das gefragte Merkmal nicht.",
        "en": "The studies of the intervention do not report the characteristic asked for.",
    },
    "excludedFromStudies": {
        "de": "Diese Patienten kommen in keiner untersuchten Gruppe der Intervention vor.",
        "en": "These patients are in no studied group of the intervention.",
    },
    "noneFound": {
        "de": "Keine Studie dieser Intervention mit Ergebnissen steht im Graphen.",
        "en": "No study of this intervention with results is in the graph.",
    },
}


def explain(
    backend: Backend,
    vocabulary: Axes,
    scope: Scope,
    question: phrases.Question,
    blocks: Mapping[str, Sequence[Mapping[str, Any]]],
    endpoint: str = "",
) -> dict[str, Any] | None:
    """The gap that the question falls into, or None where an outcome or effect was measured in these patients.

    A curated gap comes first: somebody looked, and says why nothing was found. Else the reason follows from
    the other blocks. A prognostic comparison alone does not fill a gap: it says nothing on the intervention.
    Where one endpoint is asked for, a gap that names others is none.
    """
    if any(not entry["prognostic"] for entry in blocks["measured"]):
        return None
    gaps = records.of_class(backend, "lg:EvidenceGap")
    asked_of = populations(backend, gaps)
    found: list[tuple[int, int, str]] = []
    for name, record in gaps.items():
        population = asked_of.get(record.one("lg:population") or "")
        outcomes = record.all("lg:hasOutcome")
        if endpoint and outcomes and endpoint not in outcomes:
            continue
        if population and scope.match(record.all("lg:intervention")):
            near = place(vocabulary, question, population)
            breadth = len(outcomes) or _ALL_OUTCOMES
            found += [(near, -breadth, name)] if near is not None else []
    if found:
        return _curated(gaps[min(found)[2]])
    reason = _reason(blocks)
    return {"gap": None, "reason": reason, "explanation": _COMPUTED[reason], "may_be_closed_by": []}


def _curated(gap: records.Record) -> dict[str, Any]:
    return {
        "gap": gap.iri,
        "reason": gap.code("lg:gapReason"),
        "explanation": gap.text("lg:explanation"),
        "may_be_closed_by": list(gap.all("lg:mayBeClosedBy")),
    }


def place(vocabulary: Axes, question: phrases.Question, gap: StudiedGroup) -> int | None:
    """How near a gap is: 0 where its patients are those asked for, 1 where all asked for are in a wider gap.

    Whether a gap is wider is judged on the axes that the question names: a gap of the guideline's own
    patients (its disease, its setting) answers a question that does not repeat them.
    """
    if fit.fit(vocabulary, question, gap).fit in ("exact", "contained"):
        return 0
    axes = {part.axis for part in question.criteria}
    wider = phrases.Question(criteria=tuple(part for part in gap.criteria if part.axis in axes), echo={})
    asked = StudiedGroup(iri="", study="", label={}, n=None, criteria=question.criteria, asserter="guideline")
    if wider.criteria and fit.fit(vocabulary, wider, asked).fit in ("exact", "contained"):
        return 1
    return None


def _reason(blocks: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    if blocks["mixed"]:
        return "notSeparable"
    fits = {entry["fit"] for entry in blocks["silent_or_excluded"]}
    if "not-reported" in fits:
        return "notReported"
    return "excludedFromStudies" if fits else "noneFound"
