"""The whole graph as TriG and JSON-LD: what is loaded back is what was there, and the JSON-LD can be read by people."""

import json

import pyoxigraph as ox
import pytest
import rdflib

from app.reports import dataset
from queries.errors import StoreMissing


@pytest.fixture(scope="module")
def part(home, tmp_path_factory):
    """A generation of some lines: records, words in two languages, numbers, lists with blank nodes, three graphs."""
    lines = (home / "current" / "leitgraph.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for at, line in enumerate(lines) if at % 60 == 0 or ("_:" in line and at % 7 == 0)]
    folder = tmp_path_factory.mktemp("part")
    (folder / "leitgraph.nq").write_text("".join(kept), encoding="utf-8")
    return folder


def canonical(quads):
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def in_rdflib(content, form):
    found = rdflib.Dataset(default_union=False)
    found.parse(data=content, format=form)
    return canonical(ox.parse(found.serialize(format="nquads"), format=ox.RdfFormat.N_QUADS))


@pytest.fixture(scope="module")
def legible(home):
    return dataset.json_ld(home / "current")


def test_both_forms_hold_every_quad_of_the_generation(home, legible):
    wanted = set(dataset.quads(home / "current"))
    assert set(ox.parse(dataset.trig(home / "current"), format=ox.RdfFormat.TRIG)) == wanted
    assert set(ox.parse(legible, format=ox.RdfFormat.JSON_LD)) == wanted


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own, of its own Dataset
def test_rdflib_loads_the_same_dataset(part):
    wanted = canonical(dataset.quads(part))
    assert len(wanted) > 1000
    assert in_rdflib(dataset.trig(part), "trig") == wanted
    assert in_rdflib(dataset.json_ld(part), "json-ld") == wanted


def test_the_json_ld_reads_plainly(legible):
    content = json.loads(legible)
    current = next(graph for graph in content["@graph"] if graph["id"] == "graph:current")
    study = next(node for node in current["@graph"] if node["id"] == "study:de_ruysscher_2012")
    assert study["rdfs:label"] == {
        "de": "De Ruysscher 2012 (NCT01282450)",
        "en": "De Ruysscher 2012 (NCT01282450)",
    }
    assert study["hasDesign"] == ["lg:nonRandomised", "lg:prospective", "lg:singleArm"]
    assert "lg:Study" in study["type"]


def test_the_same_generation_gives_the_same_bytes(part):
    assert dataset.json_ld(part) == dataset.json_ld(part)
    assert dataset.trig(part) == dataset.trig(part)


def test_a_home_without_a_generation_says_what_to_do(tmp_path):
    with pytest.raises(StoreMissing, match="leitgraph build"):
        dataset.trig(tmp_path)
