"""A build that is killed at any moment leaves the current generation answering."""

import itertools
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
BUILD = "from app.cli import main; main()"
# The same, killed as it is about to change the names below its home for the so-manieth time: no clock has a say in it.
KILLED_AT_A_CHANGE = (
    """\
import os, signal, sys
home, left = sys.argv.pop(1), int(sys.argv.pop(1))
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "shutil.rmtree"}
def watch(event, args):
    global left
    written = event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR)
    if (written or event in CHANGES) and str(args[0]).startswith(home):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
"""
    + BUILD
)


def start(*options, code=BUILD, before=()):
    return subprocess.Popen(
        [sys.executable, "-c", code, *before, "build", *options],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip


def killed_after(seconds, *options):
    """Start a build and kill it, and whatever it started, after so long; whether it was still running, and how long it ran."""
    begin = time.perf_counter()
    process = start(*options)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait() != 0, time.perf_counter() - begin


def kill(times, home, *options):
    """Kill a build so often, at moments over the whole of it, most of them over its second half, where it writes.

    How long a build takes is what the last one took that came to its end: a machine may be busy now and idle soon.
    """
    chance = random.Random(7)  # noqa: S311  (a moment, no secret)
    killed, (_, whole) = 0, killed_after(None, *options)
    for number in itertools.count():
        before = answers(home)
        fell, seconds = killed_after(whole * chance.uniform(0.5 if number % 5 else 0.05, 1.02), *options)
        assert answers(home).name >= before.name
        killed, whole = killed + fell, whole if fell else seconds
        if killed == times:
            return
        assert number < 10 * times, (
            f"only {killed} of {number} builds were still running when they were to be killed"
        )


def answers(home):
    """The current generation is whole and answers."""
    current = generations.current(home)
    assert generations.verify(current) == []
    assert bool(open_generation(home / "current").query("ASK { ?s ?p ?o }"))
    return current


@pytest.fixture
def home(tmp_path):
    """A home with one generation of the small corpus."""
    build(small.settings(small.corpus(tmp_path / "c"), tmp_path / "home"))
    return tmp_path / "home"


def small_build(home):
    return "--corpus", str(home.parent / "c"), "--no-embedded", "--no-owl", "--out", str(home)


def goes_on(home):
    """The next build comes to its end and removes what the killed ones left."""
    assert start(*small_build(home)).wait() == 0
    answers(home)
    assert not [*generations.folder(home).glob(".tmp-*"), *home.glob(".current-*")]


@pytest.mark.slow
def test_killed_before_each_change_of_a_name_the_current_generation_answers(home):
    for changes in itertools.count():
        before = answers(home)
        ended = start(*small_build(home), code=KILLED_AT_A_CHANGE, before=(str(home), str(changes))).wait()
        assert answers(home).name >= before.name
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert changes >= 8  # a folder aside, what is written into it, the two renames, and the sweeping
    goes_on(home)


@pytest.mark.slow
def test_killed_thirty_times_on_a_small_corpus_the_current_generation_answers(home):
    kill(30, home, *small_build(home))
    goes_on(home)


@pytest.mark.slow
@pytest.mark.java
@pytest.mark.skipif(hermit.java() is None, reason="there is no Java")
def test_killed_three_times_on_the_full_build_the_current_generation_answers(tmp_path):
    build(Settings(home=tmp_path))
    kill(3, tmp_path, "--out", str(tmp_path))
