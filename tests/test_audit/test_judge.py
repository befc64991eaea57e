"""How facts become an audit: stable names, a fixed order, nothing skipped in silence."""

from kg_build.audit.finding import Place
from kg_build.audit.judge import judge, rules
from kg_build.audit.numbers import Proportion
from kg_build.audit.printed import plain


def proportion(n=37, percent="87", denominators=(39, 40), **more):
    return Proportion(Place(("urn:s",)), "x", n, plain(percent), denominators, **more)


def test_a_percentage_that_no_declared_denominator_gives_is_found_with_its_arithmetic():
    [finding] = judge([proportion()]).findings
    assert finding.formula == "37/39 = 94.9 %; 37/40 = 92.5 %; 87 % ≙ 86.5 … 87.5"
    assert finding.inputs == {"n": 37, "percent": 87, "denominators": [39, 40]}


def test_any_declared_denominator_rescues_a_percentage_on_the_half_boundary_too():
    assert not judge([proportion(n=35)]).findings


def test_an_unknown_denominator_is_untested_and_said_so():
    [untested] = judge([proportion(denominators=())]).untested
    assert untested.reason.en == "denominator not known"


def test_the_name_of_a_finding_depends_on_rule_and_record_and_the_digest_on_the_numbers():
    [one], [other] = judge([proportion()]).findings, judge([proportion(n=36)]).findings
    assert one.id == other.id
    assert one.inputs_digest != other.inputs_digest


def test_every_rule_says_what_it_is_in_both_languages():
    for name, rule in rules().items():
        assert rule.id == name
        for words in (rule.about.title, rule.about.rationale, *rule.about.suppressors.values()):
            assert words.de
            assert words.en
        assert rule.about.source == "by definition" or rule.about.source.startswith("https://")
