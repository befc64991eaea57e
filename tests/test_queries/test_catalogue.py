"""Every question of the catalogue has a case: the smallest data, and the rows worked out by hand.

A case is a folder ``cases/<question>/``: ``data.ttl`` (what ``graph/current`` holds, the inferred edges included;
below a comment stands what must not appear), ``expected.srj``, and ``given.yaml`` where parameters are given.
"""

import re
import warnings
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from ontology.namespaces import CURRENT_GRAPH, PREFIXES
from queries import library
from queries.store import EmbeddedBackend

CASES = Path(__file__).parent / "cases"
QUESTIONS = {question.name: question for question in library.catalogue()}
every_question = pytest.mark.parametrize("name", sorted(QUESTIONS))


def backend_of(turtle):
    store = ox.Store()
    store.load(input=turtle, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(CURRENT_GRAPH))
    return EmbeddedBackend(store)


def table_of(solutions):
    """The names of the columns, and the rows in their order."""
    names = [variable.value for variable in solutions.variables]
    return names, [
        tuple(str(row[name]) if row[name] is not None else "" for name in names) for row in solutions
    ]


def parameters_of(name):
    given = CASES / name / "given.yaml"
    return yaml.safe_load(given.read_text(encoding="utf-8")) if given.exists() else {}


def data_of(name):
    return (CASES / name / "data.ttl").read_bytes()


def expected_of(name):
    text = (CASES / name / "expected.srj").read_bytes()
    return table_of(ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON))


def plain(name):
    """The query without header and comments."""
    return "\n".join(line for line in QUESTIONS[name].sparql.splitlines() if not line.startswith("#"))


def optionals(sparql):
    """The bodies of the OPTIONAL groups, which hold no group of their own."""
    return re.findall(r"OPTIONAL \{([^{}]*)\}", sparql)


def comparable(term):
    """A term of rdflib as text; a number by its value, for what was reckoned may be 0 or 0.0."""
    value = getattr(term, "value", None)
    if isinstance(value, int | Decimal):
        return f"{Decimal(value).normalize():f}"
    return "" if term is None else term.n3()


@every_question
def test_a_question_answers_its_case(name):
    assert (CASES / name).is_dir(), f"add tests/test_queries/cases/{name}/data.ttl and expected.srj"
    answer = table_of(library.ask(backend_of(data_of(name)), QUESTIONS[name], parameters_of(name)))
    assert answer == expected_of(name)
    assert answer[1], "a case without a row cannot fail"


@every_question
def test_a_case_gives_the_same_rows_whatever_the_order_of_its_triples(name):
    given, triples = parameters_of(name), list(ox.parse(data_of(name), format=ox.RdfFormat.TURTLE))
    for order in (triples, triples[::-1], sorted(triples, key=lambda quad: str(quad.object))):
        store = ox.Store()
        for quad in order:
            store.add(ox.Quad(*quad.triple, ox.NamedNode(CURRENT_GRAPH)))
        answer = library.ask(EmbeddedBackend(store), QUESTIONS[name], given)
        assert table_of(answer) == expected_of(name)


@every_question
def test_a_case_gives_the_same_rows_in_another_engine(name):
    import rdflib

    bound = library.bind(backend_of(data_of(name)), QUESTIONS[name], parameters_of(name))
    with warnings.catch_warnings():  # rdflib calls an API of its own that it has deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        answer = rdflib.Graph().parse(data=data_of(name), format="turtle").query(bound)
        found = [tuple(comparable(term) for term in row) for row in answer]
    _, wanted = expected_of(name)
    terms = [tuple(comparable(rdflib.util.from_n3(cell) if cell else None) for cell in row) for row in wanted]
    assert sorted(found) == sorted(terms)


def test_every_case_belongs_to_a_question():
    assert {case.name for case in CASES.iterdir()} == set(QUESTIONS)


@every_question
def test_a_case_says_what_must_not_appear(name):
    assert "# not to appear: " in data_of(name).decode()


@every_question
def test_a_question_declares_the_prefixes_that_it_uses_as_the_prefix_map_has_them(name):
    declared = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", plain(name), re.MULTILINE))
    body = re.sub(r'PREFIX .*|"[^"]*"|<[^>]*>', "", plain(name))
    assert set(re.findall(r"\b(\w+):\w", body)) == set(declared)
    assert all(PREFIXES[prefix] == namespace for prefix, namespace in declared.items())


@every_question
def test_a_question_has_no_slow_or_untrusted_shape(name):
    for body in optionals(plain(name)):
        pattern = body.split("FILTER")[0].strip().rstrip(".")
        assert len(pattern.split()) == 3, f"OPTIONAL of more than one triple: {pattern}"
        assert not re.search(r"\w[/|^]|\^\w", pattern), f"OPTIONAL with a path: {pattern}"
    assert plain(name).count("OPTIONAL") == len(optionals(plain(name))), "an OPTIONAL with a group inside"
    assert not any(mark in plain(name) for mark in ("*/", "+/", ")*", ")+", "true", "false", "GRAPH", " / "))
    assert len(QUESTIONS[name].sparql.splitlines()) <= 40


@every_question
def test_an_optional_hangs_on_a_variable_that_is_bound_elsewhere(name):
    """Or else each row is paired with every triple of the graph that has the property."""
    body = re.sub(r"OPTIONAL \{[^{}]*\}|SELECT[^{]*WHERE|ORDER BY.*", "", plain(name))
    for optional in optionals(plain(name)):
        subject, _, value = optional.split()[:3]
        assert any(re.search(re.escape(end) + r"\b", body) for end in (subject, value)), optional


@every_question
def test_a_parameter_that_an_optional_uses_is_used_outside_too(name):
    """Or else Virtuoso forgets it."""
    outside = re.sub(r"OPTIONAL \{[^{}]*\}", "", plain(name))
    for parameter in QUESTIONS[name].header.parameters:
        if any(f"?{parameter.name}" in optional for optional in optionals(plain(name))):
            assert f"?{parameter.name}" in outside


@every_question
def test_a_parameter_is_not_bound_by_an_optional(name):
    """Or else a record without the property would match whatever is asked."""
    found = {body.split("FILTER")[0].split()[-1] for body in optionals(plain(name))}
    assert not found & {f"?{parameter.name}" for parameter in QUESTIONS[name].header.parameters}


@every_question
def test_a_number_or_a_date_is_compared_and_never_looked_up(name):
    """3 and 3.0 are two terms and one number; stores differ in which of them a pattern matches."""
    patterns = re.sub(r"FILTER\(.*\)$", "", plain(name), flags=re.MULTILINE)
    for parameter in QUESTIONS[name].header.parameters:
        if parameter.type in ("number", "date"):
            assert f"?{parameter.name} " not in patterns.split("WHERE", 1)[1]


@every_question
def test_the_order_of_the_rows_is_asked_for(name):
    assert re.search(r"\nORDER BY( \?\w+| DESC\(\?\w+\))+\n?$", plain(name))


@every_question
def test_a_question_speaks_german_and_english_to_somebody(name):
    header = QUESTIONS[name].header
    assert set(header.users) <= {"author", "researcher", "reader"}
    assert header.users
    assert header.summary["de"] != header.summary["en"]
    assert all(summary.endswith("?") for summary in header.summary.values())


@every_question
def test_a_parameter_has_an_example_or_a_default(name):
    assert all(parameter.example or parameter.default for parameter in QUESTIONS[name].header.parameters)
