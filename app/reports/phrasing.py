"""How records read in a cell: a reference, a group, its criteria, what it received, what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app import units
from app.reports.document import Cell, Missing
from app.reports.evidence import Evidence
from app.reports.tongue import Tongue
from ontology.namespaces import curie
from queries.records import Record

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_STATISTICS = {"hazardRatio": "HR", "oddsRatio": "OR", "riskRatio": "RR"}


@dataclass(frozen=True)
class Phrasing:
    """Words for records, in one language."""

    evidence: Evidence
    say: Tongue

    def label(self, name: str | None) -> str:
        """The words for a term or a record."""
        return self.say.words(self.evidence.label(name))

    def studies(self) -> list[Record]:
        """The studies by their label."""
        return sorted(self.evidence.studies.values(), key=lambda study: (self.label(study.iri), study.iri))

    def code(self, record: Record, prop: str) -> Cell:
        """The words for the codes that a record has, on lines of their own."""
        return lines(self.label(name) for name in record.all(prop))

    def reference(self, publication: Record) -> str:
        """A publication in one line: authors, title, journal, year, volume, pages, identifiers."""
        named = publication.one("dcterms:title") or (
            "" if publication.one("lg:journal") else self.label(publication.iri)
        )
        volume, issue, pages = (publication.one(f"lg:{part}") for part in ("volume", "issue", "pages"))
        where = "".join([volume or "", f"({issue})" if issue else "", f":{pages}" if pages else ""])
        journal = " ".join(
            part for part in (publication.one("lg:journal"), publication.one("lg:year")) if part
        )
        parts = [
            publication.one("lg:authors"),
            named,
            f"{journal}; {where}" if journal and where else journal,
        ]
        ids = [
            f"{kind} {found}"
            for kind, prop in (("DOI", "lg:doi"), ("PMID", "lg:pmid"))
            if (found := publication.one(prop))
        ]
        return ". ".join(part.rstrip(". ") for part in [*parts, *ids] if part) + "."

    def group(self, group: Record) -> str:
        """A group with its number: "auswertbare Patienten: n = 39", or of its parent "29 von 39"."""
        n, parent = group.number("lg:n"), self.evidence.groups.get(group.one("lg:stratumOf") or "")
        whole = parent.number("lg:n") if parent else None
        if n is None:
            count = self.say("Zahl nicht berichtet", "number not reported")
        elif whole is not None:
            count = f"{n} {self.say('von', 'of')} {whole}"
        else:
            count = f"n = {n}"
        return f"{self.label(group.iri)}: {count}"

    def criterion(self, criterion: Record) -> str:
        """One condition on one axis: "Zahl der Metastasen: 1 bis 4"."""
        low, high = criterion.number("lg:minimum"), criterion.number("lg:maximum")
        parts = []
        if wanted := criterion.all("lg:anyOf"):
            parts.append(self.say.listed([self.label(name) for name in wanted]))
        if low is not None or high is not None:
            parts.append(self._range(low, high))
        if unwanted := criterion.all("lg:noneOf"):
            parts.append(
                f"{self.say('nicht', 'not')} {self.say.listed([self.label(name) for name in unwanted])}"
            )
        return f"{self.label(criterion.one('lg:onAxis'))}: {', '.join(parts)}"

    def _range(self, low: float | None, high: float | None) -> str:
        if low is not None and high is not None:
            return str(low) if low == high else f"{low} {self.say('bis', 'to')} {high}"
        return f"≥ {low}" if low is not None else f"≤ {high}"

    def criteria(self, population: Record, *, excluding: bool = False) -> list[str]:
        """The conditions of a population, those that include or those that exclude."""
        found = (self.evidence.criteria[name] for name in population.all("lg:hasCriterion"))
        return sorted(self.criterion(one) for one in found if bool(one.all("lg:noneOf")) == excluding)

    def treatment(self, component: Record) -> str:
        """What was done, and at what it was aimed."""
        aims = [self.label(name) for name in component.all("lg:target")]
        n = component.number("lg:n")
        count = f" (n = {n})" if n is not None else ""
        return (
            self.label(component.one("lg:intervention")) + (f" ({', '.join(aims)})" if aims else "") + count
        )

    def outcome(self, result: Record) -> str:
        """One result in one line: endpoint and time, statistic, value with interval and p."""
        months = result.number("lg:months")
        time = f" {self.say('nach', 'at')} {months} {self.say('Mon.', 'mo')}" if months is not None else ""
        factor = self.say.words(result.text("lg:factor"))
        head = f"{self.label(result.one('lg:endpoint'))}{time}" + (f" [{factor}]" if factor else "")
        told = "; ".join(part for part in (self.effect(result), self._against(result)) if part)
        return f"{head}: {told or self.say('Wert nicht berichtet', 'value not reported')}"

    def effect(self, result: Record) -> str:
        """The value of a result with interval, p and what was found, as far as they are known."""
        statistic = result.code("lg:statistic") or ""
        name = _STATISTICS.get(statistic) or self.label(result.one("lg:statistic"))
        value = self._value(result)
        p = result.one("lg:pPrinted")
        parts = [f"{name} {value}{self._interval(result)}" if value else ""]
        parts.append(f"p {self._spelled(p) if p[0] in '<>=≤≥' else '= ' + self._spelled(p)}" if p else "")
        found = self.say.words(result.text("lg:findingText"))
        parts.append(found or ("" if value else self._significance(result)))
        return "; ".join(part for part in parts if part)

    def _significance(self, result: Record) -> str:
        return self.label(result.one("lg:significance")) if result.one("lg:significance") else ""

    def _against(self, result: Record) -> str:
        other = result.one("lg:comparator")
        return f"{self.say('gegen', 'against')} {self.label(other)}" if other else ""

    def _value(self, result: Record) -> str:
        if result.code("lg:valueStatus") == "notReached":
            return self.say("nicht erreicht", "not reached")
        low, high = exact(result, "lg:value"), exact(result, "lg:valueHigh")
        if low is None:
            return ""
        unit = result.one("lg:unit")
        events = result.number("lg:events")
        count = f" (k = {events})" if events is not None and unit == "%" else ""
        written = "–".join(self.say.number(end) for end in (low, high) if end is not None)
        return units.amount(written, unit, self.say.language) + count

    def _interval(self, result: Record) -> str:
        low, high = exact(result, "lg:ciLow"), exact(result, "lg:ciHigh")
        if low is None and high is None:
            return ""
        level = result.number("lg:ciLevel")
        ends = [self.say.number(end) if end is not None else self._open_end(result) for end in (low, high)]
        name = self.say("KI", "CI") if level is None else self.say(f"{level}-%-KI", f"{level}% CI")
        return f" ({name} {ends[0]}{self.say(' bis ', ' to ')}{ends[1]})"

    def _open_end(self, result: Record) -> str:
        if result.code("lg:ciHighStatus") == "notReached":
            return self.say("nicht erreicht", "not reached")
        return self.say("nicht berichtet", "not reported")

    def _spelled(self, printed: str) -> str:
        """A printed number in this language's spelling."""
        return re.sub(r"(?<=\d)\.(?=\d)", self.say(",", "."), printed)

    def level(self, level: Record) -> str:
        """A level with its scheme and edition: "2b (Oxford, Ausgabe nicht angegeben)"."""
        scheme = level.one("lg:levelScheme")
        edition = "" if scheme else f", {self.say('Ausgabe nicht angegeben', 'edition not stated')}"
        printed = level.one("lg:printed") or self.label(level.one("lg:hasLevel"))
        return f"{printed} ({self.label(scheme or level.one('lg:levelSystem'))}{edition})"

    def place(self, statement: Record) -> Cell:
        """Where a statement stands: file and offsets in code points; the words themselves are in nobody's report."""
        passage = self.evidence.passages.get(statement.one("lg:statementOf") or "")
        file = passage.one("lg:fileName") if passage else None
        spans = sorted(
            (int(anchor.number("oa:start") or 0), int(anchor.number("oa:end") or 0))
            for anchor in (self.evidence.anchors[name] for name in statement.all("lg:anchor"))
        )
        return lines(
            f"{file or '?'}, {self.say('Zeichen', 'characters')} {start}–{end}" for start, end in spans
        )


def lines(parts: Iterable[str], missing: Missing = Missing.NOT_RECORDED) -> Cell:
    """Several things in one cell, each on a line of its own; where there is none, the cell says so."""
    return "\n".join(dict.fromkeys(part for part in parts if part)) or missing


def short(name: str) -> str:
    """The name of a record without its kind: ``S0.08``."""
    return curie(name).partition(":")[2]


def exact(result: Record, prop: str) -> Decimal | None:
    """A number of a result with as many decimals as the source printed: 2.10 stays 2.10.

    >>> from pyoxigraph import Literal
    >>> exact(Record("r", {"lg:value": (Literal("2"),), "lg:printed": (Literal("HR 2.00"),)}), "lg:value")
    Decimal('2.00')
    """
    stored = result.one(prop)
    if stored is None:
        return None
    value = Decimal(stored)
    for token in _NUMBER.findall(result.one("lg:printed") or ""):
        printed = Decimal(token.replace(",", "."))
        if printed == value:
            return printed
    return value
