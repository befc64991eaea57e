"""What authors decide on findings: added to, never lost, laid over the store, and void when the numbers change."""

import datetime as dt
import multiprocessing

import pytest

from queries import decisions
from queries.decisions import Decision
from queries.errors import BadDecision, DecidedMeanwhile

DAY = dt.date(2026, 11, 26)


def decision(number=1, verdict="accepted", **more):
    return Decision(f"N1-{number:016x}", verdict, "ab" * 8, "A. Author", DAY, **more)


def test_what_was_added_is_read_back_in_order(tmp_path):
    path = tmp_path / "decisions.yaml"
    taken = [decision(1), decision(2, "rejected", reason="37 of 43: ja, „so“"), decision(1, "deferred")]
    for one in taken:
        decisions.add(path, one)
    assert list(decisions.read(path)) == taken
    assert decisions.standing(taken)[taken[0].finding].verdict == "deferred"


def test_what_an_author_wrote_between_decisions_stays(tmp_path):
    path = tmp_path / "decisions.yaml"
    decisions.add(path, decision(1))
    path.write_text(path.read_text() + "# seen in the meeting of May\n")
    decisions.add(path, decision(2))
    assert "# seen in the meeting of May" in path.read_text()
    assert len(decisions.read(path)) == 2


def _add_many(path, start):
    for number in range(start, start + 15):
        decisions.add(path, decision(number))


def test_two_authors_at_the_same_time_lose_nothing(tmp_path):
    path = tmp_path / "decisions.yaml"
    authors = [
        multiprocessing.get_context("spawn").Process(target=_add_many, args=(path, start))
        for start in (100, 200)
    ]
    for author in authors:
        author.start()
    for author in authors:
        author.join()
    assert len(decisions.read(path)) == 30


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: b", "not a list"),
        ("- finding: N1-0000000000000001", "missing"),
        ("- [", "cannot be read"),
        (
            "- {finding: x, verdict: accepted, by: A, decided_on: 2026-11-26, inputs_digest: ab}",
            "decision 1: 'x'",
        ),
        (
            "- {finding: N1-0000000000000001, verdict: maybe, by: A, decided_on: 2026-11-26, inputs_digest: ab}",
            "no decision",
        ),
        (
            "- {finding: N1-0000000000000001, verdict: accepted, by: A, decided_on: today, inputs_digest: ab}",
            "no date",
        ),
        ("- {colour: red}", "unknown entry"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_entry(tmp_path, text, told):
    path = tmp_path / "decisions.yaml"
    path.write_text(text)
    with pytest.raises(BadDecision, match=told) as fault:
        decisions.read(path)
    assert str(path) in str(fault.value)
    with pytest.raises(BadDecision):
        decisions.add(path, decision())
    assert path.read_text() == text


def test_a_rejection_needs_a_reason_and_every_decision_somebody():
    with pytest.raises(BadDecision, match="reason"):
        decision(verdict="rejected")
    with pytest.raises(BadDecision, match="nobody"):
        Decision("N1-0123456789abcdef", "accepted", "ab", " ", DAY)


def test_no_file_is_no_decision(tmp_path):
    assert decisions.read(tmp_path / "none.yaml") == ()


def test_who_decides_after_somebody_else_is_told_and_nothing_is_written(tmp_path):
    path = tmp_path / "decisions.yaml"
    decisions.add(path, decision(1), seen=0)
    with pytest.raises(DecidedMeanwhile, match="Author has decided"):
        decisions.add(path, decision(1, "rejected", reason="37 of 43"), seen=0)
    decisions.add(path, decision(2), seen=0)
    decisions.add(path, decision(1, "deferred"), seen=1)
    taken = decisions.read(path)
    assert [one.verdict for one in decisions.history(taken, taken[0].finding)] == ["accepted", "deferred"]


def test_where_no_file_can_be_written_that_is_known_before_and_said_after(tmp_path):
    assert decisions.writable(tmp_path / "new" / "decisions.yaml")
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "decisions.yaml"
    assert not decisions.writable(path)
    assert decisions.read(path) == ()
    with pytest.raises(BadDecision, match="cannot be written"):
        decisions.add(path, decision())


def test_a_fault_while_writing_leaves_the_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "decisions.yaml"
    decisions.add(path, decision(1))
    before = path.read_text()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(path), "replace", full)
    with pytest.raises(BadDecision, match="No space left"):
        decisions.add(path, decision(2))
    assert path.read_text() == before
    assert {one.name for one in tmp_path.iterdir()} == {"decisions.yaml", ".decisions.yaml.lock"}
