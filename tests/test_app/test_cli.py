"""The command line as a user types it: what it prints, where, and with which exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import cli


@pytest.fixture
def run(home, monkeypatch, capfdbinary):
    def typed(*words):
        monkeypatch.setenv("LEITGRAPH_HOME", str(home))
        monkeypatch.delenv("LEITGRAPH_ENDPOINT", raising=False)
        monkeypatch.setattr(sys, "argv", ["leitgraph", *words])
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
        printed = capfdbinary.readouterr()
        return code, printed.out.decode(), printed.err.decode()

    return typed


def test_help_names_every_command(run):
    code, out, _ = run("--help")
    assert code == 0
    for command in (
        "build",
        "validate",
        "new",
        "diff",
        "rollback",
        "verify",
        "ask",
        "queries",
        "evidence",
        "search",
    ):
        assert command in out


def test_the_questions_are_listed_as_one_json_document(run):
    _, out, err = run("queries", "--format", "json")
    listed = json.loads(out)
    assert len(listed) >= 90
    assert all({"name", "topic", "summary", "parameters"} <= question.keys() for question in listed)
    assert all(question["summary"].keys() == {"de", "en"} for question in listed)
    assert err == ""


def test_the_page_of_the_questions_is_what_the_command_prints(run):
    page = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
    assert run("queries", "--format", "md")[1] == page, "run: make format"


@pytest.mark.parametrize("form", ["table", "json", "csv", "tsv", "md"])
def test_a_question_is_answered_in_each_form(run, form):
    code, out, _ = run("ask", "candidates", "--format", form)
    assert code == 0
    assert "collaud_2012_zurich" in out


def test_an_unknown_question_is_answered_with_near_names_and_exit_code_2(run):
    code, out, err = run("ask", "candidate")
    assert (code, out) == (2, "")
    assert "did you mean candidates" in err


def test_a_bad_parameter_is_answered_with_near_matches_and_exit_code_2(run):
    code, _, err = run("ask", "populations_of_study", "-p", "study=de_ruyscher_2012")
    assert code == 2
    assert "study:de_ruysscher_2012" in err


def test_a_word_that_is_not_understood_is_never_taken_for_another(run):
    code, out, err = run("evidence", "--intervention", "local-therapy", "--population", "N4")
    assert (code, out) == (2, "")
    assert "N3" in err


def test_an_unknown_intervention_is_answered_with_near_matches(run):
    code, out, err = run("evidence", "--intervention", "locale Therapie", "--population", "N3")
    assert (code, out) == (2, "")
    assert "onc:LocalTherapy" in err


def test_the_answer_is_one_json_document_and_nothing_else(run):
    code, out, err = run(
        "evidence", "--intervention", "Lokaltherapie", "--population", "N3", "--format", "json"
    )
    assert (code, err) == (0, "")
    assert json.loads(out)["mixed"]


def test_an_undamaged_generation_is_said_to_be_so(run):
    code, out, _ = run("verify")
    assert code == 0
    assert "as it was sealed" in out


def test_a_home_without_a_generation_says_how_to_make_one(run, monkeypatch, tmp_path):
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["leitgraph", "verify"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    assert end.value.code == 2


def test_a_corpus_with_mistakes_is_told_all_of_them_with_exit_code_2(run, tmp_path):
    code, _, err = run("validate", str(tmp_path))
    assert code == 2
    assert "corpus.yaml" in err


@pytest.mark.parametrize(
    "words",
    [("ask", "candidates"), ("evidence", "--intervention", "Lokaltherapie", "--population", "N3")],
    ids=["ask", "evidence"],
)
def test_an_endpoint_that_is_not_there_is_said_with_exit_code_2(run, words):
    code, out, err = run(*words, "--endpoint", "http://127.0.0.1:9/sparql")
    assert (code, out) == (2, "")
    assert "http://127.0.0.1:9/sparql cannot be reached" in err
    assert "next: check the address" in err


def test_asking_needs_no_part_that_only_building_needs(home):
    heavy = ("owlready2", "pyshacl", "scipy", "kg_build", "rdflib", "SPARQLWrapper")
    code = (
        "import sys; from app import cli; sys.argv = ['leitgraph', 'ask', 'candidates']\n"
        "try:\n    cli.main()\nexcept SystemExit:\n    pass\n"
        f"sys.exit(sum(name in sys.modules for name in {heavy!r}))"
    )
    environment = {"LEITGRAPH_HOME": str(home), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_a_search_is_printed_as_a_table_and_as_json(run):
    code, out, err = run("search", "Lokaltherapie", "--language", "de", "--limit", "3")
    assert (code, err) == (0, "")
    assert out.splitlines()[1].startswith("onc:LocalTherapy")
    assert out.endswith("3 rows\n")
    _, out, _ = run("search", "justified in selected patients", "--kind", "statement", "--format", "json")
    first = json.loads(out)[0]
    assert first.keys() == {"iri", "kind", "label", "snippet", "found_in", "score"}
    assert first["iri"].endswith("/id/statement/S0.08")


def test_a_search_without_a_word_is_a_mistake_of_the_user(run):
    code, out, err = run("search", "???")
    assert (code, out) == (2, "")
    assert "next:" in err
