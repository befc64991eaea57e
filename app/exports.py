"""``leitgraph export``: a document, the references, or the whole graph, out of one generation or from an endpoint."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from app import changes, files
from app.reports import export
from app.reports import provenance as provenances
from app.reports.audit_tables import AuditTables
from app.reports.document import Document
from app.reports.evidence import Evidence
from app.reports.forms import ending
from app.reports.tongue import Language, Tongue
from queries import store
from queries.backend import chosen, named
from queries.errors import BadParameter

_OF_A_STATEMENT = ("evidence-table", "summary-of-findings")


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: which export, in which language, of which store, of which part."""

    name: str
    language: Language
    endpoint: str | None = None
    since: str | None = None
    statement: str | None = None

    @property
    def say(self) -> Tongue:
        """The language as something that speaks."""
        return Tongue(self.language)


def make(wanted: Wanted, out: Path | None) -> None:
    """Write one export to a file; text without a file goes to standard output, a document gets a name of its own."""
    if wanted.statement and wanted.name not in _OF_A_STATEMENT:
        raise BadParameter(
            f"{wanted.name} is of the whole graph",
            next_step=f"--statement goes with: {', '.join(_OF_A_STATEMENT)}",
        )
    if wanted.name in (*export.DOCUMENTS, "changes"):
        out = out or Path(f"{wanted.name}.docx")
        render = ending.form(out)
        content = render(_changes(wanted) if wanted.name == "changes" else _document(wanted))
    elif wanted.name in export.REFERENCES:
        content = export.references(wanted.name, chosen(wanted.endpoint))
    else:
        content = _dataset(wanted)
    files.write(out, content)
    if out:
        print(f"written: {out}", file=sys.stderr)


def _document(wanted: Wanted) -> Document:
    from app.reports import evidence

    backend = chosen(wanted.endpoint)
    known = provenances.of_store(backend, named(wanted.endpoint), store.home() / "current")
    held = evidence.load(backend)
    if wanted.statement:
        held = held.behind(wanted.statement)
    audited = _audited(wanted, held) if wanted.name == "annex" else None
    return export.document(wanted.name, held, wanted.say, known, audited)


def _audited(wanted: Wanted, held: Evidence) -> AuditTables:
    """The audit with the decisions of this machine."""
    from app import audit
    from app.reports.audit import tables

    found, rules = audit.of_current(wanted.endpoint)
    return tables(found, rules, wanted.say, held)


def _changes(wanted: Wanted) -> Document:
    """The change log needs two generations of this machine: an endpoint has but one."""
    from app.reports import change_log, evidence
    from kg_build.authoring import difference

    if named(wanted.endpoint):
        raise BadParameter(
            "an endpoint holds one generation; changes are between two", next_step="leave --endpoint away"
        )
    older, newer, changed = changes.between(store.home(), wanted.since, None)
    backend = store.open_generation(newer)
    known = provenances.of_store(backend, "", newer)
    return change_log.document(
        evidence.load(backend), wanted.say, known, difference.as_json(changed), older.name
    )


def _dataset(wanted: Wanted) -> bytes:
    if named(wanted.endpoint):
        raise BadParameter(
            "the whole graph is exported from a generation of this machine",
            next_step="leave --endpoint away, or ask the endpoint for its graphs",
        )
    return export.dataset(wanted.name, store.home() / "current")
