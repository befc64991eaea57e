"""Is each record complete and do the records fit together? SHACL first, then the checks of ``queries/checks``.

A check is a query that must return nothing: each row is a fault, ``?record`` the record and ``?detail`` what was
found. Its ``#+`` header says what is wrong and how to solve it; ``severity.toml`` says how grave it is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import pyoxigraph as ox

from kg_build.dataset import Dataset
from kg_build.errors import ChecksFailed
from ontology.loader import loaded
from ontology.namespaces import CURRENT_GRAPH, curie, iri
from queries import axes, groups
from queries.bounds import ContradictoryCounts, bounds
from queries.store import Backend, EmbeddedBackend, rows


@dataclass(frozen=True, order=True)
class Fault:
    """One record that breaks one rule, the file it was curated in, and what to do."""

    file: str
    record: str
    rule: str
    severity: str
    message: str
    solve: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.record}: {self.message} [{self.rule}]" + (
            f"\n    {self.solve}" if self.solve else ""
        )


@dataclass(frozen=True)
class Report:
    """What SHACL and the checks found."""

    faults: tuple[Fault, ...]
    rules: int

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stop a build."""
        return tuple(fault for fault in self.faults if fault.severity == "error")

    @property
    def counts(self) -> Mapping[str, int]:
        """What the log says of it."""
        return {
            "rules": self.rules,
            "errors": len(self.errors),
            "warnings": len(self.faults) - len(self.errors),
        }

    def raise_for_faults(self) -> None:
        """Stop the build if a fault is grave; the message holds all of them."""
        if self.errors:
            lines = "\n  ".join(str(fault) for fault in self.errors)
            raise ChecksFailed(
                f"{len(self.errors)} faults:\n  {lines}",
                report=self,
                next_step="correct the records in the files named; the current generation is untouched",
            )


@dataclass(frozen=True)
class Check:
    """One rule of ``queries/checks``: its name, what is wrong where it finds a row, and how to solve it."""

    name: str
    problem: str
    solve: str
    severity: str
    sparql: str


def check(dataset: Dataset, *, shacl: bool = True) -> Report:
    """Hold the current graph against the shapes and the checks."""
    rules = checks()
    store = _store(dataset.current())
    backend = EmbeddedBackend(store)
    broken = {fault for rule in rules for fault in _rows(backend, rule)} | set(_counts(backend))
    if shacl:
        broken |= set(_shapes(backend, dataset.asserted()))
    found = [replace(fault, record=curie(fault.record), file=_file(store, fault.record)) for fault in broken]
    return Report(tuple(sorted(found)), rules=len(rules))


def _store(triples: Iterable[str]) -> ox.Store:
    store = ox.Store()
    text = "".join(f"{triple} .\n" for triple in triples).encode()
    store.bulk_load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(CURRENT_GRAPH))
    return store


def checks() -> tuple[Check, ...]:
    """The rules, by name."""
    place = files("queries") / "checks"
    severities = tomllib.loads((place / "severity.toml").read_text(encoding="utf-8"))
    texts = {
        file.name.removesuffix(".rq"): file.read_text(encoding="utf-8")
        for file in place.iterdir()
        if file.name.endswith(".rq")
    }
    return tuple(_check(name, texts[name], severities[name]) for name in sorted(texts))


def _check(name: str, text: str, severity: str) -> Check:
    header: dict[str, Any] = loaded(
        "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))
    )
    return Check(name, header["problem"], header["solve"], severity, text)


def _rows(backend: Backend, rule: Check) -> Iterator[Fault]:
    for row in rows(backend, rule.sparql):
        detail = curie(row[1].value) if len(row) > 1 and row[1] is not None else ""
        if row[0] is not None:
            message = f"{rule.problem} {detail}".strip()
            yield Fault("", row[0].value, rule.name, rule.severity, message, rule.solve)


def _counts(backend: Backend) -> Iterator[Fault]:
    """The groups whose used counts, taken together by one source, no group of patients can have."""
    vocabulary = axes.load(backend)
    for group in groups.load(backend):
        for asserter in group.asserters:
            try:
                bounds(vocabulary, (), group, asserter)
            except ContradictoryCounts as fault:
                message = f"{fault.message} (as counted by the {asserter})"
                yield Fault("", group.iri, "counts_no_group_can_have", "error", message, fault.next_step)


def _file(store: ox.Store, record: str) -> str:
    """The curated file of a record, or of the record that it lies in."""
    unit = _first(store, record, "lg:inUnit") or record
    return _first(store, unit, "lg:fileName") or curie(unit)


def _first(store: ox.Store, subject: str, predicate: str) -> str | None:
    found = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(iri(predicate)), None, None)
    return next((str(getattr(quad.object, "value", "")) for quad in found), None)


def _shapes(backend: Backend, asserted: Iterable[str]) -> Iterator[Fault]:
    from kg_build import shacl  # noqa: PLC0415  (half a second; only a build with SHACL needs it)

    for found in shacl.violations(backend, asserted, shacl.shapes()):
        yield Fault("", found.record, found.shape, found.severity, found.message)
