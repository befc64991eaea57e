"""The audit at the command line: of the graph or of a table, which findings, since when, and what an author decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from queries import decisions, findings
from queries.backend import chosen
from queries.errors import UnknownFinding
from queries.findings import Asked, Document
from queries.store import home, open_generation

_EXPLAINED = {"de": ("Quelle der Regel", "schweigt bei"), "en": ("source of the rule", "keeps silent on")}
_VERDICTS: Mapping[str, decisions.Verdict] = {"accept": "accepted", "reject": "rejected", "defer": "deferred"}


def of_current(endpoint: str | None) -> tuple[Document, dict[str, dict[str, Any]]]:
    """The audit of the current graph with this machine's decisions laid over it, and the rules behind it."""
    backend = chosen(endpoint)
    name = endpoint or (home() / "current").resolve().name
    document = findings.document(backend, name, decisions.read(decisions.file(home())))
    return document, findings.rule_book(backend)


def of_table(table: Path, mapping: Path | None) -> tuple[Document, dict[str, dict[str, Any]]]:
    """The audit of an evidence table; cells that are no numbers stand among the untested."""
    from kg_build.audit import document as documents
    from kg_build.audit import judge
    from kg_build.audit.finding import Audit
    from kg_build.audit.table import evidence
    from kg_build.audit.table.headers import mapping_of

    read = evidence.read(table, mapping_of(mapping) if mapping else None)
    judged = judge.judge(read.facts)
    whole = Audit(judged.findings, (*read.unread, *judged.untested), judged.suppressed, judged.tested)
    return documents.document(whole, table=read.as_json()), documents.rule_book(judge.rules())


def notes(document: Document) -> list[str]:
    """What is to be said of a table beside its findings: how it was read, and which columns were not."""
    table = document.get("table")
    if not table:
        return []
    unknown = (
        [f"columns not known: {', '.join(table['unknown_columns'])}"] if table["unknown_columns"] else []
    )
    return [f"{table['file']}: {note}" for note in (*table["notes"], *unknown)]


def since(now: Document, name: str) -> Document:
    """What is new and what went since an earlier generation."""
    from kg_build import generation as generations

    earlier = generations.named(home(), name)
    return findings.since(now, findings.document(open_generation(earlier), earlier.name))


def asked(whole: Document, wanted: Asked, known: Mapping[str, Any]) -> Document:
    """The findings that were asked for; a rule or guideline that does not exist is an error, not an empty list."""
    guidelines = {name for one in whole["findings"] for name in one["guidelines"]}
    for given, there in ((wanted.rules, set(known)), (wanted.guidelines, guidelines)):
        for name in given:
            if name not in there:
                raise UnknownFinding(
                    f"{name!r} is not in this audit", next_step=f"there are: {', '.join(sorted(there))}"
                )
    return findings.chosen(whole, wanted)


def fails(document: Document, on: str) -> bool:
    """Whether findings of that severity are open (or lapsed): what was decided does not fail a check again."""
    grave = {"error": ("ERROR",), "warn": ("ERROR", "WARN"), "never": ()}[on]
    return any(
        one["severity"] in grave and one["status"] in ("open", "lapsed", "accepted")
        for one in document["findings"]
    )


def decide(name: str, verdict: str, by: str, reason: str, endpoint: str | None) -> decisions.Decision:
    """Write an author's decision on a finding of the current graph."""
    document, _ = of_current(endpoint)
    finding = findings.find(document, name)
    decision = decisions.Decision(
        finding["id"],
        _VERDICTS[verdict],
        finding["inputs_digest"],
        by,
        dt.datetime.now(tz=dt.UTC).date(),
        reason,
    )
    decisions.add(decisions.file(home()), decision)
    return decision


def explained(name: str, language: str) -> str:
    """What a rule checks, why, where it comes from, and in which circumstances it keeps silent."""
    from kg_build.audit import judge

    known = judge.rules()
    if name not in known:
        raise UnknownFinding(f"no rule is called {name!r}", next_step=f"there are: {', '.join(known)}")
    about, words = known[name].about, _EXPLAINED[language]
    lines = [
        f"{name}: {getattr(about.title, language)} ({about.severity}, version {about.version})",
        getattr(about.rationale, language),
        f"{words[0]}: {about.source}",
    ]
    if about.suppressors:
        told = "; ".join(getattr(words_, language) for words_ in about.suppressors.values())
        lines.append(f"{words[1]}: {told}")
    return "\n".join(lines)
