"""Commands that make a graph and keep it whole: build, validate, new, diff, rollback, verify, push."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import Corpora, Kind, Short, ShortOption


def build(
    corpus: Corpora = [],  # noqa: B006
    sources: Annotated[Path | None, typer.Option(help="Your copy of the guideline passages.")] = None,
    notices: Annotated[
        Path | None, typer.Option(help="A snapshot of retractions and corrections, see docs/audit.md.")
    ] = None,
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
        notices=notices,
        home=out or store.home(),
        owl=not no_owl,
        embedded=not no_embedded,
    )
    summary.show(pipeline.build(settings).path)


def validate(folder: Annotated[Path, typer.Argument(help="A corpus folder.")]) -> None:
    """Report all mistakes of a corpus at once, without building."""
    from kg_build import load

    mistakes = load.validate(folder)
    for mistake in mistakes:
        print(mistake)
    if mistakes:
        raise typer.Exit(2)
    print(f"{folder}: no mistakes")


def new(
    kind: Kind,
    folder: Annotated[Path, typer.Argument(help="The corpus folder to write into.")],
    name: Annotated[str, typer.Option(help="The id of the record, and the name of its file.")] = "",
) -> None:
    """Write a commented YAML file to fill in."""
    from kg_build.authoring import scaffold

    print(scaffold.new(kind.value, folder, name))


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


def rollback(
    generation: Annotated[str | None, typer.Argument(help="Else the one before the current.")] = None,
) -> None:
    """Make an earlier generation the current one."""
    from kg_build import generation as generations
    from queries import store

    print(f"current is now {generations.rollback(store.home(), generation).name}")


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


def push(
    endpoint: Annotated[
        str, typer.Argument(metavar="URL", help="The SPARQL endpoint of a store to write to.")
    ],
    graph_store: Annotated[
        str, typer.Option(metavar="URL", help="Its graph store, where that cannot be told from the endpoint.")
    ] = "",
) -> None:
    """Load the current generation into a store on another machine; its readers see the old one or the new one, whole."""
    from kg_build import generation as generations
    from kg_build.push import Push
    from kg_build.pushing.graph_store import GraphStore, beside
    from queries import remote, store

    manners = remote.manners()
    there = GraphStore(graph_store or beside(endpoint), manners)
    asked = remote.RemoteBackend(endpoint, manners)
    pushed = Push(generations.current(store.home()), asked, there).run()
    print(f"{endpoint} now answers from generation {pushed.name}")
    print(f"{pushed.graphs} graphs with {pushed.triples} triples, compared by count and content")
    print(f"{pushed.sent} graphs sent, {pushed.removed} graphs of other generations removed")
