"""Whether two graphs hold the same: their number of triples, and a hash that depends on neither order nor spelling."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from ontology.namespaces import PREFIXES

_XSD = PREFIXES["xsd"]
_LARGEST = 1 << 256
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_TRUTHS = {"1": "true", "0": "false"}


@dataclass(frozen=True)
class Content:
    """What a graph holds: how many triples, and the hash of their set."""

    triples: int
    digest: str


def content(triples: Iterable[ox.Triple]) -> Content:
    """The content of some triples, each of which stands once.

    The hashes of triples without blank nodes are added up, so that nothing is sorted or kept; those with blank nodes
    are named canonically (RDFC-1.0) and hashed together.

    >>> one, two = (list(ox.parse(text, format=ox.RdfFormat.TURTLE)) for text in (
    ...     b"<urn:a> <urn:p> 1.50, [ <urn:q> true ] .", b"<urn:a> <urn:p> _:x, 1.5 . _:x <urn:q> true ."))
    >>> content(quad.triple for quad in one) == content(quad.triple for quad in two)
    True
    """
    count, total, nameless = 0, 0, ox.Dataset()
    for triple in triples:
        count += 1
        subject, predicate, value = triple.subject, triple.predicate, by_value(triple.object)
        if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
            nameless.add(ox.Quad(subject, predicate, value))
        else:
            total += _number(f"{subject} {predicate} {value}")
    nameless.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    total += sum(_number(str(quad.triple)) for quad in nameless)
    return Content(count, f"{total % _LARGEST:064x}")


def _number(line: str) -> int:
    return int.from_bytes(hashlib.sha256(line.encode()).digest())


def by_value(term: _Term) -> _Term:
    """A literal in one spelling of its value: stores keep the value of a number, and not how it was written.

    >>> [str(by_value(ox.Literal(text, datatype=ox.NamedNode(_XSD + kind)))).split("^")[0]
    ...  for text, kind in (("0.500", "decimal"), ("+007", "integer"), ("1", "boolean"))]
    ['"0.5"', '"7"', '"true"']
    """
    if not isinstance(term, ox.Literal) or term.language:
        return term
    kind = term.datatype.value.removeprefix(_XSD)
    if kind == "boolean":
        return ox.Literal(_TRUTHS.get(term.value, term.value), datatype=term.datatype)
    if kind in ("decimal", "integer"):
        return ox.Literal(_plain(term.value), datatype=term.datatype)
    return term


def _plain(number: str) -> str:
    try:
        return f"{Decimal(number).normalize():f}"
    except InvalidOperation:
        return number
