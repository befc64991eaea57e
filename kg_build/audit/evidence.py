"""What a statement stands on, and how fresh that is: the facts of support, integrity, coverage, currency, language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from kg_build.audit.finding import Place, Words


@dataclass(frozen=True, slots=True)
class Support:
    """A statement, and whether anything is cited for it.

    ``empirical``: it says how things are, and could be wrong; a definition or a cross-reference is not. ``cited``
    counts the sources named. ``by_statements`` are the statements of the text that it rests on, by their first subject.
    ``consensus_based``: marked as expert consensus. ``mismatch``: its number differs from that of the source cited.
    """

    place: Place
    empirical: bool
    cited: int = 0
    by_statements: tuple[str, ...] = ()
    consensus_based: bool = False
    common_knowledge: bool = False
    mismatch: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class SecondaryCitation:
    """A number, and whether the work cited for it measured it or took it from others.

    ``designs`` are those of the cited work; ``pooled``: the number is the review's own, as a pooled estimate is.
    """

    place: Place
    cited: str
    designs: tuple[str, ...]
    pooled: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on a publication: retraction, expressionOfConcern, correction or reinstatement."""

    nature: str
    date: dt.date | None = None
    doi: str = ""
    reason: str = ""
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Integrity:
    """A publication that is cited, and the notices on it in a snapshot of that date. No snapshot: no date."""

    place: Place
    publication: str
    doi: str = ""
    pmid: str = ""
    notices: tuple[Notice, ...] = ()
    snapshot: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A key question (PICO), and what the guideline has on it: statements, a search, rows of evidence.

    None where not known. ``critical_without_row`` are outcomes rated critical without a row of evidence.
    """

    place: Place
    question: str
    statements: int | None = None
    searches: int | None = None
    evidence_rows: int | None = None
    critical_without_row: tuple[str, ...] = ()
    consensus_based: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A study that may refute a claim to be the only or the first: when it was published, and how it was designed.

    ``same_question``: population and intervention are those of the claim as it is worded. ``narrowed_out``: it falls
    outside a narrower scope that the claim may have meant.
    """

    study: str
    published: dt.date | None
    designs: tuple[str, ...] = ()
    phase: str = ""
    same_question: bool = True
    narrowed_out: Words | None = None


@dataclass(frozen=True, slots=True)
class Superlative:
    """A claim to be the only, the first, or that there is none: "die einzige bisherige prospektive Studie".

    ``kind`` is only, first or none; ``best`` and ``most`` are not tested by dates. ``designs`` and ``phase`` are what
    the claim demands of a rival, ``study`` whom it speaks of. ``known_on`` is the day up to which the guideline can have
    known of a rival (end of search, else issue); ``uncertain``: that day is a candidate's and not certain.
    """

    place: Place
    kind: Literal["only", "first", "none", "best", "most"]
    study: str = ""
    designs: tuple[str, ...] = ()
    phase: str = ""
    scope: str = ""
    known_on: dt.date | None = None
    uncertain: bool = False
    study_published: dt.date | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Currency:
    """How old a guideline edition is on the day it is judged. Dates are None where not reported."""

    place: Place
    edition: str
    judged_on: dt.date
    searched_until: dt.date | None = None
    issued: dt.date | None = None
    valid_until: dt.date | None = None
    reaffirmed: dt.date | None = None
    living: bool = False
    newer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceType:
    """The forms of the publications that a statement rests on: journalArticle, congressAbstract, preprint ..."""

    place: Place
    study: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrialStatus:
    """A registered trial: completed or stoppedEarly (or ongoing), and whether results are linked."""

    place: Place
    study: str
    number: str
    status: str
    has_results: bool


@dataclass(frozen=True, slots=True)
class LanguageUse:
    """Something in the language of the text: a misspelling, a sentence that cannot be read, an unexplained abbreviation.

    ``found`` is the word; ``suggestion`` what may be meant.
    """

    place: Place
    kind: Literal["typo", "unparseable", "abbreviation", "brandName"]
    found: str
    suggestion: str = ""
