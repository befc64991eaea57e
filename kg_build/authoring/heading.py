"""What corpus.yaml says of a corpus: its name, its licence, its schema version, its domain modules and prefixes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, ValidationError

from kg_build.authoring.curated import NAME, NAME_ALLOWED, Reader
from kg_build.authoring.nodes import Mistake, children, compose, is_empty, near, shown
from kg_build.errors import InvalidRecord
from kg_build.model import Ref, Text
from kg_build.model.base import Frozen
from ontology import folder
from ontology.namespaces import PREFIXES

#: The version of the YAML schema that this program reads and writes.
SCHEMA = 1
FILE = "corpus.yaml"


class Head(Frozen):
    """What corpus.yaml says of a corpus."""

    schema_version: int = Field(alias="schema")
    name: str
    title: Text
    licence: Ref
    curated_by: str
    as_of: dt.date
    domain: tuple[str, ...] = ()
    prefixes: dict[str, str] = Field(default_factory=dict)


def heading(where: Path) -> Head:
    """The heading of the corpus in a folder; all mistakes in it at once, in one error."""
    path = where / FILE
    if not path.is_file():
        raise InvalidRecord(
            f"{where} is no corpus: it has no {FILE}",
            next_step=f"run: leitgraph new guideline {where}",
        )
    node = compose(path)
    if isinstance(node, Mistake):
        raise invalid([node])
    reader = Reader(str(path))
    keys = reader.mapping(node, "") or {}
    _same_schema(path, keys)
    head = _head(keys, node, reader)
    for place, found, allowed in _unusable(head, where) if head else ():
        reader.wrong(keys[place], place, found, allowed)
    if reader.mistakes or not head:
        raise invalid(reader.mistakes)
    return head


def invalid(mistakes: list[Mistake]) -> InvalidRecord:
    """All mistakes as one error."""
    many = "s" if len(mistakes) > 1 else ""
    return InvalidRecord(
        f"{len(mistakes)} mistake{many} in the corpus\n" + "\n".join(str(mistake) for mistake in mistakes),
        next_step="correct these lines, then run: leitgraph validate FOLDER",
    )


def _same_schema(path: Path, keys: dict[str, yaml.Node]) -> None:
    node = keys.get("schema")
    if node is None or node.value != str(SCHEMA):
        line = node.start_mark.line + 1 if node else 1
        raise InvalidRecord(
            f"{path}:{line}: schema: {shown(node) if node else 'missing'}; this program reads version {SCHEMA}",
            next_step="use the version of Leitgraph that the corpus was written for; "
            "leitgraph migrate comes with the first change of the schema",
        )


def _head(keys: dict[str, yaml.Node], node: yaml.Node, reader: Reader) -> Head | None:
    known = {info.alias or name: info for name, info in Head.model_fields.items()}
    for key, value in keys.items():
        if key not in known:
            reader.wrong(value, key, f"unknown field {key!r}", near(key, known))
        for part in (value, *children(value)):
            if is_empty(part):
                reader.wrong(part, key, "nothing", "write a value, or leave the key out")
    given = {key: _plain(value) for key, value in keys.items() if key in known and not is_empty(value)}
    try:
        return Head(**given)
    except ValidationError as fault:
        for error in fault.errors():
            key = str(error["loc"][0])
            if error["type"] == "missing" and key in keys:
                continue
            path = ".".join(str(part) for part in error["loc"])
            found = "missing" if error["type"] == "missing" else str(error["input"])[:60]
            reader.wrong(keys.get(key, node), path, found, error["msg"])
        return None


def _plain(node: yaml.Node) -> Any:
    """A node as plain values; scalars stay strings, and the model makes of them what it needs."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return tuple(_plain(part) for part in node.value)
    return node.value


def _unusable(head: Head, where: Path) -> Iterator[tuple[str, str, str]]:
    """What has the right form and still cannot be used: key, what was found, what is allowed."""
    if not NAME.fullmatch(head.name):
        yield "name", repr(head.name), NAME_ALLOWED
    for module in head.domain:
        if not module_file(module, where).is_file():
            yield (
                "domain",
                f"no module {module!r}",
                "the name of a module that ships, or a .ttl file in the corpus",
            )
    for prefix, namespace in head.prefixes.items():
        if prefix in PREFIXES:
            yield "prefixes", f"the prefix {prefix!r} is ours", "choose another"
        if "://" not in namespace:
            yield "prefixes", f"{prefix}: {namespace!r}", "an absolute IRI is needed here"


def module_file(module: str, where: Path) -> Any:
    """Where a domain module lies: in the corpus itself, or among those that ship."""
    return where / module if module.endswith(".ttl") else folder() / f"{module}.ttl"
