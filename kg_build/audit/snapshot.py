"""Notices of retraction, concern and correction, from a file with its date: never from the network.

Our own form is YAML, so that a few notices can be written by hand::

    date: 2026-10-01
    source: Retraction Watch, by way of Crossref
    notices:
      - {doi: 10.1000/x, pmid: '123', nature: retraction, date: 2024-05-01, notice: 10.1000/y, reason: duplicated data}

``python -m kg_build.audit.snapshot FILE.csv --date 2026-10-01 --out snapshot.yaml`` makes one from a download of the
Retraction Watch data as Crossref publishes it.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from kg_build.audit.evidence import Notice
from kg_build.errors import BuildError
from ontology.loader import loaded

_NATURES = {
    "retraction": "retraction",
    "expression of concern": "expressionOfConcern",
    "correction": "correction",
    "reinstatement": "reinstatement",
}
#: The columns of the Retraction Watch layout that are needed.
COLUMNS = (
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "RetractionDate",
    "RetractionDOI",
    "Reason",
)
_REPLACED = "Retract and Replace"


@dataclass(frozen=True)
class Snapshot:
    """The notices of one file, and the day on which it was taken."""

    date: dt.date
    entries: tuple[tuple[str, str, Notice], ...]
    source: str = field(default="")

    @cached_property
    def _by_name(self) -> Mapping[str, list[Notice]]:
        found: dict[str, list[Notice]] = defaultdict(list)
        for doi, pmid, notice in self.entries:
            for name in {plain_doi(doi), pmid.strip()} - {"", "0"}:
                found[name].append(notice)
        return found

    def notices(self, doi: str, pmid: str = "") -> tuple[Notice, ...]:
        """The notices on a publication: by its DOI or PMID, never by its title, which another may bear."""
        names = {plain_doi(doi), pmid.strip()} - {""}
        return tuple(
            dict.fromkeys(notice for name in sorted(names) for notice in self._by_name.get(name, ()))
        )


def plain_doi(doi: str) -> str:
    """A DOI without its resolver, in small letters; a placeholder is none.

    >>> plain_doi("https://doi.org/10.1000/ABC"), plain_doi("unavailable")
    ('10.1000/abc', '')
    """
    bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)\s*", "", doi.strip(), flags=re.IGNORECASE).lower()
    return bare if bare.startswith("10.") else ""


def read(path: Path) -> Snapshot:
    """Read a snapshot; a mistake names its entry."""
    try:
        content = loaded(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise BuildError(f"{path}: {fault}", next_step="give a snapshot of notices in YAML") from fault
    if not isinstance(content, dict) or not isinstance(content.get("date"), dt.date):
        raise BuildError(
            f"{path}: no date", next_step="begin it with the day it was taken, for example date: 2026-10-01"
        )
    entries = content.get("notices") or []
    return Snapshot(
        content["date"],
        tuple(_entry(path, number, entry) for number, entry in enumerate(entries, 1)),
        str(content.get("source", "")),
    )


def _entry(path: Path, number: int, entry: Any) -> tuple[str, str, Notice]:
    where = f"{path}: notice {number}"
    if not isinstance(entry, dict) or not (entry.get("doi") or entry.get("pmid")):
        raise BuildError(f"{where}: neither doi nor pmid", next_step="name the publication by one of them")
    if entry.get("nature") not in _NATURES.values():
        allowed = ", ".join(_NATURES.values())
        raise BuildError(f"{where}: nature {entry.get('nature')!r}", next_step=f"write one of {allowed}")
    day = entry.get("date")
    if day is not None and not isinstance(day, dt.date):
        raise BuildError(f"{where}: date {day!r}", next_step="write it as year-month-day")
    notice = Notice(
        entry["nature"],
        day,
        str(entry.get("notice", "")),
        str(entry.get("reason", "")),
        bool(entry.get("replaced", False)),
    )
    return str(entry.get("doi", "")), str(entry.get("pmid", "")), notice


def from_retraction_watch(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The entries of a file in the Retraction Watch layout; a row without a known nature or any identifier is left out.

    >>> head = ",".join(COLUMNS)
    >>> next(from_retraction_watch([head, "10.1/a,0,Retraction,5/1/2024 0:00,10.1/b,+Error in Data;"]))["date"]
    datetime.date(2024, 5, 1)
    """
    rows = csv.DictReader(lines)
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise BuildError(
            f"not the Retraction Watch layout: no column {', '.join(missing)}",
            next_step="give the CSV file that Crossref publishes",
        )
    for row in rows:
        nature = _NATURES.get((row["RetractionNature"] or "").strip().lower())
        doi, pmid = plain_doi(row["OriginalPaperDOI"] or ""), (row["OriginalPaperPubMedID"] or "").strip()
        if nature and (doi or pmid not in ("", "0")):
            reason = (row["Reason"] or "").replace("+", "").strip("; ")
            yield {
                "doi": doi,
                "pmid": "" if pmid == "0" else pmid,
                "nature": nature,
                "date": _date(row["RetractionDate"] or ""),
                "notice": plain_doi(row["RetractionDOI"] or ""),
                "reason": reason,
                "replaced": _REPLACED.lower() in reason.lower(),
            }


def _date(text: str) -> dt.date | None:
    """A date as the layout has it: month/day/year, perhaps with a time; or year-month-day."""
    found = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if found:
        return dt.date(int(found[3]), int(found[1]), int(found[2]))
    return dt.date.fromisoformat(text[:10]) if re.match(r"\d{4}-\d\d-\d\d", text) else None


def _main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m kg_build.audit.snapshot", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("csv", type=Path, help="the download")
    parser.add_argument("--date", type=dt.date.fromisoformat, required=True, help="the day it was taken")
    parser.add_argument("--out", type=Path, required=True, help="the snapshot to write")
    asked = parser.parse_args(arguments)
    with asked.csv.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        entries = list(from_retraction_watch(lines))
    content = {"date": asked.date, "source": asked.csv.name, "notices": entries}
    asked.out.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    _main(sys.argv[1:])
