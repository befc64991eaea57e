"""What the numeric rules say: severity, inputs by name, whose numbers, what would rescue a value."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kg_build.audit.finding import Place
from kg_build.audit.judge import judge, rules
from kg_build.audit.numbers import (
    Estimate,
    Part,
    Partition,
    Proportion,
    Repeated,
    Summary,
    SurvivalFigure,
    TwoByTwo,
)
from kg_build.audit.printed import Printed, plain

HERE = Place(("urn:s",), unit="u", study="Sample 2020", group="evaluable")
NUMERIC = [rule for name, rule in rules().items() if name.startswith("N")]


def only(*facts):
    [finding] = judge(facts, NUMERIC).findings
    return finding


def nothing(*facts):
    assert not judge(facts, NUMERIC).findings


def share(n, percent, *declared, **more):
    return Proportion(HERE, f"{n}", n, plain(percent), declared, **more)


def curve(endpoint, *rates, **more):
    return [SurvivalFigure(HERE, endpoint, Decimal(months), plain(rate), **more) for months, rate in rates]


def ratio(estimate, low, high, p=None, **more):
    return Estimate(HERE, "hazardRatio", plain(estimate), plain(low), plain(high), p=p and plain(p), **more)


def test_the_numbers_of_a_finding_say_whose_they_are():
    finding = only(share(37, "87", 39, 40))
    assert finding.inputs == {
        "n": 37,
        "percent": 87,
        "denominators": [39, 40],
        "study": "Sample 2020",
        "group": "evaluable",
    }


def test_two_percentages_that_each_fit_another_denominator_are_one_warning_that_shows_each():
    finding = only(share(29, "74", 39, 40), share(35, "87", 39, 40), share(2, "5", 39, 40))
    assert (finding.rule, finding.severity) == ("N2", "WARN")
    assert finding.inputs["pairs"] == [
        {"n": 29, "percent": 74, "fits": [39]},
        {"n": 35, "percent": 87, "fits": [40]},
    ]
    assert finding.formula == "29 (74 %): N = 39; 35 (87 %): N = 40"


def test_a_percentage_that_fits_nothing_does_not_spoil_the_common_denominator_of_the_others():
    found = judge(
        [share(29, "74", 39, 40), share(35, "87", 39, 40), share(37, "87", 39, 40)], NUMERIC
    ).findings
    assert [(finding.rule, finding.severity) for finding in found] == [("N1", "ERROR"), ("N2", "WARN")]


def test_the_percentage_of_another_total_of_the_group_than_the_one_beside_it_is_a_warning():
    finding = only(share(35, "87", 39, 40, own=39))
    assert (finding.rule, finding.severity, finding.inputs["own"]) == ("N2", "WARN", 39)


def test_a_denominator_that_nobody_declared_is_named_and_does_not_rescue():
    finding = only(share(17, "44.7", 40, 45))
    assert finding.severity == "ERROR"
    assert "38" in finding.suggestion.en


def test_what_was_rounded_twice_is_an_error_that_says_so():
    finding = only(share(101, "82", 124))
    assert finding.severity == "ERROR"
    assert "Rounded twice" in finding.suggestion.en


def test_what_only_truncation_explains_is_a_warning_that_says_so():
    finding = only(share(2, "66.6", 3))
    assert finding.severity == "WARN"
    assert "cut off" in finding.message.en
    assert "abgeschnitten" in finding.message.de


def test_a_source_that_contradicts_itself_is_said_to_do_so():
    place = replace(HERE, source_inconsistent=True)
    finding = only(replace(share(37, "87", 39), place=place))
    assert "source itself is inconsistent" in finding.message.en


def test_parts_may_add_up_to_any_count_that_is_declared_for_the_group():
    parts = (Part("men", 18), Part("women", 21))
    nothing(Partition(HERE, parts, 40, exhaustive=True, other_totals=(39,)))
    finding = only(Partition(HERE, parts, 40, exhaustive=True))
    assert (finding.rule, finding.inputs["parts"], finding.inputs["total"]) == ("N3", [18, 21], 40)


def test_the_power_of_a_granularity_test_is_printed_and_a_test_without_any_is_not_made():
    finding = only(Proportion(HERE, "x", None, plain("13.6"), (39,), estimation="counted"))
    assert "1-β = 96%" in finding.formula
    [untested] = judge(
        [Proportion(HERE, "x", None, plain("13"), (200,), estimation="counted")], NUMERIC
    ).untested
    assert "any value fits" in untested.reason.en


def test_a_kaplan_meier_rate_is_counted_as_untested_with_the_reason():
    [untested] = judge(
        [Proportion(HERE, "x", None, plain("13.6"), (39,), estimation="kaplanMeier")], NUMERIC
    ).untested
    assert untested.reason.de == "Kaplan-Meier-Rate, keine Anzahl"


def test_hazard_ratios_of_the_literature_with_fewer_digits_stay_silent():
    nothing(
        ratio("4.32", "1.30", "14.40"), ratio("0.5", "0.31", "0.87"), ratio("0.57", "0.34", "0.96", "0.03")
    )


def test_an_estimate_outside_its_interval_is_one_finding_and_not_three():
    assert only(ratio("0.95", "0.30", "0.90", "0.02")).rule == "N8"
    assert only(ratio("0.75", "0.30", "0.90", "0.02")).rule == "N9"


@pytest.mark.parametrize(
    ("fact", "severity", "hint"),
    [
        (ratio("0.52", "0.30", "0.90", "0.2"), "ERROR", ""),
        (ratio("0.52", "0.30", "0.90", "0.001"), "WARN", ""),
        (ratio("0.66", "0.42", "1.03", "0.034"), "WARN", "one-sided"),
        (ratio("0.66", "0.45", "0.97", "0.074"), "WARN", "90 % interval"),
    ],
)
def test_a_p_value_on_the_other_side_is_an_error_unless_another_reading_rescues_it(fact, severity, hint):
    finding = only(fact)
    assert (finding.rule, finding.severity) == ("N10", severity)
    assert hint in finding.suggestion.en
    assert "a 95 % interval is assumed" in [words.en for words in finding.assumptions]


def test_an_interval_of_another_level_is_reckoned_with_as_it_is_stated():
    nothing(ratio("0.66", "0.45", "0.97", "0.07", ci_level=Decimal(90)))
    nothing(ratio("0.66", "0.34", "1.29", "0.06", ci_level=Decimal("99.7"), p_from="wald"))


def test_p_below_a_level_is_no_equality_and_a_lenient_level_is_the_study_s_own():
    below = Printed("<0,05", Decimal("0.05"), 2, "<")
    nothing(replace(ratio("0.52", "0.35", "0.77"), p=below))
    called = ratio("0.66", "0.42", "1.03", "0.068", called_significant=True)
    nothing(replace(called, alpha=Decimal("0.10")))
    assert only(called).severity == "WARN"
    assert only(replace(called, p=plain("0.3"), estimate=None, ci_low=None, ci_high=None)).severity == "ERROR"


def test_rates_that_rise_are_one_finding_with_all_points():
    finding = only(*curve("OS", (12, "56.4"), (24, "23.3"), (36, "27.5")))
    assert finding.rule == "N11"
    assert [point["rate"] for point in finding.inputs["points"]] == [56.4, 23.3, 27.5]
    assert finding.formula == "OS(24) = 23.3 % < OS(36) = 27.5 %"


def test_the_survival_figures_of_the_seed_are_left_alone():
    nothing(
        *curve("OS", (12, "56.4"), (24, "23.3"), (36, "17.5"), estimation="kaplanMeier"),
        *curve("PFS", (12, "51.3"), (24, "13.6"), (36, "13.6"), estimation="kaplanMeier"),
        SurvivalFigure(HERE, "OS", median=plain("13.5")),
        SurvivalFigure(HERE, "PFS", median=plain("12.1")),
    )


def test_endpoints_are_known_by_code_and_by_iri():
    name = "https://w3id.org/leitgraph/oncology/"
    finding = only(
        *curve(f"{name}OverallSurvival", (12, "40.0")), *curve(f"{name}ProgressionFreeSurvival", (12, "60.0"))
    )
    assert (finding.rule, finding.formula) == ("N12", "PFS(12) = 60.0 % > OS(12) = 40.0 %")


def test_curves_that_cross_late_and_medians_within_a_short_month_are_only_warned_of():
    late = [*curve("OS", (60, "0.0")), *curve("PFS", (60, "3.4"))]
    assert only(*late).severity == "WARN"
    short = [*curve("OS", (12, "48.0")), SurvivalFigure(HERE, "OS", median=plain("12.1"))]
    assert only(*short).severity == "WARN"
    clear = [*curve("OS", (12, "48.0")), SurvivalFigure(HERE, "OS", median=plain("13.5"))]
    assert only(*clear).severity == "ERROR"


def test_one_last_digit_is_enough_where_all_are_printed_to_as_many_decimals():
    assert (
        only(Summary(HERE, "age", 39, median=plain("20"), minimum=plain("21"), maximum=plain("81"))).rule
        == "N7"
    )
    assert only(ratio("0.91", "0.30", "0.90")).rule == "N8"
    assert only(*curve("OS", (12, "22"), (24, "23"))).rule == "N11"
    assert only(*curve("OS", (12, "22")), *curve("PFS", (12, "23"))).rule == "N12"


def test_other_decimals_may_hide_that_both_are_the_same():
    nothing(Summary(HERE, "age", 39, median=plain("20"), minimum=plain("20.5"), maximum=plain("81")))
    nothing(*curve("OS", (12, "22.5"), (24, "23")), ratio("0.9", "0.31", "0.87", ci_method="exact"))


def test_the_text_is_not_held_against_the_source_by_the_rules_on_curves():
    [later] = curve("OS", (36, "60.0"))
    nothing(*curve("OS", (24, "40.0")), replace(later, place=replace(HERE, rests_on="source")))


def test_an_effect_is_shown_with_the_one_that_the_table_gives_and_its_interval():
    finding = only(TwoByTwo(HERE, 12, 40, 20, 41, "oddsRatio", plain("0.615")))
    assert "0.45 (0.181 … 1.12)" in finding.formula
    assert finding.inputs["recomputed"] == [0.45]


def test_more_events_than_patients_are_an_error():
    assert only(TwoByTwo(HERE, 45, 40, 20, 41, "riskRatio", plain("2.3"))).severity == "ERROR"


def test_a_median_that_the_source_calls_a_mean_rests_on_the_source():
    there = replace(HERE, subjects=("urn:source",), rests_on="source")
    finding = only(Repeated(HERE, there, "age", plain("62.1"), plain("62.1"), "median", "mean"))
    assert (finding.rule, finding.severity, finding.place.rests_on) == ("N17", "WARN", "source")
    assert finding.message.de.startswith("62.1 heißt hier Median und an anderer Stelle Mittelwert")
    assert finding.place.subjects == ("urn:s", "urn:source")


def test_values_that_only_truncation_reconciles_are_a_warning():
    assert only(Repeated(HERE, HERE, "k", plain("23"), plain("23.8"))).severity == "WARN"


def test_a_median_beyond_the_range_and_a_wide_deviation_are_one_finding():
    fact = Summary(HERE, "age", 39, None, plain("40.2"), plain("91"), plain("44"), plain("81"), spread="sd")
    assert only(fact).formula.count(";") == 1


def test_findings_that_share_rule_record_and_label_are_all_kept_with_names_of_their_own():
    found = judge([share(37, "87", 39), share(37, "85", 39)], NUMERIC).findings
    assert len({finding.id for finding in found}) == 2


def test_a_second_run_and_another_order_say_the_same():
    facts = [*curve("OS", (12, "40.0"), (24, "60.0")), share(37, "87", 39), ratio("0.95", "0.30", "0.90")]
    once, again = judge(facts, NUMERIC), judge(facts[::-1], NUMERIC)
    assert [finding.id for finding in once.findings] == [finding.id for finding in again.findings]
    assert [finding.inputs_digest for finding in once.findings] == [
        one.inputs_digest for one in again.findings
    ]
    assert once == judge(facts, NUMERIC)


#: Thirteen trials of a vaccine against tuberculosis (Colditz 1994, https://doi.org/10.1001/jama.1994.03510330076038), as
#: textbooks print them: cases and others of the vaccinated, of controls, risk ratio and interval.
TUBERCULOSIS = """
4 119 11 128 0.41 0.13 1.26
6 300 29 274 0.20 0.09 0.49
3 228 11 209 0.26 0.07 0.92
62 13536 248 12619 0.24 0.18 0.31
33 5036 47 5761 0.80 0.52 1.25
180 1361 372 1079 0.46 0.39 0.54
8 2537 10 619 0.20 0.08 0.50
505 87886 499 87892 1.01 0.89 1.14
29 7470 45 7232 0.63 0.39 1.00
17 1699 65 1600 0.25 0.15 0.43
186 50448 141 27197 0.71 0.57 0.89
5 2493 3 2338 1.56 0.37 6.53
27 16886 29 17825 0.98 0.58 1.66
"""


def test_the_rows_of_a_published_meta_analysis_are_left_alone():
    facts = []
    for number, row in enumerate(TUBERCULOSIS.split("\n")[1:-1]):
        a, b, c, d, *printed = row.split()
        value, low, high = map(plain, printed)
        here = Place((f"urn:{number}",), study=f"Trial {number}")
        facts.append(Estimate(here, "riskRatio", value, low, high))
        facts.append(
            TwoByTwo(here, int(a), int(a) + int(b), int(c), int(c) + int(d), "riskRatio", value, low, high)
        )
    assert len(facts) == 26
    nothing(*facts)
