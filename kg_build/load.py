"""YAML -> model: corpora with their curated units, and every mistake of all files at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from kg_build.authoring.curated import NAME, NAME_ALLOWED, Reader, Reference
from kg_build.authoring.heading import FILE, Head, heading, invalid, module_file
from kg_build.authoring.nodes import Mistake, compose, near
from kg_build.model import CLASSES, Entity, Population, Unit, specs
from ontology import CORE_MODULES, folder
from ontology.namespaces import BASE, PREFIXES, curie, iri

#: The corpus that ships.
EMBEDDED = next(path.parent for path in sorted(Path(str(files("kg_build") / "corpus")).glob("*/corpus.yaml")))

#: What a file may say of itself, beside its records.
UNIT_KEYS = ("curated_on", "curated_by", "unit_status", "supersedes")


#: The classes whose records lie inside a record; a population may also stand on its own.
_OWNED = tuple(
    {spec.owned_class for c in CLASSES.values() for spec in specs(c) if spec.owned_class} - {Population}
)


def _key(entity_class: type[Entity]) -> str:
    """``EvidenceLine`` as the files write it: ``evidence_line``."""
    return "".join(f"_{x.lower()}" if x.isupper() else x for x in entity_class.__name__).strip("_")


#: The kinds of records that a file may hold, by the key that stands for them.
RECORD_KEYS = {
    _key(c): c for c in CLASSES.values() if c.kind and c.curated and not issubclass(c, (*_OWNED, Unit))
}
_INSIDE = {_key(c) for c in CLASSES.values() if c.curated} - RECORD_KEYS.keys()


@dataclass(frozen=True, order=True)
class Place:
    """Where a record stands."""

    name: str
    file: str
    line: int


@dataclass(frozen=True)
class Corpus:
    """A folder of curated units with its domain modules; ``places`` says where each record stands."""

    folder: Path
    head: Head
    units: tuple[tuple[Unit, tuple[Entity, ...]], ...]
    references: tuple[Reference, ...] = ()
    places: tuple[Place, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    def modules(self) -> dict[str, bytes]:
        """The domain modules that the corpus names, by file: those that ship, and its own."""
        named = {name: module_file(name, self.folder) for name in self.head.domain}
        return {
            str(path) if name.endswith(".ttl") else f"{name}.ttl": path.read_bytes()
            for name, path in named.items()
        }

    @property
    def counts(self) -> dict[str, int]:
        """How much there is, for the log."""
        return {"units": len(self.units), "records": sum(len(records) for _, records in self.units)}


def load_corpus(where: Path) -> Corpus:
    """Read one corpus; mistakes in its records are collected, not raised, so that all can be told at once."""
    head = heading(where)
    readers, units = [], []
    for path in curated_files(where):
        reader = Reader(str(path), prefixes=head.prefixes)
        readers.append(reader)
        unit = _unit(path, where, head, reader)
        if unit is not None:
            units.append(unit)
    return Corpus(
        where,
        head,
        tuple(units),
        tuple(reference for reader in readers for reference in reader.references),
        tuple(Place(name, reader.file, line) for reader in readers for name, line in reader.places),
        tuple(mistake for reader in readers for mistake in reader.mistakes),
    )


def load_corpora(folders: Iterable[Path]) -> tuple[Corpus, ...]:
    """Read corpora that belong together; all mistakes, dangling references among them, in one error."""
    corpora = tuple(load_corpus(path) for path in folders)
    mistakes = mistakes_of(corpora)
    if mistakes:
        raise invalid(mistakes)
    return corpora


def validate(where: Path) -> tuple[Mistake, ...]:
    """All mistakes of one corpus, which may refer to records of the corpus that ships."""
    beside = () if where.resolve() == EMBEDDED.resolve() else (load_corpus(EMBEDDED),)
    found = mistakes_of((*beside, load_corpus(where)))
    return tuple(mistake for mistake in found if Path(mistake.file).is_relative_to(where))


def mistakes_of(corpora: tuple[Corpus, ...]) -> list[Mistake]:
    """The mistakes of several corpora, by file and line, with the references that lead nowhere."""
    records = {place.name for corpus in corpora for place in corpus.places}
    known, unreadable = terms(corpora)
    dangling = [one for corpus in corpora for one in _dangling(corpus, records, known)]
    own = [one for corpus in corpora for one in corpus.mistakes]
    return sorted({*own, *unreadable, *_twice(place for c in corpora for place in c.places), *dangling})


def terms(corpora: Iterable[Corpus]) -> tuple[frozenset[str], tuple[Mistake, ...]]:
    """Every term that the core or a domain module declares, as CURIE or IRI; and the modules that cannot be read."""
    modules = {name: (folder() / name).read_bytes() for name in CORE_MODULES}
    for corpus in corpora:
        modules |= corpus.modules()
    known, unreadable = set(), []
    for name, content in modules.items():
        try:
            for quad in ox.parse(content, format=ox.RdfFormat.TURTLE):
                if isinstance(quad.subject, ox.NamedNode):
                    known.add(curie(quad.subject.value))
        except SyntaxError as fault:
            unreadable.append(
                Mistake(name, fault.lineno or 1, "", f"not Turtle: {fault.msg}", "correct the line")
            )
    return frozenset(known), tuple(unreadable)


def _dangling(corpus: Corpus, records: set[str], known: frozenset[str]) -> Iterator[Mistake]:
    """References to a record that stands in no file, or to a term that no module declares."""
    ours = (*corpus.head.prefixes.values(), *(PREFIXES[name] for name in ("lg", "onc", "lev")))
    for reference in corpus.references:
        target, full = reference.target, iri(reference.target)
        among: Iterable[str] = ()
        if full.startswith((f"{BASE}id/", PREFIXES["graph"])):
            if target in records:
                continue
            among = [name for name in records if name.partition(":")[0] == target.partition(":")[0]]
        elif full.startswith(ours) and target not in known:
            among = known
        else:
            continue
        allowed = near(target, among, otherwise="add it, or refer to another")
        yield Mistake(
            reference.file, reference.line, reference.field, f"{target} is nowhere declared", allowed
        )


def _twice(places: Iterable[Place]) -> list[Mistake]:
    first: dict[str, Place] = {}
    mistakes = []
    for place in places:
        if place.name in first:
            other = first[place.name]
            allowed = f"it is also at {other.file}:{other.line}; give it another id"
            mistakes.append(Mistake(place.file, place.line, "id", f"{place.name} stands twice", allowed))
        first.setdefault(place.name, place)
    return mistakes


def curated_files(where: Path) -> list[Path]:
    """The curated files of a corpus: YAML at any depth, but nothing in a folder whose name begins with a dot."""
    return sorted(
        path
        for pattern in ("*.yaml", "*.yml")
        for path in where.rglob(pattern)
        if path.name != FILE and not any(part.startswith(".") for part in path.relative_to(where).parts)
    )


def _unit(path: Path, where: Path, head: Head, reader: Reader) -> tuple[Unit, tuple[Entity, ...]] | None:
    stem = ".".join(path.relative_to(where).with_suffix("").parts)
    if not NAME.fullmatch(stem) or path.suffix != ".yaml":
        allowed = f"{NAME_ALLOWED} in a file name, which ends in .yaml"
        reader.mistakes.append(Mistake(str(path), 1, "", f"the file name {path.name!r}", allowed))
        return None
    node = compose(path)
    if isinstance(node, Mistake):
        reader.mistakes.append(node)
        return None
    keys = reader.mapping(node, "")
    if keys is None:
        return None
    name = f"graph:{head.name}.{stem}"
    reader.places.append((name, 1))
    unit = _provenance(keys, name, path.relative_to(where), head, reader)
    records = tuple(record for key, value in keys.items() for record in _records(key, value, reader))
    return (unit, records) if unit else None


def _provenance(
    keys: Mapping[str, yaml.Node], name: str, path: Path, head: Head, reader: Reader
) -> Unit | None:
    """Who curated the file, when, under which licence: its own keys, else what corpus.yaml says."""
    fields: dict[str, Any] = {"id": name, "corpus": head.name, "file_name": path.as_posix()}
    fields |= {"curated_by": head.curated_by, "licence": head.licence}
    known = {spec.name: spec for spec in specs(Unit)}
    for key in UNIT_KEYS:
        if key in keys and (value := reader.value(keys[key], known[key], key, "")) is not None:
            fields[key] = value
    if "curated_on" not in keys:
        allowed = "the date of curation is needed, for example curated_on: 2026-01-31"
        reader.mistakes.append(Mistake(reader.file, 1, "curated_on", "missing", allowed))
    return Unit(**fields) if "curated_on" in fields else None


def _records(key: str, node: yaml.Node, reader: Reader) -> Iterator[Entity]:
    """The records under one key of a file: one, or a list."""
    if key in UNIT_KEYS:
        return
    if key not in RECORD_KEYS:
        inside = "it lies inside another record" if key in _INSIDE else ""
        allowed = inside or near(key, (*RECORD_KEYS, *UNIT_KEYS))
        reader.wrong(node, key, f"unknown kind of record {key!r}", allowed)
        return
    many = isinstance(node, yaml.SequenceNode)
    for i, part in enumerate(node.value if many else [node]):
        record = reader.entity(part, RECORD_KEYS[key], f"{key}[{i}]" if many else key)
        if record is not None:
            yield record
