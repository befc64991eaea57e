"""What was found: one value of one statistic, for one group and one endpoint."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from kg_build.model.base import Entity, Number, Prop, Ref, Text

Statistic = Literal[
    "median", "mean", "range", "rate", "proportion", "count", "hazardRatio", "oddsRatio", "riskRatio",
    "meanDifference", "association", "concordance", "other",
]  # fmt: skip


class Result(Entity):
    """One finding of a study, as printed and as a number.

    ``printed`` is the string of the source, for "2.10" is not "2.1"; ``value`` is the number; ``unit`` is
    UCUM (``%``, ``mo``, ``a``, ``{patients}``); ``months`` is the time point of a rate. ``role`` says what
    the value can be evidence of: an ``outcome`` of the group, an ``effect`` of an intervention against the
    ``comparator``, a ``prognostic`` comparison inside a treated group (which has no direction for the
    intervention), ``harm``, or ``descriptive``.

    >>> Result(id="result:r", endpoint="https://example.org/Relapse", statistic="median", printed="13.5",
    ...        value=13.5, unit="mo").unit
    'mo'
    """

    rdf_type: ClassVar[str] = "lg:Result"
    kind: ClassVar[str] = "result"

    endpoint: Annotated[Ref, Prop("lg:endpoint")]
    statistic: Annotated[Statistic, Prop("lg:statistic")]
    role: Annotated[
        Literal["outcome", "effect", "prognostic", "harm", "descriptive"], Prop("lg:resultRole")
    ] = "outcome"
    printed: Annotated[str | None, Prop("lg:printed")] = None
    value: Annotated[Number | None, Prop("lg:value")] = None
    value_high: Annotated[Number | None, Prop("lg:valueHigh")] = None
    value_status: Annotated[
        Literal["reported", "notReached", "calculated", "notReported"], Prop("lg:valueStatus")
    ] = "reported"
    unit: Annotated[str | None, Prop("lg:unit")] = None
    months: Annotated[Number | None, Prop("lg:months")] = None
    n: Annotated[int | None, Prop("lg:n")] = None
    events: Annotated[int | None, Prop("lg:events")] = None
    ci_low: Annotated[Number | None, Prop("lg:ciLow")] = None
    ci_high: Annotated[Number | None, Prop("lg:ciHigh")] = None
    ci_high_status: Annotated[Literal["notReached", "notReported"] | None, Prop("lg:ciHighStatus")] = None
    ci_level: Annotated[Number | None, Prop("lg:ciLevel")] = None
    p_printed: Annotated[str | None, Prop("lg:pPrinted")] = None
    comparator: Annotated[Ref | None, Prop("lg:comparator")] = None
    factor: Annotated[Text | None, Prop("lg:factor")] = None
    significance: Annotated[
        Literal["significant", "notSignificant", "notStated"] | None, Prop("lg:significance")
    ] = None
    finding: Annotated[Text | None, Prop("lg:findingText")] = None
    condition: Annotated[Text | None, Prop("lg:condition")] = None
    asserted_by: Annotated[Ref | None, Prop("lg:assertedBy")] = None
    readings: Annotated[tuple[Ref, ...], Prop("lg:readFrom")] = ()
    stated_in: Annotated[tuple[Ref, ...], Prop("lg:statedIn")] = ()
