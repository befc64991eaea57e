"""The same input gives the same bytes: whatever Python's hashes, the place, or the order of the files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_build import small

FILES = ("leitgraph.nq", "void.ttl", "manifest.json")
ROOT = Path(__file__).parents[2]
BUILD = """
import sys
from pathlib import Path
from kg_build import load, pipeline
if {reversed}:
    class Reversed(type(Path())):
        def rglob(self, pattern):
            return reversed(sorted(super().rglob(pattern)))
    load.sorted = lambda found: found
else:
    Reversed = Path
folder = [Reversed(name) for name in sys.argv[2:]]
pipeline.build(pipeline.Settings(home=Path(sys.argv[1]), corpora=tuple(folder), embedded=not folder, owl={owl}))
"""


def built(home, *corpora, seed, backwards=False, owl=False, cwd=ROOT):
    code = BUILD.format(reversed=backwards, owl=owl)
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(home), *map(str, corpora)]
    done = subprocess.run(command, env=environment, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name: (home / "current" / name).read_bytes() for name in FILES}


def test_two_builds_of_a_small_corpus_are_equal_byte_by_byte(tmp_path):
    one = small.corpus(tmp_path / "here")
    other = small.corpus(tmp_path / "elsewhere" / "deep")
    first = built(tmp_path / "a", one, seed="1")
    second = built(tmp_path / "b", other, seed="2", backwards=True, cwd=tmp_path)
    assert first == second
    assert b"elsewhere" not in b"".join(second.values())


def test_a_second_build_into_the_same_home_is_equal_too(tmp_path):
    corpus = small.corpus(tmp_path / "c")
    assert built(tmp_path / "h", corpus, seed="3") == built(tmp_path / "h", corpus, seed="4")


def test_the_order_of_corpora_changes_nothing(tmp_path):
    one = small.corpus(tmp_path / "one")
    text = small.STUDY.replace("id: first", "id: second").replace("first.", "second.")
    two = small.corpus(tmp_path / "two", "other", text, "curated_on: 2026-11-01\n")
    assert built(tmp_path / "a", one, two, seed="5") == built(tmp_path / "b", two, one, seed="6")


@pytest.mark.slow
@pytest.mark.java
def test_two_full_builds_of_the_corpus_that_ships_are_equal_byte_by_byte(tmp_path):
    assert built(tmp_path / "a", seed="7", owl=True) == built(
        tmp_path / "b", seed="8", owl=True, cwd=tmp_path
    )
