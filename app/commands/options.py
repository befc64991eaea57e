"""Options that commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    md = "md"


class Short(StrEnum):
    """How a list or an answer is printed."""

    table = "table"
    json = "json"


class Listing(StrEnum):
    """How the catalogue is printed."""

    table = "table"
    json = "json"
    md = "md"


class AuditFormat(StrEnum):
    """How findings are told: on the screen, for programs, or as a report."""

    table = "table"
    json = "json"
    md = "md"
    html = "html"
    docx = "docx"
    xlsx = "xlsx"


class FailOn(StrEnum):
    """From which severity on open findings make the command fail (exit code 1)."""

    error = "error"
    warn = "warn"
    never = "never"


class Verdict(StrEnum):
    """What an author says of a finding."""

    accept = "accept"
    reject = "reject"
    defer = "defer"


class Kind(StrEnum):
    """What an author can start from a commented file."""

    study = "study"
    statement = "statement"
    guideline = "guideline"


class Language(StrEnum):
    """The language of labels and explanations."""

    de = "de"
    en = "en"


class Export(StrEnum):
    """What can be exported."""

    evidence_table = "evidence-table"
    summary_of_findings = "summary-of-findings"
    recommendations = "recommendations"
    annex = "annex"
    changes = "changes"
    ris = "ris"
    bibtex = "bibtex"
    csl_json = "csl-json"
    trig = "trig"
    json_ld = "json-ld"


Corpora = Annotated[list[Path], typer.Option("--corpus", help="A further corpus folder; may be given again.")]
ShortOption = Annotated[Short, typer.Option("--format", help="How to print it.")]
EndpointOption = Annotated[
    str | None,
    typer.Option(
        "--endpoint", metavar="URL", help="A SPARQL endpoint with our data (else LEITGRAPH_ENDPOINT)."
    ),
]
LanguageOption = Annotated[Language, typer.Option("--language", help="Language of labels and explanations.")]
