"""The rule on levels of evidence: L3, level against design, by system, edition and column of the scheme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg_build.audit.claims import LevelUse
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.knowledge import Level, Scheme, listed, plain_level, schemes
from kg_build.audit.rule import About, Rule, each

_L3 = About(
    title=Words("Evidenzgrad passt zum Studiendesign", "level of evidence agrees with the design"),
    rationale=Words(
        "Jede Auflage eines Schemas legt fest, welches Design welchen Grad bekommen kann; 2b gibt es bei Oxford 2009, nicht 2011.",
        "Each edition of a scheme lays down which design can be given which level; 2b exists in Oxford 2009, not in 2011.",
    ),
    severity="ERROR",
    source="https://www.cebm.ox.ac.uk/resources/levels-of-evidence",
    suppressors={"reasonGiven": Words("Auf- oder Abwertung begründet", "reason given for going up or down")},
)
_COLUMNS = {
    "therapy": ("therapy", "treatment"),
    "prognosis": ("prognosis",),
    "harms": ("harms", "therapy"),
    "diagnosis": ("diagnosis",),
}
_TRIALS = {"randomised", "singleArm", "controlled"}
_REVIEWS = {"systematicReview", "metaAnalysis"}
_OUR_READING = Words(
    "Eine einarmige Studie hat im Schema keine eigene Zeile; sie wird hier als Fallserie gelesen.",
    "A single-arm trial has no row of its own in the scheme; here it is read as a case series.",
)
_AS_THERAPY = Words(
    "Die Spalte des Schemas ist nicht genannt; bei einer Behandlungsstudie ist die für Therapie angenommen.",
    "The column of the scheme is not stated; for a trial of treatment, that for therapy is assumed.",
)


@each("L3", LevelUse, _L3)
def level_of_design(rule: Rule[LevelUse], use: LevelUse) -> Iterator[Verdict]:
    """The level is one that the edition of the scheme has, and that the design can be given."""
    system = use.system.strip().lower()
    columns = _columns(use, [scheme for scheme in schemes() if scheme.system == system])
    if system == "grade" or not use.level.strip():
        return
    if not columns:
        yield rule.untested(
            use.place, Words("Schema, Auflage oder Spalte nicht hinterlegt", "scheme not held")
        )
        return
    having = [scheme for scheme in columns if scheme.level(use.level)]
    if not having:
        yield _no_such_level(rule, use, columns)
        return
    expected = {scheme: _expected(scheme, use.designs) for scheme in having}
    if not any(expected.values()) or not any(_decided(scheme, use.level) for scheme in having):
        yield rule.untested(use.place, Words("Design entscheidet nicht", "the design does not decide"))
    elif any(scheme.level(use.level) in levels for scheme, levels in expected.items()):
        if not _edition_known(use, columns):
            yield rule.untested(use.place, Words("Auflage nicht genannt", "edition not stated"))
    elif use.reason:
        yield rule.suppressed(use.place, "reasonGiven")
    else:
        yield _mismatch(rule, use, columns, expected)


def _columns(use: LevelUse, of_system: Sequence[Scheme]) -> list[Scheme]:
    """The columns of the scheme that may be meant; for a trial of treatment that for therapy, where none is named."""
    edition = use.edition.strip()
    found = [scheme for scheme in of_system if not edition or edition in scheme.edition]
    if len({scheme.edition for scheme in of_system}) == 1 and len(of_system) == 1:
        return list(of_system)
    question = "therapy" if use.question == "unknown" and _TRIALS & set(use.designs) else use.question
    if question == "unknown":
        return found
    by_name = [[one for one in found if one.name.endswith(name)] for name in _COLUMNS[question]]
    editions = {one.edition for one in found}
    return [
        next(one for columns in by_name for one in columns if one.edition == edition)
        for edition in sorted(editions)
        if any(one.edition == edition for columns in by_name for one in columns)
    ]


def _edition_known(use: LevelUse, columns: Sequence[Scheme]) -> bool:
    return bool(use.edition.strip()) or len(columns) == 1


def _expected(scheme: Scheme, designs: Sequence[str]) -> list[Level]:
    """The levels that a study, or a review, of these designs can be given; none where the designs do not decide."""
    review = bool(_REVIEWS & set(designs))
    pools = [(level, level.reviews if review else level.designs) for level in scheme.levels]
    speaking = {design for design in designs if any(design in pool for _, pool in pools)}
    if review and not speaking:
        return [level for level, pool in pools if pool]
    return [level for level, pool in pools if speaking and speaking <= pool]


def _decided(scheme: Scheme, printed: str) -> bool:
    """Whether the scheme ties this level to designs at all: "all or none" it does not."""
    level = scheme.level(printed)
    return level is not None and bool(level.designs or level.reviews)


def _no_such_level(rule: Rule[LevelUse], use: LevelUse, columns: Sequence[Scheme]) -> Verdict:
    known = _edition_known(use, columns)
    elsewhere = sorted(
        {s.edition for s in schemes() if s.system == columns[0].system and s.level(use.level)} - {use.edition}
    )
    hint_de = f" Es gibt ihn in der Auflage {', '.join(elsewhere)}." if elsewhere else ""
    hint_en = f" It exists in edition {', '.join(elsewhere)}." if elsewhere else ""
    named = f"{use.system} {use.edition}".strip()
    return rule.finding(
        use.place,
        Words(
            f"Der Grad {use.level} ist mit {named} nicht vereinbar: dort gibt es ihn nicht.{hint_de}",
            f"Level {use.level} is not compatible with {named}, which has no such level.{hint_en}",
        ),
        f"{plain_level(use.level)} ∉ {{{', '.join(level.notation for level in columns[0].levels)}}}",
        _inputs(use, [level.notation for level in _expected(columns[0], use.designs)]),
        Words("Auflage des Schemas und Grad prüfen.", "Check the edition of the scheme and the level."),
        severity="ERROR" if known else "WARN",
        aspect=use.level,
    )


def _mismatch(
    rule: Rule[LevelUse], use: LevelUse, columns: Sequence[Scheme], expected: dict[Scheme, list[Level]]
) -> Verdict:
    known = _edition_known(use, columns)
    others = {scheme: _expected(scheme, use.designs) for scheme in columns if scheme not in expected}
    fitting = {scheme: levels for scheme, levels in {**expected, **others}.items() if levels}
    notations = list(dict.fromkeys(level.notation for levels in fitting.values() for level in levels))
    words = listed(use.designs)
    edition = Words("Auflage nicht genannt", "edition not stated")
    formula = "; ".join(
        f"{use.system} {scheme.edition}: {words.en} → {', '.join(level.notation for level in levels)}"
        for scheme, levels in fitting.items()
    )
    named = Words(
        f"{use.system} {use.edition or f'({edition.de})'}", f"{use.system} {use.edition or f'({edition.en})'}"
    )
    return rule.finding(
        use.place,
        Words(
            f"Der Grad {use.level} nach {named.de} ist mit dem Design ({words.de}) nicht vereinbar; zu erwarten: {', '.join(notations)}.",
            f"Level {use.level} of {named.en} is not compatible with the design ({words.en}); expected: {', '.join(notations)}.",
        ),
        f"{formula} ≠ {use.level}",
        _inputs(use, notations),
        Words(
            "Design, Auflage und Spalte prüfen, oder den Grund für die Abweichung nennen.",
            "Check design, edition and column, or state the reason for the deviation.",
        ),
        severity="ERROR" if known else "WARN",
        aspect=use.level,
        assumptions=tuple(_assumptions(use)),
    )


def _assumptions(use: LevelUse) -> Iterator[Words]:
    if "singleArm" in use.designs:
        yield _OUR_READING
    if use.question == "unknown" and _TRIALS & set(use.designs):
        yield _AS_THERAPY


def _inputs(use: LevelUse, notations: Sequence[str]) -> dict[str, object]:
    return {
        "level": plain_level(use.level),
        "expected_level": notations[0] if notations else None,
        "expected_levels": list(notations),
        "scheme": use.system,
        "edition": use.edition or None,
        "question": use.question,
        "design": list(use.designs),
        "design_verified": use.verified,
        "study": use.place.study or use.study,
    }
