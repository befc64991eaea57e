"""Counts, percentages, partitions: N1 to N4."""

from decimal import Decimal
from fractions import Fraction

from kg_build.audit.numbers import Part, Partition, Proportion, Summary
from tests.audit_quality.cases import Case, generator
from tests.audit_quality.printing import CUT, MODES, as_printed, gives, place, printed

LABELS = {
    "de": ("Männer", "Frauen", "Rezidiv", "Ansprechen"),
    "en": ("men", "women", "recurrence", "response"),
}


def cohort(chance, language, size=4):
    """Correct percentages of one group: enrolled, evaluable, and some counts of the evaluable."""
    evaluable = chance.randint(15, 300)
    declared = (evaluable, evaluable + chance.randint(1, 9)) if chance.random() < 0.6 else (evaluable,)
    decimals = chance.choice((0, 0, 1, 1, 2))
    shares = tuple(
        share(chance, language, chance.randint(0, evaluable), evaluable, decimals, declared, f"item {number}")
        for number in range(size)
    )
    return evaluable, declared, decimals, shares


def share(chance, language, n, total, decimals, declared, label="item", **more):
    percent = printed(Fraction(100 * n, total), decimals, language, chance.choice(MODES))
    return Proportion(place(label), label, n, percent, declared, **more)


def near(chance, value, decimals, least=1, most=400):
    """A printed value some last digits away from a true one."""
    step = Decimal(1).scaleb(-decimals)
    moved = value + chance.choice((-1, 1)) * chance.randint(least, most if decimals else 25) * step
    return moved if 0 <= moved <= 100 else None


@generator("N1", "a percentage that no declared denominator gives")
def impossible_percentage(chance, language):
    total, declared, decimals, shares = cohort(chance, language)
    n = chance.randint(1, total - 1)
    wrong = near(chance, printed(Fraction(100 * n, total), decimals).value, decimals)
    if wrong is None or any(gives(n, one, wrong, decimals, (*MODES, CUT)) for one in declared):
        return None
    return Case((*shares, Proportion(place("x"), "x", n, as_printed(wrong, language), declared)))


@generator("N1", "a count mistyped beside its percentage")
def mistyped_count(chance, language):
    total, declared, decimals, shares = cohort(chance, language)
    n = chance.randint(1, total - 1)
    percent = printed(Fraction(100 * n, total), decimals, language)
    wrong = int(str(n)[::-1]) if n >= 10 and chance.random() < 0.5 else n + chance.choice((-3, -2, 2, 3))
    if not 0 <= wrong <= total or any(
        gives(wrong, one, percent.value, decimals, (*MODES, CUT)) for one in declared
    ):
        return None
    return Case((*shares, Proportion(place("x"), "x", wrong, percent, declared)))


@generator("N1", "a percentage that is only cut off")
def cut_percentage(chance, language):
    total, declared, decimals, _ = cohort(chance, language)
    n = chance.randint(1, total - 1)
    percent = printed(Fraction(100 * n, total), decimals, language, CUT)
    if any(gives(n, one, percent.value, decimals) for one in declared):
        return None
    return Case((Proportion(place("x"), "x", n, percent, declared),))


@generator("N1")
def correct_percentages(chance, language):
    return Case(cohort(chance, language, 8)[3])


@generator("N1")
def half_boundary(chance, language):
    total = chance.choice((8, 16, 40, 80, 200))
    n = chance.choice([k for k in range(total + 1) if 1000 * k % (5 * total) == 0 and 100 * k % total])
    return Case((share(chance, language, n, total, 0, (total - 1, total)),))


@generator("N1")
def rates_and_weighted_percentages(chance, language):
    """Beside a count of patients at risk stands what is no count: nothing is to be tested."""
    total = chance.randint(20, 200)
    kinds = ("kaplanMeier", "cumulativeIncidence", "weighted", "adjusted", "imputed")
    return Case(
        tuple(
            Proportion(
                place(kind),
                kind,
                chance.randint(1, total),
                printed(100 * chance.random(), 1, language),
                (total,),
                estimation=kind,
            )
            for kind in kinds
        )
    )


