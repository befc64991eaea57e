"""The mappings (SSSOM): our terms and theirs, each pair with an honest predicate and where theirs was verified."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
import sssom_pydantic
import yaml
from rdflib import RDF, RDFS, SKOS, URIRef

import ontology
from ontology.namespaces import PREFIXES

FOLDER = Path(__file__).parents[2] / "ontology" / "mappings"
FILES = sorted(FOLDER.glob("*.sssom.tsv"))
VERIFIED = Path(__file__).parents[3] / "shared" / "evidence" / "vocabulary_iris.tsv"
COLUMNS = [
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "comment",
]
PREDICATES = {f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
FAMILIES = {"ncit", "mondo", "eco_sepio", "stato_obi", "spar_w3c", "pico", "awmf_hl7", "uberon_maxo"}


class Mapping(NamedTuple):
    """One line of a mapping file."""

    subject_id: str
    subject_label: str
    predicate_id: str
    object_id: str
    object_label: str
    mapping_justification: str
    comment: str


def _header(file):
    lines = [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")]
    return yaml.safe_load("\n".join(line.removeprefix("#") for line in lines))


def _read(file):
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    first, *rest = (line.split("\t") for line in lines)
    assert first == COLUMNS
    return [Mapping(*cells) for cells in rest]


def _expand(curie, curie_map):
    prefix, _, name = curie.partition(":")
    return curie_map[prefix] + name


MAPPINGS = {file: _read(file) for file in FILES}
ALL = [mapping for mappings in MAPPINGS.values() for mapping in mappings]

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)


@pytest.fixture(scope="module")
def words():
    graph = rdflib.Graph()
    for module in (*ontology.CORE_MODULES, *ontology.DOMAIN_MODULES):
        graph.parse(data=(ontology.folder() / module).read_text("utf-8"), format="turtle")
    return graph


def test_there_is_a_file_for_each_family_of_vocabularies():
    assert {file.name.removesuffix(".sssom.tsv") for file in FILES} == FAMILIES


def test_there_are_at_least_120_mappings():
    assert len(ALL) >= 120


@each_file
def test_a_file_says_what_it_is_and_under_which_licence(file):
    header = _header(file)
    assert header["mapping_set_id"] == f"{PREFIXES['lg']}mappings/{file.name}"
    assert header["mapping_set_version"] == ontology.VERSION
    assert header["mapping_set_title"].startswith("Leitgraph to ")
    assert header["license"] == "https://creativecommons.org/licenses/by/4.0/"


@each_file
def test_a_file_is_sssom(file):
    mappings, _, _, errors = sssom_pydantic.read(file, return_errors=True)
    assert not errors
    assert len(mappings) == len(MAPPINGS[file])


@each_file
def test_every_curie_expands_by_the_prefixes_of_its_file_and_no_prefix_is_idle(file):
    curie_map = _header(file)["curie_map"]
    used = set()
    for mapping in MAPPINGS[file]:
        for curie in (
            mapping.subject_id,
            mapping.predicate_id,
            mapping.object_id,
            mapping.mapping_justification,
        ):
            assert _expand(curie, curie_map).startswith("http")
            used.add(curie.partition(":")[0])
    assert used == set(curie_map)


@each_file
def test_our_prefixes_mean_what_they_mean_everywhere(file):
    shared = {prefix: space for prefix, space in _header(file)["curie_map"].items() if prefix in PREFIXES}
    assert shared == {prefix: PREFIXES[prefix] for prefix in shared}


@each_file
def test_the_lines_are_sorted_and_complete(file):
    keys = [(mapping.subject_id, mapping.predicate_id, mapping.object_id) for mapping in MAPPINGS[file]]
    assert keys == sorted(keys)
    assert all(cell.strip() == cell != "" for mapping in MAPPINGS[file] for cell in mapping)


def test_every_subject_is_a_term_of_ours_with_the_label_given(words):
    wrong = []
    for mapping in ALL:
        subject = URIRef(_expand(mapping.subject_id, PREFIXES))
        labels = {
            str(word)
            for prop in (RDFS.label, SKOS.prefLabel)
            for word in words.objects(subject, prop)
            if word.language == "en"
        }
        if (subject, RDF.type, None) not in words or mapping.subject_label not in labels:
            wrong.append((mapping.subject_id, mapping.subject_label, labels))
    assert not wrong


def test_every_mapping_is_a_skos_match_made_by_hand():
    assert {mapping.predicate_id for mapping in ALL} <= PREDICATES
    assert {mapping.mapping_justification for mapping in ALL} == {"semapv:ManualMappingCuration"}


def test_every_mapping_says_where_the_object_was_verified():
    assert all(mapping.comment.startswith("verified in ") for mapping in ALL)


def test_no_pair_of_terms_is_mapped_twice():
    pairs = Counter((mapping.subject_id, mapping.object_id) for mapping in ALL)
    assert not [pair for pair, count in pairs.items() if count > 1]


def test_an_exact_match_is_one_to_one_within_a_vocabulary():
    ours, theirs = defaultdict(set), defaultdict(set)
    for mapping in ALL:
        if mapping.predicate_id == "skos:exactMatch":
            ours[mapping.subject_id, mapping.object_id.partition(":")[0]].add(mapping.object_id)
            theirs[mapping.object_id].add(mapping.subject_id)
    assert not [found for found in (*ours.values(), *theirs.values()) if len(found) > 1]


def test_no_level_is_the_same_as_two_levels_so_that_schemes_are_never_equated():
    exact = Counter(
        end
        for mapping in ALL
        if mapping.subject_id.startswith("lev:") and mapping.predicate_id == "skos:exactMatch"
        for end in (mapping.subject_id, mapping.object_id)
    )
    assert exact
    assert set(exact.values()) == {1}


def test_generic_tnm_codes_are_never_the_same_as_ours():
    generic = {
        "NCIT:C48705",
        "NCIT:C48706",
        "NCIT:C48786",
        "NCIT:C48714",
        "NCIT:C48701",
        "NCIT:C48702",
        "NCIT:C48703",
    }
    predicates = {mapping.predicate_id for mapping in ALL if mapping.object_id in generic}
    assert predicates == {"skos:broadMatch"}


def test_the_class_of_the_seventh_edition_is_not_used_for_another():
    subjects = {mapping.subject_id for mapping in ALL if mapping.object_id == "NCIT:C4012"}
    assert subjects == {"onc:StageIV_TNM7"}


def test_no_identifier_is_used_that_its_vocabulary_does_not_have():
    assert not [mapping for mapping in ALL if mapping.object_id.endswith("0000677")]


@pytest.mark.shared
@each_file
def test_every_object_is_an_identifier_that_was_verified_with_its_label(file):
    if not VERIFIED.exists():
        pytest.skip("the list of verified identifiers is not on this machine")
    with VERIFIED.open(encoding="utf-8") as lines:
        known = {_identity(row) for row in csv.DictReader(lines, delimiter="\t")}
    curie_map = _header(file)["curie_map"]
    found = {(_expand(mapping.object_id, curie_map), mapping.object_label) for mapping in MAPPINGS[file]}
    assert found <= known


def _identity(row):
    """A code of a code system has no IRI of its own: the system's address, `#`, and the code."""
    _, hash_sign, code = row["curie"].partition("#")
    return row["iri"] + hash_sign + code, row["label_en"]
