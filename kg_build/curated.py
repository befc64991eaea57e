"""One curated YAML file as model objects, and every mistake in it with its line.

The reader is generic: what a field may hold follows from the model (``specs``), so a new class needs no code here.
Positions are kept by reading YAML as nodes; nothing in a file is executed, no tag but those of plain YAML is obeyed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import ValidationError

from kg_build.model import CLASSES, Entity, FieldSpec, Text, specs
from ontology.errors import UnknownTerm
from ontology.namespaces import KINDS, curie, iri

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAME = re.compile(r"[A-Za-z0-9_.\-]+")
#: More nodes than any honest file has: aliases can make a small file explode.
_MOST_NODES = 200_000


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong in a curated file: where, what was found, and what is allowed."""

    file: str
    line: int
    field: str
    found: str
    allowed: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}"
        return (
            f"{place}: {self.field}: {self.found}; {self.allowed}"
            if self.field
            else f"{place}: {self.found}; {self.allowed}"
        )


@dataclass(frozen=True)
class Reference:
    """A reference to another record or term, and where it stands."""

    target: str
    file: str
    line: int
    field: str


@dataclass
class Reader:
    """Reads the nodes of one file; collects mistakes and references on the way."""

    file: str
    prefixes: Mapping[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def wrong(self, node: yaml.Node, path: str, found: str, allowed: str) -> None:
        """Note a mistake at a node."""
        self.mistakes.append(Mistake(self.file, node.start_mark.line + 1, path, found, allowed))

    def entity(self, node: yaml.Node, declared: type[Entity], path: str, parent: str = "") -> Entity | None:
        """One record and the records inside it."""
        keys = self.mapping(node, path)
        if keys is None:
            return None
        entity_class = self._class(keys, declared, path)
        name = self._name(keys, entity_class, parent, node, path)
        identifier = name if ":" in name else f"{entity_class.kind}:{name}"
        self.lines[identifier] = node.start_mark.line + 1
        known = {spec.name: spec for spec in specs(entity_class)}
        fields: dict[str, Any] = {"id": identifier}
        for key, value in keys.items():
            if key in known:
                fields[key] = self.value(value, known[key], f"{path}.{key}", name.rpartition(":")[2])
            elif key not in ("id", "is"):
                self.wrong(value, f"{path}.{key}", f"unknown field {key!r}", near(key, known))
        for spec in known.values():
            if spec.required and spec.name not in keys:
                self.wrong(node, f"{path}.{spec.name}", "missing", f"{entity_class.__name__} needs it")
        return self._made(entity_class, fields, node, path)

    def mapping(self, node: yaml.Node, path: str) -> dict[str, yaml.Node] | None:
        """The keys of a mapping; a key that stands twice is a mistake."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, path, _shown(node), "keys and values are needed here")
            return None
        keys: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in keys:
                self.wrong(key, f"{path}.{key.value}", "stands twice", "write it once")
            keys[key.value] = value
        return keys

    def _class(self, keys: Mapping[str, yaml.Node], declared: type[Entity], path: str) -> type[Entity]:
        allowed = {
            entity.__name__: entity
            for entity in CLASSES.values()
            if issubclass(entity, declared) and entity.kind
        }
        chosen = keys.get("is")
        if chosen is not None and chosen.value in allowed:
            return allowed[chosen.value]
        if chosen is not None or not declared.kind:
            place = chosen or next(iter(keys.values()))
            found = f"{chosen.value!r}" if chosen else "missing"
            self.wrong(place, f"{path}.is", found, f"one of {', '.join(sorted(allowed))}")
        return declared if declared.kind else next(iter(allowed.values()))

    def _name(
        self,
        keys: Mapping[str, yaml.Node],
        entity_class: type[Entity],
        parent: str,
        node: yaml.Node,
        path: str,
    ) -> str:
        if "id" in keys:
            local = str(keys["id"].value)
            if not _NAME.fullmatch(local.rpartition(":")[2]):
                self.wrong(
                    keys["id"], f"{path}.id", f"{local!r}", "letters, digits, '_', '-' and '.' are allowed"
                )
        elif entity_class.named_by in keys:
            local = re.sub(r"[^A-Za-z0-9_.\-]", "_", str(keys[entity_class.named_by].value))
        elif parent:
            local = hashlib.sha256(_content(node).encode()).hexdigest()[:8]
        else:
            self.wrong(node, f"{path}.id", "missing", "a record needs an id")
            local = "unnamed"
        return f"{parent}.{local}" if parent and ":" not in local else local

    def _made(
        self, entity_class: type[Entity], fields: dict[str, Any], node: yaml.Node, path: str
    ) -> Entity | None:
        before = len(self.mistakes)
        try:
            return entity_class(**{key: value for key, value in fields.items() if value is not None})
        except ValidationError as fault:
            if len(self.mistakes) == before and not any(m.field.startswith(path) for m in self.mistakes):
                for error in fault.errors():
                    place = ".".join(str(part) for part in error["loc"])
                    self.wrong(node, f"{path}.{place}", str(error["input"])[:60], error["msg"])
            return None

    def value(self, node: yaml.Node, spec: FieldSpec, path: str, parent: str) -> Any:
        """The value of one field: a single one, or a list where the field is many-valued."""
        if not spec.many:
            return self.single(node, spec, path, parent)
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, path, _shown(node), "a list is needed here")
            return None
        values = [self.single(part, spec, f"{path}[{i}]", parent) for i, part in enumerate(node.value)]
        return tuple(value for value in values if value is not None)

    def single(self, node: yaml.Node, spec: FieldSpec, path: str, parent: str) -> Any:
        """One value of the kind that the field has."""
        if spec.kind == "owned":
            return self.entity(node, spec.owned_class or Entity, path, parent)
        if spec.kind == "text":
            return self.text(node, path)
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(node, path, _shown(node), f"a single {spec.kind} is needed here")
            return None
        if spec.kind == "code":
            return self._code(node, spec, path)
        if spec.kind == "ref":
            return self.reference(node, path)
        return self._scalar(node, spec.kind, path)

    def text(self, node: yaml.Node, path: str) -> Text | None:
        """Words in German and English."""
        keys = self.mapping(node, path)
        if keys is None:
            return None
        for key in keys:
            if key not in ("de", "en"):
                self.wrong(keys[key], f"{path}.{key}", f"unknown language {key!r}", "de or en")
        return Text(**{key: str(value.value) for key, value in keys.items() if key in ("de", "en")})

    def _code(self, node: yaml.ScalarNode, spec: FieldSpec, path: str) -> str | None:
        if node.value in spec.choices:
            return str(node.value)
        self.wrong(node, path, f"{node.value!r}", f"one of {', '.join(spec.choices)}")
        return None

    def reference(self, node: yaml.ScalarNode, path: str) -> str | None:
        """A CURIE; one with a prefix of the corpus becomes an IRI."""
        prefix, _, local = str(node.value).partition(":")
        target = self.prefixes[prefix] + local if prefix in self.prefixes else str(node.value)
        try:
            iri(target)
        except UnknownTerm:
            known = (*KINDS, "lg", "onc", "lev", *self.prefixes)
            self.wrong(node, path, f"unknown prefix in {node.value!r}", near(prefix, known))
            return None
        self.references.append(Reference(curie(iri(target)), self.file, node.start_mark.line + 1, path))
        return target

    def _scalar(self, node: yaml.ScalarNode, kind: str, path: str) -> Any:
        convert, allowed = _SCALARS[kind]
        try:
            return convert(str(node.value))
        except (ValueError, ArithmeticError):
            self.wrong(node, path, f"{node.value!r}", allowed)
            return None


def _number(text: str) -> Decimal:
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", text):
        raise ValueError(text)
    return Decimal(text)


def _words(text: str) -> str:
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", text):
        raise ValueError(text)
    return text


_SCALARS: dict[str, tuple[Callable[[str], Any], str]] = {
    "string": (_words, "text without control characters is needed here"),
    "integer": (int, "a whole number is needed here"),
    "decimal": (_number, "a number such as 23.3 is needed here (with a point)"),
    "date": (dt.date.fromisoformat, "a date such as 2026-01-31 is needed here"),
}


def compose(text: str, file: str) -> yaml.Node | Mistake:
    """The nodes of a YAML text, or why it is none."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
        if node is None:
            return Mistake(file, 1, "", "empty file", "a curated unit is needed here")
        if _count(node) > _MOST_NODES:
            return Mistake(file, 1, "", "the file unfolds into too many values", "write fewer aliases")
    except RecursionError:
        return Mistake(file, 1, "", "the file contains itself or is nested too deeply", "write it flat")
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        reason = getattr(fault, "problem", None) or str(fault).splitlines()[0]
        return Mistake(file, mark.line + 1 if mark else 1, "", f"not YAML: {reason}", "correct the line")
    else:
        return node


def _count(node: yaml.Node, sofar: int = 0) -> int:
    sofar += 1
    if isinstance(node, yaml.CollectionNode) and sofar <= _MOST_NODES:
        for part in node.value:
            for child in part if isinstance(part, tuple) else (part,):
                sofar = _count(child, sofar)
    return sofar


def _content(node: yaml.Node) -> str:
    """What a node says, however it is laid out and in whatever order its keys stand."""
    if isinstance(node, yaml.MappingNode):
        return "{" + ",".join(sorted(f"{key.value!r}:{_content(value)}" for key, value in node.value)) + "}"
    if isinstance(node, yaml.SequenceNode):
        return "[" + ",".join(sorted(_content(part) for part in node.value)) + "]"
    return repr(node.value)


def _shown(node: yaml.Node) -> str:
    kinds: dict[type[yaml.Node], str] = {yaml.MappingNode: "keys and values", yaml.SequenceNode: "a list"}
    return kinds.get(type(node), repr(node.value)[:60])


def near(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The names nearest to one that is not known, else what is known.

    >>> near("studdy", ["study", "passage"])
    'did you mean study?'
    """
    names = sorted(known)
    close = get_close_matches(word, names, n=3, cutoff=0.5)
    return f"did you mean {', '.join(close)}?" if close else otherwise or f"known are {', '.join(names)}"
