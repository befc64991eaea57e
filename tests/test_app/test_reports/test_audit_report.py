"""The audit report of the corpus that ships, of a table, and of documents made to be awkward."""

import copy

import pytest

from app.reports import audit
from app.reports.audit_tables import AuditTables
from app.reports.document import Box, Heading, Missing, Table
from app.reports.provenance import Provenance
from app.reports.tongue import Tongue
from queries import findings


@pytest.fixture(scope="module")
def found(real):
    return findings.document(real, "000001")


@pytest.fixture(scope="module")
def rules(real):
    return findings.rule_book(real)


@pytest.fixture(scope="module")
def report(found, rules, known, german, held):
    return audit.document(audit.tables(found, rules, german, held), known)


def boxes(document):
    return {dict(block.facts)["Kennung"]: block for block in document.blocks if isinstance(block, Box)}


def table(document, caption):
    return next(block for block in document.blocks if isinstance(block, Table) and block.caption == caption)


def test_every_finding_has_a_box_with_arithmetic_place_and_what_to_look_at(found, report):
    assert boxes(report).keys() == {one["id"] for one in found["findings"]}
    chemotherapy = next(box for box in boxes(report).values() if "37 und 87" in dict(box.facts)["Befund"])
    facts = dict(chemotherapy.facts)
    assert chemotherapy.title == "N1 · Fehler · offen · Anzahl und Prozentzahl passen zusammen"
    assert chemotherapy.tone == "error"
    assert facts["Rechnung"].startswith("37/39 = 94,9 %; 37/40 = 92,5 %")
    assert facts["Stelle"].startswith("001_352aed3dae48a48e.txt, Zeichen ")
    assert "statement:S1.28: " in facts["Betrifft"]
    assert "genannte Nenner = 39, 40" in facts["Eingaben"]
    assert facts["Entscheidung"] == "noch keine"


def test_findings_stand_below_the_name_of_their_passage(report):
    headings = [block.text for block in report.blocks if isinstance(block, Heading) and block.level == 2]
    assert any(text.endswith("(001_352aed3dae48a48e.txt)") for text in headings)


def test_what_was_not_tested_is_counted_with_its_reason(found, report):
    rows = table(report, "Nicht geprüft").rows
    assert sum(row[2] for row in rows) == len(found["untested"]) > 0
    assert all(row[1] for row in rows)
    assert len(dict(report.tables())["Nicht geprüft"].rows) == len(found["untested"])


def test_the_method_names_version_rationale_and_source_of_each_rule(rules, report):
    rows = {row[0]: row for row in table(report, "Regeln").rows}
    assert rows.keys() == rules.keys()
    assert all(
        isinstance(row[1], int) and row[4] and row[5] is not Missing.NOT_RECORDED for row in rows.values()
    )


def test_no_finding_accuses_anybody(report):
    told = " ".join(report.told(cell) for box in boxes(report).values() for _, cell in box.facts)
    assert not {"falsch", "gefälscht", "Fälschung", "Betrug"} & set(told.split())


def test_a_decision_is_shown_with_reason_author_and_day(found, rules, german):
    decided = copy.deepcopy(found)
    decided["findings"][0] |= {
        "status": "rejected",
        "decision": {
            "verdict": "rejected",
            "reason": "an der Quelle geprüft",
            "by": "A. Müller",
            "on": "2026-11-25",
        },
    }
    document = audit.document(AuditTables(decided, rules, german), Provenance())
    (row,) = table(document, "Entscheidungen der Autoren").rows
    assert row[1:] == ("verworfen", "an der Quelle geprüft", "A. Müller", "2026-11-25", "verworfen")
    assert "verworfen" in boxes(document)[row[0]].title


def test_an_empty_audit_says_that_nothing_was_found():
    nothing = {"generation": "000001", "findings": [], "untested": [], "counts": {}}
    told = audit.render(nothing, {}, "de", ".md").decode()
    assert "Keine der Regeln hat etwas gefunden" in told
    assert "Noch ist über keinen Befund entschieden" in told
    for ending in (".docx", ".xlsx", ".html", ".csv"):
        assert audit.render(nothing, {}, "en", ending)


def a_finding(number, **more):
    return {
        "id": f"N1-{number:016x}", "rule": "N1", "severity": "WARN", "status": "open", "rests_on": "text",
        "message": {"de": "passt nicht", "en": "does not fit"}, "formula": "1/3 = 33.3 %", "inputs": {}, "inputs_digest": "",
        "decision": None, "anchors": [], "subjects": [], "suggestion": {"de": "", "en": ""}, **more,
    }  # fmt: skip


def test_a_finding_of_a_table_names_row_and_column():
    cell = {"file": "tab.csv", "row": 2, "column": "percent"}
    one = a_finding(1, anchors=[cell], inputs={"study": "Gomez", "group": "A"})
    document = audit.document(
        AuditTables({"generation": None, "findings": [one], "untested": []}, {}, Tongue("en")), Provenance()
    )
    (box,) = [block for block in document.blocks if isinstance(block, Box)]
    assert dict(box.facts)["Place"] == "tab.csv, row 2, column percent"
    assert dict(box.facts)["About"] == "Gomez · A"


def test_a_report_of_very_many_findings_is_made_in_time_and_says_what_it_leaves_to_the_workbook():
    many = {"generation": "1", "findings": [a_finding(number) for number in range(3000)], "untested": []}
    document = audit.document(AuditTables(many, {}, Tongue("de")), Provenance())
    assert sum(isinstance(block, Box) for block in document.blocks) == audit._MOST_BOXES
    assert any("2600 weitere Befunde" in getattr(block, "text", "") for block in document.blocks)
    assert len(document.tables()[0][1].rows) == 3000


def test_an_unknown_rule_or_status_is_shown_as_it_is():
    odd = a_finding(1, rule="Z9", status="beyond", severity="FATAL")
    document = audit.document(
        AuditTables({"generation": "1", "findings": [odd], "untested": []}, {}, Tongue("de")), Provenance()
    )
    (box,) = [block for block in document.blocks if isinstance(block, Box)]
    assert box.title == "Z9 · FATAL · beyond"
