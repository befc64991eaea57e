"""Where progress goes: standard error, one line an event, so that standard output holds only the answer."""

from __future__ import annotations

import logging
import sys

import structlog


def to_standard_error() -> None:
    """Let the stages of the build say what they do."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S"),
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
