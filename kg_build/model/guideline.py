"""What a guideline says, and where: editions, passages, statements and their anchors."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar, Literal

from kg_build.model.base import Entity, Number, Prop, Ref, Text
from kg_build.model.study import Design

Modality = Literal[
    "shall", "should", "may", "justified", "important", "mustExclude", "couldFuture", "indicative",
    "definitional", "intended", "notAModality",
]  # fmt: skip
Polarity = Literal["for", "against", "neutral", "favourable", "unfavourable", "noAssociation", "limiting"]
Basis = Literal[
    "noneCited", "citedStudy", "impliedStudy", "seriesNamedByCentre", "unspecifiedSeries", "crossReference",
    "danglingReference", "inference", "classificationSystem",
]  # fmt: skip


class Anchor(Entity):
    """Where in the source the claim stands: a stretch of one file, and the hash of its words.

    ``start`` and ``end`` count Unicode code points from the start of the file, the end not included.
    The words themselves are not kept; with the user's own copy of the file the anchor is verified.
    """

    rdf_type: ClassVar[str] = "lg:Anchor"
    kind: ClassVar[str] = "anchor"

    start: Annotated[int, Prop("oa:start")]
    end: Annotated[int, Prop("oa:end")]
    span_sha256: Annotated[str, Prop("lg:spanSha256")]


class PrintedValue(Entity):
    """A number as a text prints it, with all that a reader may think it refers to. Not judged here.

    ``denominators`` are the counts that could be meant where the text prints none.
    """

    rdf_type: ClassVar[str] = "lg:PrintedValue"
    kind: ClassVar[str] = "printed"

    measure: Annotated[str, Prop("lg:measure")]
    endpoint: Annotated[Ref | None, Prop("lg:endpoint")] = None
    statistic: Annotated[str | None, Prop("lg:statisticClaimed")] = None
    printed: Annotated[str | None, Prop("lg:printed")] = None
    value: Annotated[Number | None, Prop("lg:value")] = None
    n: Annotated[int | None, Prop("lg:n")] = None
    percent: Annotated[Number | None, Prop("lg:percent")] = None
    percent_printed: Annotated[str | None, Prop("lg:percentPrinted")] = None
    denominators: Annotated[tuple[int, ...], Prop("lg:possibleDenominator")] = ()
    minimum: Annotated[Number | None, Prop("lg:minimumValue")] = None
    maximum: Annotated[Number | None, Prop("lg:maximumValue")] = None
    unit: Annotated[str | None, Prop("lg:unit")] = None
    months: Annotated[Number | None, Prop("lg:months")] = None
    approximator: Annotated[str | None, Prop("lg:approximator")] = None
    kaplan_meier: Annotated[
        Literal["estimated", "counted", "estimateNotStated"] | None, Prop("lg:estimation")
    ] = None
    compares_with: Annotated[tuple[Ref, ...], Prop("lg:comparesWith")] = ()


class TermUse(Entity):
    """A term of a classification as a text uses it: the word, the edition it names, the meaning it gives."""

    rdf_type: ClassVar[str] = "lg:TermUse"
    kind: ClassVar[str] = "text"

    term: Annotated[str, Prop("lg:termPrinted")]
    edition_stated: Annotated[Ref | None, Prop("lg:editionStated")] = None
    means: Annotated[tuple[Ref, ...], Prop("lg:termMeans")] = ()
    meaning_given: Annotated[Text | None, Prop("lg:meaningGiven")] = None


class Statement(Entity):
    """One claim of a passage, in our own words, with its anchor: what the text says, right or wrong.

    Grade, modality, polarity and consensus are four facts; each is given or said to be not printed.
    ``asserts`` is the proposition; several statements may assert the same one.
    """

    rdf_type: ClassVar[str] = "lg:Statement"
    kind: ClassVar[str] = "statement"

    paraphrase: Annotated[Text, Prop("lg:paraphrase")]
    modality: Annotated[Modality, Prop("lg:modality")]
    modality_note: Annotated[Text | None, Prop("lg:modalityNote")] = None
    polarity: Annotated[Polarity, Prop("lg:polarity")]
    grade: Annotated[Ref | None, Prop("lg:grade")] = None
    grade_status: Annotated[Literal["isPrinted", "notPrinted", "notApplicable"], Prop("lg:gradeStatus")]
    consensus_class: Annotated[Ref | None, Prop("lg:consensusClass")] = None
    consensus_percent: Annotated[Number | None, Prop("lg:consensusPercent")] = None
    consensus_status: Annotated[
        Literal["isPrinted", "notPrinted", "notApplicable"], Prop("lg:consensusStatus")
    ] = "notPrinted"
    revision_status: Annotated[
        Literal["new", "modified", "reaffirmed", "revisionNotPrinted"], Prop("lg:revisionStatus")
    ] = "revisionNotPrinted"
    revision_year: Annotated[int | None, Prop("lg:revisionYear")] = None
    condition: Annotated[Text | None, Prop("lg:condition")] = None
    asserts: Annotated[tuple[Ref, ...], Prop("lg:asserts")] = ()
    basis: Annotated[Basis, Prop("lg:basis")]
    basis_note: Annotated[Text | None, Prop("lg:basisNote")] = None
    cites: Annotated[tuple[Ref, ...], Prop("cito:cites")] = ()
    cited_as: Annotated[str | None, Prop("lg:citedAs")] = None
    rests_on_statements: Annotated[tuple[Ref, ...], Prop("lg:restsOnStatement")] = ()
    cross_references: Annotated[tuple[str, ...], Prop("lg:crossReferenceText")] = ()
    reference_markers: Annotated[tuple[str, ...], Prop("lg:referenceMarker")] = ()
    about: Annotated[tuple[Ref, ...], Prop("lg:about")] = ()
    claimed_design: Annotated[tuple[Design, ...], Prop("lg:claimedDesign")] = ()
    claimed_phase: Annotated[Literal["phase1", "phase2", "phase3"] | None, Prop("lg:claimedPhase")] = None
    exclusivity: Annotated[Literal["only", "first", "best", "most"] | None, Prop("lg:exclusivity")] = None
    printed_values: Annotated[tuple[PrintedValue, ...], Prop("lg:printsValue")] = ()
    terms: Annotated[tuple[TermUse, ...], Prop("lg:usesTerm")] = ()
    anchors: Annotated[tuple[Anchor, ...], Prop("lg:anchor")] = ()


class Recommendation(Statement):
    """What should be done, or not done."""

    rdf_type: ClassVar[str] = "lg:Recommendation"


class ResearchRecommendation(Recommendation):
    """What should be studied or documented."""

    rdf_type: ClassVar[str] = "lg:ResearchRecommendation"


class EvidenceStatement(Statement):
    """What is held to be so, on the strength of evidence named or not."""

    rdf_type: ClassVar[str] = "lg:EvidenceStatement"


class BackgroundStatement(Statement):
    """What frames the others: epidemiology, rationale, custom."""

    rdf_type: ClassVar[str] = "lg:BackgroundStatement"


class Definition(Statement):
    """What a term is to mean, or whom the text speaks of."""

    rdf_type: ClassVar[str] = "lg:Definition"


class ResultReport(Statement):
    """A result of a study as this text reports it; the study's own figures are Results."""

    rdf_type: ClassVar[str] = "lg:ResultReport"


