"""Python names of our classes, properties and codes: a misspelt one is an error where it is written.

The three lists are equal to ``core.ttl``; a test holds them so.
"""

from __future__ import annotations

from difflib import get_close_matches

from ontology.errors import UnknownTerm
from ontology.namespaces import PREFIXES

_CLASSES = """
    AnalysisSet Anchor Arm AuditRule Axis BackgroundStatement Basis CandidateLink CategoryAxis
    CitationStatement ClassificationEdition Code Cohort ConsensusClass Contradiction ContradictionStatus
    Criterion CuratedUnit DatesStatus Decision Definition Derivation Design Difference Direction
    Directness DirectnessDegree EditionStatus Effect Endpoint Estimation EvidenceGap EvidenceLevel
    EvidenceLine EvidenceStatement Exclusivity Finding FlagAxis GapReason GradingStatement Group
    Guideline GuidelineClass GuidelineEdition HeldAgainst HierarchyAxis Identification Implication
    Integrity Intervention InterventionComponent Level LevelAssessment LevelScheme LevelSystem
    Likelihood LimitStatus Modality NumberStatus Passage Patient Phase Polarity Population PrintedValue
    PrintStatus Progress Proposition Publication PublicationForm QuestionElement RangeAxis Reading
    ReadingStatus Recommendation RecommendationGrade Record Registration ResearchRecommendation Result
    ResultReport ResultRole RevisionStatus Section Severity Significance Statement Statistic Stratum
    Strength Study StudyDescription Target TermUse UnitStatus UntestedCheck Use ValueStatus Verdict
"""

_PROPERTIES = """
    about anchor anyOf approximator aspect assertedBy asserts assesses assumption authors basis
    basisNote bearsOn broaderClosure byRule candidate candidateFor characters ciHigh ciHighStatus
    ciLevel ciLow citedAs claimedDesign claimedPhase comparator comparatorText comparesWith condition
    conditionCriterion consensusAbove consensusClass consensusPercent consensusStatus consensusUpTo
    contradictionStatus corpus countsPartOf coveredBy crossReferenceText datesStatus decidedBy decidedOn decides
    decisionReason defaultEdition degree derivedObject derivedPredicate derivedSubject describedAs
    designRank designReadFrom differs direction directness directnessOf diseaseDefinition doi editionOf
    editionStated editionStatus endpoint estimation events exclusivity explanation factor fileName
    fileSha256 findingMember findingText formula foundAt foundBy gapReason grade gradeStatus group
    groupOf guidelineClass hasCriterion hasDesign hasEffect hasLevel hasOutcome heldAgainst
    identification if includedIn incompatibleWith inEdition inputs inputsDigest integrity intervention
    inUnit issue journal levelOfDesign levelOfReview levelOrder levelScheme levelSystem likelihood maximum maximumValue
    mayBeClosedBy mayCarryMinus meaningGiven measure member message minimum minimumValue modality
    modalityNote months n neverExceeds noneOf note nStatus ofEdition ofStudy onAxis pages paraphrase participants
    percent percentPrinted phase phrasePattern pmcid pmid polarity pools population possibleDenominator
    pPrinted primaryEndpoint printed printsValue prognosticFactor progress proposes publicationForm
    questionColumn rationale readFrom readIn readingOn readingStatus readValue reason received receivedIntervention
    recruitedFrom recruitedTo referenceMarker registerCode registerNumber registers registerSystem
    registrationNumber registry reportsOn restsOn restsOnStatement restsOnStudy resultRole revisionStatus
    revisionYear roleInCorpus ruleCode ruleSource ruleVersion schemeEdition schemeOf searchedUntil
    sectionNumber severity sharesParticipantsWith significance spanSha256 statedIn statementOf statistic
    statisticClaimed stratumOf strength studiesIntervention suggestion target termMeans termPrinted then
    timeOrigin unit unitStatus untestedBy use useReason usesTerm value valueHigh valueStatus
    variantLabel variantOf verdict version volume wordingAgainst wordingFor year
"""

_CODES = """
    accepted adversePrognosis against apparent appropriate association beneficial best calculated
    caseControl caseSeries citedStudy classification classificationSystem cohortStudy comparatorElement
    completed concordance congressAbstract consensus controlled corrected couldFuture count counted
    crossReference currentUnit danglingReference deferred definitional descriptive descriptiveEffect
    designNotReported direct disputes doubtful effect error estimated estimateNotStated
    excludedFromStudies explained expressionOfConcern favourable first for formNotReported goodPrognosis
    guideline guidelineDocument harm harmful hazardRatio identified impliedStudy important inconclusive
    inCondition inDefinition inDenominator inDesign indicative indirect individualPatientData
    inEditionUsed inference information inPopulation inStatistic intended interventionElement inTime
    inValue inWording isPrinted journalArticle justified leftOut likely limiting may mean meanDifference
    median metaAnalysis moderate modified most multicentre mustExclude neutral new newsReport
    noAssociation noEffect noneCited noneFound nonRandomised notAModality notApplicable notIdentified
    notPrinted notReached notReported notSeparable notSignificant notStated notUsed oddsRatio ongoing
    only open other outcome outcomeElement partlyDirect phase1 phase2 phase2to3 phase3 phase4
    populationElement possible prognostic prognosticModel progressNotReported progressUnknown proportion
    prospective protocol protocolPaper randomised range rate reaffirmed registryStudy rejected reported
    retracted retrospective revisionNotPrinted riskRatio seriesNamedByCentre shall should significant
    singleArm singleCentre sourceFacts stated stoppedEarly strengthNotStated strong superseded supports
    survey systematicReview textItself thesis thesisChapter unfavourable unspecifiedSeries unverified
    used verified warning weak
"""
CLASSES = frozenset(_CLASSES.split())
PROPERTIES = frozenset(_PROPERTIES.split())
CODES = frozenset(_CODES.split())


class Vocabulary:
    """The terms of one namespace, by name.

    >>> LG.Study
    'https://w3id.org/leitgraph/ontology/Study'
    >>> LG["if"]
    'https://w3id.org/leitgraph/ontology/if'
    >>> LG.StudyDescriptoin
    Traceback (most recent call last):
    ontology.errors.UnknownTerm: 'StudyDescriptoin' is no term of https://w3id.org/leitgraph/ontology/
      next: did you mean StudyDescription?
    """

    def __init__(self, base: str, names: frozenset[str]) -> None:
        self._base = base
        self._names = names

    def __getitem__(self, name: str) -> str:
        if name in self._names:
            return self._base + name
        near = "".join(get_close_matches(name, sorted(self._names), n=1))
        raise UnknownTerm(
            f"{name!r} is no term of {self._base}",
            next_step=f"did you mean {near}?" if near else "declare it in core.ttl and terms.py first",
        )

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):  # Python itself asks for such names and expects this error
            raise AttributeError(name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names


#: The core vocabulary.
LG = Vocabulary(PREFIXES["lg"], CLASSES | PROPERTIES | CODES)
