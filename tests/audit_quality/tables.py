"""The same cases as an evidence table: written as csv, German or English, read back and judged from the file on."""

import csv
import io
import tempfile
from fractions import Fraction
from pathlib import Path

from kg_build.audit.numbers import Estimate, Proportion, Summary, SurvivalFigure, TwoByTwo
from kg_build.audit.table import evidence
from tests.audit_quality import counts, curves, estimates, measurements
from tests.audit_quality.cases import GENERATORS, Case, generator
from tests.audit_quality.printing import place, printed

HEADERS = {
    "de": {
        "study": "Studie", "group": "Gruppe", "n": "n", "total": "N", "percent": "Prozent", "endpoint": "Endpunkt",
        "months": "Monate", "statistic": "Effektmaß", "estimate": "Schätzer", "ci_low": "KI unten",
        "ci_high": "KI oben", "ci_level": "Konfidenzniveau", "p": "p-Wert", "events_t": "Ereignisse Intervention",
        "total_t": "Gesamt Intervention", "events_c": "Ereignisse Kontrolle", "total_c": "Gesamt Kontrolle",
        "mean": "Mittelwert", "sd": "Standardabweichung", "median": "Median", "min": "Minimum", "max": "Maximum",
        "estimator": "Schätzverfahren",
    },
    "en": {
        name: name
        for name in (
            "study", "group", "n", "total", "percent", "endpoint", "months", "statistic", "estimate", "ci_low",
            "ci_high", "ci_level", "p", "events_t", "total_t", "events_c", "total_c", "mean", "sd", "median", "min",
            "max", "estimator",
        )
    },
}  # fmt: skip
SEXES = ("Männer", "Frauen", "men", "women")
WORDS = {
    "hazardRatio": ("HR", "hazard ratio"), "oddsRatio": ("OR", "odds ratio"), "riskRatio": ("RR", "risk ratio"),
    "riskDifference": ("Risikodifferenz", "risk difference"), "numberNeededToTreat": ("NNT", "NNT"),
    "meanDifference": ("Mittelwertdifferenz", "mean difference"), "median": ("Median", "median"),
    "rate": ("Rate", "rate"), "kaplanMeier": ("Kaplan-Meier", "Kaplan-Meier"), "weighted": ("gewichtet", "weighted"),
    "cumulativeIncidence": ("kumulative Inzidenz", "cumulative incidence"), "adjusted": ("adjustiert", "adjusted"),
    "imputed": ("imputiert", "imputed"), "counted": ("ausgezählt", "crude"), "unknown": ("", ""),
    "logRank": ("Log-Rank-Test", "log-rank test"), "exact": ("Fisher-Test", "Fisher's exact test"),
    "score": ("Chi-Quadrat-Test", "chi-square test"), "open": ("nicht erreicht", "not reached"),
    "of": ("Patienten", "patients"), "scores": ("Anzahl Metastasen", "number of metastases"),
    "age": ("Alter", "age"), "enrolled": ("eingeschlossen", "enrolled"), "feature": ("Merkmal", "feature"),
}  # fmt: skip


def word(code, language):
    return WORDS[code][language == "en"]


def rows_of(fact, language):
    """The rows in which a table gives a fact, as text."""
    place = {"study": fact.place.study, "group": fact.place.group}
    if isinstance(fact, Proportion):
        total = fact.own or (fact.denominators[0] if len(fact.denominators) == 1 else None)
        others = [] if total else fact.denominators
        yield from ({**place, "endpoint": word("enrolled", language), "total": other} for other in others)
        yield {
            **place, "n": fact.n, "total": total, "percent": fact.percent, "estimator": word(fact.estimation, language),
            "endpoint": fact.label if fact.label in SEXES else f"{word('feature', language)} {fact.label}",
        }  # fmt: skip
    elif isinstance(fact, SurvivalFigure):
        open_end = word("open", language) if not fact.median_reached else None
        yield {
            **place, "endpoint": fact.endpoint, "months": fact.months, "percent": fact.rate,
            "median": fact.median or open_end, "events_t": fact.events, "total_t": fact.total,
            "estimator": word("kaplanMeier", language),
        }  # fmt: skip
    elif isinstance(fact, Estimate):
        open_end = word("open", language) if fact.ci_open else None
        yield {
            **place, "endpoint": "OS", "statistic": word(fact.statistic, language), "estimate": fact.estimate,
            "ci_low": fact.ci_low or open_end, "ci_high": fact.ci_high or open_end,
            "ci_level": fact.ci_level, "p": fact.p, "estimator": word(fact.p_from, language),
        }  # fmt: skip
    elif isinstance(fact, Summary):
        yield {
            **place, "endpoint": word("scores" if fact.whole else "age", language), "total": fact.n, "mean": fact.mean,
            "sd": fact.sd, "median": fact.median, "min": fact.minimum, "max": fact.maximum,
        }  # fmt: skip
    elif isinstance(fact, TwoByTwo):
        yield {
            **place, "endpoint": "response", "statistic": word(fact.statistic, language), "estimate": fact.estimate,
            "ci_low": fact.ci_low, "ci_high": fact.ci_high, "events_t": fact.events_treated,
            "total_t": fact.total_treated, "events_c": fact.events_control, "total_c": fact.total_control,
        }  # fmt: skip


