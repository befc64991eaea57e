"""Commands that let others in: serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def serve(
    host: Annotated[str, typer.Option(help="Where to listen; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 8501,
    sources: Annotated[
        Path | None,
        typer.Option(
            help="Your copy of the guideline passages: their wording is shown (else LEITGRAPH_SOURCES)."
        ),
    ] = None,
) -> None:
    """Serve the explorer at / and the SPARQL endpoint at /sparql."""
    import os

    from app import server

    if sources:
        os.environ["LEITGRAPH_SOURCES"] = str(sources.resolve())
    server.serve(host, port)
