"""What a parameter may be: the members of a class, found by name and by word."""

import pytest

from ontology.namespaces import iri
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
