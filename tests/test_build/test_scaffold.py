"""A new file says what it needs: it is full of gaps that validation names, and valid once they are filled."""

import re

import pytest
import yaml

from kg_build.authoring import layout, scaffold
from kg_build.errors import BuildError, InvalidRecord
from kg_build.load import EMBEDDED, load_corpus, validate
from tests.test_build.test_schema import CHECKER, Loader

GIVEN = {
    "de": "Wölfe", "en": "wolves", "curated_by": "a keeper", "form": "journalArticle", "title": "Wolves of the north",
    "authors": "Keeper A", "journal": "Zoo", "year": "2020", "axis": "onc:disease", "any_of": "[onc:NSCLC]", "n": "39",
    "id": "survival", "endpoint": "onc:OverallSurvival", "statistic": "median", "printed": "'13.5'", "value": "13.5",
    "unit": "mo", "status": "verified", "sources": "[https://example.org/paper]", "file_name": "zoo.txt",
    "file_sha256": "a" * 64, "characters": "100", "part_of": "edition:s3_lung.cited", "modality": "should",
    "polarity": "for", "grade_status": "notPrinted", "consensus_status": "notPrinted", "basis": "noneCited",
    "start": "0", "end": "10", "span_sha256": "b" * 64, "effect": "beneficial", "version": "'1.0'",
}  # fmt: skip
KINDS = ("study", "statement", "guideline")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769817600")
    return tmp_path / "my zoo"


def fill(path):
    """Writes a value behind every key that has none, neither on its line nor below."""
    lines = path.read_text("utf-8").splitlines()
    for number, (line, after) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        gap = re.fullmatch(r"([ -]*)(\w+):", line)
        if gap and len(re.match(r"[ -]*", after)[0]) <= len(gap[1]):
            lines[number] = f"{line} {GIVEN[gap[2]]}"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def filled(kind, folder):
    path = scaffold.new(kind, folder, "wolves")
    fill(folder / "corpus.yaml")
    fill(path)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_file_names_its_gaps_until_they_are_filled(kind, folder):
    path = scaffold.new(kind, folder, "wolves")
    with pytest.raises(InvalidRecord, match=r"corpus\.yaml:5: title: nothing"):
        validate(folder)
    fill(folder / "corpus.yaml")
    assert {mistake.found for mistake in validate(folder)} == {"nothing"}
    fill(path)
    assert [str(mistake) for mistake in validate(folder)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_optional_line_is_valid_too(kind, folder):
    path = filled(kind, folder)
    text = path.read_text("utf-8").replace("#? ", "")
    assert "#?" not in re.sub(r".*„#\?.*|.*\"#\?.*", "", text)
    text = text.replace("some_study.paper", "ashworth_2014.ipd").replace("some_study", "ashworth_2014")
    path.write_text(text, encoding="utf-8")
    wrong = [mistake for mistake in validate(folder) if "ashworth_2014.ipd" not in mistake.found]
    assert [str(mistake) for mistake in wrong] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_keeps_the_schema_and_the_editor_is_told_where_it_is(kind, folder):
    path = filled(kind, folder)
    first, _, rest = path.read_text("utf-8").partition("\n")
    schema = (path.parent / first.removeprefix("# yaml-language-server: $schema=")).resolve()
    assert schema == (folder / "unit.schema.json").resolve()
    assert list(CHECKER.iter_errors(yaml.load(rest, Loader))) == []  # noqa: S506


@pytest.mark.parametrize("kind", KINDS)
def test_the_layout_keeps_a_filled_file_with_its_comments(kind, folder):
    path = filled(kind, folder)
    before = load_corpus(folder).units
    comments = path.read_text("utf-8").count("#")
    layout.main(["--write", str(folder)])
    assert load_corpus(folder).units == before
    assert path.read_text("utf-8").count("#") == comments


def test_a_study_and_a_statement_have_folders_of_their_own(folder):
    made = [scaffold.new(kind, folder, "wolves").relative_to(folder).as_posix() for kind in KINDS]
    assert made == ["studies/wolves.yaml", "statements/wolves.yaml", "wolves.yaml"]
    assert load_head(folder)["name"] == "my_zoo"
    assert load_head(folder)["as_of"].isoformat() == "2026-01-31"


def load_head(folder):
    return yaml.safe_load((folder / "corpus.yaml").read_text("utf-8"))


def test_what_is_there_is_never_written_over(folder):
    path = scaffold.new("study", folder, "wolves")
    path.write_text("mine", encoding="utf-8")
    (folder / "corpus.yaml").write_text("mine too", encoding="utf-8")
    with pytest.raises(BuildError, match="is there already"):
        scaffold.new("study", folder, "wolves")
    scaffold.new("guideline", folder, "wolves")
    assert path.read_text("utf-8") == "mine"
    assert (folder / "corpus.yaml").read_text("utf-8") == "mine too"


@pytest.mark.parametrize("name", ["two words", "../outside", "ü", "a:b", "a/b"])
def test_a_name_that_cannot_be_part_of_an_iri_is_refused(folder, name):
    with pytest.raises(BuildError, match="cannot be part of an IRI"):
        scaffold.new("study", folder, name)
    assert not folder.exists()


def test_without_a_name_the_file_is_called_new(folder):
    assert scaffold.new("study", folder).name == "new_study.yaml"


def test_in_the_corpus_that_ships_the_schema_is_the_one_above_it(folder):
    assert (
        layout.header(EMBEDDED / "studies" / "new.yaml")
        == "# yaml-language-server: $schema=../../unit.schema.json\n"
    )
