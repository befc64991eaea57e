"""What goes out by name: documents, references, the whole graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from app.reports.audit_tables import AuditTables
from app.reports.document import Document
from app.reports.evidence import Evidence
from app.reports.provenance import Provenance
from app.reports.tongue import Tongue
from queries.store import Backend

DOCUMENTS = ("evidence-table", "summary-of-findings", "recommendations", "annex")
#: The references and the graph, with the endings of their files.
REFERENCES = {"ris": ".ris", "bibtex": ".bib", "csl-json": ".json"}
DATASETS = {"trig": ".trig", "json-ld": ".jsonld"}


def document(
    name: str, held: Evidence, say: Tongue, known: Provenance, audited: AuditTables | None = None
) -> Document:
    """One of ``DOCUMENTS``; the annex takes the audit in."""
    from app.reports import annex, evidence_table, recommendations, summary_of_findings

    if name == "annex":
        return annex.document(held, say, known, audited)
    made: Mapping[str, Callable[[Evidence, Tongue, Provenance], Document]] = {
        "evidence-table": evidence_table.document,
        "summary-of-findings": summary_of_findings.document,
        "recommendations": recommendations.document,
    }
    return made[name](held, say, known)


def references(name: str, backend: Backend) -> bytes:
    """The publications in one of the formats of ``REFERENCES``."""
    from app.reports.references import bibtex, csl, reference, ris

    return {"ris": ris.render, "bibtex": bibtex.render, "csl-json": csl.render}[name](reference.load(backend))


def dataset(name: str, generation: Path) -> bytes:
    """The whole graph of a generation in one of the formats of ``DATASETS``."""
    from app.reports import dataset as forms

    return {"trig": forms.trig, "json-ld": forms.json_ld}[name](generation)
