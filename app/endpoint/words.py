"""The words of the pages, in German and English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

from app.endpoint.negotiation import weights

Language = Literal["en", "de"]

_WORDS = {
    "ask_here": ("A SPARQL 1.1 endpoint, for programs and for people:", "Ein SPARQL-1.1-Endpunkt, für Programme und für Menschen:"),
    "ask": ("Ask in SPARQL", "In SPARQL fragen"),
    "all_of": ("all {} of them", "alle {}"),
    "bytes": ("bytes", "Bytes"),
    "catalogue": ("Questions of the catalogue", "Fragen des Katalogs"),
    "checksums": ("Check what you downloaded", "Prüfen, was heruntergeladen wurde"),
    "content": ("what it holds", "was darin steht"),
    "definition": ("Definition", "Definition"),
    "dumps": ("Downloads", "Downloads"),
    "dump_all": ("all graphs", "alle Graphen"),
    "dump_current": ("what a plain query sees", "was eine einfache Abfrage sieht"),
    "example": ("for example", "zum Beispiel"),
    "explorer": ("Explorer", "Explorer"),
    "fault": ("This could not be answered", "Das konnte nicht beantwortet werden"),
    "file": ("file", "Datei"),
    "find": ("Find a question", "Frage suchen"),
    "generation": ("generation", "Generation"),
    "graphs": ("Graphs", "Graphen"),
    "hits": ("found", "gefunden"),
    "here": ("Points here", "Verweist hierher"),
    "kinds": ("Kinds of records", "Arten von Einträgen"),
    "load": ("Open in the editor", "Im Editor öffnen"),
    "limits": ("Limits of this endpoint", "Grenzen dieses Endpunkts"),
    "machine": ("For machines", "Für Maschinen"),
    "missing": ("Nothing has this name", "Nichts heißt so"),
    "next": ("next", "weiter"),
    "outside": (
        "A plain query does not see this: it stands only in",
        "Eine einfache Abfrage sieht dies nicht: es steht nur in",
    ),
    "parameters": ("Parameters", "Parameter"),
    "previous": ("back", "zurück"),
    "properties": ("Properties", "Eigenschaften"),
    "quads": ("quads", "Quads"),
    "required": ("required", "nötig"),
    "search": ("Search", "Suche"),
    "size": ("size", "Größe"),
    "terms": ("Terms", "Begriffe"),
    "triples": ("triples", "Tripel"),
    "truncated": ("The answer was cut", "Die Antwort wurde gekürzt"),
    "truncated_next": (
        "Ask for the rest with ORDER BY, LIMIT and OFFSET, ask for less, or take the whole graph from the downloads.",
        "Der Rest kommt mit ORDER BY, LIMIT und OFFSET; oder nach weniger fragen; oder den ganzen Graphen herunterladen.",
    ),
    "truncated_why": (
        "It has more than {} rows or triples, or more bytes than one answer may have. What came is right, and not all.",
        "Sie hat mehr als {} Zeilen oder Tripel oder mehr Bytes, als eine Antwort haben darf. Was kam, stimmt und ist nicht alles.",
    ),
    "what_now": ("What now?", "Was nun?"),
}  # fmt: skip


def words(language: Language) -> Mapping[str, str]:
    """All words in one language.

    >>> words("de")["properties"]
    'Eigenschaften'
    """
    place = get_args(Language).index(language)
    return {name: both[place] for name, both in _WORDS.items()}


@lru_cache(maxsize=128)
def language(asked: str, accept_language: str) -> Language:
    """The language of a page: the one asked for in the address, else the one the browser wants more.

    >>> language("", "de-AT,de;q=0.9,en;q=0.5"), language("en", "de"), language("", "")
    ('de', 'en', 'en')
    """
    if asked in get_args(Language):
        return "de" if asked == "de" else "en"
    wanted: dict[str, float] = {}
    for name, weight in weights(accept_language).items():
        wanted[name[:2]] = max(weight, wanted.get(name[:2], 0.0))
    return "de" if wanted.get("de", 0.0) > wanted.get("en", 0.0) else "en"
