"""The hand-made cases of the catalogue: for each question the smallest data, what was asked, and the rows.

A case is a folder ``cases/<question>/``: ``data.ttl`` (what ``graph/current`` holds, the inferred edges included;
below a comment stands what must not appear), ``expected.srj``, and ``given.yaml`` where parameters are given.
"""

from pathlib import Path

import pyoxigraph as ox
import yaml

from ontology.namespaces import CURRENT_GRAPH
from queries import library
from queries.store import EmbeddedBackend

CASES = Path(__file__).parent / "cases"
QUESTIONS = {question.name: question for question in library.catalogue()}


def data_of(name):
    return (CASES / name / "data.ttl").read_bytes()


def backend_of(turtle):
    store = ox.Store()
    store.load(input=turtle, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(CURRENT_GRAPH))
    return EmbeddedBackend(store)


def parameters_of(name):
    given = CASES / name / "given.yaml"
    return yaml.safe_load(given.read_text(encoding="utf-8")) if given.exists() else {}


def bound(name):
    """The query of a case with its parameters in it."""
    return library.bind(backend_of(data_of(name)), QUESTIONS[name], parameters_of(name))


def expected_of(name):
    text = (CASES / name / "expected.srj").read_bytes()
    return ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
