"""The arithmetic of a finding for people: its terms in words and its numbers in the spelling of a language.

A formula is written once, with codes and English terms, so that programs read it alike. What it quotes stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from app.words import words
from ontology.labels import labels

#: What is pointed to, in braces; and the point of a decimal number, but not that of a date, a chapter or a version.
_DECIMAL = re.compile(r"(\{[^}]*\})|(?<![\d.])(\d+)\.(\d+)(?!\.?\d|/)")
#: A term stands alone between signs and numbers; inside other words it is part of a quotation.
_BEFORE, _AFTER = r"(?:^|(?<=[;:,⊥→∉⊆=≠><\d] ))", r"(?=$|[;:,]| ([⊥→∉⊆=≠><?\d-]|[A-Z]{2}))"
#: What is said about words of the text or of a publication: these follow, and are quoted.
_QUOTING = re.compile(r"(title|journal|author|typo|unparseable|abbreviation|brandName)(: .*)", re.DOTALL)


def told(formula: str, language: str) -> str:
    """The formula in a language.

    >>> told("single-arm ⊥ randomised; 37/39 = 94.9 %; chapter 6.6.10", "de")
    'einarmig ⊥ randomisiert; 37/39 = 94,9 %; chapter 6.6.10'
    >>> told("{4.1} ∉ section", "de")
    '{4.1} ∉ Abschnitte'
    >>> told("title: Local therapy: randomised ≠ Local therapy", "de")
    'Titel: Local therapy: randomised ≠ Local therapy'
    """
    return "; ".join(_step(step, language) for step in formula.split("; "))


def term(name: str, language: str) -> str:
    """A term by itself in words, where it is one.

    >>> term("singleArm", "en"), term("not-reported", "de"), term("De Ruysscher 2012", "de")
    ('single-arm', 'nicht berichtet', 'De Ruysscher 2012')
    """
    return _terms(language).get(name, name)


def _step(step: str, language: str) -> str:
    terms = _terms(language)
    if quoting := _QUOTING.fullmatch(step):
        return terms[quoting[1]] + quoting[2]
    worded = _known().sub(lambda found: terms[found[0]], step)
    return (
        _DECIMAL.sub(lambda found: found[1] or f"{found[2]},{found[3]}", worded)
        if language == "de"
        else worded
    )


@cache
def _known() -> re.Pattern[str]:
    longest_first = sorted(_terms("en"), key=len, reverse=True)
    return re.compile(_BEFORE + "(?:" + "|".join(map(re.escape, longest_first)) + ")" + _AFTER)


@cache
def _terms(language: str) -> Mapping[str, str]:
    """What each term of a formula is called: codes and labels of the core, how patients fit, and what formulas alone say."""
    codes = {name.partition(":")[2]: both for name, both in labels().items()}
    named = {both["en"]: both for both in codes.values()}
    denied = {f"not {name}": _denied(both) for name, both in named.items()}
    both_of = {**codes, **named, **denied, **words()["fit"], **words()["arithmetic"]}
    return {name: both[language] for name, both in both_of.items()}


def _denied(both: Mapping[str, str]) -> Mapping[str, str]:
    return {"de": f"nicht {both['de']}", "en": f"not {both['en']}"}
