"""The office files in a real office: LibreOffice opens them, and pages and cells are what a reader should see."""

import re
import shutil
import subprocess

import pytest

from app.reports import audit, evidence_table, recommendations
from app.reports.audit_tables import AuditTables
from app.reports.forms import word, workbook
from queries import findings

pytestmark = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice and poppler are not installed: office files cannot be looked at",
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory, held, known, german, real):
    """The text of each page and the size of the first, by file; all files in one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    table = evidence_table.document(held, german, known)
    report = audit.document(
        AuditTables(findings.document(real, "1"), findings.rule_book(real), german), known
    )
    made = {
        "table.docx": word.render(table),
        "table.xlsx": workbook.render(table),
        "audit.docx": word.render(report),
        "recommendations.docx": word.render(recommendations.document(held, german, known)),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    for ending in ("docx", "xlsx"):
        _convert(folder, [name for name in made if name.endswith(ending)], ending)
    return {name: _pages(folder / f"{name}.pdf") for name in made}


def _convert(folder, names, ending):
    """LibreOffice drops the ending of the source; each kind gets a folder of its own first."""
    out = folder / f"{ending}_out"
    command = [
        "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(out),
        *(str(folder / name) for name in names),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for name in names:
        (out / name).with_suffix(".pdf").rename(folder / f"{name}.pdf")


def _pages(path):
    told = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    size = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True).stdout
    width, height = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", size).groups()
    return told.split("\f")[:-1], float(width), float(height)


def test_the_evidence_table_lies_on_its_side_and_repeats_its_header(pages):
    text, width, height = pages["table.docx"]
    assert width > height
    assert 10 < len(text) < 60
    heads = [page for page in text if "Endpunkte und Effekte" in page]
    assert len(heads) >= 10
    assert all(f"Seite {number} von {len(text)}" in page for number, page in enumerate(text, 1))


def test_headers_are_not_torn_apart(pages):
    text, _, _ = pages["table.docx"]
    for title in (
        "Studientyp",
        "Patienten je Gruppe",
        "Intervention",
        "Vergleich",
        "Förderung",
        "Bemerkungen",
    ):
        assert title in text[0]


def test_numbers_are_german_and_what_is_missing_is_said(pages):
    text = " ".join(" ".join(pages["table.docx"][0]).split())
    assert "23,3 %" in text
    assert "nicht erfasst" in text
    assert not re.search(r"\d\.\d+ (%|Monate)", text)


def test_the_workbook_prints_on_pages_with_its_header_and_its_provenance(pages):
    text, width, height = pages["table.xlsx"]
    assert width > height
    assert "Studie" in text[0]
    assert "Hash der Daten (SHA-256)" in text[-1]
    assert not [page for page in text if "#REF!" in page or "#NAME?" in page or "Err:" in page]


def test_the_audit_report_reads_from_summary_to_method(pages):
    text, width, height = pages["audit.docx"]
    assert width < height
    whole = " ".join(text)
    order = [
        whole.index(word)
        for word in (
            "Auditbericht",
            "Zusammenfassung",
            "Befunde nach Textstelle",
            "Entscheidungen der Autoren",
            "Methode",
        )
    ]
    assert order == sorted(order)
    assert "37/39 = 94,9 %" in whole


def test_a_box_of_a_recommendation_stays_on_one_page(pages):
    for page in pages["recommendations.docx"][0]:
        begun = re.findall(r"^ *(?:Forschungse|E)mpfehlung S\d", page, re.MULTILINE)
        assert len(re.findall(r"^ *Fundstelle ", page, re.MULTILINE)) == len(begun)
