"""Errors and traps in evidence tables: rows as people write them, German and English, in CSV of either convention."""

import csv
import io
import math
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from scipy.stats import norm

from kg_build.audit.table import evidence
from tests.audit_quality.cases import Case, generator
from tests.audit_quality.printing import CUT, MODES, gives, rounded

NAMES = {
    "de": {
        "study": "Studie", "group": "Gruppe", "design": "Studientyp", "randomised": "randomisiert", "n": "Anzahl", "total": "Gesamt", "percent": "Anteil (%)",
        "endpoint": "Endpunkt", "months": "Zeitpunkt (Monate)", "statistic": "Effektmaß", "estimate": "Schätzer", "ci_low": "KI unten", "ci_high": "KI oben",
        "ci_level": "Konfidenzniveau", "p": "p-Wert", "events_t": "Ereignisse Intervention", "total_t": "Gesamt Intervention", "events_c": "Ereignisse Kontrolle",
        "total_c": "Gesamt Kontrolle", "mean": "Mittelwert", "sd": "Standardabweichung", "median": "Median", "min": "Minimum", "max": "Maximum", "scheme": "Schema",
        "level": "Evidenzlevel", "grade": "Empfehlungsgrad", "modality": "Modalität", "tnm_edition": "TNM-Auflage", "estimator": "Schätzverfahren", "quote": "Zitat",
    },
    "en": {"percent": "%", "total": "N", "estimate": "Point estimate", "ci_low": "95% CI lower", "ci_high": "95% CI upper", "p": "p-value", "sd": "Standard deviation"},
}  # fmt: skip
WORDS = {
    "de": {"OS": "Gesamtüberleben", "PFS": "progressionsfreies Überleben", "age": "Alter", "response": "Ansprechen", "men": "Männer", "women": "Frauen", "count": "Anzahl Metastasen", "km": "Kaplan-Meier"},
    "en": {"OS": "overall survival", "PFS": "PFS", "age": "age", "response": "response", "men": "male", "women": "female", "count": "number of metastases", "km": "KM"},
}  # fmt: skip


def table(chance, language, *rows, also=()):
    """The facts of a table with these rows, in the order and convention of the dice."""
    columns = list(dict.fromkeys(name for row in rows for name in ("study", "group", *row)))
    chance.shuffle(columns)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=chance.choice(";\t") if language == "de" else ",")
    writer.writerow(NAMES[language].get(name, name) for name in columns)
    for row in rows:
        whole = {"study": "Muster 2020", "group": "alle", **row}
        writer.writerow(_shown(whole.get(name, ""), language) for name in columns)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_text(stream.getvalue(), encoding=chance.choice(("utf-8", "utf-8-sig")))
        return Case(evidence.read(path).facts, also=also, said=stream.getvalue())


def _shown(value, language):
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", "," if language == "de" else ".")
    return WORDS[language].get(value, str(value))


def share(chance, total=None):
    total, decimals = total or chance.randint(15, 300), chance.choice((0, 1, 1, 2))
    n = chance.randint(1, total - 1)
    return n, total, decimals, rounded(Fraction(100 * n, total), decimals, chance.choice(MODES))


@generator("N1", "a percentage that its count does not give", material="rows")
def rows_impossible_share(chance, language):
    n, total, decimals, percent = share(chance)
    wrong = percent + chance.choice((-1, 1)) * chance.randint(3, 200) * Decimal(1).scaleb(-decimals)
    if not 0 < wrong <= 100 or gives(n, total, wrong, decimals, (*MODES, CUT)):
        return None
    return table(chance, language, {"endpoint": "response", "n": n, "total": total, "percent": wrong})


@generator("N1", material="rows")
def rows_shares(chance, language):
    rows = []
    for _ in range(5):
        n, total, _, percent = share(chance)
        rows.append({"endpoint": "response", "n": n, "total": total, "percent": percent})
    return table(chance, language, *rows)


