"""Notices on publications: from a dated file, by identifier, and from the Retraction Watch layout."""

import datetime as dt
import subprocess
import sys

import pytest

from kg_build.audit.evidence import Notice
from kg_build.audit.snapshot import from_retraction_watch, read
from kg_build.errors import BuildError

HEAD = "Record ID,Title,OriginalPaperDOI,OriginalPaperPubMedID,RetractionDate,RetractionDOI,RetractionNature,Reason"
ROWS = [
    '1,"One, title",10.1000/ABC,123,5/1/2024 0:00,10.1000/r,Retraction,+Error in Data;+Date of Article;',
    "2,Same title,10.1000/other,0,2023-02-03,unavailable,Expression of concern,+Concerns;",
    "3,Swapped,10.1000/swapped,0,1/2/2020 0:00,10.1000/s,Retraction,+Retract and Replace;",
    "4,Nothing,unavailable,0,1/2/2020 0:00,,Retraction,",
    "5,Other,10.1000/x,0,1/2/2020 0:00,,Sanction,",
]


@pytest.fixture
def taken(tmp_path):
    (tmp_path / "watch.csv").write_text("\n".join([HEAD, *ROWS]), encoding="utf-8-sig")
    command = [
        sys.executable,
        "-m",
        "kg_build.audit.snapshot",
        str(tmp_path / "watch.csv"),
        "--date",
        "2026-10-01",
    ]
    subprocess.run([*command, "--out", str(tmp_path / "snapshot.yaml")], check=True)
    return read(tmp_path / "snapshot.yaml")


def test_a_download_becomes_a_dated_snapshot(taken):
    assert taken.date == dt.date(2026, 10, 1)
    assert taken.notices("https://doi.org/10.1000/abc") == (
        Notice("retraction", dt.date(2024, 5, 1), "10.1000/r", "Error in Data;Date of Article"),
    )


def test_a_publication_is_found_by_its_identifiers_alone(taken):
    assert taken.notices("", "123") == taken.notices("10.1000/ABC")
    assert [one.nature for one in taken.notices("10.1000/other")] == ["expressionOfConcern"]
    assert taken.notices("unavailable") == taken.notices("", "0") == taken.notices("10.1000/x") == ()


def test_retract_and_replace_is_marked(taken):
    assert [one.replaced for one in taken.notices("10.1000/swapped")] == [True]


def test_another_layout_is_told_with_the_missing_columns():
    with pytest.raises(BuildError, match="RetractionNature"):
        list(from_retraction_watch(["DOI,Title", "10.1000/x,y"]))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("notices: []", "no date"),
        ("date: 2026-10-01\nnotices: [{nature: retraction}]", "notice 1: neither doi nor pmid"),
        ("date: 2026-10-01\nnotices: [{doi: 10.1/x, nature: gone}]", "notice 1: nature 'gone'"),
        ("date: 2026-10-01\nnotices: [{doi: 10.1/x, nature: retraction, date: May}]", "notice 1: date 'May'"),
        ("date: [", "while parsing"),
    ],
)
def test_a_mistake_names_its_notice(tmp_path, content, fault):
    path = tmp_path / "snapshot.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BuildError, match=fault):
        read(path)
