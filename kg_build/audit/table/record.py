"""One row of an evidence table with its cells read: numbers, counts and words, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import quote as encoded

from kg_build.audit.finding import CellAnchor, Place, Untested, Words
from kg_build.audit.numbers import NumberForm
from kg_build.audit.printed import Printed
from kg_build.audit.reading import numerals
from kg_build.audit.table.composite import taken_apart
from kg_build.audit.table.headers import Headers

_COUNTS = ("n", "total", "events_t", "total_t", "events_c", "total_c")
_NUMBERS = (
    "percent", "months", "estimate", "ci_low", "ci_high", "ci_level", "p", "mean", "sd", "median", "min", "max",
    "lower_quartile", "upper_quartile",
)  # fmt: skip
#: Columns whose values are often in the thousands, so that 1.250 may be read in two ways.
_EITHER = ("mean", "sd", "median", "min", "max", "months")
_BASE = "https://w3id.org/leitgraph/table/"
_MONTHS = {"year": 12, "month": 1}
_CELL_SHOWN = 60


@dataclass(frozen=True)
class Record:
    """A row: ``numbers`` and ``counts`` by our names of columns, ``text`` of all cells, ``unread`` what is no number."""

    file: str
    row: int
    names: Mapping[str, str]
    text: Mapping[str, str]
    numbers: Mapping[str, Printed] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    study: str = ""
    occurrence: int = 1

    @property
    def group(self) -> str:
        """The group that the row is about, as printed."""
        return self.text.get("group", "").strip()

    @cached_property
    def subject(self) -> str:
        """The IRI of what the row is about: it outlives rows inserted above it."""
        about = (
            self.study,
            self.group,
            *(self.text.get(name, "") for name in ("endpoint", "months", "statistic")),
        )
        name = "/".join(encoded(part.strip()[:_CELL_SHOWN], safe="") for part in about)
        return _BASE + name.rstrip("/") + (f"~{self.occurrence}" if self.occurrence > 1 else "")

    def place(self, *columns: str, unit: str = "") -> Place:
        """Where these columns of the row stand; all that are filled where none is named."""
        filled = [name for name in columns or self.text if self.text.get(name, "").strip()]
        anchors = tuple(CellAnchor(self.file, self.row, self.names.get(name, name)) for name in filled)
        unique = tuple(dict.fromkeys(anchors))
        return Place((self.subject,), unique, unit or f"{self.study}|{self.group}", self.study, self.group)

    def unreached(self, column: str) -> bool:
        """Whether a cell says "not reached"."""
        return numerals.never_reached(self.text.get(column, ""))

    def complaints(self) -> Iterator[Untested | NumberForm]:
        """Cells that should hold a number and do not, and numbers with two readings."""
        for column in self.unread:
            shown = self.text[column][:_CELL_SHOWN]
            yield Untested(
                "N18",
                self.place(column),
                Words(
                    f"Zeile {self.row}, Spalte „{self.names.get(column, column)}“: {shown!r} ist als Zahl nicht lesbar",
                    f"row {self.row}, column {self.names.get(column, column)!r}: {shown!r} cannot be read as a number",
                ),
            )
        for column in _EITHER:
            if column in self.numbers and (both := numerals.readings(self.numbers[column].text)):
                yield NumberForm(self.place(column), self.numbers[column].text, both)


def records(file: str, headers: Headers, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Record]:
    """The rows as records; an empty cell in the column of studies means the study above."""
    names = {column: headers.names[index] for column, index in headers.position.items()}
    study = ""
    seen: dict[str, int] = {}
    for number, cells in rows:
        text = {
            name: cells[index]
            for name, index in headers.position.items()
            if index < len(cells) and cells[index]
        }
        study = " ".join(text.get("study", "").split()) or study
        record = _read(file, number, names, text, study)
        seen[record.subject] = seen.get(record.subject, 0) + 1
        yield replace(record, occurrence=seen[record.subject])


def _read(file: str, number: int, names: Mapping[str, str], text: dict[str, str], study: str) -> Record:
    parts = taken_apart(text, names)
    numbers: dict[str, Printed] = {}
    unread = []
    for column in (*_COUNTS, *_NUMBERS):
        cell = parts.get(column, "")
        value = numerals.read(cell, whole=column in _COUNTS) if cell.strip() else None
        if value is not None:
            numbers[column] = _in_months(value) if column == "months" else value
        elif cell.strip() and not numerals.missing(cell):
            unread.append(column)
    counts = {
        name: int(value.value) for name, value in numbers.items() if name in _COUNTS and _countable(value)
    }
    unread += [name for name in _COUNTS if name in numbers and name not in counts]
    held = {
        name: names[column] for name in parts.keys() - names.keys() if (column := _holder(text, parts[name]))
    }
    return Record(file, number, {**held, **names}, {**text, **parts}, numbers, counts, tuple(unread), study)


def _holder(text: Mapping[str, str], part: str) -> str:
    """The column whose cell holds a part."""
    return next((column for column, cell in text.items() if part in cell), "")


def _countable(value: Printed) -> bool:
    return value.exact and value.value >= 0 and value.value == value.value.to_integral_value()


def _in_months(value: Printed) -> Printed:
    factor = _MONTHS.get(value.unit, 1)
    return Printed(value.text, value.value * factor, value.decimals, value.comparator, "month")
