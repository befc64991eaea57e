"""The vocabulary page: a term in both languages with what is above, below and elsewhere; the hierarchies as outlines."""

import pytest
import streamlit as st

from app import session
from app.language import words
from app.navigation import page_of
from ontology.namespaces import curie, iri
from queries.store import rows as store_rows
from tests.hostile.payloads import LINKS, MARKUP
from tests.test_app.test_explorer.test_views import opened, text


@pytest.fixture(autouse=True)
def store(home, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(home))
    st.cache_data.clear()
    st.cache_resource.clear()


def column(page, number, title):
    return [str(cell) for cell in page.dataframe[number].value[title]]


def test_a_term_is_defined_in_both_languages_with_what_stands_around_it():
    page = opened("vocabulary", id="lg:Stratum")
    assert [*page.exception, *page.error, *page.warning] == []
    assert "Ein gezählter Teil einer Gruppe" in text(page)
    assert "A counted part of a group" in text(page)
    assert {"group", "Show in the graph"} <= {link.label for link in page.get("page_link")}
    assert "is a" in column(page, 0, "property")


def test_a_term_names_its_matches_in_other_vocabularies():
    page = opened("vocabulary", id="lg:hazardRatio")
    assert "matches exactly" in column(page, 1, words()["column"]["relation"]["en"])


def test_a_property_says_what_it_ties():
    page = opened("vocabulary", id="lg:bearsOn")
    assert {"evidence line", "proposition"} <= {link.label for link in page.get("page_link")}


def test_a_term_is_found_by_words_with_a_typing_mistake():
    page = opened("vocabulary", lang="de")
    page.text_input(key="seek.text").set_value("Lokaltherpie").run()
    assert [*page.exception, *page.error, *page.warning] == []
    assert page.query_params["id"] == "onc:LocalTherapy"


@pytest.mark.parametrize(
    "part",
    [
        "classes",
        "properties",
        "treatments",
        "categories",
        "endpoints",
        "codes",
        "levels",
        "editions",
        "versions",
    ],
)
def test_each_part_has_its_terms(part):
    page = opened("vocabulary", part=part)
    assert [*page.exception, *page.error, *page.warning] == []
    assert len(page.dataframe[0].value) >= 3


def test_a_treatment_stands_under_the_broader_one_with_its_number_of_groups():
    page = opened("vocabulary", part="treatments")
    terms = column(page, 0, "term")
    at = next(number for number, cell in enumerate(terms) if "LocalTherapy" in cell)
    below = next(number for number, cell in enumerate(terms) if "LocalAblativeTherapy" in cell)
    assert terms[at].count("%E2%80%83") < terms[below].count("%E2%80%83")
    assert sum(page.dataframe[0].value[words()["column"]["groups"]["en"]]) > 0


def test_a_property_says_how_many_records_use_it():
    table = opened("vocabulary", part="properties").dataframe[0].value
    numbers = dict(
        zip(
            table[words()["vocabulary"]["name"]["en"]], table[words()["column"]["records"]["en"]], strict=True
        )
    )
    assert numbers["lg:bearsOn"] == 98, "as many as there are evidence lines"
    assert numbers["lg:hasDesign"] > 0


def test_terms_have_their_page_here_and_records_in_the_graph():
    assert page_of(iri("lg:Stratum")) == page_of(iri("onc:N3")) == "vocabulary"
    assert page_of(iri("result:a")) == "network"
    assert page_of(iri("study:a")) == "study"


@pytest.mark.parametrize("payload", [MARKUP[0], MARKUP[12], LINKS[0], LINKS[7]])
def test_a_link_with_hostile_words_is_answered(payload):
    for name in ("id", "part", "axis"):
        assert not opened("vocabulary", **{name: payload}).exception


def test_a_term_or_record_of_each_type_opens():
    query = "SELECT (SAMPLE(?one) AS ?name) { ?one a ?type FILTER(ISIRI(?one)) } GROUP BY ?type"
    names = [row[0].value for row in store_rows(session.backend(), query)]
    assert len(names) > 100
    for name in names:
        page = opened("vocabulary", id=curie(name))
        assert [*page.exception, *page.error] == [], name


@pytest.mark.parametrize("name", ["vocabulary", "network"])
@pytest.mark.parametrize("text", ["🙂", "::", "a" * 5_000])
def test_what_cannot_be_searched_for_is_said_below_the_field(name, text):
    page = opened(name, id=text)
    assert [*page.exception, *page.error] == []
    assert any(said.value.startswith(words()["shared"]["no_search"]["en"]) for said in page.caption)
