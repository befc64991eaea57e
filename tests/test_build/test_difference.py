"""What changed between two generations is told per record, in the words of the files."""

import json

import pytest

from kg_build.authoring.difference import as_json, between, difference, in_words
from kg_build.dataset import Dataset
from kg_build.model import Criterion, Text
from kg_build.quads import unit_triples
from tests.examples import a_cohort, a_printed_value, a_result, a_statement, a_study, a_unit


def generation(*records, visible=True, inferred=()):
    """The N-Quads lines of a generation that holds these records."""
    unit = a_unit()
    graphs = {"urn:unit": tuple(unit_triples(unit, records))}
    data = Dataset(graphs, frozenset({"urn:unit"} if visible else ()))
    return list(data.with_graph("https://w3id.org/leitgraph/graph/inferred", inferred).lines())


def told(old, new):
    return in_words(between(old, new))


def test_nothing_changed_between_equal_generations():
    assert told(generation(a_study()), generation(a_study())) == []


def test_a_changed_field_shows_the_old_and_the_new_value():
    new = a_study(groups=(a_cohort(n=40),), design=("retrospective",))
    assert told(generation(a_study()), generation(new)) == [
        "changed cohort cohort:wolves_2020.all",
        "    n: 39 -> 40",
        "changed study study:wolves_2020 (Wölfe 2020 (en))",
        "    design: prospective -> retrospective",
    ]


def test_of_a_many_valued_field_only_what_came_and_went_is_shown():
    old = a_study(design=("prospective", "randomised"))
    new = a_study(design=("prospective", "singleArm"), phase="phase2")
    assert told(generation(old), generation(new))[1:] == [
        "    design: randomised -> singleArm",
        "    phase: + phase2",
    ]


def test_a_part_of_a_record_is_told_by_what_it_says():
    old = Criterion(id="criterion:wolves_2020.all.1", axis="urn:age", minimum=1)
    new = Criterion(id="criterion:wolves_2020.all.2", axis="urn:age", minimum=2)
    lines = told(generation(a_cohort(criteria=(old,))), generation(a_cohort(criteria=(new,))))
    assert lines == [
        "changed cohort cohort:wolves_2020.all",
        "    criteria: (axis urn:age; minimum 1) -> (axis urn:age; minimum 2)",
    ]


def test_a_part_with_a_name_of_its_own_is_told_when_it_changes():
    old, new = (a_statement(printed_values=(a_printed_value(n=n),)) for n in (29, 30))
    assert told(generation(old), generation(new)) == [
        "changed printed value printed:a.01.n",
        "    n: 29 -> 30",
    ]


def test_the_parts_of_a_new_record_are_not_told_apart_from_it():
    study = a_study(groups=(a_cohort(criteria=(Criterion(id="criterion:x", axis="urn:age", minimum=1),)),))
    assert [line.split()[1] for line in told(generation(), generation(study))] == [
        "cohort", "publication", "result", "study",
    ]  # fmt: skip


def test_words_are_compared_language_by_language():
    old = a_study(label=Text(de="Wölfe", en="wolves"))
    new = a_study(label=Text(de="Bären", en="wolves"))
    assert told(generation(old), generation(new)) == [
        "changed study study:wolves_2020 (wolves)",
        "    label (de): Wölfe -> Bären",
    ]


def test_a_record_that_came_or_went_is_named_with_its_class():
    other = a_study("bears_2021", label=Text(en="bears"), groups=(), publications=())
    claim = a_statement()
    assert told(generation(a_study(), claim), generation(a_study(), other)) == [
        "removed evidence statement statement:a.01 (Wölfe (en))",
        "added study study:bears_2021 (bears)",
    ]


def test_a_result_that_is_new_in_a_group_changes_no_other_record():
    more = a_cohort(results=(a_result(), a_result("wolves_2020.all.later", months=24)))
    (only,) = between(generation(a_study()), generation(a_study(groups=(more,))))
    assert (only.what, only.kind, only.record) == ("added", "result", "result:wolves_2020.all.later")


def test_a_unit_that_is_no_longer_current_counts_as_removed():
    changes = between(generation(a_study()), generation(a_study(), visible=False))
    assert {change.what for change in changes} == {"removed"}
    assert "study:wolves_2020" in {change.record for change in changes}


def test_what_is_only_inferred_is_not_told():
    inferred = ["<urn:s> <urn:p> <urn:o>"]
    assert told(generation(a_study()), generation(a_study(), inferred=inferred)) == []


def test_a_class_that_changed_is_told_as_a_field():
    as_claim = a_statement()
    fields = {name: getattr(as_claim, name) for name in type(as_claim).model_fields}
    from kg_build.model import Recommendation

    lines = told(generation(as_claim), generation(Recommendation(**fields)))
    assert lines[0] == "changed recommendation statement:a.01 (Wölfe (en))"
    assert lines[1] == "    type: EvidenceStatement -> Recommendation"


@pytest.mark.parametrize("words", ['a "b" \\ c', "line\nline", "tab\tend ", "ümläut 😀", "<urn:x> <urn:y> ."])
def test_odd_words_come_out_as_they_went_in(words):
    new = a_study(role_in_corpus=words)
    (change,) = between(generation(a_study()), generation(new))
    assert change.fields[0].new == (words,)


def test_json_holds_the_fields_of_a_new_record_too(tmp_path):
    for name, records in (("old", ()), ("new", (a_study(publications=(), groups=()),))):
        (tmp_path / name).write_text("".join(generation(*records)), encoding="utf-8")
    changes = difference(tmp_path / "old", tmp_path / "new")
    (change,) = json.loads(json.dumps(as_json(changes)))
    assert change["what"] == "added"
    assert {"name": "design", "old": [], "new": ["prospective"]} in change["fields"]
