"""N18: a number is printed so that it can be read in one way only."""

from __future__ import annotations

from collections.abc import Iterator

from kg_build.audit.bounds import cut
from kg_build.audit.finding import Verdict, Words
from kg_build.audit.numbers import NumberForm
from kg_build.audit.rule import About, Rule, each

_N18 = About(
    title=Words("Zahl ist eindeutig geschrieben", "number can be read in one way"),
    rationale=Words(
        "Punkt und Komma trennen je nach Sprache Dezimalen oder Tausender; ein Strich ist „bis“ oder minus.",
        "Point and comma separate decimals or thousands by language; a dash is a range or a minus.",
    ),
    severity="INFO",
    source="https://www.bipm.org/en/publications/si-brochure",
    suppressors={
        "doi": Words("ein DOI", "a DOI"),
        "tnm": Words("eine Angabe zum Stadium", "a staging term"),
        "chapter": Words("eine Kapitelnummer", "a chapter number"),
        "level": Words("ein Evidenzgrad", "a level of evidence"),
    },
)


@each("N18", NumberForm, _N18)
def one_reading(rule: Rule[NumberForm], fact: NumberForm) -> Iterator[Verdict]:
    """A number with several readings is shown with all of them."""
    readings = list(dict.fromkeys(fact.readings))
    if len(readings) < 2:  # noqa: PLR2004 - one reading is what is wanted
        return
    if fact.role:
        yield rule.suppressed(fact.place, fact.role)
        return
    yield rule.finding(
        fact.place,
        Words(f"„{fact.text}“ lässt sich verschieden lesen.", f'"{fact.text}" can be read in several ways.'),
        f"{fact.text}: {cut(readings)}",
        {"text": fact.text, "readings": readings},
        Words("So schreiben, dass nur eine Lesart bleibt.", "Write it so that one reading is left."),
        aspect=fact.text,
    )
