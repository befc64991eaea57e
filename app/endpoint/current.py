"""The generation that answers now; another one takes over within a second of becoming current."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from queries.errors import StoreMissing
from queries.store import EmbeddedBackend, open_generation

_LOOK_AGAIN = 1.0  # seconds


@dataclass(frozen=True)
class Generation:
    """A finished graph that is being served: where it lies, and what its manifest says."""

    path: Path
    manifest: Mapping[str, Any]
    inode: int

    @property
    def number(self) -> str:
        """Its number, as its folder is called."""
        return self.path.name

    @property
    def name(self) -> str:
        """Its number and the head of its hash: two builds of different content never share it."""
        return f"{self.number}-{self.manifest['nquads_sha256'][:12]}"

    @cached_property
    def store(self) -> EmbeddedBackend:
        """The store, opened read-only."""
        return open_generation(self.path)


class Current:
    """Whichever generation of a home is current."""

    def __init__(self, home: Path) -> None:
        self._link = home / "current"
        self._looked = 0.0
        self._generation: Generation | None = None

    def generation(self) -> Generation:
        """The current generation; StoreMissing where there is none."""
        now = time.monotonic()
        if self._generation is None or now - self._looked > _LOOK_AGAIN:
            self._looked = now
            self._generation = self._look(self._generation)
        return self._generation

    def _look(self, known: Generation | None) -> Generation:
        path = self._link.resolve()
        try:
            inode = path.stat().st_ino
            if known is not None and (known.path, known.inode) == (path, inode):
                return known
            return Generation(path, json.loads((path / "manifest.json").read_text(encoding="utf-8")), inode)
        except (OSError, ValueError) as fault:
            raise StoreMissing(
                "no finished generation is here yet", next_step="run: leitgraph build"
            ) from fault
