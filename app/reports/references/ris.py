"""References as RIS, which every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.reports.forms.archive import clean
from app.reports.references.names import Name
from app.reports.references.reference import Reference

_TYPES = {
    "journalArticle": "JOUR",
    "protocolPaper": "JOUR",
    "congressAbstract": "ABST",
    "thesisChapter": "THES",
    "guidelineDocument": "RPRT",
    "newsReport": "NEWS",
}


def render(references: Iterable[Reference]) -> bytes:
    """The content of the ``.ris`` file: lines of two-letter tags, ended as the format asks."""
    return "".join(f"{line}\r\n" for reference in references for line in (*_lines(reference), "")).encode()


def _lines(reference: Reference) -> Iterator[str]:
    known = (
        ("ID", reference.key),
        *(("AU", _author(name)) for name in reference.authors.names),
        ("TI", reference.title),
        ("JO", reference.journal),
        ("PY", str(reference.year or "")),
        ("DA", f"{reference.issued:%Y/%m/%d}" if reference.issued else ""),
        ("VL", reference.volume),
        ("IS", reference.issue),
        ("SP", reference.first_page),
        ("EP", reference.last_page),
        ("DO", reference.doi),
        ("AN", f"PMID:{reference.pmid}" if reference.pmid else ""),
        ("C2", reference.pmcid),
        *(("N1", note) for note in reference.notes),
    )
    yield f"TY  - {_TYPES.get(reference.form, 'GEN')}"
    yield from (f"{tag}  - {' '.join(clean(value).split())}" for tag, value in known if value)
    yield "ER  - "


def _author(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family
