"""Terms of a classification as passages use them, alone, beside each other, and beside the counts of the same patients."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg_build.audit.claims import ClassificationUse
from kg_build.audit.classification import Classification, shipped
from kg_build.audit.evidence import LanguageUse
from kg_build.audit.finding import Place
from kg_build.audit.from_corpus.places import Shelf, said_at
from kg_build.model import Criterion, Passage, Proposition, Statement
from ontology.namespaces import curie, iri
from queries.axes import Restriction

#: (terms, edition) of one use.
_Key = tuple[tuple[str, ...], str]


def facts(shelf: Shelf) -> Iterator[object]:
    """Each use once for each guideline edition, with all places where it stands."""
    known = shipped()
    uses: dict[_Key, list[Place]] = defaultdict(list)
    for passage, statement in shelf.statements:
        place = said_at(passage, statement, shelf.study_about(statement))
        equated = _equated(known, passage, statement)
        if equated:
            yield ClassificationUse(place, equated[0], equated_with=equated[1])
        for key in {} if equated else _by_edition(known, passage, statement):
            uses[key].append(place)
        yield from _misspelt(known, place, statement)
    for (terms, edition), places in uses.items():
        yield ClassificationUse(Place.of_all(places), terms, edition)
    yield from _beside_counts(shelf, known)


def _by_edition(known: Classification, passage: Passage, statement: Statement) -> dict[_Key, None]:
    """The terms of a statement, those of one edition together."""
    found: dict[str, list[str]] = defaultdict(list)
    for use in statement.terms:
        edition = curie(iri(use.edition_stated)).partition(":")[2] if use.edition_stated else ""
        found[edition] += _terms(known, use.means, passage.language)
    return {(tuple(dict.fromkeys(terms)), edition): None for edition, terms in found.items() if terms}


def _terms(known: Classification, means: Sequence[str], language: str) -> list[str]:
    """The words for what a term use means, where it means values of an axis."""
    return [known.term(iri(name), language) for name in means if iri(name) in known.axes.values]


def _equated(
    known: Classification, passage: Passage, statement: Statement
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Terms of two axes to which one count is given: the text takes them for the same."""
    counted = [value for value in statement.printed_values if value.n is not None]
    terms = [tuple(_terms(known, use.means, passage.language)) for use in statement.terms]
    axes = [{known.axis_of(term) for term in found} for found in terms]
    if len(counted) == 1 and len(terms) == 2 and all(terms) and not axes[0] & axes[1]:  # noqa: PLR2004
        first, second = sorted(terms, key=lambda found: -len(found))
        return first, second
    return None


def _misspelt(known: Classification, place: Place, statement: Statement) -> Iterator[LanguageUse]:
    """A term with a hyphen inside, which its notation has not."""
    for use in statement.terms:
        for word in use.term.split():
            plain = word.replace("-", "")
            if re.fullmatch(r"\w-\d\w?", word) and known.readings(plain):
                yield LanguageUse(place, "typo", word, plain)


def _beside_counts(shelf: Shelf, known: Classification) -> Iterator[ClassificationUse]:
    """A term with its edition beside the counts that the same guideline gives of these patients."""
    labelled: dict[tuple[_Key, frozenset[tuple[str, ...]], str], list[Place]] = defaultdict(list)
    for passage, statement in shelf.statements:
        for key in _by_edition(known, passage, statement):
            if key[1]:
                named = _named(shelf, known, statement)
                labelled[key, named, passage.part_of].append(said_at(passage, statement, None))
    for ((terms, edition), named, part_of), own in labelled.items():
        counts: dict[tuple[Restriction, ...], dict[Place, None]] = defaultdict(dict)
        described: dict[tuple[tuple[Restriction, ...], str], tuple[Passage, Statement]] = {}
        for passage, other in shelf.statements:
            ranges = _counts_of_same(shelf, other, named)
            if ranges and passage.part_of == part_of and not other.about:
                described.setdefault((ranges, passage.id), (passage, other))
        for (ranges, _), (passage, other) in described.items():
            counts[ranges] |= dict.fromkeys(_printing(passage, other, ranges))
        for ranges, places in counts.items():
            yield ClassificationUse(Place.of_all((*own, *places)), terms, edition, ranges)


def _printing(passage: Passage, statement: Statement, ranges: tuple[Restriction, ...]) -> list[Place]:
    """Where the passage prints these counts; the statement itself where it prints them nowhere."""
    ends = {(one.minimum, one.maximum) for one in ranges if one.minimum != one.maximum}
    found = [
        said_at(passage, other, None)
        for other in passage.statements
        if not other.about and any((value.minimum, value.maximum) in ends for value in other.printed_values)
    ]
    return found or [said_at(passage, statement, None)]


def _population(shelf: Shelf, statement: Statement) -> tuple[Criterion, ...]:
    propositions = (shelf.by_id.get(name) for name in statement.asserts)
    found = next((one for one in propositions if isinstance(one, Proposition) and one.population), None)
    return found.population.criteria if found and found.population else ()


def _named(shelf: Shelf, known: Classification, statement: Statement) -> frozenset[tuple[str, ...]]:
    """How the patients of a statement are named, apart from its terms of an edition."""
    return frozenset(
        (one.axis, *one.any_of)
        for one in _population(shelf, statement)
        if one.any_of and not any(known.axes.values[iri(name)].edition for name in one.any_of)
    )


def _counts_of_same(
    shelf: Shelf, statement: Statement, named: frozenset[tuple[str, ...]]
) -> tuple[Restriction, ...]:
    """The counts that a statement gives of patients who are named so."""
    criteria = _population(shelf, statement)
    if not named or not named <= {(one.axis, *one.any_of) for one in criteria}:
        return ()
    ranges = [one for one in criteria if one.minimum is not None or one.maximum is not None]
    return tuple(Restriction(iri(one.axis), minimum=one.minimum, maximum=one.maximum) for one in ranges)