@generator("N1")
def approximations_and_multiple_responses(chance, language):
    total = chance.randint(20, 200)
    n = chance.randint(1, total)
    true = printed(Fraction(100 * n, total), 0).value
    about = as_printed(Decimal(round(true / 5) * 5), language, "~")
    of_answers = printed(Fraction(100 * n, total + chance.randint(5, 50)), 0, language)
    below = as_printed(Decimal(min(100, int(true) + 1)), language, "<=")
    return Case(
        (
            Proportion(place("a"), "a", n, about, (total,)),
            Proportion(place("b"), "b", n, of_answers, (total,), multiple_response=True),
            Proportion(place("c"), "c", n, below, (total,)),
        )
    )


@generator("N1")
def edges(chance, language):
    """Nobody, everybody, one patient, an empty group, lesions beside patients."""
    total, lesions = chance.randint(1, 90), chance.randint(91, 300)
    return Case(
        (
            share(chance, language, 0, total, 1, (total,), "nobody"),
            share(chance, language, total, total, 0, (total,), "everybody"),
            share(chance, language, 1, 1, 0, (1,), "only one"),
            Proportion(place("empty"), "empty", 0, as_printed(Decimal(0), language), (0,)),
            share(chance, language, chance.randint(0, lesions), lesions, 1, (lesions,), "lesions"),
        )
    )


@generator("N2", "two percentages of one group that share no denominator")
def no_common_denominator(chance, language):
    first, apart = chance.randint(15, 90), chance.randint(1, 6)
    declared = (first, first + apart)
    pairs = []
    for own, other in (declared, declared[::-1]):
        n, decimals = chance.randint(1, first), chance.choice((0, 1))
        percent = printed(Fraction(100 * n, own), decimals, language, chance.choice(MODES))
        if gives(n, other, percent.value, decimals):
            return None
        pairs.append(Proportion(place(f"of {own}"), f"of {own}", n, percent, declared))
    return Case(tuple(pairs))


