"""The audit of an evidence table on a terminal, and as the one JSON document."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg_build.audit import document as documents
from kg_build.audit import judge
from kg_build.audit.finding import Audit
from kg_build.audit.rule import Rule
from kg_build.audit.table import evidence
from kg_build.audit.table.headers import mapping_of
from kg_build.errors import InvalidRecord

_SEVERITIES = {"error": ("ERROR",), "warn": ("ERROR", "WARN"), "never": ()}


def of_table(table: Path | None, mapping: Path | None, rules: Sequence[str]) -> dict[str, Any]:
    """The audit of a table as a document; cells that are no numbers stand among the untested."""
    if table is None:
        raise InvalidRecord("there is nothing to audit", next_step="give --table FILE")
    chosen = _rules(rules)
    read = evidence.read(table, mapping_of(mapping) if mapping else None)
    judged = judge.judge(read.facts, chosen)
    whole = Audit(judged.findings, (*read.unread, *judged.untested), judged.suppressed, judged.tested)
    return documents.document(whole, table=read.as_json())


def _rules(names: Sequence[str]) -> list[Rule[Any]] | None:
    known = judge.rules()
    for name in names:
        if name not in known:
            raise InvalidRecord(f"no rule {name!r}", next_step=f"take one of {', '.join(sorted(known))}")
    return [known[name] for name in names] or None


def fails(found: dict[str, Any], limit: str) -> bool:
    """Whether a finding is as grave as the limit."""
    return any(finding["severity"] in _SEVERITIES[limit] for finding in found["findings"])


def show(found: dict[str, Any], form: str, language: str) -> None:
    """Print the document, or the findings one after another with place, arithmetic and what to look at."""
    if form == "json":
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    table = found["table"]
    for note in table["notes"]:
        print(f"{table['file']}: {note}", file=sys.stderr)
    if table["unknown_columns"]:
        print(f"{table['file']}: columns not known: {', '.join(table['unknown_columns'])}", file=sys.stderr)
    for finding in found["findings"]:
        print("\n".join(_lines(finding, language)))
    counts = found["counts"]
    print(
        f"{counts['error']} errors, {counts['warn']} warnings, {counts['info']} notes, "
        f"{counts['untested']} untested, {counts['suppressed']} suppressed in {table['rows']} rows"
    )


def _lines(finding: dict[str, Any], language: str) -> list[str]:
    whose = ", ".join(filter(None, (finding["inputs"].get("study"), finding["inputs"].get("group"))))
    cells = ", ".join(
        f"row {anchor['row']} {anchor['column']}" if "row" in anchor else f"{anchor['start']}-{anchor['end']}"
        for anchor in finding["anchors"]
    )
    lines = (
        f"{finding['severity']:<5} {finding['rule']:<4} {whose} [{cells}]",
        f"      {finding['message'][language]}",
        f"      {finding['formula']}",
        f"      {finding['suggestion'][language]}",
    )
    return [line for line in lines if line.strip()]
