"""Errors and traps in sentences: what is left of the rules' precision and recall when the reader stands before them."""

import math
from decimal import Decimal
from fractions import Fraction

from scipy.stats import norm

from kg_build.audit.reading.passage import of_text
from kg_build.audit.reading.prose import facts
from tests.audit_quality import sentences
from tests.audit_quality.cases import Case, generator
from tests.audit_quality.printing import CUT, MODES, gives, rounded


def said(chance, language, templates, also=(), **numbers):
    """A sentence of one of the templates with these numbers, as the language prints them, and its facts."""
    filled = {name: shown(value, language) for name, value in numbers.items()}
    text = chance.choice(templates[language]).format(**filled)
    return Case(tuple(facts(of_text(text))), also=also, said=text)


def shown(value, language):
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", "," if language == "de" else ".")
    return str(value)


def whole(chance, low=15, high=300):
    return chance.randint(low, high)


def moved(chance, value, decimals):
    step = Decimal(1).scaleb(-decimals)
    return value + chance.choice((-1, 1)) * chance.randint(3, 25) * step * (10 if decimals else 1)


@generator("N1", "a percentage that its count does not give", material="prose")
def prose_impossible_share(chance, language):
    total, decimals = whole(chance), chance.choice((0, 1, 1))
    n = chance.randint(1, total - 1)
    wrong = moved(chance, rounded(Fraction(100 * n, total), decimals), decimals)
    if not 0 < wrong < 100 or gives(n, total, wrong, decimals, (*MODES, CUT)):
        return None
    return said(chance, language, sentences.SHARE, n=n, N=total, p=wrong)


@generator("N1", material="prose")
def prose_share(chance, language):
    total, decimals = whole(chance), chance.choice((0, 1, 1, 2))
    n = chance.randint(1, total - 1)
    return said(
        chance,
        language,
        sentences.SHARE,
        n=n,
        N=total,
        p=rounded(Fraction(100 * n, total), decimals, chance.choice(MODES)),
    )


@generator("N4", material="prose")
def prose_no_share(chance, language):
    return said(
        chance,
        language,
        sentences.NO_SHARE,
        N=whole(chance, 20, 60),
        p=Decimal(chance.randint(100, 900)).scaleb(-1),
    )


@generator("N4", "a percentage that no count of so many gives", material="prose")
def prose_not_granular(chance, language):
    total, percent = whole(chance, 15, 60), Decimal(chance.randint(100, 900)).scaleb(-1)
    if any(gives(n, total, percent, 1, (*MODES, CUT)) for n in range(total + 1)):
        return None
    return said(chance, language, sentences.GRANULAR, N=total, p=percent)


@generator("N4", material="prose")
def prose_granular(chance, language):
    total = whole(chance, 15, 60)
    return said(
        chance,
        language,
        sentences.GRANULAR,
        N=total,
        p=rounded(Fraction(100 * chance.randint(1, total), total), 1),
    )


@generator("N3", "parts that do not add up", material="prose")
def prose_parts_too_many(chance, language):
    a, b = whole(chance, 10, 90), whole(chance, 10, 90)
    return said(chance, language, sentences.PARTS, N=a + b + chance.choice((-3, -2, -1, 1, 2, 3)), a=a, b=b)


@generator("N3", material="prose")
def prose_parts(chance, language):
    a, b = whole(chance, 10, 90), whole(chance, 10, 90)
    return said(chance, language, sentences.PARTS, N=a + b, a=a, b=b)


@generator("N7", "a middle outside its range", material="prose")
def prose_middle_outside(chance, language):
    low = whole(chance, 20, 50)
    high = low + whole(chance, 10, 40)
    middle = chance.choice((low - chance.randint(2, 9), high + chance.randint(2, 9)))
    return said(chance, language, sentences.RANGE, m=middle, lo=low, hi=high)


@generator("N7", material="prose")
def prose_middle_inside(chance, language):
    low = whole(chance, 20, 50)
    high = low + whole(chance, 10, 40)
    return said(chance, language, sentences.RANGE, m=chance.randint(low + 1, high - 1), lo=low, hi=high)


def ratio(chance):
    """An estimate with its interval and p value, all from one normal distribution of the logarithm."""
    log, error = chance.uniform(-1, 1), chance.uniform(0.1, 0.35)
    value, low, high = (rounded(math.exp(log + side * 1.96 * error), 2) for side in (0, -1, 1))
    p = 2 * norm.sf(abs(log) / error)
    return value, low, high, rounded(p, 3)


@generator("N10", material="prose")
def prose_ratio(chance, language):
    value, low, high, p = ratio(chance)
    if low < Decimal("0.2") or not Decimal("0.004") < p or abs(p - Decimal("0.05")) < Decimal("0.012"):
        return None
    return said(chance, language, sentences.RATIO, e=value, l=low, h=high, q=p)


