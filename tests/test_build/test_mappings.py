"""The SSSOM files as triples of the graph."""

import rdflib
import sssom_pydantic

from kg_build.mappings import mappings
from kg_build.quads import node
from ontology import folder

FILES = sorted(file for file in (folder() / "mappings").iterdir() if file.name.endswith(".sssom.tsv"))


def everything():
    subjects = [mapping.subject.curie for file in FILES for mapping in sssom_pydantic.read(file)[0]]
    return [f"{node(name)} <urn:p> <urn:o>" for name in subjects]


def test_each_mapping_of_the_files_is_one_triple():
    wanted = set()
    for file in FILES:
        found, converter, _ = sssom_pydantic.read(file)
        wanted |= {
            tuple(converter.expand(one.curie) for one in (mapping.subject, mapping.predicate, mapping.object))
            for mapping in found
        }
    graph = rdflib.Graph().parse(data="".join(f"{one} .\n" for one in mappings(everything())), format="nt")
    triples = {tuple(map(str, triple)) for triple in graph if not str(triple[1]).endswith("prefLabel")}
    assert triples == wanted
    assert len(triples) > 300


def test_a_term_that_the_ontology_does_not_hold_has_no_match():
    assert list(mappings([])) == []
    assert {
        one.split()[0] for one in mappings([f"{node('lg:median')} <urn:p> <urn:o>"]) if "Match" in one
    } == {node("lg:median")}
