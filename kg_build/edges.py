"""Plain edges over several steps, so that no question needs to walk or to add up.

The study of a group over all its strata, the treatments of a group and its strata, the studies behind an evidence line,
the number of patients of a study, and shared participants both ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg_build.model import Arm, Entity, EvidenceLine, Group, Result, Study
from kg_build.quads import integer, node

_OF_STUDY = node("lg:ofStudy")
_RESTS_ON_STUDY = node("lg:restsOnStudy")
_RECEIVED = node("lg:receivedIntervention")
_PARTICIPANTS = node("lg:participants")
_SHARES = node("lg:sharesParticipantsWith")


def plain_edges(records: Iterable[Entity]) -> Iterator[str]:
    """The edges of all records, as triples of text."""
    records = tuple(records)
    studies = [record for record in records if isinstance(record, Study)]
    study_of = {part.id: study.id for study in studies for part in study.owned() if isinstance(part, Result)}
    for study in studies:
        yield from _of_study(study)
    for line in records:
        if isinstance(line, EvidenceLine):
            for study_id in sorted({study_of.get(found, found) for found in line.rests_on}):
                yield f"{node(line.id)} {_RESTS_ON_STUDY} {node(study_id)}"


def _of_study(study: Study) -> Iterator[str]:
    for part in study.owned():
        if isinstance(part, Group):
            yield f"{node(part.id)} {_OF_STUDY} {node(study.id)}"
    for group in study.groups:
        yield from _treated(group, ())
    for other in study.shares_participants_with:
        yield f"{node(other)} {_SHARES} {node(study.id)}"
    if number := participants(study):
        yield f"{node(study.id)} {_PARTICIPANTS} {integer(number)}"


def _treated(group: Group, before: tuple[str, ...]) -> Iterator[str]:
    """What a group received, its parts as well: a counted part of an arm was treated like the arm."""
    received = (*before, *(component.intervention for component in group.received))
    for intervention in sorted(set(received)):
        yield f"{node(group.id)} {_RECEIVED} {node(intervention)}"
    for part in group.strata:
        yield from _treated(part, received)


def participants(study: Study) -> int | None:
    """How many different patients the results of a study are about, at least; nothing where no number is reported.

    The largest group with results, or the arms with results together, whichever is more: arms hold different
    patients, other groups may hold the same.

    >>> from kg_build.model import Cohort
    >>> found = Result(id="result:r", endpoint="https://example.org/Relapse", statistic="rate")
    >>> arms = (Arm(id="arm:a", n=25, results=(found,)), Arm(id="arm:b", n=24, results=(found,)))
    >>> participants(Study(id="study:s", groups=(*arms, Cohort(id="cohort:c", n=74))))
    49
    """
    groups = [part for part in study.owned() if isinstance(part, Group) and part.results]
    counted = [(group, group.n) for group in groups if group.n and group.use == "used"]
    arms = sum(number for group, number in counted if isinstance(group, Arm))
    return max([arms, *(number for _, number in counted)]) or None
