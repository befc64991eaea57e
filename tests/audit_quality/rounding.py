"""The rounding law: what is truly k of N, rounded half up, half to even or half down, is never found."""

from fractions import Fraction

from kg_build.audit.granularity import grain
from kg_build.audit.numbers import Proportion
from kg_build.audit.percentages import percent_of_count
from tests.audit_quality.printing import MODES, place, printed

LARGEST, DECIMALS = 500, (0, 1, 2)


def broken(totals=range(1, LARGEST + 1)):
    """Each true k of N of these totals that a rule objects to, and how many were judged."""
    where, judged, wrong = place(), 0, []
    for total in totals:
        for facts in _printings(where, total):
            judged += len(facts)
            wrong += [*percent_of_count.judge(facts), *_found(grain.judge(facts))]
    return judged, wrong


def _printings(where, total):
    """With its count and without: each k of N in all ways to round it that differ."""
    for k in range(total + 1):
        percents = dict.fromkeys(
            printed(Fraction(100 * k, total), decimals, "en", mode) for decimals in DECIMALS for mode in MODES
        )
        yield [
            Proportion(where, "k", n, percent, (total,), estimation="counted")
            for percent in percents
            for n in (k, None)
        ]


def _found(verdicts):
    return [verdict for verdict in verdicts if hasattr(verdict, "severity")]
