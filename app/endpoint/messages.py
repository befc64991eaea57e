"""What goes back over HTTP: a document, written once, encoded as the client can read it, and not sent twice.

The entity tag is strong: it is taken from the bytes that are sent and from the generation that they come
from, so two answers with one tag are the same byte for byte.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from starlette.types import Receive, Scope, Send

from app.endpoint.negotiation import weights

#: Below this a compressed body is hardly shorter.
_WORTH_COMPRESSING = 1_000
_LEVEL = 5

#: Headers that a script on a page from elsewhere may read.
EXPOSED = (
    "ETag",
    "Link",
    "Retry-After",
    "X-Leitgraph-Generation",
    "X-Leitgraph-Rows",
    "X-Leitgraph-Truncated",
    "X-Leitgraph-Unknown-Graph",
)
#: Headers of every answer. Anybody may read from anywhere; nobody's cookies are taken.
ALWAYS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(EXPOSED).encode()),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
#: What a browser may do with a document that is no page of ours: nothing.
INERT = "default-src 'none'; frame-ancestors 'none'; sandbox"


@dataclass(frozen=True)
class Document:
    """A body with what is said of it. One that is ``kept`` may be cached and asked for again by its tag."""

    body: bytes
    content_type: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    kept: bool = True
    generation: str = ""
    vary: str = "Accept, Accept-Encoding"
    policy: str = INERT


@dataclass(frozen=True)
class Message:
    """A document as bytes on the wire: ready to be sent again and again."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    tag: bytes = b""
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def kept(self) -> bool:
        """Whether it may be sent again to whoever asks the same."""
        return bool(self.tag)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> int:  # noqa: ARG002
        """Send it, or 304 where the client has it already; say with which status."""
        reading = scope["method"] in ("GET", "HEAD")
        if reading and self.tag and _matches(header(scope, b"if-none-match"), self.tag):
            unchanged = [pair for pair in self.headers if pair[0] not in (b"content-length", b"content-type")]
            await send({"type": "http.response.start", "status": 304, "headers": unchanged})
            await send({"type": "http.response.body", "body": b""})
            return 304
        body = b"" if scope["method"] == "HEAD" else self.body
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": body})
        return self.status


def message(document: Document, *, compressed: bool, facts: Mapping[str, object] | None = None) -> Message:
    """A document on its way out.

    >>> message(Document(b"hello", "text/plain"), compressed=True).body
    b'hello'
    """
    shrink = compressed and len(document.body) >= _WORTH_COMPRESSING
    body = gzip.compress(document.body, _LEVEL, mtime=0) if shrink else document.body
    tag = _tag(document.generation, body) if document.kept and document.status == 200 else b""  # noqa: PLR2004
    headers = [
        *ALWAYS,
        (b"content-type", document.content_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"content-security-policy", document.policy.encode()),
        (b"vary", document.vary.encode()),
        (b"cache-control", b"public, no-cache" if tag else b"no-store"),
        *((name.lower().encode(), value.encode("latin-1", "replace")) for name, value in document.headers),
    ]
    headers += [(b"content-encoding", b"gzip")] if shrink else []
    headers += [(b"etag", tag)] if tag else []
    headers += [(b"x-leitgraph-generation", document.generation.encode())] if document.generation else []
    return Message(document.status, tuple(headers), body, tag, facts or {})


#: What a browser hears that asks first whether a page from elsewhere may ask here.
PREFLIGHT = Message(
    204,
    (
        *ALWAYS,
        (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
        (b"access-control-allow-headers", b"Accept, Accept-Language, Content-Type, If-None-Match"),
        (b"access-control-max-age", b"86400"),
        (b"allow", b"GET, HEAD, POST, OPTIONS"),
    ),
    b"",
)


def _tag(generation: str, body: bytes) -> bytes:
    digest = hashlib.sha256(body).hexdigest()[:24]
    return f'"{generation}-{digest}"'.encode() if generation else f'"{digest}"'.encode()


def header(scope: Scope, name: bytes) -> str:
    """The value of a request header; several of one name are one list, as HTTP has it."""
    values = [value for key, value in scope["headers"] if key == name]
    return b", ".join(values).decode("latin-1") if values else ""


def _matches(wanted: str, tag: bytes) -> bool:
    if not wanted:
        return False
    tags = (each.strip().removeprefix("W/") for each in wanted.split(","))
    return wanted.strip() == "*" or tag.decode() in tags


@lru_cache(maxsize=128)
def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client reads gzip.

    >>> takes_gzip("gzip, deflate"), takes_gzip("gzip;q=0"), takes_gzip("")
    (True, False, False)
    """
    wanted = weights(accept_encoding)
    return wanted.get("gzip", wanted.get("x-gzip", wanted.get("*", 0.0))) > 0