def written(facts, language):
    """A csv file with these facts: comma and semicolon in German, point and comma in English."""
    names = HEADERS[language]
    text = io.StringIO()
    table = csv.DictWriter(text, list(names), delimiter=";" if language == "de" else ",")
    table.writerow(names)
    seen = []
    for row in (row for fact in facts for row in rows_of(fact, language)):
        cells = {name: _cell(value, language) for name, value in row.items() if value is not None}
        if cells not in seen:
            seen.append(cells)
            table.writerow(cells)
    return text.getvalue()


def _cell(value, language):
    if hasattr(value, "text"):
        return f"{value.text} {value.unit}".strip()
    return str(value).replace(".", ",") if language == "de" and not isinstance(value, str) else str(value)


def read_back(facts, language):
    """What is read from the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(written(facts, language), encoding="utf-8")
        return evidence.read(path).facts


#: Cases that the columns of a table can give in full.
_SHOWN = (
    counts.impossible_percentage, counts.mistyped_count, counts.cut_percentage, counts.correct_percentages,
    counts.half_boundary, counts.rates_and_weighted_percentages, counts.no_common_denominator,
    counts.no_common_denominator_at_all, counts.mixed_denominators_said_plainly, counts.impossible_share,
    measurements.impossible_deviation, measurements.median_off_grid, measurements.out_of_range,
    measurements.correct_ranges, estimates.outside_interval,
    estimates.outside_difference, estimates.correct_intervals, estimates.off_centre, estimates.mistyped_limit,
    estimates.p_on_the_other_side, estimates.p_several_times_off, estimates.contradicted_inequality,
    estimates.wrong_effect, estimates.odds_called_risk, estimates.correct_effects, estimates.rows_of_a_meta_analysis, estimates.outside_limits,
    curves.rising_survival, curves.progression_free_longer, curves.median_free_longer, curves.contradicted_median,
    curves.median_said_to_be_open, curves.too_many_events, curves.correct_survival, curves.plateaus,
)  # fmt: skip


def sexes(chance, language, wrong=0):
    """Men and women of one group, as two rows of a table."""
    total = chance.randint(20, 300)
    men = chance.randint(5, total - 5)
    names = ("Männer", "Frauen") if language == "de" else ("men", "women")
    rows = zip(names, (men, total - men + wrong), strict=True)
    facts = (
        Proportion(place(name), name, n, printed(Fraction(100 * n, total), 1, language), (total,), own=total)
        for name, n in rows
    )
    return Case(tuple(read_back(facts, language)))


@generator("N3", "men and women who do not add up to the group", material="table")
def wrong_sexes(chance, language):
    return sexes(chance, language, chance.choice((-4, -3, -2, -1, 1, 2, 3, 4)))


@generator("N3", material="table")
def correct_sexes(chance, language):
    return sexes(chance, language)


def _as_table(known):
    def made(chance, language):
        case = known.make(chance, language)
        return case and Case(tuple(read_back(case.facts, language)), case.also)

    made.__name__ = f"{known.name}_as_table"
    generator(known.rule, known.planted, "table")(made)


for _known in [known for known in GENERATORS if known.make in _SHOWN]:
    _as_table(_known)
