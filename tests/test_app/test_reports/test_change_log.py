"""The change log between two generations of a small corpus: what an editor changed, in German, and what to look at again."""

import io

import docx
import pytest

from app import changes
from app.reports import change_log, evidence, provenance
from app.reports.document import Heading, Revision, Table
from app.reports.forms import markdown, word
from app.reports.tongue import Tongue
from kg_build.authoring import difference
from kg_build.pipeline import build
from queries import store
from tests.test_build import small


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two generations: in the second the n is 41, the part is gone, and a recommendation has come."""
    folder = tmp_path_factory.mktemp("changes")
    first = small.corpus(folder / "first")
    study = small.STUDY.replace("n: 40\n", "n: 41\n").replace("value: '40'", "value: '41'")
    study = study[: study.index("      strata:")]
    guideline = small.GUIDELINE.replace("      cites: ['study:first']\n", "")
    second = small.corpus(folder / "second", study=study, guideline=guideline + "\n")
    for corpus in (first, second):
        build(small.settings(corpus, folder / "home"))
    return folder / "home"


@pytest.fixture(scope="module")
def log(two):
    older, newer, found = changes.between(two, None, None)
    held = evidence.load(store.open_generation(newer))
    known = provenance.of_generation(newer)
    return change_log.document(held, Tongue("de"), known, difference.as_json(found), older.name)


def rows(log, caption):
    (table,) = [block for block in log.blocks if isinstance(block, Table) and block.caption == caption]
    return table.rows


def test_a_changed_number_stands_with_its_field_and_both_values(log):
    row = next(row for row in rows(log, "Studien und Veröffentlichungen") if "cohort:first.all" in row[0])
    assert row[0].startswith("alle\n")
    assert row[1:4] == ("modifiziert", "Anzahl", Revision("40", "41"))
    assert row[4] == "nobody\n2026-11-01"


def test_what_came_and_went_bears_the_labels_of_the_awmf(log):
    gone = [row for row in rows(log, "Studien und Veröffentlichungen") if "stratum:" in row[0]]
    assert {row[1] for row in gone} == {"gestrichen"}
    assert all(row[3].old and not row[3].new for row in gone)


def test_a_statement_that_changed_is_under_the_statements(log):
    (row,) = rows(log, "Aussagen und Empfehlungen")
    assert "statement:P.1" in row[0]
    assert row[3] == Revision("Erste", "")


def test_the_head_says_from_where_to_where(log):
    assert log.subtitle == "gegenüber Generation 000001"
    assert log.provenance.source == "Generation 000002"
    assert [block.text for block in log.blocks if isinstance(block, Heading)][-1] == "Erneut zu prüfen"


def test_in_word_the_old_value_is_struck_out_and_the_new_one_put_in(log):
    file = docx.Document(io.BytesIO(word.render(log)))
    body = file.element.xml
    assert '<w:delText xml:space="preserve">40</w:delText>' in body
    assert "40 → 41" in markdown.render(log).decode()


def test_an_unchanged_statement_on_changed_evidence_is_to_be_looked_at_again(real, known, german):
    """In the corpus that ships: De Ruysscher's overall survival changes, the statements on it do not."""
    held = evidence.load(real)
    record = "result:de_ruysscher_2012.evaluable.os_24m"
    change = {
        "record": record,
        "kind": "result",
        "what": "changed",
        "label": "",
        "fields": [{"name": "printed", "old": ["23.3%"], "new": ["24.3%"]}],
    }
    log = change_log.document(held, german, known, [change], "000001")
    (row,) = rows(log, "Ergebnisse")
    assert row[2:4] == ("gedruckt", Revision("23.3%", "24.3%"))
    again = rows(log, "Aussagen, deren Evidenz sich geändert hat")
    assert "S1.36" in {row[0] for row in again}
    assert "S0.12" not in {row[0] for row in again}


def test_equal_generations_say_that_nothing_changed(real, known):
    log = change_log.document(evidence.load(real), Tongue("en"), known, [], "000001")
    assert [block.text for block in log.blocks[1:]] == ["Nothing changed between the two generations."]
