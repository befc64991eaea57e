"""The canonical layout of curated files, so that an edit shows as what it is and nothing else.

Keys stand in the order of the model, small parts on one line, lines end at 110 characters where they can, and
comments stay with what they speak of. ``python -m kg_build.authoring.layout --check`` names the files that are laid out
otherwise; ``--write`` lays them out.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from kg_build.authoring.comments import Comments, found, put_back, taken
from kg_build.authoring.curated import concrete
from kg_build.authoring.heading import FILE, Head
from kg_build.authoring.nodes import Mistake, compose, composed, content
from kg_build.errors import InvalidRecord
from kg_build.load import EMBEDDED, RECORD_KEYS, UNIT_KEYS, curated_files
from kg_build.model import Entity, FieldSpec, Text, Unit, specs

WIDTH = 110
#: What is no longer than this stands on one line; less than the width, so that an anchor always has its three.
_ONE_LINE = 100
SCHEMA_FILE = "unit.schema.json"
_HEADER = "# yaml-language-server: $schema="
#: More keys than these, and a record is easier to read with one to a line.
_FEW = 4
_CURIE = re.compile(r"[A-Za-z][\w.+-]*:(//)?[\w./#?=&%~+-]+")
_BARE = re.compile(
    r"(?!(yes|no|on|off|true|false|null|y|n)$)(?=.*[^\W\d_])\w[^,:#\[\]{}\"'|<>]*|\d+", re.IGNORECASE
)
_UNIT = {spec.name: spec for spec in specs(Unit)}
_TEXT_KEYS = tuple(Text.model_fields)
#: What the model says of a value: a field, a class of records, a plain string; None where it says nothing.
_Meaning = FieldSpec | type[Entity] | type[str] | None


class _Dumper(yaml.SafeDumper):
    """Lists stand two blanks inside their key, and a CURIE needs no quotes."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002  lists too
        return super().increase_indent(flow, False)

    def analyze_scalar(self, scalar: str) -> Any:
        analysis = super().analyze_scalar(scalar)
        if _CURIE.fullmatch(scalar):
            analysis.allow_flow_plain = True
        return analysis


def laid_out(path: Path) -> str:
    """A curated file in the canonical layout: the same values and comments, in their order."""
    tree = compose(path)
    if isinstance(tree, Mistake):
        raise InvalidRecord(str(tree), next_step="correct the line, then run: leitgraph validate FOLDER")
    text = path.read_text(encoding="utf-8")
    body = "\n".join(line for line in text.split("\n") if not line.startswith(_HEADER))
    if body != text:
        tree = composed(body)
    comments = taken(body, tree)
    ordered = _Arranged(comments).file(tree, path.name)
    plain = yaml.serialize(ordered, Dumper=_Dumper, width=WIDTH, allow_unicode=True)
    done = put_back(plain, ordered, composed(plain), comments)
    if (
        content(composed(done)) != content(tree)
        or sorted(words for _, words in found(done)) != comments.words()
    ):
        raise InvalidRecord(
            f"{path}: a comment stands where the layout cannot keep it",
            next_step="put each comment on a line of its own, above a key",
        )
    return header(path) + done


def header(path: Path) -> str:
    """The line that tells an editor the schema: the nearest one above the file."""
    if path.name == FILE:
        return ""
    for folder in path.resolve().parents:
        if (folder / SCHEMA_FILE).is_file():
            return (
                _HEADER + Path(os.path.relpath(folder / SCHEMA_FILE, path.resolve().parent)).as_posix() + "\n"
            )
    return ""


