"""What a session of the explorer reads: the store, opened once for each generation, and answers kept with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from app import naming
from app.reports import provenance
from app.reports.provenance import Provenance
from ontology.namespaces import curie, iri
from queries import axes, choices, coverage, decisions, evidence, findings, records, store, stored_findings
from queries.axes import Axes
from queries.backend import chosen, named
from queries.coverage import Category, Cell, Gap, Holdings
from queries.decisions import Decision
from queries.recording import Recording
from queries.records import Record
from queries.store import Backend
from queries.stored_findings import Stored

#: What a name is made of: labels, or the parts of a result, which has none.
_LARGE = 30  # answers that are kept where one may be as large as ten megabytes
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


def generation() -> str:
    """The name of what is shown: the number of the current generation, or an endpoint's address with what is current there."""
    endpoint = named()
    return _there(endpoint) if endpoint else _here(folder())


def _here(current: Path) -> str:
    """The generation that is current on this machine; asked at each turn, so the link is read and nothing is resolved."""
    return current.readlink().name if current.is_symlink() else current.name


@st.cache_data(ttl=5, max_entries=2, show_spinner=False)
def _there(endpoint: str) -> str:
    """An endpoint with the generation that is current there: looked up again after some seconds, for a push may replace it."""
    from queries import remote

    return f"{endpoint} {remote.connect(endpoint).generation}".rstrip()


def is_there() -> bool:
    """Whether there is a store to look for."""
    return bool(named()) or folder().exists()


def folder() -> Path:
    """The folder of the current generation."""
    return store.home() / "current"


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(generation: str, home: str) -> Backend:  # noqa: ARG001  the names are the key
    return chosen()


def backend() -> Backend:
    """The store of the generation that is shown."""
    return _opened(generation(), str(store.home().absolute()))


#: The store as the workers of a server answer it; the server puts it here.
_GUARDED: list[Backend] = []


def guard(limited: Backend) -> None:
    """From now on, questions that may take long are asked of this one."""
    _GUARDED[:] = [limited]


def guarded() -> Backend:
    """The store that is shown, under the limits of the endpoint where a server of ours runs: for questions that may take long."""
    return backend() if named() or not _GUARDED else _GUARDED[0]


def kept(function: Callable[_Asked, _Answer], most: int = 500) -> Callable[_Asked, _Answer]:
    """An answer that depends on the generation and the arguments alone, kept for all sessions; so many, the newest."""
    cached = st.cache_data(max_entries=most, show_spinner=False)(_with_generation(function))
    names = signature(function)

    def asked(*args: _Asked.args, **kwargs: _Asked.kwargs) -> _Answer:
        given = names.bind(*args, **kwargs)
        given.apply_defaults()  # what is left out and what is given as it would be left out are asked once
        return cached(generation(), *given.args, **given.kwargs)

    return asked


def _with_generation(function: Callable[..., _Answer]) -> Callable[..., _Answer]:
    def answered(_generation_name: str, *args: Any, **kwargs: Any) -> _Answer:
        return function(*args, **kwargs)

    answered.__qualname__ = f"kept.{function.__module__}.{function.__qualname__}"
    return answered


@st.cache_resource(max_entries=2, show_spinner=False)
def _axes(generation: str) -> Axes:  # noqa: ARG001
    return axes.load(backend())


def vocabulary() -> Axes:
    """The axes on which patients are described."""
    return _axes(generation())


@partial(kept, most=_LARGE)
def _four_blocks(
    intervention: str, population: str, outcome: str
) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The four-block answer with the queries that fetched its data."""
    recording = Recording(backend())
    answer = evidence.answer(recording, intervention, population, outcome, vocabulary())
    return answer, tuple(recording.asked)


def four_blocks(intervention: str, population: str, outcome: str = "") -> Mapping[str, Any]:
    """The four-block answer."""
    return _four_blocks(intervention, population, outcome)[0]


def behind_four_blocks(intervention: str, population: str, outcome: str = "") -> tuple[str, ...]:
    """The queries that fetch the data of a four-block answer, in their order: first those for the axes of the store."""
    recording = Recording(backend())
    axes.load(recording)
    asked = (*recording.asked, *_four_blocks(intervention, population, outcome)[1])
    return tuple(dict.fromkeys(asked))


@st.cache_resource(max_entries=2, show_spinner=False)
def _holdings(generation: str) -> Holdings:  # noqa: ARG001
    return coverage.load(backend(), vocabulary())


@kept
def covered(axis: str, treatment: str) -> tuple[Cell, ...]:
    """The cells of an axis of patients for a treatment and those below it."""
    return coverage.matrix(vocabulary(), _holdings(generation()), axis, treatment)


@kept
def categories() -> Mapping[str, tuple[Category, ...]]:
    """The categories that the graph speaks of, by the axes that have any."""
    known = vocabulary()
    found = {name: coverage.categories(known, _holdings(generation()), name) for name in known.axes}
    return {name: columns for name, columns in found.items() if columns}


def gaps() -> tuple[Gap, ...]:
    """The gaps that somebody recorded."""
    return _holdings(generation()).gaps


@kept
def labels(iris: tuple[str, ...], language: str) -> Mapping[str, str]:
    """What records and terms are called, in one language where they have it, else in the other."""
    return naming.names(records.described(backend(), iris, naming.PROPERTIES), language, labels)


@kept
def members(of_class: str, language: str, *, kinds: bool = False) -> Mapping[str, str]:
    """The members of a class, or its kinds, by CURIE, with their labels: what a parameter may be."""
    found = choices.names(backend(), of_class, kinds=kinds)
    named = labels(found, language)
    return {
        curie(iri): named.get(iri, curie(iri)) for iri in sorted(found, key=lambda iri: named.get(iri, iri))
    }


@kept
def origin() -> Provenance:
    """Where the data come from that are shown: a generation with its hash and day, or an endpoint; with their licences."""
    return provenance.of_store(backend(), named(), folder())


@kept
def record(iri: str) -> Record:
    """One record with its properties."""
    return records.described(backend(), [iri]).get(iri, Record(iri))


@kept
def of_class(names: tuple[str, ...], of: str) -> frozenset[str]:
    """Which of some records are of a class; all are looked up at once."""
    found = records.described(backend(), names, ("rdf:type",))
    return frozenset(name for name, record in found.items() if iri(of) in record.all("rdf:type"))


def decisions_file() -> Path:
    """Where decisions of this machine are written."""
    return decisions.file(store.home())


@st.cache_data(max_entries=2, show_spinner=False)
def _read(path: str, state: tuple[int, ...]) -> tuple[Decision, ...]:  # noqa: ARG001  the state is part of the key
    return decisions.read(Path(path))


def decided() -> tuple[Decision, ...]:
    """What was decided on this machine, oldest first: the file as it stands now, read again where it is another one."""
    path = decisions_file()
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return _read(str(path.absolute()), (found.st_ino, found.st_mtime_ns, found.st_size))


@st.cache_resource(max_entries=2, show_spinner=False)
def _findings(generation: str) -> Stored:  # noqa: ARG001
    return stored_findings.load(backend())


def audit() -> dict[str, Any]:
    """The audit with the decisions as they stand at this moment; what the store says of it is read once."""
    return findings.decided_on(_findings(generation()), generation(), decided())


def all_decisions() -> tuple[Decision, ...]:
    """The decisions that the build took in and those of this machine, oldest first."""
    return _findings(generation()).decisions(decided())


@kept
def rule_book() -> Mapping[str, Any]:
    """The rules of the audit by code."""
    return findings.rule_book(backend())
