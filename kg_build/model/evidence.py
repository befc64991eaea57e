"""How a claim and its evidence hang together: propositions, evidence lines, levels, gaps, disagreements."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from kg_build.model.base import Entity, Prop, Ref, Text
from kg_build.model.population import Criterion, InterventionComponent, Population


class Proposition(Entity):
    """The claim itself, without anyone claiming it: who, what, against what, on what, and under what condition.

    Statements, editions and studies share propositions. The condition is part of the proposition:
    "no longer prognostic after definitive therapy" does not contradict "prognostic".
    """

    rdf_type: ClassVar[str] = "lg:Proposition"
    kind: ClassVar[str] = "proposition"

    population: Annotated[Population | None, Prop("lg:population")] = None
    interventions: Annotated[tuple[InterventionComponent, ...], Prop("lg:proposes")] = ()
    factor: Annotated[tuple[Criterion, ...], Prop("lg:prognosticFactor")] = ()
    factor_text: Annotated[Text | None, Prop("lg:factor")] = None
    comparator: Annotated[Text | None, Prop("lg:comparatorText")] = None
    outcomes: Annotated[tuple[Ref, ...], Prop("lg:hasOutcome")] = ()
    effect: Annotated[
        Literal["beneficial", "harmful", "noEffect", "adversePrognosis", "goodPrognosis", "noAssociation",
                "appropriate", "descriptiveEffect"],
        Prop("lg:hasEffect"),
    ]  # fmt: skip
    condition: Annotated[Text | None, Prop("lg:condition")] = None
    condition_criteria: Annotated[tuple[Criterion, ...], Prop("lg:conditionCriterion")] = ()


class Directness(Entity):
    """How directly the evidence answers, for one of population, intervention, comparator and outcome."""

    rdf_type: ClassVar[str] = "lg:Directness"
    kind: ClassVar[str] = "directness"

    element: Annotated[
        Literal["populationElement", "interventionElement", "comparatorElement", "outcomeElement"],
        Prop("lg:directnessOf"),
    ]
    degree: Annotated[Literal["direct", "partlyDirect", "indirect"], Prop("lg:degree")]
    reason: Annotated[Text | None, Prop("lg:reason")] = None


class EvidenceLine(Entity):
    """The step from some results to one proposition.

    A guideline seldom says that a study proves a claim. It says: these results, taken together, support
    it this strongly. That judgement belongs to whoever makes it (``asserted_by``), not to the study, so
    two guidelines may weigh one result differently and both be recorded faithfully.

    >>> EvidenceLine(id="line:1", bears_on="proposition:7", direction="supports", strength="weak",
    ...              rests_on=("result:3",)).direction
    'supports'
    """

    rdf_type: ClassVar[str] = "lg:EvidenceLine"
    kind: ClassVar[str] = "line"

    bears_on: Annotated[Ref, Prop("lg:bearsOn")]
    direction: Annotated[Literal["supports", "disputes", "inconclusive"], Prop("lg:direction")]
    strength: Annotated[
        Literal["strong", "moderate", "weak", "strengthNotStated"] | None, Prop("lg:strength")
    ] = None
    rests_on: Annotated[tuple[Ref, ...], Prop("lg:restsOn")]
    directness: Annotated[tuple[Directness, ...], Prop("lg:directness")] = ()
    condition: Annotated[Text | None, Prop("lg:condition")] = None
    reason: Annotated[Text | None, Prop("lg:reason")] = None
    asserted_by: Annotated[Ref | None, Prop("lg:assertedBy")] = None
    stated_in: Annotated[tuple[Ref, ...], Prop("lg:statedIn")] = ()


class LevelAssessment(Entity):
    """A level of evidence, given to one use of evidence by somebody, under one scheme and edition.

    ``system`` is the family (Oxford), ``scheme`` its edition (Oxford 2009); where the text does not say
    which edition, ``edition_status`` is ``notStated`` and there is no scheme. Never computed: as stated.
    """

    rdf_type: ClassVar[str] = "lg:LevelAssessment"
    kind: ClassVar[str] = "level"

    target: Annotated[Ref, Prop("lg:assesses")]
    system: Annotated[Ref, Prop("lg:levelSystem")]
    scheme: Annotated[Ref | None, Prop("lg:levelScheme")] = None
    edition_status: Annotated[Literal["stated", "notStated"], Prop("lg:editionStatus")]
    level: Annotated[Ref | None, Prop("lg:hasLevel")] = None
    printed: Annotated[str, Prop("lg:printed")]
    outcome: Annotated[Ref | None, Prop("lg:endpoint")] = None
    asserted_by: Annotated[Ref, Prop("lg:assertedBy")]
    stated_in: Annotated[tuple[Ref, ...], Prop("lg:statedIn")] = ()


Difference = Literal[
    "inPopulation", "inCondition", "inTime", "inDefinition", "inEditionUsed", "inDesign", "inValue", "inStatistic",
    "inDenominator", "inWording",
]  # fmt: skip


class Contradiction(Entity):
    """Two or more records that do not agree, in what they differ, and whether that is explained."""

    rdf_type: ClassVar[str] = "lg:Contradiction"
    kind: ClassVar[str] = "contradiction"

    members: Annotated[tuple[Ref, ...], Prop("lg:member")]
    differs: Annotated[tuple[Difference, ...], Prop("lg:differs")]
    status: Annotated[Literal["open", "explained", "apparent"], Prop("lg:contradictionStatus")]
    explanation: Annotated[Text, Prop("lg:explanation")]


class EvidenceGap(Entity):
    """What was looked for and not found, and why: an empty answer is an answer and needs a reason."""

    rdf_type: ClassVar[str] = "lg:EvidenceGap"
    kind: ClassVar[str] = "gap"

    population: Annotated[Population, Prop("lg:population")]
    interventions: Annotated[tuple[Ref, ...], Prop("lg:intervention")] = ()
    outcomes: Annotated[tuple[Ref, ...], Prop("lg:hasOutcome")] = ()
    gap_reason: Annotated[
        Literal["noneFound", "notSeparable", "excludedFromStudies", "notReported"], Prop("lg:gapReason")
    ]
    explanation: Annotated[Text, Prop("lg:explanation")]
    may_be_closed_by: Annotated[tuple[Ref, ...], Prop("lg:mayBeClosedBy")] = ()


class CandidateLink(Entity):
    """A study or edition that a text may mean, with the reason: a candidate, not a fact."""

    rdf_type: ClassVar[str] = "lg:CandidateLink"
    kind: ClassVar[str] = "candidate"

    candidate_for: Annotated[Ref, Prop("lg:candidateFor")]
    candidate: Annotated[Ref, Prop("lg:candidate")]
    likelihood: Annotated[Literal["likely", "possible", "doubtful"], Prop("lg:likelihood")]
    reason: Annotated[Text, Prop("lg:reason")]
    stated_in: Annotated[tuple[Ref, ...], Prop("lg:statedIn")] = ()
