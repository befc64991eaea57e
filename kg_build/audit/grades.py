"""Rules on strength, certainty and consensus: L5 strong on weak evidence, L9 GRADE's sum, L10 percent and class."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kg_build.audit.claims import CertaintySum, Consensus, GradeStrength
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.knowledge import ConsensusClass, consensus_classes, plain_level
from kg_build.audit.printed import Printed
from kg_build.audit.rule import About, Rule, each

#: GRADE's certainty from the lowest up, with the words for each.
_CERTAINTY: tuple[tuple[str, frozenset[str]], ...] = (
    ("very low", frozenset({"very low", "verylow", "very-low", "sehr niedrig", "sehr gering", "⊕⊖⊖⊖", "⊕⊝⊝⊝", "⊕○○○"})),
    ("low", frozenset({"low", "niedrig", "gering", "⊕⊕⊖⊖", "⊕⊕⊝⊝", "⊕⊕○○"})),
    ("moderate", frozenset({"moderate", "moderat", "mittel", "mäßig", "⊕⊕⊕⊖", "⊕⊕⊕⊝", "⊕⊕⊕○"})),
    ("high", frozenset({"high", "hoch", "⊕⊕⊕⊕"})),
)  # fmt: skip
_STRONG = frozenset(
    {"a", "strong", "stark", "starke empfehlung", "strong recommendation", "soll", "soll nicht", "shall"}
)
_LOWEST = {"oxford": {"4", "5"}, "sign": {"3", "4"}, "": {"4", "5"}}

_L5 = About(
    title=Words("Empfehlungsstärke und Vertrauen in die Evidenz", "strength of recommendation and certainty of evidence"),
    rationale=Words(
        "Eine starke Empfehlung auf schwacher Evidenz braucht eine schriftliche Begründung.",
        "A strong recommendation on weak evidence needs a written reason.",
    ),
    severity="WARN",
    source="https://doi.org/10.1016/j.jclinepi.2013.09.020",
    suppressors={
        "consensusBased": Words("Expertenkonsens oder gute klinische Praxis", "expert consensus or good practice"),
        "reasonGiven": Words("Abweichung begründet", "reason given for the deviation"),
    },
)  # fmt: skip


@each("L5", GradeStrength, _L5)
def strong_on_weak(rule: Rule[GradeStrength], fact: GradeStrength) -> Iterator[Verdict]:
    """A strong recommendation does not stand on the lowest levels without a written reason."""
    if fact.strength.strip().lower() not in _STRONG:
        return
    if fact.consensus_based:
        yield rule.suppressed(fact.place, "consensusBased")
    elif not fact.level.strip():
        yield rule.untested(fact.place, Words("Evidenzgrad nicht genannt", "level of evidence not stated"))
    elif not _weak(fact):
        return
    elif fact.reason:
        yield rule.suppressed(fact.place, "reasonGiven")
    else:
        yield rule.finding(
            fact.place,
            Words(
                f"Starke Empfehlung ({fact.strength}) auf Evidenz des Grades {fact.level}, ohne Begründung.",
                f"Strong recommendation ({fact.strength}) on evidence of level {fact.level}, without a reason.",
            ),
            f"{fact.strength}: {fact.level}",
            {"grade": fact.strength, "level": fact.level, "scheme": fact.system},
            Words(
                "Grund der Abweichung nennen oder Stärke senken.", "State the reason or lower the strength."
            ),
        )


def _weak(fact: GradeStrength) -> bool:
    rank = _rank(fact.level)
    if rank is not None:
        return rank <= 1
    return plain_level(fact.level).rstrip("-") in _LOWEST.get(fact.system.strip().lower(), set())


def _rank(words: str) -> int | None:
    """How high a certainty is: 0 very low to 3 high; None where the words name none."""
    plain = " ".join(words.split()).lower()
    return next((rank for rank, (_, known) in enumerate(_CERTAINTY) if plain in known), None)


_L9 = About(
    title=Words("GRADE: Start, Auf- und Abwertung ergeben das Ergebnis", "GRADE: start, steps down and up give the result"),
    rationale=Words(
        "Randomisierte Studien beginnen hoch, andere niedrig; jede Stufe zählt, und unter sehr niedrig geht es nicht.",
        "Randomised trials start high, others low; each step counts, and there is nothing below very low.",
    ),
    severity="ERROR",
    source="https://doi.org/10.1016/j.jclinepi.2010.07.015",
)  # fmt: skip


@each("L9", CertaintySum, _L9)
def certainty_sum(rule: Rule[CertaintySum], fact: CertaintySum) -> Iterator[Verdict]:
    """The printed certainty is the start, less the steps down, plus the steps up, within very low and high."""
    start, printed = _start(fact), _rank(fact.printed)
    if start is None or printed is None:
        yield rule.untested(
            fact.place, Words("Start oder Ergebnis nicht bekannt", "start or result not known")
        )
        return
    down, up = (sum(abs(step) for step in steps.values()) for steps in (fact.downs, fact.ups))
    due = max(0, min(3, start - down + up))
    if due == printed:
        return
    names = [name for name, _ in _CERTAINTY]
    assumed = Words("Der Start folgt aus dem Design.", "The start follows from the design.")
    yield rule.finding(
        fact.place,
        Words(
            f"Gedruckt ist „{fact.printed}“; Start, Ab- und Aufwertung ergeben „{names[due]}“.",
            f'Printed is "{fact.printed}"; start, steps down and up give "{names[due]}".',
        ),
        f"{names[start]} - {down} + {up} = {names[due]} ≠ {names[printed]}",
        {
            "start": names[start],
            "downs": dict(fact.downs),
            "ups": dict(fact.ups),
            "expected": names[due],
            "printed": names[printed],
        },
        Words("Stufen je Domäne und Ergebnis prüfen.", "Check the steps by domain and the result."),
        aspect=fact.label,
        assumptions=() if fact.start else (assumed,),
    )


def _start(fact: CertaintySum) -> int | None:
    """Where the sum begins: as printed, else high for randomised trials and low for all others."""
    if fact.start:
        return _rank(fact.start)
    designs = set(fact.designs) - {
        "systematicReview",
        "metaAnalysis",
        "multicentre",
        "singleCentre",
        "prospective",
    }
    if not designs or "designNotReported" in designs:
        return None
    return 3 if "randomised" in designs else 1


_L10 = About(
    title=Words("Konsensstärke passt zur Zustimmung", "class of consensus agrees with the vote"),
    rationale=Words(
        "Über 95 % starker Konsens, über 75 bis 95 % Konsens, über 50 bis 75 % mehrheitliche Zustimmung.",
        "Above 95 % strong consensus, above 75 to 95 % consensus, above 50 to 75 % majority agreement.",
    ),
    severity="ERROR",
    source="https://www.awmf.org/regelwerk/",
    suppressors={"abstentions": Words("Enthaltungen anders gezählt", "abstentions counted in another way")},
)
_OTHER_WORDS = {
    "strong": {"stark", "starker konsens", "strong"},
    "consensus": {"konsens"},
    "majority": {"mehrheitlich", "mehrheitlicher konsens", "mehrheit", "majority"},
    "no-majority": {"kein konsens", "dissens", "keine zustimmung", "dissent", "no consensus"},
}


@each("L10", Consensus, _L10)
def consensus_class(rule: Rule[Consensus], fact: Consensus) -> Iterator[Verdict]:
    """The class of consensus is that of the share who agreed."""
    called = _class(fact.called)
    shares = list(_shares(fact))
    if called is None or not shares:
        yield rule.untested(
            fact.place, Words("Zustimmung oder Klasse nicht bekannt", "vote or class not known")
        )
        return
    first, *others = shares
    if _within(called, first):
        return
    if any(_within(called, share) for share in others):
        yield rule.suppressed(fact.place, "abstentions")
        return
    due = next(one for one in consensus_classes() if first[0] > one.above)
    shown = f"{float(first[0]):g}"
    yield rule.finding(
        fact.place,
        Words(
            f"„{called.words.de}“ ist mit {shown} % Zustimmung nicht vereinbar; das ist „{due.words.de}“.",
            f'"{called.words.en}" is not compatible with {shown} % agreement; that is "{due.words.en}".',
        ),
        f"{due.above} < {shown} <= {due.up_to}: {due.words.en}",
        {"percent": float(first[0]), "class": called.name, "expected_class": due.name},
        Words("Abstimmung und Klasse prüfen.", "Check vote and class."),
        severity="WARN" if first[1] and _touches(called, first[1]) else "ERROR",
    )


def _class(called: str) -> ConsensusClass | None:
    plain = " ".join(called.split()).lower()
    for one in consensus_classes():
        words = {one.name, one.words.de.lower(), one.words.en.lower(), *_OTHER_WORDS[one.name]}
        if plain in words:
            return one
    return None


def _shares(fact: Consensus) -> Iterator[tuple[Fraction, Printed | None]]:
    """The share as printed, else from the votes; and the shares that another count of abstentions gives."""
    if fact.percent is not None:
        yield Fraction(fact.percent.value), fact.percent
    if fact.agreed is None or not fact.voted:
        return
    for voted in (fact.voted, fact.voted - (fact.abstained or 0), fact.voted + (fact.abstained or 0)):
        if voted >= fact.agreed and voted:
            yield Fraction(100 * fact.agreed, voted), None


def _within(called: ConsensusClass, share: tuple[Fraction, Printed | None]) -> bool:
    value, printed = share
    if printed is not None and not printed.exact:
        return _touches(called, printed)
    return called.above < value <= called.up_to


def _touches(called: ConsensusClass, printed: Printed) -> bool:
    """Whether a share that is printed so may lie in the class: rounding and comparators allow it."""
    low, high = printed.interval
    if printed.comparator in (">", ">="):
        high = Fraction(100)
    elif printed.comparator in ("<", "<="):
        low = Fraction(0)
    return high > called.above and low <= called.up_to
