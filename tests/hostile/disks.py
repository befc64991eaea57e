"""T13: disks that are full, read-only or lie: each damage is found by ``verify``, and an earlier generation takes over."""

from __future__ import annotations

import gc
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg_build import generation as generations
from kg_build.errors import BuildError
from ontology.errors import LeitgraphError
from queries.store import open_generation
from tests.hostile.kills import make
from tests.hostile.server import Count

KINDS = ("CURRENT", "MANIFEST-*", "*.sst", "*.log", "OPTIONS-*")
_MIB = 1 << 20


def _flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes()) or bytearray(b"x")
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(content))


def _shorten(path: Path, chance: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))] if content else b"x")


def _lose(path: Path, _: random.Random) -> None:
    path.unlink()


def _swap(path: Path, _: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[::-1] + b"\x00")


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (_flip, _shorten, _lose, _swap)


def damaged(home: Path, each: int, seed: int = 3) -> Count:
    """Damage each kind of file of the store, and the files beside it, in each way so often."""
    count = Count("T13 damaged files")
    chance = random.Random(seed)  # noqa: S311
    make(home, 1)
    make(home, 2)
    current = generations.current(home)
    kept = shutil.copytree(current, home / "kept")
    patterns = [f"store/{kind}" for kind in KINDS] + [
        "leitgraph.nq",
        "manifest.json",
        "void.ttl",
        "seal.json",
    ]
    for pattern in patterns:
        for damage in DAMAGES:
            for _ in range(each):
                path = chance.choice(sorted(current.glob(pattern)))
                damage(path, chance)
                count.inputs += 1
                _found_and_left_behind(home, current, path, count)
                shutil.rmtree(current)
                shutil.copytree(kept, current)
                generations.make_current(home, current)
    return count


def _found_and_left_behind(home: Path, current: Path, path: Path, count: Count) -> None:
    what = f"{path.relative_to(current)}"
    if not generations.verify(current):
        count.faults.append(f"{what}: the damage was not found")
        return
    count.note("found")
    if generations.rollback(home) == current or not _answers(home):
        count.faults.append(f"{what}: no earlier generation took over")


def _answers(home: Path) -> bool:
    return bool(
        open_generation(home / "current").query("ASK { <urn:one> <urn:n> ?n . <urn:two> <urn:n> ?n }")
    )


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A file system of so many bytes; PermissionError where none may be made."""
    folder.mkdir(parents=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "leitgraph-test", str(folder)]
    if subprocess.run(words, check=False, capture_output=True).returncode:
        raise PermissionError("no file system may be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False, capture_output=True)


def full(folder: Path, points: int) -> Count:
    """Let the disk become full at so many points of a write: it fails with a word, and the current generation answers."""
    count = Count("T13 full disk")
    with small_disk(folder, 64 * _MIB) as disk:
        home = disk / "home"
        make(home, 1)
        ballast = disk / "ballast"
        for point in range(points):
            free = (point + 1) * 24 * _MIB // points
            _fill(disk, ballast, free)
            count.inputs += 1
            before = generations.current(home)
            try:
                make(home, point + 2, 20_000)
                count.note("written")
            except BuildError as fault:
                count.note("refused" if "space" in str(fault).lower() else str(fault)[:60])
            gc.collect()  # the store that failed is closed when it is dropped
            ballast.unlink()
            if (
                generations.current(home) < before
                or generations.verify(generations.current(home))
                or not _answers(home)
            ):
                count.faults.append(f"{free} bytes free: the current generation does not answer")
        make(home, 1)  # with space again, the next one comes
        if not count.statuses.get("refused"):
            count.faults.append("the disk never became full")
    return count


def _fill(disk: Path, ballast: Path, free: int) -> None:
    there = shutil.disk_usage(disk).free
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, there - free))


def read_only(folder: Path) -> Count:
    """On a file system that cannot be written, reading goes on, and writing fails with a word."""
    count = Count("T13 read-only disk")
    with small_disk(folder, 64 * _MIB) as disk:
        home = disk / "home"
        make(home, 1)
        make(home, 2)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True, capture_output=True)
        for step in (lambda: make(home, 3), lambda: generations.rollback(home)):
            count.inputs += 1
            try:
                step()
                count.faults.append("it was written")
            except LeitgraphError:
                count.note("refused")
            if generations.verify(generations.current(home)) or not _answers(home):
                count.faults.append("the current generation does not answer")
    return count
