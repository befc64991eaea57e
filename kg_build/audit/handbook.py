"""The page of all rules, ``docs/audit_rules.md``, made from the rules themselves.

``python -m kg_build.audit.handbook`` prints it; ``make format`` rewrites the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg_build.audit.judge import rules
from kg_build.audit.rule import About, Rule

_HEAD = """# The rules of the audit

Made from the rules themselves by `make format`. A rule holds facts against each other; where a named circumstance explains a value it keeps
silent, and what it cannot test is counted as untested, with the reason. ERROR: no rounding, denominator or reading rescues the value. A rule may
use a milder severity for a single finding than its own. `leitgraph audit --explain N1` shows one rule.
"""


def page() -> str:
    """All rules in the order of their ids, in English and German."""
    known = sorted(rules().values(), key=lambda rule: ("NLRCE".index(rule.id[0]), int(rule.id[1:])))
    return "\n".join([_HEAD, *_table(known), "", *(line for rule in known for line in _section(rule))])


def _table(known: list[Rule[Any]]) -> Iterator[str]:
    yield "| rule | what | severity |"
    yield "|---|---|---|"
    for rule in known:
        yield f"| [{rule.id}](#{rule.id.lower()}) | {rule.about.title.en} | {rule.about.severity} |"


def _section(rule: Rule[Any]) -> Iterator[str]:
    about = rule.about
    yield f"## {rule.id}"
    yield ""
    yield f"**{about.title.en}** / **{about.title.de}** ({about.severity}, version {about.version})"
    yield ""
    yield f"{about.rationale.en}"
    yield ""
    yield f"{about.rationale.de}"
    yield ""
    yield f"Source: {about.source}"
    yield from _silences(about)
    yield ""


def _silences(about: About) -> Iterator[str]:
    if about.suppressors:
        yield ""
        yield "Keeps silent on:"
        yield ""
        for name, words in about.suppressors.items():
            yield f"- `{name}`: {words.en} / {words.de}"


if __name__ == "__main__":
    print(page())  # noqa: T201 - the page is what it is asked for
