"""An evidence table from file to findings: files as people have them, and files as nobody should have them."""

import io
import json
import zipfile

import openpyxl
import pytest
from typer.testing import CliRunner

from app.cli import app
from kg_build.audit import judge
from kg_build.audit.numbers import Estimate, Proportion, Summary, SurvivalFigure
from kg_build.audit.table import evidence
from kg_build.audit.table.headers import COLUMNS, column_of
from kg_build.errors import InvalidRecord
from tests.steps import steps

GERMAN = """Studie;Gruppe;n;N;Prozent;Endpunkt;Monate;Statistik;Schätzer;KI unten;KI oben;p-Wert;Farbe
Muster 2020;alle;29;39;74;N2/N3;;;;;;;rot
Muster 2020;alle;37;39;87;Chemotherapie;;;;;;;
Muster 2020;alle;;39;23,3;Gesamtüberleben;24;;;;;;
Muster 2020;alle;;;;OS;;HR;0,52;0,30;0,90;0,02;
"""
ENGLISH = """"p-value","Study","Arm","n","Total","Percent","Outcome","Months","Effect measure","Estimate","CI low","CI high"
"","Sample 2020","all","29","39","74","N2/N3","","","","",""
"","Sample 2020","all","37","39","87","chemotherapy","","","","",""
"","Sample 2020","all","","39","23.3","overall survival","24","","","",""
"0.02","Sample 2020","all","","","","OS","","hazard ratio","0.52","0.30","0.90"
"""


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def facts_of(path, kind=object, mapping=None):
    return [fact for fact in evidence.read(path, mapping).facts if isinstance(fact, kind)]


