"""The statement page: what it says, how firmly, on what it rests, its numbers, where it stands, what does not fit."""

import pytest

from app.language import words
from tests.test_app.test_explorer.opening import opened, text

pytestmark = pytest.mark.usefixtures("store")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_layers_stand_in_their_order_each_with_an_anchor(lang):
    page = opened("statement", id="statement:S0.08", lang=lang)
    assert [*page.exception, *page.error, *page.warning] == []
    layers = ("firmness", "evidence", "numbers", "places", "findings")
    assert [(head.value, head.anchor) for head in page.header] == [
        (words()["statement"][layer][lang], layer) for layer in layers
    ]


def test_the_lines_of_evidence_say_which_way_they_point_and_who_says_so():
    said = text(opened("statement", id="statement:S0.08"))
    assert "at least **1966** different patients of 10 studies" in said
    assert "Direction: supports" in said
    assert "Direction: disputes" in said
    assert "no difference (0.93)" in said
    assert "(judged by the curators)" in said


def test_printed_and_reported_numbers_stand_side_by_side():
    said = text(opened("statement", id="statement:S1.33"))
    assert said.count("agrees") == 4
    assert (
        "printed [56.4](/network?id=printed%3AS1.33.os_12&mode=provenance&lang=en), reported [56.4](/network?id=result%3A"
        in said
    )


def test_a_number_without_denominator_names_those_that_are_possible():
    said = text(opened("statement", id="statement:S1.28"))
    assert "printed as 87%; possible denominators: 39, 40" in said
    assert "37 and 87 % are compatible with none" in said


def test_a_statement_without_proposition_says_so():
    said = text(opened("statement", id="statement:S0.05"))
    assert words()["statement"]["no_proposition"]["en"] in said
