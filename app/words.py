"""All words of ours by group and name, each in German and English, out of ``words.yaml``; and which of two languages is taken."""

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


def in_language(by_language: Mapping[str, str], language: str) -> str:
    """Of words by language those in one, else in whatever language there is; empty where there are none.

    >>> in_language({"de": "einarmig", "en": "single-arm"}, "en"), in_language({"de": "einarmig"}, "en"), in_language({}, "en")
    ('single-arm', 'einarmig', '')
    """
    return by_language.get(language) or next(iter(by_language.values()), "")
