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