@generator("N8", "an estimate outside its interval", material="prose")
def prose_outside_interval(chance, language):
    _value, low, high, p = ratio(chance)
    outside = chance.choice((low - Decimal("0.11"), high + Decimal("0.11")))
    if outside <= 0:
        return None
    return said(chance, language, sentences.RATIO, ("N9", "N10"), e=outside, l=low, h=high, q=p)


@generator("N9", "an interval that is not around its estimate", material="prose")
def prose_lopsided(chance, language):
    value, low, high, p = ratio(chance)
    wrong = rounded(float(high) * 1.9, 2)
    return said(chance, language, sentences.RATIO, ("N10",), e=value, l=low, h=wrong, q=p)


@generator("N10", "a p value that its interval contradicts", material="prose")
def prose_wrong_p(chance, language):
    value, low, high, p = ratio(chance)
    significant = not low <= 1 <= high
    clear = abs(p - Decimal("0.05")) > Decimal("0.03")
    wrong = Decimal("0.310") if significant else Decimal("0.004")
    return (
        said(chance, language, sentences.RATIO, e=value, l=low, h=high, q=wrong)
        if clear and low != 1 != high
        else None
    )


def falling(chance):
    a = whole(chance, 55, 95)
    b = a - whole(chance, 5, 25)
    return a, b, b - whole(chance, 3, 20)


@generator("N11", "survival that rises", material="prose")
def prose_rising(chance, language):
    a, b, c = falling(chance)
    a, b, c = chance.choice(((a, c, b), (b, a, c)))
    return said(chance, language, sentences.CURVE, a=a, b=b, c=c)


@generator("N11", material="prose")
def prose_falling(chance, language):
    a, b, c = falling(chance)
    return said(chance, language, sentences.CURVE, a=a, b=b, c=c)


@generator("N12", "progression-free survival above overall survival", material="prose")
def prose_pfs_above(chance, language):
    os = whole(chance, 20, 60)
    return said(
        chance, language, sentences.ENDPOINTS, os=os, pfs=os + whole(chance, 3, 20), t=chance.randint(1, 5)
    )


@generator("N12", "a median of progression-free survival above that of overall survival", material="prose")
def prose_median_above(chance, language):
    os = Decimal(chance.randint(80, 300)).scaleb(-1)
    return said(
        chance, language, sentences.MEDIANS, os=os, pfs=os + Decimal(chance.randint(5, 90)).scaleb(-1)
    )


@generator("N12", material="prose")
def prose_endpoints(chance, language):
    os = whole(chance, 40, 80)
    return said(
        chance, language, sentences.ENDPOINTS, os=os, pfs=os - whole(chance, 0, 30), t=chance.randint(1, 5)
    )


@generator("N12", material="prose")
def prose_medians(chance, language):
    pfs = Decimal(chance.randint(40, 200)).scaleb(-1)
    return said(
        chance, language, sentences.MEDIANS, os=pfs + Decimal(chance.randint(5, 90)).scaleb(-1), pfs=pfs
    )


@generator("N13", "a median that contradicts a rate", material="prose")
def prose_median_against_rate(chance, language):
    late = chance.random() < 0.5
    median = Decimal(chance.randint(150, 300) if late else chance.randint(50, 105)).scaleb(-1)
    rate = chance.randint(15, 42) if late else chance.randint(58, 90)
    return said(chance, language, sentences.MEDIAN_AND_RATE, m=median, p=rate)


@generator("N13", material="prose")
def prose_median_beside_rate(chance, language):
    late = chance.random() < 0.5
    median = Decimal(chance.randint(150, 300) if late else chance.randint(50, 105)).scaleb(-1)
    rate = chance.randint(15, 42) if not late else chance.randint(58, 90)
    return said(chance, language, sentences.MEDIAN_AND_RATE, m=median, p=rate)


@generator("N14", "a median outside its interval", material="prose")
def prose_median_outside(chance, language):
    low = Decimal(chance.randint(50, 150)).scaleb(-1)
    high = low + Decimal(chance.randint(30, 120)).scaleb(-1)
    return said(chance, language, sentences.MEDIAN_INTERVAL, ("N8",), m=high + Decimal("1.7"), l=low, h=high)


@generator("N14", material="prose")
def prose_median_inside(chance, language):
    low = Decimal(chance.randint(50, 150)).scaleb(-1)
    return said(
        chance, language, sentences.MEDIAN_INTERVAL, m=low + Decimal("2.2"), l=low, h=low + Decimal("6.1")
    )


