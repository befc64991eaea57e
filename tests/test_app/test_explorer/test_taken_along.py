"""What is taken along is made when somebody asks for it, where no page is, and in the language of the page that offered it."""

import json
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import streamlit as st

from app.widgets import figure
from tests.test_app.test_explorer.opening import opened

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def files(monkeypatch):
    """The files that a page offers, by name; what makes one runs in a thread of its own, as the server has it."""
    makers = {}
    monkeypatch.setattr(
        st, "download_button", lambda *_, data, file_name, **__: makers.setdefault(file_name, data)
    )

    def made(name):
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(makers[name]).result()

    return made


@pytest.mark.parametrize(
    ("lang", "sheets"), [("de", ["Datenwörterbuch", "Herkunft"]), ("en", ["data dictionary", "provenance"])]
)
def test_a_workbook_speaks_the_language_of_its_page(files, lang, sheets):
    opened("about", lang=lang)
    book = openpyxl.load_workbook(BytesIO(files("leitgraph.xlsx")))
    assert [name.lower() for name in book.sheetnames[1:]] == [name.lower() for name in sheets]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_rows_as_json_speak_the_language_of_their_page(files, lang):
    opened("query", lang=lang, question="narrower_interventions", intervention="lg:Intervention")
    rows = json.loads(files("narrower_interventions.srj"))["results"]["bindings"]
    labels = {value["xml:lang"] for row in rows for value in row.values() if "xml:lang" in value}
    assert labels == {lang}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_report_speaks_the_language_of_its_page(files, lang):
    opened("audit", lang=lang)
    title = {"de": "Befunde", "en": "Findings"}[lang]
    assert title.encode() in ZipFile(BytesIO(files("audit.docx"))).read("word/document.xml")


@pytest.mark.parametrize(("lang", "decimal"), [("de", ","), ("en", ".")])
def test_a_figure_writes_numbers_as_its_page_does(monkeypatch, files, lang, decimal):
    monkeypatch.setattr(figure, "drawn", lambda chart, _: chart["config"]["locale"]["number"])
    opened("study", id="study:de_ruysscher_2012", lang=lang, layer="results")
    assert files("rates.svg")["decimal"] == decimal


def test_the_copy_of_a_figure_for_paper_is_worked_out_by_whoever_takes_it(monkeypatch, files):
    worked = []
    on_screen = figure._written
    monkeypatch.setattr(
        figure, "_written", lambda chart, *, dark: (worked.append(dark), on_screen(chart, dark=dark))[1]
    )
    opened("study", id="study:de_ruysscher_2012", layer="results")
    shown = len(worked)
    assert files("rates.png").startswith(b"\x89PNG")
    assert len(worked) == shown + 1
    assert shown == 1
