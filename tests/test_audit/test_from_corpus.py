"""The numbers of the corpus that ships as facts: what the passages print, and what the sources hold."""

from decimal import Decimal

import pytest

from kg_build.audit.from_corpus import printed_values, sources
from kg_build.audit.from_corpus.endpoints import short_names
from kg_build.audit.from_corpus.places import Shelf
from kg_build.audit.from_corpus.reading import printed
from kg_build.audit.numbers import Partition, Proportion, Repeated, SurvivalFigure
from kg_build.load import EMBEDDED, load_corpora
from queries import axes


@pytest.fixture(scope="module")
def shelf():
    return Shelf.of(load_corpora([EMBEDDED]))


@pytest.fixture(scope="module")
def said(shelf, real):
    return list(printed_values.facts(shelf, short_names(real)))


@pytest.fixture(scope="module")
def held(shelf, real):
    return list(sources.facts(shelf, short_names(real), axes.load(real)))


def of(facts, kind, **wanted):
    return [
        fact
        for fact in facts
        if isinstance(fact, kind) and all(getattr(fact, key) == value for key, value in wanted.items())
    ]


def test_a_percentage_has_all_denominators_that_a_reader_may_think_of(said):
    [fact] = of(said, Proportion, n=37)
    assert (fact.percent.text, fact.denominators, fact.estimation) == ("87", (39, 40), "counted")
    assert fact.place.subjects[0].endswith("statement/S1.28")
    assert fact.place.anchors[0].start == 2766


def test_all_percentages_of_one_passage_and_study_belong_together(said):
    assert len({fact.place.unit for fact in of(said, Proportion)}) == 1


def test_survival_figures_are_known_by_the_short_name_of_their_endpoint(said):
    rates = {fact.months: fact.rate.text for fact in of(said, SurvivalFigure, endpoint="OS") if fact.rate}
    assert rates == {Decimal(12): "56,4", Decimal(24): "23,3", Decimal(36): "17,5"}
    assert [fact.median.text for fact in of(said, SurvivalFigure, endpoint="PFS") if fact.median] == ["12,1"]


def test_a_mean_that_is_called_a_median_stands_beside_its_source(said):
    assert [
        (fact.value.text, fact.what, fact.other_what) for fact in of(said, Repeated, other_what="mean")
    ] == [("62,1", "median", "mean")]


def test_a_number_that_one_of_several_records_has_is_not_held_against_the_others(said):
    assert not [fact for fact in of(said, Repeated) if fact.value.value == 39 != fact.other.value]


def test_strata_that_leave_nobody_out_are_the_parts_of_a_whole(held):
    sexes = of(held, Partition, total=39)
    assert [sorted(part.n for part in fact.parts) for fact in sexes] == [[18, 21], [18, 21]]
    assert [fact.place.rests_on for fact in sexes] == ["source", "text"]


def test_a_source_percentage_is_read_beside_its_count(held):
    [fact] = of(held, Proportion, n=29, denominators=(39, 40))
    assert (fact.percent.text, fact.place.rests_on) == ("74", "source")


@pytest.mark.parametrize(
    ("value", "text", "shown"),
    [
        ("13.6", "13,6%", ("13,6", 1, "=")),
        ("2", "2 patients (5%)", ("2", 0, "=")),
        ("0.001", "<0.001", ("0.001", 3, "<")),
        ("87", "ca. 87 %", ("87", 0, "~")),
        ("44", None, ("44", 0, "=")),
    ],
)
def test_a_number_keeps_the_digits_that_were_printed(value, text, shown):
    number = printed(Decimal(value), text)
    assert (number.text, number.decimals, number.comparator) == shown
