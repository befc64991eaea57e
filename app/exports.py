"""``leitgraph export``: a document, the references, or the whole graph, out of one generation or from an endpoint."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from app import changes, files
from app.reports import export
from app.reports import provenance as provenances
from app.reports.document import Document
from app.reports.evidence import Evidence
from app.reports.provenance import Provenance
from app.reports.tongue import Language, Tongue
from queries import store
from queries.backend import chosen, named
from queries.errors import BadParameter

_DOCUMENTS = ("evidence-table", "summary-of-findings", "recommendations", "annex", "changes")
_REFERENCES = ("ris", "bibtex", "csl-json")


def make(name: str, out: Path | None, language: Language, endpoint: str | None, since: str | None) -> None:
    """Write one export to a file; text without a file goes to standard output, a document gets a name of its own."""
    if name in _DOCUMENTS:
        out = out or Path(f"{name}.docx")
        render = export.form(out)
        content = render(_document(name, Tongue(language), endpoint, since))
    elif name in _REFERENCES:
        content = _references(name, endpoint)
    else:
        content = _dataset(name, endpoint)
    files.write(out, content)
    if out:
        print(f"written: {out}", file=sys.stderr)


def _document(name: str, say: Tongue, endpoint: str | None, since: str | None) -> Document:
    from app.reports import evidence

    if name == "changes":
        return _changes(say, endpoint, since)
    backend = chosen(endpoint)
    known = provenances.of_store(backend, named(endpoint), store.home() / "current")
    held = evidence.load(backend)
    if name == "annex":
        from app import audit
        from app.reports import annex
        from app.reports.audit_tables import AuditTables

        found, rules = audit.of_current(endpoint)
        return annex.document(held, say, known, AuditTables(found, rules, say, held.passage_names(say)))
    return _made(name)(held, say, known)


def _made(name: str) -> Callable[[Evidence, Tongue, Provenance], Document]:
    from app.reports import evidence_table, recommendations, summary_of_findings

    return {
        "evidence-table": evidence_table.document,
        "summary-of-findings": summary_of_findings.document,
        "recommendations": recommendations.document,
    }[name]


def _changes(say: Tongue, endpoint: str | None, since: str | None) -> Document:
    """The change log needs two generations of this machine: an endpoint has but one."""
    from app.reports import change_log, evidence
    from kg_build.authoring import difference

    if named(endpoint):
        raise BadParameter(
            "an endpoint holds one generation; changes are between two", next_step="leave --endpoint away"
        )
    older, newer, changed = changes.between(store.home(), since, None)
    backend = store.open_generation(newer)
    known = provenances.of_store(backend, "", newer)
    return change_log.document(evidence.load(backend), say, known, difference.as_json(changed), older.name)


def _references(name: str, endpoint: str | None) -> bytes:
    from app.reports.references import bibtex, csl, reference, ris

    found = reference.load(chosen(endpoint))
    return {"ris": ris.render, "bibtex": bibtex.render, "csl-json": csl.render}[name](found)


def _dataset(name: str, endpoint: str | None) -> bytes:
    from app.reports import dataset

    if named(endpoint):
        raise BadParameter(
            "the whole graph is exported from a generation of this machine",
            next_step="leave --endpoint away, or ask the endpoint for its graphs",
        )
    current = store.home() / "current"
    return {"trig": dataset.trig, "json-ld": dataset.json_ld}[name](current)
