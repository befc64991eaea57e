"""Facts with numbers, as a text, a table or a record gives them: what the numeric rules judge.

A number whose role is not known is given as such and is reported as untested; nobody guesses a denominator.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg_build.audit.finding import Place
from kg_build.audit.printed import Printed

#: How a percentage came about. Only a counted one is k of N; all others need not be.
Estimation = Literal[
    "counted", "kaplanMeier", "cumulativeIncidence", "weighted", "adjusted", "imputed", "unknown"
]
#: What an interval surrounds.
Statistic = Literal[
    "hazardRatio", "oddsRatio", "riskRatio", "rate", "median", "mean", "meanDifference", "other"
]


@dataclass(frozen=True, slots=True)
class Proportion:
    """So many of so many, and the percentage printed beside it: "29 (74 %)" of 39 or 40.

    ``denominators`` are the counts that the text or the study declares for this group (enrolled, evaluable,
    treated); none means unknown. ``n`` without ``percent`` or ``percent`` without ``n`` may stand too. ``own`` is the
    denominator printed beside this very count ("29 of 39"; the total of the same table row), one of
    ``denominators``: who states it plainly need not share it with others. A percentage without ``n`` is tested for
    granularity only where ``estimation`` is "counted".
    """

    place: Place
    label: str = ""
    n: int | None = None
    percent: Printed | None = None
    denominators: tuple[int, ...] = ()
    own: int | None = None
    estimation: Estimation = "unknown"
    multiple_response: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a whole: 18 men."""

    label: str
    n: int | None = None
    percent: Printed | None = None


@dataclass(frozen=True, slots=True)
class Partition:
    """The parts of a whole: 18 men and 21 women of 39.

    ``exhaustive`` only where the text says or implies it. ``other_totals`` are further counts declared for the group
    (40 enrolled beside 39 evaluable): parts that add up to one of them fit.
    """

    place: Place
    parts: tuple[Part, ...]
    total: int | None = None
    exhaustive: bool = False
    overlapping: bool = False
    other_totals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The middle and the spread of a measurement: age, mean 62.1, SD 9.2, range 44 to 81.

    ``whole`` says whether each measurement is a whole number (a count, a score, age in completed years); None where
    unknown. ``binary``: each measurement is 0 or 1. ``items`` is the number of items that a scale averages.
    ``spread`` says what ``sd`` is. ``handling`` says what was done to the measurements before they were summed up.
    """

    place: Place
    label: str = ""
    n: int | None = None
    mean: Printed | None = None
    sd: Printed | None = None
    median: Printed | None = None
    minimum: Printed | None = None
    maximum: Printed | None = None
    lower_quartile: Printed | None = None
    upper_quartile: Printed | None = None
    whole: bool | None = None
    binary: bool = False
    items: int = 1
    spread: Literal["sd", "se", "unknown"] = "unknown"
    handling: Literal["asMeasured", "fromDates", "grouped", "trimmed", "transformed"] = "asMeasured"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate with its confidence interval and p value: HR 0.52 (95 % CI 0.30 to 0.90), p = 0.02.

    ``ci_level`` is None where not stated (95 is then assumed, and said). ``p_from`` is the test behind p:
    a log-rank p need not agree with a Wald interval. ``alpha`` is the study's own threshold where it states one.
    ``ci_open`` where an end was not reached or not estimable. ``ci_method`` says how the interval was made, where known:
    only a Wald interval lies symmetrically. ``adjusted``: p or interval was adjusted for something the other was not.
    """

    place: Place
    statistic: Statistic
    estimate: Printed | None = None
    ci_low: Printed | None = None
    ci_high: Printed | None = None
    ci_level: Decimal | None = None
    ci_open: bool = False
    ci_method: Literal["wald", "score", "exact", "profile", "bootstrap", "credible", "unknown"] = "unknown"
    p: Printed | None = None
    p_from: Literal["wald", "logRank", "score", "exact", "unknown"] = "unknown"
    called_significant: bool | None = None
    alpha: Decimal | None = None
    adjusted: bool = False
    one_sided: bool = False
    endpoint: str = ""
    months: Decimal | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class SurvivalFigure:
    """A rate at a time point, or a median, of one group, endpoint and analysis.

    ``endpoint`` is a short code (OS, PFS, ...) or an IRI; ``analysis`` tells a cut-off date or analysis set from
    another. ``rising`` for cumulative incidences; ``conditional`` for landmark and conditional survival.
    ``of`` says what a median is of: a median follow-up is no median survival. ``events`` are those up to ``months``,
    of ``total``. Figures are of the same patients where ``place.study`` and ``place.group`` agree, or, where neither is
    given, ``place.unit`` and ``place.subjects``.
    """

    place: Place
    endpoint: str
    months: Decimal | None = None
    rate: Printed | None = None
    median: Printed | None = None
    median_reached: bool = True
    of: Literal["survival", "followUp", "unknown"] = "survival"
    analysis: str = ""
    estimation: Estimation = "unknown"
    rising: bool = False
    conditional: bool = False
    events: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class TwoByTwo:
    """Events of treated and controls, and the effect printed beside them."""

    place: Place
    events_treated: int
    total_treated: int
    events_control: int
    total_control: int
    statistic: Literal["oddsRatio", "riskRatio", "riskDifference", "numberNeededToTreat", "other"]
    estimate: Printed | None = None
    ci_low: Printed | None = None
    ci_high: Printed | None = None
    ci_level: Decimal | None = None
    adjusted: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Repeated:
    """One fact as it is given in two places: the text's value beside that of a table or a source.

    ``key`` names the fact (study, analysis, cut-off date, measure); ``other`` is the value held against ``value``,
    ``other_place`` where it stands. ``what`` says what kind of number each is: a mean is no median. ``analysis`` and
    ``other_analysis`` name the analysis or the data cut-off of each, where the text does.
    """

    place: Place
    other_place: Place
    key: str
    value: Printed
    other: Printed
    what: str = ""
    other_what: str = ""
    analysis: str = ""
    other_analysis: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """A number whose spelling may be read in two ways: "1.000", "75-81", "62,1" in an English text.

    ``role`` where it is known to be no measurement: doi, tnm, chapter, level.
    """

    place: Place
    text: str
    readings: tuple[str, ...] = ()
    role: Literal["", "doi", "tnm", "chapter", "level"] = ""
