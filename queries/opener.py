"""How a connection to an endpoint is opened: refusals are replies, redirects stay on the same server, passwords go to it alone."""

from __future__ import annotations

from http import HTTPStatus
from http.client import HTTPMessage, HTTPResponse
from typing import IO
from urllib.parse import urlsplit
from urllib.request import (
    BaseHandler,
    HTTPDigestAuthHandler,
    HTTPErrorProcessor,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from queries import refusals
from queries.errors import NotSparql


def opener(address: str, user: str = "", password: str = "") -> OpenerDirector:
    """An opener of its own, not that of the whole process; with user and password it answers a digest challenge."""
    handlers: list[BaseHandler] = [_SameOrigin(), _RefusalsAsTheyCome(answering=bool(user))]
    if user:
        parts = urlsplit(address)
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, f"{parts.scheme}://{parts.netloc}/", user, password)
        handlers.append(_Digest(passwords))
    return build_opener(*handlers)


class _Digest(HTTPDigestAuthHandler):
    """Answers a challenge, and sends its answer ahead from then on: a server that refuses does not read what it is sent.

    By itself the library answers the same challenge five times and then raises.
    """

    _challenge: dict[str, str] | None = None

    def http_request(self, request: Request) -> Request:
        if self._challenge and (answer := self.get_authorization(request, self._challenge)):
            request.add_unredirected_header("Authorization", f"Digest {answer}")
        return request

    https_request = http_request

    def http_error_401(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,
    ) -> IO[bytes] | HTTPResponse:
        scheme, _, words = headers.get("WWW-Authenticate", "").partition(" ")
        challenge = parse_keqv_list(parse_http_list(words)) if scheme.lower() == "digest" else {}
        refused = self._challenge is not None and challenge.get("stale", "").lower() != "true"
        if refused or "nonce" not in challenge:
            return fp
        fp.close()
        self._challenge = challenge
        answered: HTTPResponse = self.parent.open(req, timeout=req.timeout)
        return answered


class _RefusalsAsTheyCome(HTTPErrorProcessor):
    """A refusal is a reply like any other, to be read within the same time; a challenge goes to whoever can answer it."""

    def __init__(self, *, answering: bool) -> None:
        self._answering = answering

    def http_response(self, request: Request, response: HTTPResponse) -> HTTPResponse:
        challenged = self._answering and response.status == HTTPStatus.UNAUTHORIZED
        if response.status >= HTTPStatus.BAD_REQUEST and not challenged:
            return response
        followed: HTTPResponse = super().http_response(request, response)
        return followed

    https_response = http_response


class _SameOrigin(HTTPRedirectHandler):
    """Follows a redirect within scheme, host and port, the query with it; any other is left to the user."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,
    ) -> Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            fp.close()
            raise NotSparql(
                f"{refusals.shown(req.full_url)} redirects to {refusals.shown(newurl)}, which is not followed",
                next_step="give that address as the endpoint, if you trust it",
            )
        query = "" if new.query or not old.query else f"?{old.query}"
        return Request(newurl + query, data=req.data, headers=dict(req.headers))  # noqa: S310  http(s), as before
