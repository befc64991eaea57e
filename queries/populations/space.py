"""The kinds of patients that a question, a group and its counts can tell apart.

Each axis that somebody names is cut into blocks: patients of one block meet the same criteria. A single-valued axis
is one variable; on a many-valued axis each value that stands alone is one. Rules between axes, and counts that never
exceed others, say which blocks go together. Axes that nobody names and nothing forces are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from queries.axes import Axes, Axis, Restriction, Rule
from queries.populations.blocks import Variable, category_variables, range_variable, starts
from queries.populations.limits import Limit

#: What holds together, for example all criteria of one stratum.
Condition = tuple[Restriction, ...]
#: The blocks that a condition allows, for each variable that it restricts.
Masks = dict[int, int]
#: The blocks that are left, one mask for each variable.
Domains = tuple[int, ...]


@dataclass(frozen=True)
class Tie:
    """A rule between variables, laid out for being asked thousands of times: each part is a variable with a mask."""

    premises: tuple[tuple[int, int], ...]
    consequences: tuple[tuple[int, int], ...]
    variables: frozenset[int]

    @classmethod
    def of(cls, premises: Masks, consequences: Masks) -> Tie:
        """The tie of a rule whose premises and consequences allow these blocks."""
        variables = frozenset((*premises, *consequences))
        return cls(tuple(premises.items()), tuple(consequences.items()), variables)

    def holds(self, domains: Sequence[int]) -> bool:
        """Whether the premises can be met while the consequences need not be."""
        for index, mask in self.premises:
            if not domains[index] & mask:
                return False
        return any(domains[index] & ~mask for index, mask in self.consequences)

    def fire(self, current: list[int]) -> None:
        """Draw the consequences where the premises hold; exclude a premise where the consequences cannot hold."""
        open_ = []
        for index, mask in self.premises:
            if not current[index] & mask:
                return
            if current[index] & ~mask:
                open_.append((index, mask))
        if not open_:
            for index, mask in self.consequences:
                current[index] &= mask
        elif len(open_) == 1:
            for index, mask in self.consequences:
                if not current[index] & mask:
                    place, premise = open_[0]
                    current[place] &= ~premise
                    return


class Space:
    """All kinds of patients that some conditions tell apart, as blocks of variables."""

    def __init__(self, axes: Axes, conditions: Iterable[Condition]) -> None:
        named = list(dict.fromkeys(part for condition in conditions for part in condition))
        active, rules = _active(axes, {part.axis for part in named})
        ruled = [part for rule in rules for part in (*rule.premises, *rule.consequences)]
        self.variables = _variables(axes, sorted(active), list(dict.fromkeys([*named, *ruled])))
        self._of_axis: dict[str, list[int]] = {}
        for index, variable in enumerate(self.variables):
            self._of_axis.setdefault(variable.axis, []).append(index)
        self._masks: dict[Restriction, Masks] = {}
        self._propagated: dict[Domains, Domains | None] = {}
        self._examples: dict[Domains, Domains | None] = {}
        self.rules = [Tie.of(self.masks(rule.premises), self.masks(rule.consequences)) for rule in rules]
        self.limits = [
            Limit(tuple(self._of_axis[name]), self._of_axis[larger][0], self.variables)
            for name in sorted(active & set(self._of_axis))
            for larger in axes.axes[name].limits
        ]

    @cached_property
    def everything(self) -> Domains:
        """All blocks of all variables."""
        return tuple(variable.full for variable in self.variables)

    def masks(self, condition: Condition) -> Masks:
        """The blocks that a condition allows."""
        found: Masks = {}
        for part in condition:
            if part not in self._masks:
                self._masks[part] = self._part(part)
            for index, mask in self._masks[part].items():
                found[index] = found.get(index, self.variables[index].full) & mask
        return found

    def _part(self, part: Restriction) -> Masks:
        found: Masks = {}
        for index in self._of_axis.get(part.axis, ()):
            mask = self.variables[index].mask(part)
            if mask is not None:
                found[index] = mask
        return found

    def narrowed(self, domains: Domains, masks: Masks) -> Domains:
        """The domains with a condition met."""
        if all(domains[index] & mask == domains[index] for index, mask in masks.items()):
            return domains
        narrow = list(domains)
        for index, mask in masks.items():
            narrow[index] &= mask
        return tuple(narrow)

    def propagated(self, domains: Domains) -> Domains | None:
        """The domains without blocks that a rule or a limit excludes at once; None where nobody is left."""
        if domains not in self._propagated:
            self._propagated[domains] = self._narrowest(domains)
        return self._propagated[domains]

    def _narrowest(self, domains: Domains) -> Domains | None:
        current = list(domains)
        before: list[int] = []
        while current != before:
            if not all(current):
                return None
            before = list(current)
            for rule in self.rules:
                rule.fire(current)
            for limit in self.limits:
                limit.apply(current)
        return tuple(current)

    def satisfiable(self, domains: Domains) -> bool:
        """Whether there can be a patient in these blocks."""
        return self.example(domains) is not None

    def example(self, domains: Domains) -> Domains | None:
        """Blocks of these in which every combination is a possible patient, if there can be one."""
        if domains not in self._examples:
            self._examples[domains] = self._found(domains)
        return self._examples[domains]

    def _found(self, domains: Domains) -> Domains | None:
        narrow = self.propagated(domains)
        if narrow is None:
            return None
        open_ = {index for index, domain in enumerate(narrow) if domain & (domain - 1)}
        tied = Counter(index for group in self.ties(narrow) for index in group & open_)
        if not tied:
            return narrow
        index = max(tied, key=lambda number: (tied[number], -number))
        # without a value on an axis hardly a rule applies: so the search seldom goes on
        void = self.variables[index].void & narrow[index]
        for block in (*bits(void), *bits(narrow[index] & ~void)):
            found = self.example((*narrow[:index], block, *narrow[index + 1 :]))
            if found is not None:
                return found
        return None

    def ties(self, domains: Domains) -> Iterator[frozenset[int]]:
        """The variables that each rule or limit still ties together."""
        for rule in self.rules:
            if rule.holds(domains):
                yield rule.variables
        for limit in self.limits:
            if not limit.settled(domains):
                yield limit.tied


def space_of(axes: Axes, conditions: Iterable[Condition]) -> Space:
    """The space that some conditions need; made once for the same conditions and kept with the axes."""
    asked = tuple(conditions)
    key = frozenset(part for condition in asked for part in condition)
    if key not in axes.kept:
        axes.kept[key] = Space(axes, asked)
    found: Space = axes.kept[key]
    return found


def bits(mask: int) -> Iterator[int]:
    """The single blocks of a mask.

    >>> list(bits(0b101))
    [1, 4]
    """
    while mask:
        low = mask & -mask
        yield low
        mask ^= low


def _variables(axes: Axes, active: Sequence[str], parts: Sequence[Restriction]) -> list[Variable]:
    """The variables of all axes; axes of which one limits the other are cut at the same numbers."""
    of_axis = {name: [part for part in parts if part.axis == name] for name in active}
    found = [
        variable
        for name in active
        if axes.axes[name].kind != "range"
        for variable in category_variables(axes.taxonomy, axes.axes[name], of_axis[name])
    ]
    tied = {name for one in active if axes.axes[one].limits for name in (one, *axes.axes[one].limits)}
    values = sum(max(variable.numbers or (0,)) for variable in found if variable.axis in tied)
    shared = (
        starts(part for part in parts if part.axis in tied) | set(range(1, values + 2)) if tied else set()
    )
    return found + [
        range_variable(axes.axes[name], shared if name in tied else starts(of_axis[name]))
        for name in active
        if axes.axes[name].kind == "range"
    ]


def _active(axes: Axes, named: set[str]) -> tuple[set[str], list[Rule]]:
    """The axes that matter for those named, and the rules that may speak on them.

    An axis on which a patient may have no value is left out as long as no rule and no limit can force a value.
    """
    active, fired = set(named), dict[str, Rule]()
    while True:
        before = len(active), len(fired)
        for rule in axes.rules:
            if all(_may_hold(axes.axes[part.axis], part, active) for part in rule.premises):
                fired[rule.iri] = rule
                active |= {part.axis for part in (*rule.premises, *rule.consequences)}
        active |= {larger for name in active for larger in axes.axes[name].limits}
        if before == (len(active), len(fired)):
            whole = [_whole(axes.axes[name]) for name in sorted(active)]
            return active, [*fired.values(), *(rule for rule in whole if rule)]


def _may_hold(axis: Axis, part: Restriction, active: set[str]) -> bool:
    without_value = not part.any_of and part.minimum is None and part.maximum is None
    return axis.iri in active or axis.total or without_value


def _whole(axis: Axis) -> Rule | None:
    """That every patient has some value of a many-valued axis, where the module says so."""
    return Rule(axis.iri, (), (Restriction(axis.iri, (axis.range,)),)) if axis.many and axis.total else None
