"""Where it comes from: studies, their publications and registrations, and every value as it was read."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar, Literal

from kg_build.model.base import Entity, Prop, Ref, Text
from kg_build.model.population import Group

Design = Literal[
    "prospective", "retrospective", "randomised", "nonRandomised", "singleArm", "controlled", "multicentre",
    "singleCentre", "caseSeries", "cohortStudy", "caseControl", "registryStudy", "systematicReview",
    "metaAnalysis", "individualPatientData", "prognosticModel", "guideline", "consensus", "classification",
    "survey", "protocol", "thesis", "designNotReported",
]  # fmt: skip
Phase = Literal["phase1", "phase2", "phase2to3", "phase3", "phase4"]


class Reading(Entity):
    """One value as it was read in a source: the anchor of a curated fact.

    ``aspect`` is the path of the value (``results.median_OS``); ``value`` is what was read, ``status``
    whether it was (``verified``), is only known by hearsay (``unverified``) or was deliberately left out.
    """

    rdf_type: ClassVar[str] = "lg:Reading"
    kind: ClassVar[str] = "reading"
    named_by: ClassVar[str] = "aspect"

    aspect: Annotated[str, Prop("lg:aspect")]
    value: Annotated[str | None, Prop("lg:readValue")] = None
    status: Annotated[Literal["verified", "unverified", "leftOut"], Prop("lg:readingStatus")]
    sources: Annotated[tuple[Ref, ...], Prop("dcterms:source")] = ()
    read_in: Annotated[str | None, Prop("lg:readIn")] = None
    note: Annotated[str | None, Prop("lg:note")] = None


class Publication(Entity):
    """A paper, an abstract, a thesis, a notice: a report on a study, never the study itself."""

    rdf_type: ClassVar[str] = "lg:Publication"
    kind: ClassVar[str] = "publication"

    form: Annotated[
        Literal["journalArticle", "congressAbstract", "thesisChapter", "protocolPaper", "guidelineDocument",
                "newsReport", "formNotReported"],
        Prop("lg:publicationForm"),
    ]  # fmt: skip
    title: Annotated[str | None, Prop("dcterms:title")] = None
    authors: Annotated[str | None, Prop("lg:authors")] = None
    journal: Annotated[str | None, Prop("lg:journal")] = None
    year: Annotated[int | None, Prop("lg:year")] = None
    issued: Annotated[dt.date | None, Prop("dcterms:issued")] = None
    volume: Annotated[str | None, Prop("lg:volume")] = None
    issue: Annotated[str | None, Prop("lg:issue")] = None
    pages: Annotated[str | None, Prop("lg:pages")] = None
    doi: Annotated[str | None, Prop("lg:doi")] = None
    pmid: Annotated[str | None, Prop("lg:pmid")] = None
    pmcid: Annotated[str | None, Prop("lg:pmcid")] = None
    integrity: Annotated[
        Literal["retracted", "expressionOfConcern", "corrected"] | None, Prop("lg:integrity")
    ] = None
    readings: Annotated[tuple[Ref, ...], Prop("lg:readFrom")] = ()


class Registration(Entity):
    """The entry of a study in a trial register."""

    rdf_type: ClassVar[str] = "lg:Registration"
    kind: ClassVar[str] = "registration"

    number: Annotated[str, Prop("lg:registrationNumber")]
    registry: Annotated[str | None, Prop("lg:registry")] = None
    readings: Annotated[tuple[Ref, ...], Prop("lg:readFrom")] = ()


class Study(Entity):
    """What was done with patients, once, however often it was published.

    ``design`` holds what we take to be so, each code a fact of its own; what a text calls the study is
    a claim of that text (see Statement). ``identified`` is ``notIdentified`` for a series that a guideline
    names only by its town.
    """

    rdf_type: ClassVar[str] = "lg:Study"
    kind: ClassVar[str] = "study"

    design: Annotated[tuple[Design, ...], Prop("lg:hasDesign")] = ()
    phase: Annotated[Phase | None, Prop("lg:phase")] = None
    identified: Annotated[Literal["identified", "notIdentified"], Prop("lg:identification")] = "identified"
    progress: Annotated[
        Literal["completed", "stoppedEarly", "ongoing", "progressUnknown", "progressNotReported"],
        Prop("lg:progress"),
    ] = "progressNotReported"
    recruited_from: Annotated[int | None, Prop("lg:recruitedFrom")] = None
    recruited_to: Annotated[int | None, Prop("lg:recruitedTo")] = None
    disease_definition: Annotated[Text | None, Prop("lg:diseaseDefinition")] = None
    role_in_corpus: Annotated[str | None, Prop("lg:roleInCorpus")] = None
    interventions: Annotated[tuple[Ref, ...], Prop("lg:studiesIntervention")] = ()
    endpoints: Annotated[tuple[Ref, ...], Prop("lg:primaryEndpoint")] = ()
    shares_participants_with: Annotated[tuple[Ref, ...], Prop("lg:sharesParticipantsWith")] = ()
    updates: Annotated[tuple[Ref, ...], Prop("cito:updates")] = ()
    pools: Annotated[tuple[Ref, ...], Prop("lg:pools")] = ()
    publications: Annotated[tuple[Publication, ...], Prop("lg:reportsOn", inverse=True)] = ()
    registrations: Annotated[tuple[Registration, ...], Prop("lg:registers", inverse=True)] = ()
    groups: Annotated[tuple[Group, ...], Prop("lg:groupOf", inverse=True)] = ()
    readings: Annotated[tuple[Reading, ...], Prop("lg:readingOn", inverse=True)] = ()
    design_readings: Annotated[tuple[Ref, ...], Prop("lg:designReadFrom")] = ()
