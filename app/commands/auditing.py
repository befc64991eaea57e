"""Commands of a guideline author who audits: audit, decide."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import AuditFormat, EndpointOption, FailOn, Language, Verdict

RuleOption = Annotated[list[str], typer.Option("--rule", help="Only this rule; may be given again.")]
SeverityOption = Annotated[
    list[str], typer.Option("--severity", help="Only ERROR, WARN or INFO; may be given again.")
]
GuidelineOption = Annotated[
    list[str], typer.Option("--guideline", help="Only this guideline; may be given again.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="GENERATION", help="Only what is new or went since then.")
]
ExplainOption = Annotated[
    str | None,
    typer.Option("--explain", metavar="RULE", help="What a rule checks, why, and where it comes from."),
]
TableOption = Annotated[
    Path | None, typer.Option("--table", help="An evidence table (csv, xlsx, jsonl), without a graph.")
]
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", help="YAML, a line for each column of the table: their name: ours."),
]
FailOption = Annotated[FailOn, typer.Option("--fail-on", help="Exit with 1 where such findings are open.")]
FindingsLanguage = Annotated[Language, typer.Option("--language", help="Language of the findings.")]


def audit(
    form: Annotated[AuditFormat, typer.Option("--format", help="How to tell it.")] = AuditFormat.table,
    out: Annotated[Path | None, typer.Option(help="Write it into this file.")] = None,
    fail_on: FailOption = FailOn.never,
    rule: RuleOption = [],  # noqa: B006
    severity: SeverityOption = [],  # noqa: B006
    guideline: GuidelineOption = [],  # noqa: B006
    since: SinceOption = None,
    explain: ExplainOption = None,
    table: TableOption = None,
    mapping: MappingOption = None,
    language: FindingsLanguage = Language.de,
    endpoint: EndpointOption = None,
) -> None:
    """Show what of a guideline's evidence does not fit, with the arithmetic."""
    from app import audit as auditing
    from app import audit_report, files, findings
    from queries.findings import Asked

    if explain:
        print(auditing.explained(explain, language.value))
        return
    whole, rules = auditing.of_table(table, mapping) if table else auditing.of_current(endpoint)
    asked = Asked(tuple(rule), tuple(word.upper() for word in severity), tuple(guideline))
    document = auditing.asked(whole, asked, rules)
    if since:
        document = auditing.since(document, since)
    for note in auditing.notes(document):
        print(note, file=sys.stderr)
    if form is AuditFormat.json:
        files.write(out, findings.as_json(document) + "\n")
    elif form is AuditFormat.table:
        files.write(out, findings.as_table(document, rules, language.value) + "\n")
    else:
        audit_report.write(
            document, rules, form.value, out, language=language.value, table=table, endpoint=endpoint
        )
    if auditing.fails(document, fail_on.value):
        raise typer.Exit(1)


def decide(
    finding: Annotated[str, typer.Argument(help="The id of a finding, from leitgraph audit.")],
    verdict: Annotated[Verdict, typer.Argument(help="What you say of it.")],
    by: Annotated[str, typer.Option(help="Who decides.")],
    reason: Annotated[str, typer.Option(help="Why; a rejection needs it.")] = "",
    endpoint: EndpointOption = None,
) -> None:
    """Accept, reject or defer a finding; the decision lapses when its numbers change."""
    from app import audit as auditing

    decision = auditing.decide(finding, verdict.value, by, reason, endpoint)
    print(f"{decision.finding}: {decision.verdict}")
