"""What a parameter may be: the members of a class, found by name and by word."""

import pytest

from ontology.namespaces import curie, iri
from queries import choices


@pytest.mark.parametrize("of_class", ["lg:Intervention", "lg:Statement", "lg:Study", "lg:Passage", "lg:Code"])
def test_the_members_of_a_class_are_the_same_with_their_words_and_without(real, of_class):
    names = choices.names(real, of_class)
    assert len(names) > 1
    assert names == tuple(choice.iri for choice in choices.members(real, of_class))


def test_a_class_without_members_has_no_names(real):
    assert choices.names(real, "lg:NothingOfTheKind") == ()


@pytest.mark.parametrize(
    "said", ["onc:LocalTherapy", iri("onc:LocalTherapy"), "lokale Therapie", "local_therapy"]
)
def test_a_member_is_found_by_its_name_and_by_its_words(real, said):
    assert choices.find(real, "lg:Intervention", said) == [iri("onc:LocalTherapy")]


@pytest.mark.parametrize("kind", ["Statement", "Study", "Passage", "Guideline", "Proposition"])
def test_a_class_of_records_is_none_of_its_records(real, kind):
    names = {curie(name).partition(":")[0] for name in choices.names(real, f"lg:{kind}")}
    assert names == {kind.lower()}
    assert choices.find(real, f"lg:{kind}", f"lg:{kind}") == []


def test_a_class_with_individuals_is_no_choice_among_them_and_lists_and_treatments_are(real):
    assert iri("lg:Endpoint") not in choices.names(real, "lg:Endpoint")
    assert choices.find(real, "lg:Code", "lg:GapReason", kinds=True) == [iri("lg:GapReason")]
    assert {iri("lg:Intervention"), iri("onc:Surgery")} <= {*choices.names(real, "lg:Intervention")}
