"""Anchors against copies of the sources that are as they were, changed, renamed, or not there."""

import hashlib
from pathlib import Path

import pytest
import yaml

from kg_build.anchors import anchored, verify
from kg_build.errors import BuildError, InvalidRecord, SourceChanged
from kg_build.load import EMBEDDED, load_corpus
from kg_build.printed import numbers_in_span, raise_for_numbers, stands_in
from tests.examples import a_corpus, a_passage, a_printed_value, a_statement, an_anchor

TEXT = "Wölfe sind scheu. Von 39 Wölfen lebten 29 (74,4 %) im Rudel. Bären sind es nicht."
SPANS = {"01": (0, 17), "02": (18, 60), "03": (61, len(TEXT))}


def the_corpus(text=TEXT, **statements):
    """A corpus of one passage on the text; a statement for each span."""
    made = tuple(
        a_statement(
            f"zoo.{name}",
            anchors=(an_anchor(text, *span, name=f"zoo.{name}.span"),),
            **statements.get(name, {}),
        )
        for name, span in {f"s{name}": span for name, span in SPANS.items()}.items()
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    passage = a_passage("zoo", file_name="zoo.txt", file_sha256=digest, characters=len(text), statements=made)
    return (a_corpus(passage),)


@pytest.fixture
def sources(tmp_path):
    (tmp_path / "zoo.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_anchors_hold_in_the_file_they_were_made_for(sources):
    report = verify(the_corpus(), sources)
    assert report.files == {"zoo.txt": "unchanged"}
    assert report.claims == (3, 3)
    assert report.counts == {"claims": "3 of 3", "anchors": 3}
    report.raise_for_changes()


def test_a_renamed_file_is_found_by_its_hash(sources):
    (sources / "zoo.txt").rename(sources / "other name.txt")
    assert verify(the_corpus(), sources).files == {"zoo.txt": "unchanged"}


def test_a_changed_file_is_named_with_the_anchors_that_moved_and_those_that_are_gone(sources):
    changed = "Ä. " + TEXT.replace("39", "40")
    (sources / "zoo.txt").write_text(changed, encoding="utf-8")
    report = verify(the_corpus(), sources)
    assert report.files == {"zoo.txt": "changed"}
    assert report.claims == (0, 3)
    assert [one.found for one in report.checked] == [3, None, 64]
    with pytest.raises(SourceChanged) as fault:
        report.raise_for_changes()
    assert fault.value.exit_code == 1
    assert "zoo.txt: changed" in str(fault.value)
    assert "statement:zoo.s01: anchor 0-17 moved to 3-20" in str(fault.value)
    assert "statement:zoo.s02: anchor 18-60 no longer holds" in str(fault.value)
    assert "Rudel" not in str(fault.value)


def test_a_file_that_only_grew_at_its_end_is_changed_though_all_anchors_hold(sources):
    (sources / "zoo.txt").write_text(TEXT + "\n", encoding="utf-8")
    report = verify(the_corpus(), sources)
    assert report.claims == (3, 3)
    with pytest.raises(SourceChanged, match=r"zoo\.txt: changed"):
        report.raise_for_changes()


def test_words_that_stand_twice_are_found_where_they_are_nearest(sources):
    (sources / "zoo.txt").write_text(f"{TEXT[:17]} {TEXT[:17]} {TEXT}", encoding="utf-8")
    assert verify(the_corpus(), sources).checked[0].found == 0


def test_an_anchor_that_does_not_fit_its_own_unchanged_file_stops_the_build(sources):
    (corpus,) = the_corpus()
    ((_, (passage,)),) = corpus.units
    wrong = an_anchor(TEXT, 1, 17, name="zoo.wrong").model_copy(update={"start": 0, "end": 16})
    passage = passage.model_copy(update={"statements": (a_statement("zoo.wrong", anchors=(wrong,)),)})
    with pytest.raises(SourceChanged, match=r"zoo\.txt: unchanged\n.*anchor 0-16 moved to 1-17"):
        verify((a_corpus(passage),), sources).raise_for_changes()


def test_a_missing_file_is_named_and_its_claims_do_not_count_as_held(sources):
    lost = a_passage(
        "lost",
        file_name="lost.txt",
        file_sha256="0" * 64,
        statements=(a_statement("lost.01", anchors=(an_anchor("x", 0, 1, name="lost.01.a"),)),),
    )
    report = verify((*the_corpus(), a_corpus(lost)), sources)
    assert report.missing == ("lost.txt",)
    assert report.claims == (3, 4)
    assert report.counts == {"claims": "3 of 4", "anchors": 4, "missing": "lost.txt"}
    assert "lost.txt: missing" in list(report.lines())
    report.raise_for_changes()


@pytest.mark.parametrize("folder", ["empty", "absent"])
def test_a_folder_without_any_of_the_sources_is_a_wrong_path(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    with pytest.raises(BuildError, match="sources"):
        verify(the_corpus(), tmp_path / folder)


def test_in_a_changed_file_of_a_hundred_thousand_characters_each_place_is_found_again(tmp_path):
    text = "".join(f"Satz {i} über Wölfe. " for i in range(5000))
    spans = [(i * 900, i * 900 + 100 + i) for i in range(10)]
    anchors = tuple(an_anchor(text, *span, name=f"long.{i}") for i, span in enumerate(spans))
    passage = a_passage(
        "long",
        file_name="long.txt",
        file_sha256="1" * 64,
        statements=(a_statement("long.1", anchors=anchors),),
    )
    (tmp_path / "long.txt").write_text("x" + text, encoding="utf-8")
    report = verify((a_corpus(passage),), tmp_path)
    assert [one.found for one in report.checked] == [start + 1 for start, _ in spans]


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ("39", True), ("9", False), ("74", False), ("74,4 %", True), ("74,4", True), ("4", False), ("29 (74,4 %)", True),
        ("von 39", True), ("rudel", True), ("Rud", False), ("30", False),
    ],
)  # fmt: skip
def test_a_number_stands_in_a_span_only_as_a_number_of_its_own(given, stands):
    assert stands_in(given, TEXT) is stands


def test_a_number_that_the_anchored_words_do_not_print_is_reported(sources):
    right = a_printed_value("zoo.s02.right", printed="29", n=29, percent_printed="74,4 %")
    wrong = a_printed_value("zoo.s02.wrong", printed="28", n=28, percent_printed="74,4 %")
    problems = numbers_in_span(the_corpus(s02={"printed_values": (right, wrong)}), sources)
    assert [(one.record, one.field, one.given) for one in problems] == [
        ("printed:zoo.s02.wrong", "n", "28"),
        ("printed:zoo.s02.wrong", "printed", "28"),
    ]
    assert "statement:zoo.s02" in str(problems[0])
    with pytest.raises(InvalidRecord, match=r"statement:zoo\.s02"):
        raise_for_numbers(the_corpus(s02={"printed_values": (wrong,)}), sources)


def test_the_lines_for_an_anchor_are_made_from_the_first_and_the_last_words(sources):
    made = yaml.safe_load(anchored(sources / "zoo.txt", "Von 39", "Rudel."))
    (wanted,) = a_statement(anchors=(an_anchor(TEXT, *SPANS["02"]),)).anchors
    assert made["characters"] == len(TEXT)
    assert made["file_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert made["anchors"] == [{"start": 18, "end": 60, "span_sha256": wanted.span_sha256}]


@pytest.mark.parametrize("words", ["sind", "Hunde", ""])
def test_words_that_do_not_stand_there_exactly_once_make_no_anchor(sources, words):
    with pytest.raises(BuildError, match="give words that stand there once"):
        anchored(sources / "zoo.txt", words, "Rudel.")


@pytest.mark.shared
def test_58_of_58_claims_hold_in_the_passages(shared):
    report = verify((load_corpus(EMBEDDED),), shared / "sources")
    assert report.claims == (58, 58)
    assert len(report.checked) == 59
    report.raise_for_changes()


@pytest.mark.shared
def test_every_printed_number_stands_in_the_words_it_is_anchored_to(shared):
    assert numbers_in_span((load_corpus(EMBEDDED),), shared / "sources") == ()


@pytest.mark.shared
def test_no_part_of_the_report_shows_the_wording(shared, tmp_path):
    from kg_build.wording import find_wording, wording

    for path in (shared / "sources").iterdir():
        (tmp_path / path.name).write_text("Vorab. " + path.read_text("utf-8"), encoding="utf-8")
    report = verify((load_corpus(EMBEDDED),), Path(tmp_path))
    assert all(one.found == one.start + len("Vorab. ") for one in report.checked)
    assert find_wording("\n".join(report.lines()), wording(shared / "sources")) == ()
