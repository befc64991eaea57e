"""Rules on how a study is called: L1 against itself and what is known of it, L2 against its entry in a register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from kg_build.audit.claims import DesignClaim
from kg_build.audit.finding import Place, Verdict, Words
from kg_build.audit.knowledge import incompatible, listed
from kg_build.audit.rule import About, Rule, together

_L1 = About(
    title=Words("Bezeichnungen des Studiendesigns passen zusammen", "names for a study's design agree"),
    rationale=Words(
        "Eine Studie kann nicht zugleich einarmig und randomisiert oder rückblickend und vorausschauend sein.",
        "A study cannot be single-arm and randomised, or retrospective and prospective, at once.",
    ),
    severity="ERROR",
    source="https://w3id.org/leitgraph/ontology/incompatibleWith",
    suppressors={
        "inPassing": Words("die Worte gelten einer anderen Studie", "the words speak of another study"),
        "otherReport": Words(
            "verschiedene Berichte oder Abschnitte eines Programms",
            "different reports or stages of one programme",
        ),
        "externalControl": Words(
            "Vergleich mit Patienten außerhalb der Studie", "comparison with external controls"
        ),
    },
)
_L2 = About(
    title=Words("Design im Text und im Studienregister", "design in the text and in the trial register"),
    rationale=Words(
        "Was ein Text zur Zuteilung sagt, muss zum Eintrag der Studie im Register passen.",
        "What a text says on allocation has to agree with the study's entry in the register.",
    ),
    severity="ERROR",
    source="https://doi.org/10.1101/2025.09.03.25334905",
    suppressors={
        "outdated": Words("Registereintrag bekanntermaßen veraltet", "register entry known to be stale"),
        "inPassing": Words("die Worte gelten einer anderen Studie", "the words speak of another study"),
    },
)
_CHECK = Words("Design an der Veröffentlichung prüfen.", "Check the design in the publication.")
#: What denies a design, and what two or more arms deny.
_NOT, _SEVERAL = "not ", "severalArms"


@together("L1", DesignClaim, _L1, by=lambda claim: claim.study)
def design_conflict(rule: Rule[DesignClaim], claims: Sequence[DesignClaim]) -> Iterator[Verdict]:
    """The text does not give one study designs that exclude each other, or that it is known not to have."""
    for claim in claims:
        if claim.by == "text" and claim.in_passing:
            yield rule.suppressed(claim.place, "inPassing")
        elif claim.external_control:
            yield rule.suppressed(claim.place, "externalControl")
    said = [claim for claim in claims if claim.by == "text" and not claim.in_passing]
    known = [claim for claim in claims if claim.by == "source"]
    by_report: dict[str, list[DesignClaim]] = defaultdict(list)
    for claim in said:
        by_report[claim.report].append(claim)
    found = [finding for report in by_report.values() for finding in _judged(rule, report, known)]
    yield from found
    if not found and len(by_report) > 1 and _clashes(said):
        yield rule.suppressed(_place(said), "otherReport")


def _judged(
    rule: Rule[DesignClaim], said: Sequence[DesignClaim], known: Sequence[DesignClaim]
) -> Iterator[Verdict]:
    """The text against itself first; where it agrees with itself, against what is known."""
    pairs = _clashes(said)
    if pairs:
        yield _finding(rule, said, known, pairs)
    elif known and said and not _clashes(known):
        pairs = _clashes([*said, *known])
        if pairs:
            yield _finding(rule, [*said, *known], known, pairs)


def _finding(
    rule: Rule[DesignClaim],
    claims: Sequence[DesignClaim],
    known: Sequence[DesignClaim],
    pairs: Sequence[tuple[str, str]],
) -> Verdict:
    members = tuple(dict.fromkeys(design for pair in pairs for design in pair))
    involved = [claim for claim in claims if set(_codes(claim)) & set(members)]
    words, source = _called(members), sorted({code for claim in known for code in claim.designs})
    aside = listed(source)
    message = Words(
        f"Dieselbe Studie heißt {words.de}; das ist nicht miteinander vereinbar.",
        f"One and the same study is called {words.en}; these are not compatible with each other.",
    )
    if source:
        message = message.and_then(
            Words(f"Als Design ist bekannt: {aside.de}.", f"Its known design is: {aside.en}.")
        )
    return rule.finding(
        _place(involved),
        message,
        "; ".join(f"{_called([one]).en} ⊥ {_called([other]).en}" for one, other in pairs),
        {
            "designs": list(members),
            "pairs": [list(pair) for pair in pairs],
            "claims": [{"designs": sorted(_codes(one)), "of": one.place.subjects[0]} for one in involved],
            "known_designs": source,
            "study": claims[0].place.study or claims[0].study,
        },
        _CHECK,
        aspect=claims[0].report,
        members=members,
    )


def _codes(claim: DesignClaim) -> Iterator[str]:
    """The designs that a claim makes or denies, and what its number of arms says."""
    arms_say = () if claim.arms is None else (("singleArm",) if claim.arms == 1 else (_SEVERAL,))
    for code in (*claim.designs, *arms_say):
        if not (claim.external_control and code == "controlled"):
            yield code
    yield from (f"{_NOT}{code}" for code in claim.negated)


def _clashes(claims: Iterable[DesignClaim]) -> list[tuple[str, str]]:
    """The pairs of designs among some claims that exclude each other."""
    codes = dict.fromkeys(code for claim in claims for code in _codes(claim))
    return [pair for pair in combinations(codes, 2) if _exclude(*pair)]


def _exclude(one: str, other: str) -> bool:
    pair = frozenset({one, other})
    denied = one in (f"{_NOT}{other}", f"{_NOT}{_implied(other)}") or other in (
        f"{_NOT}{one}",
        f"{_NOT}{_implied(one)}",
    )
    return denied or pair in incompatible() or pair == {"singleArm", _SEVERAL}


def _implied(code: str) -> str:
    """What a design brings along: who is randomised has a comparison group."""
    return "controlled" if code == "randomised" else code


def _called(codes: Iterable[str]) -> Words:
    """The designs in words, with what is denied as such."""
    several = Words("mehrarmig", "with several arms")
    words = []
    for code in codes:
        label = several if code == _SEVERAL else listed([code.removeprefix(_NOT)])
        words.append(Words(f"nicht {label.de}", f"not {label.en}") if code.startswith(_NOT) else label)
    return Words(", ".join(one.de for one in words), ", ".join(one.en for one in words))


def _place(claims: Sequence[DesignClaim]) -> Place:
    """All places together; those of our facts give no anchor of the text."""
    return Place.of_all(claim.place for claim in claims)


@together("L2", DesignClaim, _L2, by=lambda claim: claim.study)
def design_in_register(rule: Rule[DesignClaim], claims: Sequence[DesignClaim]) -> Iterator[Verdict]:
    """What the text says on a study's design agrees with the register."""
    for entry in (claim for claim in claims if claim.by == "registry"):
        for claim in (claim for claim in claims if claim.by == "text"):
            pairs = [pair for pair in _clashes([claim, entry]) if not _clashes([claim])]
            if not pairs:
                continue
            if claim.in_passing or entry.outdated:
                yield rule.suppressed(claim.place, "inPassing" if claim.in_passing else "outdated")
                continue
            said, held = _called(_codes(claim)), _called(_codes(entry))
            yield rule.finding(
                replace(claim.place + entry.place, rests_on="source"),
                Words(
                    f"Der Text nennt die Studie {said.de}; das ist mit dem Registereintrag ({held.de}) nicht vereinbar.",
                    f"The text calls the study {said.en}; this is not compatible with its register entry ({held.en}).",
                ),
                "; ".join(f"{_called([one]).en} ⊥ {_called([other]).en}" for one, other in pairs),
                {
                    "claimed": sorted(_codes(claim)),
                    "registry": sorted(_codes(entry)),
                    "study": claim.place.study or claim.study,
                },
                Words(
                    "Registereintrag und Veröffentlichung prüfen.", "Check register entry and publication."
                ),
            )
