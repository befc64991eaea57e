"""How many cores this process may use."""

from __future__ import annotations

import os


def cores() -> int:
    """The cores we are allowed to use where the system says so (Linux), else all there are.

    >>> cores() >= 1
    True
    """
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
