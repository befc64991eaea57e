"""From curated YAML to the generation that answers; what fails on the way leaves the current one as it is."""

import json
import re

import pyoxigraph as ox
import pytest

from kg_build import generation as generations
from kg_build.errors import BuildError, ChecksFailed, InvalidRecord, SourceChanged
from kg_build.pipeline import Settings, build, date_of
from ontology.namespaces import CURRENT_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH, iri
from queries.store import open_generation
from tests.test_build import small


def asks(generation, pattern):
    """Whether a plain query of the generation finds the pattern.

    Names of unit graphs stand as IRIs: the store does not read a prefixed name with two dots in it.
    """
    prefixes = "".join(
        f"PREFIX {name}: <{iri(f'{name}:')}> "
        for name in ("lg", "rdfs", "owl", "prov", "onc", "study", "cohort", "statement")
    )
    whole = re.sub(r"(graph|stratum):(\S+)", lambda name: f"<{iri(name[0])}>", pattern)
    return bool(open_generation(generation.path).query(f"{prefixes} ASK {{ {whole} }}"))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    return build(small.settings(small.corpus(folder / "corpus"), folder / "home"))


def test_what_was_asserted_is_in_its_unit_graph_and_in_the_current_graph(built):
    assert asks(built, "cohort:first.all lg:n 40 ; lg:inUnit graph:small.studies.first")
    assert asks(built, "GRAPH graph:small.studies.first { cohort:first.all lg:n 40 }")


def test_what_follows_is_in_the_inferred_graph_alone_and_in_the_current_graph(built):
    assert asks(built, "statement:P.1 a lg:Statement , lg:EvidenceStatement")
    assert asks(built, "stratum:first.all.part lg:ofStudy study:first ; a lg:Group , lg:Population")
    assert asks(built, "GRAPH graph:inferred { study:first lg:participants 40 }")
    assert asks(built, "GRAPH graph:inferred { onc:Lobectomy rdfs:subClassOf onc:LocalTherapy }")
    assert not asks(built, "GRAPH graph:ontology { onc:Lobectomy rdfs:subClassOf onc:LocalTherapy }")
    assert asks(built, "onc:Lobectomy rdfs:subClassOf onc:LocalTherapy")


def test_a_derived_edge_says_by_which_rule_and_from_what(built):
    pattern = (
        "?d a lg:Derivation ; lg:derivedSubject onc:Lobectomy ; lg:derivedPredicate rdfs:subClassOf ;"
        " lg:derivedObject onc:LocalTherapy ; lg:byRule ?rule ; prov:wasDerivedFrom onc:LungResection"
    )
    assert asks(built, pattern)


def test_the_manifest_counts_every_graph_and_says_that_the_owl_step_was_left_out(built):
    counts = built.manifest["graphs"]
    assert {CURRENT_GRAPH, INFERRED_GRAPH, ONTOLOGY_GRAPH} < set(counts)
    assert built.manifest["owl"] == "left out: asked for"
    assert built.manifest["as_of"] == "2026-11-01"
    current = ox.Store.read_only(str(built.path / "store"))
    assert (
        len(list(current.quads_for_pattern(None, None, None, ox.NamedNode(CURRENT_GRAPH))))
        == counts[CURRENT_GRAPH]
    )


def test_a_text_that_contradicts_itself_builds(built):
    assert asks(built, "statement:P.1 lg:claimedDesign lg:randomised , lg:singleArm")


def test_without_java_the_build_goes_on_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "/nowhere")
    built = build(small.settings(small.corpus(tmp_path / "c"), tmp_path / "home", owl=True))
    assert built.manifest["owl"] == "left out: no Java"
    assert "left out" in "".join(capsys.readouterr())


