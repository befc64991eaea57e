"""Model -> triples -> model is the identity, for records of every class with whatever a field may hold."""

import datetime as dt
import itertools
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from kg_build.errors import InvalidRecord
from kg_build.load import EMBEDDED, load_corpus
from kg_build.model import (
    CLASSES,
    Cohort,
    Contradiction,
    Entity,
    Passage,
    Reading,
    Result,
    Statement,
    Stratum,
    Study,
    Text,
    specs,
)
from kg_build.model.base import not_an_iri, not_in_text
from kg_build.quads import read, string, triples, unit_triples
from ontology.namespaces import PREFIXES, iri
from tests.examples import a_cohort, a_result, a_statement, a_study, a_text, a_unit

WORDS = st.text(max_size=12).filter(lambda words: not not_in_text(words))
NAMES = st.text(min_size=1, max_size=8).filter(lambda name: not not_an_iri(f"https://example.org/{name}"))
REFERENCES = st.one_of(
    st.sampled_from(
        ["lg:Study", "study:a", "rdf:type", "skos:Concept", "urn:x", iri("study:b"), iri("lg:n")]
    ),
    NAMES.map("https://example.org/{}".format),
    NAMES.map("study:{}".format),
    NAMES.map("onc:{}".format),
)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
SCALARS = {
    "ref": REFERENCES,
    "string": WORDS,
    "text": st.builds(Text, de=WORDS, en=st.none() | WORDS) | st.builds(Text, en=WORDS),
    "integer": st.integers(),
    "decimal": NUMBERS,
    "date": st.dates(),
}


def of_field(draw, spec, numbers, depth):
    """What a field may hold: one value, or some."""
    if spec.kind == "owned":
        below = [c for c in CLASSES.values() if issubclass(c, spec.owned_class) and c.kind]
        values = st.deferred(lambda: records(st.sampled_from(below), numbers, depth - 1))
    else:
        values = st.sampled_from(spec.choices) if spec.choices else SCALARS[spec.kind]
    if spec.many:
        return draw(st.lists(values, min_size=spec.required, max_size=2))
    return draw(values if spec.required else st.none() | values)


@st.composite
def records(draw, classes, numbers, depth):
    """A record of one of the classes, with a name that no other record of the same graph has."""
    entity_class = draw(classes)
    fields = {"id": f"{entity_class.kind}:{next(numbers)}.{draw(NAMES)}"}
    for spec in specs(entity_class):
        if depth > 0 or spec.required:
            fields[spec.name] = of_field(draw, spec, numbers, depth)
    return entity_class(**{name: value for name, value in fields.items() if value is not None})


@st.composite
def graphs(draw, entity_class):
    """One or two records of a class that lie in no other."""
    depth = 2 if entity_class in (Study, Passage, Stratum) else 1
    one = records(st.just(entity_class), itertools.count(), depth)
    return tuple(draw(st.lists(one, min_size=1, max_size=2)))


def parsed(lines):
    return list(ox.parse("".join(f"{line} .\n" for line in lines), format=ox.RdfFormat.N_TRIPLES))


@pytest.mark.parametrize("entity_class", CLASSES.values(), ids=lambda entity_class: entity_class.__name__)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_record_comes_back_from_its_triples_as_it_was(entity_class, data):
    before = data.draw(graphs(entity_class))
    lines = [line for record in before for line in triples(record)]
    after = read(quad.triple for quad in parsed(lines))
    assert after == tuple(sorted(before, key=lambda record: record.id))


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_order_of_records_and_of_their_parts_changes_nothing(data):
    before = data.draw(graphs(Study))
    turned = tuple(_turned(record) for record in data.draw(st.permutations(before)))
    assert sorted(unit_triples(a_unit(), before)) == sorted(unit_triples(a_unit(), turned))


def _turned(record):
    """The same record from values given the other way round."""
    fields = {"id": record.id}
    for spec in reversed(specs(type(record))):
        values = [_turned(value) if isinstance(value, Entity) else value for value in spec.values(record)]
        if values:
            fields[spec.name] = list(reversed(values)) if spec.many else values[0]
    return type(record)(**fields)


@given(WORDS)
@example('"\\"\n\r\t\b\f\x7f\x85\u2028\u2029 \\u0041 \U0001f43a é e\u0301')
def test_every_string_survives_one_line_of_text(words):
    line = f"<urn:s> <urn:p> {string(words)} ."
    assert line.count("\n") == line.count("\r") == 0
    (quad,) = ox.parse(line, format=ox.RdfFormat.N_TRIPLES)
    assert quad.object == ox.Literal(words)