@generator("N2", "percentages of one group with different denominators", material="rows")
def rows_mixed(chance, language):
    total = chance.randint(40, 120)
    other = total + chance.randint(5, 15)
    a, b = chance.randint(10, total - 5), chance.randint(10, total - 5)
    one, two = rounded(Fraction(100 * a, total), 1), rounded(Fraction(100 * b, other), 1)
    if gives(a, other, one, 1, (*MODES, CUT)) or gives(b, total, two, 1, (*MODES, CUT)):
        return None
    return table(
        chance, language, {"endpoint": "enrolled", "n": other}, {"endpoint": "evaluable", "n": total},
        {"endpoint": "response", "n": a, "percent": one}, {"endpoint": "smokers", "n": b, "percent": two},
    )  # fmt: skip


@generator("N2", material="rows")
def rows_mixed_plainly(chance, language):
    rows = [
        {"endpoint": "response", "n": n, "total": total, "percent": p}
        for n, total, _, p in (share(chance), share(chance))
    ]
    return table(chance, language, *rows)


@generator("N3", "men and women that do not add up", material="rows")
def rows_parts_wrong(chance, language):
    a, b = chance.randint(10, 90), chance.randint(10, 90)
    total = a + b + chance.choice((-2, -1, 1, 2))
    return table(
        chance,
        language,
        {"endpoint": "men", "n": a, "total": total},
        {"endpoint": "women", "n": b, "total": total},
    )


@generator("N3", material="rows")
def rows_parts(chance, language):
    a, b = chance.randint(10, 90), chance.randint(10, 90)
    return table(
        chance,
        language,
        {"endpoint": "men", "n": a, "total": a + b},
        {"endpoint": "women", "n": b, "total": a + b},
    )


@generator("N4", "a percentage that no count of so many gives", material="rows")
def rows_not_granular(chance, language):
    total, percent = chance.randint(15, 60), Decimal(chance.randint(100, 900)).scaleb(-1)
    if any(gives(n, total, percent, 1, (*MODES, CUT)) for n in range(total + 1)):
        return None
    return table(chance, language, {"endpoint": "response", "total": total, "percent": percent})


@generator("N4", material="rows")
def rows_estimated(chance, language):
    percent = Decimal(chance.randint(150, 900)).scaleb(-1)
    return table(
        chance, language, {"endpoint": "OS", "months": 24, "total": 39, "percent": percent}, {"endpoint": "response", "total": 39, "percent": percent, "estimator": "weighted"},
        {"endpoint": "PFS", "months": 24, "total": 41, "percent": Decimal("12.3"), "estimator": "km"},
    )  # fmt: skip


@generator("N5", "mean and SD that no whole numbers give", material="rows")
def rows_spread_wrong(chance, language):
    return table(
        chance,
        language,
        {
            "endpoint": "count",
            "n": 10,
            "mean": Decimal("2.50"),
            "sd": Decimal(chance.choice(("0.77", "1.21", "0.94"))),
        },
    )


@generator("N7", "a middle outside its range", material="rows")
def rows_middle_outside(chance, language):
    low = chance.randint(20, 50)
    high = low + chance.randint(10, 40)
    return table(
        chance,
        language,
        {"endpoint": "age", "n": 39, "median": high + chance.randint(2, 9), "min": low, "max": high},
    )


@generator("N7", material="rows")
def rows_middle_inside(chance, language):
    low = chance.randint(20, 50)
    high = low + chance.randint(20, 40)
    return table(
        chance,
        language,
        {
            "endpoint": "age",
            "n": 39,
            "median": low + 9,
            "mean": Decimal(low + 10) + Decimal("0.4"),
            "sd": Decimal("5.1"),
            "min": low,
            "max": high,
        },
    )


def ratio(chance):
    log, error = chance.uniform(-1, 1), chance.uniform(0.1, 0.35)
    value, low, high = (rounded(math.exp(log + side * 1.96 * error), 2) for side in (0, -1, 1))
    return value, low, high, rounded(2 * norm.sf(abs(log) / error), 3)


