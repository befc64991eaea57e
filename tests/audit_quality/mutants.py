"""Mutants of the rules: each comparison at the core of a rule turned round, or moved off its boundary; all must be noticed.

A mutant is noticed if some planted error is missed, some correct record is objected to, or judging breaks off.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module

from kg_build.audit.finding import Finding
from kg_build.audit.judge import rules
from kg_build.audit.rule import Rule
from tests.audit_quality.measure import generators

#: Where each rule compares what is printed with what can be.
CORES = {
    "N1": ("bounds.Bounds.hold", "percentages.percent_of_count"),
    "N2": ("percentages._share_none", "percentages.common_denominator"),
    "N3": ("partitions._of_counts", "partitions._of_percentages"),
    "N4": ("bounds.Bounds.holds_multiple_of",),
    "N5": ("moments._whole_squares", "bounds.Bounds.meets"),
    "N6": ("bounds.Bounds.holds_multiple_of",),
    "N7": ("bounds._greater", "bounds._apart", "moments._too_wide"),
    "N8": ("bounds._greater",),
    "N9": ("symmetry.deviation", "symmetry.off_centre"),
    "N10": ("bounds.Bounds.meets", "pvalues._sides"),
    "N11": ("bounds._greater", "bounds._apart"),
    "N12": ("bounds._greater", "bounds._apart"),
    "N13": ("medians._held_against", "medians.median_agrees"),
    "N14": ("bounds.Bounds.meets", "bounds._greater"),
    "N15": ("survival.possible_with_events",),
    "N16": ("bounds.Bounds.meets",),
    "N17": ("bounds._greater", "bounds._apart", "agreement.same_value"),
    "N18": ("spelling.one_reading",),
    "L1": ("designs._exclude",),
    "L2": ("designs.design_in_register",),
    "L3": ("levels._expected", "levels.level_of_design"),
    "L4": ("wording.verb_of_grade",),
    "L5": ("grades.strong_on_weak", "grades._weak"),
    "L6": ("populations.population_of_evidence",),
    "L7": ("populations._opposites", "populations._quantity"),
    "L8": ("conflicts._looked_for",),
    "L9": ("grades.certainty_sum", "grades._start"),
    "L10": ("grades._within", "grades.consensus_class"),
    "R1": ("references.dangling",),
    "R2": ("references._differing", "references.reference_data"),
    "R3": ("support.unsupported", "support._above"),
    "R4": ("support.second_hand",),
    "R5": ("support.retracted",),
    "C1": ("coverage.uncovered",),
    "C2": ("coverage.equals", "coverage.only_one"),
    "C3": ("currency._passed", "currency._stale"),
    "C4": ("support.provisional_only",),
    "C5": ("coverage.finished_without_results",),
}
_TURNED = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_MOVED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
#: Where the boundary itself counts: a half may be rounded up or down.
CLOSED = {"N1": "bounds.Bounds.hold", "N4": "bounds.Bounds.holds_multiple_of"}


@dataclass(frozen=True)
class Mutant:
    """One comparison of one function, turned round, or moved off its boundary."""

    rule: str
    target: str
    number: int
    moved: bool = False

    def __str__(self):
        return f"{self.rule} {self.target} {self.number}{' moved' if self.moved else ''}"

    @property
    def original(self):
        """The function, property or rule that is mutated, and what it belongs to."""
        module, *names = self.target.split(".")
        owner = import_module(f"kg_build.audit.{module}")
        for name in names[:-1]:
            owner = getattr(owner, name)
        return owner, names[-1], inspect.getattr_static(owner, names[-1])

    @contextmanager
    def alive(self) -> Iterator[Rule]:
        """The rule with the mutant in place."""
        owner, name, original = self.original
        mutated = self._compiled()
        setattr(owner, name, mutated)
        try:
            yield mutated if isinstance(mutated, Rule) else rules()[self.rule]
        finally:
            setattr(owner, name, original)

    def _compiled(self):
        function = _function(self.original[2])
        tree = _tree(function)
        node, at = _comparisons(tree)[self.number]
        node.ops[at] = (_MOVED if self.moved else _TURNED)[type(node.ops[at])]()
        space: dict[str, object] = {}
        code = compile(ast.fix_missing_locations(tree), self.target, "exec")
        exec(code, function.__globals__, space)  # noqa: S102 - our own source, mutated
        return space[function.__name__]


def _function(original):
    if isinstance(original, Rule):
        return inspect.getclosurevars(original._apply).nonlocals.get("function", original._apply)
    return original.fget if isinstance(original, property) else original


def _tree(function):
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _comparisons(tree):
    """All comparisons of values; that something is given or not is no comparison."""
    return [
        (node, at)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        for at, kind in enumerate(node.ops)
        if type(kind) in _TURNED
    ]


def mutants():
    """All mutants of all rules."""
    for rule, targets in CORES.items():
        for target in targets:
            function = _function(Mutant(rule, target, 0).original[2])
            for number in range(len(_comparisons(_tree(function)))):
                yield Mutant(rule, target, number)
                if CLOSED.get(rule) == target:
                    yield Mutant(rule, target, number, moved=True)


def noticed(mutant, size):
    """Whether so many cases of each generator of the rule notice the mutant."""
    with mutant.alive() as rule:
        try:
            return any(
                bool([verdict for verdict in rule.judge(case.facts) if isinstance(verdict, Finding)])
                != expected
                for known in generators("structured")
                if known.rule == mutant.rule
                for expected in (known.planted is not None,)
                for case in known.cases(size)
            )
        except Exception:  # noqa: BLE001 - a mutant that breaks off is noticed
            return True
