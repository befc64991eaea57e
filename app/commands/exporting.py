"""The command that writes what goes out: export."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import EndpointOption, Export, Language, LanguageOption


def export(
    name: Annotated[
        Export, typer.Argument(metavar="FORMAT", help="A document, the references, or the graph.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="The file; for a document its ending chooses: .docx .xlsx .html .md .csv."),
    ] = None,
    language: LanguageOption = Language.de,
    endpoint: EndpointOption = None,
    since: Annotated[
        str | None, typer.Option(help="Of changes: the generation to compare with; else the one before.")
    ] = None,
    statement: Annotated[
        str | None,
        typer.Option(help="Evidence table or summary of the studies behind one statement alone: S0.08."),
    ] = None,
) -> None:
    """Write what goes out: evidence table, summary of findings, recommendations, annex, changes, references, graph."""
    from app import exports

    exports.make(exports.Wanted(name.value, language.value, endpoint, since, statement), out)