class StudyDescription(Statement):
    """How this text describes a study: its design, its patients, its treatment."""

    rdf_type: ClassVar[str] = "lg:StudyDescription"


class CitationStatement(Statement):
    """A reference, and nothing else."""

    rdf_type: ClassVar[str] = "lg:CitationStatement"


class GradingStatement(Statement):
    """A judgement on the quality, the level or the balance of the evidence."""

    rdf_type: ClassVar[str] = "lg:GradingStatement"


class Passage(Entity):
    """A stretch of guideline text as one file: its statements, and the hash that identifies the file."""

    rdf_type: ClassVar[str] = "lg:Passage"
    kind: ClassVar[str] = "passage"

    file_name: Annotated[str, Prop("lg:fileName")]
    file_sha256: Annotated[str, Prop("lg:fileSha256")]
    characters: Annotated[int, Prop("lg:characters")]
    language: Annotated[str, Prop("dcterms:language")]
    part_of: Annotated[Ref, Prop("dcterms:isPartOf")]
    statements: Annotated[tuple[Statement, ...], Prop("lg:statementOf", inverse=True)] = ()


class Section(Entity):
    """A chapter or section of an edition."""

    rdf_type: ClassVar[str] = "lg:Section"
    kind: ClassVar[str] = "section"

    number: Annotated[str | None, Prop("lg:sectionNumber")] = None


class GuidelineEdition(Entity):
    """One edition of a guideline, with its dates. An edition is what statements belong to."""

    rdf_type: ClassVar[str] = "lg:GuidelineEdition"
    kind: ClassVar[str] = "edition"

    version: Annotated[str | None, Prop("lg:version")] = None
    issued: Annotated[dt.date | None, Prop("dcterms:issued")] = None
    year: Annotated[int | None, Prop("lg:year")] = None
    searched_until: Annotated[dt.date | None, Prop("lg:searchedUntil")] = None
    valid_until: Annotated[dt.date | None, Prop("dcterms:valid")] = None
    dates_status: Annotated[Literal["reported", "notReported"], Prop("lg:datesStatus")] = "reported"
    identified: Annotated[Literal["identified", "notIdentified"], Prop("lg:identification")] = "identified"
    revision_of: Annotated[Ref | None, Prop("prov:wasRevisionOf")] = None
    sections: Annotated[tuple[Section, ...], Prop("dcterms:isPartOf", inverse=True)] = ()
    readings: Annotated[tuple[Ref, ...], Prop("lg:readFrom")] = ()


class Guideline(Entity):
    """A guideline as a work, over all its editions."""

    rdf_type: ClassVar[str] = "lg:Guideline"
    kind: ClassVar[str] = "guideline"

    guideline_class: Annotated[Ref | None, Prop("lg:guidelineClass")] = None
    register_number: Annotated[str | None, Prop("lg:registerNumber")] = None
    editions: Annotated[tuple[GuidelineEdition, ...], Prop("lg:editionOf", inverse=True)] = ()
