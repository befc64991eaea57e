"""What authors decided on findings: a YAML file that is read, added to, and laid over the store at once.

A decision names the finding and the digest of the numbers that it was taken on; it lapses when those change.
Decisions are only ever added, the last one on a finding holds, and the file says who and when: two authors
who decide at the same time lose nothing, because the file is locked while it is read and written anew.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import yaml

from ontology.loader import loaded
from ontology.namespaces import curie
from queries.errors import BadDecision, DecidedMeanwhile
from queries.records import Record

Verdict = Literal["accepted", "rejected", "deferred"]
#: The name of the file in a corpus and in the home of the generations.
NAME = "decisions.yaml"
_FINDING = re.compile(r"[A-Z]\d{1,2}-[0-9a-f]{16}")
_KEYS = ("finding", "verdict", "reason", "by", "decided_on", "inputs_digest")
_HEAD = (
    "# Decisions on findings of the audit. Add to it with: leitgraph decide FINDING accept|reject|defer\n"
    "# The last decision on a finding holds; one lapses when the numbers of its finding change.\n"
)


@dataclass(frozen=True)
class Decision:
    """One author's word on one finding.

    >>> Decision("L1-0123456789abcdef", "rejected", "0f" * 8, "A. Author", dt.date(2026, 11, 26), "37 of 43").verdict
    'rejected'
    """

    finding: str
    verdict: Verdict
    inputs_digest: str
    by: str
    decided_on: dt.date
    reason: str = ""

    def __post_init__(self) -> None:
        if not _FINDING.fullmatch(self.finding):
            raise BadDecision(
                f"{self.finding!r} is not the id of a finding", next_step="take it from: leitgraph audit"
            )
        if self.verdict not in get_args(Verdict):
            raise BadDecision(
                f"{self.finding}: {self.verdict!r} is no decision", next_step="accepted, rejected or deferred"
            )
        if not self.by.strip():
            raise BadDecision(f"{self.finding}: nobody decides", next_step="say who: --by NAME")
        if self.verdict == "rejected" and not self.reason.strip():
            raise BadDecision(
                f"{self.finding}: a rejection needs a reason", next_step="say why: --reason TEXT"
            )

    def told(self) -> dict[str, str]:
        """The decision as JSON has it."""
        told = {
            "verdict": self.verdict,
            "reason": self.reason,
            "by": self.by,
            "on": self.decided_on.isoformat(),
        }
        return {**told, "inputs_digest": self.inputs_digest}


def of_record(record: Record) -> Decision:
    """A decision that a build took into the graph."""
    return Decision(
        finding=curie(record.one("lg:decides") or "").partition(":")[2],
        verdict=cast("Verdict", record.code("lg:verdict")),
        inputs_digest=record.one("lg:inputsDigest") or "",
        by=record.one("lg:decidedBy") or "",
        decided_on=dt.date.fromisoformat(record.one("lg:decidedOn") or ""),
        reason=record.one("lg:decisionReason") or "",
    )


def file(home: Path) -> Path:
    """The file of this machine: ``LEITGRAPH_DECISIONS``, else ``decisions.yaml`` in the home of the generations."""
    named = os.environ.get("LEITGRAPH_DECISIONS")
    return Path(named) if named else home / NAME


def read(path: Path) -> tuple[Decision, ...]:
    """All decisions of a file, oldest first; none where there is no file."""
    try:
        content = loaded(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise BadDecision(
            f"{path} cannot be read: {fault}", next_step="correct the file at that place"
        ) from fault
    if content is None:
        return ()
    if not isinstance(content, list):
        raise BadDecision(f"{path}: not a list of decisions", next_step="see docs/audit.md for its form")
    return tuple(_decision(path, number, entry) for number, entry in enumerate(content, 1))


def _decision(path: Path, number: int, entry: Any) -> Decision:
    where = f"{path}: decision {number}"
    if not isinstance(entry, dict) or not set(map(str, entry)) <= set(_KEYS):
        raise BadDecision(f"{where}: unknown entry", next_step=f"a decision has: {', '.join(_KEYS)}")
    missing = [key for key in _KEYS if key != "reason" and entry.get(key) in (None, "")]
    if missing:
        raise BadDecision(f"{where}: {', '.join(missing)} missing", next_step="fill it in")
    if not isinstance(entry["decided_on"], dt.date):
        raise BadDecision(
            f"{where}: 'decided_on' is no date: {entry['decided_on']!r}", next_step="write it as 2026-11-26"
        )
    try:
        return Decision(
            finding=str(entry["finding"]),
            verdict=cast("Verdict", entry["verdict"]),
            inputs_digest=str(entry["inputs_digest"]),
            by=str(entry["by"]),
            decided_on=entry["decided_on"],
            reason=str(entry.get("reason") or ""),
        )
    except BadDecision as fault:
        raise BadDecision(f"{where}: {fault.message}", next_step=fault.next_step) from fault


def standing(decided: Iterable[Decision]) -> Mapping[str, Decision]:
    """The decision that holds on each finding: the last one."""
    return {one.finding: one for one in decided}


def history(decided: Iterable[Decision], finding: str) -> tuple[Decision, ...]:
    """All that was decided on one finding, oldest first."""
    return tuple(one for one in decided if one.finding == finding)


def writable(path: Path) -> bool:
    """Whether decisions can be added to that file: its folder, or the nearest one there is, lets us write."""
    folder = next(above for above in path.absolute().parents if above.exists())
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def add(path: Path, decision: Decision, *, seen: int | None = None) -> None:
    """Write one more decision; the file is replaced in one step, and nobody else writes meanwhile.

    ``seen`` is how many decisions on the finding stood in the file when its author looked: where there are more by now,
    nothing is written, and the error tells what was decided meanwhile.
    """
    entry = {key: value for key in _KEYS if (value := getattr(decision, key)) != ""}
    text = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=100)
    with _locked(path):
        before = read(path)
        there = history(before, decision.finding)
        if seen is not None and len(there) > seen:
            raise DecidedMeanwhile(
                f"{there[-1].by} has decided on {decision.finding} meanwhile: {there[-1].verdict}",
                next_step="look at that decision, then decide again",
            )
        head = path.read_text(encoding="utf-8") if before else _HEAD
        _replace(path, head.rstrip("\n") + "\n" + text)


def _replace(path: Path, content: str) -> None:
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_text(content, encoding="utf-8")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_name(f".{path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as fault:
        raise BadDecision(
            f"{path} cannot be written: {fault.strerror or fault}",
            next_step="set LEITGRAPH_DECISIONS to a file of yours",
        ).because("unwritable", path=str(path)) from fault