@given(NAMES)
def test_every_iri_survives(name):
    study = a_study(updates=(f"https://example.org/{name}",))
    objects = {quad.object for quad in parsed(triples(study))}
    assert ox.NamedNode(f"https://example.org/{name}") in objects


def test_a_field_that_needs_a_value_is_not_content_with_an_empty_list():
    with pytest.raises(ValidationError, match="at least one is needed"):
        Contradiction(
            id="contradiction:a", members=(), differs=("inTime",), status="open", explanation=a_text()
        )


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_characters_that_no_file_can_carry_are_refused_and_not_lost(odd):
    with pytest.raises(ValidationError, match="text may not contain the characters"):
        Reading(id="reading:a", aspect=f"a{odd}b", status="verified")
    with pytest.raises(ValidationError, match="text may not contain the characters"):
        Text(de=f"a{odd}b")


@pytest.mark.parametrize(
    "name", ["https://example.org/a b", "study:a<b", 'urn:"', "https://example.org/%zz", "https://[x"]
)
def test_what_is_no_iri_is_refused(name):
    with pytest.raises(ValidationError, match="Invalid"):
        a_study(updates=(name,))


def test_a_reference_with_an_unknown_prefix_is_refused_as_a_mistake_of_the_field():
    with pytest.raises(ValidationError, match="unknown prefix in 'sutdy:a'"):
        a_study(updates=("sutdy:a",))


def test_a_text_without_words_is_none():
    with pytest.raises(ValidationError, match="words in German, in English"):
        Text()


def test_a_curie_and_its_iri_are_the_same_reference():
    assert a_study(updates=("study:a",)) == a_study(updates=(PREFIXES["study"] + "a",))


@pytest.mark.parametrize(
    ("given_", "kept", "printed"),
    [
        ("23.30", "23.3", "23.3"), ("100", "100", "100"), ("1E+2", "100", "100"), ("-0.0", "0", "0"), ("0.10", "0.1", "0.1"),
        ("12345678901234567890123456789012345.5", "12345678901234567890123456789012345.5", "12345678901234567890123456789012345.5"),
    ],
)  # fmt: skip
def test_a_number_keeps_its_value_and_has_one_form(given_, kept, printed):
    result = a_result(value=Decimal(given_))
    assert result.value == Decimal(kept)
    assert any(f'"{printed}"^^' in line for line in triples(result) if "/value>" in line)


def test_a_value_that_stands_twice_where_one_is_allowed_is_a_fault_and_not_a_choice():
    lines = [
        *triples(a_cohort(results=())),
        '<https://w3id.org/leitgraph/id/cohort/wolves_2020.all> <https://w3id.org/leitgraph/ontology/n> "40"^^<http://www.w3.org/2001/XMLSchema#integer>',
    ]
    with pytest.raises(InvalidRecord, match="lg:n has 2 values"):
        read(quad.triple for quad in parsed(lines))


def test_records_inside_records_name_their_unit_too():
    lines = list(unit_triples(a_unit(), [a_study()]))
    named = {line.split()[0] for line in lines if "/inUnit>" in line}
    assert {name.rpartition("/id/")[2].rstrip(">") for name in named} == {
        "study/wolves_2020", "publication/wolves_2020.paper", "cohort/wolves_2020.all", "result/wolves_2020.all.alive",
    }  # fmt: skip


def test_a_class_below_the_declared_one_comes_back_as_itself():
    claim = a_statement()
    assert isinstance(claim, Statement)
    (back,) = read(quad.triple for quad in parsed(triples(claim)))
    assert type(back) is type(claim)


def test_inferred_types_do_not_hide_what_a_record_is():
    lines = [
        *triples(a_cohort()),
        f"<{iri('cohort:wolves_2020.all')}> <{PREFIXES['rdf']}type> <{iri('lg:Population')}>",
    ]
    (back,) = read(quad.triple for quad in parsed(lines))
    assert isinstance(back, Cohort)
    assert isinstance(back.results[0], Result)


def test_the_whole_corpus_comes_back_from_its_triples():
    for unit, before in load_corpus(EMBEDDED).units:
        lines = list(unit_triples(unit, before))
        after = read(quad.triple for quad in parsed(lines))
        assert set(after) == {unit, *before}


def test_dates_before_the_year_1000_keep_four_digits():
    unit = a_unit(curated_on=dt.date(33, 4, 3))
    assert any('"0033-04-03"^^' in line for line in triples(unit))
