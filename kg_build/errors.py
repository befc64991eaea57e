"""The errors of the making: the graph could not be built, and the current one stays as it is."""

from __future__ import annotations

from ontology.errors import LeitgraphError


class BuildError(LeitgraphError):
    """The build stopped; the current generation is untouched."""


class InvalidRecord(BuildError, ValueError):
    """A curated file or record breaks the model; the message holds every mistake found."""


class SourceChanged(BuildError):
    """The user's copy of a source is not the file that the anchors were made for."""

    exit_code = 1


class ChecksFailed(BuildError):
    """SHACL or a check found faults; ``report`` holds them."""

    exit_code = 1

    def __init__(self, message: str, *, report: object, next_step: str = "") -> None:
        super().__init__(message, next_step=next_step)
        self.report = report


class DamagedGeneration(BuildError):
    """A file of a generation is missing or is not what was sealed."""

    exit_code = 1


class PushFailed(BuildError):
    """A store on another machine did not take a generation; what was current there still is."""

    status = 502
