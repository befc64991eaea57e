"""Prose read into facts and judged: sentences written by hand, and what holds of every number and text."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg_build.audit import judge
from kg_build.audit.numbers import Estimate, Proportion, SurvivalFigure
from kg_build.audit.reading import numerals, prose
from kg_build.audit.reading.passage import of_text

FOLDER = Path(__file__).parents[1] / "audit_quality"
#: What the reader cannot read, by its first words: said in docs/audit_table.md.
UNREAD = ("Mit 21,3 Monaten lag das mediane PFS", "Die Patienten hatten 2 bis 4 Hirnmetastasen")
HELD_OUT = [
    case
    for name in ("held_out.yaml", "held_out_later.yaml", "held_out_last.yaml")
    for case in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    if not case["text"].startswith(UNREAD)
]


def found_in(text):
    """The rules that find something, of those that are more than a remark."""
    findings = judge.judge(prose.facts(of_text(text))).findings
    return {finding.rule for finding in findings if finding.severity != "INFO"}


def facts_of(text, kind):
    return [fact for fact in prose.facts(of_text(text)) if isinstance(fact, kind)]


@pytest.mark.parametrize("case", HELD_OUT, ids=lambda case: f"{case['expect']}: {case['text'][:50]}")
def test_a_sentence_shows_what_does_not_fit_and_nothing_else(case):
    expected = set() if case["expect"] == "-" else set(case["expect"].split("/"))
    found = found_in(case["text"])
    assert found <= expected
    assert bool(found) == bool(expected)


DECIMALS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


def german(value):
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


@given(DECIMALS)
def test_a_number_printed_in_german_or_english_is_read_back(value):
    for text in (german(value), f"{value:,.2f}", f"{value:.2f}", f"{value:.2f}".replace(".", ",")):
        read = numerals.read(text)
        assert (read.value, read.decimals) == (value, 2)


@given(st.integers(0, 10**9))
def test_a_count_with_groups_of_thousands_is_read_back(count):
    for text in (f"{count:,}", f"{count:,}".replace(",", "."), f"{count:,}".replace(",", " ")):
        assert numerals.read(text, whole=True).value == count


@settings(deadline=None)  # the first term of a classification loads the modules
@given(st.text(max_size=300))
def test_no_text_breaks_the_reader_and_every_anchor_lies_within_it(text):
    for fact in prose.facts(of_text(text)):
        for anchor in fact.place.anchors:
            assert 0 <= anchor.start <= anchor.end <= len(text)


@given(st.lists(st.sampled_from(["12", "3,5", "%", "(", ")", "von", "Patienten", "HR", "95 %-KI", "–", "bis", "OS", "nach",
                                 "Jahren", ";", ".", "n =", "Median", "p <", "[", "]", "und", "1-", "davon"]), max_size=40))  # fmt: skip
def test_no_order_of_such_words_breaks_the_reader(words):
    list(prose.facts(of_text(" ".join(words))))


def test_a_long_text_is_read_in_time():
    text = "Von 52 Patienten erreichten 17 (33 %) eine Remission, HR 0,52 (95 %-KI 0,30–0,90). " * 300
    assert len(facts_of(text, Estimate)) == 300


@pytest.mark.parametrize(
    "text",
    [
        "1" * 5_000,
        "(" * 5_000,
        "1-, " * 2_000,
        "a-" * 5_000,
        "12 von " * 2_000,
        "¤" * 5_000,
        "12 von 39 (74 %) " * 1_000,
        "„soll" * 2_000,
        "HR 0,5 (0,3-0,9) " * 1_000,
    ],
)
def test_a_text_made_to_hang_does_not(text):
    list(prose.facts(of_text(text)))


def test_what_was_not_reached_is_an_open_end_and_no_number():
    [figure] = facts_of("Das mediane OS wurde nicht erreicht.", SurvivalFigure)
    assert not figure.median_reached
    [estimate] = facts_of("Das mediane OS betrug 13,5 Monate (95 %-KI 7,6–NR).", Estimate)
    assert estimate.ci_open
    assert estimate.ci_high is None


def test_an_anchor_is_the_words_that_it_stands_for():
    text = "Vorweg ein Satz. Von 52 Patienten erreichten 17 (42 %) eine Remission."
    [fact] = facts_of(text, Proportion)
    [anchor] = fact.place.anchors
    assert text[anchor.start : anchor.end] == "17 (42 %"


def test_a_percentage_without_count_or_denominator_is_untested_and_not_guessed():
    audit = judge.judge(prose.facts(of_text("Der Anteil lag bei 13,6 %.")))
    assert not audit.findings
    assert "N4" in {fact.rule for fact in audit.untested}


def test_the_values_of_a_survival_figure_are_those_printed():
    figures = facts_of("1-J-OS 56,4 %, 2-J-OS 23,3 %, Median 13,5 Monate.", SurvivalFigure)
    assert [(one.months, one.rate and one.rate.text) for one in figures] == [
        (12, "56,4"),
        (24, "23,3"),
        (None, None),
    ]
    assert figures[2].median.value == Decimal("13.5")


def test_who_entered_an_analysis_is_a_denominator_as_well():
    text = "Ausgewertet wurden 39 von 40 Patienten; 29 (74 %) waren nodal befallen."
    [share] = [fact for fact in facts_of(text, Proportion) if fact.percent]
    assert set(share.denominators) == {39, 40}
