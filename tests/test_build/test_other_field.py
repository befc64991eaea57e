"""Another field of medicine is a module and a corpus: axes, words, studies, questions, and no line of code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FIELD = Path(__file__).parents[1] / "other_field"
STUDY = "https://w3id.org/leitgraph/id/study/"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    options = ["--no-embedded", "--corpus", str(FIELD), "--sources", str(FIELD / "sources")]
    done = _leitgraph(home, "build", *options)
    assert done.returncode == 0, done.stderr
    return home


def _leitgraph(home, *words):
    command = [sys.executable, "-c", "from app.cli import main; main()", *words]
    environment = {**os.environ, "LEITGRAPH_HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def _asked(home, intervention, population):
    done = _leitgraph(
        home, "evidence", "--intervention", intervention, "--population", population, "--format", "json"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _entries(answer, block):
    return {
        entry["study"].removeprefix(STUDY): (entry["fit"], entry["bounds"], entry["n"])
        for entry in answer[block]
    }


def test_the_four_blocks_answer_a_question_of_the_other_field(home):
    answer = _asked(home, "beta blocker", "NYHA III")
    assert _entries(answer, "measured") == {"lighthouse_2018": ("contained", [60, 60], 60)}
    assert _entries(answer, "mixed") == {"harbour_2015": ("mixed", [45, 45], 120)}
    assert _entries(answer, "silent_or_excluded") == {"pier_2020": ("not-reported", [0, 80], 80)}
    assert answer["guideline"]
    assert answer["gap"] is None
    assert answer["independent_participants"] == 180
    assert answer["in_question"] == [105, 105]


def test_german_and_english_ask_the_same(home):
    german = _asked(home, "Betablocker", "HFrEF, Vorhofflimmern")
    english = _asked(home, "beta blocker", "HFrEF, atrial fibrillation")
    for answer in (german, english):
        del answer["question"]
    assert german == english
    assert _entries(german, "mixed") == {"harbour_2015": ("mixed", [30, 30], 120)}


def test_crossing_counts_bound_what_nobody_counted(home):
    answer = _asked(home, "beta blocker", "NYHA III, atrial fibrillation")
    assert _entries(answer, "mixed") == {"harbour_2015": ("mixed", [0, 30], 120)}


def test_what_every_patient_has_turns_the_count_of_one_value_into_that_of_the_other(home):
    answer = _asked(home, "beta blocker", "sinus rhythm")
    assert _entries(answer, "mixed") == {"harbour_2015": ("mixed", [90, 90], 120)}


def test_a_broader_intervention_finds_the_narrower_ones(home):
    answer = _asked(home, "drug therapy", "NYHA III")
    assert set(_entries(answer, "measured")) == {"lighthouse_2018"}
    assert set(_entries(answer, "mixed")) == {"harbour_2015"}


def test_an_implication_of_the_module_excludes_whom_it_must(home):
    answer = _asked(home, "beta blocker", "EF >= 50")
    assert _entries(answer, "measured") == {"pier_2020": ("contained", [80, 80], 80)}
    assert _entries(answer, "silent_or_excluded") == {
        "harbour_2015": ("disjoint", [0, 0], 120),
        "lighthouse_2018": ("disjoint", [0, 0], 60),
    }


def test_a_count_that_never_exceeds_another_bounds_it(home):
    answer = _asked(home, "beta blocker", "0 hospital stays")
    assert _entries(answer, "silent_or_excluded")["lighthouse_2018"] == ("disjoint", [0, 0], 60)


def test_a_code_without_its_edition_is_read_in_the_default_edition_of_the_module(home):
    answer = _asked(home, "beta blocker", "HFpEF")
    assert _entries(answer, "measured") == {"pier_2020": ("exact", [80, 80], 80)}
    assert "Definition 2" in json.dumps(
        answer["question"], ensure_ascii=False
    ) or "definition 2" in json.dumps(answer["question"])


def test_the_words_of_our_field_are_unknown_there(home):
    done = _leitgraph(home, "evidence", "--intervention", "surgery", "--population", "NYHA III")
    assert done.returncode == 2
    assert "surgery" in done.stderr


def test_the_corpus_brings_a_question_of_its_own(home):
    disease = "disease=https://example.org/cardiology/HeartFailure"
    done = _leitgraph(home, "ask", "groups_with_heart_disease", "-p", disease, "--format", "json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["results"]["bindings"]
    found = {(row["group"]["value"].rpartition("/id/")[2], row["n"]["value"]) for row in rows}
    assert found == {
        ("arm/harbour_2015.inventolol", "120"),
        ("cohort/lighthouse_2018.treated", "60"),
        ("cohort/pier_2020.treated", "80"),
    }


def test_a_corpus_of_another_field_has_no_mistakes():
    done = _leitgraph(FIELD, "validate", str(FIELD))
    assert done.returncode == 0, done.stdout + done.stderr
