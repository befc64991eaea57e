"""The shapes: field by field with pySHACL, and the rules that span fields with the store's own SPARQL.

pySHACL asks a SPARQL constraint once for every record, which took minutes where this takes a moment: here
each constraint is one query that finds all records of its target classes that break it. The result is the same
(a test holds the two against each other).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, SH

from ontology import folder
from ontology.namespaces import curie
from queries.store import Backend

_WHERE = re.compile(r"\bWHERE\s*\{")
_BLANK = re.compile(r"\{[?$](\w+)\}")


@dataclass(frozen=True, order=True)
class Violation:
    """A record, the shape that it breaks, and what the shape says to that, in English."""

    record: str
    shape: str
    severity: str
    message: str


def shapes() -> rdflib.Graph:
    """The shapes that ship."""
    return rdflib.Graph().parse(data=(folder() / "shapes.ttl").read_text(encoding="utf-8"), format="turtle")


def violations(backend: Backend, asserted: Iterable[str], rules: rdflib.Graph) -> Iterator[Violation]:
    """All violations: of the fields as they were asserted, and of the rules on all that is known."""
    yield from broken_rules(backend, rules)
    fields = rdflib.Graph()
    fields += (triple for triple in rules if triple[1] != SH.sparql)
    records = rdflib.Graph().parse(data="".join(f"{triple} .\n" for triple in asserted), format="nt")
    _, results, _ = pyshacl.validate(records, shacl_graph=fields, inplace=True)
    for result in results.subjects(RDF.type, SH.ValidationResult):
        yield _violation(rules, results, result)


def _violation(rules: rdflib.Graph, results: rdflib.Graph, result: Any) -> Violation:
    shape = results.value(result, SH.sourceShape)
    named = shape if isinstance(shape, rdflib.URIRef) else rules.value(None, SH.property, shape)
    path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
    words = [curie(str(path))] if isinstance(path, rdflib.URIRef) else []
    words.append(_english(results.objects(result, SH.resultMessage)))
    if value is not None:
        words.append(f"Found: {curie(str(value))}.")
    severity = _severity(results.value(result, SH.resultSeverity))
    return Violation(str(results.value(result, SH.focusNode)), curie(str(named)), severity, " ".join(words))


def broken_rules(backend: Backend, rules: rdflib.Graph) -> Iterator[Violation]:
    """The records that break a rule which spans fields."""
    for shape, constraint in rules.subject_objects(SH.sparql):
        message = _english(rules.objects(constraint, SH.message))
        severity = _severity(rules.value(constraint, SH.severity) or rules.value(shape, SH.severity))
        for row in cast("ox.QuerySolutions", backend.query(_query(rules, shape, constraint))):
            yield Violation(row["this"].value, curie(str(shape)), severity, _filled(message, row))


def _filled(message: str, row: ox.QuerySolution) -> str:
    """The message with the values that the row gives for its blanks, as ``{?value}``."""
    return _BLANK.sub(lambda blank: curie(str(getattr(row[blank[1]], "value", ""))), message)


def _query(rules: rdflib.Graph, shape: Any, constraint: Any) -> str:
    """The constraint's query, over all records of its target classes instead of one."""
    prefixes = "".join(
        f"PREFIX {rules.value(declared, SH.prefix)}: <{rules.value(declared, SH.namespace)}>\n"
        for place in rules.objects(constraint, SH.prefixes)
        for declared in rules.objects(place, SH.declare)
    )
    classes = " ".join(sorted(f"<{target}>" for target in rules.objects(shape, SH.targetClass)))
    targets = (
        f" {{ SELECT DISTINCT $this WHERE {{ VALUES ?targetClass {{ {classes} }} $this a ?targetClass }} }}"
    )
    return prefixes + _WHERE.sub(
        lambda where: where[0] + targets, str(rules.value(constraint, SH.select)), count=1
    )


def _english(messages: Iterable[Any]) -> str:
    words = {message.language or "": str(message) for message in messages}
    return words.get("en") or " ".join(words.values())


def _severity(value: Any) -> str:
    return "error" if value in (None, SH.Violation) else "warn"
