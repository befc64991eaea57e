"""What records are called where they have no label of their own: by what they say, and whose they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app import units
from app.words import in_language
from ontology.namespaces import curie
from queries.records import Record

#: What a record is named by.
PROPERTIES = (
    "rdfs:label", "skos:prefLabel", "lg:paraphrase", "lg:statistic", "lg:endpoint", "lg:printed", "lg:value", "lg:unit", "lg:months",
    "lg:aspect", "lg:measure", "lg:citedAs", "oa:start", "oa:end", "lg:bearsOn", "lg:direction", "lg:restsOnStudy", "lg:untestedBy",
    "lg:reason",
)  # fmt: skip
#: The terms that the names of results and of evidence lines are made of, in their order.
_RESULT, _LINE = ("lg:endpoint", "lg:statistic"), ("lg:direction", "lg:bearsOn", "lg:restsOnStudy")
_Labels = Callable[[tuple[str, ...], str], Mapping[str, str]]


def names(found: Mapping[str, Record], language: str, labels: _Labels) -> dict[str, str]:
    """The names of records in a language where they have one in it, else in the other; ``labels`` names other records."""
    own = {name: _own(record, language) for name, record in found.items()}
    rest = {name: record for name, record in found.items() if not own[name]}
    of_terms = tuple(sorted({term for record in rest.values() for prop in (*_RESULT, *_LINE) for term in record.all(prop)}))  # fmt: skip
    named = labels(of_terms, language) if of_terms else {}
    made = {name: _made(record, named, language) for name, record in rest.items()}
    return {name: words for name, words in {**own, **made}.items() if words}


def _own(record: Record, language: str) -> str:
    words = record.text("rdfs:label") or record.text("skos:prefLabel") or record.text("lg:paraphrase")
    return in_language(words, language)


def _made(record: Record, named: Mapping[str, str], language: str) -> str:
    """A name by what the record says; of whatever is part of a study or a passage with that behind it."""
    if record.all("lg:statistic"):
        return ", ".join([*_terms(record, _RESULT, named), *_value(record, language)])
    if record.all("lg:bearsOn"):
        said = (_terms(record, _LINE[:1], named), _terms(record, _LINE[1:], named))
        return ": ".join("; ".join(words) for words in said if words)
    if rules := record.all("lg:untestedBy"):
        return f"{curie(rules[0]).partition(':')[2]}: {in_language(record.text('lg:reason'), language)}"
    words = (
        " ".join(record.all("lg:aspect"))
        or "–".join(record.all("oa:start") + record.all("oa:end"))
        or " ".join(record.all("lg:measure") + record.all("lg:printed"))
        or " ".join(record.all("lg:citedAs"))
    )
    return f"{words} ({_whose(record.iri)})" if words else ""


def _terms(record: Record, properties: tuple[str, ...], named: Mapping[str, str]) -> list[str]:
    return [named.get(term, curie(term)) for prop in properties for term in record.all(prop)]


def _whose(name: str) -> str:
    """The study or passage that a record belongs to, as its short name begins."""
    return curie(name).partition(":")[2].partition(".")[0].replace("_", " ")


def _value(record: Record, language: str) -> list[str]:
    value = units.told({name: record.one(f"lg:{name}") for name in ("printed", "value", "unit")}, language)
    months = [units.decimal(month, language) for month in record.all("lg:months")]
    return [*(units.amount(month, "mo", language) for month in months), *([value] if value else [])]
