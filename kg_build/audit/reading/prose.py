"""A paragraph of a guideline, a report or an abstract, German or English, read into facts."""

from __future__ import annotations

from collections.abc import Iterator

from kg_build.audit.numbers import NumberForm
from kg_build.audit.reading import (
    effects,
    judgements,
    measurements,
    numerals,
    shares,
    sizes,
    survival,
    wholes,
)
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.tokens import Tokens, people_follow, tokens


def facts(passage: Passage) -> Iterator[object]:
    """Everything that a paragraph claims and a rule can be put to.

    >>> from kg_build.audit.reading.passage import of_text
    >>> from kg_build.audit import judge
    >>> found = judge.judge(facts(of_text("Von 52 Patienten erreichten 17 (42 %) eine Remission.")))
    >>> [finding.rule for finding in found.findings]
    ['N1']
    """
    read = [(sentence, tokens(sentence.masked)) for sentence in passage.sentences]
    rates = survival.rates(read)
    claimed = frozenset((rate.sentence.start, rate.percent.start) for rate in rates) | frozenset(
        (sentence.start, start)
        for sentence, found in read
        for start in judgements.consensus_percents(sentence, found)
    )
    declared = sizes.sizes(read)
    yield from shares.proportions(passage, read, declared, claimed)
    yield from wholes.partitions(passage, read, declared)
    yield from survival.figures(passage, read, rates)
    yield from measurements.summaries(passage, read, declared)
    yield from effects.effects(passage, read)
    yield from judgements.judgements(passage, read)
    for sentence, found in read:
        yield from _forms(passage, sentence, found)


def _forms(passage: Passage, sentence: Sentence, found: Tokens) -> Iterator[NumberForm]:
    """Numbers such as 1.000 where the words do not tell whether a thousand is meant."""
    for number in found.numbers:
        both = numerals.readings(number.value.text)
        settled = number.counted or people_follow(sentence.masked[number.end : number.end + 40])
        if both and not settled:
            yield NumberForm(passage.place(sentence, number.start, number.end), number.value.text, both)
