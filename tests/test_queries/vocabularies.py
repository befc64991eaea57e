"""Small stores for the tests of fit and bounds: the real module, invented modules, and patients drawn by hand."""

from __future__ import annotations

import itertools
import random
from functools import cache

import pyoxigraph as ox

import ontology
from kg_build.dataset import from_turtle
from kg_build.owl.closure import closure
from ontology.namespaces import iri
from queries import axes as axes_
from queries.axes import Restriction
from queries.groups import CountedPart, StudiedGroup

PREFIXES = """
@prefix x: <urn:x:> .
@prefix lg: <https://w3id.org/leitgraph/ontology/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


class Memory:
    """A store in memory that is asked as it is."""

    def __init__(self, triples):
        self.store = ox.Store()
        text = "".join(f"{triple} .\n" for triple in triples)
        self.store.load(text.encode(), format=ox.RdfFormat.N_TRIPLES)

    def query(self, sparql):
        return self.store.query(sparql)


def closed(triples):
    """The triples with all that the build makes of them by plain rules."""
    return (*triples, *(edge.triple for edge in closure(triples)))


def seeded(*what):
    """Chance that is the same in every run."""
    return random.Random(" ".join(map(str, what)))  # noqa: S311  nothing here is secret


@cache
def module(*turtle):
    """The triples of the core with some modules."""
    core = (ontology.folder() / "core.ttl").read_bytes()
    return from_turtle([core, *(text.encode() for text in turtle)])


@cache
def oncology_triples():
    return module((ontology.folder() / "oncology.ttl").read_text("utf-8"))


@cache
def oncology():
    return axes_.load(Memory(closed(oncology_triples())))


@cache
def invented(turtle):
    return axes_.load(Memory(closed(module(PREFIXES + turtle))))


def on(axis, *any_of, none_of=(), low=None, high=None, prefix="onc:"):
    """A restriction by local names."""

    def name(local):
        return iri(prefix + local) if prefix != "urn:x:" else prefix + local

    return Restriction(name(axis), tuple(map(name, any_of)), tuple(map(name, none_of)), low, high)


def group(n, criteria, *counted, asserter="publication"):
    """A studied group: its number, its criteria, and for each count the criteria, the number and who says it."""
    parts = tuple(
        CountedPart(f"urn:part:{place}", {}, (*criteria, *one), k, by)
        for place, (one, k, by) in enumerate(counted)
    )
    return StudiedGroup(
        "urn:group", "urn:study", {}, n, tuple(criteria), asserter,
        whole="urn:group", whole_n=n, whole_criteria=tuple(criteria), parts=parts,
    )  # fmt: skip


# ---------------------------------------------------------------- patients by definition, without the program


def kinds(axes, top):
    """All sets of classes that one thing of a class can belong to, by trying every subset."""
    taxonomy = axes.taxonomy
    names = sorted(taxonomy.below(top))
    for size in range(1, len(names) + 1):
        for chosen in map(frozenset, itertools.combinations(names, size)):
            if top in chosen and _consistent(taxonomy, chosen):
                yield chosen


def _consistent(taxonomy, chosen):
    closed_upward = all(taxonomy.above(name) <= chosen for name in chosen)
    apart = any(other in taxonomy.apart.get(name, ()) for name in chosen for other in chosen)
    covered = all(parts & chosen for name in chosen for parts in taxonomy.covers.get(name, ()))
    return closed_upward and not apart and covered


def patients(axes, numbers=range(-1, 5)):
    """All kinds of patients of a small vocabulary: for each axis its set of kinds, its number, or nothing."""
    states = {}
    for name, axis in axes.axes.items():
        if axis.kind == "range":
            states[name] = [*numbers] + ([] if axis.total else [None])
        elif axis.many:
            values = _smallest(list(kinds(axes, axis.range)))
            states[name] = [
                frozenset(some)
                for size in range(int(axis.total), len(values) + 1)
                for some in itertools.combinations(values, size)
            ]
        else:
            states[name] = [frozenset({kind}) for kind in kinds(axes, axis.range)] + (
                [] if axis.total else [frozenset()]
            )
    names = sorted(states)
    for chosen in itertools.product(*(states[name] for name in names)):
        patient = dict(zip(names, chosen, strict=True))
        if _possible(axes, patient):
            yield patient


def _smallest(found):
    """Each value in its plainest form: kinds that are not just several other kinds at once."""
    return [
        kind for kind in found
        if frozenset().union(*(other for other in found if other < kind)) != kind
    ]  # fmt: skip


def _possible(axes, patient):
    rules = all(
        not all(meets(patient, part) for part in rule.premises)
        or all(meets(patient, part) for part in rule.consequences)
        for rule in axes.rules
    )
    return rules and all(
        _limited(patient[name], patient[larger], many=axis.many, ranged=axis.kind == "range")
        for name, axis in axes.axes.items()
        for larger in axis.limits
    )


def _limited(small, large, *, many, ranged):
    if ranged:
        return small is None or (large is not None and small <= large)
    number = len(small) if many else 0
    return number == 0 or (large is not None and number <= large)


def meets(patient, part):
    """Whether a patient meets a restriction."""
    state = patient[part.axis]
    if part.minimum is not None or part.maximum is not None:
        if state is None:
            return False
        return (part.minimum is None or state >= part.minimum) and (
            part.maximum is None or state <= part.maximum
        )
    has = frozenset().union(*state) if state else frozenset()
    return (not part.any_of or bool(has & set(part.any_of))) and not has & set(part.none_of)


def meets_all(patient, condition):
    return all(meets(patient, part) for part in condition)


def brute_bounds(everybody, n, criteria, counts, question):
    """The bounds by trying all groups of n patients; None where no group has the counts."""
    columns = [condition for condition, _ in counts] + [question]
    rows = {
        tuple(meets_all(patient, column) for column in columns)
        for patient in everybody
        if meets_all(patient, criteria)
    }
    reached = {(0,) * len(columns)}
    most = (*(number for _, number in counts), n)
    for _ in range(n):
        sums = {tuple(map(sum, zip(before, row, strict=True))) for before in reached for row in rows}
        reached = {total for total in sums if all(a <= b for a, b in zip(total, most, strict=True))}
    found = [total[-1] for total in reached if total[:-1] == most[:-1]]
    return (min(found), max(found)) if found else None
