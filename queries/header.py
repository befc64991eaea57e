"""The ``#+`` lines at the head of a ``.rq`` file: what the question asks, for whom, and with which parameters.

The lines are YAML behind a comment sign, so the file stays plain SPARQL that any editor can run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import yaml

from ontology.loader import loaded
from queries.errors import QueryError

ParameterType = Literal["IRI", "code", "number", "date", "language", "text"]


@dataclass(frozen=True)
class Parameter:
    """A variable of the query that the asker may or must give.

    ``of_class`` names the class whose members are the choices, or with ``kinds`` the classes below it;
    ``example`` is a value that gives rows on the corpus that ships; ``default`` is taken where the asker gives none.
    """

    name: str
    type: ParameterType
    required: bool = False
    of_class: str = ""
    kinds: bool = False
    example: str = ""
    default: str = ""


@dataclass(frozen=True)
class Header:
    """What the catalogue says of a question, in German and English.

    ``empty`` says why the corpus that ships has no row for it; questions with rows have none.
    """

    summary: dict[str, str]
    users: tuple[str, ...]
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    empty: Mapping[str, str] = field(default_factory=dict)


def read(text: str, name: str) -> Header:
    """Read the header of a query.

    >>> read("#+ summary:\\n#+   de: Wer?\\n#+   en: Who?\\n#+ users: [reader]\\nASK {}", "who").summary["en"]
    'Who?'
    """
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        fields: dict[str, Any] = loaded("\n".join(lines)) or {}
        return Header(
            summary={language: str(fields["summary"][language]) for language in ("de", "en")},
            users=tuple(fields["users"]),
            tags=tuple(fields.get("tags", ())),
            parameters=tuple(_parameter(key, value) for key, value in fields.get("parameters", {}).items()),
            empty=fields.get("empty", {}),
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as fault:
        raise QueryError(
            f"{name}: the header is not as the catalogue needs it: {fault}",
            next_step="give summary (de, en), users, and parameters as the other questions do",
        ) from fault


def _parameter(name: str, fields: dict[str, Any]) -> Parameter:
    if fields["type"] not in get_args(ParameterType):
        raise ValueError(
            f"parameter {name} has type {fields['type']!r}; one of {get_args(ParameterType)} is allowed"
        )
    return Parameter(
        name,
        fields["type"],
        required=bool(fields.get("required", False)),
        of_class=fields.get("class", fields.get("kinds_of", "")),
        kinds="kinds_of" in fields,
        example=str(fields.get("example", "")),
        default=str(fields.get("default", "")),
    )
