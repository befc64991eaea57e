"""The author's page is run from top to bottom: its files are written, its commands called, its output compared."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kg_build.authoring import layout
from kg_build.load import validate
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "authoring.md").read_text("utf-8")
#: kind of block, name of the file where one stands behind the kind, content
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def file_of(kind, name, content):
    """The file that a block is: named behind its kind, or in its first line; None where it is none."""
    return name or (content.partition("\n")[0].removeprefix("# ") if kind == "yaml" else None)


FILES = {path: content for kind, name, content in BLOCKS if (path := file_of(kind, name, content))}


def write(folder, path, content):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(content, encoding="utf-8")


@pytest.fixture
def desk(tmp_path):
    """A folder with all files of the page."""
    for path, content in FILES.items():
        write(tmp_path, path, content)
    return tmp_path


def run(words, folder):
    """A command of the page, in a folder; the OWL step, which has tests of its own, is left out."""
    if words[0] == "python":
        command = [sys.executable, *words[1:]]
    else:
        quick = ["--no-owl"] if words[1] == "build" else []
        command = [sys.executable, "-c", "from app.cli import main; main()", *words[1:], *quick]
    environment = {**os.environ, "LEITGRAPH_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


@pytest.mark.slow
def test_the_page_runs_from_top_to_bottom_and_prints_what_it_says(tmp_path):
    printed = ""
    for kind, name, content in BLOCKS:
        if kind == "sh":
            printed = "".join(run(shlex.split(line), tmp_path) for line in content.splitlines())
        elif kind == "console":
            lines = [line.rstrip() for line in printed.splitlines()]
            assert [line for line in content.splitlines() if line.rstrip() not in lines] == [], printed
        elif path := file_of(kind, name, content):
            write(tmp_path, path, content)


def test_the_files_of_the_page_have_no_mistakes(desk):
    assert [str(mistake) for mistake in validate(desk / "my_corpus")] == []


def test_the_files_of_the_page_are_in_the_canonical_layout(desk):
    assert [str(path) for path, _ in layout.astray([desk / "my_corpus"])] == []


def test_the_mistakes_that_the_page_tells_of_are_told_so(desk, monkeypatch):
    for path, right, wrong in (
        ("studies/example_2020.yaml", "statistic: rate", "statistic: medain"),
        ("statements/example_n3.yaml", "cites: [publication:example_2020.paper]", "cites: [publication:example_2020.papre]"),
    ):  # fmt: skip
        assert right in FILES[f"my_corpus/{path}"]
        write(desk, f"my_corpus/{path}", FILES[f"my_corpus/{path}"].replace(right, wrong))
    monkeypatch.chdir(desk)
    ((_, _, shown),) = [block for block in BLOCKS if block[0] == "mistakes"]
    assert "".join(f"{mistake}\n" for mistake in validate(Path("my_corpus"))) == shown


def test_the_page_is_short_enough_to_be_read():
    assert PAGE.count("\n") < 270
