"""YAML -> model: corpora with their curated units, and every mistake of all files at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml
from pydantic import Field

from kg_build.curated import Mistake, Reader, Reference, compose, near
from kg_build.errors import InvalidRecord
from kg_build.model import CLASSES, Entity, Text, Unit, specs
from kg_build.model.base import Frozen
from ontology import CORE_MODULES, folder
from ontology.namespaces import BASE, PREFIXES, curie, iri

#: The version of the YAML schema that this program reads and writes.
SCHEMA = 1
#: The corpus that ships.
EMBEDDED = Path(str(files("kg_build") / "corpus" / "s3_lung_oligometastatic"))

_KEYS = {
    "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).strip("_"): cls
    for cls in CLASSES.values()
}
_UNIT_KEYS = ("curated_on", "curated_by", "unit_status", "supersedes")


class _Head(Frozen):
    """What corpus.yaml says of a corpus."""

    schema_version: int
    name: str
    title: Text
    licence: str
    curated_by: str
    as_of: dt.date
    domain: tuple[str, ...] = ()
    prefixes: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Corpus:
    """A folder of curated units with its domain modules; ``lines`` says where each record stands."""

    folder: Path
    head: _Head
    units: tuple[tuple[Unit, tuple[Entity, ...]], ...]
    references: tuple[Reference, ...]
    places: Mapping[str, tuple[str, int]]
    mistakes: tuple[Mistake, ...]

    def modules(self) -> dict[str, bytes]:
        """The domain modules that the corpus names, by file: those that ship, and its own."""
        found = {}
        for name in self.head.domain:
            if name.endswith(".ttl"):
                found[str(self.folder / name)] = (self.folder / name).read_bytes()
            else:
                found[f"{name}.ttl"] = (folder() / f"{name}.ttl").read_bytes()
        return found

    @property
    def counts(self) -> dict[str, int]:
        """How much there is, for the log."""
        return {"units": len(self.units), "records": sum(len(records) for _, records in self.units)}


def load_corpus(where: Path) -> Corpus:
    """Read one corpus; mistakes in it are collected, not raised, so that all can be told at once."""
    head = _head(where)
    readers, units = [], []
    for path in sorted(where.rglob("*.yaml")):
        if path.name != "corpus.yaml":
            reader = Reader(str(path), prefixes=head.prefixes)
            readers.append(reader)
            unit = _unit(path, where, head, reader)
            if unit is not None:
                units.append(unit)
    places = [(name, (r.file, line)) for r in readers for name, line in r.lines.items()]
    mistakes = [m for r in readers for m in r.mistakes] + _twice(places)
    return Corpus(
        where,
        head,
        tuple(units),
        tuple(ref for r in readers for ref in r.references),
        dict(places),
        tuple(mistakes),
    )


def load_corpora(folders: Iterable[Path]) -> tuple[Corpus, ...]:
    """Read corpora that belong together; all mistakes, dangling references among them, in one error."""
    corpora = tuple(load_corpus(path) for path in folders)
    mistakes = mistakes_of(corpora)
    if mistakes:
        raise InvalidRecord(
            f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''} in the corpus\n"
            + "\n".join(str(mistake) for mistake in mistakes),
            next_step="correct these lines, then run: leitgraph validate FOLDER",
        )
    return corpora


def validate(where: Path) -> tuple[Mistake, ...]:
    """All mistakes of one corpus, which may refer to records of the corpus that ships."""
    beside = [] if where.resolve() == EMBEDDED.resolve() else [load_corpus(EMBEDDED)]
    return tuple(m for m in mistakes_of((load_corpus(where), *beside)) if Path(m.file).is_relative_to(where))


def mistakes_of(corpora: tuple[Corpus, ...]) -> list[Mistake]:
    """The mistakes of several corpora, by file and line, with the references that lead nowhere."""
    places: list[tuple[str, tuple[str, int]]] = [item for corpus in corpora for item in corpus.places.items()]
    dangling = [
        m for corpus in corpora for m in _dangling(corpus, {name for name, _ in places}, terms(corpora))
    ]
    return sorted({*(m for corpus in corpora for m in corpus.mistakes), *_twice(places), *dangling})


def terms(corpora: Iterable[Corpus]) -> frozenset[str]:
    """Every term that the core or a domain module of the corpora declares, as CURIE or IRI."""
    shipped = {name: (folder() / name).read_bytes() for name in CORE_MODULES}
    for corpus in corpora:
        shipped |= corpus.modules()
    return frozenset(
        curie(quad.subject.value)
        for content in shipped.values()
        for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    )


def _dangling(corpus: Corpus, records: set[str], known: frozenset[str]) -> Iterator[Mistake]:
    ours = (*corpus.head.prefixes.values(), *(PREFIXES[name] for name in ("lg", "onc", "lev")))
    for reference in corpus.references:
        target, full = reference.target, iri(reference.target)
        among: Iterable[str] = ()
        if full.startswith(f"{BASE}id/") and target not in records:
            among = [name for name in records if name.startswith(target.partition(":")[0])]
        elif full.startswith(ours) and target not in known and not full.startswith(f"{BASE}id/"):
            among = known
        else:
            continue
        yield Mistake(
            reference.file,
            reference.line,
            reference.field,
            f"{target} is nowhere declared",
            near(target, among, otherwise="add it, or refer to another"),
        )


def _twice(places: Iterable[tuple[str, tuple[str, int]]]) -> list[Mistake]:
    seen: dict[str, tuple[str, int]] = {}
    mistakes = []
    for name, (file, line) in places:
        if name in seen and seen[name] != (file, line):
            first = f"{seen[name][0]}:{seen[name][1]}"
            mistakes.append(Mistake(file, line, "id", f"{name} stands twice", f"it is also at {first}"))
        seen.setdefault(name, (file, line))
    return mistakes


def _head(where: Path) -> _Head:
    path = where / "corpus.yaml"
    if not path.is_file():
        raise InvalidRecord(
            f"{where} is no corpus: it has no corpus.yaml", next_step="run: leitgraph new guideline DIR"
        )
    try:
        fields: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        version = fields.pop("schema", None)
        if version != SCHEMA:
            raise InvalidRecord(
                f"{path}: schema version {version!r}; this program reads version {SCHEMA}",
                next_step="use the leitgraph that it was written for; leitgraph migrate comes with the first change",
            )
        return _Head(schema_version=version, **fields)
    except (yaml.YAMLError, ValueError, TypeError, AttributeError) as fault:
        if isinstance(fault, InvalidRecord):
            raise
        raise InvalidRecord(
            f"{path}: {fault}", next_step="give schema, name, title, licence, curated_by, as_of"
        ) from fault


def _unit(path: Path, where: Path, head: _Head, reader: Reader) -> tuple[Unit, tuple[Entity, ...]] | None:
    node = compose(path.read_text(encoding="utf-8"), str(path))
    if isinstance(node, Mistake):
        reader.mistakes.append(node)
        return None
    keys = reader.mapping(node, "")
    if keys is None:
        return None
    stem = ".".join(path.relative_to(where).with_suffix("").parts)
    unit = _provenance(keys, f"graph:{head.name}.{stem}", path.relative_to(where), head, reader)
    records = [record for key, value in keys.items() for record in _records(key, value, reader)]
    return (unit, tuple(records)) if unit else None


def _provenance(
    keys: Mapping[str, yaml.Node], name: str, path: Path, head: _Head, reader: Reader
) -> Unit | None:
    """Who curated the file, when, under which licence: its own keys, else what corpus.yaml says."""
    fields: dict[str, Any] = {"corpus": head.name, "file_name": path.as_posix(), "id": name}
    fields |= {"curated_by": head.curated_by, "licence": head.licence}
    known = {spec.name: spec for spec in specs(Unit)}
    for key in _UNIT_KEYS:
        if key in keys:
            fields[key] = reader.value(keys[key], known[key], key, "")
    if "curated_on" not in keys:
        reader.mistakes.append(
            Mistake(reader.file, 1, "curated_on", "missing", "the date of curation is needed")
        )
    return Unit(**fields) if fields.get("curated_on") else None


def _records(key: str, node: yaml.Node, reader: Reader) -> Iterator[Entity]:
    """The records under one key of a file: one, or a list."""
    if key in _UNIT_KEYS:
        return
    if key not in _KEYS:
        reader.wrong(node, key, f"unknown kind of record {key!r}", near(key, (*_KEYS, *_UNIT_KEYS)))
        return
    many = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for i, part in enumerate(many):
        path = f"{key}[{i}]" if isinstance(node, yaml.SequenceNode) else key
        record = reader.entity(part, _KEYS[key], path)
        if record is not None:
            yield record
