"""Rules on what is compared with what: L6 patients of a claim and of its evidence, L7 claims against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import asdict, dataclass

from kg_build.audit.claims import Assertion, PopulationUse, Quantifier
from kg_build.audit.finding import Place, Verdict, Words
from kg_build.audit.rule import About, Placed, Rule, each, together

#: A share of the patients from which on evidence counts as measured in them.
MOSTLY = 0.8

_L6 = About(
    title=Words("Patienten der Aussage und der Evidenz", "patients of the claim and of its evidence"),
    rationale=Words(
        "Eine Aussage ist nur so direkt belegt, wie ihre Patienten unter den untersuchten sind.",
        "A claim is supported as directly as its patients are among those studied.",
    ),
    severity="WARN",
    source="https://doi.org/10.1016/j.jclinepi.2011.04.014",
    suppressors={
        "subgroupReported": Words(
            "Ergebnisse für diese Patienten berichtet", "results for just these patients"
        ),
        "mostlyThese": Words("mindestens 80 % sind diese Patienten", "at least 80 % are these patients"),
        "indirectnessStated": Words("der Text nennt die Indirektheit", "the text states the indirectness"),
    },
)


@each("L6", PopulationUse, _L6)
def population_of_evidence(rule: Rule[PopulationUse], use: PopulationUse) -> Iterator[Verdict]:
    """The patients in whom the evidence was measured are those that the claim speaks of."""
    if use.fit in ("exact", "contained"):
        return
    if use.fit == "not-reported":
        yield rule.untested(use.place, Words("Merkmal nicht berichtet", "characteristic not reported"))
    elif use.subgroup_reported:
        yield rule.suppressed(use.place, "subgroupReported")
    elif use.fit == "mixed" and use.bounds and use.n and use.bounds[0] >= MOSTLY * use.n:
        yield rule.suppressed(use.place, "mostlyThese")
    elif use.indirectness_stated:
        yield rule.suppressed(use.place, "indirectnessStated")
    else:
        yield _indirect(rule, use)


def _indirect(rule: Rule[PopulationUse], use: PopulationUse) -> Verdict:
    count = f"{use.bounds[0]} ≤ k ≤ {use.bounds[1]}; n = {use.n}" if use.bounds else "k = ?"
    of_de = f" ({use.bounds[0]} bis {use.bounds[1]} von {use.n})" if use.bounds and use.n else ""
    of_en = f" ({use.bounds[0]} to {use.bounds[1]} of {use.n})" if use.bounds and use.n else ""
    if use.fit == "disjoint":
        message = Words(
            f"Die Aussage gilt für „{use.claimed.de}“; in der herangezogenen Gruppe ({use.studied.de}) kommen sie nicht vor.",
            f'The claim is about "{use.claimed.en}"; none of them are in the group relied on ({use.studied.en}).',
        )
    else:
        message = Words(
            f"Die Aussage gilt für „{use.claimed.de}“; gemessen wurde an „{use.studied.de}“, darunter nur zum Teil solche Patienten{of_de}.",
            f'The claim is about "{use.claimed.en}"; measured was "{use.studied.en}", only in part such patients{of_en}.',
        )
    return rule.finding(
        use.place,
        message,
        f"{use.fit}: {count}",
        {
            "fit": use.fit,
            "n": use.n,
            "bounds": list(use.bounds) if use.bounds else None,
            "evidence": use.evidence,
            "claimed": asdict(use.claimed),
            "studied": asdict(use.studied),
        },
        Words(
            "Als indirekte Evidenz kennzeichnen (GRADE: Indirektheit, eine Stufe), oder die Aussage eingrenzen.",
            "Mark as indirect evidence (GRADE: indirectness, one step), or narrow the claim.",
        ),
        aspect=use.evidence,
    )


_L7 = About(
    title=Words(
        "Aussagen des Texts widersprechen einander nicht", "claims of the text do not contradict each other"
    ),
    rationale=Words(
        "Zur selben Frage, unter derselben Bedingung, kann nicht Gegenteiliges gelten; ein Mengenwort passt zu seiner Zahl.",
        "On one question, under one condition, opposites cannot both hold; a word for a quantity agrees with its number.",
    ),
    severity="WARN",
    source="https://arxiv.org/abs/1708.00850",
    suppressors={
        "scopeDiffers": Words(
            "Bedingung, Endpunkt oder Zeitpunkt verschieden", "condition, endpoint or time differs"
        )
    },
)
_OPPOSITE: tuple[frozenset[str], ...] = (
    frozenset({"beneficial", "harmful"}),
    frozenset({"beneficial", "noEffect"}),
    frozenset({"harmful", "noEffect"}),
    frozenset({"adversePrognosis", "goodPrognosis"}),
    frozenset({"adversePrognosis", "noAssociation"}),
    frozenset({"goodPrognosis", "noAssociation"}),
    frozenset({"appropriate", "inappropriate"}),
)


@dataclass(frozen=True)
class _Quantity:
    """What share of a whole a word stands for, in percent."""

    low: float
    high: float
    words: tuple[str, ...]


#: Our reading of words for quantities, the most specific first.
_QUANTITIES = (
    _Quantity(0, 0, ("keine", "kein patient", "keiner", "none", "no patient")),
    _Quantity(85, 100, ("praktisch alle", "nahezu alle", "fast alle", "beinahe alle", "so gut wie alle", "practically all", "virtually all", "almost all", "nearly all")),
    _Quantity(60, 100, ("weitaus größte", "weitaus meisten", "überwiegende mehrheit", "große mehrheit", "vast majority", "great majority", "by far the most")),
    _Quantity(0, 50, ("minderheit", "kleinere teil", "minority", "smaller part")),
    _Quantity(50, 100, ("mehrheit", "mehrzahl", "größere teil", "größte teil", "meisten", "majority", "most")),
    _Quantity(40, 60, ("etwa die hälfte", "rund die hälfte", "about half", "around half", "roughly half")),
    _Quantity(0, 10, ("nur einzelne", "einzelne patienten", "einzelnen patienten", "einzelne fälle", "einzelnen fällen", "vereinzelt", "einzelfälle", "isolated cases", "individual cases", "individual patients", "single cases", "only a handful")),
    _Quantity(0, 15, ("selten", "rarely", "sehr wenige", "very few")),
    _Quantity(0, 25, ("wenige", "few")),
)  # fmt: skip
#: All words for quantities that are known.
QUANTITY_WORDS = tuple(word for one in _QUANTITIES for word in one.words)
_OURS = Words(
    "Welche Anteile ein Mengenwort umfasst, ist unsere Lesart.", "Which shares a word for a quantity covers is our reading."
)  # fmt: skip


def _matter(fact: Placed) -> Hashable:
    return fact.key if isinstance(fact, Assertion) else id(fact)


@together("L7", (Assertion, Quantifier), _L7, by=_matter)
def contradiction(rule: Rule[Placed], facts: Sequence[Placed]) -> Iterator[Verdict]:
    """On one matter no two claims of the same scope are opposites; a quantity in words is that in numbers."""
    first = facts[0]
    if isinstance(first, Quantifier):
        yield from _quantity(rule, first)
        return
    scopes: dict[Hashable, list[Assertion]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Assertion):
            scopes[fact.condition, fact.endpoint, fact.months].append(fact)
    found = [claims for claims in scopes.values() if _opposites(claims)]
    for claims in found:
        yield _contradictory(rule, claims)
    if not found and _opposites([claim for claims in scopes.values() for claim in claims]):
        yield rule.suppressed(Place.of_all(fact.place for fact in facts), "scopeDiffers")


def _opposites(claims: Sequence[Assertion]) -> list[str]:
    effects = dict.fromkeys(claim.effect for claim in claims)
    return next((sorted(pair) for pair in _OPPOSITE if pair <= effects.keys()), [])


def _contradictory(rule: Rule[Placed], claims: Sequence[Assertion]) -> Verdict:
    pair = _opposites(claims)
    involved = [claim for claim in claims if claim.effect in pair]
    place = Place.of_all(claim.place for claim in involved)
    return rule.finding(
        place,
        Words(
            "Zur selben Frage stehen gegenteilige Aussagen, die miteinander nicht vereinbar sind.",
            "On one and the same question there are opposite claims, which are not compatible with each other.",
        ),
        " ⊥ ".join(pair),
        {"effects": pair, "condition": claims[0].condition, "matter": list(claims[0].key)},
        Words("Aussagen abgleichen, oder sagen, worin sie sich unterscheiden.", "Reconcile the claims, or say in what they differ."),
        aspect="/".join(pair),
        members=place.subjects,
    )  # fmt: skip


def _quantity(rule: Rule[Placed], fact: Quantifier) -> Iterator[Verdict]:
    share = _share(fact)
    meant = next((one for one in _QUANTITIES if any(word in fact.words.lower() for word in one.words)), None)
    if share is None or meant is None:
        if meant is not None:
            yield rule.untested(fact.place, Words("Zahl hinter dem Mengenwort unbekannt", "number not known"))
        return
    if meant.low <= share <= meant.high:
        return
    counted = f"{fact.n}/{fact.total} = " if fact.n is not None and fact.total else ""
    yield rule.finding(
        fact.place,
        Words(
            f"„{fact.words}“ ist mit {counted}{share:.1f} % nicht vereinbar.".replace(".", ",", 1)
            if not counted
            else f"„{fact.words}“ ist mit {fact.n} von {fact.total} nicht vereinbar.",
            f'"{fact.words}" is not compatible with {counted}{share:.1f} %.',
        ),
        f"{counted}{share:.1f} %; {fact.words}: {meant.low:g}-{meant.high:g} %",
        {"words": fact.words, "n": fact.n, "total": fact.total, "share": round(share, 2)},
        Words("Wort oder Zahl prüfen.", "Check the word or the number."),
        aspect=fact.label or fact.words,
        assumptions=(_OURS,),
    )


def _share(fact: Quantifier) -> float | None:
    if fact.n is not None and fact.total:
        return 100 * fact.n / fact.total
    return float(fact.percent.value) if fact.percent is not None else None
