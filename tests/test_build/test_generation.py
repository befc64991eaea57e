"""Any damage to a generation is found and named, and an earlier generation can be made current again."""

import json
import shutil

import pytest

from kg_build import generation as generations
from kg_build.dataset import Dataset
from kg_build.errors import BuildError, DamagedGeneration
from kg_build.void import Description
from kg_build.write import workshop, write
from queries.store import open_generation

DESCRIPTION = Description(
    as_of="2026-11-21", title={"en": "test"}, licences=("urn:licence",), questions={"topic/who.rq": b"ASK {}"}
)


def a_generation(home, size=400):
    triples = [f'<urn:s{number}> <urn:p> "{number}"' for number in range(size)]
    dataset = Dataset({"urn:g": triples}, visible=frozenset({"urn:g"}))
    with workshop(home) as aside:
        return write(dataset, DESCRIPTION, home, aside).path


def files_of(generation):
    return sorted(path for path in generation.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    return a_generation(tmp_path_factory.mktemp("home"))


@pytest.fixture
def copy(sealed, tmp_path):
    return shutil.copytree(sealed, tmp_path / sealed.name)


def test_a_finished_generation_has_no_damage(sealed):
    assert generations.verify(sealed) == []


def test_opening_and_asking_changes_no_sealed_file(copy):
    assert bool(open_generation(copy).query("ASK { <urn:s1> ?p ?o }"))
    assert generations.verify(copy) == []


def test_a_flipped_byte_is_found_in_every_file(copy):
    for path in files_of(copy):
        content = path.read_bytes()
        if content:
            middle = len(content) // 2
            path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
            assert [fault.file for fault in generations.verify(copy)], path
            path.write_bytes(content)
    assert generations.verify(copy) == []


def test_a_truncated_a_missing_and_an_added_file_are_found_and_named(copy):
    for path in files_of(copy):
        content = path.read_bytes()
        name = str(path.relative_to(copy))
        if content:
            path.write_bytes(content[:-1])
            assert [fault.file for fault in generations.verify(copy)] == [name]
        path.unlink()
        assert [fault.file for fault in generations.verify(copy)] == [name]
        path.write_bytes(content)
    (copy / "store" / "000099.log").touch()
    assert [str(fault) for fault in generations.verify(copy)] == [
        "store/000099.log: was added after the sealing"
    ]


def test_the_write_ahead_log_is_sealed(sealed):
    assert any(name.endswith(".log") for name in json.loads((sealed / "seal.json").read_text())["files"])


def test_a_seal_that_was_written_anew_for_other_files_is_found(copy):
    (copy / "void.ttl").write_text("")
    content = json.loads((copy / "seal.json").read_text())
    content["files"]["void.ttl"] = generations.sha256(copy / "void.ttl")
    (copy / "seal.json").write_text(json.dumps(content))
    assert [fault.file for fault in generations.verify(copy)] == ["seal.json"]


def test_a_generation_under_another_number_is_found(sealed, tmp_path):
    other = shutil.copytree(sealed, tmp_path / "000077")
    assert [fault.file for fault in generations.verify(other)] == ["seal.json"]


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"files": 1, "seal": "", "generation": ""}'])
def test_a_seal_that_cannot_be_read_is_damage_and_no_crash(copy, content):
    (copy / "seal.json").write_text(content)
    assert [fault.file for fault in generations.verify(copy)] == ["seal.json"]


def test_rollback_makes_the_one_before_current_and_a_named_one_too(tmp_path):
    first, second, third = (a_generation(tmp_path) for _ in range(3))
    assert generations.current(tmp_path) == third
    assert generations.rollback(tmp_path) == second
    assert generations.current(tmp_path) == second
    assert generations.rollback(tmp_path, "1") == first
    assert generations.rollback(tmp_path, third.name) == third


def test_rollback_refuses_a_damaged_generation_and_leaves_the_current_one(tmp_path):
    first, second = a_generation(tmp_path), a_generation(tmp_path)
    (first / "void.ttl").unlink()
    with pytest.raises(DamagedGeneration, match=r"void\.ttl"):
        generations.rollback(tmp_path)
    assert generations.current(tmp_path) == second


def test_rollback_without_an_earlier_one_says_so(tmp_path):
    a_generation(tmp_path)
    with pytest.raises(BuildError, match="older"):
        generations.rollback(tmp_path)
    with pytest.raises(BuildError, match="no generation 9"):
        generations.rollback(tmp_path, "9")


def test_a_home_without_generations_says_what_to_do(tmp_path):
    with pytest.raises(BuildError, match="leitgraph build"):
        generations.current(tmp_path)
