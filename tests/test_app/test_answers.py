"""Rows on the screen, as Markdown, and in the standard formats."""

import json

import pyoxigraph as ox
import pytest

from app import answers

STORE = ox.Store()
QUERY = (
    'SELECT ?who ?n WHERE { VALUES (?who ?n) { (<https://w3id.org/leitgraph/id/study/a> 39) ("x|y" UNDEF) } }'
)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", "who,n\r\nhttps://w3id.org/leitgraph/id/study/a,39\r\nx|y,\r\n"),
        ("tsv", '?who\t?n\n<https://w3id.org/leitgraph/id/study/a>\t39\n"x|y"\t\n'),
        ("md", "| who | n |\n| --- | --- |\n| study:a | 39 |\n| x\\|y |  |\n"),
    ],
)
def test_rows_are_printed_in_the_form_asked_for(capfdbinary, form, expected):
    answers.show(STORE.query(QUERY), form)
    assert capfdbinary.readouterr().out.decode().replace("\r\n", "\n") == expected.replace("\r\n", "\n")


def test_json_is_the_standard_result_format_and_one_document(capfdbinary):
    answers.show(STORE.query(QUERY), "json")
    document = json.loads(capfdbinary.readouterr().out)
    assert document["head"]["vars"] == ["who", "n"]
    assert document["results"]["bindings"][0]["n"]["value"] == "39"


def test_a_table_names_records_shortly_and_counts_its_rows(capsys):
    answers.show(STORE.query(QUERY), "table")
    shown = capsys.readouterr().out
    assert "study:a" in shown
    assert "2 rows" in shown


def test_a_long_identifier_is_folded_and_never_cut_off(capsys):
    bound = " ".join(f'BIND("{"x" * 60}" AS ?c{i})' for i in range(8))
    answers.show(STORE.query(f"SELECT * WHERE {{ {bound} }}"), "table")
    shown = capsys.readouterr().out
    assert "…" not in shown
    assert shown.count("x") == 8 * 60


def test_a_yes_or_no_question_is_answered_with_yes_or_no(capsys):
    answers.show(STORE.query("ASK {}"), "table")
    assert capsys.readouterr().out == "yes\n"


def test_a_graph_is_printed_as_turtle(capfdbinary):
    answers.show(STORE.query("CONSTRUCT { <urn:a> <urn:b> <urn:c> } WHERE {}"), "table")
    assert b"<urn:a> <urn:b> <urn:c>" in capfdbinary.readouterr().out
