"""leitgraph: the command line. Each command calls one operation; what it needs is imported when it runs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.errors import report
from ontology.errors import LeitgraphError

app = typer.Typer(
    help="A knowledge graph of clinical-guideline evidence: build it, ask it, check it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    md = "md"


class Short(StrEnum):
    """How a list or an answer is printed."""

    table = "table"
    json = "json"


class Listing(StrEnum):
    """How the catalogue is printed."""

    table = "table"
    json = "json"
    md = "md"


class Kind(StrEnum):
    """What an author can start from a commented file."""

    study = "study"
    statement = "statement"
    guideline = "guideline"


class FailOn(StrEnum):
    """The gravity of a finding from which a command fails."""

    error = "error"
    warn = "warn"
    never = "never"


class Language(StrEnum):
    """The language of labels and explanations."""

    de = "de"
    en = "en"


Corpora = Annotated[list[Path], typer.Option("--corpus", help="A further corpus folder; may be given again.")]
ShortOption = Annotated[Short, typer.Option("--format", help="How to print it.")]
EndpointOption = Annotated[
    str | None,
    typer.Option(
        "--endpoint", metavar="URL", help="A SPARQL endpoint with our data (else LEITGRAPH_ENDPOINT)."
    ),
]
LanguageOption = Annotated[Language, typer.Option("--language", help="Language of labels and explanations.")]


@app.command()
def build(
    corpus: Corpora = [],  # noqa: B006
    sources: Annotated[Path | None, typer.Option(help="Your copy of the guideline passages.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Home of the generations (else LEITGRAPH_HOME, build/).")
    ] = None,
    no_owl: Annotated[bool, typer.Option("--no-owl", help="Leave out the OWL reasoner.")] = False,
    no_embedded: Annotated[
        bool, typer.Option("--no-embedded", help="Leave out the corpus that ships.")
    ] = False,
) -> None:
    """Build the graph: a new generation, checked and sealed, that becomes the current one."""
    from app import logs, summary
    from kg_build import pipeline
    from queries import store

    logs.to_standard_error()
    settings = pipeline.Settings(
        corpora=tuple(corpus),
        sources=sources,
        home=out or store.home(),
        owl=not no_owl,
        embedded=not no_embedded,
    )
    summary.show(pipeline.build(settings).path)


@app.command()
def validate(folder: Annotated[Path, typer.Argument(help="A corpus folder.")]) -> None:
    """Report all mistakes of a corpus at once, without building."""
    from kg_build import load

    mistakes = load.validate(folder)
    for mistake in mistakes:
        print(mistake)
    if mistakes:
        raise typer.Exit(2)
    print(f"{folder}: no mistakes")


@app.command()
def new(
    kind: Kind,
    folder: Annotated[Path, typer.Argument(help="The corpus folder to write into.")],
    name: Annotated[str, typer.Option(help="The id of the record, and the name of its file.")] = "",
) -> None:
    """Write a commented YAML file to fill in."""
    from kg_build.authoring import scaffold

    print(scaffold.new(kind.value, folder, name))


@app.command()
def diff(
    old: Annotated[str | None, typer.Argument(help="A generation; else the one before the newer.")] = None,
    new_: Annotated[
        str | None, typer.Argument(metavar="NEW", help="A generation; else the current one.")
    ] = None,
    form: ShortOption = Short.table,
) -> None:
    """Show in words what changed between two generations, per statement, study, result and level."""
    from app import changes
    from queries import store

    changes.show(store.home(), old, new_, form.value)


@app.command()
def rollback(
    generation: Annotated[str | None, typer.Argument(help="Else the one before the current.")] = None,
) -> None:
    """Make an earlier generation the current one."""
    from kg_build import generation as generations
    from queries import store

    print(f"current is now {generations.rollback(store.home(), generation).name}")


@app.command()
def verify() -> None:
    """Hold the current generation against its manifest and seal, and name any damage."""
    from kg_build import generation as generations
    from queries import store

    current = generations.current(store.home())
    damage = generations.verify(current)
    for fault in damage:
        print(fault)
    if damage:
        print("next: leitgraph rollback, or build again", file=sys.stderr)
        raise typer.Exit(1)
    print(f"{current.name}: every file is as it was sealed")


@app.command()
def ask(
    name: Annotated[str, typer.Argument(help="A question of the catalogue: see leitgraph queries.")],
    parameter: Annotated[list[str], typer.Option("-p", help="name=value; may be given again.")] = [],  # noqa: B006
    form: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.table,
    endpoint: EndpointOption = None,
) -> None:
    """Ask one question of the catalogue."""
    from app import answers
    from queries import library, store
    from queries.backend import chosen

    question = library.find(name, store.home() / "current")
    answers.show(library.ask(chosen(endpoint), question, library.parameters(parameter)), form.value)


@app.command()
def queries(
    form: Annotated[Listing, typer.Option("--format", help="How to print it.")] = Listing.table,
) -> None:
    """List the questions of the catalogue with their parameters."""
    from app import answers
    from queries import library, store

    generation = store.home() / "current"
    answers.show_catalogue(library.catalogue(generation if generation.exists() else None), form.value)


@app.command()
def evidence(
    intervention: Annotated[str, typer.Option(help="A treatment of the graph, by name or synonym.")],
    population: Annotated[
        str,
        typer.Option(help="Criteria in the words of the field, German or English, with commas between them."),
    ],
    form: ShortOption = Short.table,
    language: LanguageOption = Language.en,
    endpoint: EndpointOption = None,
) -> None:
    """Which evidence supports this in these patients? Four blocks: measured, mixed, silent or excluded, guideline."""
    from app import four_blocks
    from queries import evidence as four_block_answer
    from queries.backend import chosen

    answer = four_block_answer.answer(chosen(endpoint), intervention, population)
    four_blocks.show(answer, form.value, language.value)


@app.command()
def audit(
    *,
    table: Annotated[
        Path | None, typer.Option(help="An evidence table (csv, xlsx, jsonl), without a graph.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="YAML, a line for each column of the table: their name: ours.")
    ] = None,
    rule: Annotated[list[str], typer.Option(help="Only this rule; may be given again.")] = [],  # noqa: B006
    form: ShortOption = Short.table,
    language: LanguageOption = Language.en,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit with 1 where there is such a finding.")
    ] = FailOn.never,
) -> None:
    """Report what does not fit, with the arithmetic and the place."""
    from app import audits

    found = audits.of_table(table, mapping, rule)
    audits.show(found, form.value, language.value)
    if audits.fails(found, fail_on.value):
        raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Where to listen; 0.0.0.0 lets other machines in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port; 0 takes a free one.", min=0, max=65535)] = 8501,
) -> None:
    """Serve the explorer at / and the SPARQL endpoint at /sparql."""
    from app import server

    server.serve(host, port)


def main() -> None:
    """Run a command; a fault that the user can mend is said plainly, any other is ours."""
    try:
        app()
    except LeitgraphError as error:
        sys.exit(report(error))
    except Exception:  # noqa: BLE001  the last door: whatever comes here is our own fault
        import traceback

        traceback.print_exc()
        print("leitgraph: internal fault; please report the lines above", file=sys.stderr)
        sys.exit(3)


if __name__ == "__main__":
    main()
