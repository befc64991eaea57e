"""Synthetic guidelines in this model: invented numbers, real shape, the same for the same size every time.

One unit holds a guideline with a passage of statements and the study that they rest on, about 400 triples.
"""

import datetime as dt
import hashlib
import random
from collections.abc import Iterator
from decimal import Decimal

from kg_build.model import (
    Anchor,
    Cohort,
    Criterion,
    Entity,
    EvidenceLine,
    Guideline,
    GuidelineEdition,
    InterventionComponent,
    LevelAssessment,
    Passage,
    Population,
    PrintedValue,
    Proposition,
    Publication,
    Reading,
    Recommendation,
    Result,
    Section,
    Stratum,
    Study,
    Text,
    Unit,
)

STATEMENTS = 4
STRATA = 4
RESULTS = 6
WRONG = 0.02
N = ("onc:N0", "onc:N1", "onc:N2", "onc:N3")
INTERVENTIONS = (
    "onc:Surgery",
    "onc:StereotacticRadiotherapy",
    "onc:DefinitiveChemoradiation",
    "onc:Immunotherapy",
)
ENDPOINTS = ("onc:OverallSurvival", "onc:ProgressionFreeSurvival", "onc:LocalControl")


def units(count: int) -> Iterator[tuple[Unit, tuple[Entity, ...]]]:
    """That many curated units."""
    return (unit(number) for number in range(count))


def unit(number: int) -> tuple[Unit, tuple[Entity, ...]]:
    """One guideline with its passage, its study and what ties them."""
    name = f"g{number:07d}"
    chance = random.Random(number)  # noqa: S311  (invented numbers, no secret)
    described = Unit(
        id=f"graph:synthetic.{name}", corpus="synthetic", file_name=f"{name}.yaml",
        curated_by="tests.bench", curated_on=dt.date(2026, 11, 1),
        licence="https://creativecommons.org/publicdomain/zero/1.0/",
    )  # fmt: skip
    return described, (
        _guideline(name),
        _study(name, chance),
        _passage(name, chance),
        *_arguments(name, chance),
    )


def _text(words: str) -> Text:
    return Text(de=f"{words} (erfunden)", en=f"{words} (invented)")


def _guideline(name: str) -> Guideline:
    section = Section(id=f"section:{name}.first.one", label=_text("Section"), number="1.1")
    edition = GuidelineEdition(
        id=f"edition:{name}.first", label=_text("Edition"), version="1.0", sections=(section,)
    )
    return Guideline(id=f"guideline:{name}", label=_text(f"Guideline {name}"), editions=(edition,))


def _nodes(name: str, *values: str) -> Criterion:
    return Criterion(id=f"criterion:{name}", axis="onc:nodalCategory", any_of=values)


def _disease(name: str) -> Criterion:
    return Criterion(id=f"criterion:{name}", axis="onc:disease", any_of=("onc:NSCLC",))


def _study(name: str, chance: random.Random) -> Study:
    journal = f"publication:{name}.journal"
    n = chance.randint(40, 400)
    group = f"{name}.treated"
    return Study(
        id=f"study:{name}", label=_text(f"Study {name}"), design=("prospective", "singleArm"),
        publications=(Publication(id=journal, form="journalArticle", title=f"Title {name}", year=2010 + n % 16),),
        readings=(Reading(id=f"reading:{name}.n", aspect="population.n", value=str(n), status="verified", sources=(journal,)),),
        groups=(
            Cohort(
                id=f"cohort:{group}", label=_text("treated patients"), n=n, asserted_by=journal,
                criteria=(_disease(f"{group}.disease"), _nodes(f"{group}.nodes", *N)),
                received=(InterventionComponent(id=f"component:{group}.one", intervention=chance.choice(INTERVENTIONS), targets=("onc:PrimaryTumour",)),),
                results=tuple(_result(group, number, chance) for number in range(RESULTS)),
                strata=tuple(_strata(group, n, journal, chance)),
            ),
        ),
    )  # fmt: skip


