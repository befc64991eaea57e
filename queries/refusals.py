"""What an endpoint's refusal or silence means, in words for the user, and whether it is worth asking again.

What a server says of itself is quoted only after it was made harmless: short, on one line, without control
characters, and without the user and password that were sent to it.
"""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, IncompleteRead, RemoteDisconnected
from types import MappingProxyType
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from queries.errors import EndpointUnreachable, NotSparql, QueryError, QueryTimeout

_BUSY = (429, 503)
_FIRST_WAIT = 0.5
_QUOTED = 300

ANOTHER_ADDRESS = "give the address of the SPARQL endpoint itself; it often ends in /sparql or /query"
_LATER = "try again later, or ask whoever runs it"
_SMALLER = "ask for less, or raise LEITGRAPH_ENDPOINT_TIMEOUT and the limit there"
LOGIN = (
    "set LEITGRAPH_ENDPOINT_USER and LEITGRAPH_ENDPOINT_PASSWORD to a user whom it lets in; "
    "where it wants digest authentication (Virtuoso), also LEITGRAPH_ENDPOINT_AUTHENTICATION=digest"
)

#: status -> the error, what happened, and what to do
_MEANING = MappingProxyType(
    {
        400: (QueryError, "does not accept the query", "correct the query"),
        401: (EndpointUnreachable, "lets in only those it knows", LOGIN),
        403: (QueryError, "refuses the query", "ask without what it forbids, or as another user"),
        404: (NotSparql, "has nothing at this address", ANOTHER_ADDRESS),
        405: (NotSparql, "takes no queries at this address", ANOTHER_ADDRESS),
        406: (NotSparql, "gives no SPARQL results as JSON and no Turtle", ANOTHER_ADDRESS),
        407: (EndpointUnreachable, "is behind a proxy that lets in only those it knows", _LATER),
        408: (QueryTimeout, "ran out of time", _SMALLER),
        413: (QueryError, "takes no query of this length", "ask with fewer values"),
        414: (QueryError, "takes no query of this length", "ask with fewer values"),
        422: (QueryError, "needs more memory for the query than it gives", "ask for less, with LIMIT"),
        429: (EndpointUnreachable, "is asked too often", _LATER),
        501: (NotSparql, "takes no queries at this address", ANOTHER_ADDRESS),
        503: (EndpointUnreachable, "is too busy, or down", _LATER),
        504: (QueryTimeout, "ran out of time", _SMALLER),
    }
)
_OTHER = (EndpointUnreachable, "fails", _LATER)


def wait(status: int, headers: HTTPMessage, attempt: int) -> float | None:
    """Seconds until asking again makes sense: as long as the endpoint says, else ever longer; None where it does not.

    >>> [wait(status, HTTPMessage(), 2) for status in (503, 400)]
    [2.0, None]
    """
    if status not in _BUSY:
        return None
    asked = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"\d{1,9}", asked):
        return float(asked)
    try:
        date = parsedate_to_datetime(asked)
    except ValueError:
        return _FIRST_WAIT * 2.0**attempt
    date = date if date.tzinfo else date.replace(tzinfo=UTC)  # "-0000" is read as a time without a zone
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


def explained(status: int, endpoint: str, attempt: int, said: str) -> QueryError:
    """The error for a reply that is no success."""
    kind, happened, step = _MEANING.get(status, _OTHER)
    times = f", {attempt + 1} times" if attempt else ""
    return kind(f"{endpoint} {happened} (HTTP {status}{times}){said}", next_step=step)


def unanswered(fault: OSError | HTTPException, endpoint: str, timeout: int) -> QueryError:
    """The error for an endpoint from which no whole reply came."""
    if isinstance(fault, HTTPError):
        fault.close()
        return NotSparql(f"{endpoint} redirects to where nobody can follow", next_step=ANOTHER_ADDRESS)
    if isinstance(fault, TimeoutError):
        return QueryTimeout(f"{endpoint} gave no whole answer within {timeout} s", next_step=_SMALLER)
    if isinstance(fault, IncompleteRead | ConnectionError):
        broken = "closed the connection" if isinstance(fault, RemoteDisconnected) else "broke off its answer"
        return EndpointUnreachable(f"{endpoint} {broken}", next_step=_LATER)
    if isinstance(fault, HTTPException):
        return NotSparql(f"{endpoint} does not answer in HTTP", next_step=ANOTHER_ADDRESS)
    reason = fault.reason if isinstance(fault, URLError) else fault
    return EndpointUnreachable(
        f"{endpoint} cannot be reached: {reason}", next_step="check the address and that the server runs"
    )


def quoted(headers: HTTPMessage, body: bytes, secrets: tuple[str, str]) -> str:
    """The beginning of a plain message; a page for a browser says nothing in one line."""
    if headers.get_content_type() not in ("text/plain", "application/json"):
        return ""
    text = body[: 10 * _QUOTED].decode("utf-8", "replace")
    token = base64.b64encode(":".join(secrets).encode()).decode()
    for secret in filter(None, (token, *reversed(secrets))):
        text = text.replace(secret, "***")
    return f": {harmless(text)}" if text.strip() else ""


def harmless(text: str) -> str:
    r"""What a server sent, as it may stand in a message: short, on one line, nothing that a terminal obeys.

    >>> harmless("no\x1b[31m such\n graph")
    'no [31m such graph'
    """
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line[:_QUOTED]


def shown(address: str) -> str:
    """An address as it may be shown: without user, password and query.

    >>> shown("https://me:secret@example.org:8890/sparql?query=ASK")
    'https://example.org:8890/sparql'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
