"""The evidence table of the corpus that ships: every study, every result, the numbers of the sources, and what is missing."""

import re
from decimal import Decimal

import pytest

from app.reports import evidence_rows, evidence_table, key_questions
from app.reports.document import Missing
from app.reports.phrasing import Phrasing
from app.reports.tongue import Tongue

DE_RUYSSCHER = "De Ruysscher 2012 (NCT01282450)"


@pytest.fixture(scope="module")
def document(held, known, german):
    return evidence_table.document(held, german, known)


@pytest.fixture(scope="module")
def sheets(document):
    return dict(document.tables())


def cells(table, row):
    return dict(zip([column.title for column in table.columns], row, strict=True))


def of_study(table, name):
    return [cells(table, row) for row in table.rows if str(row[0]).split("\n")[0] == name]


def test_every_study_is_a_row_in_both_tables(held, sheets):
    assert len(sheets["Studien"].rows) == len(sheets["Bewertung"].rows) == len(held.studies) >= 43


def test_the_columns_are_those_that_guideline_institutes_use(sheets):
    titles = [column.title for column in sheets["Studien"].columns]
    assert titles == [
        "Referenz", "Studientyp", "Patienten je Gruppe", "Ein- und Ausschluss", "Merkmale", "Intervention", "Vergleich",
        "Follow-up", "Endpunkte und Effekte", "Förderung", "Bemerkungen",
    ]  # fmt: skip


def test_a_trial_is_told_with_its_counts_and_results_in_german(sheets):
    (row,) = of_study(sheets["Studien"], DE_RUYSSCHER)
    assert "auswertbare Patienten: n = 39" in row["Patienten je Gruppe"]
    assert "eingeschlossene Patienten: n = 40" in row["Patienten je Gruppe"]
    assert "lokales Stadium III: 29 von 39" in row["Merkmale"]
    assert "einarmig" in row["Studientyp"]
    assert row["Vergleich"] is Missing.NOT_APPLICABLE
    assert "• Gesamtüberleben nach 24 Mon.: Rate 23,3 %" in row["Endpunkte und Effekte"]
    assert "• Gesamtüberleben: Median 13,5 Monate (95-%-KI 7,6 bis 19,4)" in row["Endpunkte und Effekte"]
    assert "DOI 10.1097/JTO.0b013e318262caf6" in row["Referenz"]


def test_the_appraisal_names_scheme_edition_registry_and_statements(sheets):
    (row,) = of_study(sheets["Bewertung"], DE_RUYSSCHER)
    assert row["Evidenzgrad"] == "2b (Oxford, Ausgabe nicht angegeben)"
    assert "7" in row["Klassifikation, Ausgabe"]
    assert row["Register"] == "NCT01282450"
    assert "S1.38" in row["Aussagen der Leitlinie"]
    assert row["Verzerrungsrisiko"] is row["Interessenkonflikte"] is Missing.NOT_RECORDED


def test_an_expression_of_concern_is_shown(sheets):
    (row,) = of_study(sheets["Bewertung"], "SINDAS 2023 (NCT02893332)")
    assert "J Natl Cancer Inst" in row["Rückzug, Bedenken, Korrektur"]


def test_no_cell_is_empty_and_none_looks_like_zero(sheets):
    for name, table in sheets.items():
        for row in table.rows:
            assert all(cell not in ("", None) for cell in row), (name, row)


def test_every_result_of_a_used_group_is_a_row_with_its_value_as_printed(held, sheets):
    used = {group.iri for groups in held.groups_of.values() for group in groups}
    expected = {result.iri for result in held.results.values() if result.one("lg:group") in used}
    rows = [cells(sheets["Ergebnisse"], row) for row in sheets["Ergebnisse"].rows]
    assert {row["IRI"] for row in rows} == expected
    assert len(rows) == len(expected)
    for row in rows:
        if isinstance(row["Wert"], int | Decimal):
            printed = re.findall(r"\d+(?:\.\d+)?", str(row["wie gedruckt"]).replace("no ", "0 "))
            assert isinstance(row["wie gedruckt"], Missing) or str(row["Wert"]) in printed, row


def test_n_and_n_of_the_whole_stand_in_columns_of_their_own(sheets):
    (row,) = [
        found
        for found in of_study(sheets["Gruppen"], DE_RUYSSCHER)
        if found["Gruppe"] == "lokales Stadium III"
    ]
    assert (row["n"], row["N"]) == (29, 39)
    assert row["abgeschlossen"] is Missing.NOT_RECORDED


def test_a_group_whose_number_no_source_gives_says_so(sheets):
    silent = [row for row in sheets["Gruppen"].rows if row[4] is Missing.NOT_REPORTED]
    assert silent


def test_trailing_zeros_of_the_source_are_kept(held, german):
    table = evidence_rows.results(Phrasing(held, german))
    (row,) = [cells(table, row) for row in table.rows if row[-1].endswith("italian_18_centre.series.pn2.hr")]
    assert str(row["Wert"]) == "2.00"


def test_key_questions_are_numbered_in_the_order_of_the_text(held, german):
    rows = key_questions.table(Phrasing(held, german)).rows
    assert [row[0] for row in rows] == [f"P{number}" for number in range(1, len(held.propositions) + 1)]
    assert "S0.01" in rows[0][6]


def test_english_is_english(held, known):
    document = evidence_table.document(held, Tongue("en"), known)
    (row,) = of_study(document.tables()[2][1], DE_RUYSSCHER)
    assert "• overall survival at 24 mo: rate 23.3%" in row["Outcomes and effects"]
    told = " ".join(
        document.told(cell) for _, table in document.tables() for row in table.rows for cell in row
    )
    assert "nicht erfasst" not in told
    assert "not recorded" in told
