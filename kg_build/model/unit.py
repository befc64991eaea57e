"""The curated unit: one file of records, one named graph, with who made it, when, and from what."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar, Literal

from kg_build.model.base import Entity, Prop, Ref


class Unit(Entity):
    """Records that were curated together; its id is the IRI of its named graph.

    ``records`` are the top-level records of the file; all records, owned ones too, name the unit in the graph.
    """

    rdf_type: ClassVar[str] = "lg:CuratedUnit"
    kind: ClassVar[str] = "graph"

    corpus: Annotated[str, Prop("lg:corpus")]
    file_name: Annotated[str, Prop("lg:fileName")]
    curated_by: Annotated[str, Prop("dcterms:creator")]
    curated_on: Annotated[dt.date, Prop("dcterms:created")]
    licence: Annotated[Ref, Prop("dcterms:license")]
    unit_status: Annotated[Literal["currentUnit", "superseded", "retracted"], Prop("lg:unitStatus")] = (
        "currentUnit"
    )
    supersedes: Annotated[Ref | None, Prop("prov:wasRevisionOf")] = None
