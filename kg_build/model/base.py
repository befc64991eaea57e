"""What every record shares: an identifier, and fields that name their RDF property once.

A field is declared as ``bears_on: Annotated[Ref, Prop("lg:bearsOn")]``. From that one declaration the
emitter writes triples, the reader reads them back, the loader knows the YAML key, the JSON Schema is
made, and a test compares the field with the ontology and the shapes.

The kind of a field follows from its type:

========================  ===========================================================
``Ref``                   another record or a term, written as CURIE
``Literal["supports"]``   a code of the core vocabulary, ``lg:supports``
``Text``                  words for people, in German and English
``str int Decimal date``  a plain literal
a class of records        an owned record: it lies inside its parent in YAML
========================  ===========================================================

A tuple of any of these is many-valued, and has no order: it is kept sorted, so that the order in which
an author writes records changes nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import types
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin

import pyoxigraph as ox
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator

from ontology.errors import UnknownTerm
from ontology.namespaces import curie, iri

_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def not_in_text(words: str) -> str:
    """The characters of a string that neither RDF nor XML can carry: control characters and halves of pairs."""
    return "".join(_NOT_IN_TEXT.findall(words))


def not_an_iri(name: str) -> str:
    """Why a name is no IRI; nothing where it is one.

    >>> not_an_iri("https://example.org/a b")
    "Invalid IRI code point ' '"
    """
    try:
        ox.NamedNode(name)
    except ValueError as fault:
        return str(fault)
    return ""


@dataclass(frozen=True)
class Prop:
    """The RDF property of a field; ``inverse`` where the triple points from the owned record to its parent."""

    curie: str
    inverse: bool = False


@dataclass(frozen=True)
class _RefMark:
    """Tells a reference from a plain string."""


def _as_written_here(value: str) -> str:
    """A reference in its one form: as CURIE where our prefix map has one, else as the IRI."""
    try:
        full = iri(value)
    except UnknownTerm as fault:
        raise ValueError(str(fault)) from fault
    if wrong := not_an_iri(full):
        raise ValueError(f"{value!r}: {wrong}")
    return curie(full)


#: A CURIE of our prefix map, or an absolute IRI.
Ref = Annotated[str, _RefMark(), AfterValidator(_as_written_here)]


def _plain(value: Decimal) -> Decimal:
    """Drop trailing zeros: a number is a number; what was printed is kept as a string of its own."""
    digits = f"{value:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits) if value else Decimal(0)


#: A number as such. 23.30 and 23.3 are the same; the printed form has a field of its own.
Number = Annotated[Decimal, AfterValidator(_plain)]


class Frozen(BaseModel):
    """Immutable, and nothing but the declared fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*")
    @classmethod
    def _text_can_be_carried(cls, value: Any) -> Any:
        for words in value if isinstance(value, tuple) else (value,):
            if isinstance(words, str) and (wrong := not_in_text(words)):
                raise ValueError(f"text may not contain the characters {wrong!r}")
        return value


class Text(Frozen):
    """Words for people in German, English or both.

    >>> Text(de="Dauer der Beschwerden", en="duration of symptoms").en
    'duration of symptoms'
    """

    de: str | None = None
    en: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Text:
        if self.de is None and self.en is None:
            raise ValueError("words in German, in English or in both are needed")
        return self


class Entity(Frozen):
    """A record of the graph, named by the CURIE ``<kind>:<name>``."""

    rdf_type: ClassVar[str] = ""
    kind: ClassVar[str] = ""
    #: The field that names an owned record whose YAML gives no id (else a hash of its content does).
    named_by: ClassVar[str] = ""
    #: Whether an author writes such records; those of the audit are made.
    curated: ClassVar[bool] = True

    id: Ref
    label: Annotated[Text | None, Prop("rdfs:label")] = None
    comment: Annotated[Text | None, Prop("rdfs:comment")] = None

    @field_validator("*")
    @classmethod
    def _order_changes_nothing(cls, value: Any, info: ValidationInfo) -> Any:
        if not isinstance(value, tuple):
            return value
        if not value and cls.model_fields[str(info.field_name)].is_required():
            raise ValueError("at least one is needed")
        return tuple(sorted(set(value), key=lambda member: getattr(member, "id", member)))

    def owned(self) -> Iterator[Entity]:
        """All records inside this one, at any depth."""
        for spec in specs(type(self)):
            if spec.kind == "owned":
                for child in spec.values(self):
                    yield child
                    yield from child.owned()


FieldKind = Literal["ref", "code", "text", "string", "integer", "decimal", "date", "owned"]
_SCALARS: dict[type, FieldKind] = {
    str: "string",
    int: "integer",
    Decimal: "decimal",
    dt.date: "date",
    Text: "text",
}


@dataclass(frozen=True)
class FieldSpec:
    """What one field of one class means in RDF."""

    name: str
    prop: str
    inverse: bool
    kind: FieldKind
    many: bool
    required: bool
    choices: tuple[str, ...] = ()
    owned_class: type[Entity] | None = None

    def values(self, entity: Entity) -> tuple[Any, ...]:
        """The values that the record has here: none, one or many."""
        value = getattr(entity, self.name)
        if value is None:
            return ()
        return value if self.many else (value,)


@cache
def specs(entity_class: type[Entity]) -> tuple[FieldSpec, ...]:
    """The RDF meaning of each field of a class, in the order of declaration."""
    return tuple(_spec(name, info) for name, info in entity_class.model_fields.items() if name != "id")


def _spec(name: str, info: Any) -> FieldSpec:
    props = [mark for mark in info.metadata if isinstance(mark, Prop)]
    if len(props) != 1:
        raise TypeError(f"field {name!r} names {len(props)} RDF properties; it must name one")
    inner, many = _unwrap(info.annotation)
    marks = [*info.metadata, *getattr(inner, "__metadata__", ())]
    bare = get_args(inner)[0] if get_origin(inner) is Annotated else inner
    choices: tuple[str, ...] = get_args(bare) if get_origin(bare) is Literal else ()
    owned = bare if isinstance(bare, type) and issubclass(bare, Entity) else None
    kind: FieldKind
    if choices:
        kind = "code"
    elif owned:
        kind = "owned"
    elif any(isinstance(mark, _RefMark) for mark in marks):
        kind = "ref"
    else:
        kind = _SCALARS[bare]
    return FieldSpec(name, props[0].curie, props[0].inverse, kind, many, info.is_required(), choices, owned)


def _unwrap(annotation: Any) -> tuple[Any, bool]:
    """``X | None`` and ``tuple[X, ...]`` without their wrapping, and whether it was a tuple."""
    many = False
    while True:
        origin = get_origin(annotation)
        if origin in (Union, types.UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        elif origin is tuple:
            annotation, many = get_args(annotation)[0], True
        else:
            return annotation, many
