"""A build that is killed at any moment leaves the current generation answering."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg_build import generation as generations
from kg_build.owl import hermit
from kg_build.pipeline import Settings, build
from queries.store import open_generation
from tests.test_build import small

ROOT = Path(__file__).parents[2]


def start(*options):
    code = "from app.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, "build", *options],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def duration(*options):
    begin = time.perf_counter()
    assert start(*options).wait() == 0
    return time.perf_counter() - begin


def kill_at(moment, *options):
    """Start a build and kill it, and whatever it started, at that moment; whether it was still running."""
    process = start(*options)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait() != 0


def moments(times, longest):
    """Spread over the whole build, most of them over its second half, where it writes."""
    chance = random.Random(7)  # noqa: S311  (a moment, no secret)
    return [longest * chance.uniform(0.05 if number % 5 == 0 else 0.5, 1.02) for number in range(times)]


def answers(home):
    """The current generation is whole and answers."""
    current = generations.current(home)
    assert generations.verify(current) == []
    assert bool(open_generation(home / "current").query("ASK { ?s ?p ?o }"))
    return current


@pytest.mark.slow
def test_killed_fifty_times_on_a_small_corpus_the_current_generation_answers(tmp_path):
    home, corpus = tmp_path / "home", small.corpus(tmp_path / "c")
    build(small.settings(corpus, home))
    options = ("--corpus", str(corpus), "--no-embedded", "--no-owl", "--out", str(home))
    killed = 0
    for moment in moments(50, duration(*options)):
        before = answers(home)
        killed += kill_at(moment, *options)
        assert answers(home).name >= before.name
    assert killed >= 25
    assert start(*options).wait() == 0
    answers(home)
    assert not [*generations.folder(home).glob(".tmp-*"), *home.glob(".current-*")]


@pytest.mark.slow
@pytest.mark.java
@pytest.mark.skipif(hermit.java() is None, reason="there is no Java")
def test_killed_five_times_on_the_full_build_the_current_generation_answers(tmp_path):
    build(Settings(home=tmp_path))
    options = ("--out", str(tmp_path))
    killed = 0
    for moment in moments(5, duration(*options)):
        before = answers(tmp_path)
        killed += kill_at(moment, *options)
        assert answers(tmp_path).name >= before.name
    assert killed >= 2