def test_the_date_comes_from_source_date_epoch_where_it_is_set(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    built = build(small.settings(small.corpus(tmp_path / "c"), tmp_path / "home"))
    assert built.manifest["as_of"] == "1970-01-02"
    assert '"1970-01-02"' in (built.path / "void.ttl").read_text()


def test_a_source_date_epoch_that_is_no_number_is_said_so(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(BuildError, match="yesterday"):
        date_of([])


def test_superseded_and_retracted_units_are_kept_apart_from_the_current_graph(tmp_path):
    folder = small.corpus(tmp_path / "c")
    text = small.STUDY.replace("id: first", "id: second").replace("first.", "second.")
    retracted = text.replace("curated_on", "unit_status: retracted\ncurated_on", 1)
    (folder / "studies" / "second.yaml").write_text(retracted)
    (folder / "studies" / "third.yaml").write_text(
        text.replace("second", "third").replace(
            "curated_on", "supersedes: graph:small.studies.fourth\ncurated_on", 1
        )
    )
    (folder / "studies" / "fourth.yaml").write_text(text.replace("second", "fourth"))
    built = build(small.settings(folder, tmp_path / "home"))
    assert asks(built, "GRAPH graph:small.studies.second { study:second a lg:Study }")
    assert not asks(built, "study:second ?p ?o")
    assert asks(built, "study:third a lg:Study")
    assert not asks(built, "study:fourth ?p ?o")


def test_questions_of_a_corpus_come_under_their_topic(tmp_path):
    folder = small.corpus(tmp_path / "c")
    (folder / "questions" / "people").mkdir(parents=True)
    (folder / "questions" / "people" / "who.rq").write_text("ASK {}")
    (folder / "questions" / "what.rq").write_text("ASK {}")
    built = build(small.settings(folder, tmp_path / "home"))
    found = sorted(str(path.relative_to(built.path)) for path in built.path.rglob("*.rq"))
    assert found == ["questions/people/who.rq", "questions/small/what.rq"]


BREAKS = {
    "a mistake in a record": (small.STUDY.replace("n: 40", "n: forty"), InvalidRecord, "first.yaml"),
    "a count above its group": (small.STUDY.replace("n: 10", "n: 41"), ChecksFailed, "stratum:first.all.part"),
    "a value that no module declares": (small.STUDY.replace("onc:N2']}\n          n", "onc:Nine']}\n          n"), BuildError, "onc:Nine"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_a_build_that_fails_names_the_place_and_leaves_the_current_generation(tmp_path, name):
    study, error, place = BREAKS[name]
    home = tmp_path / "home"
    first = build(small.settings(small.corpus(tmp_path / "good"), home))
    bad = small.corpus(tmp_path / "bad", study=study)
    with pytest.raises(error, match=place):
        build(small.settings(bad, home))
    assert generations.current(home) == first.path
    assert generations.verify(first.path) == []
    assert sorted(path.name for path in generations.folder(home).iterdir()) == [".lock", "000001"]


def test_a_changed_source_stops_the_build_before_anything_is_written(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "p.md").write_text("changed")
    home = tmp_path / "home"
    with pytest.raises(SourceChanged, match=r"p\.md"):
        build(small.settings(small.corpus(tmp_path / "c"), home, sources=tmp_path / "sources"))
    assert generations.known(home) == []


def test_the_corpus_that_ships_builds_and_its_anchors_hold(tmp_path, shared):
    built = build(Settings(home=tmp_path, owl=False, sources=shared / "sources"))
    assert built.manifest["sources"] == "58 of 58 claims hold"
    assert generations.verify(built.path) == []
    assert json.loads((built.path / "manifest.json").read_text())["corpora"]


def test_a_build_holds_publications_against_the_notices_that_are_given(tmp_path):
    doi = "10.1097/JTO.0b013e318262caf6"
    notices = tmp_path / "notices.yaml"
    notices.write_text(f"date: 2026-10-01\nnotices: [{{doi: {doi}, nature: retraction}}]\n", encoding="utf-8")
    built = build(Settings(home=tmp_path, owl=False, notices=notices))
    text = (built.path / "leitgraph.nq").read_text("utf-8")
    assert "retraction" in text
    assert "2026-10-01" in text
