"""The errors of the questions; each knows the HTTP status that fits it."""

from __future__ import annotations

from ontology.errors import LeitgraphError


class QueryError(LeitgraphError):
    """The question could not be asked."""

    status = 400


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


class EndpointUnreachable(QueryError, ConnectionError):
    """The endpoint cannot be reached, is too busy, or lets nobody in."""

    status = 503


class NotSparql(QueryError):
    """Something answers at that address, but not with the results of a SPARQL query."""

    status = 502


class WrongData(QueryError):
    """The endpoint holds no data of ours, or those of another version than this program's."""

    status = 502


class QueryTimeout(QueryError, TimeoutError):
    """No answer came within the time that was given."""

    status = 504


class PartialAnswer(QueryError):
    """The endpoint left rows out and said so: such an answer is not shown as if it were whole."""

    status = 502
