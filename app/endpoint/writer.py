"""How a document of ours is written: as a page for people in their language, or as RDF in the format a machine wants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from app.endpoint.current import Current
from app.endpoint.description import serialised
from app.endpoint.formats import GRAPHS
from app.endpoint.messages import Document
from app.endpoint.negotiation import choose, wants_page
from app.endpoint.words import Language, language, words

#: What a page of ours may do: show itself, with our own style and script.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
VARY = "Accept, Accept-Encoding, Accept-Language"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The templates; whatever is put into them is escaped."""
    return Environment(
        loader=PackageLoader("app.endpoint"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


def tongue(request: Request) -> Language:
    """The language that the reader wants."""
    return language(request.query_params.get("language", ""), request.headers.get("accept-language", ""))


def is_page(request: Request, format_name: str) -> bool:
    """Whether a page is wanted, and not RDF."""
    return format_name == "html" or (
        not format_name and wants_page(request.headers.get("accept", ""), GRAPHS)
    )


def see_other(address: str) -> Document:
    """Where to look instead."""
    location = quote(address, safe="/:?#[]@!$&'()*+,;=%~")  # what stands in a header is of one line
    return Document(b"", "text/plain; charset=utf-8", 303, (("Location", location),), kept=False, vary=VARY)


@dataclass(frozen=True)
class Writer:
    """Writes what stands in the generation that is current, and says from which one it is."""

    current: Current

    def page(self, request: Request, template: str, *, policy: str = POLICY, **content: Any) -> Document:
        """A page."""
        generation = self.current.generation().name
        text = render(template, tongue(request), generation=generation, **content)
        return Document(text, _HTML, vary=VARY, policy=policy, generation=generation)

    def rdf(self, request: Request, triples: Iterable[ox.Triple], format_name: str = "") -> Document:
        """Triples."""
        name = format_name or request.query_params.get("format", "")
        choice = choose(GRAPHS, request.headers.get("accept", ""), name)
        body = serialised(triples, choice.format.media_type)
        return Document(body, choice.header, vary=VARY, generation=self.current.generation().name)


_HTML = "text/html; charset=utf-8"


def render(template: str, in_language: Language, **content: Any) -> bytes:
    """A template filled in."""
    shown = {"generation": "", **content, "w": words(in_language), "language": in_language}
    return _environment().get_template(f"{template}.html").render(shown).encode()


def problem(request: Request, title: str, status: int, detail: str, next_step: str) -> Document:
    """An error as a page."""
    body = render("problem", tongue(request), title=title, detail=detail, next_step=next_step)
    return Document(body, _HTML, status, kept=False, vary=VARY, policy=POLICY)
