"""Words for a quantity with the number in brackets behind them: "nur einzelne Patienten (9 von 39)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg_build.audit.claims import Quantifier
from kg_build.audit.populations import QUANTITY_WORDS
from kg_build.audit.printed import Printed
from kg_build.audit.reading.passage import Passage, Sentence
from kg_build.audit.reading.tokens import Tokens

_WORD = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(QUANTITY_WORDS, key=len, reverse=True)))})[nrms]?(?!\w)",
    re.IGNORECASE,
)
#: What may stand between the word and its number: a few words and the bracket that opens.
_BETWEEN = re.compile(r"(?:\s+[\w-]+){0,4}\s*\((?:n\s*=\s*)?\s*$")


def quantities(passage: Passage, sentence: Sentence, tokens: Tokens) -> Iterator[Quantifier]:
    """Each word for a quantity that has its number right behind it."""
    counted: list[tuple[int, int, int | None, int | None, Printed | None]] = [
        (one.start, one.end, one.n, one.total, None) for one in tokens.ratios
    ]
    counted += [(one.start, one.end, None, None, one.value) for one in tokens.percents]
    for word in _WORD.finditer(sentence.text):
        for start, end, n, total, percent in sorted(counted, key=lambda one: one[0]):
            if start > word.end() and _BETWEEN.fullmatch(sentence.text[word.end() : start]):
                yield Quantifier(
                    passage.place(sentence, word.start(), end), word[0], n, total, percent, label=word[0]
                )
                break
