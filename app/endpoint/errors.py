"""What can be wrong with a request, each with the HTTP status that says so.

queries.errors.QueryError
├ BadRequest (400)             the request is not as the SPARQL Protocol has it
├ UpdateRefused (403)          this endpoint only reads
├ NothingThere (404)           no record, term or graph has this IRI
├ MethodRefused (405)
├ NotAcceptable (406)          no format that the client takes fits the answer
├ TooLarge (413)
├ ClientGone (499)             nobody waits for the answer any more
└ WrongMediaType (415)
"""

from __future__ import annotations

from queries.errors import QueryError


class BadRequest(QueryError):
    """The request is not as the SPARQL Protocol has it."""


class UpdateRefused(QueryError):
    """The data are made by the build alone: nobody writes here."""

    status = 403


class NothingThere(QueryError):
    """No record, term or graph of the current generation has this IRI."""

    status = 404


class MethodRefused(QueryError):
    """This address takes other methods; the answer names them."""

    status = 405


class NotAcceptable(QueryError):
    """No format that the client takes fits the answer."""

    status = 406


class TooLarge(QueryError):
    """The request is longer than any query that is taken."""

    status = 413


class ClientGone(QueryError):
    """Nobody waits for the answer any more; the status is for the log alone."""

    status = 499


class WrongMediaType(QueryError):
    """A query does not come as such a document."""

    status = 415
