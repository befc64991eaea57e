"""The groups that were studied: who they are, how many, and what was counted among them.

A group is evidence where it carries results. A stratum that is only counted says more of the group around it; a
stratum with results is a group of its own, whose criteria include those of the groups around it, and for which the
counts of these groups speak as far as logic allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from queries import records
from queries.axes import CRITERION, Axes, Restriction, restriction
from queries.records import Record
from queries.store import Backend, rows

Asserter = Literal["publication", "guideline"]
Criteria = tuple[Restriction, ...]

#: What is read of a group.
READ = (
    "lg:groupOf", "lg:stratumOf", "lg:hasCriterion", "lg:n", "lg:assertedBy", "lg:use", "rdfs:label",
)  # fmt: skip

_GROUPS = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT DISTINCT ?group WHERE { { ?group lg:groupOf ?study } UNION { ?group lg:stratumOf ?parent } }"""
_WITH_RESULTS = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT DISTINCT ?group WHERE { ?result lg:group ?group }"""
_EDITIONS = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT DISTINCT ?edition WHERE { ?edition a lg:GuidelineEdition }"""


@dataclass(frozen=True)
class CountedPart:
    """A counted part of a group: all criteria that its members meet, how many they are, and who says so."""

    iri: str
    label: Mapping[str, str] = field(hash=False)
    criteria: Criteria
    n: int
    asserter: Asserter


@dataclass(frozen=True)
class StudiedGroup:
    """People who were studied, with results.

    ``whole`` is the largest group around it of which it is a part by its criteria, ``whole_n`` the number of its
    members and ``parts`` are the parts counted there; for a group that is part of no other it is the group itself.
    """

    iri: str
    study: str
    label: Mapping[str, str] = field(hash=False)
    n: int | None
    criteria: Criteria
    asserter: Asserter
    ancestors: tuple[str, ...] = ()
    whole: str = ""
    whole_n: int | None = None
    whole_criteria: Criteria = ()
    parts: tuple[CountedPart, ...] = ()

    @property
    def asserters(self) -> tuple[Asserter, ...]:
        """Who says something of this group, the publication first."""
        found = {self.asserter, *(part.asserter for part in self.parts)}
        return tuple(sorted(found, reverse=True))

    @cached_property
    def numbers(self) -> Mapping[Asserter, tuple[int, ...]]:
        """By each source: the number of all around, of each part that it counts there, and of the group itself."""
        own = () if self.whole == self.iri else (self.n or 0,)
        return {
            asserter: (self.whole_n or 0, *(one.n for one in self.counted_by(asserter)), *own)
            for asserter in self.asserters
        }

    def counted_by(self, asserter: Asserter) -> tuple[CountedPart, ...]:
        """The parts that one source counts, the group itself left out."""
        return tuple(part for part in self.parts if part.asserter == asserter and part.iri != self.iri)

    @cached_property
    def shape(self) -> str:
        """Equal for groups that differ in their numbers alone: what is worked out for one holds for all of them.

        That a part is all or nobody is no mere number: it counts as a criterion of the group.
        """
        parts = [
            (one.criteria, one.asserter, self._extreme(one.n), one.iri == self.iri) for one in self.parts
        ]
        known = (self.n is None, self.n == 0, self.whole_n is None, self.whole_n == 0, self._extreme(self.n))
        return repr((self.criteria, self.asserter, self.whole == self.iri, self.whole_criteria, known, parts))

    def _extreme(self, number: int | None) -> tuple[bool, bool, bool]:
        return (number == 0, number == self.n, number == self.whole_n)


@dataclass(frozen=True)
class _Records:
    """All groups of the store that are used, with their criteria."""

    groups: Mapping[str, Record]
    criteria: Mapping[str, Restriction]
    editions: frozenset[str]

    def up(self, name: str) -> Iterator[str]:
        """The group and those around it, from the inside out."""
        while name in self.groups:
            yield name
            name = self.groups[name].one("lg:stratumOf") or ""

    def own(self, name: str) -> Criteria:
        """The criteria that the group itself states."""
        return tuple(self.criteria[one] for one in self.groups[name].all("lg:hasCriterion"))

    def all(self, name: str) -> Criteria:
        """The criteria that all members meet, those of the groups around it included."""
        return tuple(dict.fromkeys(part for group in self.up(name) for part in self.own(group)))

    def n(self, name: str) -> int | None:
        """The number of members, where it is reported."""
        value = self.groups[name].one("lg:n")
        return None if value is None else int(value)

    def asserter(self, name: str) -> Asserter:
        """Whose wording gives the group."""
        by = next((one for group in self.up(name) if (one := self.groups[group].one("lg:assertedBy"))), "")
        return "guideline" if by in self.editions else "publication"

    def whole(self, name: str) -> str:
        """The largest group of which this one is a part by its criteria, with numbers on the way."""
        for group in self.up(name):
            parent = self.groups[group].one("lg:stratumOf") or ""
            counted = parent in self.groups and self.n(parent) is not None and self.n(group) is not None
            if not counted or not self.own(group):
                return group
        return name


def load(backend: Backend, axes: Axes | None = None) -> tuple[StudiedGroup, ...]:
    """All groups with results, by name; those that are marked as not used are left out."""
    del axes  # criteria are read as they stand; the axes give them their meaning when a question is asked
    return among(backend, records.described(backend, _names(backend, _GROUPS), READ))


def among(backend: Backend, found: Mapping[str, Record]) -> tuple[StudiedGroup, ...]:
    """The same of some groups, of which what is to be read was read; those around them are among them."""
    used = {name: record for name, record in found.items() if record.code("lg:use") != "notUsed"}
    criteria = records.pointed_at(backend, used, "lg:hasCriterion", CRITERION)
    known = _Records(
        groups=used,
        criteria={name: restriction(record) for name, record in criteria.items()},
        editions=frozenset(_names(backend, _EDITIONS)),
    )
    parts = _parts(known)
    return tuple(
        _studied(known, name, parts) for name in sorted({*_names(backend, _WITH_RESULTS)} & used.keys())
    )


def _names(backend: Backend, sparql: str) -> list[str]:
    return [row[0].value for row in rows(backend, sparql) if row[0] is not None]


def _parts(known: _Records) -> dict[str, list[CountedPart]]:
    """The counted parts of each group, at any depth, as long as criteria say who is in them."""
    found: dict[str, list[CountedPart]] = {}
    for name, record in sorted(known.groups.items()):
        number = known.n(name)
        if number is None or not known.own(name) or not record.all("lg:stratumOf"):
            continue
        part = CountedPart(name, record.text("rdfs:label"), known.all(name), number, known.asserter(name))
        for group in known.up(name):
            if group != name:
                found.setdefault(group, []).append(part)
            if not known.own(group):
                break
    return found


def _studied(known: _Records, name: str, parts: Mapping[str, list[CountedPart]]) -> StudiedGroup:
    record, whole = known.groups[name], known.whole(name)
    around = tuple(known.up(name))
    return StudiedGroup(
        iri=name,
        study=_study(known, around),
        label=record.text("rdfs:label"),
        n=known.n(name),
        criteria=known.all(name),
        asserter=known.asserter(name),
        ancestors=around[1:],
        whole=whole,
        whole_n=known.n(whole),
        whole_criteria=known.all(whole),
        parts=tuple(parts.get(whole, ())),
    )


def _study(known: _Records, around: Iterable[str]) -> str:
    studies = (study for group in around for study in known.groups[group].all("lg:groupOf"))
    return next(studies, "")
