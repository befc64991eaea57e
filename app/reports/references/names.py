"""Authors out of one string, as sources print them: "Ashworth A, Palma D", "De Ruysscher, Dirk; Müller, Anna", "Li et al."."""

from __future__ import annotations

import re
from dataclasses import dataclass

_INITIALS = re.compile(r"(?:[A-ZÄÖÜ][.\-]?\s?){1,4}")
_AND_OTHERS = re.compile(r"[,;]?\s*(?:\bet\s+al\b\.?|\bu\.\s?a\.|\band\s+others\b|…|\.\.\.)", re.IGNORECASE)
_COLLECTIVE = re.compile(r"\b(?:group|gruppe|consortium|society|gesellschaft|collaborat\w*|investigators|committee|network)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A person by family and given name, or a body by its whole name (``family`` alone, ``collective``)."""

    family: str
    given: str = ""
    collective: bool = False


@dataclass(frozen=True, slots=True)
class Authors:
    """The names that are known; ``others`` where the source itself left some out."""

    names: tuple[Name, ...] = ()
    others: bool = False


def authors(printed: str) -> Authors:
    """The authors of a printed list.

    >>> authors("Griffioen GH, et al.")
    Authors(names=(Name(family='Griffioen', given='GH', collective=False),), others=True)
    >>> [name.family for name in authors("De Ruysscher, Dirk; Müller, Anna").names]
    ['De Ruysscher', 'Müller']
    """
    known = _AND_OTHERS.sub(",", printed)
    separator = ";" if ";" in known else r"\band\b|\bund\b|&|,"
    parts = (part.strip(" ,") for part in re.split(separator, known))
    return Authors(tuple(_name(part) for part in parts if part), others=known != printed)


def _name(part: str) -> Name:
    if _COLLECTIVE.search(part):
        return Name(part, collective=True)
    family, comma, given = part.partition(",")
    if comma:
        return Name(family.strip(), given.strip())
    before, _, last = part.rpartition(" ")
    if before and _INITIALS.fullmatch(last):
        return Name(before, last)
    return Name(part)
