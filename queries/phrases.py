"""A population in people's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from queries.axes import Restriction


@dataclass(frozen=True)
class Question:
    """The population that is asked for: all criteria together, and how the words were understood.

    ``negated`` asks for everybody else.
    """

    criteria: tuple[Restriction, ...]
    negated: bool = False
    echo: Mapping[str, str] = field(default_factory=dict, hash=False)
