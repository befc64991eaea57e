"""How an error reaches the user: one text on standard error, and an exit code."""

from __future__ import annotations

import sys

from ontology.errors import LeitgraphError


def report(error: LeitgraphError) -> int:
    """Print the error where people look for errors, and say with which code to exit."""
    print(f"leitgraph: {error}", file=sys.stderr)
    return error.exit_code


class PortTaken(LeitgraphError):
    """Something else listens at this address already, or nobody may."""
