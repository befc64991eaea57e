"""The four-block answer on the screen, in German or English, or as one JSON document."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from app import units
from app.words import in_language
from app.words import words as known
from ontology.labels import labels
from ontology.namespaces import curie

#: Places in the text that an entry names on the screen; the JSON form names all.
_MOST_PLACES = 4

_WORDS = {
    "en": {
        "measured": "MEASURED in exactly these patients",
        "mixed": "MIXED: groups of which only a part can be these patients",
        "silent_or_excluded": "SILENT OR EXCLUDED: studies of the intervention that do not answer for these patients",
        "guideline": "THE GUIDELINE says",
        "understood": "understood as",
        "none": "none",
        "of": "of",
        "patients": "patients",
        "not reported": "number not reported",
        "can be": "in question",
        "condition": "condition",
        "level": "level",
        "interval": "CI",
        "no edition": "edition not stated",
        "direction": "direction",
        "prognostic": "prognostic comparison inside a treated group: no direction for the intervention",
        "cited": "published",
        "passage": "passage",
        "gap": "evidence gap",
        "independent": "independent patients behind measured and mixed",
        "without n": "groups without a reported number, left out",
        "grade": "grade",
        "consensus": "consensus",
        "modality": "modality",
        "broader": "broader intervention",
        "general": "also on the intervention, without a word on these patients",
        "more": "more",
    },
    "de": {
        "measured": "GEMESSEN an genau diesen Patienten",
        "mixed": "GEMISCHT: Gruppen, von denen nur ein Teil diese Patienten sein können",
        "silent_or_excluded": "STUMM ODER AUSGESCHLOSSEN: Studien der Intervention, die für diese Patienten nichts aussagen",
        "guideline": "DIE LEITLINIE sagt",
        "understood": "verstanden als",
        "none": "keine",
        "of": "von",
        "patients": "Patienten",
        "not reported": "Anzahl nicht berichtet",
        "can be": "in Frage",
        "condition": "Bedingung",
        "level": "Level",
        "interval": "KI",
        "no edition": "Ausgabe nicht genannt",
        "direction": "Richtung",
        "prognostic": "prognostischer Vergleich innerhalb einer behandelten Gruppe: keine Richtung für die Intervention",
        "cited": "veröffentlicht",
        "passage": "Textstelle",
        "gap": "Evidenzlücke",
        "independent": "unabhängige Patienten hinter gemessen und gemischt",
        "without n": "Gruppen ohne berichtete Anzahl, nicht mitgezählt",
        "grade": "Grad",
        "consensus": "Konsens",
        "modality": "Verbindlichkeit",
        "broader": "weiter gefasste Intervention",
        "general": "ebenfalls zur Intervention, ohne ein Wort zu diesen Patienten",
        "more": "weitere",
    },
}


def show(answer: dict[str, Any], form: str, language: str) -> None:
    """Print the answer as one JSON document, or as four blocks to read."""
    if form == "json":
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(answer, language)))


def _lines(answer: dict[str, Any], language: str) -> Iterator[str]:
    words = _WORDS[language]
    question = answer["question"]
    yield f"{in_language(question['intervention_label'], language)}: {question['population']}"
    yield f"  {words['understood']}: {in_language(question['understood'], language)}"
    for number, block in enumerate(("measured", "mixed", "silent_or_excluded"), start=1):
        entries = answer[block]
        yield f"\n{number}. {words[block]} ({len(entries)})"
        if not entries:
            yield f"   {words['none']}"
        if block == "measured" and answer["gap"]:
            yield from _wrapped(f"{words['gap']}: {in_language(answer['gap']['explanation'], language)}", 3)
        for entry in entries:
            yield from (_entry if block != "silent_or_excluded" else _silent)(entry, words, language)
    speaking = [said for said in answer["guideline"] if said["speaks"]]
    yield f"\n4. {words['guideline']} ({len(speaking)})"
    for said in speaking:
        yield from _statement(said, words, language)
    others = ", ".join(curie(said["statement"]) for said in answer["guideline"] if not said["speaks"])
    if others:
        yield from _wrapped(f"{words['general']}: {others}", 3)
    low, high = answer["in_question"]
    yield f"\n{words['independent']}: {answer['independent_participants']} ({words['can be']} [{low}, {high}])"
    if answer["entries_without_n"]:
        yield f"{words['without n']}: {answer['entries_without_n']}"


def _silent(entry: dict[str, Any], words: dict[str, str], language: str) -> Iterator[str]:
    """One line for a group that does not answer; its results are in the JSON form."""
    why = "; ".join(
        [in_language(sentence, language) for sentence in (*entry["explanation"], *entry["condition"])]
    )
    count = f"n = {entry['n']}" if entry["n"] is not None else words["not reported"]
    yield from _wrapped(
        f"* {in_language(entry['label'], language)}: {count} [{_fit(entry, language)}] {why}", 3
    )


def _entry(entry: dict[str, Any], words: dict[str, str], language: str) -> Iterator[str]:
    count = f"n = {entry['n']}" if entry["n"] is not None else words["not reported"]
    bounds = f", {words['can be']} {entry['bounds']} {words['of']} {entry['n']}" if entry["bounds"] else ""
    yield f"   * {in_language(entry['label'], language)}: {count}{bounds} [{_fit(entry, language)}]"
    for sentence in entry["explanation"]:
        yield from _wrapped(in_language(sentence, language), 7)
    if entry["intervention"] == "broader":
        yield f"       {words['broader']}"
    for result in entry["results"]:
        yield from _wrapped(_result(result, language), 7)
    if entry["prognostic"]:
        yield f"       {words['prognostic']}"
    if entry["direction"]:
        yield f"       {words['direction']}: {_called(entry['direction'], language)}"
    for level in entry["levels"]:
        edition = _called(level["scheme"], language) or words["no edition"]
        yield f"       {words['level']}: {_called(level['system'], language)} {level['level']} ({edition})"
    for condition in entry["condition"]:
        yield from _wrapped(f"{words['condition']}: {in_language(condition, language)}", 7)
    for citation in entry["citations"]:
        yield from _wrapped(f"{words['cited']}: {citation}", 7)
    if entry["anchors"]:
        more = len(entry["anchors"]) - _MOST_PLACES
        rest = f" ... {more} {words['more']}" if more > 0 else ""
        yield from _wrapped(f"{words['passage']}: {_places(entry['anchors'][:_MOST_PLACES])}{rest}", 7)


def _statement(said: dict[str, Any], words: dict[str, str], language: str) -> Iterator[str]:
    yield from _wrapped(f"* {curie(said['statement'])}: {in_language(said['paraphrase'], language)}", 3)
    modality, grade, consensus = (
        _called(name, language)
        for name in (said["modality"], said["grade"] or said["grade_status"], said["consensus"] or said["consensus_status"])
    )  # fmt: skip
    yield (
        f"       {words['modality']}: {modality}; {words['grade']}: {grade};"
        f" {words['consensus']}: {consensus} [{_fit(said, language)}]"
    )
    for condition in said["condition"]:
        yield from _wrapped(f"{words['condition']}: {in_language(condition, language)}", 7)
    yield f"       {words['passage']}: {_places(said['anchors'])}"


def _result(result: dict[str, Any], language: str) -> str:
    """One result in one line: endpoint, time, value, interval.

    >>> _result({"endpoint_label": {"en": "OS"}, "months": 24, "statistic": "rate", "printed": "23.3%",
    ...          "value": 23.3, "unit": "%", "ci": None, "p": None, "factor": {}, "finding": {}}, "en")
    'OS, 24 months, rate: 23.3%'
    """
    months = result["months"]
    time = f", {units.amount(units.decimal(months, language), 'mo', language)}" if months is not None else ""
    value, statistic = units.told(result, language), _called(result["statistic"], language)
    factor = f" [{in_language(result['factor'], language)}]" if result["factor"] else ""
    p = f"p {units.decimal(result['p'], language)}" if result["p"] else ""
    found = in_language(result["finding"], language) or (
        "" if value else _called(result["significance"], language)
    )
    told = "; ".join(part for part in (f"{value}{_interval(result, language)}", p, found) if part)
    return f"{in_language(result['endpoint_label'], language)}{time}, {statistic}{factor}: {told}"


def _interval(result: dict[str, Any], language: str) -> str:
    if not result["ci"]:
        return ""
    low, high = (units.decimal(end, language) for end in result["ci"])
    name = _WORDS[language]["interval"]
    level = f"{units.amount(str(result['ci_level']), '%', language)} {name}" if result["ci_level"] else name
    return f" ({level} {low} - {high or _called(result['ci_high_status'], language)})"


def _places(anchors: list[dict[str, Any]]) -> str:
    return ", ".join(f"{curie(a['statement'])} ({a['file']} {a['start']}-{a['end']})" for a in anchors)


def _fit(told: dict[str, Any], language: str) -> str:
    return known()["fit"][told["fit"]][language]


def _called(code: str | None, language: str) -> str:
    """A code of the core or of a level scheme in words; one of another vocabulary, and a printed word, as it is."""
    name = curie(code) if code and ":" in code else f"lg:{code}"
    return labels().get(name, {}).get(language, curie(code) if code else "")


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(text, 116, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2))
