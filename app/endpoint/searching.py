"""Search in the texts of the current generation over HTTP: ``/search?q=Lokaltherapie&language=de``, as JSON or as a page."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from app.endpoint.errors import BadRequest
from app.endpoint.messages import Document
from app.endpoint.view import local
from app.endpoint.words import words
from app.endpoint.writer import Writer, is_page, tongue
from queries.search import search
from queries.texts.hit import Hit

_MOST = 200
_USUAL = "20"


@dataclass(frozen=True)
class Searching:
    """The search."""

    writer: Writer

    async def hits(self, request: Request) -> Document:
        """The records that were found, best first."""
        asked = request.query_params
        text, kind = asked.get("q", ""), asked.get("kind", "")
        generation = self.writer.current.generation()
        found: tuple[Hit, ...] = ()
        if text.strip():
            found = await run_in_threadpool(
                search, generation.path, text, tongue(request), kind, _limit(request)
            )
        if is_page(request, asked.get("format", "")):
            shown = [(hit, local(hit.iri)) for hit in found]
            title = words(tongue(request))["search"]
            return self.writer.page(request, "search", title=title, text=text, hits=shown)
        if not text.strip():
            raise BadRequest(
                "there is nothing to search for", next_step="write /search?q=Lokaltherapie&language=de"
            )
        body = json.dumps([asdict(hit) for hit in found], ensure_ascii=False, indent=1)
        return Document(f"{body}\n".encode(), "application/json", generation=generation.name)


def _limit(request: Request) -> int:
    given = request.query_params.get("limit", _USUAL)
    if not re.fullmatch(r"[0-9]{1,9}", given) or not 1 <= int(given) <= _MOST:
        raise BadRequest(
            f"limit={given!r} is no number from 1 to {_MOST}", next_step=f"leave it out for {_USUAL}"
        )
    return int(given)
