"""Hostile content in every form: nothing runs, nothing vanishes unseen, and the same document gives the same bytes."""

import csv
import datetime as dt
import io
import re
import zipfile
from decimal import Decimal
from html.parser import HTMLParser

import docx
import openpyxl
import pytest
from defusedxml.ElementTree import fromstring

from app.reports.document import Box, Column, Document, Heading, Missing, Paragraph, Revision, Table, Turn
from app.reports.forms import markdown, separated, webpage, word, workbook
from app.reports.forms.ending import FORMS, form
from app.reports.provenance import Provenance
from app.reports.tongue import Tongue
from queries.errors import BadParameter

HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "a\x00b\x0bc\ufffe\ud800d",
    "<script>alert(1)</script>",
    "]]>&amp;<!--",
    "| a | **b** | [c](javascript:x)",
    "_x0041_",
    "שלום \u202egnp.exe",
    "🫁 𝒩 é",
    "\u0130ı straße",
    "x" * 40_000,
)


def made(*rows, blocks=(), language="de", title="Prüfung & mehr"):
    table = Table(
        "Tabelle", (Column("=Kopf", 10, "=Bedeutung"), Column("Wert", 10)), tuple(rows), "Nichts da."
    )
    known = Provenance("Generation 000001", "ab" * 32, dt.date(2026, 11, 21), 12345, {"de": "Bestand"})
    return Document(title, "Untertitel", Tongue(language), known, (*blocks, table), (("Blatt", table),))


@pytest.fixture(scope="module")
def hostile():
    rows = [(text, Missing.NOT_RECORDED) for text in HOSTILE]
    blocks = (
        Turn(landscape=True),
        Heading(HOSTILE[9]),
        Paragraph("=1+1\n" + HOSTILE[8], "formula"),
        Box(HOSTILE[9], tuple((text, text) for text in HOSTILE), "error"),
        Turn(landscape=False),
    )
    return made(*rows, ("Zahl", Decimal("2.10")), ("Änderung", Revision("alt\x0b", "=neu")), blocks=blocks)


def sheets(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_no_cell_of_a_workbook_is_a_formula_whatever_the_labels(hostile):
    book = sheets(workbook.render(hostile))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.value for cell in cells].count("=1+1") == 1
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[:1] in ("=", "+", "@"))
    assert b"<f>" not in b"".join(parts(workbook.render(hostile)).values())


def test_a_long_text_goes_on_in_the_row_below_and_nothing_is_lost(hostile):
    column = [row[0].value for row in sheets(workbook.render(hostile))["Blatt"].iter_rows()]
    pieces = [text for text in column if text and set(text) == {"x"}]
    assert max(map(len, pieces)) <= 32_767
    assert "".join(pieces) == "x" * 40_000


def test_numbers_are_numbers_with_the_decimals_of_the_source():
    rows = [
        ("a", 39),
        ("b", Decimal("2.10")),
        ("c", dt.date(2026, 11, 21)),
        ("d", 10**17),
        ("e", Decimal("-0.5")),
    ]
    sheet = sheets(workbook.render(made(*rows)))["Blatt"]
    values = [(row[1].value, row[1].data_type, row[1].number_format) for row in sheet.iter_rows(min_row=2)]
    assert values == [
        (39, "n", "0"),
        (2.1, "n", "0.00"),
        (dt.datetime(2026, 11, 21), "d", "DD.MM.YYYY"),  # noqa: DTZ001  a day of a spreadsheet has no zone
        ("100\u202f000\u202f000\u202f000\u202f000\u202f000", "s", "General"),
        (-0.5, "n", "0.0"),
    ]


