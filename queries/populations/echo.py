"""A question said back, in German and English, so that the reader sees how it was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from queries.axes import Axes, Restriction, Value

Words = dict[str, str]
_OR = {"de": " oder ", "en": " or "}
_NOT = {"de": "nicht ", "en": "not "}
_LANGUAGES = ("de", "en")


def echo(
    axes: Axes, criteria: Iterable[Restriction], *, negated: bool = False, defaults: Iterable[str] = ()
) -> Words:
    """The criteria in words, and the editions in which codes without one were read."""
    parts = [in_words(axes, part) for part in criteria]
    notes = [_read_in(axes.editions[name]) for name in sorted(set(defaults)) if name in axes.editions]
    whole = {"de": "alle außer: ", "en": "all but: "}
    return {
        language: (whole[language] if negated else "")
        + "; ".join(words[language] for words in (*parts, *notes))
        for language in _LANGUAGES
    }


def in_words(axes: Axes, part: Restriction) -> Words:
    """One criterion in words."""
    return {
        language: f"{axes.axes[part.axis].label.get(language, part.axis)}: {_said(axes.values, part, language)}"
        for language in _LANGUAGES
    }


def _said(values: Mapping[str, Value], part: Restriction, language: str) -> str:
    said = [_OR[language].join(_label(values, name, language) for name in part.any_of)] if part.any_of else []
    if part.none_of:
        said.append(
            _NOT[language] + _OR[language].join(_label(values, name, language) for name in part.none_of)
        )
    if part.minimum is not None or part.maximum is not None:
        said.append(_numbers(part.minimum, part.maximum, language))
    return ", ".join(said)


def _label(values: Mapping[str, Value], name: str, language: str) -> str:
    return values[name].label.get(language, name) if name in values else name


def _numbers(low: int | None, high: int | None, language: str) -> str:
    """A range in words.

    >>> _numbers(2, 4, "de"), _numbers(None, 5, "en"), _numbers(1, 1, "en")
    ('2 bis 4', 'at most 5', '1')
    """
    if low == high:
        return f"{low}"
    if low is None:
        return {"de": f"höchstens {high}", "en": f"at most {high}"}[language]
    if high is None:
        return {"de": f"mindestens {low}", "en": f"at least {low}"}[language]
    return {"de": f"{low} bis {high}", "en": f"{low} to {high}"}[language]


def _read_in(edition: Value) -> Words:
    label = {language: edition.label.get(language, edition.iri) for language in _LANGUAGES}
    return {
        "de": f"ohne Angabe gelesen als {label['de']}",
        "en": f"read as {label['en']}, as no edition was given",
    }