class _Arranged:
    """Copies nodes into the order and the style of the layout."""

    def __init__(self, comments: Comments) -> None:
        self.comments = comments

    def file(self, tree: yaml.Node, name: str) -> yaml.Node:
        """The whole file: what it says of itself, then its records in the order of the file."""
        if name == FILE:
            return self._keys(tree, [info.alias or key for key, info in Head.model_fields.items()], {}, 0)
        return self._keys(tree, list(UNIT_KEYS), {**_UNIT, **RECORD_KEYS}, 0)

    def _keys(
        self, node: yaml.Node, order: list[str], meaning: Mapping[str, _Meaning], indent: int
    ) -> yaml.Node:
        if not isinstance(node, yaml.MappingNode):
            return self._any(node, None, indent)
        rank = {key: number for number, key in enumerate(order)}
        pairs = sorted(node.value, key=lambda pair: rank.get(pair[0].value, len(rank)))
        values = [
            (
                self._any(key, None, indent),
                self._any(value, meaning.get(key.value), indent + 2, len(key.value)),
            )
            for key, value in pairs
        ]
        return yaml.MappingNode(node.tag, values, node.start_mark, node.end_mark, flow_style=False)

    def _any(self, node: yaml.Node, meaning: _Meaning, indent: int, key: int = 0) -> yaml.Node:
        """A node by what the model says of it; ``key`` is the length of the key that it stands behind."""
        if isinstance(node, yaml.SequenceNode):
            parts = [self._any(part, meaning, indent + 2) for part in node.value]
            made: yaml.Node = yaml.SequenceNode(
                node.tag, parts, node.start_mark, node.end_mark, flow_style=False
            )
        elif isinstance(node, yaml.MappingNode):
            made = self._mapping(node, meaning, indent)
        else:
            return _scalar(node, meaning)
        made.flow_style = self._flows(made, indent + key)  # type: ignore[attr-defined]
        return made

    def _mapping(self, node: yaml.MappingNode, meaning: _Meaning, indent: int) -> yaml.Node:
        if isinstance(meaning, FieldSpec):
            meaning = meaning.owned_class
        if meaning is None or not issubclass(meaning, Entity):
            return self._keys(node, list(_TEXT_KEYS), dict.fromkeys(_TEXT_KEYS, str), indent)
        named = {key.value: value.value for key, value in node.value}.get("is")
        chosen = concrete(meaning).get(named if isinstance(named, str) else "", meaning)
        fields: dict[str, _Meaning] = {"id": str, "is": str, **{spec.name: spec for spec in specs(chosen)}}
        return self._keys(node, list(fields), fields, indent)

    def _flows(self, node: Any, indent: int) -> bool:
        """Whether a small part without comments stands on one line."""
        if not node.value:
            return True
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            parts = [value for _, value in node.value]
            words = all(key in _TEXT_KEYS for key in keys)
            if len(keys) > _FEW or "id" in keys or (words and not all(map(_is_bare, parts))):
                return False
            if any(isinstance(part, yaml.MappingNode) or not _is_flat(part) for part in parts):
                return False
        elif not _is_flat(node):
            return False
        return indent + _length(node) <= _ONE_LINE and not self.comments.inside(node)


def _scalar(node: yaml.Node, meaning: _Meaning) -> yaml.ScalarNode:
    """A single value: numbers and dates bare, all else as a string that is quoted only where it must be."""
    value, tag = str(node.value), "tag:yaml.org,2002:str"
    if isinstance(meaning, FieldSpec) and meaning.kind in ("integer", "decimal", "date"):
        tag = composed(value).tag if value else node.tag
    elif meaning is None or node.tag.endswith(":null"):
        tag = node.tag
    return yaml.ScalarNode(tag, value, node.start_mark, node.end_mark, style="|" if "\n" in value else None)


def _is_flat(node: yaml.Node) -> bool:
    """Whether a node is a single value, or a list of single values."""
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return all(isinstance(part, yaml.ScalarNode) and "\n" not in part.value for part in parts)


def _is_bare(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and bool(_BARE.fullmatch(node.value))


def _length(node: yaml.Node) -> int:
    """How long a node is on one line."""
    if isinstance(node, yaml.MappingNode):
        return sum(len(key.value) + 4 + _length(value) for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return sum(2 + _length(part) for part in node.value)
    bare = _BARE.fullmatch(node.value) or _CURIE.fullmatch(node.value)
    return len(node.value) + (0 if bare else 2)


def astray(folders: Iterable[Path]) -> list[tuple[Path, str]]:
    """The files of some corpora that are laid out otherwise, each with what it would be."""
    files = [path for folder in folders for path in (folder / FILE, *curated_files(folder))]
    pairs = [(path, laid_out(path)) for path in files]
    return [(path, text) for path, text in pairs if path.read_text(encoding="utf-8") != text]


def main(words: list[str]) -> int:
    """Check or write the layout of the corpora in some folders; without one, of the corpus that ships."""
    write = "--write" in words
    folders = [Path(word) for word in words if not word.startswith("--")] or [EMBEDDED]
    files = astray(folders)
    for path, text in files:
        if write:
            path.write_text(text, encoding="utf-8")
        sys.stdout.write(
            f"{path}: {'laid out' if write else 'is not in the canonical layout; run: make format, or this with --write'}\n"
        )
    return 1 if files and not write else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
