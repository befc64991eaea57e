"""What the rows of one study say together: declared totals, designs, levels, and parts of a whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg_build.audit.claims import DesignClaim
from kg_build.audit.numbers import Part, Partition
from kg_build.audit.reading import designs
from kg_build.audit.reading.vocabulary import VOCABULARY, alternatives, pattern
from kg_build.audit.table import assessments, quotes
from kg_build.audit.table import facts as numeric
from kg_build.audit.table.record import Record

_YES = ("ja", "j", "yes", "y", "true", "1", "x", "wahr", "+", "✓")
_NO = ("nein", "n", "no", "false", "0", "falsch")
_GROUP_SIZE = re.compile(
    rf"\s*{alternatives((*VOCABULARY['groupsizes']['size'], *VOCABULARY['groupsizes']['people']))}\s*(?:\([nN]\))?\s*",
    re.IGNORECASE,
)


def facts(rows: Sequence[Record]) -> Iterator[object]:
    """All facts of a table, and what of it could not be read."""
    by_study: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        by_study[row.study].append(row)
    quoted = quotes.read(rows)
    for study in by_study.values():
        totals = _declared(study)
        claimed = [claim for row in study for claim in design_claims(row)]
        yield from claimed
        stated = [
            fact
            for row in study
            for fact in (
                *numeric.of_record(row, totals.get(row.group) or totals.get("", ())),
                *assessments.of_record(row, claimed),
            )
        ]
        yield from stated
        yield from _partitions(study)
        yield from quotes.facts(study, stated, quoted)
        for row in study:
            yield from row.complaints()


def _declared(study: Iterable[Record]) -> dict[str, tuple[int, ...]]:
    """The totals that a study names, for each group and for all of them (under "")."""
    totals: dict[str, set[int]] = defaultdict(set)
    for row in study:
        total = row.counts.get("total")
        if (
            total is None
            and "percent" not in row.text
            and _GROUP_SIZE.fullmatch(row.text.get("endpoint", ""))
        ):
            total = row.counts.get("n")
        if total:
            totals[row.group].add(total)
            totals[""].add(total)
    return {group: tuple(sorted(found)) for group, found in totals.items()}


def design_claims(row: Record) -> Iterator[DesignClaim]:
    """What the columns of design and randomisation say of the study of this row."""
    stated = row.text.get("design", "")
    found = list(designs.mentions(stated))
    claimed = [mention.code for mention in found if not mention.negated]
    negated = [mention.code for mention in found if mention.negated]
    said = row.text.get("randomised", "").strip().casefold()
    if said in _YES:
        claimed.append("randomised")
    elif said in _NO:
        claimed.append("nonRandomised")
    else:
        in_words = list(designs.mentions(said))
        claimed += [mention.code for mention in in_words if not mention.negated]
        negated += [mention.code for mention in in_words if mention.negated]
    count = designs.arms(stated)
    if row.study and (claimed or negated or count):
        yield DesignClaim(
            row.place("design", "randomised"), row.study, tuple(dict.fromkeys(claimed)), tuple(negated), count
        )


def _partitions(study: Sequence[Record]) -> Iterator[Partition]:
    """Rows that are the parts of a whole by their names, such as men and women, over one total."""
    found: dict[tuple[str, str, int, int], dict[str, Record]] = defaultdict(dict)
    for row in study:
        total = row.counts.get("total")
        for kind, part, inside in _parts(row):
            if total is not None and "n" in row.counts:
                key = (kind, row.group if inside == "endpoint" else "", total, _months(row))
                found[key].setdefault(part, row)
    for (kind, _, total, _), parts in found.items():
        if set(parts) == set(VOCABULARY["partitions"][kind]):
            yield _partition(total, parts)


def _months(row: Record) -> int:
    return int(numeric.months_of(row) or 0)


def _parts(row: Record) -> Iterator[tuple[str, str, str]]:
    for column in ("endpoint", "group"):
        for kind in VOCABULARY["partitions"]:
            match = pattern("partitions", kind).fullmatch(row.text.get(column, "").strip())
            if match and match.lastgroup:
                yield kind, match.lastgroup, column


def _partition(total: int, parts: dict[str, Record]) -> Partition:
    rows = list(parts.values())
    place = rows[0].place("n", "total", "percent")
    for row in rows[1:]:
        place += row.place("n", "total", "percent")
    return Partition(
        place,
        tuple(Part(name, row.counts["n"], row.numbers.get("percent")) for name, row in parts.items()),
        total,
        exhaustive=True,
    )
