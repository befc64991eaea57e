"""A corpus of two files that builds: one study with a counted part and a result, one guideline with one statement."""

from pathlib import Path

from kg_build.pipeline import Settings

CORPUS = """\
schema: 1
name: small
title: {de: Kleines Beispiel, en: Small example}
licence: https://creativecommons.org/publicdomain/zero/1.0/
curated_by: nobody
as_of: 2026-11-01
domain: [oncology]
prefixes: {}
"""
STUDY = """\
curated_on: 2026-11-01
study:
  id: first
  label: {de: Erste, en: First}
  design: [prospective]
  publications:
    - id: paper
      form: journalArticle
  readings:
    - {aspect: n, value: '40', status: verified, sources: ['publication:first.paper']}
  groups:
    - id: all
      is: Cohort
      label: {de: alle, en: all}
      criteria:
        - {axis: 'onc:disease', any_of: ['onc:NSCLC']}
        - {axis: 'onc:nodalCategory', any_of: ['onc:N1', 'onc:N2']}
      n: 40
      asserted_by: publication:first.paper
      readings: ['reading:first.n']
      received:
        - intervention: onc:Surgery
          readings: ['reading:first.n']
      results:
        - id: os
          endpoint: onc:OverallSurvival
          statistic: median
          printed: '12.50'
          value: 12.5
          unit: mo
          asserted_by: publication:first.paper
          readings: ['reading:first.n']
      strata:
        - id: part
          label: {de: N2, en: N2}
          criteria:
            - {axis: 'onc:nodalCategory', any_of: ['onc:N2']}
          n: 10
          asserted_by: publication:first.paper
          readings: ['reading:first.n']
"""
GUIDELINE = """\
curated_on: 2026-11-01
guideline:
  id: small
  label: {de: Kleine Leitlinie, en: Small guideline}
  editions:
    - id: one
      label: {de: Erste, en: First}
passage:
  id: P
  file_name: p.md
  file_sha256: '0000000000000000000000000000000000000000000000000000000000000000'
  characters: 100
  language: de
  part_of: edition:small.one
  statements:
    - id: '1'
      is: EvidenceStatement
      paraphrase: {de: Operation hilft bei N2., en: Surgery helps in N2.}
      modality: notAModality
      polarity: favourable
      grade_status: notApplicable
      consensus_status: notApplicable
      basis: citedStudy
      asserts: ['proposition:helps']
      cites: ['study:first']
      claimed_design: [randomised, singleArm]
      anchors:
        - start: 0
          end: 10
          span_sha256: '0000000000000000000000000000000000000000000000000000000000000000'
proposition:
  id: helps
  label: {de: Operation hilft, en: Surgery helps}
  population:
    criteria:
      - {axis: 'onc:nodalCategory', any_of: ['onc:N2', 'onc:N1', 'onc:N0']}
  interventions:
    - intervention: onc:Surgery
  outcomes: ['onc:OverallSurvival']
  effect: beneficial
"""


def corpus(folder: Path, name: str = "small", study: str = STUDY, guideline: str = GUIDELINE) -> Path:
    """Write the corpus into a folder."""
    (folder / "studies").mkdir(parents=True)
    (folder / "corpus.yaml").write_text(CORPUS.replace("name: small", f"name: {name}"))
    (folder / "studies" / "first.yaml").write_text(study)
    (folder / "guideline.yaml").write_text(guideline)
    return folder


def settings(folder: Path, home: Path, **more) -> Settings:
    """Build nothing but this corpus."""
    return Settings(corpora=(folder,), embedded=False, home=home, **{"owl": False, **more})