@generator("N8", "an estimate outside its interval", material="rows")
def rows_outside(chance, language):
    _, low, high, _ = ratio(chance)
    return table(
        chance,
        language,
        {
            "endpoint": "OS",
            "statistic": "HR",
            "estimate": high + Decimal("0.12"),
            "ci_low": low,
            "ci_high": high,
        },
        also=("N9",),
    )


@generator("N9", "an interval that is not around its estimate", material="rows")
def rows_lopsided(chance, language):
    value, low, high, _ = ratio(chance)
    return table(
        chance,
        language,
        {
            "endpoint": "OS",
            "statistic": "OR",
            "estimate": value,
            "ci_low": low,
            "ci_high": rounded(float(high) * 1.9, 2),
        },
    )


@generator("N10", "a p value that its interval contradicts", material="rows")
def rows_wrong_p(chance, language):
    value, low, high, p = ratio(chance)
    if abs(p - Decimal("0.05")) < Decimal("0.03") or 1 in (low, high):
        return None
    wrong = Decimal("0.310") if p < Decimal("0.05") else Decimal("0.004")
    return table(
        chance,
        language,
        {
            "endpoint": "OS",
            "statistic": "Hazard Ratio",
            "estimate": value,
            "ci_low": low,
            "ci_high": high,
            "p": wrong,
        },
    )


@generator("N10", material="rows")
def rows_ratio(chance, language):
    value, low, high, p = ratio(chance)
    if low < Decimal("0.2") or p < Decimal("0.004") or abs(p - Decimal("0.05")) < Decimal("0.012"):
        return None
    row = {"endpoint": "OS", "statistic": "HR", "estimate": value, "ci_low": low, "ci_high": high}
    trap = {"p": Decimal("0.300") if p < Decimal("0.05") else Decimal("0.010"), "estimator": "log-rank"}
    return table(chance, language, {**row, "p": p}, {**row, **trap})


@generator("N11", "survival that rises", material="rows")
def rows_rising(chance, language):
    first = chance.randint(30, 60)
    return table(
        chance,
        language,
        {"endpoint": "OS", "months": 12, "percent": first},
        {"endpoint": "OS", "months": 24, "percent": first + chance.randint(2, 20)},
    )


@generator("N12", "progression-free survival above overall survival", material="rows")
def rows_pfs_above(chance, language):
    first = chance.randint(30, 60)
    return table(
        chance,
        language,
        {"endpoint": "OS", "months": 24, "percent": first},
        {"endpoint": "PFS", "months": 24, "percent": first + chance.randint(2, 20)},
    )


@generator("N13", "a median that contradicts a rate", material="rows")
def rows_median_late(chance, language):
    return table(
        chance,
        language,
        {"endpoint": "OS", "median": Decimal(chance.randint(140, 240)).scaleb(-1)},
        {"endpoint": "OS", "months": 12, "percent": chance.randint(20, 46)},
    )


@generator("N11", material="rows")
def rows_curve(chance, language):
    first = chance.randint(60, 78)
    return table(
        chance, language, {"endpoint": "OS", "months": 12, "percent": first}, {"endpoint": "OS", "months": 24, "percent": first - 30}, {"endpoint": "PFS", "months": 12, "percent": first - 35},
        {"endpoint": "OS", "median": Decimal("18.1")}, {"endpoint": "OS", "months": 36, "percent": first, "group": "B"},
        {"endpoint": "cumulative incidence of local recurrence", "months": 12, "percent": 5}, {"endpoint": "cumulative incidence of local recurrence", "months": 24, "percent": 9},
    )  # fmt: skip


@generator("N14", "a median outside its interval", material="rows")
def rows_median_outside(chance, language):
    low = Decimal(chance.randint(50, 150)).scaleb(-1)
    return table(
        chance,
        language,
        {"endpoint": "OS", "median": low + 9, "ci_low": low, "ci_high": low + 7},
        also=("N8",),
    )


@generator("N16", "a relative risk that the counts do not give", material="rows")
def rows_wrong_risk(chance, language):
    a, total, b, other = (
        chance.randint(5, 20),
        chance.randint(60, 120),
        chance.randint(8, 30),
        chance.randint(60, 120),
    )
    wrong = rounded(Fraction(a * other, total * b), 2) + 13
    return table(
        chance,
        language,
        {
            "statistic": "RR",
            "estimate": wrong,
            "events_t": a,
            "total_t": total,
            "events_c": b,
            "total_c": other,
        },
    )


