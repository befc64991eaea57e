"""A generation to take along: all graphs, and what a plain query sees, each with its checksum.

The files are made once for each generation, beside the generations, in a thread; the generation itself never changes.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from app.endpoint.current import Generation
from app.endpoint.description import NAMES
from app.endpoint.errors import NothingThere
from app.endpoint.messages import ALWAYS, Document
from app.endpoint.words import words
from app.endpoint.writer import Writer, is_page, see_other, tongue
from ontology.namespaces import CURRENT_GRAPH, PREFIXES
from queries.errors import Busy

SUMS = "SHA256SUMS"
#: file -> what is in it, and the media type of what is packed.
FILES = {
    "leitgraph.nq.gz": ("all", "application/n-quads"),
    "leitgraph.trig.gz": ("all", "application/trig"),
    "current.nt.gz": ("current", "application/n-triples"),
    "current.ttl.gz": ("current", "text/turtle"),
}
_HEADERS = {key.decode(): value.decode() for key, value in ALWAYS}
_END = f" <{CURRENT_GRAPH}> .\n".encode()
_PATIENCE = 30.0  # seconds that a request waits for the files to be made
_PREFIXES = {**{name: PREFIXES[name] for name in ("lg", "onc", "lev", "skos", "prov", "owl", "sh")}, **NAMES}


@dataclass(frozen=True)
class Dumps:
    """The files of the current generation, and of earlier ones as long as they are kept."""

    writer: Writer
    home: Path
    _making: dict[str, asyncio.Task[Path]] = field(default_factory=dict)

    async def listed(self, request: Request) -> Document:
        """All files with size and checksum: ``/dumps/``."""
        if not is_page(request, ""):
            return see_other("/dataset")
        generation = self.writer.current.generation()
        folder = await self._made(generation)
        sums = (line.split() for line in (folder / SUMS).read_text(encoding="ascii").splitlines())
        files = [
            (f"{generation.name}/{name}", name, FILES[name][0], (folder / name).stat().st_size, digest)
            for digest, name in sums
        ]
        title = words(tongue(request))["dumps"]
        return self.writer.page(
            request,
            "dumps",
            title=title,
            files=files,
            sums=f"{generation.name}/{SUMS}",
            manifest=generation.manifest,
        )

    async def file(self, request: Request) -> Response:
        """One file: ``/dumps/<generation>/<file>``; ``current`` leads to the generation that is."""
        asked, name = request.path_params["generation"], request.path_params["file"]
        generation = self.writer.current.generation()
        if name not in (*FILES, SUMS):
            raise NothingThere(f"no dump is called {name!r}", next_step="see the list under /dumps/")
        if asked == "current":
            return RedirectResponse(f"/dumps/{generation.name}/{name}", 303, _HEADERS)
        if asked != generation.name:
            raise NothingThere(f"generation {asked!r} is not served any more", next_step="see /dumps/")
        path = await self._made(generation) / name
        kind = "text/plain; charset=utf-8" if name == SUMS else "application/gzip"
        headers = _HEADERS | {"X-Leitgraph-Generation": generation.name}
        return FileResponse(path, media_type=kind, headers=headers, filename=name)

    async def _made(self, generation: Generation) -> Path:
        making = self._making.get(generation.name)
        if making is None or (making.done() and making.exception()):
            making = asyncio.create_task(asyncio.to_thread(make, generation, self.home / "dumps"))
            self._making[generation.name] = making
        done, _ = await asyncio.wait([making], timeout=_PATIENCE)
        if not done:
            raise Busy("the files are being made", next_step="ask again in a minute").after(60)
        return making.result()


def make(generation: Generation, home: Path) -> Path:
    """The folder with the files of a generation, made where it is not there yet."""
    folder = home / generation.name
    if (folder / SUMS).is_file():
        return folder
    try:
        home.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".tmp-", dir=home))
    except OSError:  # a home that is only read: the files last as long as the server
        aside = Path(tempfile.mkdtemp(prefix="leitgraph-dumps-"))
        folder = aside / generation.name
    place = aside / "files"
    place.mkdir()
    _write(generation, place)
    sums = "".join(f"{_sha256(place / name)}  {name}\n" for name in FILES)
    (place / SUMS).write_text(sums, encoding="ascii")
    if not folder.exists():  # another server may have been quicker
        place.replace(folder)
    if folder.parent == home:
        shutil.rmtree(aside)
        _tidy(home, generation)
    return folder


def _tidy(home: Path, generation: Generation) -> None:
    """Remove the files of generations that are gone."""
    kept = {path.name for path in generation.path.parent.iterdir()}
    for folder in home.iterdir():
        if folder.name.partition("-")[0] not in kept and not folder.name.startswith("."):
            shutil.rmtree(folder, ignore_errors=True)


def _write(generation: Generation, place: Path) -> None:
    source = generation.path / "leitgraph.nq"
    with _packed(place / "leitgraph.nq.gz") as everything, source.open("rb") as lines:
        shutil.copyfileobj(lines, everything)
    with _packed(place / "current.nt.gz") as plain, source.open("rb") as lines:
        plain.writelines(line.removesuffix(_END) + b" .\n" for line in lines if line.endswith(_END))
    with _packed(place / "current.ttl.gz") as turtle, gzip.open(place / "current.nt.gz") as triples:
        parsed = ox.parse(cast("IO[bytes]", triples), format=ox.RdfFormat.N_TRIPLES)
        ox.serialize((quad.triple for quad in parsed), turtle, ox.RdfFormat.TURTLE, prefixes=_PREFIXES)
    with _packed(place / "leitgraph.trig.gz") as trig:
        ox.serialize(_by_graph(generation), trig, ox.RdfFormat.TRIG, prefixes=_PREFIXES)


def _by_graph(generation: Generation) -> Iterator[ox.Quad]:
    store = ox.Store.read_only(str(generation.path / "store"))
    for name in sorted(generation.manifest["graphs"]):
        yield from store.quads_for_pattern(None, None, None, ox.NamedNode(name))


@contextmanager
def _packed(path: Path) -> Iterator[IO[bytes]]:
    """A packed file whose bytes depend on its content alone."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed:
        yield cast("IO[bytes]", packed)
        packed.flush()
    os.chmod(path, 0o644)  # noqa: PTH101


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
