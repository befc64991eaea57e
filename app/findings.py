"""Findings on a terminal, by severity and passage, or as one JSON document."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from app.reports import arithmetic
from app.words import words
from ontology.namespaces import curie

_WORDS = {
    "de": {
        "nowhere": "ohne Textstelle",
        "row": "Zeile",
        "text": "Text gegen sich selbst",
        "source": "gegen Angaben einer Quelle",
        "look": "anzusehen",
        "new": "neu",
        "changed": "andere Zahlen",
        "by": "von",
        "untested": "nicht prüfbar",
        "findings": "Befunde",
        "none": "keine Befunde",
    },
    "en": {
        "nowhere": "without a passage",
        "row": "row",
        "text": "the text against itself",
        "source": "against the facts of a source",
        "look": "look at",
        "new": "new",
        "changed": "other numbers",
        "by": "by",
        "untested": "could not be tested",
        "findings": "findings",
        "none": "no findings",
    },
}


def as_json(document: Mapping[str, Any]) -> str:
    """The document for programs."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def as_table(document: Mapping[str, Any], rules: Mapping[str, Any], language: str) -> str:
    """The findings for a terminal, by severity and passage."""
    return "\n".join(_lines(document, rules, language))


def _lines(document: Mapping[str, Any], rules: Mapping[str, Any], language: str) -> Iterator[str]:
    words = _words(language)
    for severity, group in groupby(document["findings"], key=lambda one: one["severity"]):
        listed = sorted(group, key=lambda one: (one["passages"] or ["~"], _start(one)))
        yield f"{words[severity].upper()}: {words[f'{severity}_means']} ({len(listed)})"
        for passages, together in groupby(listed, key=lambda one: one["passages"]):
            yield f"  {', '.join(map(curie, passages)) or words['nowhere']}"
            for one in together:
                yield from _finding(one, rules, language)
        yield ""
    for one in document["gone"]:
        yield f"{one['id']}: {words['gone']}; {words[one['decision']['verdict']]} {words['by']} {one['decision']['by']}"
    number = document["counts"]["findings"]
    told = f"{number} {words['findings']}" if number else words["none"]
    yield f"{told}; {words['untested']}: {document['counts']['untested']}"


def _words(language: str) -> dict[str, str]:
    """Our words on a terminal, with those that the explorer has too."""
    return {name: said[language] for name, said in words()["audit"].items()} | _WORDS[language]


def _start(one: Mapping[str, Any]) -> int:
    return min((anchor.get("row", anchor.get("start", 0)) for anchor in one["anchors"]), default=0)


def _place(one: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Where it stands: rows of a table, else the statement with its place in the file, else the records."""
    rows = [f"{words['row']} {a['row']} {a['column']}" for a in one["anchors"] if "row" in a]
    if rows:
        return ", ".join([*filter(None, (one["inputs"].get("study"), one["inputs"].get("group"))), *rows])
    named = ", ".join(map(curie, one["statements"] or one["subjects"]))
    return named + "".join(f" ({a['file']} {a['start']}-{a['end']})" for a in one["anchors"][:1])


def _finding(one: Mapping[str, Any], rules: Mapping[str, Any], language: str) -> Iterator[str]:
    words = _words(language)
    title = rules.get(one["rule"], {}).get("title", {}).get(language, "")
    status = words[one["status"]] + (
        f", {words[one['change']]}" if one.get("change") in ("new", "changed") else ""
    )
    yield f"    {one['id']}  {title}  [{status}; {words[one['rests_on']]}]"
    yield from _wrapped(one["message"].get(language, ""))
    if one["formula"]:
        yield from _wrapped(arithmetic.told(one["formula"], language))
    yield from _wrapped(f"→ {_place(one, words)}")
    if one["decision"]:
        taken = one["decision"]
        yield from _wrapped(
            f"{words[taken['verdict']]} {words['by']} {taken['by']}, {taken['on']}. {taken['reason']}"
        )
    else:
        yield from _wrapped(f"{words['look']}: {one['suggestion'].get(language, '')}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, 108, initial_indent=" " * 8, subsequent_indent=" " * 8)
