"""Terms of a classification by edition, as the domain modules declare them: what each means, and which go together.

Nothing here names a field of medicine: axes, values, editions and the rules between them are those of the modules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import pyoxigraph as ox

from kg_build.dataset import from_turtle, parsed
from kg_build.owl.closure import closure
from ontology import CORE_MODULES, DOMAIN_MODULES, folder
from ontology.namespaces import CURRENT_GRAPH, curie
from queries import axes as axes_of
from queries.axes import Axes, Restriction
from queries.populations.lexicon import Lexicon, plain
from queries.populations.space import space_of
from queries.store import EmbeddedBackend, rows

#: Letters before a term that say how or when it was determined and that no axis tells apart.
_PREFIX = re.compile(r"^[yra](?=[cp]?[a-z]\d)")
#: A term with a small letter behind its number.
_PART = re.compile(r"([a-z]+\d)[a-z]\w*")
_LONGEST = 6
_PARTS = """
PREFIX lg: <https://w3id.org/leitgraph/ontology/>
SELECT DISTINCT ?part ?whole WHERE { ?part lg:countsPartOf ?whole }"""


@dataclass(frozen=True)
class Classification:
    """The axes of the modules, the words for their values and editions, and which axes count a ``part`` of another."""

    axes: Axes
    parts: Mapping[str, tuple[str, ...]]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The phrases of the axes."""
        return Lexicon(self.axes)

    @cached_property
    def editions(self) -> Mapping[str, str]:
        """The IRI of each edition by its notation."""
        return {curie(name).partition(":")[2]: name for name in sorted(self.axes.editions)}

    def edition(self, words: str) -> str:
        """The notation of the edition that some words name; empty where they name none, or none that is known."""
        asked = plain(words)
        for notation, name in self.editions.items():
            known = {word.casefold() for _, word in self.axes.editions[name].words}
            if asked in {notation.casefold(), *known} or (asked.isdigit() and notation.endswith(asked)):
                return notation
        return ""

    @cached_property
    def _read(self) -> dict[str, dict[str, Restriction]]:
        return {}

    def readings(self, term: str) -> Mapping[str, Restriction]:
        """What a term means in each edition that has it.

        A value that the modules give for no edition in particular stands for itself in all of them.
        """
        if term not in self._read:
            self._read[term] = self._in_editions(*self._values(term))
        return self._read[term]

    def _values(self, term: str) -> tuple[str, frozenset[str]]:
        """The axis and the values that a term names; a part that is not held is read as the whole: "T1c" as "T1"."""
        text = _PREFIX.sub("", plain(term))
        axis, values = self._named_by(text)
        part = _PART.fullmatch(text)
        return (axis, values) if values or part is None else self._named_by(part[1])

    def _named_by(self, text: str) -> tuple[str, frozenset[str]]:
        axes = sorted(
            self.lexicon.patterns, key=lambda one: (len(one.axis.label.get("en", "")), one.axis.iri)
        )
        plains = [one for one in axes if not one.is_range]
        inside = [(one.axis.iri, inner) for one in plains if (inner := one.inside(text))]
        for axis, words in (*inside, *((one.axis.iri, text) for one in plains)):
            if found := self._named(axis, words):
                return axis, found
        return "", frozenset()

    def _named(self, axis: str, words: str) -> frozenset[str]:
        """The values of an axis by these words, of all editions: those of the same notation belong together."""
        found = self.lexicon.words(axis).get(plain(words).replace("-", " "), set())
        return frozenset(found)

    def _in_editions(self, axis: str, values: Iterable[str]) -> dict[str, Restriction]:
        by_edition: dict[str, list[str]] = defaultdict(list)
        for value in sorted(values):
            by_edition[curie(self.axes.values[value].edition).partition(":")[2]].append(value)
        general = by_edition.pop("", [])
        if not by_edition:
            return {name: Restriction(axis, tuple(general)) for name in self.editions} if general else {}
        return {
            name: Restriction(self._axis(axis, found), tuple(found))
            for name, found in sorted(by_edition.items())
        }

    def _axis(self, axis: str, values: Iterable[str]) -> str:
        """The variant of an axis that is made for these values, else the axis itself."""
        above = set.intersection(*(set(self.axes.taxonomy.above(value)) for value in values))
        made = above - {self.axes.axes[axis].range}
        return next((one.iri for one in self.axes.variants(axis) if one.range in made), axis)

    def general(self, term: str) -> bool:
        """Whether a term means the same in every edition that has it, or is also used without any."""
        _, values = self._values(term)
        if any(not self.axes.values[value].edition for value in values):
            return True
        readings = [value for one in self.readings(term).values() for value in one.any_of]
        return all(other in self.axes.taxonomy.above(one) for one in readings for other in readings)

    def term(self, value: str, language: str) -> str:
        """The shortest word for a value that reads back as this value: "III" may be of another axis."""
        of_language = (word for tag, word in self.axes.values[value].words if tag in (language, ""))
        words = sorted(of_language, key=lambda word: (len(word), word))
        return next((word for word in words if value in self._values(word)[1]), [*words, curie(value)][0])

    def axis_of(self, term: str) -> str:
        """The axis that a term is of, its variants for editions aside; empty where it is not known."""
        return self._values(term)[0]

    def words(self, part: Restriction) -> str:
        """A restriction in short: the notations of its values, or its range."""
        if part.minimum is not None or part.maximum is not None:
            low, high = part.minimum, part.maximum
            return str(low) if low == high else f"{'' if low is None else low}-{'' if high is None else high}"
        return "/".join(self.notation(value) for value in (*part.any_of, *part.none_of))

    def notation(self, value: str) -> str:
        """The shortest word for a value."""
        words = [word for _, word in self.axes.values[value].words]
        return min(words, key=lambda word: (len(word), word)) if words else curie(value)

    def possible(self, *parts: Restriction) -> bool:
        """Whether one patient can meet all restrictions; worked out once for the same ones."""
        if parts not in self._possible:
            self._possible[parts] = self._satisfiable(parts)
        return self._possible[parts]

    @cached_property
    def _possible(self) -> dict[tuple[Restriction, ...], bool]:
        return {}

    def _satisfiable(self, parts: tuple[Restriction, ...]) -> bool:
        space = space_of(self.axes, [parts])
        return space.satisfiable(space.narrowed(space.everything, space.masks(parts)))

    def counts(self, text: str) -> tuple[Restriction, ...]:
        """The counts that a text gives in words of an axis: "with 1 to 4 visits"; an axis with two of them has none."""
        if text not in self._counted:
            found: dict[str, set[Restriction]] = defaultdict(set)
            for part in self._count_phrases(text):
                found[part.axis].add(part)
            self._counted[text] = tuple(part for parts in found.values() if len(parts) == 1 for part in parts)
        return self._counted[text]

    @cached_property
    def _counted(self) -> dict[str, tuple[Restriction, ...]]:
        return {}

    @cached_property
    def _of_counts(self) -> frozenset[str]:
        """The words without which no phrase gives a count."""
        ranges = (pattern for pattern in self.lexicon.patterns if pattern.is_range)
        words = (word for one in ranges for word in plain(f"{one.before} {one.after}").split())
        return frozenset(word for word in words if len(word) > len("in"))

    def _count_phrases(self, text: str) -> Iterator[Restriction]:
        tokens = plain(re.sub(r"[,;().]+(?!\d)", " ", text)).split()
        start = 0
        while start < len(tokens):
            for end in range(min(len(tokens), start + _LONGEST), start + 1, -1):
                if self._of_counts.isdisjoint(tokens[start:end]):
                    break
                meanings = self.lexicon.meanings(" ".join(tokens[start:end]))
                if len(meanings) == 1 and (numbers := meanings[0].range):
                    yield Restriction(meanings[0].axis, minimum=numbers[0], maximum=numbers[1])
                    start = end - 1
                    break
            start += 1

    def values_beside(self, axis: str, edition: str, *others: Restriction) -> list[str]:
        """The narrowest values of an edition on an axis that a patient can have beside what else is said."""
        base = self.axes.axes[axis].variant_of or axis
        known = [one.iri for one in self.axes.values_of(base) if one.edition == self.editions.get(edition)]
        leaves = [one for one in known if len(self.axes.taxonomy.below(one) & set(known)) == 1]
        parts = {one: Restriction(self._axis(base, (one,)), (one,)) for one in leaves}
        return sorted(self.notation(one) for one, part in parts.items() if self.possible(part, *others))


def of_modules(modules: Iterable[bytes]) -> Classification:
    """The classifications that some Turtle modules declare, with all that follows from them."""
    declared = from_turtle(modules)
    triples = (*declared, *(edge.triple for edge in closure(declared)))
    store = ox.Store()
    store.extend(_quads(triples))
    backend = EmbeddedBackend(store)
    parts: dict[str, list[str]] = defaultdict(list)
    for part, whole in rows(backend, _PARTS):
        if part is not None and whole is not None:
            parts[whole.value].append(part.value)
    return Classification(
        axes_of.load(backend), {whole: tuple(sorted(found)) for whole, found in parts.items()}
    )


def _quads(triples: Iterable[str]) -> Iterator[ox.Quad]:
    graph = ox.NamedNode(CURRENT_GRAPH)
    return (ox.Quad(one.subject, one.predicate, one.object, graph) for one in parsed(triples))


@cache
def shipped() -> Classification:
    """The classifications of the domain modules that ship."""
    return of_modules((folder() / name).read_bytes() for name in (*CORE_MODULES, *DOMAIN_MODULES))
