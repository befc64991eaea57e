"""Who: populations, their criteria, and the groups that were studied."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from kg_build.model.base import Entity, Prop, Ref, Text
from kg_build.model.result import Result


class Criterion(Entity):
    """One condition on one axis: which categories, or from how many to how many.

    The axes (disease, severity, number of relapses ...) are declared in the domain module; no axis is
    named here. ``any_of``: the patient has one of these; ``none_of``: none of these; ``minimum`` and
    ``maximum``: whole numbers, both ends included.

    >>> Criterion(id="criterion:c", axis="https://example.org/relapses", minimum=1, maximum=4).maximum
    4
    """

    rdf_type: ClassVar[str] = "lg:Criterion"
    kind: ClassVar[str] = "criterion"

    axis: Annotated[Ref, Prop("lg:onAxis")]
    any_of: Annotated[tuple[Ref, ...], Prop("lg:anyOf")] = ()
    none_of: Annotated[tuple[Ref, ...], Prop("lg:noneOf")] = ()
    minimum: Annotated[int | None, Prop("lg:minimum")] = None
    maximum: Annotated[int | None, Prop("lg:maximum")] = None


class Population(Entity):
    """A kind of patient: everybody who meets all the criteria."""

    rdf_type: ClassVar[str] = "lg:Population"
    kind: ClassVar[str] = "population"

    criteria: Annotated[tuple[Criterion, ...], Prop("lg:hasCriterion")] = ()
    described_as: Annotated[Text | None, Prop("lg:describedAs")] = None


class InterventionComponent(Entity):
    """One treatment that a group received or a claim speaks of, and what it was aimed at.

    ``n`` is the number of patients who received it, where a source says so. ``targets`` is a fact of its
    own: an injection into a joint is not an injection into a muscle.
    """

    rdf_type: ClassVar[str] = "lg:InterventionComponent"
    kind: ClassVar[str] = "component"

    intervention: Annotated[Ref, Prop("lg:intervention")]
    targets: Annotated[tuple[Ref, ...], Prop("lg:target")] = ()
    n: Annotated[int | None, Prop("lg:n")] = None
    readings: Annotated[tuple[Ref, ...], Prop("lg:readFrom")] = ()


class Group(Population):
    """People who were really studied: criteria, a number, what they received, and what was found.

    ``n`` is the number of patients; without it ``n_status`` says ``notReported``. ``asserted_by`` is the
    publication or guideline edition whose wording gives the criteria and the count. Where two sources
    give different counts, each stands as a group of its own and one is ``used``, with the reason.
    """

    rdf_type: ClassVar[str] = "lg:Group"

    n: Annotated[int | None, Prop("lg:n")] = None
    n_status: Annotated[Literal["reported", "calculated", "notReported"], Prop("lg:nStatus")] = "reported"
    n_printed: Annotated[str | None, Prop("lg:printed")] = None
    received: Annotated[tuple[InterventionComponent, ...], Prop("lg:received")] = ()
    results: Annotated[tuple[Result, ...], Prop("lg:group", inverse=True)] = ()
    strata: Annotated[tuple[Stratum, ...], Prop("lg:stratumOf", inverse=True)] = ()
    asserted_by: Annotated[Ref | None, Prop("lg:assertedBy")] = None
    use: Annotated[Literal["used", "notUsed"], Prop("lg:use")] = "used"
    use_reason: Annotated[Text | None, Prop("lg:useReason")] = None
    readings: Annotated[tuple[Ref, ...], Prop("lg:readFrom")] = ()
    stated_in: Annotated[tuple[Ref, ...], Prop("lg:statedIn")] = ()


class Cohort(Group):
    """Patients followed together, without allocation to arms."""

    rdf_type: ClassVar[str] = "lg:Cohort"
    kind: ClassVar[str] = "cohort"


class Arm(Group):
    """Patients of a trial who were allocated to the same treatment."""

    rdf_type: ClassVar[str] = "lg:Arm"
    kind: ClassVar[str] = "arm"


class AnalysisSet(Group):
    """The patients of a study who entered an analysis, for example those evaluable of those enrolled."""

    rdf_type: ClassVar[str] = "lg:AnalysisSet"
    kind: ClassVar[str] = "analysis"


class Stratum(Group):
    """A counted part of a group: k of the parent's n.

    The parent's n is the denominator. A stratum that is only counted sharpens what is known of its parent;
    it is evidence of its own only where it carries results.

    >>> Stratum(id="stratum:s.iii", n=29).n
    29
    """

    rdf_type: ClassVar[str] = "lg:Stratum"
    kind: ClassVar[str] = "stratum"


for _group in (
    Group,
    Cohort,
    Arm,
    AnalysisSet,
    Stratum,
):  # strata lie inside groups: the name is known only now
    _group.model_rebuild(force=True)
