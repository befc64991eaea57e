"""The publications of the graph as references: what literature software needs of each, and nothing that nobody recorded."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.reports.references.names import Authors, authors
from ontology.namespaces import curie
from queries import records
from queries.records import Record
from queries.store import Backend


@dataclass(frozen=True, slots=True)
class Reference:
    """One publication. ``key`` is its short name, unique in a file; ``form`` the code of the kind of publication."""

    key: str
    iri: str
    form: str
    title: str = ""
    authors: Authors = field(default_factory=Authors)
    journal: str = ""
    year: int | None = None
    issued: dt.date | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    notice: str = ""
    named_by_us: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know beside it: the publisher's notice, what is not recorded, and where it is in the graph."""
        return (
            *([f"publisher's notice: {self.notice}"] if self.notice else ()),
            *(["list of authors incomplete"] if self.authors.others else ()),
            *(["title not recorded; the one given is a description"] if self.named_by_us else ()),
            f"Leitgraph: {self.iri}",
        )

    @property
    def first_page(self) -> str:
        """The page on which it begins, or the number of an electronic article."""
        return self._pages[0]

    @property
    def last_page(self) -> str:
        """The page on which it ends; empty where only one is known. Shortened ones ("1547-55") are written out."""
        first, last = self._pages
        return first[: len(first) - len(last)] + last if last and len(last) < len(first) else last

    @property
    def _pages(self) -> tuple[str, str]:
        parts = [part.strip() for part in re.split(r"\s*[-‐-―−]+\s*", self.pages)]
        return (parts[0], parts[1]) if len(parts) == 2 else (self.pages.strip(), "")  # noqa: PLR2004  from, to


def load(backend: Backend) -> list[Reference]:
    """All publications, by their key."""
    found = [_reference(record) for record in records.of_class(backend, "lg:Publication").values()]
    return sorted(_unique(found), key=lambda reference: reference.key)


def _reference(record: Record) -> Reference:
    title, label = record.one("dcterms:title"), record.text("rdfs:label")
    year, issued = record.number("lg:year"), record.one("dcterms:issued")
    return Reference(
        key=citation_key(curie(record.iri).partition(":")[2]),
        iri=record.iri,
        form=record.code("lg:publicationForm") or "",
        title=title or f"[{label.get('en') or label.get('de') or curie(record.iri)}]",
        named_by_us=not title,
        authors=authors(record.one("lg:authors") or ""),
        journal=record.one("lg:journal") or "",
        year=int(year) if year is not None else None,
        issued=dt.date.fromisoformat(issued) if issued else None,
        volume=record.one("lg:volume") or "",
        issue=record.one("lg:issue") or "",
        pages=record.one("lg:pages") or "",
        doi=record.one("lg:doi") or "",
        pmid=record.one("lg:pmid") or "",
        pmcid=record.one("lg:pmcid") or "",
        notice=record.code("lg:integrity") or "",
    )


def citation_key(name: str) -> str:
    """A name of letters, digits, hyphens and underscores, which every format takes.

    >>> citation_key("müller_2020.journal")
    'muller_2020-journal'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-") or "publication"


def _unique(references: Iterable[Reference]) -> Iterable[Reference]:
    """The references, with a number behind a key that was taken."""
    taken: Counter[str] = Counter()
    for reference in references:
        taken[reference.key] += 1
        number = taken[reference.key]
        yield reference if number == 1 else replace(reference, key=f"{reference.key}-{number}")
