"""Words for a quantity, and the number in brackets behind them."""

import pytest

from kg_build.audit.finding import TextAnchor
from kg_build.audit.judge import judge, rules
from kg_build.audit.reading import prose
from kg_build.audit.reading.passage import Passage


def found(text):
    passage = Passage(text, ("urn:x",), lambda start, end: TextAnchor("x", start, end))
    return judge(prose.facts(passage), [rules()["L7"]]).findings


@pytest.mark.parametrize(
    "text",
    [
        "Nur einzelne Patienten (9 von 39) wurden operiert.",
        "Praktisch alle Patienten (20 von 39) erhielten eine Chemotherapie.",
        "The majority of patients (12 of 39) had surgery.",
        "Few patients (62 %) had a recurrence.",
        "Die meisten Patienten (n = 11/39) waren männlich.",
    ],
)
def test_a_word_that_does_not_mean_its_number_is_found(text):
    assert [one.rule for one in found(text)] == ["L7"]


@pytest.mark.parametrize(
    "text",
    [
        "Praktisch alle Patienten (37 von 39) erhielten eine Chemotherapie.",
        "35 Patienten hatten eine einzelne Metastase (87 %).",
        "Patienten mit einzelnen Metastasen (62 %) lebten länger.",
        "Fewer patients (30 %) had a recurrence.",
        "Nur wenige Studien berichten die Ansprechrate, sie lag bei 45 %.",
        "The majority of patients (31 of 39) had surgery.",
        "Einzelne Patienten wurden operiert; die übrigen (77 %) wurden bestrahlt.",
    ],
)
def test_a_word_that_means_it_or_another_thing_is_left_alone(text):
    assert not found(text)
