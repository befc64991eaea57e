"""The graph page: what stands around a record, further where it was opened; where a record comes from; the same as a table."""

import pytest
import streamlit as st

from app.views.network import picture, placing
from ontology.namespaces import iri
from queries.neighbourhood import Edge
from queries.store import open_generation
from queries.store import rows as rows_of
from tests.hostile.payloads import LINKS, MARKUP
from tests.test_app.test_explorer.test_views import opened, text

STUDY, PUBLICATION = "study:gomez_2016", "publication:gomez_2016.journal"


@pytest.fixture(autouse=True)
def store(home, monkeypatch):
    monkeypatch.setenv("LEITGRAPH_HOME", str(home))
    st.cache_data.clear()
    st.cache_resource.clear()


def rows(page):
    return page.dataframe[0].value


def test_what_stands_around_a_record_is_a_picture_and_a_table():
    page = opened("network", id=STUDY)
    assert [*page.exception, *page.error, *page.warning] == []
    assert "Around: Gomez 2016" in text(page)
    assert len(page.get("vega_lite_chart")) == 1
    assert len(rows(page)) > 20
    assert set(rows(page)["property"]) > {"updates", "has design"}


def test_a_record_that_is_opened_adds_what_stands_around_it():
    plain, further = opened("network", id=STUDY), opened("network", id=STUDY, expanded=PUBLICATION)
    assert len(rows(further)) > len(rows(plain))
    assert "Collapse all" in [button.label for button in further.button]


def test_a_record_is_opened_and_closed_without_a_pointer():
    page = opened("network", id=STUDY, lang="de")  # the test harness formats choices in German
    chosen = page.selectbox(key="network.chosen")
    chosen.set_value("https://w3id.org/leitgraph/id/publication/gomez_2016.journal").run()
    next(button for button in page.button if button.label == "Aufklappen").click().run()
    assert page.query_params["expanded"] == PUBLICATION
    next(button for button in page.button if button.label == "Zuklappen").click().run()
    assert "expanded" not in page.query_params


def test_a_record_is_found_by_words_and_stands_in_the_link():
    page = opened("network", lang="de")
    page.text_input(key="seek.text").set_value("Ashworth").run()
    assert [*page.exception, *page.error, *page.warning] == []
    assert page.query_params["id"].startswith("study:ashworth")


def test_the_way_of_a_value_leads_to_reading_source_and_publication():
    page = opened("network", id="result:de_ruysscher_2012.evaluable.os_median", mode="provenance")
    assert [*page.exception, *page.error, *page.warning] == []
    told = " ".join(map(str, rows(page).to_numpy().ravel()))
    assert all(
        word in told
        for word in (
            "results.median_OS%20%28de%20ruysscher%202012%29",
            "pubmed.ncbi.nlm.nih.gov",
            "J%20Thorac%20Oncol%202012",
        )
    )
    assert {"read from", "source", "asserted by"} <= set(rows(page)["property"])


def test_where_nothing_is_recorded_the_page_says_so():
    page = opened("network", id="lg:hazardRatio", mode="provenance")
    assert "No provenance is recorded" in text(page)


@pytest.mark.parametrize("payload", [MARKUP[0], MARKUP[12], LINKS[0], LINKS[7], 'study:"><b>', "http://x y"])
def test_a_link_with_hostile_words_is_answered(payload):
    for name in ("id", "expanded", "mode", "steps"):
        assert not opened("network", **{"id": STUDY, name: payload}).exception


def test_no_two_classes_look_alike():
    pairs = {(number % len(picture.SHAPES), number % len(picture.figure.COLOURS)) for number in range(72)}
    assert len(pairs) == 72


def test_records_of_one_class_stand_beside_each_other():
    names = ["a", *"bcdefg"]
    edges = [Edge("a", "p", name) for name in names[1:]]
    places = placing.rings(names, edges, dict(zip(names, "0121212", strict=True)))
    around = sorted(
        names[1:],
        key=lambda name: (places[name].x < 0, -places[name].y if places[name].x >= 0 else places[name].y),
    )
    kinds = [dict(zip(names, "0121212", strict=True))[name] for name in around]
    assert sum(before != after for before, after in zip(kinds, kinds[1:] + kinds[:1], strict=True)) == 2


def test_properties_of_others_are_said_in_words_of_ours(home):
    finding = rows_of(
        open_generation(home / "current"), f"SELECT ?one WHERE {{ ?one <{iri('oa:hasTarget')}> ?at }} LIMIT 1"
    )[0][0]
    page = opened("network", id=finding.value, mode="provenance")
    assert "concerns" in set(rows(page)["property"])
