"""The short answer: the four blocks in a few plain sentences, made from their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app import session
from app.language import language, plain, say, told
from app.views.ask.results import code
from app.views.ask.said import recommendations
from ontology.namespaces import curie

Answer = Mapping[str, Any]
_NAMED = 12  # recommendations that are named in a sentence


def sentences(answer: Answer) -> list[str]:
    """What was measured, in how many, what the guideline says, and why there is a gap; escaped for the screen."""
    found = [_measured(answer), _counted("mixed", len(answer["mixed"])), *_patients(answer)]
    found += [_counted("silent", len(answer["silent_or_excluded"])), _guideline(answer["guideline"])]
    if answer["gap"]:
        reason = code(answer["gap"]["reason"])
        found.append(say("short.gap_reason", reason=plain(reason)) if reason else say("short.gap"))
    return found


def asked(answer: Answer) -> str:
    """What was asked, as it was understood."""
    question = answer["question"]
    words = f"{told(question['intervention_label'])} – {told(question['understood'])}"
    if not question["outcome"]:
        return words
    named = session.labels((question["outcome"],), language())
    return f"{words} – {plain(named.get(question['outcome']) or curie(question['outcome']))}"


def _counted(name: str, number: int, **values: Any) -> str:
    """A sentence for none, for one or for many."""
    which = "none" if number == 0 else "one" if number == 1 else "many"
    return say(f"short.{name}_{which}", number=number, **values)


def _measured(answer: Answer) -> str:
    entries = answer["measured"]
    only_prognostic = entries and all(entry["prognostic"] for entry in entries)
    return _counted("prognostic" if only_prognostic else "measured", len(entries))


def _patients(answer: Answer) -> list[str]:
    """How many independent patients stand behind measured and mixed, how many can be meant, and what was not counted."""
    if not (answer["measured"] or answer["mixed"]):
        return []
    number, without = answer["independent_participants"], answer["entries_without_n"]
    low, high = answer["in_question"]
    meant = say("short.exactly", low=low) if low == high else say("short.between", low=low, high=high)
    found = [_counted("patients", number, meant=meant)]
    return found + ([_counted("without", without)] if without else [])


def _guideline(said: Sequence[Mapping[str, Any]]) -> str:
    speaking = [one for one in said if one["speaks"]]
    recommending = recommendations(speaking)
    graded = [one for one in speaking if one["statement"] in recommending]
    words = _counted("guideline", len(speaking))
    if not graded:
        return words
    named = ", ".join(
        f"{plain(code(one['modality']))} ({plain(curie(one['statement']).partition(':')[2])})"
        for one in graded[:_NAMED]
    )
    named += ", …" if len(graded) > _NAMED else ""
    return f"{words} {_counted('recommended', len(graded), named=named)}"
