"""A population in people's own words, in German or English: "X3, 2-4 findings, one organ", "not X0", "X2 oder X3".

Every word must have been understood: a question that was half understood would get the answer to another one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from queries.axes import Axes, Restriction
from queries.errors import NotUnderstood
from queries.populations.echo import echo, in_words
from queries.populations.lexicon import Lexicon, Meaning, plain
from queries.populations.space import Space

_NEGATIONS = (
    "not",
    "nicht",
    "no",
    "non",
    "kein",
    "keine",
    "keinen",
    "keiner",
    "keinem",
    "ohne",
    "without",
    "weder",
    "neither",
)
_FILLERS = (
    "and", "und", "with", "mit", "&", "patients", "patienten", "patient", "a", "an", "the", "der", "die", "das", "in",
    "bei", "of", "having", "who", "have", "sowie", "as", "well", "plus",
)  # fmt: skip
_LONGEST = 12


@dataclass(frozen=True)
class Question:
    """The population that is asked for: all criteria together, and how the words were understood.

    ``negated`` asks for everybody else.
    """

    criteria: tuple[Restriction, ...]
    negated: bool = False
    echo: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Part:
    """A stretch of the text, as it was typed, and the criterion that it was understood as, said back in both languages."""

    words: str
    criterion: Restriction
    echo: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Reading:
    """How a text was read: the stretches that were understood, in its order, and the words that were not."""

    parts: tuple[Part, ...]
    unknown: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Clause:
    """One understood stretch of the text, in small letters and as it was typed."""

    meaning: Meaning
    negated: bool
    words: str
    typed: str = ""


def understand(axes: Axes, text: str) -> Question:
    """Read a text as a population; what is not understood is answered with the nearest phrases."""
    lexicon = _lexicon(axes)
    clauses = _clauses(lexicon, text)
    if not clauses:
        raise NotUnderstood("the question names no population", next_step=_offer(lexicon, text)).because(
            "no_population", near=lexicon.near(text)
        )
    negated = len(clauses) == 1 and _is_split(clauses[0])
    criteria = tuple(dict.fromkeys(_criterion(one, whole=negated) for one in clauses))
    _somebody(axes, criteria, text)
    defaults = {edition for one in clauses for edition in one.meaning.by_default}
    return Question(criteria, negated, echo(axes, criteria, negated=negated, defaults=defaults))


def reading(axes: Axes, text: str) -> Reading:
    """Read a text as far as it is understood; for what is not, the nearest phrases."""
    lexicon = _lexicon(axes)
    clauses, unknown = _read(lexicon, text)
    negated = len(clauses) == 1 and _is_split(clauses[0])
    found = []
    for one in clauses:
        criterion = _criterion(one, whole=negated)
        said = echo(axes, [criterion], negated=negated, defaults=one.meaning.by_default)
        found.append(Part(one.typed, criterion, said))
    words = " ".join(unknown)
    return Reading(tuple(found), words, tuple(lexicon.near(words)) if words else ())


def _lexicon(axes: Axes) -> Lexicon:
    if "lexicon" not in axes.kept:
        axes.kept["lexicon"] = Lexicon(axes)
    lexicon: Lexicon = axes.kept["lexicon"]
    return lexicon


def _typed(text: str) -> list[str]:
    """The words of a text as they were typed; commas and semicolons stand alone."""
    return re.sub(r"([,;])(?!\d)", r" \1 ", text).split()


def _clauses(lexicon: Lexicon, text: str) -> list[_Clause]:
    """The fewest phrases that take up all words of the text."""
    clauses, unknown = _read(lexicon, text)
    if unknown:
        words = " ".join(unknown)
        raise NotUnderstood(
            f"not understood: {words!r} in {text!r}", next_step=_offer(lexicon, words)
        ).because("unknown_words", words=words, text=text, near=lexicon.near(words))
    return clauses


def _read(lexicon: Lexicon, text: str) -> tuple[list[_Clause], list[str]]:
    """The fewest phrases that take up the most words of the text, and the words that are in none."""
    typed = _typed(text)
    tokens = [plain(word) for word in typed]
    best: list[tuple[int, list[_Clause], list[str]]] = [(0, [], [])]
    for end in range(1, len(tokens) + 1):
        options = [_skipped(best[end - 1], tokens[end - 1])]
        for start in range(max(0, end - _LONGEST), end):
            clause = _clause(lexicon, tokens[start:end])
            if clause is not None:
                clause = replace(clause, typed=" ".join(typed[start:end]))
                cost, clauses, unknown = best[start]
                options.append((cost + 10 + clause.negated, [*clauses, clause], unknown))
        best.append(min(options, key=lambda option: option[0]))
    _, clauses, unknown = best[-1]
    return clauses, unknown


def _skipped(
    before: tuple[int, list[_Clause], list[str]], token: str
) -> tuple[int, list[_Clause], list[str]]:
    cost, clauses, unknown = before
    if token in (",", ";") or token in _FILLERS:
        return cost + 1, clauses, unknown
    return cost + 1000, clauses, [*unknown, token]


def _clause(lexicon: Lexicon, tokens: list[str]) -> _Clause | None:
    """A stretch of words as one phrase, with or without a negation before it."""
    if tokens[0] in (",", ";") or tokens[-1] in (",", ";"):
        return None
    phrase = " ".join(tokens)
    found = lexicon.meanings(phrase)
    if found:
        return _Clause(_one(found, phrase, lexicon), negated=False, words=phrase)
    rest = _after_negation(phrase)
    found = lexicon.meanings(rest) if rest else []
    return _Clause(_one(found, phrase, lexicon), negated=True, words=phrase) if found else None


def _after_negation(phrase: str) -> str:
    """The phrase without the negation that it begins with; empty where there is none."""
    first, _, rest = phrase.partition(" ")
    if first in _NEGATIONS:
        return rest
    return phrase.removeprefix("non-") if phrase.startswith("non-") else ""


def _one(found: list[Meaning], phrase: str, lexicon: Lexicon) -> Meaning:
    """The meaning of a phrase, which must be one."""
    if len(found) > 1:
        names = [
            in_words(lexicon.axes, _criterion(_Clause(one, negated=False, words=phrase))) for one in found
        ]
        near = lexicon.near(phrase)
        raise NotUnderstood(
            f"{phrase!r} may mean {' or '.join(words['en'] for words in names)}",
            next_step="say it with the name of the property, for example: " + ", ".join(near),
        ).because("ambiguous", words=phrase, meanings=names, near=near)
    return found[0]


def _is_split(clause: _Clause) -> bool:
    """Whether the clause denies a range with two ends: everybody else is no range."""
    numbers = clause.meaning.range
    return clause.negated and numbers is not None and None not in numbers


def _criterion(clause: _Clause, *, whole: bool = False) -> Restriction:
    meaning = clause.meaning
    part = Restriction(meaning.axis, meaning.values)
    if meaning.range is not None:
        low, high = meaning.range
        part = replace(part, minimum=low, maximum=high)
    if not clause.negated or whole:
        return part
    if meaning.range is None:
        return Restriction(meaning.axis, none_of=meaning.values)
    if _is_split(clause):
        raise NotUnderstood(
            f"{clause.words!r} leaves two ranges",
            next_step="ask for one of them, for example: at most 1, or at least 5",
        ).because("two_ranges", words=clause.words)
    low, high = meaning.range
    return Restriction(
        meaning.axis, minimum=None if high is None else high + 1, maximum=None if low is None else low - 1
    )


def _somebody(axes: Axes, asked: tuple[Restriction, ...], text: str) -> None:
    """A question that nobody can meet was hardly meant so."""
    space = Space(axes, [asked])
    if not space.satisfiable(space.narrowed(space.everything, space.masks(asked))):
        criteria = [in_words(axes, part) for part in asked]
        raise NotUnderstood(
            f"nobody can meet all of {text!r}, read as: {'; '.join(words['en'] for words in criteria)}",
            next_step="write 'or' between values of which one is enough",
        ).because("nobody", text=text, criteria=criteria)


def _offer(lexicon: Lexicon, words: str) -> str:
    return "near matches: " + ", ".join(lexicon.near(words))
