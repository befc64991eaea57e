"""leitgraph audit and leitgraph decide, as an author types them."""

import json

import pytest
from typer.testing import CliRunner

from app.cli import app


@pytest.fixture
def run(home, tmp_path, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(home))
    monkeypatch.setenv("LEITGRAPH_DECISIONS", str(tmp_path / "decisions.yaml"))
    return lambda *words: CliRunner().invoke(app, list(words))


def found(run, *words):
    return json.loads(run("audit", "--format", "json", *words).stdout)["findings"]


def test_the_findings_stand_by_severity_and_passage_with_their_arithmetic(run):
    told = run("audit").stdout
    assert told.index("FEHLER") < told.index("passage:S1") < told.index("37/39 = 94,9 %")
    assert "statement:S1.28" in told
    assert "the text against itself" in run("audit", "--language", "en").stdout


def test_json_is_one_document_and_nothing_else(run):
    assert set(json.loads(run("audit", "--format", "json").stdout)) >= {
        "generation",
        "findings",
        "untested",
        "counts",
    }


def test_open_findings_fail_only_where_that_is_asked(run):
    assert run("audit").exit_code == 0
    assert run("audit", "--fail-on", "error").exit_code == 1


def test_a_decision_is_taken_shown_and_not_failed_again(run):
    names = [one["id"] for one in found(run, "--severity", "error")]
    for name in names:
        assert (
            run("decide", name, "reject", "--by", "A. Author", "--reason", "seen at the source").exit_code
            == 0
        )
    assert {one["status"] for one in found(run, "--severity", "error")} == {"rejected"}
    assert "verworfen von A. Author" in run("audit").stdout
    assert run("audit", "--fail-on", "error").exit_code == 0


def test_a_rule_is_explained_with_source_and_suppressors(run):
    told = run("audit", "--explain", "N1", "--language", "en").stdout
    assert "https://doi.org/" in told
    assert "keeps silent on" in told


def test_a_file_is_written_in_one_step_and_a_bad_place_is_named(run, tmp_path):
    out = tmp_path / "audit.json"
    assert run("audit", "--format", "json", "--out", str(out)).exit_code == 0
    assert json.loads(out.read_text())["findings"]
    fault = run("audit", "--out", str(tmp_path / "none" / "audit.txt")).exception
    assert "cannot be written" in str(fault)


@pytest.mark.parametrize(
    "words", [("--rule", "X1"), ("--guideline", "none"), ("--explain", "X1"), ("--since", "77")]
)
def test_what_does_not_exist_is_said_with_what_does(run, words):
    assert "next:" in str(run("audit", *words).exception)
