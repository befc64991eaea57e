"""What happened, without what was asked: one line of log a request, and the numbers that Prometheus collects.

A query is a secret of whoever asks it; the log holds its hash, so that the same query is known again.
"""

from __future__ import annotations

import hashlib
import logging
import sys
from collections.abc import Mapping
from typing import cast

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from structlog.typing import FilteringBoundLogger

_SECONDS = (0.001, 0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 30)


def logger(*, quiet: bool = False) -> FilteringBoundLogger:
    """The log of requests: one JSON object a line, on standard error."""
    return cast(
        "FilteringBoundLogger",
        structlog.wrap_logger(
            structlog.PrintLogger(sys.stderr),
            processors=[
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL if quiet else logging.INFO),
        ),
    )


class Journal:
    """Log and numbers of one server.

    >>> journal = Journal(logger(quiet=True))
    >>> journal.note(200, 0.01, {"cached": True})
    >>> journal.registry.get_sample_value("leitgraph_requests_total", {"status": "200"})
    1.0
    """

    def __init__(self, log: FilteringBoundLogger) -> None:
        self._log = log
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "leitgraph_requests", "Requests to /sparql.", ["status"], registry=self.registry
        )
        self._seconds = Histogram(
            "leitgraph_request_seconds", "From request to answer.", buckets=_SECONDS, registry=self.registry
        )
        self._cached = Counter("leitgraph_cached", "Answers from memory.", registry=self.registry)
        self._by_status: dict[int, Counter] = {}

    def note(self, status: int, seconds: float, noted: Mapping[str, object]) -> None:
        """Note one request."""
        counter = self._by_status.get(status)
        if counter is None:
            counter = self._by_status[status] = self._requests.labels(str(status))
        counter.inc()
        self._seconds.observe(seconds)
        if "cached" in noted:
            self._cached.inc()
        self._log.info("sparql", status=status, ms=round(seconds * 1000, 1), **noted)


def fingerprint(sparql: str) -> str:
    """The hash of a query, by which the log knows it again.

    >>> fingerprint("ASK {}")
    '819ea91ed5f1'
    """
    return hashlib.sha256(sparql.encode("utf-8", "replace")).hexdigest()[:12]
