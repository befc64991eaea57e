"""A case is the facts of one record with at most one planted error; a generator makes cases from a seed.

    @generator("N1", planted="a percentage that no denominator gives")
    def impossible_percentage(chance, language):
        return Case(facts)

``planted=None`` makes a correct record: whatever is found there is a false alarm. A generator returns None where the
dice gave no usable case. ``material`` keeps apart what is judged: structured facts, tables, prose.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

LANGUAGES = ("de", "en")


@dataclass(frozen=True)
class Case:
    """The facts of one record. ``also`` names rules that the planted error rightly calls up as well."""

    facts: tuple[object, ...]
    also: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Generator:
    rule: str
    planted: str | None
    name: str
    make: Callable[[random.Random, str], Case | None]
    material: str = "structured"

    def cases(self, size):
        """So many cases, half of them German; the same for every run."""
        for number in range(size):
            language = LANGUAGES[number % 2]
            for attempt in range(200):
                chance = random.Random(f"{self.name} {number} {attempt}")  # noqa: S311 - dice, no secret
                made = self.make(chance, language)
                if made is not None:
                    yield made
                    break
            else:
                raise AssertionError(f"{self.name}: no case in 200 attempts")


GENERATORS: list[Generator] = []


def generator(rule, planted=None, material="structured"):
    """Register a function as a generator of cases for a rule: with an error planted, or of correct ones with a trap."""

    def registered(make):
        GENERATORS.append(Generator(rule, planted, make.__name__, make, material))
        return make

    return registered


@dataclass
class Tally:
    """What became of the cases of one rule."""

    planted: int = 0
    found: int = 0
    false: int = 0
    missed: list[str] = field(default_factory=list)
    false_in: list[str] = field(default_factory=list)

    @property
    def recall(self):
        return self.found / self.planted if self.planted else None

    @property
    def precision(self):
        return self.found / (self.found + self.false) if self.found + self.false else None
