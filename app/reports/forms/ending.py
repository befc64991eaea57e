"""The form that a document takes by the ending of its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from app.reports.document import Document
from app.reports.forms import markdown, separated, webpage, word, workbook
from queries.errors import BadParameter

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
