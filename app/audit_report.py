"""The audit as a report to hand on: which document, of which holdings, in which form."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app import files
from app.reports import audit, evidence
from app.reports import provenance as provenances
from app.reports.evidence import Evidence
from app.reports.provenance import Provenance
from app.reports.tongue import Language
from queries import store
from queries.backend import chosen, named
from queries.findings import Document

#: Forms that no terminal shows: without a name they get one.
_FILES_ONLY = ("docx", "xlsx")


def write(
    document: Document,
    rules: Mapping[str, Mapping[str, Any]],
    form: str,
    out: Path | None,
    *,
    language: Language,
    table: Path | None,
    endpoint: str | None,
) -> None:
    """Write the report into a file; text without one goes to standard output."""
    held, known = (None, Provenance(source=table.name)) if table else _of_store(endpoint)
    content = audit.render(document, rules, language, f".{form}", provenance=known, held=held)
    out = out or (Path(f"audit.{form}") if form in _FILES_ONLY else None)
    files.write(out, content)
    if out:
        print(f"written: {out}", file=sys.stderr)


def _of_store(endpoint: str | None) -> tuple[Evidence, Provenance]:
    """The records of the store that was audited, and what is known of it."""
    backend = chosen(endpoint)
    known = provenances.of_store(backend, named(endpoint), store.home() / "current")
    return evidence.load(backend), known