@generator("N16", material="rows")
def rows_risk(chance, language):
    a, total, b, other = (
        chance.randint(5, 20),
        chance.randint(60, 120),
        chance.randint(8, 30),
        chance.randint(60, 120),
    )
    return table(
        chance,
        language,
        {
            "statistic": "RR",
            "estimate": rounded(Fraction(a * other, total * b), 2),
            "events_t": a,
            "total_t": total,
            "events_c": b,
            "total_c": other,
        },
    )


@generator("N17", "a quote that gives another value than the columns", material="rows")
def rows_quote_differs(chance, language):
    percent = chance.randint(20, 80)
    quote = f"1-J-OS {percent + 7} %." if language == "de" else f"1-year OS was {percent + 7}%."
    return table(chance, language, {"endpoint": "OS", "months": 12, "percent": percent, "quote": quote})


@generator("N17", material="rows")
def rows_quote_agrees(chance, language):
    percent = chance.randint(20, 80)
    quote = f"1-J-OS {percent} %." if language == "de" else f"1-year OS was {percent}%."
    return table(chance, language, {"endpoint": "OS", "months": 12, "percent": percent, "quote": quote})


@generator("L1", "designs that exclude each other", material="rows")
def rows_designs(chance, language):
    one, other = ("einarmig", "ja") if language == "de" else ("single-arm", "yes")
    return table(chance, language, {"design": one}, {"design": "Phase II", "randomised": other})


@generator("L1", material="rows")
def rows_design(chance, language):
    one, other = ("einarmig, prospektiv", "nein") if language == "de" else ("single-arm, prospective", "no")
    return table(
        chance,
        language,
        {"design": one, "randomised": other},
        {"study": "Anders 2021", "design": "randomised"},
    )


@generator("L3", "a level that the design does not give", material="rows")
def rows_level_wrong(chance, language):
    design = chance.choice(
        ("Fallserie", "retrospektive Fallserie")
        if language == "de"
        else ("case series", "retrospective case series")
    )
    return table(
        chance,
        language,
        {
            "design": design,
            "scheme": chance.choice(("Oxford 2009", "OCEBM 2009")),
            "level": chance.choice(("1b", "1 b", "1a")),
        },
    )


@generator("L3", material="rows")
def rows_level(chance, language):
    design = "randomisiert, kontrolliert" if language == "de" else "randomised controlled trial"
    return table(chance, language, {"design": design, "scheme": "Oxford 2009", "level": "1b"})


@generator("L4", "a verb of another grade", material="rows")
def rows_verb_wrong(chance, language):
    verb, grade = chance.choice(
        (("soll", "B"), ("sollte", "A"), ("kann", "A"), ("soll nicht", "0"), ("sollte nicht", "0"))
    )
    return table(chance, language, {"modality": verb, "grade": grade})


@generator("L4", material="rows")
def rows_verb(chance, language):
    verb, grade = chance.choice(
        (("soll", "A"), ("sollte", "B"), ("kann", "0"), ("soll nicht", "A"), ("sollte", "EK"))
    )
    return table(chance, language, {"modality": verb, "grade": grade})


@generator("L8", "a term that the edition does not have", material="rows")
def rows_stage_wrong(chance, language):
    term, edition = chance.choice(
        (("M1c", "7"), ("M1b, IVB", "8"), ("M1c, IVA", "8. Auflage"), ("M1c1", "8th edition"))
    )
    return table(chance, language, {"group": term, "tnm_edition": edition, "n": 12})


@generator("L8", material="rows")
def rows_stage(chance, language):
    term, edition = chance.choice(
        (("M1c", "8"), ("M1b, IVA", "8"), ("M1c, IVB", "8. Auflage"), ("M1c1", "9"))
    )
    return table(chance, language, {"group": term, "tnm_edition": edition, "n": 12})
