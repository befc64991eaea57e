"""The comments of a YAML file: taken out with the value that they speak of, and put back where it stands then.

YAML libraries forget comments. An author's remark above a key, or behind a value, stays with it when the layout
puts keys in order: one above goes with the next value in the file, one behind with the last value before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

import yaml

from kg_build.authoring.nodes import children
from ontology.loader import LOADER

#: Line and column where something begins, counted from 0.
Spot = tuple[int, int]


def _lists() -> defaultdict[Spot, list[str]]:
    return defaultdict(list)


@dataclass
class Comments:
    """The comments of a file by the spot of the value they belong to, and those after the last value."""

    above: defaultdict[Spot, list[str]] = field(default_factory=_lists)
    behind: defaultdict[Spot, list[str]] = field(default_factory=_lists)
    last: list[str] = field(default_factory=list)

    def inside(self, node: yaml.Node) -> bool:
        """Whether a comment belongs to a value inside a node."""
        return any(
            spot(one) in self.above or spot(one) in self.behind for one in every(node) if one is not node
        )

    def words(self) -> list[str]:
        """All comments, sorted."""
        kept = [*self.above.values(), *self.behind.values(), self.last]
        return sorted(comment for comments in kept for comment in comments)


def spot(node: yaml.Node) -> Spot:
    """Where a node begins."""
    return node.start_mark.line, node.start_mark.column


def every(node: yaml.Node) -> Iterator[yaml.Node]:
    """A node and all nodes inside it, the outer before the inner."""
    yield node
    for child in children(node):
        yield from every(child)


def found(text: str) -> Iterator[tuple[Spot, str]]:
    """Every comment of a text with its spot: what begins with ``#`` between two tokens.

    >>> [comment for _, comment in found("a: 1 # one\\n# two\\nb: '# no'\\n")]
    ['# one', '# two']
    """
    starts = [0, *accumulate(len(line) for line in text.split("\n"))]
    starts = [start + number for number, start in enumerate(starts)]
    end = 0
    for token in yaml.scan(text, Loader=LOADER):
        start = starts[token.start_mark.line] + token.start_mark.column
        yield from _between(text, end, start)
        end = max(end, starts[token.end_mark.line] + token.end_mark.column)
    yield from _between(text, end, len(text))


def _between(text: str, end: int, start: int) -> Iterator[tuple[Spot, str]]:
    for hit in re.finditer(r"#[^\n]*", text[end:start]):
        at = end + hit.start()
        yield (text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1), hit[0].rstrip()


def taken(text: str, root: yaml.Node) -> Comments:
    """The comments of a text, each with the value of its tree that it belongs to."""
    comments, lines = Comments(), text.split("\n")
    spots = sorted({spot(node) for node in every(root)})
    brackets = _brackets(root)
    for (line, column), words in found(text):
        following = bisect_left(spots, (line, column))
        written = lines[line][:column].rstrip()
        if written.strip(" -") and following:
            comments.behind[brackets.get((line, len(written)), spots[following - 1])].append(words)
        elif following < len(spots):
            comments.above[spots[following]].append(words)
        else:
            comments.last.append(words)
    return comments


def _brackets(root: yaml.Node) -> dict[Spot, Spot]:
    """Where each list or mapping in brackets ends, and where it begins; the outermost where several end."""
    ends: dict[Spot, Spot] = {}
    for node in every(root):
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            ends.setdefault((node.end_mark.line, node.end_mark.column), spot(node))
    return ends


def put_back(text: str, before: yaml.Node, after: yaml.Node, comments: Comments) -> str:
    """A text with comments; ``before`` is its tree with the old spots, ``after`` with those in the text."""
    above, behind = _by_line(before, after, comments)
    lines = []
    for number, line in enumerate(text.split("\n")):
        indent = line[: len(line) - len(line.lstrip())]
        lines += [indent + words for words in above.get(number, ())]
        lines.append("  ".join([line, *behind.get(number, ())]))
    return "\n".join(lines[:-1] + comments.last + lines[-1:])


def _by_line(
    before: yaml.Node, after: yaml.Node, comments: Comments
) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    above: defaultdict[int, list[str]] = defaultdict(list)
    behind: defaultdict[int, list[str]] = defaultdict(list)
    waiting = Comments(comments.above.copy(), comments.behind.copy())
    running_on = set(_running_on(after))
    for old, new in zip(every(before), every(after), strict=True):
        above[new.start_mark.line] += waiting.above.pop(spot(old), [])
        # a mapping without brackets begins where its first key does: what is said behind that belongs to the key
        innermost = all(spot(child) != spot(old) for child in children(old))
        if innermost and (words := waiting.behind.pop(spot(old), [])):
            last = new if getattr(new, "flow_style", None) else list(every(new))[-1]
            if last.end_mark.line in running_on or getattr(last, "style", None) in {"|", ">"}:
                above[last.start_mark.line] += words
            else:
                behind[last.end_mark.line] += words
    return above, behind


def _running_on(root: yaml.Node) -> Iterator[int]:
    """The lines behind which nothing may be written, for a value goes on in the next one."""
    for node in every(root):
        if isinstance(node, yaml.ScalarNode):
            yield from range(node.start_mark.line, node.end_mark.line)
