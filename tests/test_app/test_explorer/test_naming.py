"""What records are called that have no label: evidence lines, results, readings, what a rule could not test."""

import pytest

from app import session
from ontology.namespaces import iri
from queries import records

pytestmark = pytest.mark.usefixtures("store")


def called(name, language="en"):
    return session.labels((iri(name),), language)[iri(name)]


def test_a_result_says_its_value_and_a_reading_whose_it_is():
    assert called("result:surgery_57_2020.series.os_24m") == "overall survival, rate, 24 months, 57%"
    assert called("reading:surgery_57_2020.n") == "n (surgery 57 2020)"


def test_an_evidence_line_says_in_which_direction_it_speaks_for_what():
    name = "line:local_consolidation_added_beneficial.gomez_2016"
    assert called(name).startswith("supports: ")
    assert called(name).endswith("; Gomez 2016 (NCT01725165)")
    assert called(name, "de").startswith("stützt: ")


def test_what_a_rule_could_not_test_says_the_rule_and_why():
    checks = records.of_class(session.backend(), "lg:UntestedCheck")
    named = session.labels(tuple(checks), "de")
    assert named.keys() == checks.keys()
    assert all(named[name].startswith(name.rpartition("/")[2].partition("-")[0] + ": ") for name in checks)


def test_of_two_languages_the_one_that_is_there_is_taken():
    assert called("study:gomez_2016", "de") == called("study:gomez_2016", "en") == "Gomez 2016 (NCT01725165)"
