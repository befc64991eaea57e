"""YAML as nodes with their places, read safely: nothing is executed, nothing unfolds without end.

A mistake is a value and not an exception, so that all mistakes of all files can be told at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import yaml

from ontology.loader import LOADER

#: More values than any honest file has: aliases can make a small file explode, or contain itself.
_MOST_NODES = 200_000
#: Deeper than any record lies in another.
_DEEPEST = 60
_KINDS: dict[type[yaml.Node], str] = {yaml.MappingNode: "keys and values", yaml.SequenceNode: "a list"}
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "value", "merge")
)


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong in a curated file: where, what was found, and what is allowed.

    >>> print(Mistake("a.yaml", 7, "study.phase", "'II'", "one of phase1, phase2"))
    a.yaml:7: study.phase: 'II'; one of phase1, phase2
    """

    file: str
    line: int
    field: str
    found: str
    allowed: str

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        return f"{self.file}:{self.line}: {field}{self.found}; {self.allowed}"


def compose(path: Path) -> yaml.Node | Mistake:
    """The nodes of a YAML file, or why it is none."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        return Mistake(str(path), line, "", "not UTF-8", "save the file in the encoding UTF-8")
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        reason = getattr(fault, "problem", None) or str(fault).splitlines()[0]
        return Mistake(str(path), mark.line + 1 if mark else 1, "", f"not YAML: {reason}", "correct the line")
    if node is None:
        return Mistake(str(path), 1, "", "empty file", "keys and values are needed here")
    return _strange(node, str(path)) or node


def composed(text: str) -> yaml.Node:
    """The nodes of a text that is known to be YAML."""
    node = yaml.compose(text, Loader=LOADER)
    if node is None:
        raise ValueError("there is nothing in the text")
    return node


def _strange(root: yaml.Node, file: str) -> Mistake | None:
    """What no honest file has: a tag that asks for more than plain values, or nesting or aliases without end."""
    waiting, seen = [(root, 0)], 0
    while waiting:
        node, depth = waiting.pop()
        seen += 1
        line = node.start_mark.line + 1
        if node.tag not in _PLAIN_TAGS:
            return Mistake(file, line, "", f"the tag {node.tag!r}", "write plain values without tags")
        if seen > _MOST_NODES or depth > _DEEPEST:
            return Mistake(file, line, "", "too many or too deeply nested values", "write it without aliases")
        waiting += [(child, depth + 1) for child in children(node)]
    return None


def children(node: yaml.Node) -> Iterator[yaml.Node]:
    """The nodes directly inside a node: the parts of a list, the keys and values of a mapping."""
    if isinstance(node, yaml.CollectionNode):
        for part in node.value:
            yield from part if isinstance(part, tuple) else (part,)


def content(node: yaml.Node) -> str:
    """What a node says, however it is laid out and in whatever order its keys and parts stand."""
    if isinstance(node, yaml.MappingNode):
        return "{" + ",".join(sorted(f"{content(key)}:{content(value)}" for key, value in node.value)) + "}"
    if isinstance(node, yaml.SequenceNode):
        return "[" + ",".join(sorted(content(part) for part in node.value)) + "]"
    return repr(node.value)


def shown(node: yaml.Node) -> str:
    """A node as a message names it."""
    return _KINDS.get(type(node)) or ("nothing" if is_empty(node) else repr(node.value)[:60])


def is_empty(node: yaml.Node) -> bool:
    """Whether nothing was written for a key: ``n:`` alone, or ``n: null``."""
    return isinstance(node, yaml.ScalarNode) and str(node.tag) == "tag:yaml.org,2002:null"


def near(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """The names nearest to one that is not known, else what is known.

    >>> near("studdy", ["study", "passage"])
    'did you mean study?'
    """
    names = sorted(known)
    close = get_close_matches(word, names, n=1, cutoff=0.9) or get_close_matches(word, names, cutoff=0.5)
    return f"did you mean {', '.join(close)}?" if close else otherwise or f"known are {', '.join(names)}"
