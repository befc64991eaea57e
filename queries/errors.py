"""The errors of the questions; each knows the HTTP status that fits it."""

from __future__ import annotations

import math
from typing import Self

from ontology.errors import LeitgraphError


class QueryError(LeitgraphError):
    """The question could not be asked.

    Where the place in the query is known, ``line`` and ``column`` (from 1) say it; ``retry_after`` says in how many
    seconds it makes sense to ask again; ``seconds`` is the processor time that was spent on it.
    """

    status = 400
    line: int | None = None
    column: int | None = None
    retry_after: int | None = None
    seconds: float = 0.0

    def at(self, line: int, column: int) -> Self:
        """The same error with its place in the query."""
        self.line, self.column = line, column
        return self

    def after(self, seconds: float) -> Self:
        """The same error with the time after which to ask again, in whole seconds and at least one."""
        self.retry_after = max(1, math.ceil(seconds))
        return self


class UnknownQuery(QueryError, LookupError):
    """No question of that name is in the catalogue; the message offers near matches."""

    status = 404


class BadParameter(QueryError, ValueError):
    """A parameter is missing, unknown, or not of its type."""


class NotUnderstood(QueryError, ValueError):
    """A word of a population or an intervention is in no vocabulary; the message offers near matches."""


class StoreMissing(QueryError):
    """There is no finished generation to ask."""

    status = 503
    reason = "no_store"


class EndpointUnreachable(QueryError, ConnectionError):
    """The endpoint cannot be reached, is too busy, or lets nobody in."""

    status = 503


class NotSparql(QueryError):
    """Something answers at that address, but not with the results of a SPARQL query."""

    status = 502


class WrongData(QueryError):
    """The endpoint holds no data of ours, or those of another version than this program's."""

    status = 502


class GenerationReplaced(QueryError):
    """The endpoint got another generation while it was asked: the answer may be of both and is not given."""

    status = 503
    reason = "replaced"


class QueryTimeout(QueryError, TimeoutError):
    """No answer came within the time that was given."""

    status = 504
    reason = "late"


class PartialAnswer(QueryError):
    """The endpoint left rows out and said so: such an answer is not shown as if it were whole."""

    status = 502
    reason = "partial"


class MalformedQuery(QueryError, ValueError):
    """The text is not SPARQL 1.1; ``line`` and ``column`` say where."""


class TooComplex(QueryError, ValueError):
    """The query is longer, deeper or wider than a stranger's query may be."""


class Refused(QueryError, PermissionError):
    """What the query asks is not done here at all: an update, or a request to another server."""

    status = 403


class WrongFormat(QueryError, ValueError):
    """The answer cannot be written in the format that was asked: rows are no graph, and a graph has no rows."""

    status = 406


class Exhausted(QueryError):
    """The query took more memory or stack than it may have; its worker ended, and nothing else."""

    status = 422
    reason = "exhausted"


class Busy(QueryError):
    """All workers are taken and enough queries wait already."""

    status = 503
    reason = "busy"


class OverBudget(QueryError):
    """This client has used up its time or its errors for now."""

    status = 429


class BadSetting(QueryError, ValueError):
    """A setting of environment or settings file has no such name, or a value that it cannot have."""

    status = 500


class BadDecision(QueryError, ValueError):
    """A decision on a finding cannot be read or taken."""


class DecidedMeanwhile(BadDecision):
    """Somebody else decided on the finding after its author had looked at it."""

    status = 409


class UnknownFinding(QueryError, LookupError):
    """No finding or rule of that name is in the audit; the message offers near ones."""

    status = 404
