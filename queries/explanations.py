"""What an answer says of itself, in German and English: how a question was read, and on which counts it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from queries.axes import Axes
from queries.groups import Asserter, CountedPart, StudiedGroup
from queries.populations.reading import Reading

Words = dict[str, str]

_BY: dict[Asserter, Words] = {
    "publication": {"de": "die Veröffentlichung", "en": "the publication"},
    "guideline": {"de": "die Leitlinie", "en": "the guideline"},
}
_LANGUAGES = ("de", "en")


def label(axes: Axes, axis: str) -> Words:
    """The name of an axis in both languages."""
    return {language: axes.axes[axis].label.get(language, axis) for language in _LANGUAGES}


def read_as(axes: Axes, reading: Reading) -> Iterator[Words]:
    """On which variant a question was read, and which others the group does not report."""
    for name in reading.variants:
        variant = axes.axes[name]
        silent_ = [other for other in axes.variants(variant.variant_of) if other.iri not in reading.variants]
        yield {
            language: _read(
                label(axes, variant.variant_of)[language],
                variant.variant_label.get(language, ""),
                [label(axes, other.iri)[language] for other in silent_],
                language,
            )
            for language in _LANGUAGES
        }


def _read(base: str, basis: str, others: list[str], language: str) -> str:
    rest = {"de": "nicht berichtet", "en": "not reported"}[language]
    silent_ = "".join(f"; {other} {rest}" for other in others)
    return {"de": f"{base} gelesen {basis}{silent_}", "en": f"{base} read {basis}{silent_}"}[language]


def counted(
    axes: Axes, asserter: Asserter, group: StudiedGroup, informing: Iterable[tuple[str, int]]
) -> Iterator[Words]:
    """Through which counted parts of a group a source speaks on an axis."""
    for axis, place in informing:
        part, of = group.parts[place], "?" if group.whole_n is None else group.whole_n
        names = {language: part.label.get(language) or part.iri for language in _LANGUAGES}
        tied = _tied(axes, axis, part)
        yield {
            "de": f"{label(axes, axis)['de']}: {_BY[asserter]['de']} zählt „{names['de']}“, {part.n} von {of}{tied['de']}",
            "en": f"{label(axes, axis)['en']}: {_BY[asserter]['en']} counts “{names['en']}”, {part.n} of {of}{tied['en']}",
        }


def _tied(axes: Axes, axis: str, part: CountedPart) -> Words:
    """That a count is on another axis, and bounds what is asked only by a rule that ties the two."""
    own = {axes.axes[one.axis].variant_of or one.axis for one in part.criteria}
    if axis in own:
        return dict.fromkeys(_LANGUAGES, "")
    return {
        "de": "; das ist nicht das gefragte Merkmal selbst, doch eine Regel des Fachs verbindet beide",
        "en": "; that is not the characteristic asked for itself, but a rule of the field ties the two",
    }


def contradictory(asserter: Asserter) -> Words:
    """That the counts of a source exclude each other, so that there are no bounds."""
    return {
        "de": f"Was {_BY[asserter]['de']} zählt, widerspricht sich: keine Grenzen",
        "en": f"What {_BY[asserter]['en']} counts contradicts itself: no bounds",
    }


def silent(axes: Axes, names: Iterable[str]) -> Iterator[Words]:
    """On which axes the group reports nothing."""
    for name in names:
        words = label(axes, name)
        yield {"de": f"{words['de']}: nicht berichtet", "en": f"{words['en']}: not reported"}