@generator("N2", "percentages of a named group whose denominators nobody declares")
def no_common_denominator_at_all(chance, language):
    first, second = chance.sample(range(12, 60), 2)
    pairs = [
        Proportion(place(str(total)), str(total), n, printed(Fraction(100 * n, total), 1, language))
        for total in (first, second)
        for n in (chance.randint(total // 2, total - 1),)
    ]
    common = [
        total
        for total in range(max(pair.n for pair in pairs), 2000)
        if all(gives(pair.n, total, pair.percent.value, 1) for pair in pairs)
    ]
    return None if common else Case(tuple(pairs))


@generator("N2")
def mixed_denominators_said_plainly(chance, language):
    enrolled, evaluable = 40, 39
    declared = (evaluable, enrolled)
    return Case(
        (
            share(chance, language, chance.randint(5, 39), evaluable, 1, declared, "a", own=evaluable),
            share(chance, language, chance.randint(5, 40), enrolled, 1, declared, "b", own=enrolled),
            share(chance, language, chance.randint(1, 12), 12, 0, (12,), "of these", own=12),
        )
    )


@generator("N3", "parts that do not add up to the whole")
def wrong_sum(chance, language):
    total, fact = partition(chance, language, chance.randint(2, 6))
    parts = list(fact.parts)
    at = chance.randrange(len(parts))
    parts[at] = Part(
        parts[at].label, parts[at].n + chance.choice((-3, -2, -1, 1, 2, 5, 10)), parts[at].percent
    )
    return Case((Partition(fact.place, tuple(parts), total, exhaustive=True),)) if parts[at].n >= 0 else None


@generator("N3", "percentages that do not make 100")
def wrong_percentages(chance, language):
    _, fact = partition(chance, language, chance.randint(2, 5))
    parts = [Part(part.label, None, part.percent) for part in fact.parts]
    at, decimals = chance.randrange(len(parts)), parts[0].percent.decimals
    steps = chance.choice((-1, 1)) * chance.randint(len(parts) + 2, 60)
    moved = parts[at].percent.value + steps * Decimal(1).scaleb(-decimals)
    parts[at] = Part(parts[at].label, None, as_printed(moved, language))
    off = sum(part.percent.value for part in parts) - 100
    if moved < 0 or abs(off) <= (len(parts) + 1) * Decimal(1).scaleb(-decimals):
        return None
    return Case((Partition(fact.place, tuple(parts), None, exhaustive=True),))


def partition(chance, language, size):
    total, decimals = chance.randint(20, 400), chance.choice((0, 1))
    cuts = sorted(chance.randint(0, total) for _ in range(size - 1))
    counts = [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]
    mode = chance.choice(MODES)
    parts = [
        Part(
            f"{LABELS[language][number % 4]} {number}",
            n,
            printed(Fraction(100 * n, total), decimals, language, mode),
        )
        for number, n in enumerate(counts)
    ]
    return total, Partition(place("whole"), tuple(parts), total, exhaustive=True)


@generator("N3")
def correct_partitions(chance, language):
    total, fact = partition(chance, language, chance.randint(2, 12))
    enrolled = Partition(place("enrolled"), fact.parts, total + 1, exhaustive=True, other_totals=(total,))
    return Case((fact, enrolled))


@generator("N3")
def overlapping_or_incomplete_lists(chance, language):
    total, fact = partition(chance, language, 4)
    return Case(
        (
            Partition(
                place("sites"), (*fact.parts, Part("both", 5)), total, exhaustive=True, overlapping=True
            ),
            Partition(place("some"), fact.parts[:-1], total),
            Partition(place("open"), (*fact.parts, Part("unknown")), total, exhaustive=True),
        )
    )


@generator("N4", "a share that no count of the group gives")
def impossible_share(chance, language):
    total, decimals = (chance.randint(8, 45), 0) if chance.random() < 0.3 else (chance.randint(8, 250), 1)
    value = Decimal(chance.randint(1, 100 * 10**decimals - 1)).scaleb(-decimals)
    if any(gives(k, total, value, decimals, (*MODES, CUT)) for k in range(total + 1)):
        return None
    return Case(
        (Proportion(place("x"), "x", None, as_printed(value, language), (total,), estimation="counted"),)
    )


@generator("N4", "a mean that no sum of whole numbers gives")
def impossible_mean(chance, language):
    n, items = chance.randint(8, 60), chance.choice((1, 1, 1, 2))
    value = Decimal(chance.randint(100, 900)).scaleb(-2)
    if n * items >= 90 or any(
        gives(total, 100 * n * items, value, 2, (*MODES, CUT)) for total in range(10 * n * items)
    ):
        return None
    return Case((Summary(place("x"), "x", n, as_printed(value, language), whole=True, items=items),))


@generator("N4")
def half_boundary_of_a_share(chance, language):
    total = chance.choice((8, 40, 80))
    n = chance.choice([k for k in range(total + 1) if 1000 * k % (5 * total) == 0 and 100 * k % total])
    percent = printed(Fraction(100 * n, total), 0, language, chance.choice(MODES))
    return Case((Proportion(place("a"), "a", None, percent, (total,), estimation="counted"),))


@generator("N4")
def correct_shares_and_means(chance, language):
    total, decimals = chance.randint(8, 250), chance.choice((0, 1, 2))
    k, scores = chance.randint(0, total), [chance.randint(1, 7) for _ in range(total)]
    share_ = printed(Fraction(100 * k, total), decimals, language, chance.choice(MODES))
    mean = printed(Fraction(sum(scores), total), 2, language, chance.choice(MODES))
    return Case(
        (
            Proportion(place("a"), "a", None, share_, (total - 1, total), estimation="counted"),
            Summary(place("b"), "b", total, mean, whole=True),
        )
    )


@generator("N4")
def rates_and_measurements(chance, language):
    """Kaplan-Meier rates, ages with decimals, roles that nobody knows: not to be tested for a grain."""
    total, value = chance.randint(8, 60), printed(100 * chance.random(), 1, language)
    kinds = ("kaplanMeier", "cumulativeIncidence", "weighted", "adjusted", "imputed", "unknown")
    age = printed(40 + 40 * chance.random(), 2, language)
    return Case(
        (
            *(Proportion(place(kind), kind, None, value, (total,), estimation=kind) for kind in kinds),
            Proportion(place("nobody"), "nobody", None, value, (), estimation="counted"),
            Summary(place("age"), "age", total, age, whole=True, handling="fromDates"),
            Summary(place("size"), "size", total, age, whole=False),
            Summary(place("any"), "any", total, age),
        )
    )
