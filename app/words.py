"""All words of ours by group and name, each in German and English, out of ``words.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ontology.loader import loaded


@cache
def words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The words by group and name; read once."""
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = loaded(
        (files("app") / "words.yaml").read_text(encoding="utf-8")
    )
    return found
