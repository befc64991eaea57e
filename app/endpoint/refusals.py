"""How an error reaches a client: its status, and a text or a JSON document (RFC 9457) by the Accept header.

It names the place in the query and what to do next, and never a path of the machine.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from app.endpoint.messages import Document
from app.endpoint.negotiation import quality
from app.endpoint.protocol import METHODS
from ontology.errors import LeitgraphError
from queries.errors import StoreMissing

#: What a client hears of it; where the data should be is nobody's business.
_NO_DATA = StoreMissing(
    "there are no data to ask", next_step="whoever runs this server: leitgraph build"
).after(30)
PROBLEM = "application/problem+json"
_JSON = (PROBLEM, "application/json", "application/sparql-results+json")


def refused(error: LeitgraphError, accept: str) -> Document:
    """An error as a document.

    >>> from app.endpoint.errors import UpdateRefused
    >>> refused(UpdateRefused("no updates", next_step="ask"), "*/*").body
    b'no updates\\n  next: ask\\n'
    """
    if isinstance(error, StoreMissing):
        error = _NO_DATA
    facts = _facts(error)
    headers = [("Retry-After", str(facts["retry_after"]))] if "retry_after" in facts else []
    headers += [("Allow", ", ".join(METHODS))] if error.status == HTTPStatus.METHOD_NOT_ALLOWED else []
    if max(quality(accept, name) for name in _JSON) > quality(accept, "text/plain"):
        body, kind = json.dumps(facts, ensure_ascii=False, indent=1) + "\n", PROBLEM
    else:
        body, kind = f"{error}\n", "text/plain; charset=utf-8"
    return Document(body.encode(), kind, error.status, tuple(headers), kept=False)


def _facts(error: LeitgraphError) -> dict[str, str | int]:
    """The error by the names of RFC 9457, with the place in the query where one is known."""
    places = {name: getattr(error, name, None) for name in ("line", "column", "retry_after")}
    return {
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.message,
        **({"next_step": error.next_step} if error.next_step else {}),
        **{name: round(place) for name, place in places.items() if place is not None},
    }
