"""The form that a document takes by the ending of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from app.reports.document import Document
from queries.errors import BadParameter


def _of(module: str) -> Callable[[Document], bytes]:
    """The form that a module of this package makes; its libraries are loaded when the first document takes it."""

    def render(document: Document) -> bytes:
        made: bytes = import_module(f"app.reports.forms.{module}").render(document)
        return made

    return render


#: ending -> how a document takes that form
FORMS: Mapping[str, Callable[[Document], bytes]] = {
    ".docx": _of("word"),
    ".xlsx": _of("workbook"),
    ".html": _of("webpage"),
    ".md": _of("markdown"),
    ".csv": _of("separated"),
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
