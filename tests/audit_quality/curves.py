"""Survival: N11 to N13 and N15. Patients live, progress and are censored; Kaplan-Meier curves are computed from them."""

from dataclasses import replace
from decimal import Decimal

from statsmodels.duration.survfunc import SurvfuncRight

from kg_build.audit.numbers import SurvivalFigure
from tests.audit_quality.cases import Case, generator
from tests.audit_quality.printing import MODES, place, printed

TIMES = (6, 12, 24, 36, 60)


def followed(chance):
    """Time to progression or death, to death, and to the end of observation, of each patient of a group."""
    scale, shape = chance.uniform(8, 60), chance.uniform(0.7, 1.6)
    patients = []
    for _ in range(chance.randint(20, 250)):
        death, progression = chance.weibullvariate(scale, shape), chance.weibullvariate(scale * 0.7, shape)
        patients.append((min(progression, death), death, chance.uniform(12, 90)))
    return patients


def estimated(times, ends):
    """The Kaplan-Meier curve of event times that are observed only until an end."""
    return SurvfuncRight(
        [min(time, end) for time, end in zip(times, ends, strict=True)],
        [time <= end for time, end in zip(times, ends, strict=True)],
    )


def at(curve, months):
    before = [prob for time, prob in zip(curve.surv_times, curve.surv_prob, strict=True) if time <= months]
    return before[-1] if before else 1.0


def figures(chance, language, curve, endpoint, times, mode):
    """What a paper prints of a curve: rates at some times and the median, or that it was not reached."""
    decimals = chance.choice((0, 1))
    where, median = place(endpoint), curve.quantile(0.5)
    reached = median == median  # noqa: PLR0124 - a median not reached is NaN
    rates = [
        SurvivalFigure(
            where,
            endpoint,
            Decimal(months),
            printed(100 * at(curve, months), decimals, language, mode),
            estimation="kaplanMeier",
        )
        for months in times
    ]
    middle = printed(median, 1, language, mode) if reached else None
    return [*rates, SurvivalFigure(where, endpoint, median=middle, median_reached=bool(reached))]


def group(chance, language):
    """OS and PFS of one group, observed equally long for both."""
    patients, mode, times = followed(chance), chance.choice(MODES), sorted(chance.sample(TIMES, 4))
    ends = [end for _, _, end in patients]
    alive = estimated([death for _, death, _ in patients], ends)
    free = estimated([time for time, _, _ in patients], ends)
    return [
        *figures(chance, language, alive, "OS", times, mode),
        *figures(chance, language, free, "PFS", times, mode),
    ]


def rate_of(facts, endpoint, number):
    return [fact for fact in facts if fact.endpoint == endpoint and fact.rate][number]


def changed(facts, old, **new):
    return tuple(replace(fact, **new) if fact is old else fact for fact in facts)


@generator("N11", "a survival rate that rises")
def rising_survival(chance, language):
    facts = group(chance, language)
    earlier, later = rate_of(facts, "OS", 1), rate_of(facts, "OS", 3)
    wrong = printed(float(earlier.rate.value) + chance.uniform(1.6, 20), 1, language)
    if wrong.value > 100:
        return None
    alone = [fact for fact in facts if fact.endpoint == "OS" and fact.rate]
    return Case(changed(alone, later, rate=wrong))


@generator("N11", "a cumulative incidence that falls")
def falling_incidence(chance, language):
    high, low = sorted((chance.uniform(10, 60), chance.uniform(1, 9)), reverse=True)
    return Case(
        tuple(
            SurvivalFigure(
                place(),
                "local recurrence",
                Decimal(months),
                printed(value, 1, language),
                estimation="cumulativeIncidence",
                rising=True,
            )
            for months, value in ((12, high), (24, low))
        )
    )


@generator("N12", "a PFS rate above that of OS")
def progression_free_longer(chance, language):
    facts = group(chance, language)
    number = chance.randrange(4)
    alive, free = rate_of(facts, "OS", number), rate_of(facts, "PFS", number)
    wrong = printed(float(alive.rate.value) + chance.uniform(1.6, 15), 1, language)
    return Case((alive, replace(free, rate=wrong))) if wrong.value <= 100 else None


@generator("N12", "a median PFS longer than that of OS")
def median_free_longer(chance, language):
    alive, free = (fact for fact in group(chance, language) if fact.rate is None)
    if alive.median is None:
        return None
    wrong = printed(float(alive.median.value) + chance.uniform(0.3, 9), 1, language)
    return Case((alive, replace(free, median=wrong, median_reached=True)))


