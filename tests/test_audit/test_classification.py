"""Terms of a classification by edition, read from the domain modules."""

import pytest

from kg_build.audit.claims import ClassificationUse
from kg_build.audit.classification import of_modules, shipped
from kg_build.audit.finding import Finding, Place, Untested
from kg_build.audit.judge import rules
from ontology import CORE_MODULES, folder
from tests.test_build.test_other_field import FIELD

HERE = Place(("urn:s",))


def judged(terms, edition="", words="", equated=()):
    use = ClassificationUse(HERE, terms, edition, shipped().counts(words) if words else (), equated)
    return [one for one in rules()["L8"].judge([use]) if isinstance(one, Finding)]


@pytest.mark.parametrize(
    ("term", "editions"),
    [
        ("M1b", "TNM7 TNM8 TNM9"), ("M1c", "TNM8 TNM9"), ("IVA", "TNM8 TNM9"), ("N2a", "TNM9"), ("M1c2", "TNM9"),
        ("N3", "TNM7 TNM8 TNM9"), ("T1", "TNM7 TNM8 TNM9"), ("ypN2", "TNM7 TNM8 TNM9"), ("Stadium IVB", "TNM8 TNM9"), ("X9", ""),
    ],
)  # fmt: skip
def test_a_term_is_known_in_its_editions(term, editions):
    assert " ".join(shipped().readings(term)) == editions


@pytest.mark.parametrize("words", ["8", "TNM8", "TNM 8", "8. Auflage", "8th edition", "UICC 8"])
def test_an_edition_is_known_by_its_words(words):
    assert shipped().edition(words) == "TNM8"


@pytest.mark.parametrize("value", ["LocalStageIII", "N2", "M1b_TNM8", "StageIVA_TNM8"])
def test_the_word_for_a_value_reads_back_as_this_value(value):
    known = shipped()
    name = f"https://w3id.org/leitgraph/oncology/{value}"
    read = {one for part in known.readings(known.term(name, "de")).values() for one in part.any_of}
    assert read & (known.axes.taxonomy.above(name) | known.axes.taxonomy.below(name))


def test_a_finding_names_edition_term_what_is_allowed_and_both_categories():
    [found] = judged(("M1b",), "TNM8", "3 Metastasen")
    assert {key: found.inputs[key] for key in ("edition", "term", "allowed", "found", "categories")} == {
        "edition": "TNM8", "term": "M1b", "allowed": ["1"], "found": "3", "categories": ["M1b", "M1c"],
    }  # fmt: skip
    assert found.severity == "ERROR"
    assert found.assumptions


def test_what_only_part_of_the_patients_can_have_is_a_warning():
    [found] = judged(("M1b",), "TNM8", "1-4 Metastasen")
    assert found.severity == "WARN"
    assert "nur zum Teil" in found.message.de


def test_stage_iv_a_may_be_of_the_other_lung_so_several_lesions_are_a_warning():
    [found] = judged(("IVA",), "TNM8", "2-4 Fernmetastasen")
    assert (found.severity, found.inputs["categories"]) == ("WARN", ["IVA", "IVB"])


def test_a_term_without_edition_says_which_editions_the_count_leaves():
    [found] = judged(("M1b",), "", "3 Metastasen")
    assert (found.severity, found.inputs["allowed"]) == ("WARN", ["TNM7"])


def test_terms_of_no_common_edition_are_an_error_without_an_edition_too():
    [found] = judged(("IVA", "M1c"))
    assert found.severity == "ERROR"


def test_a_term_that_is_not_held_does_not_hide_the_others():
    assert judged(("X9", "IVA", "M1c"), "TNM8")
    [untested] = rules()["L8"].judge([ClassificationUse(HERE, ("X9",))])
    assert isinstance(untested, Untested)


def test_a_count_given_twice_is_not_taken_for_one_of_them():
    assert not shipped().counts("1 Metastase bei 35, 2-4 Metastasen bei 4 Patienten")


def test_a_module_of_another_field_has_its_own_terms():
    modules = [(folder() / name).read_bytes() for name in CORE_MODULES]
    known = of_modules([*modules, (FIELD / "domain.ttl").read_bytes()])
    assert not known.readings("M1b")
    assert known.axes.axes
