"""Each circumstance in which a rule on claims keeps silent, one by one: without it the rule would find something."""

import datetime as dt
from dataclasses import replace

import pytest

from kg_build.audit.claims import (
    Assertion,
    Cited,
    ClassificationUse,
    Consensus,
    DesignClaim,
    GradeStrength,
    LevelUse,
    PopulationUse,
    Reference,
    ReferenceData,
    Wording,
)
from kg_build.audit.evidence import (
    Candidate,
    Coverage,
    Currency,
    Integrity,
    Notice,
    SecondaryCitation,
    Superlative,
    Support,
)
from kg_build.audit.finding import Finding, Place, Suppressed
from kg_build.audit.judge import rules

HERE, THERE = Place(("urn:s",)), Place(("urn:t",))
DAY = dt.date(2026, 11, 21)
SINGLE, RANDOM = DesignClaim(HERE, "s", ("singleArm",)), DesignClaim(THERE, "s", ("randomised",))
ENTRY = replace(RANDOM, by="registry")
LEVEL = LevelUse(HERE, "s", "Oxford", "2b", "2009", "therapy", ("singleArm",))
VERB = Wording(HERE, "sollte", "A", "for", in_box=True, kind="recommendation")
STRONG = GradeStrength(HERE, "A", "low", "GRADE")
MIXED = PopulationUse(HERE, "g", "mixed", n=40, bounds=(0, 20))
FOR, AGAINST = Assertion(HERE, ("p", "i"), "beneficial"), Assertion(THERE, ("p", "i"), "harmful")
VOTE = Consensus(HERE, "strong", agreed=19, voted=20)
MARK = Reference(HERE, "d", "[7]", "marker")
CITED = ReferenceData(HERE, "s", Cited("Lancet", 2012), (Cited("JAMA", 2012),))
BARE = Support(HERE, empirical=True)
REVIEW = SecondaryCitation(HERE, "x", ("metaAnalysis",))
RETRACTED = Integrity(HERE, "x", "10.1/x", notices=(Notice("retraction"),), snapshot=DAY)
QUESTION = Coverage(HERE, "q", 1, 0, 0)
RIVAL = Candidate("r", dt.date(2014, 1, 1), ("prospective",))
ONLY = Superlative(HERE, "only", "s", ("prospective",), known_on=dt.date(2018, 3, 14), candidates=(RIVAL,))
OLD = Currency(HERE, "e", DAY, issued=dt.date(2012, 1, 1))
TERM = ClassificationUse(HERE, ("M1b",))

#: For each rule: facts in which it finds something, and for each suppressor the same facts in that circumstance.
CIRCUMSTANCES = {
    "L1": (
        (SINGLE, RANDOM),
        {
            "inPassing": (SINGLE, replace(RANDOM, in_passing=True)),
            "otherReport": (SINGLE, replace(RANDOM, report="stage 2")),
            "externalControl": (SINGLE, replace(RANDOM, designs=("controlled",), external_control=True)),
        },
    ),
    "L2": (
        (SINGLE, ENTRY),
        {
            "outdated": (SINGLE, replace(ENTRY, outdated=True)),
            "inPassing": (replace(SINGLE, in_passing=True), ENTRY),
        },
    ),
    "L3": ((LEVEL,), {"reasonGiven": (replace(LEVEL, reason="large effect"),)}),
    "L4": (
        (VERB,),
        {
            **{kind: (replace(VERB, kind=kind),) for kind in ("criterion", "quotation", "future", "protocol", "statement")},
            "expertConsensus": (replace(VERB, grade="EK"),),
        },
    ),
    "L5": (
        (STRONG,),
        {
            "consensusBased": (replace(STRONG, consensus_based=True),),
            "reasonGiven": (replace(STRONG, reason="no alternative"),),
        },
    ),
    "L6": (
        (MIXED,),
        {
            "subgroupReported": (replace(MIXED, subgroup_reported=True),),
            "mostlyThese": (replace(MIXED, bounds=(32, 40)),),
            "indirectnessStated": (replace(MIXED, indirectness_stated=True),),
        },
    ),
    "L7": ((FOR, AGAINST), {"scopeDiffers": (FOR, replace(AGAINST, condition="after surgery"))}),
    "L8": ((TERM,), {"anyEdition": (replace(TERM, terms=("M1c",)),)}),
    "L10": ((VOTE,), {"abstentions": (replace(VOTE, abstained=1),)}),
    "R1": (
        (MARK,),
        {
            "notAReference": (replace(MARK, not_a_reference=True),),
            "excerpt": (replace(MARK, role="entry", excerpt=True),),
        },
    ),
    "R2": (
        (CITED,),
        {
            "epubYear": (replace(CITED, claimed=Cited("JAMA", 2011)),),
            "otherReport": (replace(CITED, known=(Cited("JAMA", 2012), Cited("Lancet", 2012))),),
        },
    ),
    "R3": (
        (BARE,),
        {
            "consensusBased": (replace(BARE, consensus_based=True),),
            "notEmpirical": (replace(BARE, empirical=False),),
            "commonKnowledge": (replace(BARE, common_knowledge=True),),
        },
    ),
    "R4": ((REVIEW,), {"pooled": (replace(REVIEW, pooled=True),)}),
    "R5": (
        (RETRACTED,),
        {
            "reinstated": (replace(RETRACTED, notices=(Notice("retraction"), Notice("reinstatement"))),),
            "replaced": (replace(RETRACTED, notices=(Notice("retraction", replaced=True),)),),
        },
    ),
    "C1": ((QUESTION,), {"consensusBased": (replace(QUESTION, consensus_based=True),)}),
    "C2": (
        (ONLY,),
        {
            "otherQuestion": (replace(ONLY, candidates=(replace(RIVAL, same_question=False),)),),
            "later": (replace(ONLY, candidates=(replace(RIVAL, published=dt.date(2019, 1, 1)),)),),
        },
    ),
    "C3": ((OLD,), {"reaffirmed": (replace(OLD, reaffirmed=dt.date(2025, 1, 1)),)}),
}  # fmt: skip
ON_CLAIMS = [name for name in rules() if not name.startswith("N")]


@pytest.mark.parametrize("rule", CIRCUMSTANCES)
def test_without_any_circumstance_the_rule_finds_it(rule):
    assert [type(verdict) for verdict in rules()[rule].judge(CIRCUMSTANCES[rule][0])] == [Finding]


@pytest.mark.parametrize("rule", ON_CLAIMS)
def test_every_declared_circumstance_is_tested(rule):
    tested = {*CIRCUMSTANCES.get(rule, ((), {}))[1]} | ({"sameCause"} if rule == "R3" else set())
    assert tested == set(rules()[rule].about.suppressors)


@pytest.mark.parametrize(
    ("rule", "circumstance"), [(rule, name) for rule, (_, named) in CIRCUMSTANCES.items() for name in named]
)
def test_in_the_circumstance_the_rule_keeps_silent_and_says_why(rule, circumstance):
    [verdict] = rules()[rule].judge(CIRCUMSTANCES[rule][1][circumstance])
    assert verdict == Suppressed(rule, verdict.place, circumstance)


def test_what_rests_on_a_claim_without_a_source_is_no_second_finding():
    resting = replace(BARE, place=THERE, by_statements=("urn:s",))
    found, silent = rules()["R3"].judge([BARE, resting])
    assert isinstance(found, Finding)
    assert silent == Suppressed("R3", THERE, "sameCause")
