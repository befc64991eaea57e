"""Which form of an answer a client wants: the Accept header as RFC 9110 reads it, or a short name in the address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.endpoint.errors import BadRequest, NotAcceptable
from app.endpoint.formats import GRAPHS, RESULTS, Format

_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")


@dataclass(frozen=True)
class Range:
    """One entry of an Accept header: a media type, or part of one, and how much it is wanted."""

    type: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """How closely it names a media type: 0 where it does not."""
        wanted, _, sub = media_type.partition("/")
        if self.type == "*":
            return 1
        if self.type != wanted:
            return 0
        return 2 if self.subtype == "*" else 3 * (self.subtype == sub)


@lru_cache(maxsize=512)
def ranges(accept: str) -> tuple[Range, ...]:
    """The entries of an Accept header; one that is no media range is passed over.

    >>> [(r.subtype, r.quality) for r in ranges("text/turtle, application/rdf+xml;q=0.5")]
    [('turtle', 1.0), ('rdf+xml', 0.5)]
    """
    return tuple(filter(None, map(_range, accept.lower().split(","))))


def _range(entry: str) -> Range | None:
    name, *parameters = (part.strip() for part in entry.split(";"))
    kind, slash, subtype = name.partition("/")
    if not (slash and kind and subtype):
        return Range("*", "*", 1.0) if name == "*" else None
    return Range(kind, subtype, _quality(parameters))


def _quality(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            return float(value) if _QUALITY.fullmatch(value.strip()) else 0.0
    return 1.0


def weights(header: str) -> dict[str, float]:
    """The entries of an Accept-Encoding or Accept-Language header, each with how much it is wanted.

    >>> weights("gzip, br;q=0.5")
    {'gzip': 1.0, 'br': 0.5}
    """
    entries = ([part.strip() for part in entry.split(";")] for entry in header.lower().split(","))
    return {name: _quality(parameters) for name, *parameters in entries if name}


def quality(accept: str, media_type: str) -> float:
    """How much a client wants a media type: the closest entry decides, as RFC 9110 says.

    >>> quality("text/*;q=0.3, text/turtle;q=0.7, */*;q=0.1", "text/turtle")
    0.7
    """
    closest = max(ranges(accept), key=lambda entry: entry.specificity(media_type), default=None)
    return closest.quality if closest and closest.specificity(media_type) else 0.0


def names(accept: str, offered: Sequence[Format]) -> bool:
    """Whether a client names one of the offered formats, and not just anything.

    >>> names("text/turtle;q=0.5", GRAPHS), names("text/*, */*", GRAPHS)
    (True, False)
    """
    wanted = {f"{entry.type}/{entry.subtype}" for entry in ranges(accept) if entry.quality}
    return any(known.media_type in wanted for known in offered)


@dataclass(frozen=True)
class Choice:
    """A format, and the media type under which it is sent."""

    format: Format
    media_type: str

    @property
    def header(self) -> str:
        """The Content-Type header."""
        return self.format.header(self.media_type)


@lru_cache(maxsize=512)
def choose(offered: Sequence[Format], accept: str, name: str = "") -> Choice:
    """The form that the client wants most; on a tie the one that we offer first.

    A short name (``format=csv``) goes before the header.

    >>> choose(RESULTS, "text/csv, */*;q=0.1").format.name
    'csv'
    >>> choose(GRAPHS, "application/rdf+xml", name="ttl").media_type
    'text/turtle'
    """
    if name:
        return _named(offered, name)
    if not accept.strip():
        return Choice(offered[0], offered[0].media_type)
    wanted = [
        (quality(accept, media_type), -rank, -place, Choice(known, media_type))
        for place, known in enumerate(offered)
        for rank, media_type in enumerate(known.media_types)
    ]
    best = max(wanted, key=lambda each: each[:3])
    if best[0] <= 0:
        raise NotAcceptable(
            f"no answer to this query can be written as {accept}",
            next_step=f"accept one of: {', '.join(known.media_type for known in offered)}",
        )
    return best[3]


def _named(offered: Sequence[Format], name: str) -> Choice:
    for known in offered:
        if known.called(name):
            return Choice(known, known.media_type)
    names = ", ".join(known.name for known in offered)
    if any(known.called(name) for known in (*RESULTS, *GRAPHS)):
        raise NotAcceptable(
            f"no answer to this query can be written as {name!r}",
            next_step=f"use format= with one of: {names}",
        )
    raise BadRequest(f"no format is called {name!r}", next_step=f"use format= with one of: {names}")


def wants_page(accept: str, offered: Sequence[Format]) -> bool:
    """Whether a page for people is wanted more than any of the offered formats; never for ``*/*`` alone.

    >>> wants_page("text/html,application/xml;q=0.9,*/*;q=0.8", RESULTS)
    True
    >>> wants_page("*/*", RESULTS)
    False
    """
    page = max(quality(accept, "text/html"), quality(accept, "application/xhtml+xml"))
    rest = max((quality(accept, name) for known in offered for name in known.media_types), default=0.0)
    return page > rest
