"""What changed between two generations, record by record, in the words of the files that an author edits.

Two sorted N-Quads files are read side by side, so that memory grows with the change and not with the graph.
Only what was asserted and is current counts: what follows from it changes with it and would only repeat it.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox

from kg_build.dataset import parsed
from kg_build.model import CLASSES, specs
from kg_build.quads import node
from ontology.namespaces import CURRENT_GRAPH, INFERRED_GRAPH, PREFIXES, curie

#: One fact about a subject: predicate and object, as N-Quads writes them.
Fact = tuple[str, str]
_CURRENT, _INFERRED = node(CURRENT_GRAPH), node(INFERRED_GRAPH)
_NAMES = ("rdfs:label", "lg:paraphrase", "dcterms:title", "lg:explanation", "lg:fileName")
_SHOWN = 100
_OF_ITSELF = ("type", "in unit")


def _part_kinds() -> Iterator[str]:
    """The kinds of records that are nothing without the one that they lie in: it points at them."""
    for owner in CLASSES.values():
        for spec in specs(owner):
            if spec.owned_class and not spec.inverse:
                yield f"{spec.owned_class.kind}:"


_PARTS = tuple(sorted(set(_part_kinds())))


@dataclass(frozen=True, order=True)
class FieldChange:
    """The values that one field lost and those that it gained."""

    name: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def words(self, parts: Mapping[str, str]) -> str:
        """The change in words; a part of the record is told by what it says."""
        old, new = (", ".join(parts.get(value, value) for value in values) for values in (self.old, self.new))
        if old and new:
            return f"{self.name}: {old} -> {new}"
        return f"{self.name}: {'+ ' + new if new else '- ' + old}"


@dataclass(frozen=True, order=True)
class Change:
    """One record that was added, removed or changed."""

    record: str
    kind: str
    what: Literal["added", "removed", "changed"]
    label: str = ""
    fields: tuple[FieldChange, ...] = field(default=(), compare=False)

    @property
    def content(self) -> str:
        """What a small record says, on one line."""
        said = (
            f"{one.name} {', '.join((*one.old, *one.new))}"
            for one in self.fields
            if one.name not in _OF_ITSELF
        )
        return f"({'; '.join(said)})"

    def lines(self, parts: Mapping[str, str]) -> Iterator[str]:
        """The change in words; of a record that came or went as a whole, the name alone."""
        yield f"{self.what} {self.kind} {self.record}" + (f" ({_short(self.label)})" if self.label else "")
        if self.what == "changed":
            yield from (f"    {_short(one.words(parts), 4 * _SHOWN)}" for one in self.fields)


def difference(old: Path, new: Path) -> tuple[Change, ...]:
    """What changed from one N-Quads file to another, sorted by record."""
    with old.open(encoding="utf-8") as before, new.open(encoding="utf-8") as after:
        return between(before, after)


def between(old: Iterable[str], new: Iterable[str]) -> tuple[Change, ...]:
    """What changed from some sorted lines of N-Quads to others.

    >>> line = '<https://w3id.org/leitgraph/id/stratum/s.iii> <https://w3id.org/leitgraph/ontology/n> "{}" <{}> .'
    >>> old, new = ([line.format(n, g) for g in ("https://w3id.org/leitgraph/graph/current", "urn:unit")] for n in (29, 30))
    >>> print("\\n".join(in_words(between(old, new))))
    changed record stratum:s.iii
        n: 29 -> 30
    """
    both = heapq.merge(_subjects(old, 0), _subjects(new, 1), key=itemgetter(0))
    changes = []
    for subject, group in groupby(both, key=itemgetter(0)):
        sides: dict[int, set[Fact]] = {side: facts for _, side, facts in group}
        before, after = sides.get(0, set()), sides.get(1, set())
        if before != after:
            changes.append(_change(subject, before, after))
    return tuple(sorted(changes))


def in_words(changes: Iterable[Change]) -> list[str]:
    """The changes as lines to read; a part that came or went with its record is told in the record's own lines."""
    changes = tuple(changes)
    parts = {c.record: c.content for c in changes if c.what != "changed" and c.record.startswith(_PARTS)}
    told = {
        value for change in changes for one in change.fields for value in (*one.old, *one.new)
    } & parts.keys()
    return [line for change in changes if change.record not in told for line in change.lines(parts)]


