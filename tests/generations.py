"""A generation of any quads at all, for tests of what serves it; a real one comes from the build."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pyoxigraph as ox

from ontology import VERSION
from ontology.namespaces import CURRENT_GRAPH

#: For tests whose own data lie elsewhere: what a plain query sees is never without a triple.
A_QUAD = ox.Quad(
    ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o"), ox.NamedNode(CURRENT_GRAPH)
)


def generation(home, quads, number=1):
    """Write quads as the current generation of a home."""
    quads = list(quads)
    folder = home / "generations" / f"{number:06d}"
    folder.mkdir(parents=True)
    store = ox.Store(str(folder / "store"))
    store.bulk_extend(quads)
    store.flush()
    del store
    lines = sorted(f"{quad} .\n" for quad in set(quads))
    (folder / "leitgraph.nq").write_text("".join(lines), encoding="utf-8")
    (folder / "void.ttl").write_text("", encoding="utf-8")
    content = {
        "as_of": "2026-01-01",
        "graphs": dict(sorted(Counter(quad.graph_name.value for quad in set(quads)).items())),
        "nquads_sha256": hashlib.sha256("".join(lines).encode()).hexdigest(),
        "quads": len(lines),
        "title": {"de": "Versuch", "en": "Trial"},
        "versions": {"leitgraph": VERSION, "pyoxigraph": ox.__version__},
    }
    (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    link = home / ".current"
    link.symlink_to(Path("generations") / folder.name)
    link.replace(home / "current")
    return folder