@generator("N13", "a median that the rates contradict")
def contradicted_median(chance, language):
    facts = [fact for fact in group(chance, language) if fact.endpoint == "OS"]
    rates, median = [fact for fact in facts if fact.rate], facts[-1]
    below = [fact for fact in rates if fact.rate.value < 48]
    above = [fact for fact in rates if fact.rate.value > 52]
    if below and chance.random() < 0.5:
        wrong = float(below[0].months) * chance.uniform(1.03, 1.5)
    elif above:
        wrong = float(above[-1].months) * chance.uniform(0.5, 0.97)
    else:
        return None
    return Case((*rates, replace(median, median=printed(wrong, 1, language), median_reached=True)))


@generator("N13", "a median not reached though fewer than half are alive")
def median_said_to_be_open(chance, language):
    facts = [fact for fact in group(chance, language) if fact.endpoint == "OS"]
    if not any(fact.rate and fact.rate.value < 48 for fact in facts):
        return None
    return Case((*facts[:-1], replace(facts[-1], median=None, median_reached=False)))


@generator("N15", "a rate that the events leave no room for")
def too_many_events(chance, language):
    total = chance.randint(20, 200)
    events = chance.randint(3, total - 1)
    wrong = printed(100 * (1 - events / total) + chance.uniform(1.2, 20), 1, language)
    fact = SurvivalFigure(
        place(), "OS", Decimal(24), wrong, estimation="kaplanMeier", events=events, total=total
    )
    return Case((fact,)) if wrong.value <= 100 else None


@generator("N15", "a cumulative incidence below the share of those who had an event")
def too_few_events(chance, language):
    total = chance.randint(20, 200)
    events = chance.randint(total // 4, total)
    wrong = printed(100 * events / total - chance.uniform(1.2, 20), 1, language)
    rising = {"rising": True, "estimation": "cumulativeIncidence", "events": events, "total": total}
    return (
        Case((SurvivalFigure(place(), "relapse", Decimal(24), wrong, **rising),))
        if wrong.value >= 0
        else None
    )


@generator("N11")
def correct_survival(chance, language):
    return Case(tuple(group(chance, language)))


@generator("N15")
def correct_events(chance, language):
    patients, months = followed(chance), chance.choice(TIMES[:4])
    ends = [end for _, _, end in patients]
    curve = estimated([death for _, death, _ in patients], ends)
    events = sum(death <= min(months, end) for _, death, end in patients)
    rate = printed(100 * at(curve, months), 1, language)
    cumulative = printed(100 * (1 - at(curve, months)), 1, language)
    alive = SurvivalFigure(place("a"), "OS", Decimal(months), rate, events=events, total=len(patients))
    died = replace(alive, place=place("b"), endpoint="death", rate=cumulative, rising=True)
    return Case((alive, died, replace(alive, place=place("c", group="none"), events=0, total=0)))


@generator("N12")
def figures_of_different_kinds(chance, language):
    """Conditional survival, other analyses, other groups, TTP, follow-up: not to be held against OS."""
    facts = group(chance, language)
    alive, median = rate_of(facts, "OS", 1), next(fact for fact in facts if fact.rate is None)
    more = printed(min(99.0, float(alive.rate.value) + 9), 1, language)
    later = replace(alive, rate=more, months=alive.months + 12)
    longer = printed(float(median.median.value) + 9 if median.median else 99, 1, language)
    return Case(
        (
            *facts,
            replace(later, conditional=True),
            replace(later, analysis="update"),
            replace(later, place=place("other", group="N0")),
            replace(later, place=place("other", study="Other 2019")),
            replace(alive, endpoint="local control", rate=more),
            replace(alive, endpoint="TTP", rate=more)
            if chance.random() < 0.5
            else replace(median, endpoint="TTP", median=longer),
            replace(median, median=longer, of="followUp", median_reached=True),
            replace(median, median=longer, of="unknown", median_reached=True),
        )
    )


@generator("N13")
def plateaus(chance, language):
    """Equal rates, a plateau at one half, a rate of 0 and of 100 %."""
    half = printed(50, chance.choice((0, 1)), language)
    where, median = place("OS"), printed(chance.uniform(12.1, 35.9), 1, language)
    rates = (
        (6, printed(100, 0, language)),
        (12, half),
        (24, half),
        (36, half),
        (60, printed(0, 0, language)),
    )
    return Case(
        (
            *(SurvivalFigure(where, "OS", Decimal(months), rate) for months, rate in rates),
            SurvivalFigure(where, "OS", median=median),
        )
    )
