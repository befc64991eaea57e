"""The error tree that every package shares, and the errors of the words.

LeitgraphError                 every error we raise on purpose
├ OntologyError                UnknownTerm, InconsistentOntology, UnsatisfiableClass, VanishedTerm
├ queries.errors.QueryError    the question could not be asked or understood
└ kg_build.errors.BuildError   the graph could not be made
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Self

#: What goes into a sentence: a word or number, words by language, or several of them.
Part = str | int | Mapping[str, str] | Sequence[str] | Sequence[Mapping[str, str]]


class LeitgraphError(Exception):
    """Something is wrong that the user can act on: it says what, where, and what to do next.

    >>> str(LeitgraphError("no such file: a.yaml", next_step="check the path"))
    'no such file: a.yaml\\n  next: check the path'

    The message is English. Who speaks other languages has a sentence for the ``reason``, and puts the ``parts`` into it.
    """

    exit_code = 2
    status = 500
    reason = ""
    parts: Mapping[str, Part] = {}

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def because(self, reason: str, **parts: Part) -> Self:
        """The same error with the name of its reason, and with what a sentence on it has to tell."""
        self.reason, self.parts = reason, parts
        return self

    def __str__(self) -> str:
        return f"{self.message}\n  next: {self.next_step}" if self.next_step else self.message


class OntologyError(LeitgraphError):
    """The words themselves are at fault."""


class UnknownTerm(OntologyError, LookupError):
    """A name that no vocabulary of ours declares."""

    status = 404


class InconsistentOntology(OntologyError):
    """The reasoner found a contradiction; it names the classes and records that clash."""


class UnsatisfiableClass(OntologyError):
    """A class or population that no individual can ever belong to."""


class VanishedTerm(OntologyError):
    """A released identifier is gone: identifiers are deprecated, never removed."""
