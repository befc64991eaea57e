"""Commands that ask a graph: ask, queries, evidence, search."""

from __future__ import annotations

from typing import Annotated

import typer

from app.commands.options import EndpointOption, Format, Language, LanguageOption, Listing, Short, ShortOption


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


def queries(
    form: Annotated[Listing, typer.Option("--format", help="How to print it.")] = Listing.table,
) -> None:
    """List the questions of the catalogue with their parameters."""
    from app import answers
    from queries import library, store

    generation = store.home() / "current"
    answers.show_catalogue(library.catalogue(generation if generation.exists() else None), form.value)


def evidence(
    intervention: Annotated[str, typer.Option(help="A treatment of the graph, by name or synonym.")],
    population: Annotated[
        str,
        typer.Option(help="Criteria in the words of the field, German or English, with commas between them."),
    ],
    outcome: Annotated[
        str, typer.Option(help="Count results on this endpoint only, by name or synonym.")
    ] = "",
    form: ShortOption = Short.table,
    language: LanguageOption = Language.en,
    endpoint: EndpointOption = None,
) -> None:
    """Which evidence supports this in these patients? Four blocks: measured, mixed, silent or excluded, guideline."""
    from app import four_blocks
    from queries import evidence as four_block_answer
    from queries.backend import chosen

    answer = four_block_answer.answer(chosen(endpoint), intervention, population, outcome)
    four_blocks.show(answer, form.value, language.value)


def search(
    text: Annotated[str, typer.Argument(help="Words in German or English, a name, a DOI, a number.")],
    language: LanguageOption = Language.en,
    kind: Annotated[str, typer.Option(help="Only this kind of record: study, statement, term, ...")] = "",
    limit: Annotated[int, typer.Option(help="The most rows to show.")] = 20,
    form: ShortOption = Short.table,
    endpoint: EndpointOption = None,
) -> None:
    """Find records by their labels, synonyms, paraphrases, citations and definitions."""
    from app import found
    from queries import backend
    from queries import search as texts

    hits = texts.anywhere(backend.named(endpoint), text, language.value, kind, limit)
    found.show(hits, form.value)
