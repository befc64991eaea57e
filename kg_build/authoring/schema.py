"""The JSON Schema of a curated file, made from the model: an editor completes keys and codes and marks mistakes.

``python -m kg_build.authoring.schema`` writes it beside the corpora; a test holds the file equal to the model.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg_build.authoring.curated import concrete
from kg_build.load import RECORD_KEYS, UNIT_KEYS
from kg_build.model import Entity, FieldSpec, Unit, specs
from ontology import CORE_MODULES, folder
from ontology.namespaces import PREFIXES, curie

#: Where the schema lies: one file for all corpora that ship.
PATH = Path(str(files("kg_build"))) / "corpus" / "unit.schema.json"

Schema = dict[str, Any]
_NAME = {"type": "string", "pattern": r"^[A-Za-z0-9_.\-]+$"}
_REFERENCE = {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9+.\-]*:\S+$"}
_TEXT = {
    "type": "object",
    "properties": {"de": {"type": "string"}, "en": {"type": "string"}},
    "additionalProperties": False,
    "minProperties": 1,
}
_SCALARS: dict[str, Schema] = {
    "ref": _REFERENCE,
    "text": {"$ref": "#/definitions/Text"},
    # what is written without quotes is kept as written: 2.10 stays 2.10
    "string": {"type": ["string", "number", "boolean"]},
    "integer": {"type": "integer"},
    "decimal": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?$"}]},
    "date": {"type": "string", "format": "date"},
}


def schema() -> Schema:
    """The schema of one curated file.

    >>> schema()["definitions"]["Stratum"]["properties"]["n"]["type"]
    'integer'
    """
    unit = {spec.name: _field(spec) for spec in specs(Unit) if spec.name in UNIT_KEYS}
    records = {key: _one_or_many(_any_of(declared)) for key, declared in RECORD_KEYS.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Curated unit of Leitgraph",
        "type": "object",
        "properties": unit | records,
        "required": ["curated_on"],
        "additionalProperties": False,
        "definitions": {"Text": _TEXT, **{c.__name__: _record(c) for c in concrete(Entity).values()}},
    }


def text() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _record(entity_class: type[Entity]) -> Schema:
    fields = specs(entity_class)
    required = [spec.name for spec in fields if spec.required]
    return {
        "type": "object",
        "description": (entity_class.__doc__ or "").partition("\n")[0],
        "properties": {
            "id": _NAME,
            "is": {"const": entity_class.__name__},
            **{spec.name: _field(spec) for spec in fields},
        },
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _field(spec: FieldSpec) -> Schema:
    single = _single(spec)
    made = {"type": "array", "items": single} if spec.many else single
    meaning = _meanings().get(spec.prop)
    if not meaning:
        return made
    # beside a $ref a schema of this draft ignores other keys
    return {"allOf": [made], "description": meaning} if "$ref" in made else {**made, "description": meaning}


def _single(spec: FieldSpec) -> Schema:
    if spec.kind == "owned":
        return _any_of(spec.owned_class or Entity)
    if spec.kind == "code":
        return {"enum": list(spec.choices)}
    return _SCALARS[spec.kind]


def _any_of(declared: type[Entity]) -> Schema:
    """A record of the declared class, or of one below it that names itself with ``is``."""
    classes = list(concrete(declared).values())
    if classes == [declared]:
        return _reference(declared)
    named = [{"allOf": [_reference(c), {"required": ["is"]}]} for c in classes if c is not declared]
    return {"anyOf": [*([_reference(declared)] if declared in classes else []), *named]}


def _reference(entity_class: type[Entity]) -> Schema:
    return {"$ref": f"#/definitions/{entity_class.__name__}"}


def _one_or_many(single: Schema) -> Schema:
    return {"anyOf": [single, {"type": "array", "items": single}]}


@cache
def _meanings() -> dict[str, str]:
    """What each property means, as the ontology defines it."""
    return dict(_definitions())


def _definitions() -> Iterator[tuple[str, str]]:
    for module in CORE_MODULES:
        for quad in ox.parse((folder() / module).read_bytes(), format=ox.RdfFormat.TURTLE):
            value = quad.object
            if (
                quad.predicate.value == PREFIXES["skos"] + "definition"
                and isinstance(value, ox.Literal)
                and isinstance(quad.subject, ox.NamedNode)
                and value.language == "en"
            ):
                yield curie(quad.subject.value), value.value


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
