"""leitgraph: the command line. Each command calls one operation; what it needs is imported when it runs."""

from __future__ import annotations

import sys

import typer

from app.commands import asking, auditing, exporting, making, serving
from app.errors import report
from ontology.errors import LeitgraphError

app = typer.Typer(
    help="A knowledge graph of clinical-guideline evidence: build it, ask it, check it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    making.build,
    making.validate,
    making.new,
    making.diff,
    making.rollback,
    making.verify,
    making.push,
    asking.ask,
    asking.queries,
    asking.evidence,
    asking.search,
    auditing.audit,
    auditing.decide,
    exporting.export,
    serving.serve,
):
    app.command()(command)


def main() -> None:
    """Run a command; a fault that the user can mend is said plainly, any other is ours."""
    try:
        app()
    except LeitgraphError as error:
        sys.exit(report(error))
    except Exception:  # noqa: BLE001  the last door: whatever comes here is our own fault
        import traceback

        traceback.print_exc()
        print("leitgraph: internal fault; please report the lines above", file=sys.stderr)
        sys.exit(3)


if __name__ == "__main__":
    main()
