"""Search in the texts of a generation, in both languages: labels, synonyms, identifiers, citations, paraphrases, definitions.

The build leaves an index beside the store (SQLite, FTS5). A word is looked up as it stands, by its stem, as a part of a
compound, by the synonyms that the ontology declares and, where nothing else is found, by words that look like it. What a
word may mean is decided on the vocabulary, and no more than some hundred records are weighed: the time of a search
hardly grows with the graph.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from ontology.namespaces import curie
from queries.backend import chosen
from queries.errors import BadParameter, StoreMissing
from queries.store import home
from queries.texts import asked, folding
from queries.texts.asked import Group
from queries.texts.hit import Hit, Telling
from queries.texts.ranking import Candidate, score
from queries.texts.roles import WEIGHTS

INDEX = "search.sqlite"
#: What the index holds. Records are numbered so that those with short labels come first.
SCHEMA = f"""
CREATE TABLE record (id INTEGER PRIMARY KEY, iri TEXT NOT NULL);
CREATE TABLE text (record INTEGER NOT NULL, role TEXT NOT NULL, language TEXT NOT NULL, words TEXT NOT NULL);
CREATE TABLE name (phrase TEXT NOT NULL, record INTEGER NOT NULL, words TEXT NOT NULL);
CREATE TABLE kind (name TEXT NOT NULL);
CREATE TABLE vocabulary (words TEXT NOT NULL, records INTEGER NOT NULL);
CREATE VIRTUAL TABLE folded USING fts5({", ".join(WEIGHTS)}, kind, tokenize = 'unicode61 remove_diacritics 0', detail = column);
CREATE VIRTUAL TABLE term USING fts5vocab(folded, 'row');
"""
_ROWS = "SELECT rowid, {} FROM folded WHERE folded MATCH ? ORDER BY rowid LIMIT ?".format(", ".join(WEIGHTS))  # noqa: S608  names of ours
_MOST = 60
_FEW = 10
#: The roles that are looked through one after the other, so that labels are not crowded out.
_TIERS = ("label", "label synonym identifier", "paraphrase citation", " ".join(WEIGHTS))


def search(
    generation: Path, text: str, language: str = "en", kind: str = "", limit: int = 20
) -> tuple[Hit, ...]:
    """The records of a generation that answer a search, best first; ``kind`` as in the IRI (study, statement) or ``term``."""
    if limit < 1:
        raise BadParameter(f"the limit is {limit}", next_step="ask for at least one row")
    with closing(_opened(generation)) as index:
        if kind and kind not in (known := _kinds(index)):
            raise BadParameter(
                f"no record is of the kind {kind!r}", next_step=f"choose one of: {', '.join(known)}"
            )
        short = curie(text.strip())  # whoever pastes an IRI means that record
        groups = asked.read(short, index)
        typed = " ".join(folding.words(short))
        scored = [
            (score(found, groups, typed), found.record) for found in _candidates(index, groups, kind, limit)
        ]
        best = sorted((-value, record, role) for (value, role), record in scored if value)[:limit]
        told = Telling(language, asked.all_words(groups))
        return tuple(_hit(index, record, role, -value, told) for value, record, role in best)


def anywhere(endpoint: str, text: str, language: str, kind: str, limit: int) -> tuple[Hit, ...]:
    """The same from an endpoint, by letters alone; from the current generation where no endpoint is named."""
    if not endpoint:
        return search(home() / "current", text, language, kind, limit)
    from queries.texts import elsewhere  # noqa: PLC0415  its imports are for endpoints alone

    return elsewhere.search(chosen(endpoint), text, language, kind, limit)


def kinds(generation: Path) -> tuple[str, ...]:
    """The kinds of records that can be found in a generation."""
    with closing(_opened(generation)) as index:
        return _kinds(index)


def _kinds(index: sqlite3.Connection) -> tuple[str, ...]:
    return tuple(kind for (kind,) in index.execute("SELECT name FROM kind ORDER BY name"))


def _opened(generation: Path) -> sqlite3.Connection:
    path = (generation / INDEX).resolve()
    if not path.is_file():
        raise StoreMissing(f"no search index in {generation}", next_step="run: leitgraph build")
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)


def _candidates(index: sqlite3.Connection, groups: Sequence[Group], kind: str, limit: int) -> list[Candidate]:
    """The records that hold every group; where they are few, those that hold any of them too."""
    ways = [f"({_any(group)})" for group in groups if group.ways]
    found: dict[int, tuple[str, ...]] = {}
    for joint in (" AND ", " OR "):
        for tier in _TIERS if ways and len(found) < _FEW else ():
            found |= _rows(index, f"{{{tier}}} : ({joint.join(ways)})", kind, max(limit, _MOST))
    return [Candidate(record, folded) for record, folded in found.items()]


def _any(group: Group) -> str:
    return " OR ".join(
        "("
        + " AND ".join("(" + " OR ".join(f'"{word}"' for word in meanings) + ")" for meanings in way.words)
        + ")"
        for way in group.ways
    )


def _rows(index: sqlite3.Connection, match: str, kind: str, most: int) -> dict[int, tuple[str, ...]]:
    of_kind = f'({match}) AND kind : "{kind}"' if kind else match
    return {row[0]: row[1:] for row in index.execute(_ROWS, [of_kind, most])}


def _hit(index: sqlite3.Connection, record: int, role: str, value: float, told: Telling) -> Hit:
    (name,) = index.execute("SELECT iri FROM record WHERE id = ?", [record]).fetchone()
    texts = index.execute("SELECT role, language, words FROM text WHERE record = ? ORDER BY rowid", [record])
    return told.hit(name, texts.fetchall(), role, value)
