"""References as CSL-JSON, for Zotero, pandoc and whatever else sets citations by a style."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from app.reports.references.names import Name
from app.reports.references.reference import Reference

_TYPES = {
    "journalArticle": "article-journal",
    "protocolPaper": "article-journal",
    "congressAbstract": "paper-conference",
    "thesisChapter": "thesis",
    "guidelineDocument": "report",
    "newsReport": "article-newspaper",
}


def render(references: Iterable[Reference]) -> bytes:
    """The content of the ``.json`` file: a list with an object for each reference."""
    found = [dict(_fields(reference)) for reference in references]
    return json.dumps(found, ensure_ascii=False, indent=2).encode() + b"\n"


def _fields(reference: Reference) -> Iterator[tuple[str, Any]]:
    pages = f"{reference.first_page}-{reference.last_page}" if reference.last_page else reference.first_page
    known = (
        ("id", reference.key),
        ("type", _TYPES.get(reference.form, "document")),
        ("title", reference.title),
        ("author", [_author(name) for name in reference.authors.names]),
        ("container-title", reference.journal),
        ("issued", _date(reference)),
        ("volume", reference.volume),
        ("issue", reference.issue),
        ("page", pages),
        ("DOI", reference.doi),
        ("PMID", reference.pmid),
        ("PMCID", reference.pmcid),
        ("note", "; ".join(reference.notes)),
    )
    return ((name, value) for name, value in known if value)


def _author(name: Name) -> dict[str, str]:
    if name.collective:
        return {"literal": name.family}
    return {"family": name.family, "given": name.given} if name.given else {"family": name.family}


def _date(reference: Reference) -> dict[str, list[list[int]]]:
    if reference.issued:
        return {"date-parts": [[reference.issued.year, reference.issued.month, reference.issued.day]]}
    return {"date-parts": [[reference.year]]} if reference.year else {}
