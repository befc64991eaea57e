"""What a command writes: to standard output, or into a file that is replaced in one step."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ontology.errors import LeitgraphError


class NotWritten(LeitgraphError):
    """A file could not be written; what was there before is as it was."""


def write(out: Path | None, content: str | bytes) -> None:
    """Write text or bytes to a file, or to standard output where none is named."""
    data = content.encode() if isinstance(content, str) else content
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    target = out.resolve()  # a link stays a link; what it points at is replaced
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        aside.write_bytes(data)
        aside.replace(target)
    except OSError as fault:
        aside.unlink(missing_ok=True)
        raise NotWritten(
            f"{out} cannot be written: {fault.strerror}", next_step="name a file in a folder of yours"
        ) from fault
