"""The plain edges that the build leaves, so that a question needs no walk and no sum."""

from decimal import Decimal

from kg_build.edges import participants, plain_edges
from kg_build.model import (
    AnalysisSet,
    Arm,
    Cohort,
    EvidenceLine,
    InterventionComponent,
    Result,
    Stratum,
    Study,
)
from kg_build.quads import integer, node


def found(name):
    return Result(id=f"result:{name}", endpoint="onc:OverallSurvival", statistic="rate", value=Decimal(1))


def line(*rests_on):
    return EvidenceLine(id="line:l", bears_on="proposition:p", direction="supports", rests_on=rests_on)


def triple(subject, prop, value):
    return f"{node(subject)} {node(prop)} {value if value.startswith(chr(34)) else node(value)}"


def test_a_line_on_a_study_and_a_line_on_its_result_rest_on_the_same_study():
    inner = Stratum(id="stratum:s.c.x", results=(found("deep"),))
    study = Study(id="study:s", groups=(Cohort(id="cohort:s.c", strata=(inner,)),))
    wanted = triple("line:l", "lg:restsOnStudy", "study:s")
    assert wanted in set(plain_edges([study, line("study:s")]))
    assert wanted in set(plain_edges([study, line("result:deep")]))
    both = [edge for edge in plain_edges([study, line("study:s", "result:deep")]) if edge == wanted]
    assert len(both) == 1


def test_a_stratum_is_of_the_study_of_its_group():
    study = Study(id="study:s", groups=(Cohort(id="cohort:s.c", strata=(Stratum(id="stratum:s.c.x", n=3),)),))
    assert triple("stratum:s.c.x", "lg:ofStudy", "study:s") in set(plain_edges([study]))


def test_a_stratum_was_treated_like_its_group_and_may_have_received_more():
    def component(name):
        return InterventionComponent(id=f"component:{name}", intervention=f"onc:{name}")

    part = Stratum(id="stratum:s.c.x", received=(component("Surgery"),))
    group = Cohort(id="cohort:s.c", received=(component("Chemotherapy"),), strata=(part,))
    made = set(plain_edges([Study(id="study:s", groups=(group,))]))
    assert triple("stratum:s.c.x", "lg:receivedIntervention", "onc:Chemotherapy") in made
    assert triple("stratum:s.c.x", "lg:receivedIntervention", "onc:Surgery") in made
    assert triple("cohort:s.c", "lg:receivedIntervention", "onc:Surgery") not in made


def test_shared_participants_are_shared_both_ways():
    assert triple("study:b", "lg:sharesParticipantsWith", "study:a") in set(
        plain_edges([Study(id="study:a", shares_participants_with=("study:b",)), Study(id="study:b")])
    )


def test_arms_add_up_and_other_groups_do_not():
    arms = Arm(id="arm:x", n=56, results=(found("x"),)), Arm(id="arm:y", n=63, results=(found("y"),))
    whole = AnalysisSet(id="analysis:z", n=99, results=(found("z"),))
    assert participants(Study(id="study:s", groups=arms)) == 119
    assert participants(Study(id="study:s", groups=(*arms, whole))) == 119
    assert participants(Study(id="study:s", groups=(arms[0], whole))) == 99
    assert triple("study:s", "lg:participants", integer(119)) in set(
        plain_edges([Study(id="study:s", groups=arms)])
    )


def test_a_group_without_results_or_without_a_number_or_not_used_does_not_count():
    groups = (
        Cohort(id="cohort:enrolled", n=40),
        Cohort(id="cohort:evaluable", n=39, results=(found("a"),)),
        Cohort(id="cohort:other_source", n=41, use="notUsed", results=(found("b"),)),
        Cohort(id="cohort:uncounted", n_status="notReported", results=(found("c"),)),
    )
    assert participants(Study(id="study:s", groups=groups)) == 39
    assert participants(Study(id="study:s", groups=groups[3:])) is None
    assert "participants" not in "".join(plain_edges([Study(id="study:s", groups=groups[3:])]))
