"""A fixed tenth of the hostile set against a running server and real generations; ``make hostile`` runs all of it."""

from dataclasses import replace

import pytest
import structlog

from tests.hostile.suite import Suite

_SLOW = 10.0  # seconds that a machine which runs other tests may add; how fast it is, make hostile says


@pytest.fixture(scope="module")
def suite(home, tmp_path_factory):
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    yield Suite(home, tmp_path_factory.mktemp("hostile"), share=0.1, slack=_SLOW)
    structlog.reset_defaults()


def faults(counts):
    found = list(counts)
    assert all(count.inputs or count.statuses for count in found)
    return {count.name: count.faults for count in found if count.faults}


@pytest.mark.slow
def test_the_server_holds_against_bombs_injections_and_ways_out(suite):
    assert faults(suite.over_http()) == {}


@pytest.mark.slow
def test_an_answer_beyond_a_cap_says_so_and_is_whole_in_form(suite):
    assert faults(replace(suite, share=0.3).at_the_caps()) == {}


@pytest.mark.slow
def test_files_that_users_hand_in_lead_nowhere(suite):
    assert faults(suite.in_files()) == {}


@pytest.mark.slow
def test_a_client_beside_attackers_is_served_and_they_are_sent_away(suite):
    assert faults(suite.beside_attackers()) == {}


@pytest.mark.slow
def test_text_of_the_graph_stays_text_in_pages(suite):
    assert faults(suite.in_pages()) == {}


@pytest.mark.slow
def test_a_string_stays_a_string_through_every_parameter(suite):
    assert faults(replace(suite, share=0.03).in_the_library()) == {}


@pytest.mark.slow
def test_generations_outlast_kills_damage_full_disks_and_swaps(suite):
    assert faults(replace(suite, share=0.02).of_generations()) == {}