def fourfold(chance):
    total, other = whole(chance, 40, 120), whole(chance, 40, 120)
    return chance.randint(5, 20), total, chance.randint(8, 30), other


@generator("N16", "a relative risk that the counts do not give", material="prose")
def prose_wrong_risk(chance, language):
    a, total, b, other = fourfold(chance)
    true = Fraction(a, total) / Fraction(b, other)
    wrong = rounded(float(true) * chance.choice((0.6, 1.7)), 2)
    if (
        abs(float(1 - Fraction(a, total)) / float(1 - Fraction(b, other)) - float(wrong)) < 0.05
    ):  # that of those without event
        return None
    return said(
        chance,
        language,
        sentences.FOURFOLD,
        a=a,
        A=total,
        b=b,
        B=other,
        e=rounded(float(true) * chance.choice((0.6, 1.7)), 2),
    )


@generator("N16", material="prose")
def prose_risk(chance, language):
    a, total, b, other = fourfold(chance)
    return said(
        chance,
        language,
        sentences.FOURFOLD,
        a=a,
        A=total,
        b=b,
        B=other,
        e=rounded(Fraction(a, total) / Fraction(b, other), 2),
    )


@generator("L1", "designs that exclude each other", material="prose")
def prose_design_conflict(chance, language):
    return said(chance, language, sentences.DESIGN_CONFLICT)


@generator("L1", material="prose")
def prose_design(chance, language):
    return said(chance, language, sentences.DESIGN_FITS)


@generator("L3", "a level that the design does not give", material="prose")
def prose_level_conflict(chance, language):
    return said(chance, language, sentences.LEVEL_CONFLICT)


@generator("L3", material="prose")
def prose_level(chance, language):
    return said(chance, language, sentences.LEVEL_FITS)


@generator("L4", "a verb of another grade", material="prose")
def prose_verb_conflict(chance, language):
    return said(chance, language, sentences.VERB_CONFLICT)


@generator("L4", material="prose")
def prose_verb(chance, language):
    return said(chance, language, sentences.VERB_FITS)


CLASSES = {
    "de": ("starker Konsens", "Konsens", "mehrheitliche Zustimmung"),
    "en": ("strong consensus", "consensus", "majority agreement"),
}
SHARES = ((96, 100), (77, 95), (52, 75))


@generator("L10", "a class of consensus that the vote does not give", material="prose")
def prose_consensus_conflict(chance, language):
    which, other = chance.sample(range(3), 2)
    return said(
        chance, language, sentences.CONSENSUS, p=chance.randint(*SHARES[which]), c=CLASSES[language][other]
    )


@generator("L10", material="prose")
def prose_consensus(chance, language):
    which = chance.randrange(3)
    return said(
        chance, language, sentences.CONSENSUS, p=chance.randint(*SHARES[which]), c=CLASSES[language][which]
    )


@generator("L8", "a stage that the edition does not give", material="prose")
def prose_stage_conflict(chance, language):
    edition, term, stage = chance.choice(
        (
            (8, "M1b", "IVB"),
            (8, "M1c", "IVA"),
            (8, "M1a", "IVB"),
            (7, "M1c", "IV"),
            (7, "M1b", "IVA"),
            (9, "M1c1", "IVA"),
        )
    )
    return said(chance, language, sentences.STAGES, e=edition, t=term, s=stage)


@generator("L8", material="prose")
def prose_stage(chance, language):
    edition, term, stage = chance.choice(
        ((8, "M1b", "IVA"), (8, "M1c", "IVB"), (8, "M1a", "IVA"), (7, "M1b", "IV"), (9, "M1c1", "IVB"))
    )
    return said(chance, language, sentences.STAGES, e=edition, t=term, s=stage)


VERBS = {"A": ("soll", "sollen"), "B": ("sollte", "sollten"), "0": ("kann", "können")}


def recommendation(chance, grade, verb):
    """A recommendation with its grade, and a sentence beside it that recommends nothing."""
    thing, number, body = chance.choice(sentences.RECOMMENDED)
    said_so = body.format(o=thing, v=VERBS[verb][number == "p"])
    said_so = said_so[0].upper() + said_so[1:]
    text = chance.choice(sentences.PLACES).format(g=grade, r=said_so, d=chance.choice(sentences.DECOYS))
    return Case(tuple(facts(of_text(text.strip()))), said=text)


@generator("L4", "a verb of another grade, among decoys", material="prose")
def prose_recommendation_conflict(chance, language):
    del language  # the verbs of the grades are German
    grade, verb = chance.sample("AB0", 2)
    return recommendation(chance, grade, verb)


@generator("L4", material="prose")
def prose_recommendation(chance, language):
    del language
    grade = chance.choice("AB0")
    return recommendation(chance, grade, grade)
