"""Anchors against the user's own copies of the sources: which still stand where they were set.

A file is known by its hash, and by its name only where no file has that hash: then it was changed, and each
anchor is looked for by the hash of its own words. Offsets count Unicode code points. No wording leaves this module.
"""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Literal

from kg_build.errors import BuildError, SourceChanged
from kg_build.load import Corpus
from kg_build.model import Anchor, Passage

FileState = Literal["unchanged", "changed", "missing"]


@dataclass(frozen=True, order=True)
class Checked:
    """One anchor of one statement, and where its words begin in the copy at hand (None: nowhere)."""

    passage: str
    file: str
    statement: str
    start: int
    end: int
    found: int | None

    @property
    def holds(self) -> bool:
        """Whether the words stand where the anchor says."""
        return self.found == self.start

    def __str__(self) -> str:
        old = f"{self.start}-{self.end}"
        if self.found is None:
            return f"{self.statement}: anchor {old} no longer holds"
        return f"{self.statement}: anchor {old} moved to {self.found}-{self.found + self.end - self.start}"


@dataclass(frozen=True)
class AnchorReport:
    """What became of every anchor, and the state of every file that a passage names."""

    files: Mapping[str, FileState]
    checked: tuple[Checked, ...]

    @property
    def claims(self) -> tuple[int, int]:
        """How many statements hold, and how many have anchors: one holds if all its anchors do."""
        states: dict[str, bool] = {}
        for anchor in self.checked:
            states[anchor.statement] = states.get(anchor.statement, True) and anchor.holds
        return sum(states.values()), len(states)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the files that are not there."""
        return tuple(sorted(name for name, state in self.files.items() if state == "missing"))

    @property
    def counts(self) -> dict[str, int | str]:
        """What the log says of it."""
        held, total = self.claims
        named = {"missing": ", ".join(self.missing)} if self.missing else {}
        return {"claims": f"{held} of {total}", "anchors": len(self.checked), **named}

    def lines(self) -> Iterator[str]:
        """The report in words: each file that was changed or is missing, and each anchor that is not in its place."""
        held, total = self.claims
        yield f"{held} of {total} claims hold"
        for name, state in sorted(self.files.items()):
            astray = [one for one in self.checked if one.file == name and not one.holds]
            if state == "missing":
                yield f"{name}: missing"
            elif state == "changed" or astray:
                yield f"{name}: {state}"
                yield from (f"  {one}" for one in astray)

    def raise_for_changes(self) -> None:
        """Stop where a file is not the one that the anchors were made for, or an anchor is not in its place."""
        present = {name for name, state in self.files.items() if state != "missing"}
        if "changed" in self.files.values() or any(
            one.file in present and not one.holds for one in self.checked
        ):
            raise SourceChanged(
                "\n".join(self.lines()),
                next_step="build with the file that the passages name, or set the anchors anew and give file_sha256 of the new file",
            )


def verify(corpora: Iterable[Corpus], sources: Path) -> AnchorReport:
    """Hold every anchor of the current units against the files in a folder."""
    there = copies(sources)
    by_name = {name: digest for digest, (name, _) in there.items()}
    files: dict[str, FileState] = {}
    checked: list[Checked] = []
    for passage in passages(corpora):
        same = passage.file_sha256 in there
        digest = passage.file_sha256 if same else by_name.get(passage.file_name, "")
        text = there[digest][1] if digest else None
        files[passage.file_name] = "unchanged" if same else "changed" if digest else "missing"
        checked += _checked(passage, text)
    if files and set(files.values()) == {"missing"}:
        raise BuildError(
            f"{sources} holds none of the sources: {', '.join(sorted(files))}", next_step="check the path"
        )
    return AnchorReport(files, tuple(sorted(checked)))


def passages(corpora: Iterable[Corpus]) -> Iterator[Passage]:
    """The passages of the current units."""
    for corpus in corpora:
        for unit, records in corpus.units:
            if unit.unit_status == "currentUnit":
                yield from (record for record in records if isinstance(record, Passage))


def copies(sources: Path) -> dict[str, tuple[str, str]]:
    """The files of a folder by their hash, each with its name and its text."""
    if not sources.is_dir():
        raise BuildError(f"no such folder of sources: {sources}", next_step="check the path")
    found = {}
    for path in sorted(sources.iterdir()):
        if path.is_file():
            content = path.read_bytes()
            found[hashlib.sha256(content).hexdigest()] = (path.name, content.decode("utf-8", "replace"))
    return found


def _checked(passage: Passage, text: str | None) -> Iterator[Checked]:
    wanted = [(statement.id, anchor) for statement in passage.statements for anchor in statement.anchors]
    places = {} if text is None else _places(text, [anchor for _, anchor in wanted])
    for statement, anchor in wanted:
        starts = places.get((anchor.span_sha256, anchor.end - anchor.start), ())
        found = min(starts, key=lambda start, old=anchor.start: abs(start - old), default=None)
        yield Checked(passage.id, passage.file_name, statement, anchor.start, anchor.end, found)


def _places(text: str, anchors: Iterable[Anchor]) -> dict[tuple[str, int], list[int]]:
    """Where the words of each anchor begin: in its own place, else wherever a window of its length has its hash."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    lost: dict[int, set[str]] = defaultdict(set)
    for anchor in anchors:
        if _hash(text[anchor.start : anchor.end].encode()) == anchor.span_sha256:
            found[anchor.span_sha256, anchor.end - anchor.start].append(anchor.start)
        else:
            lost[anchor.end - anchor.start].add(anchor.span_sha256)
    content, bounds = text.encode(), _bounds(text)
    for length, hashes in lost.items():
        for start in range(len(text) - length + 1):
            if (digest := _hash(content[bounds[start] : bounds[start + length]])) in hashes:
                found[digest, length].append(start)
    return found


def _bounds(text: str) -> list[int]:
    """Where each code point begins in the encoded text, and where the text ends."""
    return list(accumulate((len(char.encode()) for char in text), initial=0))


def anchored(path: Path, first: str, last: str) -> str:
    """The lines of YAML for a passage and one anchor in it: from the first words to the end of the last words."""
    content = path.read_bytes()
    text = content.decode("utf-8")
    start = _only(text, first, 0, path)
    end = _only(text, last, start, path) + len(last)
    return (
        f"file_name: {path.name}\nfile_sha256: {_hash(content)}\ncharacters: {len(text)}\nanchors:\n"
        f"  - start: {start}\n    end: {end}\n    span_sha256: {_hash(text[start:end].encode())}\n"
    )


def _only(text: str, words: str, after: int, path: Path) -> int:
    """Where some words begin that stand only once from a place on."""
    found = text.find(words, after)
    if not words or found < 0 or text.find(words, found + 1) >= 0:
        many = "not" if found < 0 else "more than once"
        raise BuildError(f"{words!r} stands {many} in {path}", next_step="give words that stand there once")
    return found


def _hash(words: bytes) -> str:
    return hashlib.sha256(words).hexdigest()


if __name__ == "__main__":
    try:
        sys.stdout.write(anchored(Path(sys.argv[1]), sys.argv[2], sys.argv[-1]))
    except (BuildError, OSError, IndexError) as fault:
        sys.exit(f'{fault}\nusage: python -m kg_build.anchors FILE "first words" "last words"')
