"""Summary of findings, recommendations and annex of the corpus that ships."""

import pytest

from app.reports import annex, recommendations, summary_of_findings
from app.reports.audit_tables import AuditTables
from app.reports.document import Box, Heading, Missing, Table
from app.reports.phrasing import Phrasing
from queries import findings


@pytest.fixture(scope="module")
def words(held, german):
    return Phrasing(held, german)


def by_outcome(table):
    return {
        row[0]: dict(zip([column.title for column in table.columns], row, strict=True)) for row in table.rows
    }


@pytest.fixture(scope="module")
def consolidation(words):
    """What was found on adding local consolidation."""
    name = "https://w3id.org/leitgraph/id/proposition/local_consolidation_added_beneficial"
    return by_outcome(summary_of_findings.Findings(words, words.evidence.propositions[name]).table())


def test_outcomes_that_the_question_names_come_first_and_there_are_at_most_seven(consolidation):
    assert set(list(consolidation)[:2]) == {"Gesamtüberleben", "progressionsfreies Überleben"}
    assert len(consolidation) <= 7


def test_comparator_intervention_and_relative_effect_stand_apart(consolidation):
    row = consolidation["progressionsfreies Überleben"]
    assert "Gomez 2016 (NCT01725165):\n• Median 3,9 Monate (90-%-KI 2,3 bis 6,6)" in row["Mit Vergleich"]
    assert "Median 11,9 Monate" in row["Mit Intervention"]
    assert "HR 0,35 (90-%-KI 0,18 bis 0,66)" in row["Relativer Effekt"]
    assert "Median" not in row["Relativer Effekt"]


def test_patients_of_two_reports_on_one_trial_are_counted_once(words, held):
    """SABR-COMET 2019 and 2020 are the same 99 patients."""
    studies = [f"https://w3id.org/leitgraph/id/study/sabr_comet_{year}" for year in (2019, 2020)]
    results = [
        one
        for study in studies
        for one in held.results_in(study)
        if one.code("lg:endpoint") == "OverallSurvival"
    ]
    table = summary_of_findings.Findings(words, next(iter(held.propositions.values())))
    assert table._participants(results) == "99 (2 Studien)"


def test_a_question_on_harm_shows_harm_alone(words):
    name = "https://w3id.org/leitgraph/id/proposition/multimodal_risks_negligible"
    table = summary_of_findings.Findings(words, words.evidence.propositions[name]).table()
    assert set(by_outcome(table)) == {"unerwünschte Ereignisse", "behandlungsbedingter Tod", "Pneumonitis"}


def test_how_direct_the_evidence_is_stands_beside_its_direction(consolidation):
    told = consolidation["Gesamtüberleben"]["Bemerkungen"]
    assert "Direktheit (Patienten): 3 von 4 nicht direkt" in told


def test_evidence_against_is_named_as_such(consolidation):
    assert "bestreitet: NRG-LU002 2024" in consolidation["progressionsfreies Überleben"]["Bemerkungen"]


def test_certainty_that_nobody_rated_is_not_computed(consolidation):
    assert {row["Vertrauenswürdigkeit"] for row in consolidation.values()} == {Missing.NOT_RECORDED}


def test_each_recommendation_has_a_box_with_grade_modality_and_consensus_apart(held, known, german):
    document = recommendations.document(held, german, known)
    boxes = [block for block in document.blocks if isinstance(block, Box)]
    wanted = {
        name
        for name, one in held.statements.items()
        if any(t.endswith("Recommendation") for t in one.all("rdf:type"))
    }
    assert len(boxes) == len(wanted) > 5
    facts = {box.title: dict(box.facts) for box in boxes}["Empfehlung S0.08"]
    assert facts["Verbindlichkeit"].startswith("gerechtfertigt")
    assert facts["Empfehlungsgrad"] == facts["Konsensstärke"] == "nicht gedruckt"
    assert facts["Fundstelle"] == "000_7f98d6c593cdb799.txt, Zeichen 905–989"
    assert len(document.tables()[0][1].rows) == len(boxes)


@pytest.fixture(scope="module")
def whole_annex(held, real, known, german):
    audit = AuditTables(
        findings.document(real, "000001"), findings.rule_book(real), german, held.passage_names(german)
    )
    return annex.document(held, german, known, audit)


def test_the_annex_fills_what_the_graph_holds_and_lists_what_it_does_not(whole_annex):
    headings = [block.text for block in whole_annex.blocks if isinstance(block, Heading) and block.level == 1]
    assert [text.partition(" ")[0] for text in headings] == [str(number) for number in range(1, 9)]
    missing = [block for block in whole_annex.blocks if isinstance(block, Table)][-1]
    assert ("Auswahl der Literatur (PRISMA-Zahlen)", Missing.NOT_RECORDED) in missing.rows


def test_the_annex_holds_the_audit_protocol_with_its_rules(whole_annex):
    boxes = [block.title for block in whole_annex.blocks if isinstance(block, Box)]
    assert any(title.startswith("N1 · Fehler · offen") for title in boxes)
    assert dict(whole_annex.tables())["Regeln"].rows


def test_no_sentence_of_the_guideline_is_in_the_annex(whole_annex, shared):
    """Never eight words in a row of a passage, in the order of the passage."""
    passages = [path.read_text(encoding="utf-8").split() for path in (shared / "sources").glob("*.txt")]
    runs = {" ".join(words[at : at + 8]) for words in passages for at in range(len(words) - 7)}
    told = [
        cell
        for _, table in whole_annex.tables()
        for row in table.rows
        for cell in row
        if isinstance(cell, str)
    ]
    told += [
        cell
        for block in whole_annex.blocks
        if isinstance(block, Box)
        for _, cell in block.facts
        if isinstance(cell, str)
    ]
    for text in told:
        words = text.split()
        assert not {" ".join(words[at : at + 8]) for at in range(len(words) - 7)} & runs
    assert runs
