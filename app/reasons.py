"""Why something cannot be answered and what to do next, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from app.language import plain, say, told, words
from ontology.errors import LeitgraphError, Part


def why(fault: LeitgraphError) -> str:
    """What is wrong; where no words of ours name the reason, as the store or the machine says it."""
    return _said("fault", fault) or plain(fault.message)


def next_step(fault: LeitgraphError) -> str:
    """What to do next; nothing where nothing is known."""
    return _said("fault_next", fault) or plain(fault.next_step)


def _said(group: str, fault: LeitgraphError) -> str:
    if fault.reason not in words()[group]:
        return ""
    return say(f"{group}.{fault.reason}", **{name: _part(part) for name, part in fault.parts.items()})


def _part(part: Part) -> str:
    """What goes into a sentence, as it shows.

    >>> _part(["a", "b"])
    'a, b'
    """
    if isinstance(part, str | int):
        return plain(str(part))
    return told(part) if isinstance(part, Mapping) else ", ".join(map(_part, part))
