"""The main path, top to bottom: from curated YAML to the generation that answers. Read this first."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import structlog

from kg_build import anchors, printed
from kg_build.assemble import assemble
from kg_build.audit import snapshot
from kg_build.audit.stage import audit
from kg_build.check import check
from kg_build.errors import BuildError
from kg_build.generation import Generation
from kg_build.load import EMBEDDED, Corpus, load_corpora
from kg_build.reason import Inferred, reason
from kg_build.void import Description
from kg_build.write import workshop, write
from queries import decisions


@dataclass(frozen=True)
class Settings:
    """What to build and where: our corpus and further ones, the user's copies of the sources, notices, the home."""

    corpora: tuple[Path, ...] = ()
    sources: Path | None = None
    notices: Path | None = None
    home: Path = Path("build")
    owl: bool = True
    embedded: bool = True


@dataclass(frozen=True)
class Loaded:
    """The corpora of a build, and how their anchors were held against the sources."""

    corpora: tuple[Corpus, ...]
    sources: str

    @property
    def counts(self) -> Mapping[str, int | str]:
        """What the log says of it."""
        units = sum(len(corpus.units) for corpus in self.corpora)
        return {"corpora": len(self.corpora), "units": units, "sources": self.sources}

    @property
    def day(self) -> dt.date:
        """The day that the build is of, from the corpora and not from the clock."""
        return dt.date.fromisoformat(date_of(corpus.head.as_of for corpus in self.corpora))


def build(settings: Settings) -> Generation:
    """Build a generation and make it current; whatever fails on the way leaves the current one as it is."""
    with workshop(settings.home) as aside:
        loaded = _told("load", lambda: load(settings))
        asserted = _told("quads", lambda: assemble(loaded.corpora))
        inferred = _told("reason", lambda: reason(asserted, owl=settings.owl))
        audited = _told(
            "audit",
            lambda: audit(loaded.corpora, inferred.dataset, loaded.day, decided(settings), taken(settings)),
        )
        _told("check", lambda: check(audited.dataset)).raise_for_faults()
        described = describe(loaded, inferred)
        return _told("write", lambda: write(audited.dataset, described, settings.home, aside))


class _Counted(Protocol):
    @property
    def counts(self) -> Mapping[str, int | str]: ...


_Value = TypeVar("_Value", bound=_Counted)


def _told(name: str, stage: Callable[[], _Value]) -> _Value:
    """Run a stage and say on the log what came of it and how long it took; no output ever holds the time."""
    start = time.perf_counter()
    value = stage()
    seconds = round(time.perf_counter() - start, 2)
    structlog.get_logger().info(name, **value.counts, seconds=seconds)
    return value


def load(settings: Settings) -> Loaded:
    """The corpora, each record checked against the model, and each anchor against the sources where they are given."""
    corpora = load_corpora([*([EMBEDDED] if settings.embedded else []), *settings.corpora])
    if settings.sources is None:
        return Loaded(corpora, "not given")
    report = anchors.verify(corpora, settings.sources)
    report.raise_for_changes()
    printed.raise_for_numbers(corpora, settings.sources)
    held, total = report.claims
    missing = f"; not there: {', '.join(report.missing)}" if report.missing else ""
    return Loaded(corpora, f"{held} of {total} claims hold{missing}")


def decided(settings: Settings) -> tuple[decisions.Decision, ...]:
    """What authors decided: in the ``decisions.yaml`` of each corpus, and last in the file of this machine."""
    files = [folder / decisions.NAME for folder in settings.corpora]
    return tuple(one for file in (*files, decisions.file(settings.home)) for one in decisions.read(file))


def taken(settings: Settings) -> snapshot.Snapshot | None:
    """The notices on publications, from the file that is given."""
    return None if settings.notices is None else snapshot.read(settings.notices)


def describe(loaded: Loaded, inferred: Inferred) -> Description:
    """What is said about the generation: from the corpora alone, so that a build never asks what day it is."""
    heads = [corpus.head for corpus in loaded.corpora]
    return Description(
        as_of=loaded.day.isoformat(),
        title=_title(heads[0].title.de, heads[0].title.en) if len(heads) == 1 else {"en": "Leitgraph"},
        licences=tuple(sorted({head.licence for head in heads})),
        facts={
            "corpora": {
                head.name: {"as_of": head.as_of.isoformat(), "schema": head.schema_version} for head in heads
            },
            "owl": inferred.owl,
            "sources": loaded.sources,
        },
        questions=questions(loaded.corpora),
    )


def _title(german: str | None, english: str | None) -> dict[str, str]:
    return {language: title for language, title in (("de", german), ("en", english)) if title}


def date_of(days: Iterable[dt.date]) -> str:
    """The date of a build: SOURCE_DATE_EPOCH where it is set, else the latest date of the corpora.

    >>> date_of([dt.date(2026, 11, 21), dt.date(2026, 1, 1)])
    '2026-11-21'
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return max(days, default=dt.date(1970, 1, 1)).isoformat()
    try:
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as fault:
        raise BuildError(
            f"SOURCE_DATE_EPOCH is {epoch!r}", next_step="give it in seconds since 1970, or unset it"
        ) from fault


def questions(corpora: Iterable[Corpus]) -> dict[str, bytes]:
    """The questions that corpora bring along, by topic and file; one without a topic gets its corpus as topic."""
    found: dict[str, bytes] = {}
    for corpus in corpora:
        place = corpus.folder / "questions"
        for path in sorted(place.rglob("*.rq")):
            topic = corpus.head.name if path.parent == place else path.parent.name
            found[f"{topic}/{path.name}"] = path.read_bytes()
    return found
