"""Search in a store that has no index beside it, an endpoint on another machine: by the letters alone.

One question of the catalogue (``texts_containing``) fetches the texts that hold the longest word; the other words only
rank. There are no synonyms, no typing mistakes, and the endpoint looks through all of its texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from queries import library, records
from queries.errors import BadParameter, QueryError
from queries.store import Backend
from queries.texts import asked, folding, roles
from queries.texts.asked import Group, Way
from queries.texts.hit import Hit, Telling
from queries.texts.ranking import Candidate, score

_QUESTION = "texts_containing"


def search(
    backend: Backend, text: str, language: str = "en", kind: str = "", limit: int = 20
) -> tuple[Hit, ...]:
    """The records of a store that answer a search, best first; takes and gives what ``queries.search`` does."""
    if limit < 1:
        raise BadParameter(f"the limit is {limit}", next_step="ask for at least one row")
    words = asked.typed(text)
    found = {name: texts for name, texts in _texts(backend, text).items() if kind in ("", roles.kind(name))}
    columns = {name: roles.folded(texts) for name, texts in found.items()}
    there = {word for column in columns.values() for line in column for word in line.split()}
    meanings = [{word: 1.0 for word in there if folding.stem(wanted) in word} for wanted in words]
    groups = [Group((Way((meaning,)),)) for meaning in meanings if meaning]
    typed = " ".join(folding.words(text))
    names = sorted(columns)
    scored = (
        (score(Candidate(number, columns[name]), groups, typed), name) for number, name in enumerate(names)
    )
    best = sorted((-value, name, role) for (value, role), name in scored if groups and value)[:limit]
    named = records.described(backend, [name for _, name, _ in best])
    told = Telling(language, asked.all_words(groups))
    return tuple(
        told.hit(name, [*found[name], *_labels(named.get(name))], role, -value) for value, name, role in best
    )


def _labels(record: records.Record | None) -> list[roles.Text]:
    """The label of a record that was found by another text of its own."""
    words = record.text("rdfs:label") if record else {}
    return [("label", language, label) for language, label in words.items()]


def _texts(backend: Backend, text: str) -> Mapping[str, Sequence[roles.Text]]:
    """The texts that hold the longest word of a search, by record."""
    longest = folding.stem(max(re.findall(r"[^\W_]+", text), key=len).lower())
    answer = library.ask(backend, library.find(_QUESTION), {"letters": longest})
    if not isinstance(answer, ox.QuerySolutions):
        raise QueryError(f"{_QUESTION} gives no rows", next_step="restore its SELECT")
    found: dict[str, list[roles.Text]] = {}
    for row in answer:
        record, role, words = row["record"].value, roles.ROLES[row["property"].value], row["text"]
        found.setdefault(record, []).append((role, words.language or "", words.value))
    return found
