"""A hierarchy as a table: each term under the one that it belongs to, with its definition and how often it is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app import session
from app.language import said, say
from app.widgets import table
from ontology.namespaces import curie
from queries import hierarchy, records
from queries.hierarchy import Hierarchy
from queries.records import Record

_STEP = "\u2003"  # stands before a term as often as it lies deep


@session.kept
def whole() -> Hierarchy:
    """All hierarchies of the generation."""
    return hierarchy.load(session.backend())


@session.kept
def described(names: tuple[str, ...]) -> Mapping[str, Record]:
    """Terms with what is said of them."""
    return records.described(session.backend(), names)


def called(name: str, found: Mapping[str, Record]) -> str:
    """What a term is called."""
    record = found.get(name, Record(name))
    return said(record.text("rdfs:label") or record.text("skos:prefLabel")) or curie(name)


def show(
    caption: str, among: Iterable[str], numbers: Mapping[str, int] | None = None, counted: str = ""
) -> None:
    """The terms as an outline; ``numbers`` is how often each is used, under the title ``counted``."""
    names = tuple(among)
    found = described(tuple(sorted(set(names))))
    in_order = sorted(names, key=lambda name: called(name, found).casefold())
    rows = [
        {
            "term": (name, f"{_STEP * depth}{called(name, found)}"),
            "definition": said(found.get(name, Record(name)).text("skos:definition")),
            "number": numbers.get(name) if numbers else None,
            "name": curie(name),
        }
        for depth, name in whole().outline(in_order)
    ]
    titles = {one: say(f"vocabulary.{one}") for one in ("term", "definition")}
    titles |= {"number": counted} if numbers else {}
    table.show(caption, rows, titles={**titles, "name": say("vocabulary.name")}, links=("term",))
