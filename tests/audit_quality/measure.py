"""Precision and recall of each rule, and the share of correct records in which anything is found."""

from collections import Counter, defaultdict
from importlib import import_module

from kg_build.audit.judge import judge
from tests.audit_quality.cases import GENERATORS, Tally

#: The modules that register generators.
MATERIAL = ("counts", "measurements", "estimates", "curves", "claims", "texts", "tables", "rows", "prose")


def generators(material=None):
    """All generators, or those of one material."""
    for module in MATERIAL:
        import_module(f"tests.audit_quality.{module}")
    return [known for known in GENERATORS if material in (None, known.material)]


def measured(size, material="structured"):
    """The quality of the audit on so many cases of each generator."""
    tallies, correct = defaultdict(Tally), Counter()
    for known in generators(material):
        for number, case in enumerate(known.cases(size)):
            found = judge(case.facts).findings
            _count(tallies, known, f"{known.name} {number}", case, found)
            if known.planted is None:
                correct["cases"] += 1
                correct["values"] += len(case.facts)
                correct["ERROR"] += sum(finding.severity == "ERROR" for finding in found)
                correct["WARN"] += sum(finding.severity == "WARN" for finding in found)
    return {
        "rules": {rule: _said(tallies[rule]) for rule in sorted(tallies, key=_order)},
        "correct": dict(correct),
    }


def _count(tallies, known, name, case, found):
    rules = {finding.rule for finding in found}
    if known.planted is not None:
        tally = tallies[known.rule]
        tally.planted += 1
        tally.found += known.rule in rules
        if known.rule not in rules:
            tally.missed.append(f"{name} ({known.planted})")
    expected = {known.rule, *case.also} if known.planted is not None else set()
    for rule in rules - expected:
        tallies[rule].false += 1
        tallies[rule].false_in.append(name)


def _said(tally):
    return {
        "planted": tally.planted,
        "found": tally.found,
        "false": tally.false,
        "recall": tally.recall,
        "precision": tally.precision,
        "missed": tally.missed[:5],
        "false_in": tally.false_in[:5],
    }


def _order(rule):
    return rule[0], int(rule[1:])
