"""The search index of a generation: which texts of the current graph can be found, and under which words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox

from kg_build.dataset import parsed
from ontology.namespaces import BASE, iri
from queries.search import SCHEMA
from queries.texts import folding, roles
from queries.texts.roles import ROLES, WEIGHTS, Text

#: A study is found by what its publications and its register entries are called.
_LENDS = frozenset(f"<{iri(name)}>" for name in ("lg:reportsOn", "lg:registers"))
_LENT = ("identifier", "citation")


def write(path: Path, triples: Iterable[str]) -> None:
    """Write the index of some triples: those that a plain query sees."""
    records = texts(triples)
    numbered = dict(enumerate(sorted(records, key=lambda name: _place(name, records[name])), start=1))
    with closing(sqlite3.connect(path)) as index:
        index.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
        index.executemany("INSERT INTO record VALUES (?, ?)", numbered.items())
        index.executemany(
            "INSERT INTO text VALUES (?, ?, ?, ?)",
            ((n, *text) for n, name in numbered.items() for text in records[name]),
        )
        index.executemany(
            "INSERT INTO kind VALUES (?)", ((kind,) for kind in sorted(set(map(roles.kind, records))))
        )
        folded = {n: roles.folded(records[name]) for n, name in numbered.items()}
        marks = ", ".join("?" * (len(WEIGHTS) + 2))
        index.executemany(
            f"INSERT INTO folded (rowid, {', '.join(WEIGHTS)}, kind) VALUES ({marks})",  # noqa: S608  names of ours
            ((n, *row, roles.kind(numbered[n])) for n, row in folded.items()),
        )
        index.executemany("INSERT INTO name VALUES (?, ?, ?)", _names(numbered, records))
        index.execute("INSERT INTO vocabulary VALUES (?, ?)", [_vocabulary(folded.values()), len(folded)])
        index.executescript(
            "CREATE INDEX text_of ON text (record); CREATE INDEX phrase_of ON name (phrase); CREATE INDEX name_of ON name (record);"
        )
        index.execute("INSERT INTO folded (folded) VALUES ('optimize')")
        index.commit()


def texts(triples: Iterable[str]) -> dict[str, list[Text]]:
    """The texts of each record that has a name of its own, with those that it is lent."""
    predicates = {f"<{name}>" for name in ROLES} | _LENDS
    wanted = (triple for triple in triples if triple.split(" ", 2)[1] in predicates)
    records: dict[str, list[Text]] = {}
    lent: list[tuple[str, str]] = []
    for triple in parsed(sorted(wanted)):
        if isinstance(triple.subject, ox.NamedNode):
            found = records.setdefault(triple.subject.value, roles.names(triple.subject.value))
            role = ROLES.get(triple.predicate.value)
            if role and isinstance(triple.object, ox.Literal):
                found.append((role, triple.object.language or "", triple.object.value))
            elif not role and isinstance(triple.object, ox.NamedNode):
                lent.append((triple.subject.value, triple.object.value))
    for lender, borrower in lent:
        if borrower in records:
            records[borrower] += [
                text for text in records[lender] if text[0] in _LENT and text not in roles.names(lender)
            ]
    return records


def _place(name: str, found: list[Text]) -> tuple[int, bool, str]:
    """Short labels first, and of equal ones our own term before that of another vocabulary which it is matched to."""
    length = min((len(words) for role, _, words in found if role == "label"), default=10_000)
    return length, not name.startswith(BASE), name


def _names(numbered: Mapping[int, str], records: Mapping[str, list[Text]]) -> Iterator[tuple[str, int, str]]:
    """The names of the terms of the ontology, under which synonyms find each other."""
    for number, name in numbered.items():
        if roles.kind(name) == "term":
            spellings = {
                folding.phrase(words): words
                for role, _, words in records[name]
                if role in ("label", "synonym")
            }
            if len(spellings) > 1:
                yield from (
                    (key, number, " ".join(folding.words(words))) for key, words in spellings.items() if key
                )


def _vocabulary(rows: Iterable[tuple[str, ...]]) -> str:
    """All words of letters alone, one a line."""
    found = {word for row in rows for text in row for word in text.split() if word.isalpha()}
    return "\n" + "\n".join(sorted(found)) + "\n"
