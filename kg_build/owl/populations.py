"""Populations as OWL classes, so that a reasoner can prove which lies within which, and which is impossible.

A criterion is a restriction on its axis. A count is a functional data property: one value is ``hasValue``,
a range a ``oneOf`` of its numbers. An open range is grounded on the numbers at which any range of the module or of
the populations begins or ends: as a facet HermiT missed inclusions, and not the same ones in each run. Axes and
values are those of the domain module; none is named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg_build.dataset import parsed
from kg_build.model import Criterion, Entity, Group, Population
from kg_build.quads import node, read
from ontology.namespaces import PREFIXES, curie, iri

_INTEGER = f"^^<{PREFIXES['xsd']}integer>"
_PATIENT = node("lg:Patient")
_RDF, _RDFS, _OWL = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"]
_STRUCTURE = {
    f"<{_RDF}first>", f"<{_RDF}rest>", f"<{_RDFS}subClassOf>", f"<{_RDFS}subPropertyOf>", f"<{_RDFS}domain>",
    f"<{_RDFS}range>",
}  # fmt: skip
_FACET = re.compile(
    r"DatatypeRestriction\(<[^>]*integer> <[^>]*(?P<end>min|max)Inclusive> \"(?P<bound>-?\d+)\"\^\^<[^>]*>\)"
)
_NOT_LOGICAL = {f"<{_OWL}{name}>" for name in ("imports", "versionIRI", "versionInfo", "deprecated")}


@dataclass(frozen=True)
class Described:
    """A population with all its criteria, those of the groups it is a part of included, and where each is from."""

    id: str
    criteria: tuple[Criterion, ...]
    origin: Mapping[str, str]

    @property
    def key(self) -> tuple[str, ...]:
        """Equal for populations with equal criteria: they are compared once."""
        return tuple(sorted({expression(criterion) for criterion in self.criteria}))


def described(records: Iterable[Entity]) -> Iterator[Described]:
    """All populations that state criteria of their own, each with those of the groups around it.

    A group without criteria of its own is described in words alone: it may be narrower than its words say
    here, so nothing can be proved to lie within it.
    """
    for record in records:
        for part in (record, *record.owned()):
            if isinstance(part, Population):
                yield from _with_strata(part, (), {}) if not _is_stratum(part) else ()


def _is_stratum(population: Population) -> bool:
    return population.rdf_type == "lg:Stratum"


def _with_strata(
    population: Population, around: tuple[Criterion, ...], origin: Mapping[str, str]
) -> Iterator[Described]:
    criteria = (*around, *population.criteria)
    origin = {**origin, **{criterion.id: population.id for criterion in population.criteria}}
    if population.criteria:
        yield Described(population.id, criteria, origin)
    for stratum in population.strata if isinstance(population, Group) else ():
        yield from _with_strata(stratum, criteria, origin)


def expression(criterion: Criterion) -> str:
    """A criterion as a class expression in functional syntax.

    >>> expression(Criterion(id="criterion:c", axis="urn:x:visits", minimum=1, maximum=1))
    'DataHasValue(<urn:x:visits> "1"^^<http://www.w3.org/2001/XMLSchema#integer>)'
    """
    axis = node(criterion.axis)
    parts = []
    if criterion.any_of:
        parts.append(f"ObjectSomeValuesFrom({axis} {_union(map(node, criterion.any_of))})")
    parts += [
        f"ObjectComplementOf(ObjectSomeValuesFrom({axis} {node(value)}))" for value in criterion.none_of
    ]
    if criterion.minimum is not None or criterion.maximum is not None:
        parts.append(_range(axis, criterion.minimum, criterion.maximum))
    return _both(parts or [_PATIENT])


def _union(expressions: Iterable[str]) -> str:
    parts = sorted(expressions)
    return parts[0] if len(parts) == 1 else f"ObjectUnionOf({' '.join(parts)})"


def _both(expressions: Iterable[str]) -> str:
    parts = sorted(set(expressions))
    return parts[0] if len(parts) == 1 else f"ObjectIntersectionOf({' '.join(parts)})"


def _range(axis: str, low: int | None, high: int | None) -> str:
    if low is not None and low == high:
        return f'DataHasValue({axis} "{low}"{_INTEGER})'
    if low is not None and high is not None:
        return (
            f"DataSomeValuesFrom({axis} {_listed(range(low, high + 1))})"
            if low < high
            else node("owl:Nothing")
        )
    facet, bound = ("minInclusive", low) if high is None else ("maxInclusive", high)
    datatype = f"<{PREFIXES['xsd']}integer> <{PREFIXES['xsd']}{facet}>"
    return f'DataSomeValuesFrom({axis} DatatypeRestriction({datatype} "{bound}"{_INTEGER}))'


def _listed(numbers: Iterable[int]) -> str:
    return "DataOneOf(" + " ".join(f'"{number}"{_INTEGER}' for number in numbers) + ")"


def definition(name: str, key: Iterable[str]) -> str:
    """A named class equal to the patients who meet all criteria."""
    return f"Declaration(Class({node(name)}))\nEquivalentClasses({node(name)} {_both([_PATIENT, *key])})\n"


def logical(ontology: Iterable[str]) -> list[str]:
    """The triples of the ontology that say something in OWL; labels and individuals are left out."""
    return [triple for triple in ontology if _is_logical(*triple.split(" ", 2))]


def _is_logical(_: str, predicate: str, value: str) -> bool:
    if predicate == f"<{_RDF}type>":
        return value.startswith(f"<{_OWL}") and value not in (f"<{_OWL}NamedIndividual>", f"<{_OWL}Ontology>")
    return predicate in _STRUCTURE or (predicate.startswith(f"<{_OWL}") and predicate not in _NOT_LOGICAL)


def numbers_of(criteria: Iterable[Criterion]) -> frozenset[int]:
    """The numbers that tell the ranges of some criteria apart: those within bounded ones, and one beyond each end.

    >>> sorted(numbers_of([Criterion(id="criterion:c", axis="urn:x:visits", minimum=2)]))
    [0, 1, 2, 3]
    """
    found = {0}
    for criterion in criteria:
        ends = [end for end in (criterion.minimum, criterion.maximum) if end is not None]
        if ends:
            found |= set(range(max(min(ends) - 1, 0), max(ends) + 2))
    return frozenset(found)


def ground(axioms: str, numbers: Iterable[int]) -> str:
    """Axioms with each open range written out over the given numbers.

    >>> ground(_range("<urn:x:visits>", 3, None), [0, 2, 3, 4]).count("XMLSchema#integer")
    2
    """
    known = sorted(set(numbers))

    def listed(facet: re.Match[str]) -> str:
        bound = int(facet["bound"])
        within = (n for n in known if (n >= bound if facet["end"] == "min" else n <= bound))
        return _listed(within)

    return _FACET.sub(listed, axioms)


def rules(ontology: Iterable[str], numbers: Iterable[int]) -> str:
    """What the module says of its axes beyond OWL, as axioms: its implications, and which count exceeds no other."""
    triples = list(parsed(ontology))
    known = sorted({*numbers, *numbers_of(criteria_of(triples).values())})
    return ground("".join(sorted({*_implications(triples), *_limits(triples, known)})), known)


def _values(triples: Iterable[ox.Triple], *properties: str) -> Iterator[tuple[str, str, str]]:
    wanted = {iri(name): name for name in properties}
    for triple in triples:
        if triple.predicate.value in wanted and isinstance(triple.object, ox.NamedNode):
            yield (
                curie(str(getattr(triple.subject, "value", ""))),
                wanted[triple.predicate.value],
                curie(triple.object.value),
            )


def criteria_of(triples: Iterable[ox.Triple]) -> dict[str, Criterion]:
    """The criteria that the module itself declares, by name."""
    return {record.id: record for record in read(triples) if isinstance(record, Criterion)}


def _implications(triples: list[ox.Triple]) -> Iterator[str]:
    criteria = criteria_of(triples)
    sides: dict[tuple[str, str], list[str]] = {}
    for rule, side, criterion in _values(triples, "lg:if", "lg:then"):
        sides.setdefault((rule, side), []).append(expression(criteria[criterion]))
    for rule, side in sides:
        if side == "lg:if":
            yield f"SubClassOf({_both(sides[rule, 'lg:if'])} {_both(sides[rule, 'lg:then'])})\n"


def _limits(triples: list[ox.Triple], numbers: list[int]) -> Iterator[str]:
    """A count that never exceeds another: from k on, so is the other.

    On a many-valued axis the number of values is limited too, but its values are not disjoint in OWL, so two
    of them may be one and the same: nothing would follow, and cardinalities are dear.
    """
    ranges = {axis for axis, _, kind in _values(triples, "rdf:type") if kind == "lg:RangeAxis"}
    for axis, _, limit in _values(triples, "lg:neverExceeds"):
        if axis in ranges:
            for number in numbers:
                yield f"SubClassOf({_range(node(axis), number, None)} {_range(node(limit), number, None)})\n"