def test_a_workbook_has_a_frozen_header_a_dictionary_and_its_provenance(hostile):
    book = sheets(workbook.render(hostile))
    assert book.sheetnames == ["Blatt", "Datenwörterbuch", "Herkunft"]
    assert all((sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1") for sheet in book)
    told = {row[0].value: row[1].value for row in book["Herkunft"].iter_rows()}
    assert told["Hash der Daten (SHA-256)"] == "ab" * 32
    assert told["Datenstand"] == dt.datetime(2026, 11, 21)  # noqa: DTZ001
    assert ("Blatt", "=Kopf", "=Bedeutung") in {
        tuple(cell.value for cell in row) for row in book["Datenwörterbuch"].iter_rows()
    }


def test_a_missing_value_is_said_and_not_a_zero():
    sheet = sheets(workbook.render(made(("a", Missing.NOT_REPORTED))))["Blatt"]
    assert sheet["B2"].value == "nicht berichtet"
    assert sheet["B2"].style == "Leitgraph Missing"


def test_names_of_sheets_are_what_a_workbook_allows():
    table = Table("t", (Column("a"),), (("x",),))
    names = ("a/b:c*d?[e]\\'f", "A/B:C*D?[E]\\'F", "n" * 50, "n" * 51, "")
    document = Document("t", "", Tongue("en"), Provenance(), (), tuple((name, table) for name in names))
    found = sheets(workbook.render(document)).sheetnames
    assert len({name.lower() for name in found}) == len(names) + 2
    assert max(map(len, found)) <= 31


def test_a_word_file_holds_every_text_and_only_styles_with_names(hostile):
    file = docx.Document(io.BytesIO(word.render(hostile)))
    told = "\n".join(cell.text for table in file.tables for row in table.rows for cell in row.cells)
    assert "=cmd|' /C calc'!A0" in told
    assert "a�b�c��d" in told
    assert "x" * 40_000 in told
    used = {
        line.style.name
        for table in file.tables
        for row in table.rows
        for cell in row.cells
        for line in cell.paragraphs
    }
    assert all(name.startswith("Leitgraph") for name in used)


def test_a_word_file_repeats_its_header_rows_and_turns_its_pages(hostile):
    body = parts(word.render(hostile))["word/document.xml"].decode()
    assert body.count("<w:tblHeader/>") == 1
    assert body.count('w:orient="landscape"') == 1
    assert body.count("<w:tblCaption ") == body.count("<w:tbl>") == body.count("<w:tblDescription ")


def test_a_revision_is_a_tracked_change(hostile):
    body = fromstring(parts(word.render(hostile))["word/document.xml"])
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    (gone,), (come,) = body.iter(f"{space}del"), body.iter(f"{space}ins")
    assert "".join(gone.itertext()) == "alt�"
    assert "".join(come.itertext()) == "=neu"
    assert (gone.get(f"{space}id"), come.get(f"{space}id")) == ("1", "2")
    assert come.get(f"{space}date") == "2026-11-21T00:00:00Z"


@pytest.mark.parametrize("render", [word.render, workbook.render])
def test_office_files_hold_no_macro_and_nothing_from_outside(hostile, render):
    for name, part in parts(render(hostile)).items():
        assert "vba" not in name.lower()
        if name.endswith((".xml", ".rels")):
            fromstring(part)
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in part


@pytest.mark.parametrize("render", [word.render, workbook.render])
def test_office_files_bear_the_day_of_the_data_and_never_the_clock(hostile, render):
    content = render(hostile)
    assert content == render(hostile)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2026, 11, 21)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^<]*", core)) == {"2026-11-21T00:00:00Z"}


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.headings, self.text = [], [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_data(self, data):
        self.text += data


def test_a_page_runs_nothing_asks_nobody_and_is_made_to_be_heard(hostile):
    content = webpage.render(hostile).decode()
    page = _Page()
    page.feed(content)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "link", "object", "form"}
    assert not any(value and value.startswith("http") for _, attrs in page.tags for value in attrs.values())
    assert "url(" not in content
    assert "@import" not in content
    assert all(name.startswith("on") is False for _, attrs in page.tags for name in attrs)
    assert page.headings[0] == 1
    assert all(later - earlier <= 1 for earlier, later in zip(page.headings, page.headings[1:], strict=False))
    assert ("html", {"lang": "de"}) in page.tags
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")
    assert "<script>alert(1)</script>" in page.text
    assert "prefers-color-scheme: dark" in content


def test_csv_for_spreadsheets_neutralises_what_begins_like_a_formula(hostile):
    content = separated.render(hostile)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["'=Kopf", "Wert"]
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert ["Zahl", "2,10"] in rows
    assert len(rows) == len(HOSTILE) + 3


def test_markdown_takes_nothing_for_markup(hostile):
    content = markdown.render(hostile).decode()
    assert "\\[c\\](javascript:x)" in content
    assert not re.search(r"(?<!\\)<script", content)
    bars = [line for line in content.splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in bars}) == 1


def test_a_table_without_rows_says_so_in_every_form():
    document = made()
    assert "Nichts da." in webpage.render(document).decode()
    assert "Nichts da." in markdown.render(document).decode()
    assert sheets(workbook.render(document))["Blatt"]["A2"].value == "Nichts da."
    assert "Nichts da." in [line.text for line in docx.Document(io.BytesIO(word.render(document))).paragraphs]


@pytest.mark.parametrize("name", ["x.pdf", "x", "x.docm"])
def test_a_form_that_does_not_exist_is_refused_with_those_that_do(tmp_path, name):
    with pytest.raises(BadParameter, match=r"\.docx \.xlsx \.html \.md \.csv"):
        form(tmp_path / name)


def test_an_ending_chooses_the_form_in_either_case(tmp_path):
    assert form(tmp_path / "X.DOCX") is FORMS[".docx"]
