"""No wording of the sources is anywhere: not in the tree, a generation, a log, or what a command prints."""

import os
import re
import subprocess
import sys

import pytest

from kg_build.wording import WORDS, find_wording, windows, wording
from tests.conftest import ROOT

TEXT = "Der alte Wolf ging langsam über die weite, weiße Ebene – und kam nie wieder."
PRINTED = (
    ("evidence", "--intervention", "local-therapy", "--population", "N3"),
    ("evidence", "--intervention", "local-therapy", "--population", "N3", "--format", "json"),
    ("ask", "claims_of_passage", "-p", "passage=passage:S1", "--format", "json"),
)


@pytest.fixture(scope="module")
def of_sources(shared):
    found = wording(shared / "sources")
    assert len(found) > 500
    return found


@pytest.fixture(scope="module")
def build(shared, tmp_path_factory):
    """A home with a generation that was built with the sources at hand, and what the build said."""
    home = tmp_path_factory.mktemp("worded")
    done = leitgraph(home, "build", "--no-owl", "--sources", str(shared / "sources"))
    assert done.returncode == 0, done.stderr
    assert "58 of 58" in done.stderr
    return home, done.stdout + done.stderr


def leitgraph(home, *words):
    command = [sys.executable, "-c", "from app.cli import main; main()", *words]
    environment = {**os.environ, "LEITGRAPH_HOME": str(home)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def decoded(content):
    """What a file says, the characters that it escapes among it."""
    text = (
        content.decode("utf-8", errors="ignore").replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"')
    )
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)


# What counts as wording


def test_eight_words_in_a_row_are_found_without_case_and_punctuation():
    of_text = frozenset(windows(TEXT))
    assert find_wording("»DER ALTE WOLF ging\nlangsam, über die: weite ... WEISSE Ebene«", of_text) == (
        "der alte wolf ging langsam über die weite", "alte wolf ging langsam über die weite weisse",
        "wolf ging langsam über die weite weisse ebene",
    )  # fmt: skip


def test_seven_words_in_a_row_are_not_wording():
    seven = " ".join(TEXT.split()[: WORDS - 1])
    assert find_wording(f"{seven} Steppe. {seven}", frozenset(windows(TEXT))) == ()


def test_a_text_of_fewer_words_has_no_windows():
    assert list(windows("eins zwei drei")) == []


def test_wording_is_found_through_the_escapes_of_a_file():
    escaped = b'"Wolf ging langsam \\u00FCber die weite,\\nwei\\u00dfe \\"Ebene"'
    assert len(find_wording(decoded(escaped), frozenset(windows(TEXT)))) == 1


# Where it must not be


@pytest.mark.shared
def test_a_planted_sentence_would_be_found(shared, of_sources):
    sentence = next((shared / "sources").glob("*.txt")).read_text("utf-8")[:200]
    assert find_wording(f"label: {sentence}", of_sources)


@pytest.mark.shared
def test_no_wording_is_in_the_tree(of_sources):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git working tree")
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    there = [path for path in files if path.is_file()]
    assert len(there) > 100
    assert {
        str(path): found for path in there if (found := find_wording(decoded(path.read_bytes()), of_sources))
    } == {}


@pytest.mark.shared
def test_no_wording_is_in_the_history(of_sources):
    log = subprocess.run(["git", "log", "--format=%B"], cwd=ROOT, capture_output=True, check=False)
    assert find_wording(log.stdout.decode(), of_sources) == ()


@pytest.mark.shared
def test_no_wording_is_in_a_generation_that_was_built_with_the_sources(build, of_sources):
    home, _ = build
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {"leitgraph.nq", "void.ttl", "manifest.json", "seal.json"} <= {path.name for path in files}
    assert {
        str(path): found for path in files if (found := find_wording(decoded(path.read_bytes()), of_sources))
    } == {}


@pytest.mark.shared
def test_no_wording_is_in_the_log_of_a_build(build, of_sources):
    _, log = build
    assert find_wording(log, of_sources) == ()


@pytest.mark.shared
@pytest.mark.parametrize("words", PRINTED, ids=" ".join)
def test_no_wording_is_in_what_a_command_prints(build, of_sources, words):
    home, _ = build
    done = leitgraph(home, *words)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 500
    assert find_wording(decoded(done.stdout.encode()), of_sources) == ()


@pytest.mark.shared
def test_no_wording_is_in_what_is_said_of_a_changed_source(shared, tmp_path, of_sources):
    for path in (shared / "sources").iterdir():
        (tmp_path / path.name).write_text(
            "Zuvor. " + path.read_text("utf-8").replace("Patienten", "Kranke"), "utf-8"
        )
    done = leitgraph(tmp_path / "home", "build", "--no-owl", "--sources", str(tmp_path))
    assert done.returncode == 1
    assert ": changed" in done.stderr
    assert "no longer holds" in done.stderr
    assert "moved to" in done.stderr
    assert find_wording(done.stdout + done.stderr, of_sources) == ()
