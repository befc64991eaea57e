"""The audit finds what was planted and leaves alone what is right; ``make quality`` measures the same in full."""

from collections import Counter

import pytest

from kg_build.audit.judge import rules
from tests.audit_quality.cases import LANGUAGES
from tests.audit_quality.measure import generators, measured
from tests.audit_quality.mutants import CORES, mutants, noticed
from tests.audit_quality.rounding import broken

RULES = sorted(rules())
#: A remark on language compares nothing.
COMPARING = {*RULES} - {"E1"}
SIZE = 20


@pytest.fixture(scope="module")
def quality():
    return measured(SIZE)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_what_was_planted_and_nothing_else(quality, rule):
    said = quality["rules"][rule]
    assert said["planted"] >= 15
    assert said["recall"] >= 0.98, said["missed"]
    assert said["precision"] >= 0.98, said["false_in"]


@pytest.fixture(scope="module")
def of_tables():
    return measured(16, "table")


def test_the_same_errors_are_found_in_a_table_in_either_language_from_the_file_on(of_tables):
    assert set(of_tables["rules"]) == {f"N{number}" for number in range(1, 17)}
    for said in of_tables["rules"].values():
        assert said["planted"] >= 16
        assert said["recall"] >= 0.98, said["missed"]
        assert said["precision"] >= 0.98, said["false_in"]
    assert of_tables["correct"]["ERROR"] <= 0.01 * of_tables["correct"]["values"]


def test_correct_records_with_traps_are_left_alone(quality):
    correct = quality["correct"]
    assert correct["values"] > 2000
    assert correct["ERROR"] <= 0.01 * correct["values"]
    assert correct["WARN"] <= 0.03 * correct["values"]


def test_each_rule_has_correct_records_and_planted_errors_in_both_languages():
    kinds = Counter((known.rule, known.planted is not None) for known in generators("structured"))
    assert {rule for rule, planted in kinds if planted} >= set(RULES)
    assert {rule for rule, planted in kinds if not planted} >= set(RULES)
    assert LANGUAGES == ("de", "en")


def test_the_cases_are_the_same_in_every_run():
    [known] = [known for known in generators() if known.name == "impossible_percentage"]
    assert list(known.cases(4)) == list(known.cases(4))


def test_what_is_truly_k_of_n_is_never_found_however_it_was_rounded():
    judged, wrong = broken((*range(1, 41), 64, 125, 200, 333, 500))
    assert judged > 12_000
    assert not wrong


def test_each_rule_has_a_core_that_is_mutated():
    assert set(CORES) == COMPARING
    assert {mutant.rule for mutant in mutants()} == COMPARING


@pytest.mark.parametrize("mutant", list(mutants()), ids=str)
def test_a_comparison_turned_round_at_the_core_of_a_rule_is_noticed(mutant):
    assert noticed(mutant, 8)


def test_the_same_cases_notice_nothing_in_the_rules_as_they_are():
    for known in generators("structured"):
        if known.rule in CORES:
            for case in known.cases(4):
                found = {
                    verdict.rule
                    for verdict in rules()[known.rule].judge(case.facts)
                    if hasattr(verdict, "severity")
                }
                assert bool(found) == (known.planted is not None), known.name
