"""What a query of a stranger may take: published, and set by environment or by a settings file.

Each limit ``seconds`` is the variable ``LEITGRAPH_LIMIT_SECONDS``, or ``seconds = 20`` under ``[limits]`` in the
TOML file that ``LEITGRAPH_SETTINGS`` names (else ``settings.toml`` in ``LEITGRAPH_HOME``). The variable wins.
"""

from __future__ import annotations

import os
from typing import ClassVar

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from queries.settings import Settings

MIB = 1 << 20


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _spares() -> int:
    """More than one client may ask at once: so one alone cannot take all places."""
    return 2 * _cores() + 4


class Limits(Settings):
    """The limits of the endpoint; sizes are in bytes, times in seconds.

    >>> Limits(seconds=2).seconds
    2.0
    """

    table: ClassVar[str] = "limits"
    model_config = SettingsConfigDict(env_prefix="LEITGRAPH_LIMIT_")

    seconds: float = Field(10, gt=0, le=3600, description="Time for one query; then it is killed.")
    rows: int = Field(10_000, ge=1, description="Rows or triples of one answer; a longer one is marked.")
    answer_bytes: int = Field(10_000_000, ge=1_000, le=1 << 30, description="Size of one answer.")
    query_bytes: int = Field(65_536, ge=100, le=1 << 24, description="Length of a query as UTF-8.")
    nesting: int = Field(64, ge=4, le=500, description="Brackets within brackets.")
    patterns: int = Field(100, ge=4, le=1_000, description="Triple patterns, path steps and groups together.")
    memory: int = Field(1024 * MIB, ge=64 * MIB, description="Memory beyond what an idle worker has.")
    stack: int = Field(1024 * MIB, ge=MIB, description="Stack of the thread that evaluates.")
    workers: int = Field(default_factory=_cores, ge=1, le=256, description="Queries at once; else the cores.")
    spares: int = Field(default_factory=_spares, ge=0, le=256, description="Slow queries beside those.")
    slow: float = Field(0.5, gt=0, description="Time after which a query makes room for quick ones.")
    queue: int = Field(50, ge=0, le=10_000, description="Queries that may wait for a worker.")
    patience: float = Field(10, gt=0, description="Time that a query may wait for a worker.")
    queries: int = Field(1_000, ge=1, description="Queries that a worker answers before it is replaced.")
    client_seconds: float = Field(60, gt=0, description="Processor time of one client in a minute.")
    client_burst: float = Field(120, gt=0, description="Processor time that a client may save up.")
    client_errors: float = Field(30, gt=0, description="Errors of one client in a minute.")
    client_parallel: int = Field(5, ge=1, description="Queries of one client at once.")
    budget: bool = Field(default=True, description="Whether clients have a budget; off for load tests.")
