"""Wilson's interval against scipy's and statsmodels', and the cases in which there must be none."""

from decimal import Decimal

import pytest
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from queries.proportions import Counted, counted

PAIRS = [(0, 49), (2, 39), (3, 66), (19, 66), (29, 39), (49, 49), (1, 1), (0, 1), (4090, 8180)]


@pytest.mark.parametrize(("k", "n"), PAIRS)
def test_the_interval_is_that_of_two_other_programs(k, n):
    found = [limit / 100 for limit in Counted(k, n, told=True).wilson]
    scipys = binomtest(k, n).proportion_ci(method="wilson")
    assert found == pytest.approx([scipys.low, scipys.high], abs=1e-9)
    assert found == pytest.approx(list(proportion_confint(k, n, method="wilson")), abs=1e-9)


def asked(percent, n, events=None, *, estimated=False):
    return counted(percent=Decimal(percent), n=n, events=events, estimated=estimated)


def test_a_rate_over_time_has_no_interval_from_n_however_well_a_count_would_fit():
    assert asked("50", 40, estimated=True) == "estimated"


def test_a_count_that_is_reported_must_give_its_percentage():
    assert asked("5", 39, 2) == Counted(2, 39, told=True)
    assert asked("12.8", 39, 5, estimated=True) == Counted(5, 39, told=True)
    assert asked("30", 26, 7) == "other_denominator"
    assert asked("13.6", 39, 5, estimated=True) == "other_denominator"


def test_a_count_is_worked_out_only_where_no_other_gives_the_percentage():
    assert asked("29", 66) == Counted(19, 66, told=False)
    assert asked("0", 49) == Counted(0, 49, told=False)
    assert asked("100", 49) == Counted(49, 49, told=False)
    assert asked("6", 300) == "no_count"
    assert asked("60", 26) == "other_denominator"


def test_without_a_number_of_patients_there_is_nothing():
    assert asked("30", None) == "no_number"
    assert asked("30", None, 7) == "no_number"
    assert asked("30", 0) == "no_number"


@pytest.mark.parametrize("n", [1, 7, 39, 66])
def test_each_count_is_found_again_from_its_percentage_with_a_decimal(n):
    for k in range(n + 1):
        percent = str(round(Decimal(100 * k) / n, 1))
        assert asked(percent, n) == Counted(k, n, told=False)
