"""One curated YAML file as model objects, and every mistake in it with its line.

The reader is generic: what a field may hold follows from the model (``specs``), so a new class needs no code here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import yaml
from pydantic import ValidationError

from kg_build.authoring.nodes import Mistake, content, is_empty, near, shown
from kg_build.model import CLASSES, Entity, FieldSpec, Text, Unit, specs
from kg_build.model.base import not_an_iri, not_in_text
from ontology.errors import UnknownTerm
from ontology.namespaces import KINDS, curie, iri

#: What names of records, files and corpora are made of: they become parts of IRIs.
NAME = re.compile(r"[A-Za-z0-9_.\-]+")
NAME_ALLOWED = "letters, digits, '_', '-' and '.' are allowed"


@dataclass(frozen=True)
class Reference:
    """A reference to another record or term, and where it stands."""

    target: str
    file: str
    line: int
    field: str


@dataclass
class Reader:
    """Reads the nodes of one file; collects mistakes, references and the places of records on the way."""

    file: str
    prefixes: Mapping[str, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)

    def wrong(self, node: yaml.Node, path: str, found: str, allowed: str) -> None:
        """Note a mistake at a node."""
        self.mistakes.append(Mistake(self.file, node.start_mark.line + 1, path, found, allowed))

    def entity(self, node: yaml.Node, declared: type[Entity], path: str, parent: str = "") -> Entity | None:
        """One record and the records inside it."""
        keys = self.mapping(node, path)
        if keys is None:
            return None
        entity_class = self._class(keys, declared, node, path)
        name = self._name(keys, entity_class, parent, node, path)
        identifier = f"{entity_class.kind}:{name}"
        self.places.append((identifier, node.start_mark.line + 1))
        known = {spec.name: spec for spec in specs(entity_class)}
        fields: dict[str, Any] = {"id": identifier}
        for key, value in keys.items():
            if key in known:
                fields[key] = self.value(value, known[key], f"{path}.{key}", name)
            elif key not in ("id", "is"):
                self.wrong(value, f"{path}.{key}", f"unknown field {key!r}", near(key, known))
        for spec in known.values():
            if spec.required and spec.name not in keys:
                self.wrong(node, f"{path}.{spec.name}", "missing", f"{entity_class.__name__} needs it")
        return self._made(entity_class, fields, node, path)

    def mapping(self, node: yaml.Node, path: str) -> dict[str, yaml.Node] | None:
        """The keys of a mapping; a key that stands twice is a mistake."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, path, shown(node), "keys and values are needed here")
            return None
        keys: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.wrong(key, path, f"{shown(key)} as a key", "a plain word is needed as a key")
            elif key.value in keys:
                self.wrong(key, f"{path}.{key.value}".lstrip("."), "stands twice", "write it once")
            else:
                keys[key.value] = value
        return keys

    def _class(
        self, keys: Mapping[str, yaml.Node], declared: type[Entity], node: yaml.Node, path: str
    ) -> type[Entity]:
        allowed = concrete(declared)
        chosen = keys.get("is")
        if isinstance(chosen, yaml.ScalarNode) and chosen.value in allowed:
            return allowed[chosen.value]
        if chosen is not None or declared.__name__ not in allowed:
            found = shown(chosen) if chosen else "missing"
            self.wrong(chosen or node, f"{path}.is", found, f"one of {', '.join(sorted(allowed))}")
        return allowed.get(declared.__name__) or next(iter(allowed.values()))

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
            if not NAME.fullmatch(local):
                self.wrong(keys["id"], f"{path}.id", shown(keys["id"]), NAME_ALLOWED)
        elif entity_class.named_by in keys:
            local = re.sub(r"[^A-Za-z0-9_.\-]", "_", str(keys[entity_class.named_by].value))
        elif parent:
            local = hashlib.sha256(content(node).encode()).hexdigest()[:8]
        else:
            self.wrong(node, f"{path}.id", "missing", "a record needs an id")
            local = "unnamed"
        return f"{parent}.{local}" if parent else local

    def _made(
        self, entity_class: type[Entity], fields: dict[str, Any], node: yaml.Node, path: str
    ) -> Entity | None:
        try:
            return entity_class(**{key: value for key, value in fields.items() if value is not None})
        except ValidationError as fault:
            if not any(mistake.field.startswith(path) for mistake in self.mistakes):
                for error in fault.errors():
                    place = ".".join(str(part) for part in error["loc"])
                    self.wrong(node, f"{path}.{place}", str(error["input"])[:60], error["msg"])
            return None

    def value(self, node: yaml.Node, spec: FieldSpec, path: str, parent: str) -> Any:
        """The value of one field: a single one, or a list where the field is many-valued."""
        if is_empty(node):
            choices = f"one of {', '.join(spec.choices)}" if spec.choices else "write a value"
            self.wrong(
                node, path, "nothing", choices if spec.required else f"{choices}, or leave the key out"
            )
            return None
        if not spec.many:
            return self.single(node, spec, path, parent)
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, path, shown(node), "a list is needed here")
            return None
        values = [self.single(part, spec, f"{path}[{i}]", parent) for i, part in enumerate(node.value)]
        return tuple(value for value in values if value is not None)

    def single(self, node: yaml.Node, spec: FieldSpec, path: str, parent: str) -> Any:
        """One value of the kind that the field has."""
        if spec.kind == "owned":
            return self.entity(node, spec.owned_class or Entity, path, parent)
        if spec.kind == "text":
            return self.text(node, path)
        if not isinstance(node, yaml.ScalarNode) or is_empty(node):
            self.wrong(node, path, shown(node), f"a single {spec.kind} is needed here")
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
        words = {}
        for language, value in keys.items():
            if language not in ("de", "en"):
                self.wrong(value, f"{path}.{language}", f"unknown language {language!r}", "de or en")
            elif not isinstance(value, yaml.ScalarNode) or is_empty(value):
                self.wrong(value, f"{path}.{language}", shown(value), "words are needed here")
            else:
                words[language] = self._scalar(value, "string", f"{path}.{language}")
        if not keys:
            self.wrong(node, path, "nothing", "words under de, en or both are needed here")
        return Text(**words) if any(words.values()) else None

    def _code(self, node: yaml.ScalarNode, spec: FieldSpec, path: str) -> str | None:
        if node.value in spec.choices:
            return str(node.value)
        self.wrong(node, path, shown(node), f"one of {', '.join(spec.choices)}")
        return None

    def reference(self, node: yaml.ScalarNode, path: str) -> str | None:
        """A CURIE; one with a prefix of the corpus becomes an IRI."""
        prefix, _, local = str(node.value).partition(":")
        target = self.prefixes[prefix] + local if prefix in self.prefixes else str(node.value)
        try:
            full = iri(target)
        except UnknownTerm:
            known = (*KINDS, "lg", "onc", "lev", *self.prefixes)
            self.wrong(node, path, f"unknown prefix in {shown(node)}", near(prefix, known))
            return None
        if wrong := not_an_iri(full):
            self.wrong(node, path, shown(node), f"an IRI is needed ({wrong})")
            return None
        self.references.append(Reference(curie(full), self.file, node.start_mark.line + 1, path))
        return target

    def _scalar(self, node: yaml.ScalarNode, kind: str, path: str) -> Any:
        convert, allowed = _SCALARS[kind]
        try:
            return convert(str(node.value))
        except (ValueError, ArithmeticError):
            self.wrong(node, path, shown(node), allowed)
            return None


def concrete(declared: type[Entity]) -> dict[str, type[Entity]]:
    """The classes that a record may have where a class is declared, by the name to write after ``is``."""
    return {
        entity.__name__: entity
        for entity in CLASSES.values()
        if issubclass(entity, declared) and entity.kind and entity.curated and entity is not Unit
    }


def _shaped(pattern: str, make: Callable[[str], Any]) -> Callable[[str], Any]:
    def convert(text: str) -> Any:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(text)
        return make(text)

    return convert


def _words(text: str) -> str:
    if not_in_text(text):
        raise ValueError(text)
    return text


_SCALARS: dict[str, tuple[Callable[[str], Any], str]] = {
    "string": (_words, "text without control characters is needed here"),
    "integer": (_shaped(r"[+-]?\d+", int), "a whole number is needed here"),
    "decimal": (_shaped(r"[+-]?\d+(\.\d+)?", Decimal), "a number such as 23.3 is needed here, with a point"),
    "date": (_shaped(r"\d{4}-\d\d-\d\d", dt.date.fromisoformat), "a date such as 2026-01-31 is needed here"),
}
