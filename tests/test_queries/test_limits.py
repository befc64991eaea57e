"""Limits come from environment and file, and a bad value is named; a client's budget counts cheap queries too."""

import asyncio
import re
from pathlib import Path

import pytest

from queries.budget import Budget
from queries.errors import BadSetting, Busy, MalformedQuery, OverBudget
from queries.limits import Limits


@pytest.fixture
def settings(tmp_path, monkeypatch):
    file = tmp_path / "settings.toml"
    monkeypatch.setenv("LEITGRAPH_SETTINGS", str(file))
    return file


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(settings, monkeypatch):
    settings.write_text("[limits]\nseconds = 20\nrows = 5\n")
    monkeypatch.setenv("LEITGRAPH_LIMIT_ROWS", "7")
    found = Limits.given()
    assert (found.seconds, found.rows, found.nesting) == (20, 7, 64)


def test_a_file_in_the_home_is_read_without_being_named(tmp_path, monkeypatch):
    monkeypatch.delenv("LEITGRAPH_SETTINGS", raising=False)
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path))
    assert Limits.given().queue == 50
    (tmp_path / "settings.toml").write_text("[limits]\nqueue = 9\n")
    assert Limits.given().queue == 9


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[limits]\nseconds = 'soon'\n", "seconds = 'soon'"),
        ("[limits]\nseconds = -1\n", "greater than 0"),
        ("[limits]\nsecond = 1\n", "second = 1"),
        ("limits = 3\n", "no table"),
        ("[limits\n", "settings.toml"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(settings, text, said):
    settings.write_text(text)
    with pytest.raises(BadSetting, match=r"known are|write") as fault:
        Limits.given()
    assert said in str(fault.value)


def test_a_file_that_is_named_and_not_there_and_an_unknown_variable_are_said(settings, monkeypatch):
    with pytest.raises(BadSetting, match=r"settings\.toml"):
        Limits.given()
    settings.write_text("")
    monkeypatch.setenv("LEITGRAPH_LIMIT_SECOND", "1")
    with pytest.raises(BadSetting, match="LEITGRAPH_LIMIT_SECOND"):
        Limits.given()


def test_the_limits_in_the_documentation_are_those_of_the_program():
    text = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", text.partition("## Limits")[2], re.MULTILINE))
    assert rows.keys() == Limits.model_fields.keys()
    for name, field in Limits.model_fields.items():
        if field.default_factory is None:
            assert rows[name] == str(field.default).lower(), name


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def spend(budget, seconds=0.0, address="192.0.2.1", fault=None):
    with budget.spending(address) as spent:
        spent.seconds = seconds
        if fault:
            raise fault


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def budget(clock):
    return Budget(Limits(client_seconds=60, client_burst=120, client_errors=30, client_parallel=2), clock)


def test_time_is_used_up_by_dear_queries_and_comes_back_by_the_minute(budget, clock):
    for _ in range(12):
        spend(budget, 10)
    with pytest.raises(OverBudget, match="processor time") as over:
        spend(budget)
    assert over.value.status == 429
    clock.now += over.value.retry_after
    spend(budget)


def test_cheap_queries_are_counted_too(budget):
    for _ in range(9_230):
        spend(budget, 0.012)
    spend(budget, 0.1)
    with pytest.raises(OverBudget):
        spend(budget)


def test_errors_are_counted_but_not_those_of_the_server(budget, clock):
    for _ in range(200):
        with pytest.raises(Busy):
            spend(budget, fault=Busy("full"))
    for _ in range(60):
        with pytest.raises(MalformedQuery):
            spend(budget, fault=MalformedQuery("no"))
    with pytest.raises(OverBudget, match="errors") as over:
        spend(budget)
    assert over.value.retry_after == 2
    clock.now += 2
    spend(budget)


def test_leaving_before_the_answer_is_not_for_free(budget):
    for _ in range(240):
        with pytest.raises(asyncio.CancelledError):
            spend(budget, fault=asyncio.CancelledError())
    with pytest.raises(OverBudget):
        spend(budget)


def test_one_client_pays_for_itself_only_and_runs_so_many_at_once(budget):
    with budget.spending("192.0.2.1"), budget.spending("192.0.2.1"):
        with pytest.raises(OverBudget, match="already"), budget.spending("192.0.2.1"):
            pass
        spend(budget, address="192.0.2.2")
    spend(budget)


def test_a_setting_lifts_the_budget():
    free = Budget(Limits(budget=False, client_parallel=1))
    for _ in range(100):
        with free.spending("192.0.2.1") as spent, free.spending("192.0.2.1"):
            spent.seconds = 1_000


def test_not_every_client_is_remembered_for_ever(budget):
    for number in range(10_100):
        spend(budget, address=f"2001:db8:{number:x}::1")
    assert len(budget._accounts) == 10_000
