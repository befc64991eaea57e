"""Generations: where the finished graphs lie, whether one is as it was sealed, and which one is current.

``<home>/generations/000001/`` holds ``store/``, ``leitgraph.nq``, ``void.ttl``, ``manifest.json`` and
``seal.json``; ``<home>/current`` is a symbolic link to one of them. RocksDB opens a store whose write-ahead
log was cut short without a word, so whether a store is whole is judged by the seal and not by its opening.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg_build.errors import BuildError, DamagedGeneration

SEAL = "seal.json"
MANIFEST = "manifest.json"
NQUADS = "leitgraph.nq"
_UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
_NAME = "[0-9][0-9][0-9][0-9][0-9][0-9]"


@dataclass(frozen=True)
class Generation:
    """A finished graph: where it lies and what its manifest says."""

    path: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The number of the generation, as its folder is called."""
        return self.path.name

    @property
    def counts(self) -> Mapping[str, int | str]:
        """What the log says of it."""
        return {"generation": self.name, "quads": self.manifest["quads"]}


@dataclass(frozen=True)
class Damage:
    """One file of a generation that is not as it was sealed.

    >>> print(Damage("store/000009.sst", "is missing"))
    store/000009.sst: is missing
    """

    file: str
    fault: str

    def __str__(self) -> str:
        return f"{self.file}: {self.fault}"


def folder(home: Path) -> Path:
    """Where the generations of a home lie."""
    return home / "generations"


def known(home: Path) -> list[Path]:
    """The finished generations, oldest first."""
    return sorted(path for path in folder(home).glob(_NAME) if path.is_dir())


def current(home: Path) -> Path:
    """The generation that answers."""
    link = home / "current"
    if not link.is_symlink() or not link.exists():
        raise BuildError(f"no generation is current in {home}", next_step="run: leitgraph build")
    return folder(home) / link.readlink().name


def named(home: Path, name: str) -> Path:
    """The generation of that number."""
    for path in known(home):
        if path.name == name.zfill(len(path.name)):
            return path
    there = ", ".join(path.name for path in known(home)) or "none"
    raise BuildError(f"there is no generation {name} in {home}", next_step=f"choose one of: {there}")


def before(home: Path, generation: Path) -> Path:
    """The generation before another one."""
    earlier = [path for path in known(home) if path.name < generation.name]
    if not earlier:
        raise BuildError(f"no generation is older than {generation.name}", next_step="run: leitgraph build")
    return earlier[-1]


def read(path: Path) -> Generation:
    """A finished generation with its manifest."""
    return Generation(path, json.loads((path / MANIFEST).read_text(encoding="utf-8")))


def rollback(home: Path, to: str | None = None) -> Path:
    """Make an earlier generation the current one, if it is whole."""
    target = named(home, to) if to else before(home, current(home))
    damage = verify(target)
    if damage:
        raise DamagedGeneration(
            f"generation {target.name} is damaged: {damage[0]}", next_step="choose another, or build again"
        )
    with writing(home):
        make_current(home, target)
    return target


def make_current(home: Path, generation: Path) -> None:
    """Let a generation answer from now on: one atomic step, so that there is always one that does."""
    aside = home / f".current-{os.getpid()}"
    aside.unlink(missing_ok=True)
    aside.symlink_to(Path("generations") / generation.name)
    aside.replace(home / "current")
    sync(home)


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Say it plainly where the disk takes nothing: it is full, only read, or of another user."""
    try:
        yield
    except (
        OSError,
        RuntimeError,
    ) as fault:  # of the store, which gives the words of the system without its number
        why = next((text for text in map(os.strerror, _UNWRITABLE) if text in str(fault)), "")
        if not why:
            raise
        raise BuildError(
            f"{home} cannot be written: {why}",
            next_step="make room or give leave there, or choose another home",
        ) from fault


def sync(path: Path) -> None:
    """Have the disk itself hold a file or a folder, so that a loss of power takes nothing back."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256(path: Path) -> str:
    """The hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _files(generation: Path) -> Iterator[Path]:
    return (path for path in sorted(generation.rglob("*")) if path.is_file() or path.is_symlink())


def _seal_text(name: str, files: Mapping[str, str]) -> str:
    """The seal, which also holds a hash over itself and the number of its generation."""
    lines = [name, *(f"{file} {digest}" for file, digest in sorted(files.items()))]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    content = {"files": dict(files), "generation": name, "seal": digest}
    return json.dumps(content, indent=1, sort_keys=True) + "\n"


def seal(generation: Path, name: str) -> None:
    """Write down the hash of every file, those of the store and its write-ahead log included."""
    files = {str(path.relative_to(generation)): sha256(path) for path in _files(generation)}
    (generation / SEAL).write_text(_seal_text(name, files), encoding="utf-8")


def verify(generation: Path) -> list[Damage]:
    """Hold a generation against its seal: every file that was changed, cut short, lost or added."""
    if not generation.is_dir():
        return [Damage(str(generation), "is missing")]
    try:
        text = (generation / SEAL).read_text(encoding="utf-8")
        sealed: dict[str, str] = json.loads(text)["files"]
        intact = text == _seal_text(generation.name, sealed)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        return [Damage(SEAL, f"cannot be read ({type(fault).__name__})")]
    broken = [] if intact else [Damage(SEAL, "is not as it was written, or belongs to another generation")]
    return broken + _against(generation, sealed)


def _against(generation: Path, sealed: Mapping[str, str]) -> list[Damage]:
    there = {str(path.relative_to(generation)): path for path in _files(generation)}
    there.pop(SEAL, None)
    found = []
    for name in sorted(sealed.keys() | there.keys()):
        if name not in there:
            found.append(Damage(name, "is missing"))
        elif name not in sealed:
            found.append(Damage(name, "was added after the sealing"))
        elif sha256(there[name]) != sealed[name]:
            found.append(Damage(name, "is not as it was sealed"))
    return found
