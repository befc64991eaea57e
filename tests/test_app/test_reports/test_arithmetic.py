"""The arithmetic of findings in words: in each language its own terms, and what is quoted as it stands."""

import re

import pytest

from app.reports import arithmetic
from kg_build.audit.judge import judge
from ontology.labels import labels
from tests.audit_quality.measure import generators

#: What an English formula says and a German one does not, unless it quotes.
ENGLISH = {both["en"] for both in labels().values() if both["en"] != both["de"]} | {
    "cited", "statements", "searches", "edition", "entry", "section", "snapshot", "results", "mo", "low", "very low", "newer",
}  # fmt: skip
#: Rules whose formulas hold words of the text or of a publication.
QUOTING = {"R2", "E1", "L4", "L7"}


@pytest.fixture(scope="module")
def formulas():
    """The formulas of planted errors of each rule."""
    cases = [case for known in generators() if known.planted is not None for case in known.cases(4)]
    return {
        (finding.rule, finding.formula) for case in cases for finding in judge(case.facts).findings if finding.formula
    }  # fmt: skip


def test_a_german_formula_has_no_english_terms(formulas):
    assert len({rule for rule, _ in formulas}) > 30
    for rule, formula in formulas:
        parts = set(re.split(r"; |: |, | [⊥→∉⊆=≠><?-] ?| (?=\d)", arithmetic.told(formula, "de")))
        assert rule in QUOTING or not parts & ENGLISH, formula


def test_numbers_of_a_formula_stay_the_same(formulas):
    for _, formula in formulas:
        for language in ("de", "en"):
            told = arithmetic.told(formula, language)
            assert re.findall(r"\d+", told) == re.findall(r"\d+", formula)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("journal: The Lancet: randomised, controlled ≠ Lung Cancer", "Zeitschrift: The Lancet: randomised, controlled ≠ Lung Cancer"),
        ("typo: mixed: 1.5", "Schreibweise: mixed: 1.5"),
        ("{4.1} ∉ section", "{4.1} ∉ Abschnitte"),
        ("10.1093/jnci/djac015: retraction 2024-05-01", "10.1093/jnci/djac015: Zurückziehung 2024-05-01"),
        ("a randomised trial: ∅", "a randomised trial: ∅"),
    ],
)  # fmt: skip
def test_what_is_quoted_stays_as_it_is(formula, said):
    assert arithmetic.told(formula, "de") == said
