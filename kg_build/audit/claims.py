"""What a text claims beside its numbers: designs, levels, wordings, stages, populations, references, dates.

Each fact says what one passage, one table row or one record gives, and nothing that has to be guessed: what is not
known is left at its default, and the rule says *untested*. Codes are those of the ontology without their prefix:
``randomised`` for ``lg:randomised``. ``place.rests_on`` is ``"source"`` where a fact is a
curated one and not the wording of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg_build.audit.finding import Place, Words
from kg_build.audit.printed import Printed
from queries.axes import Restriction

#: Nothing said.
UNSAID = Words("", "")
#: The column of a level scheme: what kind of question the level answers.
Question = Literal["therapy", "prognosis", "diagnosis", "harms", "unknown"]


@dataclass(frozen=True, slots=True)
class DesignClaim:
    """How a study is called: "prospektiv, einarmig", "nicht randomisiert", "with two arms".

    ``study`` identifies it (IRI or name), ``report`` one of several reports or stages of the same programme, which may
    differ. ``designs`` are codes of lg:Design that are claimed, ``negated`` those that are denied. ``arms`` is the
    number of arms where it is said. ``in_passing``: the words stand beside the study but speak of another one.
    ``by`` says who speaks: the text, a trial register (L2), or our curated facts. ``external_control``: the comparison is
    with patients outside the study (historical controls). ``outdated``: the register's entry is known to be stale.
    """

    place: Place
    study: str
    designs: tuple[str, ...] = ()
    negated: tuple[str, ...] = ()
    arms: int | None = None
    in_passing: bool = False
    report: str = ""
    by: Literal["text", "registry", "source"] = "text"
    external_control: bool = False
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class LevelUse:
    """A level of evidence as it is given to a study or a body of evidence: Oxford 2b, SIGN 2++.

    ``system`` is Oxford, SIGN or GRADE; ``edition`` is 2009 or 2011, empty where the text does not say. ``level`` is
    as printed ("2 b"). ``designs`` are those of the evidence, ``verified`` where they are curated facts and not the
    text's own words. ``reason`` is what the text says for going up or down. ``low_quality``: a trial of low quality,
    where a source says so.
    """

    place: Place
    study: str
    system: str
    level: str
    edition: str = ""
    question: Question = "unknown"
    designs: tuple[str, ...] = ()
    verified: bool = False
    reason: str = ""
    low_quality: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """The verb of a sentence, and the grade printed beside it: "soll", A.

    ``modality`` is a code of lg:Modality (shall, should, may ...) or the verb itself ("sollte nicht"). ``polarity`` is
    for or against. ``grade`` is A, B, 0, or EK (expert consensus), empty where none is printed. ``in_box``: it stands in
    a recommendation box. ``kind`` says what the sentence is: only a recommendation or a background sentence is held
    against a grade; "es sollten zwei Befunde vorliegen" is a criterion, "das soll geprüft werden" may be future.
    """

    place: Place
    modality: str
    grade: str = ""
    polarity: Literal["for", "against", "unknown"] = "unknown"
    in_box: bool = False
    kind: Literal[
        "recommendation", "statement", "criterion", "quotation", "future", "protocol", "unknown"
    ] = "unknown"


@dataclass(frozen=True, slots=True)
class GradeStrength:
    """A recommendation's strength beside the certainty of its evidence.

    ``strength`` is A, B, 0, strong or weak. ``level`` is high ... veryLow (GRADE), or a level of ``system``.
    ``reason`` is what is written for a deviation; ``consensus_based``: expert consensus or good practice, no evidence.
    """

    place: Place
    strength: str
    level: str
    system: str = ""
    reason: str = ""
    consensus_based: bool = False


@dataclass(frozen=True, slots=True)
class CertaintySum:
    """The arithmetic of a GRADE certainty: start, steps down, steps up, and what is printed.

    ``start`` is high ... veryLow where it is printed. Else ``designs`` give it: randomised trials start high, others
    low. ``downs`` and ``ups`` are steps by domain, as positive numbers.
    """

    place: Place
    printed: str
    start: str = ""
    designs: tuple[str, ...] = ()
    downs: Mapping[str, int] = field(default_factory=dict)
    ups: Mapping[str, int] = field(default_factory=dict)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Consensus:
    """The share of those who agreed, and the class printed beside it: "96 %, starker Konsens".

    ``called`` is the class in German or English words, or its code (strong, consensus, majority, no-majority).
    ``agreed``, ``voted`` and ``abstained`` are the votes where they are printed.
    """

    place: Place
    called: str
    percent: Printed | None = None
    agreed: int | None = None
    voted: int | None = None
    abstained: int | None = None


@dataclass(frozen=True, slots=True)
class ClassificationUse:
    """Terms of a classification that are said of the same patients, and what else is said of them.

    ``edition`` is the notation of a lg:ClassificationEdition, empty where none is named. ``terms`` are as printed; several
    on one axis are alternatives ("X2 or X3"). ``said`` are further restrictions of these patients, such as a count, as
    ``queries.phrases.understand`` reads them. ``equated_with`` are terms that are said to be the same as ``terms``.
    """

    place: Place
    terms: tuple[str, ...]
    edition: str = ""
    said: tuple[Restriction, ...] = ()
    equated_with: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class PopulationUse:
    """A claim about some patients, and the patients in whom its evidence was measured.

    ``fit`` is that of the claim's population to the studied group (exact, contained, mixed, disjoint, not-reported),
    ``bounds`` how many of its ``n`` are those the claim speaks of. ``claimed`` and ``studied`` are words for people.
    ``subgroup_reported``: results for just these patients are given. ``indirectness_stated``: the text says it.
    """

    place: Place
    evidence: str
    fit: Literal["exact", "contained", "mixed", "disjoint", "not-reported"]
    claimed: Words = UNSAID
    studied: Words = UNSAID
    n: int | None = None
    bounds: tuple[int, int] | None = None
    subgroup_reported: bool = False
    indirectness_stated: bool = False


@dataclass(frozen=True, slots=True)
class Assertion:
    """One claim on a matter: population, intervention or factor, and outcome make the ``key``.

    ``effect`` is what is claimed (beneficial, harmful, noEffect, adversePrognosis, goodPrognosis, noAssociation,
    appropriate, inappropriate). ``condition``, ``endpoint`` and ``months`` are its scope: claims of different scope do
    not contradict each other.
    """

    place: Place
    key: tuple[str, ...]
    effect: str
    condition: str = ""
    endpoint: str = ""
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A word for a quantity and the number behind it: "nur einzelne" for 9 of 39."""

    place: Place
    words: str
    n: int | None = None
    total: int | None = None
    percent: Printed | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A mark that points to something: [931], "siehe Kapitel 6.6.10", "die Serie aus Zürich".

    ``role`` is ``marker``, ``entry`` (of the list of references), ``crossReference`` or ``section`` (what it may point
    to), or ``nameless`` (a study told by its centre, or "einzelne Serien"). ``document`` is what belongs together;
    ``excerpt``: only part of it is at hand, so that what is not found may stand elsewhere. ``not_a_reference``: the
    number is something else (a year, a dose).
    """

    place: Place
    document: str
    mark: str
    role: Literal["marker", "entry", "crossReference", "section", "nameless"]
    excerpt: bool = False
    not_a_reference: bool = False
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """What makes a publication known: the fields of a reference, each empty where it is not given."""

    journal: str = ""
    year: int | None = None
    title: str = ""
    author: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceData:
    """A reference as the text gives it, beside all publications of that study that are known."""

    place: Place
    study: str
    claimed: Cited
    known: tuple[Cited, ...] = ()
