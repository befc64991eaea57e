"""What the rules know of designs, levels, grades and consensus: read from the ontology that ships, and from nowhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from kg_build.audit.finding import Words
from ontology import CORE_MODULES, folder
from ontology.labels import labels
from ontology.namespaces import curie


@dataclass(frozen=True)
class Level:
    """One level of a scheme: its notation, its rank, and the designs whose study or review it can be given to."""

    notation: str
    order: int
    designs: frozenset[str]
    reviews: frozenset[str]


@dataclass(frozen=True)
class Scheme:
    """One column of one edition of a system of levels, the best level first."""

    name: str
    system: str
    edition: str
    levels: tuple[Level, ...]
    minus: bool

    def level(self, printed: str) -> Level | None:
        """The level of that notation: "2 b" and "2b" are the same, and a minus sign may follow where the scheme has it."""
        text = plain_level(printed)
        names = (text, text.removesuffix("-")) if self.minus else (text,)
        return next((level for name in names for level in self.levels if level.notation == name), None)


def plain_level(printed: str) -> str:
    """A level without blanks and with dashes of one kind; Roman numbers before a letter as Arabic ones.

    >>> plain_level("2 b"), plain_level("IIb"), plain_level("1++")
    ('2b', '2b', '1++')
    """
    text = "".join(printed.split()).replace("–", "-").replace("−", "-")
    for roman, arabic in (("III", "3"), ("IV", "4"), ("II", "2"), ("I", "1"), ("V", "5")):
        if text.upper().startswith(roman):
            text = arabic + text[len(roman) :]
            break
    return text[:1] + text[1:].lower()


@dataclass(frozen=True)
class _Graph:
    """The modules as edges: subject and property (CURIEs) to values."""

    edges: Mapping[tuple[str, str], tuple[ox.NamedNode | ox.Literal, ...]]

    def names(self, subject: str, prop: str) -> tuple[str, ...]:
        found = self.edges.get((subject, prop), ())
        return tuple(curie(value.value) for value in found if isinstance(value, ox.NamedNode))

    def text(self, subject: str, prop: str, language: str | None = None) -> str:
        found = self.edges.get((subject, prop), ())
        return next(
            (v.value for v in found if isinstance(v, ox.Literal) and language in (None, v.language)), ""
        )

    def of_type(self, kind: str) -> tuple[str, ...]:
        return tuple(
            sorted(s for s, prop in self.edges if prop == "rdf:type" and kind in self.names(s, prop))
        )


@cache
def _graph() -> _Graph:
    edges: dict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = defaultdict(list)
    for module in CORE_MODULES:
        for quad in ox.parse((folder() / module).read_bytes(), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                edges[curie(quad.subject.value), curie(quad.predicate.value)].append(quad.object)
    return _Graph({key: tuple(sorted(values, key=str)) for key, values in edges.items()})


def _code(name: str) -> str:
    return name.partition(":")[2]


@cache
def incompatible() -> frozenset[frozenset[str]]:
    """The pairs of designs that one study cannot have both.

    >>> frozenset({"randomised", "singleArm"}) in incompatible()
    True
    """
    graph = _graph()
    return frozenset(
        frozenset({_code(one), _code(other)})
        for one in graph.of_type("lg:Design")
        for other in graph.names(one, "lg:incompatibleWith")
    )


@cache
def word(code: str) -> Words:
    """The label of a code of the core in both languages; the code itself where there is none.

    >>> word("singleArm").de
    'einarmig'
    """
    return _called(f"lg:{code}", code)


def _called(name: str, otherwise: str = "") -> Words:
    found = labels().get(name, {})
    return Words(found.get("de", otherwise), found.get("en", otherwise))


def listed(codes: Iterable[str]) -> Words:
    """The labels of several codes, side by side."""
    words = [word(code) for code in codes]
    return Words(", ".join(one.de for one in words), ", ".join(one.en for one in words))


@cache
def schemes() -> tuple[Scheme, ...]:
    """All schemes of levels of evidence.

    >>> sorted({scheme.edition for scheme in schemes() if scheme.system == "oxford"})
    ['2009', '2011']
    """
    graph = _graph()
    levels: dict[str, list[Level]] = defaultdict(list)
    for name in graph.of_type("lg:EvidenceLevel"):
        level = Level(
            graph.text(name, "skos:notation"),
            int(graph.text(name, "lg:levelOrder")),
            frozenset(map(_code, graph.names(name, "lg:levelOfDesign"))),
            frozenset(map(_code, graph.names(name, "lg:levelOfReview"))),
        )
        levels[graph.names(name, "skos:inScheme")[0]].append(level)
    return tuple(_scheme(graph, name, found) for name, found in sorted(levels.items()))


def _scheme(graph: _Graph, name: str, levels: list[Level]) -> Scheme:
    return Scheme(
        name=_code(name),
        system=_code(graph.names(name, "lg:schemeOf")[0]),
        edition=graph.text(name, "lg:schemeEdition"),
        levels=tuple(sorted(levels, key=lambda level: level.order)),
        minus=graph.text(name, "lg:mayCarryMinus") == "true",
    )


@dataclass(frozen=True)
class ConsensusClass:
    """A class of consensus: above so many percent and up to so many."""

    name: str
    words: Words
    above: Decimal
    up_to: Decimal


@cache
def consensus_classes() -> tuple[ConsensusClass, ...]:
    """The classes of consensus of the AWMF, the strongest first.

    >>> [int(one.above) for one in consensus_classes()]
    [95, 75, 50, -1]
    """
    graph = _graph()
    found = [
        ConsensusClass(
            _code(name).removeprefix("awmf-consensus-"),
            _called(name),
            Decimal(graph.text(name, "lg:consensusAbove") or "-1"),
            Decimal(graph.text(name, "lg:consensusUpTo") or "100"),
        )
        for name in graph.of_type("lg:ConsensusClass")
    ]
    return tuple(sorted(found, key=lambda one: -one.above))


@cache
def wordings() -> Mapping[str, Mapping[str, Words]]:
    """For each grade of recommendation: the words for and against.

    >>> wordings()["A"]["for"].de
    'soll'
    """
    graph = _graph()
    return {
        graph.text(name, "skos:notation"): {
            side: Words(*(graph.text(name, prop, language) for language in ("de", "en")))
            for side, prop in (("for", "lg:wordingFor"), ("against", "lg:wordingAgainst"))
        }
        for name in graph.of_type("lg:RecommendationGrade")
        if _code(name).startswith("awmf-")
    }
