"""A generation is written aside and made current in one step; the last three are kept."""

import hashlib
import multiprocessing

import pyoxigraph as ox
import pytest

from kg_build import generation as generations
from kg_build.dataset import Dataset, from_turtle
from kg_build.errors import BuildError
from kg_build.write import workshop, write
from ontology.namespaces import CURRENT_GRAPH
from queries.store import open_generation
from tests.test_build.test_generation import DESCRIPTION, a_generation

DATA = Dataset(
    {
        "urn:new": ['<urn:s> <urn:p> "a"', '<urn:s> <urn:p> "a"@de', '<urn:s> <urn:q> "both"'],
        "urn:old": ['<urn:s> <urn:p> "old"', '<urn:s> <urn:q> "both"'],
        "urn:apart": ['<urn:s> <urn:q> "both"'],
    },
    visible=frozenset({"urn:new", "urn:apart"}),
)


def test_the_current_graph_holds_what_is_visible_and_each_triple_once():
    lines = [line for line in DATA.lines() if f"<{CURRENT_GRAPH}>" in line]
    assert len(lines) == 3
    assert DATA.counts() == {CURRENT_GRAPH: 3, "urn:apart": 1, "urn:new": 3, "urn:old": 2}


def test_lines_are_sorted_as_bytes_and_unique():
    lines = [line.encode() for line in DATA.lines()]
    assert lines == sorted(set(lines))


def test_blank_nodes_have_the_same_names_whatever_the_order_of_the_modules():
    one, two = b"<urn:a> <urn:p> [ <urn:q> 1 ] .", b"<urn:b> <urn:p> ( 1 2 ) ."
    assert from_turtle([one, two]) == from_turtle([two, one])


def test_manifest_counts_and_hash_are_those_of_the_file(tmp_path):
    generation = generations.read(a_generation(tmp_path))
    content = (generation.path / "leitgraph.nq").read_bytes()
    assert generation.manifest["nquads_sha256"] == hashlib.sha256(content).hexdigest()
    assert generation.manifest["quads"] == content.count(b"\n") == 800
    assert generation.manifest["as_of"] == "2026-11-21"


def test_the_store_holds_what_the_file_holds(tmp_path):
    path = a_generation(tmp_path)
    in_store = {str(quad) for quad in ox.Store.read_only(str(path / "store"))}
    in_file = {str(quad) for quad in ox.parse(path=str(path / "leitgraph.nq"))}
    assert in_store == in_file


def test_the_description_is_turtle_and_counts_the_current_graph(tmp_path):
    path = a_generation(tmp_path)
    triples = [str(quad.triple) for quad in ox.parse(path=str(path / "void.ttl"))]
    assert any('triples> "400"' in triple for triple in triples)
    assert any('modified> "2026-11-21"' in triple for triple in triples)


def test_questions_of_a_corpus_travel_with_the_generation(tmp_path):
    assert (a_generation(tmp_path) / "questions" / "topic" / "who.rq").read_bytes() == b"ASK {}"


def test_the_last_three_are_kept_and_the_current_one_always(tmp_path):
    for _ in range(5):
        a_generation(tmp_path)
    assert [path.name for path in generations.known(tmp_path)] == ["000003", "000004", "000005"]
    generations.rollback(tmp_path, "3")
    with workshop(tmp_path) as aside:
        write(DATA, DESCRIPTION, tmp_path, aside)
    generations.rollback(tmp_path, "4")
    a_generation(tmp_path)
    assert [path.name for path in generations.known(tmp_path)] == ["000005", "000006", "000007"]


def test_numbers_are_not_given_twice_after_a_rollback(tmp_path):
    a_generation(tmp_path)
    a_generation(tmp_path)
    generations.rollback(tmp_path)
    assert a_generation(tmp_path).name == "000003"


def test_a_build_that_fails_leaves_nothing_and_the_current_one_answers(tmp_path):
    path = a_generation(tmp_path)
    with pytest.raises(FileNotFoundError), workshop(tmp_path) as aside:
        (aside / "missing" / "half").write_text("written")
    assert generations.current(tmp_path) == path
    assert sorted(file.name for file in generations.folder(tmp_path).iterdir()) == [".lock", path.name]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path):
    left = generations.folder(tmp_path) / ".tmp-12345"
    (left / "store").mkdir(parents=True)
    (tmp_path / ".current-12345").symlink_to("generations/000009")
    a_generation(tmp_path)
    assert not left.exists()
    assert not (tmp_path / ".current-12345").is_symlink()


def hold(home, entered, leave):
    with workshop(home):
        entered.set()
        leave.wait(20)


def test_two_builds_never_write_into_one_home_at_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    entered, leave = context.Event(), context.Event()
    other = context.Process(target=hold, args=(tmp_path, entered, leave))
    other.start()
    assert entered.wait(20)
    with pytest.raises(BuildError, match="another build"), workshop(tmp_path):
        pass
    leave.set()
    other.join()
    a_generation(tmp_path)


def test_an_open_reader_keeps_answering_when_its_generation_is_removed(tmp_path):
    reader = open_generation(a_generation(tmp_path))
    for _ in range(4):
        a_generation(tmp_path)
    assert bool(reader.query("ASK { <urn:s1> ?p ?o }"))