def as_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """The changes as values that JSON can hold, with the fields of records that came or went."""
    return [asdict(change) for change in changes]


def _subjects(lines: Iterable[str], side: int) -> Iterator[tuple[str, int, set[Fact]]]:
    """The asserted and current facts of each subject that has a name, in the order of the file."""
    for subject, group in groupby((line.split(" ", 2) for line in lines), key=itemgetter(0)):
        graphs: dict[Fact, set[str]] = defaultdict(set)
        for _, predicate, rest in group:
            value, graph = rest.rstrip().removesuffix(" .").rsplit(" ", 1)
            graphs[predicate, value].add(graph)
        facts = {fact for fact, places in graphs.items() if _counts(fact, places)}
        if facts and subject.startswith("<"):
            yield subject, side, facts


def _counts(fact: Fact, places: set[str]) -> bool:
    """Whether a fact is current and asserted; a blank node is named anew with every change elsewhere."""
    return _CURRENT in places and bool(places - {_CURRENT, _INFERRED}) and not fact[1].startswith("_:")


def _change(subject: str, before: set[Fact], after: set[Fact]) -> Change:
    facts = [(curie(t.predicate.value), t.object) for t in _terms(subject, after or before)]
    classes = sorted(curie(value.value) for prop, value in facts if prop == "rdf:type")  # type: ignore[union-attr]
    names = _field_names(classes[0]) if classes else {}
    return Change(
        record=curie(subject[1:-1]),
        kind=_words(classes[0]) if classes else "record",
        what="added" if not before else "removed" if not after else "changed",
        label=_label(facts),
        fields=tuple(_fields(subject, before - after, after - before, names)),
    )


def _terms(subject: str, facts: Iterable[Fact]) -> Iterator[ox.Triple]:
    return parsed(f"{subject} {predicate} {value}" for predicate, value in sorted(facts))


def _fields(
    subject: str, lost: set[Fact], gained: set[Fact], names: Mapping[str, str]
) -> Iterator[FieldChange]:
    values: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((lost, gained)):
        for triple in _terms(subject, facts):
            prop = curie(triple.predicate.value)
            language = getattr(triple.object, "language", None)
            name = names.get(prop) or _words(prop)
            values[f"{name} ({language})" if language else name][side].append(_shown(triple.object))
    return (FieldChange(name, tuple(old), tuple(new)) for name, (old, new) in sorted(values.items()))


@cache
def _field_names(rdf_class: str) -> Mapping[str, str]:
    """What the fields of a class are called in the files, by their property."""
    entity_class = CLASSES.get(rdf_class)
    return {spec.prop: spec.name for spec in specs(entity_class)} if entity_class else {}


def _label(facts: list[tuple[str, Any]]) -> str:
    """The name of a record for people: English where there is a choice."""
    for prop in _NAMES:
        found = sorted((value.language != "en", value.value) for name, value in facts if name == prop)
        if found:
            return str(found[0][1])
    return ""


def _shown(value: Any) -> str:
    """A value as the files write it: a code without prefix, a CURIE, or the plain words."""
    if isinstance(value, ox.NamedNode):
        name = curie(value.value)
        return name.removeprefix("lg:") if value.value.startswith(PREFIXES["lg"]) else name
    return str(value.value)


def _words(name: str) -> str:
    """``lg:EvidenceStatement`` as "evidence statement"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition(":")[2]).lower()


def _short(text: str, limit: int = _SHOWN) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
