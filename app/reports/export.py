"""What goes out by name: documents, references, the whole graph; and the form a document gets from the ending of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from app.reports.audit_tables import AuditTables
from app.reports.document import Document
from app.reports.evidence import Evidence
from app.reports.forms import markdown, separated, webpage, word, workbook
from app.reports.provenance import Provenance
from app.reports.tongue import Tongue
from queries.errors import BadParameter
from queries.store import Backend

DOCUMENTS = ("evidence-table", "summary-of-findings", "recommendations", "annex")
#: The references and the graph, with the endings of their files.
REFERENCES = {"ris": ".ris", "bibtex": ".bib", "csl-json": ".json"}
DATASETS = {"trig": ".trig", "json-ld": ".jsonld"}

#: ending -> how a document takes that form
FORMS: Mapping[str, Callable[[Document], bytes]] = {
    ".docx": word.render,
    ".xlsx": workbook.render,
    ".html": webpage.render,
    ".md": markdown.render,
    ".csv": separated.render,
}


def form(out: Path) -> Callable[[Document], bytes]:
    """The form that belongs to the ending of a file name."""
    found = FORMS.get(out.suffix.lower())
    if found is None:
        raise BadParameter(
            f"{out}: a document is not written as {out.suffix or 'a file without ending'}",
            next_step=f"choose a name that ends in one of: {' '.join(FORMS)}",
        )
    return found


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
