"""What HermiT proves of our own modelling: that it is free of contradiction, and which population lies in which.

Comparing all populations in one run grows steeply, so they are taken in blocks, every pair of blocks in a
run of its own. A population is only a name for its criteria; other definitions in the same run prove
nothing more about it, and so the result does not depend on how the blocks were cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg_build.dataset import parsed
from kg_build.errors import BuildError
from kg_build.model import Criterion
from kg_build.owl.hermit import Hierarchy, classify
from kg_build.owl.populations import (
    Described,
    criteria_of,
    definition,
    expression,
    ground,
    logical,
    numbers_of,
    rules,
)
from ontology.errors import InconsistentOntology, UnsatisfiableClass
from ontology.namespaces import PREFIXES, curie, iri

BLOCK = 30
_THING, _NOTHING, _PATIENT = iri("owl:Thing"), iri("owl:Nothing"), iri("lg:Patient")


class ModellingClash(BuildError, UnsatisfiableClass):
    """Our own groups, criteria or classes contradict each other: nobody can be what they describe."""


def ontology_edges(ontology: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The class hierarchy as HermiT proves it from the whole ontology, individuals included; or what clashes in it."""
    imports = f"<{PREFIXES['owl']}imports>"
    whole = [triple for triple in ontology if triple.split(" ", 2)[1] != imports]
    try:
        proved = classify(whole, [""])
    except InconsistentOntology as fault:
        raise _of_two_kinds(whole) or fault from fault
    clashes = sorted(map(curie, proved.empty - {_NOTHING}))
    if clashes:
        raise ModellingClash(
            f"nothing can ever belong to: {', '.join(clashes)}",
            next_step="look for two classes above each of them that are declared disjoint",
        )
    for narrow, wider in sorted(proved.above.items()):
        yield from ((narrow, wide) for wide in sorted(wider) if wide not in (_THING, narrow))


def _of_two_kinds(ontology: Sequence[str]) -> ModellingClash | None:
    """The error that names the terms which are said to be of kinds that exclude each other, where that is the fault."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, kind in (triple.split(" ", 2) for triple in ontology):
        if predicate == f"<{PREFIXES['rdf']}type>" and not kind.startswith(f"<{PREFIXES['owl']}"):
            kinds[subject].add(kind)
    several = {f"urn:leitgraph:kinds:{term[1:-1]}": names for term, names in kinds.items() if len(names) > 1}
    axioms = (
        f"EquivalentClasses(<{name}> ObjectIntersectionOf({' '.join(sorted(names))}))\n"
        for name, names in several.items()
    )
    empty = classify(logical(ontology), ["".join(axioms)]).empty
    lines = [
        f"{curie(name.removeprefix('urn:leitgraph:kinds:'))} cannot be all of: "
        + ", ".join(sorted(curie(kind[1:-1]) for kind in several[name]))
        for name in sorted(empty & several.keys())
    ]
    if not lines:
        return None
    return ModellingClash(
        "\n  ".join(lines), next_step="take back one of the types, or the axiom that excludes them"
    )


def inclusions(
    ontology: Sequence[str], populations: Sequence[Described], block: int = BLOCK
) -> Iterator[tuple[str, str]]:
    """Each pair of populations of which the first lies within the second; an impossible population stops the build."""
    names = _by_key(populations)
    proved = _classified(ontology, {min(ids): key for key, ids in names.items()}, populations, block)
    impossible = [population for population in populations if iri(min(names[population.key])) in proved.empty]
    if impossible:
        raise _clash(ontology, impossible, populations)
    for narrow, ids in names.items():
        for wide, others in names.items():
            if proved.within(iri(min(ids)), iri(min(others))):
                yield from (
                    (one, other) for one in ids for other in others if one != other and narrow and wide
                )


def _by_key(populations: Iterable[Described]) -> dict[tuple[str, ...], list[str]]:
    """Populations with equal criteria are compared once."""
    names: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for population in populations:
        names[population.key].append(population.id)
    return dict(names)


def _classified(
    ontology: Sequence[str], keys: Mapping[str, tuple[str, ...]], populations: Iterable[Described], block: int
) -> Hierarchy:
    criteria = [criterion for population in populations for criterion in population.criteria]
    numbers = numbers_of([*criteria, *criteria_of(parsed(ontology)).values()])
    axioms = rules(ontology, numbers)
    names = sorted(keys)
    blocks = [names[start : start + block] for start in range(0, len(names), block)]
    pairs = [one + other for one, other in combinations(blocks, 2)] or blocks
    definitions = {name: ground(definition(name, keys[name]), numbers) for name in names}
    documents = [axioms + "".join(definitions[name] for name in sorted(pair)) for pair in pairs]
    return classify(logical(ontology), documents)


def _clash(
    ontology: Sequence[str], impossible: Sequence[Described], populations: Sequence[Described]
) -> ModellingClash:
    """The error that names the populations nobody can belong to, and the fewest criteria that clash in each."""
    fewest = _fewest(ontology, {population.id: population.criteria for population in impossible}, populations)
    lines = [
        f"{population.id}: "
        + " and ".join(_in_words(criterion, population) for criterion in fewest[population.id])
        + " cannot hold together"
        for population in impossible
    ]
    return ModellingClash(
        "criteria contradict each other, so nobody can belong to the population:\n  " + "\n  ".join(lines),
        next_step="correct one of these criteria, or the axiom of the domain module that excludes them together",
    )


def _fewest(
    ontology: Sequence[str], impossible: dict[str, tuple[Criterion, ...]], populations: Iterable[Described]
) -> dict[str, tuple[Criterion, ...]]:
    """Drop one criterion after the other, and keep it out where the rest still clashes."""
    kept = dict(impossible)
    for position in range(max(map(len, kept.values()))):
        tried = {name: _without(criteria, impossible[name], position) for name, criteria in kept.items()}
        keys = {name: tuple(sorted(map(expression, criteria))) for name, criteria in tried.items()}
        empty = _classified(ontology, keys, populations, BLOCK).empty
        kept = {name: tried[name] if iri(name) in empty else criteria for name, criteria in kept.items()}
    return kept


def _without(
    criteria: tuple[Criterion, ...], all_of_them: tuple[Criterion, ...], position: int
) -> tuple[Criterion, ...]:
    dropped = all_of_them[position] if position < len(all_of_them) else None
    return tuple(criterion for criterion in criteria if criterion is not dropped)


def _in_words(criterion: Criterion, population: Described) -> str:
    parts = [criterion.axis]
    if criterion.any_of:
        parts.append(" or ".join(criterion.any_of))
    if criterion.none_of:
        parts.append("none of " + ", ".join(criterion.none_of))
    if criterion.minimum is not None:
        parts.append(f"at least {criterion.minimum}")
    if criterion.maximum is not None:
        parts.append(f"at most {criterion.maximum}")
    return f"{' '.join(parts)} (of {population.origin[criterion.id]})"