@pytest.mark.parametrize("text", [GERMAN, ENGLISH], ids=["German", "English"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_in_both_languages_and_conventions(tmp_path, text, encoding):
    path = written(tmp_path, "table.csv", text.encode(encoding))
    found = judge.judge(evidence.read(path).facts)
    assert [(finding.rule, finding.place.anchors[0].row) for finding in found.findings] == [("N1", 3)]
    survival = facts_of(path, SurvivalFigure)[0]
    assert (survival.endpoint, survival.months, survival.estimation) == ("OS", 24, "kaplanMeier")
    ratio = facts_of(path, Estimate)[0]
    assert (ratio.statistic, str(ratio.ci_high.value), str(ratio.p.value)) == ("hazardRatio", "0.90", "0.02")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_makes_the_header_known(tmp_path, delimiter):
    text = (
        delimiter.join(["Studie", "n", "N", "Anteil (%)"])
        + "\r\n"
        + delimiter.join(["A", "7", "9", '"77,8"'])
    )
    proportion = facts_of(written(tmp_path, "t.csv", text), Proportion)[0]
    assert (proportion.n, proportion.denominators, proportion.percent.decimals) == (7, (9,), 1)


def test_windows_1252_is_read_and_said(tmp_path):
    read = evidence.read(written(tmp_path, "t.csv", GERMAN.encode("cp1252")))
    assert any("Windows-1252" in note for note in read.notes)
    assert read.columns["estimate"] == "Schätzer"


def test_columns_that_nobody_knows_are_listed_and_a_mapping_names_them(tmp_path):
    text = "Wer;Wieviele;von\nA;7;9\n"
    path = written(tmp_path, "t.csv", "Studie;" + text)
    assert "Wieviele" in evidence.read(path).unknown
    mapped = evidence.read(path, {"Wieviele": "n"})
    assert mapped.columns["n"] == "Wieviele"


def test_a_cell_with_a_line_break_is_one_cell_and_counts_as_one_row(tmp_path):
    text = 'study,n,total,percent,quote\nA,1,2,50,"two\nlines"\nA,37,39,87,\n'
    found = judge.judge(evidence.read(written(tmp_path, "t.csv", text)).facts).findings
    assert [finding.place.anchors[0].row for finding in found if finding.rule == "N1"] == [3]


def test_a_workbook_is_read_as_it_is_displayed(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Notizen"
    sheet = book.create_sheet("Evidenz")
    sheet.append(["Studie", "n", "N", "%", "Mittelwert"])
    sheet.append(["A", 29, 39, 0.74359, 62.1])
    sheet["D2"].number_format, sheet["E2"].number_format = "0%", "0.00"
    book.save(tmp_path / "t.xlsx")
    proportion = facts_of(tmp_path / "t.xlsx", Proportion)[0]
    assert (proportion.percent.text, proportion.percent.decimals, proportion.percent.value) == ("74", 0, 74)
    read = evidence.read(tmp_path / "t.xlsx")
    assert "worksheets not read: Notizen" in read.notes


def test_json_lines_keep_numbers_as_they_are_printed(tmp_path):
    path = written(tmp_path, "t.jsonl", '{"study": "A", "n": 29, "total": 39, "percent": 74.40}\n')
    assert facts_of(path, Proportion)[0].percent.decimals == 2


def test_every_column_of_the_issue_is_known_by_its_own_name():
    assert all(column_of(name) == name for name in COLUMNS)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", "a;b\n1;2\n", "no column that we know"),
        ("t.csv", "", "it is empty"),
        ("t.csv", "study,n,total,percent\nA,29,39,74,4\n", "row 2 has 5 cells"),
        ("t.csv", b"study\0\0", "no text file"),
        ("t.csv", "study,quote\nA," + "x" * 200_000, "200,000 characters"),
        ("t.xlsx", b"no archive", "no .xlsx file"),
        ("t.jsonl", "[1]\n", "line 1: no object"),
        ("t.jsonl", '{"n": 1\n', "line 1"),
        ("t.jsonl", "[" * 100_000, "line 1"),
        ("t.xls", b"x", ".xls file is not read"),
    ],
)
def test_bad_input_gets_a_clear_error_with_what_to_do(tmp_path, name, content, said):
    with pytest.raises(InvalidRecord, match="next: ") as error:
        evidence.read(written(tmp_path, name, content))
    assert said in str(error.value)


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (packed(xl__workbook="0" * 5_000_000), "unpacks to more"),
        (packed(xl__workbook='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "document type"),
        (packed(xl__workbook="<x/>"), "no workbook"),
    ],
    ids=["bomb", "entities", "empty"],
)
def test_a_hostile_workbook_is_refused(tmp_path, content, said):
    with pytest.raises(InvalidRecord, match=said):
        evidence.read(written(tmp_path, "t.xlsx", content))


@pytest.mark.parametrize("cell", ["=1+1", "1e400", "9" * 400, "\x07", "DROP TABLE", "NaN", "-inf", "1,2,3,4"])
def test_a_hostile_cell_is_untested_or_empty_and_nothing_else_is_lost(tmp_path, cell):
    path = written(tmp_path, "t.jsonl", json.dumps({"study": "A", "n": cell, "total": 39, "percent": cell})
                   + '\n{"study": "A", "n": 37, "total": 39, "percent": "87"}')  # fmt: skip
    found = judge.judge(evidence.read(path).facts).findings
    assert "N1" in [finding.rule for finding in found]


def test_the_command_prints_the_document_and_fails_as_asked(tmp_path):
    path = written(tmp_path, "t.csv", GERMAN)
    result = CliRunner().invoke(
        app, ["audit", "--table", str(path), "--format", "json", "--fail-on", "error"]
    )
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    [finding] = [finding for finding in found["findings"] if finding["rule"] == "N1"]
    assert {"file": "t.csv", "row": 3, "column": "n"} in finding["anchors"]
    assert (finding["inputs"]["study"], finding["inputs"]["group"]) == ("Muster 2020", "alle")
    assert found["table"]["unknown_columns"] == ["Farbe"]


def test_rows_inserted_above_leave_the_ids_of_findings_as_they_were(tmp_path):
    header, first, *rest = GERMAN.splitlines()
    before = judge.judge(evidence.read(written(tmp_path, "a.csv", GERMAN)).facts).findings
    longer = "\n".join([header, "Neu 2021;x;1;2;50;z;;;;;;;", first, *rest])
    after = judge.judge(evidence.read(written(tmp_path, "a.csv", longer)).facts).findings
    assert [finding.id for finding in before] == [finding.id for finding in after]


def test_the_same_figure_with_two_values_is_found_and_another_analysis_is_not(tmp_path):
    text = (
        "study,group,endpoint,months,percent,estimator,quote\n"
        "A,all,OS,24,23.3,Kaplan-Meier,\nA,all,OS,24,32.3,Kaplan-Meier,\n"
        "B,all,OS,24,23.3,Kaplan-Meier,interim analysis\nB,all,OS,24,32.3,Kaplan-Meier,final analysis\n"
        "C,all,OS,24,23.3,,\nC,N0,OS,24,32.3,,\nC,all,OS,24,23,,\n"
    )
    found = judge.judge(evidence.read(written(tmp_path, "t.csv", text)).facts).findings
    assert [(finding.rule, finding.inputs["study"]) for finding in found] == [("N17", "A")]
    assert [anchor.row for anchor in found[0].place.anchors if anchor.column == "percent"] == [2, 3]


@pytest.mark.parametrize(
    "endpoint",
    ["relative Risikoreduktion", "mediane Dosisintensität", "mittlerer FEV1 (% vom Soll)", "I² (heterogeneity)", "sensitivity",
     "change from baseline", "2-Jahres-Überleben", "freedom from progression at 1 year"],
)  # fmt: skip
def test_a_percentage_that_is_no_count_of_patients_is_not_held_to_their_number(tmp_path, endpoint):
    text = (
        f"study;group;total;percent;endpoint\nA;all;39;13,7;{endpoint}\nB;all;39;112,5;Zunahme des Volumens\n"
    )
    found = judge.judge(evidence.read(written(tmp_path, "t.csv", text)).facts)
    assert not found.findings
    assert {verdict.rule for verdict in found.untested} >= {"N4", "N14"}


def test_what_a_p_value_is_called_in_words_is_held_against_the_interval(tmp_path):
    text = (
        "study,group,endpoint,statistic,estimate,ci_low,ci_high,p\n"
        "A,all,OS,HR,0.46,0.35,0.60,n.s.\nB,all,OS,HR,0.95,0.60,1.50,n.s.\nC,all,OS,HR,0.95,0.60,1.50,signifikant\n"
    )
    found = judge.judge(evidence.read(written(tmp_path, "t.csv", text)).facts).findings
    assert sorted((finding.rule, finding.inputs["study"]) for finding in found) == [
        ("N10", "A"),
        ("N10", "C"),
    ]


def test_quotes_read_in_several_processes_give_the_same_facts(tmp_path, monkeypatch):
    rows = "".join(
        f'{name};"Von 52 Patienten erreichten {name} (33 %) eine Remission."\n' for name in (16, 17, 18)
    )
    path = written(tmp_path, "t.csv", "Studie;Zitat\n" + rows)
    alone = evidence.read(path).facts
    monkeypatch.setattr("kg_build.audit.table.quotes.MANY", 2)
    monkeypatch.setattr("kg_build.audit.table.quotes.cores", lambda: 2)
    assert evidence.read(path).facts == alone
    assert len(facts_of(path, Proportion)) == 3


def test_steps_to_read_and_judge_grow_with_the_rows_and_not_with_their_square(tmp_path):
    def table(size):
        lines = (
            f"S{row // 8};alle;{row % 40};{40 + row % 9};{row % 60};Merkmal {row};" for row in range(size)
        )
        head = "Studie;Gruppe;n;N;Prozent;Endpunkt;Zitat\n"
        return written(tmp_path, f"{size}.csv", head + "\n".join(lines))

    few, many = (
        steps(lambda path=path: judge.judge(evidence.read(path).facts)) for path in (table(100), table(1_000))
    )
    assert many < 20 * few  # the square would be a hundred times


def test_a_cell_of_several_numbers_is_the_place_of_all_of_them(tmp_path):
    text = "Studie;Endpunkt;HR (95 %-KI);p\nA;OS;0,40 [0,55–0,90];0,02\n"
    [finding] = judge.judge(evidence.read(written(tmp_path, "t.csv", text)).facts).findings
    assert finding.rule == "N8"
    assert {anchor.column for anchor in finding.place.anchors} == {"HR (95 %-KI)", "p"}


def test_a_cell_that_names_its_own_total_needs_no_other(tmp_path):
    text = "Studie;Fallzahl;Endpunkt;n (%)\nA;120;Ansprechen;24/60 (40 %)\nA;120;Rezidiv;18/60 (35 %)\n"
    found = judge.judge(evidence.read(written(tmp_path, "t.csv", text)).facts).findings
    assert [(finding.rule, finding.place.anchors[0].row) for finding in found] == [("N1", 3)]


@pytest.mark.parametrize(
    ("edition", "quote", "rule"),
    [("8", "M1b: 2 bis 4 Metastasen in einem Organ", "L8"), ("7. Auflage", "Patienten im Stadium M1c", "L8")],
)
def test_a_term_of_a_quote_is_of_the_edition_that_its_row_names(tmp_path, edition, quote, rule):
    path = written(tmp_path, "t.csv", f'study,tnm_edition,quote\nA,{edition},"{quote}"\n')
    found = judge.judge(evidence.read(path).facts).findings
    assert [(finding.rule, finding.inputs["edition"]) for finding in found] == [(rule, f"TNM{edition[0]}")]


@pytest.mark.parametrize(
    ("endpoint", "whole"),
    [
        ("Likert", True),
        ("Schmerzscore", True),
        ("ECOG", True),
        ("Lebensqualität", None),
        ("Alter", None),
        ("", None),
    ],
)
def test_points_are_whole_numbers_and_other_measurements_are_not_guessed(tmp_path, endpoint, whole):
    path = written(tmp_path, "t.csv", f"study,endpoint,n,mean,sd\nA,{endpoint},28,5.19,1.2\n")
    assert [fact.whole for fact in facts_of(path, Summary)] == [whole]


def test_what_was_held_back_is_counted_in_the_document_of_a_table(tmp_path):
    path = written(tmp_path, "t.csv", "study,n,total,percent\nA,13,39,ca. 90\n")
    told = json.loads(CliRunner().invoke(app, ["audit", "--table", str(path), "--format", "json"]).stdout)
    assert told["counts"]["suppressed_by_rule"] == {"N1": 1}
