"""leitgraph export and the reports of leitgraph audit, as an author types them."""

import io
import json
import re
import zipfile

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from app.cli import app
from tests.serving import serving

DOCUMENTS = ("evidence-table", "summary-of-findings", "recommendations", "annex")


@pytest.fixture
def run(home, tmp_path, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(home))
    monkeypatch.delenv("LEITGRAPH_ENDPOINT", raising=False)
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("ending", ["docx", "xlsx", "html", "md", "csv"])
def test_each_document_is_written_in_each_form(run, tmp_path, name, ending):
    done = run("export", name, "--out", f"x.{ending}")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"written: x.{ending}\n")
    content = (tmp_path / f"x.{ending}").read_bytes()
    if ending == "docx":
        assert docx.Document(io.BytesIO(content)).tables
    elif ending == "xlsx":
        assert "Herkunft" in openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    else:
        assert len(content.decode()) > 500
    assert [path.name for path in tmp_path.iterdir()] == [f"x.{ending}"]


def test_a_document_without_a_name_is_called_after_itself_and_says_so(run, tmp_path):
    assert run("export", "recommendations").stderr == "written: recommendations.docx\n"
    assert (tmp_path / "recommendations.docx").is_file()


def test_german_is_the_default_and_english_on_request(run, tmp_path):
    run("export", "recommendations", "--out", "de.md")
    run("export", "recommendations", "--out", "en.md", "--language", "en")
    assert "# Empfehlungen" in (tmp_path / "de.md").read_text(encoding="utf-8")
    assert "# Recommendations" in (tmp_path / "en.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("ris", "TY  - "), ("bibtex", "@"), ("csl-json", "["), ("trig", "@prefix"), ("json-ld", "{")],
)
def test_text_goes_to_standard_output_and_nothing_else_does(run, name, begins):
    done = run("export", name)
    assert done.exit_code == 0
    assert done.stdout.startswith(begins)
    assert done.stderr == ""


def test_the_same_generation_gives_the_same_file(run, tmp_path):
    for name in ("a.docx", "b.docx", "a.xlsx", "b.xlsx"):
        run("export", "evidence-table", "--out", name)
    for ending in ("docx", "xlsx"):
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()


def test_an_unknown_format_is_refused_with_those_that_exist(run):
    done = run("export", "evidenztabelle")
    assert done.exit_code == 2
    assert "evidence-table" in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("evidence-table", "--out", "x.pdf"), ".docx .xlsx .html .md .csv"),
        (("ris", "--out", "nowhere/x.ris"), "cannot be written"),
        (("ris", "--out", "."), "cannot be written"),
        (("changes",), "no generation is older"),
        (("changes", "--endpoint", "http://127.0.0.1:9/sparql"), "leave --endpoint away"),
        (("trig", "--endpoint", "http://127.0.0.1:9/sparql"), "leave --endpoint away"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(run, words, says):
    fault = run("export", *words).exception
    assert says in str(fault)
    assert fault.exit_code == 2


def test_a_table_can_be_of_one_statement(run, tmp_path):
    for name in ("S0.08", "statement:S0.08"):
        assert run("export", "evidence-table", "--statement", name, "--out", "x.md").exit_code == 0
        told = (tmp_path / "x.md").read_text(encoding="utf-8")
        assert "SABR-COMET 2019" in told
        assert "Bauml 2019" not in told
        assert re.findall(r"^\| (P\d+) \|", told, re.MULTILINE) == ["P6"]


def test_a_statement_that_is_not_there_is_met_with_near_ones(run):
    assert "did you mean statement:S0.0" in str(
        run("export", "evidence-table", "--statement", "S0.0x").exception
    )
    assert "of the whole graph" in str(run("export", "annex", "--statement", "S0.08").exception)


def test_an_endpoint_gives_the_same_documents_but_for_where_they_come_from(run, home, tmp_path):
    with serving(home) as server:
        run("export", "annex", "--out", "there.md", "--endpoint", server.sparql)
        there = run("export", "csl-json", "--endpoint", server.sparql).stdout
    run("export", "annex", "--out", "here.md")
    assert there == run("export", "csl-json").stdout
    here, there = ((tmp_path / name).read_text(encoding="utf-8") for name in ("here.md", "there.md"))
    assert server.sparql in there
    first = "## 1 Leitlinie und Fassungen"
    assert here[here.index(first) :] == there[there.index(first) :]


def test_an_existing_file_stays_as_it_is_where_an_export_fails(run, tmp_path):
    (tmp_path / "x.docx").write_text("mine")
    run("export", "changes", "--out", "x.docx")
    assert (tmp_path / "x.docx").read_text() == "mine"


@pytest.mark.parametrize("form", ["md", "html", "docx", "xlsx"])
def test_the_audit_is_a_report_in_each_form(run, tmp_path, form):
    assert run("audit", "--format", form, "--out", f"a.{form}").exit_code == 0
    content = (tmp_path / f"a.{form}").read_bytes()
    if form in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    assert "37/39 = 94,9 %" in content.decode("utf-8", "ignore")


def test_the_report_of_an_audit_can_fail_a_check_as_the_table_does(run, tmp_path):
    assert run("audit", "--format", "docx", "--out", "a.docx", "--fail-on", "error").exit_code == 1
    assert (tmp_path / "a.docx").is_file()


def test_a_table_is_reported_on_without_a_graph(run, tmp_path, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(tmp_path / "none"))
    (tmp_path / "t.csv").write_text("study,group,n,total,percent\nGomez,A,29,39,87\n", encoding="utf-8")
    done = run("audit", "--table", "t.csv", "--format", "md")
    assert done.exit_code == 0
    assert "t.csv, Zeile 2" in done.stdout
    assert "Gomez · A" in done.stdout


def test_the_findings_of_json_and_report_are_the_same(run, tmp_path):
    found = json.loads(run("audit", "--format", "json").stdout)["findings"]
    run("audit", "--format", "xlsx", "--out", "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Befunde"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [one["id"] for one in found]
