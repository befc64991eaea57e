"""Designs, levels, wordings, grades, terms, populations, references, coverage and currency: L1 to E1."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from kg_build.audit.claims import (
    Assertion,
    CertaintySum,
    Cited,
    ClassificationUse,
    Consensus,
    DesignClaim,
    GradeStrength,
    LevelUse,
    PopulationUse,
    Quantifier,
    Reference,
    ReferenceData,
    Wording,
)
from kg_build.audit.classification import shipped
from kg_build.audit.evidence import (
    Candidate,
    Coverage,
    Currency,
    EvidenceType,
    Integrity,
    LanguageUse,
    Notice,
    SecondaryCitation,
    Superlative,
    Support,
    TrialStatus,
)
from kg_build.audit.finding import Words
from kg_build.audit.printed import Printed
from kg_build.audit.snapshot import Snapshot
from tests.audit_quality.cases import Case, generator
from tests.audit_quality.printing import place

CERTAINTY = {
    "de": ("sehr niedrig", "niedrig", "moderat", "hoch"),
    "en": ("very low", "low", "moderate", "high"),
}
VERBS = {
    "de": {"A": "soll", "B": "sollte", "0": "kann"},
    "en": {"A": "shall", "B": "should", "0": "may"},
}
CLASSES = {
    "de": ("starker Konsens", "Konsens", "mehrheitliche Zustimmung", "keine mehrheitliche Zustimmung"),
    "en": ("strong consensus", "consensus", "majority agreement", "no majority agreement"),
}
APART = [
    ("singleArm", "randomised"), ("singleArm", "controlled"), ("retrospective", "prospective"),
    ("randomised", "nonRandomised"), ("caseSeries", "randomised"), ("caseControl", "randomised"),
]  # fmt: skip
NEUTRAL = ("multicentre", "individualPatientData")
#: (edition, question, design) and the levels that the table gives: from the published tables, not from the ontology.
TABLE = {
    ("2009", "therapy", "randomised"): {"1b", "2b"},
    ("2009", "therapy", "cohortStudy"): {"2b", "4"},
    ("2009", "therapy", "caseControl"): {"3b", "4"},
    ("2009", "therapy", "caseSeries"): {"4"},
    ("2009", "therapy", "singleArm"): {"4"},
    ("2011", "therapy", "randomised"): {"2"},
    ("2011", "therapy", "cohortStudy"): {"3", "4"},
    ("2011", "therapy", "caseControl"): {"4"},
    ("2011", "therapy", "caseSeries"): {"4"},
    ("2011", "therapy", "singleArm"): {"4"},
    ("2009", "prognosis", "cohortStudy"): {"1b", "2b", "4"},
    ("2011", "prognosis", "cohortStudy"): {"2", "3", "4"},
    ("2011", "prognosis", "caseSeries"): {"4"},
}
LEVELS = {"2009": ("1b", "2b", "3b", "4"), "2011": ("1", "2", "3", "4")}


def one_of(chance, values):
    return values[chance.randrange(len(values))]


# L1


@generator("L1", "designs that exclude each other, in two places of one text")
def clashing_designs(chance, language):
    first, second = one_of(chance, APART)
    return Case((
        DesignClaim(place("a"), "s", (first, one_of(chance, NEUTRAL))),
        DesignClaim(place("b"), "s", (second,)),
        DesignClaim(place("c"), "t", (first,)),
    ))  # fmt: skip


@generator("L1", "a design that the study is known not to have")
def design_against_source(chance, language):
    first, second = one_of(chance, APART)
    return Case((
        DesignClaim(place("a"), "s", (first,)),
        DesignClaim(place("b"), "s", (second,), by="source"),
    ))  # fmt: skip


@generator("L1", "one arm, and compared; or several, and single-arm; or denied and claimed")
def arms_and_denials(chance, language):
    claims = one_of(chance, [
        (DesignClaim(place("a"), "s", ("controlled",), arms=1),),
        (DesignClaim(place("a"), "s", ("singleArm",), arms=chance.randint(2, 4)),),
        (DesignClaim(place("a"), "s", ("randomised",)), DesignClaim(place("b"), "s", negated=("randomised",))),
    ])  # fmt: skip
    return Case(claims)


@generator("L1")
def designs_that_go_together(chance, language):
    first, second = one_of(chance, APART)
    return Case((
        DesignClaim(place("a"), "s", ("prospective", "singleArm"), negated=("randomised", "controlled")),
        DesignClaim(place("b"), "s", ("nonRandomised", "multicentre"), arms=1),
        DesignClaim(place("c"), "s", ("randomised",), in_passing=True),
        DesignClaim(place("d"), "t", (first,), report="stage 1"),
        DesignClaim(place("e"), "t", (second,), report="stage 2"),
        DesignClaim(place("f"), "u", ("singleArm", "controlled"), external_control=True),
        DesignClaim(place("g"), "v", ("randomised", "controlled", "prospective"), arms=chance.randint(2, 4)),
        DesignClaim(place("h"), "v", ("randomised",), by="source"),
    ))  # fmt: skip


# L2


@generator("L2", "an allocation that the register does not have")
def allocation(chance, language):
    first, second = one_of(chance, APART)
    return Case((
        DesignClaim(place("a"), "s", (first,)),
        DesignClaim(place("b"), "s", (second,), by="registry"),
    ))  # fmt: skip


@generator("L2")
def allocation_as_registered(chance, language):
    first, second = one_of(chance, APART)
    return Case((
        DesignClaim(place("a"), "s", (first,)),
        DesignClaim(place("b"), "s", (first,), by="registry"),
        DesignClaim(place("c"), "t", (first,)),
        DesignClaim(place("d"), "t", (second,), by="registry", outdated=True),
        DesignClaim(place("e"), "u", (first,), in_passing=True),
        DesignClaim(place("f"), "u", (second,), by="registry"),
    ))  # fmt: skip


# L3


@generator("L3", "a level that the edition does not give to the design")
def level_of_another_design(chance, language):
    edition, question, design = key = one_of(chance, sorted(TABLE))
    wrong = [level for level in LEVELS[edition] if level not in TABLE[key]]
    if question == "prognosis" and edition == "2009":
        wrong = ["2a"]
    level = one_of(chance, wrong)
    return Case((LevelUse(place("a"), "s", "Oxford", level, edition, question, (design,), verified=True),))


@generator("L3", "a level that the edition does not have")
def level_of_another_edition(chance, language):
    level = one_of(chance, ("1a", "1b", "2b", "2 b", "3b", "IIb"))
    return Case((LevelUse(place("a"), "s", "Oxford", level, "2011", designs=("randomised",)),))


@generator("L3", "a single-arm trial as a cohort, edition not stated")
def single_arm_as_cohort(chance, language):
    level = one_of(chance, ("2b", "2 b", "1b", "2", "3", "3b"))
    return Case((LevelUse(place("a"), "s", "Oxford", level, designs=("prospective", "singleArm")),))


@generator("L3")
def levels_that_fit(chance, language):
    edition, question, design = key = one_of(chance, sorted(TABLE))
    level = one_of(chance, sorted(TABLE[key]))
    blank = level[:1] + " " + level[1:] if len(level) > 1 else level
    wrong = one_of(chance, LEVELS[edition] if question == "therapy" else ("4",))
    return Case((
        LevelUse(place("a"), "s", "Oxford", level, edition, question, (design,)),
        LevelUse(place("b"), "s", "Oxford", blank, edition, question, (design, "multicentre")),
        LevelUse(place("c"), "s", "Oxford", wrong, edition, question, (design,), reason="downgraded: imprecise"),
        LevelUse(place("d"), "s", "Oxford", level, designs=(design,) if question == "therapy" else ("randomised",)
                 if level in ("1b", "2b", "2") else ()),
        LevelUse(place("e"), "s", "Oxford", "1b-", "2009", "therapy", ("randomised",)),
        LevelUse(place("f"), "s", "Oxford", "1c", "2009", "therapy", ("cohortStudy",)),
        LevelUse(place("g"), "s", "Oxford", "2b", "2009", "diagnosis", ("cohortStudy",)),
        LevelUse(place("h"), "s", "SIGN", one_of(chance, ("1++", "1+", "1-")), designs=("metaAnalysis", "randomised")),
        LevelUse(place("i"), "s", "SIGN", "3", designs=("caseSeries", "retrospective")),
        LevelUse(place("j"), "s", "Oxford", "1a", "2009", "therapy", ("systematicReview", "randomised")),
        LevelUse(place("k"), "s", "Oxford", "2b", "2009", "therapy", ("prospective", "multicentre")),
    ))  # fmt: skip


# L4


@generator("L4", "a verb of another grade, in a box")
def verb_of_another_grade(chance, language):
    grade, verb = chance.sample(("A", "B", "0"), 2)
    denied = " nicht" if language == "de" else " not"
    words = VERBS[language][verb] + one_of(chance, ("", denied))
    return Case((Wording(place("a"), words, grade, "unknown", in_box=True, kind="recommendation"),))


@generator("L4")
def verbs_of_their_grades(chance, language):
    verbs, grade = VERBS[language], one_of(chance, ("A", "B", "0"))
    other = one_of(chance, [verb for key, verb in verbs.items() if key != grade])
    plural = {"soll": "sollen", "sollte": "sollten", "kann": "können"}.get(verbs[grade], verbs[grade])
    return Case((
        Wording(place("a"), verbs[grade], grade, in_box=True, kind="recommendation"),
        Wording(place("b"), plural, grade, in_box=True, kind="recommendation"),
        *(Wording(place(kind), other, grade, in_box=True, kind=kind) for kind in ("criterion", "quotation", "future", "protocol", "statement")),
        Wording(place("c"), other, "EK", in_box=True, kind="recommendation"),
        Wording(place("d"), other, "", kind="recommendation"),
    ))  # fmt: skip


# L5


@generator("L5", "a strong recommendation on the weakest evidence, without a reason")
def strong_on_weak(chance, language):
    strength = one_of(chance, ("A", "strong", "stark", "soll"))
    level, system = one_of(chance, [
        (CERTAINTY[language][0], "GRADE"), (CERTAINTY[language][1], "GRADE"), ("4", "Oxford"), ("5", "Oxford"),
        ("3", "SIGN"), ("4", "SIGN"), ("veryLow", "GRADE"),
    ])  # fmt: skip
    return Case((GradeStrength(place("a"), strength, level, system),))


@generator("L5")
def strength_with_its_reason(chance, language):
    low = CERTAINTY[language][1]
    return Case((
        GradeStrength(place("a"), "A", low, "GRADE", reason="life-threatening situation"),
        GradeStrength(place("b"), "A", low, "GRADE", consensus_based=True),
        GradeStrength(place("c"), "A", one_of(chance, ("1a", "1b", "2b", "3b")), "Oxford"),
        GradeStrength(place("d"), one_of(chance, ("B", "0", "weak")), low, "GRADE"),
        GradeStrength(place("e"), "A", "3", "Oxford"),
        GradeStrength(place("f"), "A", CERTAINTY[language][chance.randint(2, 3)], "GRADE"),
    ))  # fmt: skip


# L6


@generator("L6", "evidence measured in others, or in part only")
def other_patients(chance, language):
    n = chance.randint(10, 200)
    high = chance.randint(1, n - 1)
    low = chance.randint(0, min(high, int(0.79 * n)))
    fit = one_of(chance, ("mixed", "disjoint"))
    bounds = (low, high) if fit == "mixed" else (0, 0)
    return Case(
        (
            PopulationUse(
                place("a"), "g", fit, Words("gemeint", "claimed"), Words("gemessen", "studied"), n, bounds
            ),
        )
    )


@generator("L6")
def the_same_patients(chance, language):
    n = chance.randint(10, 200)
    return Case((
        PopulationUse(place("a"), "g", one_of(chance, ("exact", "contained")), n=n, bounds=(n, n)),
        PopulationUse(place("b"), "g", "mixed", n=n, bounds=(-(-4 * n // 5), n)),
        PopulationUse(place("c"), "g", "mixed", n=n, bounds=(0, n), subgroup_reported=True),
        PopulationUse(place("d"), "g", "mixed", n=n, bounds=(0, n), indirectness_stated=True),
        PopulationUse(place("e"), "g", "not-reported", n=n),
    ))  # fmt: skip


# L7

OPPOSED = [
    ("beneficial", "harmful"), ("beneficial", "noEffect"), ("adversePrognosis", "goodPrognosis"),
    ("adversePrognosis", "noAssociation"), ("appropriate", "inappropriate"),
]  # fmt: skip
WORDS = {
    "de": {"nur einzelne": (0, 10), "praktisch alle": (85, 100), "die Mehrheit": (50, 100), "wenige": (0, 25), "der weitaus größte Teil": (60, 100)},
    "en": {"individual cases": (0, 10), "nearly all": (85, 100), "the majority": (50, 100), "few": (0, 25), "the vast majority": (60, 100)},
}  # fmt: skip


@generator("L7", "opposite claims on one matter")
def opposite_claims(chance, language):
    first, second = one_of(chance, OPPOSED)
    scope = one_of(chance, ("", "after treatment"))
    return Case(tuple(
        Assertion(place(name), ("p", "i", "o"), effect, condition=scope, endpoint="e")
        for name, effect in (("a", first), ("b", second), ("c", first))
    ))  # fmt: skip


@generator("L7", "a word for a quantity beside a number that it does not mean")
def wrong_word(chance, language):
    words, (low, high) = one_of(chance, sorted(WORDS[language].items()))
    total = chance.randint(20, 300)
    outside = [n for n in range(total + 1) if not low - 4 <= 100 * n / total <= high + 4]
    return Case((Quantifier(place("a"), words, one_of(chance, outside), total),)) if outside else None


@generator("L7")
def claims_of_different_scope(chance, language):
    first, second = one_of(chance, OPPOSED)
    words, (low, high) = one_of(chance, sorted(WORDS[language].items()))
    total = chance.randint(20, 300)
    inside = [n for n in range(total + 1) if low + 1 <= 100 * n / total <= high - 1]
    return Case((
        Assertion(place("a"), ("p", "i"), first),
        Assertion(place("b"), ("p", "i"), second, condition="after treatment"),
        Assertion(place("c"), ("p", "j"), first, endpoint="x"),
        Assertion(place("d"), ("p", "j"), second, endpoint="y"),
        Assertion(place("e"), ("p", "k"), first, months=12),
        Assertion(place("f"), ("p", "k"), second, months=60),
        Assertion(place("g"), ("p", "l"), first),
        Assertion(place("h"), ("q", "l"), second),
        *([Quantifier(place("i"), words, one_of(chance, inside), total)] if inside else []),
        Quantifier(place("j"), "alle 39 Patienten", 39, 39),
    ))  # fmt: skip


# L8: the map of AUDIT_RULES, written down from the tables and not from the ontology

IMPOSSIBLE = [
    (("M1c",), "TNM7", ""), (("IVA",), "TNM7", ""), (("IVB", "M1b"), "TNM7", ""), (("N2a",), "TNM7", ""),
    (("N2b",), "TNM8", ""), (("M1c1",), "TNM8", ""), (("M1c2",), "TNM8", ""), (("IVA", "M1c"), "TNM8", ""),
    (("IVB", "M1a"), "TNM8", ""), (("IVB", "M1b"), "TNM9", ""), (("IVA", "M1c1"), "TNM9", ""), (("IVA", "M1c2"), "TNM9", ""),
    (("M1b",), "TNM8", "{n} Fernmetastasen"), (("M1b",), "TNM9", "{n} metastases"), (("M1c",), "TNM8", "1 extrathorakale Metastase"),
    (("M1a",), "TNM8", "{n} extrathorakale Metastasen"), (("M0",), "TNM8", "{n} Fernmetastasen"),
    (("lokales Stadium II", "N3"), "TNM8", ""), (("local stage IIB", "N2"), "TNM8", ""), (("local stage II", "N2"), "TNM7", ""),
    (("T1", "N2a", "IIIA"), "TNM9", ""), (("IIB", "N2"), "TNM8", ""), (("IIA", "N3"), "TNM7", ""), (("T1c", "N2a", "IIIA"), "TNM9", ""),
    (("M0", "IV"), "TNM8", ""), (("III", "M1b"), "TNM8", ""), (("M1b",), "TNM8", "1-{n} Fernmetastasen"),
]  # fmt: skip
POSSIBLE = [
    (("M1b",), "TNM7", "{n} Fernmetastasen"), (("IV", "M1b"), "TNM7", ""), (("M1b",), "TNM8", "1 Metastase"),
    (("M1c",), "TNM8", "{n} Fernmetastasen"), (("IVA", "M1a"), "TNM8", ""), (("IVA", "M1b"), "TNM8", ""), (("IVB", "M1c"), "TNM8", ""),
    (("IVB", "M1c1"), "TNM9", ""), (("IVB", "M1c2"), "TNM9", ""), (("N2a",), "TNM9", ""), (("N2b",), "TNM9", ""),
    (("M1c1",), "TNM9", "{n} extrathorakale Metastasen"), (("local stage IIB", "N2a"), "TNM9", ""), (("local stage III", "N2"), "TNM8", ""),
    (("lokales Stadium III", "N3"), "TNM7", ""), (("N2", "N3"), "", ""), (("pN1", "pN2"), "", ""), (("M1a",), "", ""),
    (("M1a",), "TNM8", "{n} Fernmetastasen"), (("M1a", "IVA"), "TNM9", "{n} metastases"),
    (("T1", "N2a", "IIB"), "TNM9", ""), (("T2", "N2a", "IIIA"), "TNM9", ""), (("T4", "N0", "IIIA"), "TNM8", ""), (("IIB", "N1"), "TNM8", ""),
    (("M1b", "M1c"), "TNM8", "1-{n} Fernmetastasen"), (("M1c",), "", ""), (("T1", "N0", "M0"), "TNM8", ""), (("IIIA", "N2"), "TNM8", ""),
]  # fmt: skip


def term_use(chance, known):
    terms, edition, words = one_of(chance, known)
    said = shipped().counts(words.format(n=chance.randint(2, 9))) if words else ()
    named = one_of(chance, (edition, edition.removeprefix("TNM"))) if edition else ""
    return ClassificationUse(place("a"), terms, named, said)


@generator("L8", "terms that do not go together in their edition")
def impossible_terms(chance, language):
    return Case((term_use(chance, IMPOSSIBLE),))


@generator("L8", "a term that means another thing in each edition, and none is named")
def term_without_edition(chance, language):
    return Case((ClassificationUse(place("a"), (one_of(chance, ("M1b", "IVA", "IVB", "IIIB")),)),))


@generator("L8", "terms that are taken for the same and are not")
def equated_terms(chance, language):
    edition = one_of(chance, ("", "TNM7", "TNM8", "TNM9"))
    other = "lokales Stadium III" if language == "de" else "local stage III"
    terms = one_of(chance, (("N2", "N3"), ("N3",), ("N2",)))
    return Case((ClassificationUse(place("a"), terms, edition, equated_with=(other,)),))


@generator("L8")
def possible_terms(chance, language):
    return Case(
        (term_use(chance, POSSIBLE), ClassificationUse(place("b"), ("M1c", "IVB"), "TNM8", equated_with=()))
    )


# L9


@generator("L9", "a certainty that the steps do not give")
def wrong_sum(chance, language):
    start, steps, up = chance.randint(0, 3), chance.randint(0, 4), chance.randint(0, 2)
    due = max(0, min(3, start - steps + up))
    wrong = one_of(chance, [rank for rank in range(4) if rank != due])
    return Case((certainty(language, start, steps, up, wrong),))


@generator("L9", "a start that is not that of the design")
def wrong_start(chance, language):
    designs, due = one_of(chance, [(("randomised",), 3), (("cohortStudy",), 1), (("caseSeries",), 1)])
    wrong = one_of(chance, [rank for rank in range(4) if rank != due])
    return Case((CertaintySum(place("a"), CERTAINTY[language][wrong], designs=designs),))


@generator("L9")
def right_sum(chance, language):
    start, steps, up = chance.randint(0, 3), chance.randint(0, 6), chance.randint(0, 2)
    return Case((
        certainty(language, start, steps, up, max(0, min(3, start - steps + up))),
        CertaintySum(place("b"), CERTAINTY[language][0], designs=("caseSeries",), downs={"riskOfBias": 2, "imprecision": 1}),
        CertaintySum(place("c"), CERTAINTY[language][3], start=CERTAINTY[language][3], designs=("cohortStudy",)),
        CertaintySum(place("d"), CERTAINTY[language][2], designs=("systematicReview",)),
    ))  # fmt: skip


def certainty(language, start, steps, up, printed):
    words = CERTAINTY[language]
    return CertaintySum(
        place("a"), words[printed], start=words[start], downs={"riskOfBias": steps}, ups={"largeEffect": up}
    )


# L10


def percent_of(value):
    text = str(value)
    return Printed(text, Decimal(text), len(text.partition(".")[2]))


def due_class(value):
    return next(number for number, above in enumerate((95, 75, 50, -1)) if value > above)


@generator("L10", "a class that the vote does not give")
def wrong_class(chance, language):
    value = one_of(chance, (Decimal(chance.randint(0, 1000)) / 10, Decimal(chance.randint(0, 100))))
    wrong = one_of(chance, [number for number in range(4) if number != due_class(value)])
    return Case((Consensus(place("a"), CLASSES[language][wrong], percent_of(value)),))


@generator("L10", "a class on its boundary")
def on_the_boundary(chance, language):
    value, called = one_of(chance, [(95, 0), (75, 1), (50, 2)])
    return Case((Consensus(place("a"), CLASSES[language][called], percent_of(value)),))


@generator("L10")
def right_class(chance, language):
    value = Decimal(chance.randint(0, 1000)) / 10
    classes = CLASSES[language]
    return Case((
        Consensus(place("a"), classes[due_class(value)], percent_of(value)),
        *(Consensus(place(f"b{due}"), classes[due], percent_of(limit)) for due, limit in ((1, 95), (2, 75), (3, 50))),
        Consensus(place("c"), classes[0], Printed(">95", Decimal(95), 0, ">")),
        Consensus(place("d"), classes[0], agreed=20, voted=21, abstained=1),
        Consensus(place("e"), classes[1], agreed=19, voted=20),
    ))  # fmt: skip


# R1


@generator("R1", "a mark that leads nowhere, an entry that nothing points to, a study without a name")
def dangling(chance, language):
    entries = [Reference(place(f"e{n}"), "d", str(n), "entry") for n in range(1, 6)]
    marks = [Reference(place(f"m{n}"), "d", f"[{n}]", "marker") for n in range(1, 6)]
    chapter = "Kapitel" if language == "de" else "chapter"
    wrong = one_of(chance, [
        Reference(place("x"), "d", f"[{chance.randint(6, 999)}]", "marker"),
        Reference(place("x"), "d", f"[2, 4-{chance.randint(6, 9)}]", "marker"),
        Reference(place("x"), "d", f"{chapter} {chance.randint(3, 9)}.{chance.randint(1, 9)}", "crossReference"),
        Reference(place("x"), "d", str(chance.randint(6, 99)), "entry"),
        Reference(place("x"), "d", "Serie aus Zürich", "nameless"),
    ])  # fmt: skip
    return Case((*entries, *marks, Reference(place("s"), "d", "2.1", "section"), wrong))


@generator("R1")
def references_that_lead_somewhere(chance, language):
    size = chance.randint(3, 30)
    chapter = "siehe Kapitel" if language == "de" else "see chapter"
    return Case((
        *(Reference(place(f"e{n}"), "d", str(n), "entry") for n in range(1, size + 1)),
        Reference(place("m"), "d", f"[1-{size}]", "marker"),
        Reference(place("n"), "d", f"{chance.randint(1, size)}, {chance.randint(1, size)}", "marker"),
        Reference(place("c"), "d", f"{chapter} 6.6.10", "crossReference"),
        Reference(place("s"), "d", "6.6.10", "section"),
        Reference(place("y"), "d", str(chance.randint(1990, 2026)), "marker", not_a_reference=True),
    ))  # fmt: skip


# R2

JOURNALS = {
    "Journal of Thoracic Oncology": "J Thorac Oncol", "Lung Cancer": "Lung Cancer", "Annals of Oncology": "Ann Oncol",
    "Deutsches Ärzteblatt": "Dtsch Arztebl", "New England Journal of Medicine": "N Engl J Med", "The Lancet": "Lancet",
}  # fmt: skip


@generator("R2", "another journal, year, author or title")
def wrong_reference(chance, language):
    journal, year = one_of(chance, sorted(JOURNALS)), chance.randint(1995, 2024)
    known = Cited(journal, year, "Local treatment in forty patients", "Muster A, Beispiel B")
    claimed = one_of(chance, [
        replace(known, journal=one_of(chance, sorted(set(JOURNALS) - {journal}))),
        replace(known, year=year + one_of(chance, (-7, -3, -2, 2, 3))),
        replace(known, author="Schmidt C"),
        replace(known, title="A survey of dental practice"),
    ])  # fmt: skip
    return Case((ReferenceData(place("a"), "s", claimed, (known,)),))


@generator("R2", "another journal, where a report without a journal has the author")
def wrong_journal_beside_an_abstract(chance, language):
    journal, other = chance.sample(sorted(JOURNALS), 2)
    year = chance.randint(1995, 2024)
    known = (Cited(journal, year), Cited("", year, "", "Muster A", "congressAbstract"))
    return Case((ReferenceData(place("a"), "s", Cited(other, year, author="Muster"), known),))


@generator("R2")
def right_reference(chance, language):
    journal, year = one_of(chance, sorted(JOURNALS)), chance.randint(1995, 2024)
    known = Cited(journal, year, "Local treatment in forty patients: a trial", "Müller A, Beispiel B")
    abstract = Cited("", year - 1, "Local treatment", "Müller A", "congressAbstract")
    return Case((
        ReferenceData(place("a"), "s", Cited(JOURNALS[journal], year, "", "Müller et al."), (known,)),
        ReferenceData(place("b"), "s", replace(known, year=year + 1), (known,)),
        ReferenceData(place("c"), "s", Cited(year=year - 1, author="Müller"), (known, abstract)),
        ReferenceData(place("d"), "s", Cited(journal, year), ()),
        ReferenceData(place("e"), "s", Cited(journal.upper(), year), (known,)),
    ))  # fmt: skip


# R3 to R5, C4


@generator("R3", "a claim without a source")
def claim_without_source(chance, language):
    size = chance.randint(1, 6)
    circle = [
        Support(place(f"c{n}"), empirical=True, by_statements=place(f"c{(n + 1) % size}").subjects)
        for n in range(size)
    ]
    alone = Support(place("a"), empirical=True)
    wrong = Support(place("b"), empirical=True, cited=1, mismatch=True)
    return Case(one_of(chance, ((alone,), tuple(circle), (wrong,))))


@generator("R3")
def claim_with_source(chance, language):
    size = chance.randint(2, 8)
    chain = [
        Support(place(f"c{n}"), empirical=True, by_statements=place(f"c{n + 1}").subjects)
        for n in range(size)
    ]
    return Case((
        *chain,
        Support(place(f"c{size}"), empirical=True, cited=1),
        Support(place("d"), empirical=False),
        Support(place("e"), empirical=True, consensus_based=True),
        Support(place("f"), empirical=True, common_knowledge=True),
    ))  # fmt: skip


@generator("R4", "a number at second hand")
def number_from_review(chance, language):
    design = one_of(chance, ("systematicReview", "guideline", "metaAnalysis", "consensus"))
    return Case((SecondaryCitation(place("a"), "x", (design,)),))


@generator("R4")
def number_at_first_hand(chance, language):
    return Case((
        SecondaryCitation(place("a"), "x", (one_of(chance, ("randomised", "cohortStudy", "caseSeries")),)),
        SecondaryCitation(place("b"), "x", ("metaAnalysis",), pooled=True),
        SecondaryCitation(place("c"), "x", ()),
    ))  # fmt: skip


def snapshot(*notices):
    return Snapshot(
        dt.date(2026, 10, 1),
        tuple(("10.1000/Abc", "123", Notice(nature, dt.date(2024, 5, 1), replaced=replaced)) for nature, replaced in notices),
    )  # fmt: skip


def looked_up(known, doi, pmid=""):
    return Integrity(place("a"), "x", doi, pmid, known.notices(doi, pmid), known.date)


@generator("R5", "a publication with a notice")
def noticed(chance, language):
    known = snapshot((one_of(chance, ("retraction", "expressionOfConcern", "correction")), False))
    doi, pmid = one_of(chance, [("10.1000/abc", ""), ("https://doi.org/10.1000/ABC", ""), ("", "123")])
    return Case((looked_up(known, doi, pmid),))


@generator("R5")
def unnoticed(chance, language):
    known = snapshot(("retraction", False), ("reinstatement", False))
    return Case((
        looked_up(known, "10.1000/abc"),
        looked_up(snapshot(("retraction", True)), "10.1000/abc"),
        looked_up(known, f"10.1000/abc{chance.randint(1, 9)}"),
        Integrity(place("b"), "x", "10.1000/abc"),
    ))  # fmt: skip


@generator("C4", "nothing but provisional reports")
def provisional(chance, language):
    forms = tuple(chance.sample(("congressAbstract", "preprint", "newsReport"), chance.randint(1, 3)))
    return Case((EvidenceType(place("a"), "s", forms),))


@generator("C4")
def published(chance, language):
    return Case((
        EvidenceType(place("a"), "s", ("congressAbstract", "journalArticle")),
        EvidenceType(place("b"), "s", ("formNotReported",)),
        EvidenceType(place("c"), "s", (one_of(chance, ("journalArticle", "guidelineDocument")),)),
    ))  # fmt: skip


# C1 to C3, C5, E1


@generator("C1", "a key question without an answer")
def unanswered(chance, language):
    counts = {"statements": 1, "searches": 1, "evidence_rows": 1}
    counts[one_of(chance, sorted(counts))] = 0
    whole = Coverage(place("a"), "q", **counts)
    outcome = Coverage(place("a"), "q", 1, 1, 1, critical_without_row=("x",))
    return Case((one_of(chance, (whole, outcome)),))


@generator("C1")
def answered(chance, language):
    return Case((
        Coverage(place("a"), "q", chance.randint(1, 5), 1, chance.randint(1, 9)),
        Coverage(place("b"), "q", 1, 0, 0, consensus_based=True),
        Coverage(place("c"), "q"),
    ))  # fmt: skip


def rival(chance, day, **more):
    return Candidate("r", day, ("prospective", "singleArm", "multicentre"), "phase2", **more)


def only(candidates, known_on=dt.date(2018, 3, 14), **more):
    fact = Superlative(
        place("a"),
        "only",
        "s",
        ("prospective", "singleArm"),
        "phase2",
        known_on=known_on,
        candidates=candidates,
    )
    return replace(fact, **more)


@generator("C2", "the only study, and it is not the only one")
def not_the_only_one(chance, language):
    day = dt.date(chance.randint(2001, 2017), chance.randint(1, 12), 1)
    late = dt.date(2019, 1, 1)
    return Case((one_of(chance, [
        only((rival(chance, day),)),
        only((rival(chance, day, narrowed_out=Words("enger", "narrower")),)),
        only((rival(chance, late),), uncertain=True),
        only((rival(chance, day),), kind="first", study_published=dt.date(2018, 1, 1)),
        only((Candidate("r", day, ("randomised",), "phase2"),), designs=("controlled", "prospective"), kind="none"),
    ]),))  # fmt: skip


@generator("C2")
def the_only_one(chance, language):
    day = dt.date(chance.randint(2001, 2017), 1, 1)
    return Case((
        only((rival(chance, dt.date(chance.randint(2019, 2025), 1, 1)),)),
        only((rival(chance, day, same_question=False),)),
        only((Candidate("r", day, ("retrospective", "singleArm"), "phase2"),)),
        only((Candidate("r", day, ("prospective", "singleArm"), "phase3"),)),
        only((replace(rival(chance, day), study="s"),)),
        only((rival(chance, dt.date(2016, 1, 1)),), kind="first", study_published=dt.date(2012, 1, 1)),
        only((rival(chance, day),), kind="best"),
        only((rival(chance, None),)),
    ))  # fmt: skip


def edition(judged=dt.date(2026, 11, 21), **more):
    return Currency(place("a"), "e", judged, **more)


@generator("C3", "an edition or a search that is too old")
def too_old(chance, language):
    months = chance.randint(1, 40)
    return Case((one_of(chance, [
        edition(issued=dt.date(2021, 11, 20) - dt.timedelta(days=30 * months)),
        edition(searched_until=dt.date(2023, 11, 20) - dt.timedelta(days=30 * months)),
        edition(searched_until=dt.date(2025, 11, 20) - dt.timedelta(days=30 * months), living=True),
        edition(issued=dt.date(2025, 1, 1), valid_until=dt.date(2026, 11, 20)),
        edition(issued=dt.date(2025, 1, 1), newer=("x",)),
        edition(issued=dt.date(2012, 1, 1), reaffirmed=dt.date(2021, 11, 20)),
    ]),))  # fmt: skip


@generator("C3")
def recent(chance, language):
    days = dt.timedelta(days=chance.randint(0, 300))
    return Case((
        edition(issued=dt.date(2021, 11, 21) + days),
        edition(searched_until=dt.date(2023, 11, 21) + days, issued=dt.date(2024, 1, 1)),
        edition(searched_until=dt.date(2025, 11, 21) + days, living=True),
        edition(issued=dt.date(2012, 1, 1), reaffirmed=dt.date(2022, 1, 1) + days),
        edition(issued=dt.date(2020, 1, 1), valid_until=dt.date(2026, 11, 21)),
        edition(),
    ))  # fmt: skip


@generator("C5", "a finished trial without results")
def no_results(chance, language):
    status = one_of(chance, ("completed", "terminated", "stoppedEarly"))
    return Case((TrialStatus(place("a"), "s", "NCT1", status, has_results=False),))


@generator("C5")
def results_linked(chance, language):
    return Case((
        TrialStatus(place("a"), "s", "NCT1", "completed", has_results=True),
        TrialStatus(place("b"), "s", "NCT2", one_of(chance, ("ongoing", "progressUnknown")), has_results=False),
    ))  # fmt: skip


@generator("E1", "something in the way of reading")
def unreadable(chance, language):
    kind = one_of(chance, ("typo", "unparseable", "abbreviation", "brandName"))
    return Case((LanguageUse(place("a"), kind, "x", "y"),))


@generator("E1")
def nothing_in_the_way(chance, language):
    return Case(())
