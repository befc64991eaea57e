"""A query as it comes over HTTP: the SPARQL 1.1 Protocol, its reading half.

Three ways in: ``GET ?query=``, a form by POST, the query itself by POST. Whatever would write is refused
before anybody looks at it. https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from app.endpoint.errors import BadRequest, UpdateRefused, WrongMediaType

QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_UPDATE = "application/sparql-update"
_WRITING = frozenset({"update", "using-graph-uri", "using-named-graph-uri"})
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_MOST_PARAMETERS = 500


@dataclass(frozen=True)
class Asked:
    """One query with the dataset that the request names, and the short name of a format where it gives one."""

    sparql: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str = ""


def read(method: str, query_string: bytes, content_type: str = "", body: bytes = b"") -> Asked | None:
    """The query of a request; None where there is none, and the endpoint describes itself.

    >>> read("GET", b"query=ASK%20%7B%7D&default-graph-uri=urn:g")
    Asked(sparql='ASK {}', default_graphs=('urn:g',), named_graphs=None, format='')
    >>> read("POST", b"", "application/sparql-query", b"ASK {}").sparql
    'ASK {}'
    """
    pairs = _pairs(query_string, "the address")
    if method == "POST":
        pairs += _posted(content_type, body)
    refuse_writing(name for name, _ in pairs)
    query = _single(pairs, "query")
    if query is None and method != "POST":
        return None
    if not query or query.isspace():
        raise BadRequest(
            "the request holds no query", next_step="send it as the parameter query, or as the body"
        )
    return Asked(
        query, _graphs(pairs, "default-graph-uri"), _graphs(pairs, "named-graph-uri"), format_in(pairs)
    )


def _posted(content_type: str, body: bytes) -> list[tuple[str, str]]:
    kind, _, parameters = content_type.partition(";")
    kind = kind.strip().lower()
    if kind == _UPDATE:
        refuse_writing(["update"])
    if kind not in (QUERY, FORM):
        raise WrongMediaType(
            f"a query does not come as {kind or 'a document without a media type'}",
            next_step=f"send Content-Type: {FORM} or {QUERY}",
        )
    charset = re.search(r"charset\s*=\s*\"?([\w-]+)", parameters, re.IGNORECASE)
    if charset and charset[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise WrongMediaType(f"a query is read in UTF-8, not in {charset[1]}", next_step="send it in UTF-8")
    return [("query", _utf8(body))] if kind == QUERY else _pairs(body, "the form")


def _pairs(encoded: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded.decode("utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except UnicodeDecodeError as fault:
        raise BadRequest(f"{where} is not UTF-8, percent-encoded", next_step="encode it so") from fault
    except ValueError as fault:
        raise BadRequest(
            f"{where} holds more than {_MOST_PARAMETERS} parameters", next_step="send fewer"
        ) from fault


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadRequest(
            f"the query is not UTF-8: byte {fault.start} does not fit", next_step="send it in UTF-8"
        ) from fault


def refuse_writing(names: Iterable[str]) -> None:
    """Refuse a request with a parameter that only an update has."""
    if not _WRITING.isdisjoint(names):
        raise UpdateRefused(
            "this endpoint only reads; an update is refused",
            next_step="change the corpus and run: leitgraph build",
        )


def _single(pairs: Iterable[tuple[str, str]], name: str) -> str | None:
    values = [value for key, value in pairs if key == name]
    if len(values) > 1:
        raise BadRequest(f"the request holds {len(values)} queries", next_step="send one at a time")
    return values[0] if values else None


def _graphs(pairs: Iterable[tuple[str, str]], name: str) -> tuple[str, ...] | None:
    values = [value for key, value in pairs if key == name]
    for value in values:
        if not _ABSOLUTE.fullmatch(value):
            raise BadRequest(
                f"{name} is no absolute IRI: {value!r}", next_step="name a graph by its whole IRI"
            )
    return tuple(dict.fromkeys(values)) or None


def format_in(pairs: Iterable[tuple[str, str]]) -> str:
    """The short name of a format, where the request gives one (``format=`` or ``output=``)."""
    return next((value for key, value in pairs if key in ("format", "output")), "")