def _strata(group: str, n: int, journal: str, chance: random.Random) -> Iterator[Stratum]:
    """The group by nodal category: disjoint parts that sum to the whole."""
    cuts = [0, *sorted(chance.sample(range(1, n), STRATA - 1)), n]
    for value, low, high in zip(N, cuts, cuts[1:], strict=False):
        part = f"{group}.{value.partition(':')[2].lower()}"
        yield Stratum(
            id=f"stratum:{part}", label=_text(value), n=high - low, asserted_by=journal,
            criteria=(_nodes(f"{part}.nodes", value),),
        )  # fmt: skip


def _result(group: str, number: int, chance: random.Random) -> Result:
    value = Decimal(chance.randint(100, 900)) / 10
    return Result(
        id=f"result:{group}.r{number}", endpoint=ENDPOINTS[number % 3], statistic="rate", printed=f"{value} %",
        value=value, unit="%", months=Decimal(12 * (1 + number // 3)), ci_low=value - 5, ci_high=value + 5,
        ci_level=Decimal(95),
    )  # fmt: skip


def _passage(name: str, chance: random.Random) -> Passage:
    digest = hashlib.sha256(name.encode()).hexdigest()
    return Passage(
        id=f"passage:{name}", file_name=f"{name}.md", file_sha256=digest, characters=9000, language="de",
        part_of=f"section:{name}.first.one",
        statements=tuple(_statement(name, number, digest, chance) for number in range(STATEMENTS)),
    )  # fmt: skip


def _statement(name: str, number: int, digest: str, chance: random.Random) -> Recommendation:
    start = 1000 * number
    place = Anchor(id=f"anchor:{name}.{number}", start=start, end=start + 200, span_sha256=digest)
    return Recommendation(
        id=f"statement:{name}.{number}", paraphrase=_text(f"Statement {number} of {name}"),
        modality=chance.choice(("shall", "should", "may")), polarity="for", grade_status="notPrinted",
        basis="citedStudy", asserts=(f"proposition:{name}.{number}",), about=(f"study:{name}",), anchors=(place,),
        printed_values=(_printed(f"{name}.{number}", chance),),
    )  # fmt: skip


def _printed(name: str, chance: random.Random) -> PrintedValue:
    """A count with its percentage, right in most statements."""
    total = chance.randint(40, 400)
    n = chance.randint(1, total)
    percent = round(100 * n / total) + (chance.random() < WRONG) * 7
    return PrintedValue(
        id=f"printed:{name}", measure="patients", statistic="proportion", printed=str(n), value=n, n=n,
        percent=percent, percent_printed=f"{percent} %", denominators=(total,), kaplan_meier="counted",
    )  # fmt: skip


def _arguments(name: str, chance: random.Random) -> Iterator[Entity]:
    for number in range(STATEMENTS):
        own = f"{name}.{number}"
        who = Population(
            id=f"population:{own}",
            criteria=(_disease(f"{own}.disease"), _nodes(f"{own}.nodes", N[number % 4])),
        )
        treatment = InterventionComponent(id=f"component:{own}", intervention=chance.choice(INTERVENTIONS))
        yield Proposition(
            id=f"proposition:{own}", label=_text(f"Proposition {own}"), population=who,
            interventions=(treatment,), outcomes=(ENDPOINTS[number % 3],), effect="beneficial",
        )  # fmt: skip
        yield EvidenceLine(
            id=f"line:{own}", bears_on=f"proposition:{own}", direction="supports", strength="weak",
            rests_on=(f"result:{name}.treated.r{number}",), asserted_by=f"edition:{name}.first",
        )  # fmt: skip
        yield LevelAssessment(
            id=f"level:{own}", target=f"line:{own}", system="lev:oxford", scheme="lev:oxford-2009-therapy",
            edition_status="stated", level="lev:oxford-2009-therapy-2b", printed="2b",
            asserted_by=f"edition:{name}.first",
        )  # fmt: skip
