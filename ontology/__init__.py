"""The words: the ontology, its code sets, its shapes and its mappings, and the names for them in Python."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

#: Equal to the project's version and to ``owl:versionInfo``; a test holds the three together.
VERSION = "2026.11"

#: The core, the level schemes and the shapes; domain modules (oncology, or one of a corpus) come beside them.
CORE_MODULES = ("core.ttl", "levels.ttl")
DOMAIN_MODULES = ("oncology.ttl",)


def folder() -> Traversable:
    """Where the ontology files lie, also inside an installed wheel."""
    return files("ontology")
