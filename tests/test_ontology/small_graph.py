"""One complete, faultless record of each kind, in a field of medicine that nobody ships; for the tests of the shapes."""

from rdflib import Graph

from kg_build.model import (
    Anchor,
    CandidateLink,
    Cohort,
    Contradiction,
    Criterion,
    Directness,
    EvidenceGap,
    EvidenceLine,
    Guideline,
    GuidelineEdition,
    InterventionComponent,
    LevelAssessment,
    Passage,
    Population,
    Proposition,
    Publication,
    Reading,
    Recommendation,
    Result,
    Section,
    Stratum,
    Study,
    Text,
    Unit,
)
from kg_build.quads import unit_triples
from ontology import CORE_MODULES, folder

EX = "https://example.org/"
HASH = "0" * 64
WORDS = Text(de="Worte", en="words")

DOMAIN = """
@prefix ex: <https://example.org/> . @prefix lg: <https://w3id.org/leitgraph/ontology/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:severity a owl:ObjectProperty, owl:FunctionalProperty, lg:CategoryAxis ; rdfs:domain lg:Patient ; rdfs:range ex:Severity .
ex:Severity a owl:Class .
ex:Mild a owl:Class ; rdfs:subClassOf ex:Severity ; owl:disjointWith ex:Severe .
ex:Severe a owl:Class ; rdfs:subClassOf ex:Severity ; owl:disjointWith ex:Mild .
ex:relapses a owl:DatatypeProperty, owl:FunctionalProperty, lg:RangeAxis ; rdfs:domain lg:Patient ; rdfs:range xsd:integer .
ex:Injection a owl:Class ; rdfs:subClassOf lg:Intervention .
ex:Joint a lg:Target .
ex:Relapse a lg:Endpoint .
"""


def criterion(name, *values):
    return Criterion(
        id=f"criterion:{name}", axis=f"{EX}severity", any_of=tuple(EX + value for value in values)
    )


def stratum(name, count, value):
    return Stratum(
        id=f"stratum:s.{name}",
        n=count,
        criteria=(criterion(f"s.{name}", value),),
        readings=("reading:s.counts",),
    )


def component(name):
    return InterventionComponent(
        id=f"component:{name}", intervention=f"{EX}Injection", targets=(f"{EX}Joint",), n=39
    )


STUDY = Study(
    id="study:s",
    design=("prospective", "randomised", "controlled"),
    interventions=(f"{EX}Injection",),
    publications=(Publication(id="publication:s.paper", form="journalArticle"),),
    readings=(Reading(id="reading:s.counts", aspect="counts", status="verified"),),
    groups=(
        Cohort(
            id="cohort:s.all",
            n=39,
            asserted_by="publication:s.paper",
            criteria=(criterion("s.all", "Mild", "Severe"),),
            received=(component("s"),),
            strata=(stratum("mild", 20, "Mild"), stratum("severe", 19, "Severe")),
            results=(
                Result(
                    id="result:s.relapse", endpoint=f"{EX}Relapse", statistic="rate", printed="13", value=13,
                    n=39, events=5, readings=("reading:s.counts",),
                ),
            ),
        ),
    ),
)  # fmt: skip

GUIDELINE = Guideline(
    id="guideline:g",
    editions=(GuidelineEdition(id="edition:g.one", sections=(Section(id="section:g.one.2"),)),),
)

PASSAGE = Passage(
    id="passage:p", file_name="p.txt", file_sha256=HASH, characters=100, language="de", part_of="section:g.one.2",
    statements=(
        Recommendation(
            id="statement:p.1", paraphrase=WORDS, modality="should", polarity="for", grade="lev:awmf-grade-B",
            grade_status="isPrinted", consensus_class="lev:awmf-consensus-strong", consensus_status="isPrinted",
            asserts=("proposition:x",), basis="citedStudy", cites=("study:s",),
            anchors=(Anchor(id="anchor:p.1", start=0, end=50, span_sha256=HASH),),
        ),
    ),
)  # fmt: skip

CLAIMS = (
    Proposition(
        id="proposition:x", effect="beneficial", outcomes=(f"{EX}Relapse",), interventions=(component("x"),),
        population=Population(id="population:x", criteria=(criterion("x", "Severe"),)),
    ),
    EvidenceLine(
        id="line:x", bears_on="proposition:x", direction="supports", strength="weak", rests_on=("result:s.relapse",),
        directness=(
            Directness(id="directness:x", element="populationElement", degree="partlyDirect", reason=WORDS),
        ),
    ),
    LevelAssessment(
        id="level:x", target="line:x", system="lev:oxford", scheme="lev:oxford-2009-therapy",
        edition_status="stated", level="lev:oxford-2009-therapy-2b", printed="2b",
        asserted_by="edition:g.one", stated_in=("statement:p.1",),
    ),
    Contradiction(
        id="contradiction:x", members=("statement:p.1", "result:s.relapse"), differs=("inPopulation",),
        status="explained", explanation=WORDS,
    ),
    EvidenceGap(
        id="gap:x", population=Population(id="population:gap", criteria=(criterion("gap", "Severe"),)),
        interventions=(f"{EX}Injection",), gap_reason="notSeparable", explanation=WORDS,
    ),
    CandidateLink(
        id="candidate:x", candidate_for="statement:p.1", candidate="study:s", likelihood="likely", reason=WORDS
    ),
)  # fmt: skip

UNIT = Unit(
    id="graph:test.small", corpus="test", file_name="small.yaml", curated_by="The Leitgraph authors",
    curated_on="2026-11-01", licence="https://creativecommons.org/licenses/by/4.0/",
)  # fmt: skip


def vocabulary():
    """Core, levels and the invented field."""
    graph = Graph().parse(data=DOMAIN, format="turtle")
    for name in CORE_MODULES:
        graph.parse(data=(folder() / name).read_text("utf-8"), format="turtle")
    return graph


def records():
    """The records as triples."""
    lines = unit_triples(UNIT, (STUDY, GUIDELINE, PASSAGE, *CLAIMS))
    return Graph().parse(data="".join(f"{line} .\n" for line in lines), format="nt")
