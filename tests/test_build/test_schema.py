"""The JSON Schema for editors is made from the model, and says of a file what the loader says."""

import json

import jsonschema
import pytest
import yaml

from kg_build.authoring import schema
from kg_build.authoring.curated import concrete
from kg_build.load import EMBEDDED
from kg_build.model import Entity, specs

CHECKER = jsonschema.Draft7Validator(schema.schema())
FILES = sorted(path for path in EMBEDDED.rglob("*.yaml") if path.name != "corpus.yaml")


class Loader(yaml.CSafeLoader):
    """As an editor reads YAML: a date is a string."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def wrong(text):
    return [error.json_path for error in CHECKER.iter_errors(yaml.load(text, Loader))]  # noqa: S506


def test_the_file_is_as_the_model_makes_it():
    assert schema.PATH.read_text("utf-8") == schema.text(), "run: make format"


def test_it_is_a_json_schema():
    jsonschema.Draft7Validator.check_schema(json.loads(schema.text()))


def test_every_class_is_described_with_all_its_fields():
    for name, entity_class in concrete(Entity).items():
        described = schema.schema()["definitions"][name]
        assert set(described["properties"]) == {"id", "is", *(spec.name for spec in specs(entity_class))}
        assert described["description"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(EMBEDDED)))
def test_a_file_of_the_corpus_keeps_the_schema(path):
    assert wrong(path.read_text("utf-8")) == [], "run: make format"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("curated_on: 2026-01-31", True),
        ("{}", False),
        ("{curated_on: 2026-01-31, studies: []}", False),
        ("{curated_on: 2026-01-31, study: {id: a}}", True),
        ("{curated_on: 2026-01-31, study: [{id: a}, {id: b, phase: phase3}]}", True),
        ("{curated_on: 2026-01-31, study: {id: a, phase: III}}", False),
        ("{curated_on: 2026-01-31, study: {id: a, groups: [{id: g, is: Arm, n: 3}]}}", True),
        ("{curated_on: 2026-01-31, study: {id: a, groups: [{id: g, n: 3}]}}", False),
        ("{curated_on: 2026-01-31, study: {id: a, groups: [{id: g, is: Arm, n: three}]}}", False),
        ("{curated_on: 2026-01-31, study: {id: a, label: {de: x}}}", True),
        ("{curated_on: 2026-01-31, study: {id: a, label: x}}", False),
        ("{curated_on: 2026-01-31, study: {id: a, updates: [not a name]}}", False),
    ],
)
def test_right_and_wrong_files_are_told_apart(text, right):
    assert (wrong(text) == []) is right


def test_a_key_says_what_it_means():
    assert schema.schema()["definitions"]["Result"]["properties"]["months"]["description"]
