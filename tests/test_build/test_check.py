"""What SHACL and the checks find, with the record, the file and what to do; and each check finds its fault."""

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH

from kg_build import shacl
from kg_build.assemble import assemble
from kg_build.check import Fault, Report, check, checks
from kg_build.dataset import Dataset
from kg_build.errors import ChecksFailed
from kg_build.load import load_corpora
from kg_build.quads import node
from kg_build.reason import reason
from ontology.namespaces import CURRENT_GRAPH
from queries.store import EmbeddedBackend
from tests.test_build import small


def checked(folder):
    return check(reason(assemble(load_corpora([folder])), owl=False).dataset)


def graph(*triples):
    text = [" ".join(map(node, triple.split())) for triple in triples]
    return Dataset({"urn:g": text}, visible=frozenset({"urn:g"}))


def test_a_complete_corpus_has_no_fault(tmp_path):
    assert checked(small.corpus(tmp_path / "c")).faults == ()


def test_a_fault_names_record_shape_message_and_file(tmp_path):
    study = small.STUDY.replace("      n: 40\n", "")
    report = checked(small.corpus(tmp_path / "c", study=study))
    (fault,) = report.errors
    assert (fault.file, fault.record, fault.rule) == (
        "studies/first.yaml",
        "cohort:first.all",
        "shape:GroupWithoutNumber",
    )
    with pytest.raises(ChecksFailed, match=r"studies/first\.yaml: cohort:first\.all") as failed:
        report.raise_for_faults()
    assert failed.value.report is report
    assert "untouched" in failed.value.next_step


def test_a_fault_of_a_field_is_found_too(tmp_path):
    study = small.STUDY.replace("statistic: median", "statistic: median\n          events: -1")
    (fault,) = checked(small.corpus(tmp_path / "c", study=study)).errors
    assert (fault.record, fault.rule) == ("result:first.all.os", "shape:NegativeCount")
    assert "lg:events" in fault.message


def test_counts_that_no_group_can_have_together_are_found(tmp_path):
    part = small.STUDY[small.STUDY.index("        - id: part") :]
    pairs = (["N1", "N2"], ["N2", "N3"], ["N1", "N3"])
    strata = "".join(
        part.replace("id: part", f"id: p{number}").replace("['onc:N2']", f"['onc:{one}', 'onc:{other}']")
        for number, (one, other) in enumerate(pairs)
    )
    study = small.STUDY.replace(part, strata).replace(
        "['onc:N1', 'onc:N2']}\n      n", "['onc:N1', 'onc:N2', 'onc:N3']}\n      n"
    )
    faults = checked(small.corpus(tmp_path / "c", study=study)).errors
    assert [(fault.record, fault.rule) for fault in faults] == [
        ("cohort:first.all", "counts_no_group_can_have")
    ]
    assert faults[0].file == "studies/first.yaml"


def test_warnings_do_not_stop_a_build():
    Report((Fault("f.yaml", "study:a", "rule", "warn", "odd"),), rules=1).raise_for_faults()


FAULTS = {
    "evidence_line_resting_on_nothing": ("line:a rdf:type lg:EvidenceLine", "line:a lg:restsOn result:gone"),
    "proposition_without_population": (
        "statement:a lg:asserts proposition:a", "statement:a rdf:type lg:Statement", "proposition:a rdf:type lg:Proposition",
    ),
    "reference_to_nothing": ("study:a rdf:type lg:Study", "study:a lg:pools study:gone"),
    "result_for_another_study": (
        "result:a lg:comparator cohort:b", "result:a lg:group cohort:a", "cohort:a lg:ofStudy study:a",
        "cohort:b lg:ofStudy study:b", *(f"{name} rdf:type lg:Record" for name in ("cohort:a", "cohort:b", "study:a", "study:b")),
    ),
    "revision_in_a_circle": ("edition:a prov:wasRevisionOf edition:b", "edition:b prov:wasRevisionOf edition:a"),
}  # fmt: skip


@pytest.mark.parametrize("rule", checks(), ids=lambda rule: rule.name)
def test_each_check_finds_its_fault(rule):
    found = [
        fault for fault in check(graph(*FAULTS[rule.name]), shacl=False).faults if fault.rule == rule.name
    ]
    assert found
    assert rule.problem in found[0].message
    assert found[0].solve == rule.solve
    assert rule.severity in ("error", "warn")


CURRENT = ox.NamedNode(CURRENT_GRAPH)


def by_pyshacl(store, rules):
    """What pySHACL finds by asking each constraint of each record."""
    only = rdflib.Graph()
    only += (
        triple for triple in rules if triple[0] in set(rules.subjects(SH.sparql)) or triple[1] != SH.property
    )
    data = rdflib.Graph()
    data.parse(data=store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=CURRENT), format="nt")
    _, results, _ = pyshacl.validate(data, shacl_graph=only, inplace=True)
    return {
        (str(results.value(result, SH.focusNode)), str(results.value(result, SH.sourceShape)))
        for result in results.subjects(RDF.type, SH.ValidationResult)
        if results.value(result, SH.sourceConstraint) is not None
    }


@pytest.mark.slow
def test_the_rules_find_what_pyshacl_finds(tmp_path):
    study = small.STUDY.replace("      n: 40\n", "").replace(
        "readings: ['reading:first.n']\n          criteria", "criteria"
    )
    second = (
        study.replace("id: first", "id: second")
        .replace("first.", "second.")
        .replace("n: 10", "n: 10\n          use: notUsed")
    )
    folder = small.corpus(tmp_path / "c", study=study)
    (folder / "studies" / "second.yaml").write_text(second)
    dataset = reason(assemble(load_corpora([folder])), owl=False).dataset
    store = ox.Store()
    store.bulk_load(
        "".join(f"{triple} .\n" for triple in dataset.asserted()).encode(),
        format=ox.RdfFormat.N_TRIPLES,
        to_graph=CURRENT,
    )
    rules = shacl.shapes()
    ours = {
        (one.record, str(rules.namespace_manager.expand_curie(one.shape)))
        for one in shacl.broken_rules(EmbeddedBackend(store), rules)
    }
    assert ours == by_pyshacl(store, rules)
    assert len(ours) >= 3
