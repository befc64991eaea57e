"""What some stores write otherwise than the standard says, put right before it is read."""

from __future__ import annotations

import re
from http.client import HTTPMessage

#: Virtuoso 7.2 answers yes with a row and no with none, its names of blank nodes are IRIs, and its truth values are numbers.
_YES_OR_NO = b'"vars": ["__ASK_RETVAL"]'
_BLANK = re.compile(rb'("type": "bnode", "value": ")nodeID://')
_TRUTH = re.compile(rb'("datatype": "http://www\.w3\.org/2001/XMLSchema#boolean", "value": ")([01])"')


def standard(body: bytes, headers: HTTPMessage) -> bytes:
    """Rows as JSON, as the SPARQL 1.1 results format has them.

    >>> headers = HTTPMessage()
    >>> headers["Server"] = "Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu"
    >>> standard(b'{ "type": "bnode", "value": "nodeID://b10000" }', headers)
    b'{ "type": "bnode", "value": "b10000" }'
    """
    if not headers.get("Server", "").startswith("Virtuoso"):
        return body
    if _YES_OR_NO in body:
        return b'{"head": {}, "boolean": %s}' % (b"true" if b'"value": "1"' in body else b"false")
    named = _BLANK.sub(rb"\1", body)
    return _TRUTH.sub(lambda found: found[1] + (b"true" if found[2] == b"1" else b"false") + b'"', named)
