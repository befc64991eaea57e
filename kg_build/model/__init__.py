"""The model: what a record of the evidence graph is. Frozen, typed, and equal to the ontology (a test holds them)."""

from kg_build.model.audit import AuditRecord, AuditRule, Decision, Finding, UntestedCheck
from kg_build.model.base import Entity, FieldSpec, Number, Prop, Ref, Text, specs
from kg_build.model.evidence import (
    CandidateLink,
    Contradiction,
    Directness,
    EvidenceGap,
    EvidenceLine,
    LevelAssessment,
    Proposition,
)
from kg_build.model.guideline import (
    Anchor,
    BackgroundStatement,
    CitationStatement,
    Definition,
    EvidenceStatement,
    GradingStatement,
    Guideline,
    GuidelineEdition,
    Passage,
    PrintedValue,
    Recommendation,
    ResearchRecommendation,
    ResultReport,
    Section,
    Statement,
    StudyDescription,
    TermUse,
)
from kg_build.model.population import (
    AnalysisSet,
    Arm,
    Cohort,
    Criterion,
    Group,
    InterventionComponent,
    Population,
    Stratum,
)
from kg_build.model.result import Result
from kg_build.model.study import Publication, Reading, Registration, Study
from kg_build.model.unit import Unit

#: Every class of records, by the CURIE of its RDF class.
CLASSES: dict[str, type[Entity]] = {
    entity.rdf_type: entity
    for entity in (
        AnalysisSet, Anchor, Arm, AuditRule, BackgroundStatement, CandidateLink, CitationStatement, Cohort, Contradiction, Criterion, Decision, Definition, Directness, EvidenceGap, EvidenceLine, EvidenceStatement, Finding, GradingStatement, Guideline, GuidelineEdition, InterventionComponent, LevelAssessment, Passage, Population, PrintedValue, Proposition, Publication, Reading, Recommendation, Registration, ResearchRecommendation, Result, ResultReport, Section, Statement, Stratum, Study, StudyDescription, TermUse, Unit, UntestedCheck,
    )
}  # fmt: skip

__all__ = [
    "CLASSES", "AnalysisSet", "Anchor", "Arm", "AuditRecord", "AuditRule", "BackgroundStatement", "CandidateLink", "CitationStatement", "Cohort", "Contradiction", "Criterion", "Decision", "Definition", "Directness", "Entity", "EvidenceGap", "EvidenceLine", "EvidenceStatement", "FieldSpec", "Finding", "GradingStatement", "Group", "Guideline", "GuidelineEdition", "InterventionComponent", "LevelAssessment", "Number", "Passage", "Population", "PrintedValue", "Prop", "Proposition", "Publication", "Reading", "Recommendation", "Ref", "Registration", "ResearchRecommendation", "Result", "ResultReport", "Section", "Statement", "Stratum", "Study", "StudyDescription", "TermUse", "Text", "Unit", "UntestedCheck", "specs",
]  # fmt: skip
